package render_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"trama/analysis"
	"trama/graph/graphtest"
	"trama/locale"
	"trama/render"
	"trama/render/desk"
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
			fetched, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`performance.getEntriesByType("resource").map(e => e.name)`))
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
	dark := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
		return err
	})
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

// TestReportOnPaper prints the report: A4, with more than one page, and pages with numbers.
func TestReportOnPaper(t *testing.T) {
	graphtest.Getenv(t, "TRAMA_TEST_AXE") // where there is no axe-core there is no browser to count on
	ctx, address := browser(t, map[string][]byte{"/report": rendered(t, render.HTML, sampleResults(t)["report"], "it")})
	css := func(p *page.PrintToPDFParams) { prefer := true; p.PreferCSSPageSize = &prefer }
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
		View: view, Home: "/", Network: "valdora", Text: "co", Total: 3, Graph: g,
		Found: []analysis.Member{{ID: "comune", Label: "Comune di Valdora", Kind: "organization"}, {ID: "anna", Label: "Coordinatrice", Kind: "person"}},
	}), &out)
	out.Reset()
	view.Self, view.Query = "/networks/valdora/missing", url.Values{"family": {"reconnect"}, "add": {"comune,parrocchia,collaborates"}}
	keep("error", render.ErrorPage(&out, render.Problem{Status: 404, Detail: locale.New(lang).Say("http_no_route", nil)}, view), &out)
	return pages
}
