package render_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
	"trama/locale"
	"trama/render"
	"trama/render/desk"
	"trama/render/drawing"
	"trama/web"
)

// browserPages are all pages there are, by the path under which the test serves them.
func browserPages(t *testing.T) map[string][]byte {
	pages := map[string][]byte{}
	results := sampleResults(t)
	for name, result := range results {
		pages["/"+name+".it"] = rendered(t, render.HTML, result, "it")
	}
	pages["/report.en"] = rendered(t, render.HTML, results["report"], "en")
	for name, body := range servicePages(t, "it") {
		pages["/"+name+".it"] = body
	}
	return pages
}

// browser starts a Chromium of its own, on pages that a server of the test's own gives.
func browser(t *testing.T, pages map[string][]byte) (ctx context.Context, address string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == web.ScriptPath() {
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			io.WriteString(w, web.Script())
			return
		}
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(body)
	}))
	t.Cleanup(server.Close)
	options := slices.Clone(chromedp.DefaultExecAllocatorOptions[:])
	options = append(options, chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()))
	if path := os.Getenv("TRAMA_TEST_BROWSER"); path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx, server.URL
}

// violation is what axe-core finds wrong.
type violation struct {
	ID    string   `json:"id"`
	Help  string   `json:"help"`
	Nodes []string `json:"nodes"`
}

const axeRun = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
	r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html.slice(0, 160) + " " + n.any.map(a => a.message).join("; "))})))`

// TestPagesInABrowser looks at every page in a real browser, wide and narrow: axe-core finds nothing wrong by WCAG 2.2
// AA, nothing is fetched, nothing is wider than the window.
func TestPagesInABrowser(t *testing.T) {
	axe, err := os.ReadFile(graphtest.Getenv(t, "TRAMA_TEST_AXE"))
	if err != nil {
		t.Fatal(err)
	}
	pages := browserPages(t)
	ctx, address := browser(t, pages)
	for path := range pages {
		for _, width := range []int64{1280, 390} {
			name := fmt.Sprintf("%s at %d", path, width)
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 844), chromedp.Navigate(address+path)); err != nil {
				t.Fatal(name, err)
			}
			fetched, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`performance.getEntriesByType("resource").map(e => e.name).filter(name => !name.endsWith("`+web.ScriptPath()+`"))`))
			if err != nil || len(fetched) > 0 {
				t.Errorf("%s: fetches %v %v", name, fetched, err)
			}
			wide, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth`))
			if err != nil || int64(wide) > width {
				t.Errorf("%s: is %d wide %v", name, wide, err)
			}
			keepShot(t, ctx, fmt.Sprintf("%s-%d.png", path[1:], width))
			if width == 390 && !slices.Contains([]string{"/report.it", "/network.it", "/filters.it", "/node.it", "/node-forms.it", "/start.it", "/preview.it", "/changes.it"}, path) {
				continue // what axe-core looks at is the same but for these
			}
			if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](string(axe))); err != nil {
				t.Fatal(name, err)
			}
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatal(name, err)
			}
			for _, v := range found {
				t.Errorf("%s: %s: %s\n  %s", name, v.ID, v.Help, strings.Join(v.Nodes[:min(3, len(v.Nodes))], "\n  "))
			}
		}
	}
}

// TestPagesByNight looks at the pages as a browser shows them that asks for dark ones: axe-core finds every text readable.
func TestPagesByNight(t *testing.T) {
	axe, err := os.ReadFile(graphtest.Getenv(t, "TRAMA_TEST_AXE"))
	if err != nil {
		t.Fatal(err)
	}
	pages := browserPages(t)
	ctx, address := browser(t, pages)
	dark := called(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	for _, path := range []string{"/report.it", "/network.it", "/filters.it", "/error.it", "/home.it", "/node.it", "/node-forms.it", "/start.it", "/preview.it", "/changes.it"} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 844), dark, chromedp.Navigate(address+path), chromedp.Evaluate[chromedp.Void](string(axe))); err != nil {
			t.Fatal(path, err)
		}
		keepShot(t, ctx, path[1:]+"-dark.png")
		ground, err := chromedp.Run(ctx, chromedp.Evaluate[string](`getComputedStyle(document.body).backgroundColor`))
		if err != nil || ground == "rgb(255, 255, 255)" {
			t.Errorf("%s: the ground is %s %v", path, ground, err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(path, err)
		}
		for _, v := range found {
			t.Errorf("%s: %s: %s\n  %s", path, v.ID, v.Help, strings.Join(v.Nodes[:min(3, len(v.Nodes))], "\n  "))
		}
	}
}

// seen evaluates an expression in the page.
func seen[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatal(expression, err)
	}
	return v
}

// largeGraph is a network of 600 persons.
func largeGraph() *graph.Graph {
	b := graph.NewBuilder()
	for i := 1; i < 600; i++ {
		b.Edge(graph.BuilderEdge{Source: b.Node(fmt.Sprintf("persona %03d", i)), Target: b.Node(fmt.Sprintf("persona %03d", (i*i+7)%i/2)), Type: "knows"})
	}
	g, _ := b.Build()
	return g
}

// largePage is a page that stands on its own, with the drawing of a large network.
func largePage(t *testing.T) []byte {
	t.Helper()
	return rendered(t, render.HTML, render.Viewed{Result: sampleReport(), View: render.View{Graph: largeGraph()}}, "it")
}

// largeDrawing is a page that has nothing but the drawing of a large network.
func largeDrawing(t *testing.T) []byte {
	t.Helper()
	d := drawing.Pieces(sampleReport(), largeGraph(), drawing.Options{Lang: "it"})
	page := render.Shell{Page: render.Page{Title: "La rete", Sections: []render.Section{{ID: "pieces", Title: "I pezzi", Blocks: []render.Block{{Drawing: d}}}}}}
	var out bytes.Buffer
	if err := page.Write(&out, "it"); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	part    = `document.querySelector("figure.network .wide svg").getAttribute("viewBox").split(" ").map(Number)`
	wheeled = `(ctrl => document.querySelector("figure.network .wide svg").dispatchEvent(new WheelEvent("wheel", {deltaY: -200, ctrlKey: ctrl, clientX: 300, clientY: 300, cancelable: true, bubbles: true})))`
)

// TestComingNearerToADrawing by its buttons, the keys, the wheel with Ctrl and two fingers, on a page that stands on its own and on one of
// the service; names appear; axe-core finds nothing wrong with what the script adds.
func TestComingNearerToADrawing(t *testing.T) {
	axe, err := os.ReadFile(graphtest.Getenv(t, "TRAMA_TEST_AXE"))
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{"/report": rendered(t, render.HTML, sampleResults(t)["report"], "it"), "/network": servicePages(t, "it")["network"], "/large": largePage(t)}
	ctx, address := browser(t, pages)
	for _, path := range slices.Sorted(maps.Keys(pages)) {
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), calm(), chromedp.Navigate(address+path)); err != nil {
			t.Fatal(path, err)
		}
		whole := seen[[]float64](t, ctx, part)
		width := func(what string, want float64) {
			t.Helper()
			if got := whole[2] / seen[[]float64](t, ctx, part)[2]; math.Abs(got-want) > .02 {
				t.Errorf("%s: %s: %.2f times nearer, want %.2f", path, what, got, want)
			}
		}
		press := func(keys string) {
			t.Helper()
			if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector("figure.network .wide").focus()`), chromedp.KeyEvent(keys)); err != nil {
				t.Fatal(path, err)
			}
		}
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector(".zoom [data-do='+']").click()`)); err != nil {
			t.Fatal(err)
		}
		width("the button", 1.5)
		if said := seen[string](t, ctx, `document.querySelector(".zoom .level").textContent`); said != "150%" {
			t.Errorf("%s: it says %q", path, said)
		}
		press("+")
		width("the key", 2.25)
		before := seen[[]float64](t, ctx, part)
		press(kb.ArrowRight)
		if after := seen[[]float64](t, ctx, part); after[0] <= before[0] || after[2] != before[2] {
			t.Errorf("%s: an arrow moves %v to %v", path, before, after)
		}
		press("-")
		width("the other key", 1.5)
		press("0")
		width("back", 1)
		if now := seen[[]float64](t, ctx, part); now[0] != 0 || now[1] != 0 {
			t.Errorf("%s: back at %v", path, now)
		}
		if passed := seen[bool](t, ctx, wheeled+"(false)"); !passed {
			t.Errorf("%s: the wheel alone does not scroll the page", path)
		}
		width("the wheel alone", 1)
		seen[bool](t, ctx, wheeled+"(true)")
		width("the wheel with Ctrl", math.Exp(.6))
		press("++++")
		if names := seen[int](t, ctx, `[...document.querySelectorAll(".far text")].filter(e => e.checkVisibility()).length`); (names > 0) != (path == "/large") {
			t.Errorf("%s: %d names appear", path, names)
		}
		keepShot(t, ctx, path[1:]+"-nearer.png")
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](string(axe))); err != nil {
			t.Fatal(path, err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise))
		if err != nil || len(found) > 0 {
			t.Errorf("%s: %v %v", path, found, err)
		}
		seen[bool](t, ctx, `dispatchEvent(new Event("beforeprint"))`)
		width("on paper", 1)
	}
}

// TestDrawingsWithoutScript are there as they are, with no control that does nothing.
func TestDrawingsWithoutScript(t *testing.T) {
	graphtest.Getenv(t, "TRAMA_TEST_AXE") // where there is no axe-core there is no browser to count on
	ctx, address := browser(t, map[string][]byte{"/large": largePage(t)})
	off := called(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	if err := chromedp.Do(ctx, off, chromedp.Navigate(address+"/large")); err != nil {
		t.Fatal(err)
	}
	for expression, want := range map[string]int{
		`document.querySelectorAll(".zoom").length`:                                                          0,
		`[...document.querySelectorAll(".far text")].filter(e => e.checkVisibility()).length`:                0,
		`[...document.querySelectorAll("figure.network .wide svg")].filter(e => e.checkVisibility()).length`: 1,
	} {
		if got := seen[int](t, ctx, expression); got != want {
			t.Errorf("%s is %d, want %d", expression, got, want)
		}
	}
}

// keepShot keeps a picture of the page for people to look at, where TRAMA_TEST_SHOTS names a folder.
func keepShot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	folder := os.Getenv("TRAMA_TEST_SHOTS")
	if folder == "" {
		return
	}
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name), picture, 0o644)
	}
	if err != nil {
		t.Error(err)
	}
}

// TestReportOnPaper prints the report: A4, with more than one page, and pages with numbers. On the page of a network the drawing of the
// pieces, which takes a page, stands behind the table that fills the one before it; in the report it begins a page, and on the screen
// it stands before the table.
func TestReportOnPaper(t *testing.T) {
	graphtest.Getenv(t, "TRAMA_TEST_AXE") // where there is no axe-core there is no browser to count on
	ctx, address := browser(t, map[string][]byte{"/report": rendered(t, render.HTML, sampleResults(t)["report"], "it"), "/network": servicePages(t, "it")["network"]})
	css := func(p *page.PrintToPDFParams) { prefer := true; p.PreferCSSPageSize = &prefer }
	const behind = `(top => top("figure.network") > top("#pieces table"))(of => document.querySelector(of).getBoundingClientRect().top)`
	for _, c := range []struct {
		path, media string
		want        bool
	}{{"/network", "screen", false}, {"/network", "print", true}, {"/report", "print", false}} {
		if err := chromedp.Do(ctx, called(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: c.media}), chromedp.Navigate(address+c.path)); err != nil {
			t.Fatal(err)
		}
		if got := seen[bool](t, ctx, behind); got != c.want {
			t.Errorf("%s on %s: the drawing is behind the table: %t", c.path, c.media, got)
		}
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"/report")); err != nil {
		t.Fatal(err)
	}
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(css, chromedp.PDFPrintBackground()))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(pdf, []byte("/MediaBox [0 0 594.9")) + bytes.Count(pdf, []byte("/MediaBox [0 0 595")) + bytes.Count(pdf, []byte("/MediaBox [0 0 596")); n < 3 {
		t.Errorf("%d pages of A4", n)
	}
	if folder := os.Getenv("TRAMA_TEST_SHOTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, "report.pdf"), pdf, 0o644); err != nil {
			t.Error(err)
		}
	}
}

// TestNodeOnOneSheet prints the page of a node: one sheet of A4.
func TestNodeOnOneSheet(t *testing.T) {
	graphtest.Getenv(t, "TRAMA_TEST_AXE") // where there is no axe-core there is no browser to count on
	ctx, address := browser(t, map[string][]byte{"/node": servicePages(t, "it")["node"]})
	css := func(p *page.PrintToPDFParams) { prefer := true; p.PreferCSSPageSize = &prefer }
	if err := chromedp.Do(ctx, chromedp.Navigate(address+"/node")); err != nil {
		t.Fatal(err)
	}
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(css, chromedp.PDFPrintBackground()))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(pdf, []byte("/MediaBox")); n != 1 {
		t.Errorf("%d sheets", n)
	}
}

// servicePages are the pages that only the service gives.
func servicePages(t testing.TB, lang string) map[string][]byte {
	t.Helper()
	g := sampleGraph(t)
	missing := sampleMissing()
	view := render.View{Lang: lang, Graph: g, Title: "Tavolo di Valdora", Self: "/networks/valdora", Query: url.Values{"at": {"2"}}}
	pages := map[string][]byte{}
	keep := func(name string, err error, out *bytes.Buffer) {
		if err != nil {
			t.Fatal(name, err)
		}
		pages[name] = bytes.Clone(out.Bytes())
	}
	var out bytes.Buffer
	var links []desk.NetworkLink
	first := desk.View{View: render.View{Lang: lang, Self: "/"}}
	for _, info := range sampleNetworks().Networks {
		links = append(links, desk.NetworkLink{NetworkInfo: info, Href: "/networks/" + info.Network})
	}
	keep("home", desk.NetworksPage(&out, links, first), &out)
	out.Reset()
	keep("empty", desk.NetworksPage(&out, nil, first), &out)
	out.Reset()
	keep("network", desk.NetworkPage(&out, render.NetworkPageView{
		Report: sampleReport(), Missing: &missing, Home: "/", Switch: "/networks/valdora?without=coordinator",
		Links: []render.PageLink{{Name: "report", Href: "/report"}, {Name: "missing", Href: "/missing"}, {Name: "graphml", Href: "/x.graphml", File: true, Download: true}, {Name: "codebook", Href: "/x.codebook.csv", File: true, Download: true}},
	}, desk.View{View: view}), &out)
	out.Reset()
	view.Self, view.Query = "/networks/valdora/missing", url.Values{"family": {"reconnect"}, "add": {"comune,parrocchia,collaborates"}}
	keep("filters", render.HTML(&out, render.Viewed{Result: missing, View: view}, lang), &out)
	out.Reset()
	view.Self, view.Query = "/networks/valdora/nodes/comune", url.Values{"at": {"2"}}
	keep("node", desk.NodePage(&out, render.NodePageView{Portrait: samplePortrait(t), Missing: &missing, Home: "/"}, desk.View{View: view}), &out)
	out.Reset()
	first.Writing = &desk.Writing{Base: "/networks/valdora", State: "0f1e-3", Demo: true}
	keep("node-forms", desk.NodePage(&out, render.NodePageView{Portrait: samplePortrait(t), Home: "/"}, desk.View{View: view, Writing: first.Writing}), &out)
	out.Reset()
	keep("start", desk.NetworksPage(&out, nil, first), &out)
	out.Reset()
	keep("preview", desk.PreviewPage(&out, samplePreview(t, lang)), &out)
	out.Reset()
	view.Self, view.Query = "/networks/valdora/nodes", url.Values{"name": {"co"}}
	keep("found", render.FoundPage(&out, render.FoundView{
		View: view, Home: "/", Text: "co", Total: 3,
		Found: []analysis.Member{{ID: "comune", Label: "Comune di Valdora", Kind: "organization"}, {ID: "anna", Label: "Coordinatrice", Kind: "person"}},
	}), &out)
	out.Reset()
	view.Self, view.Query = "/networks/valdora/missing", url.Values{"family": {"reconnect"}, "add": {"comune,parrocchia,collaborates"}}
	keep("error", render.ErrorPage(&out, render.Problem{Status: 404, Detail: locale.New(lang).Say("http_no_route", nil)}, view), &out)
	return pages
}
