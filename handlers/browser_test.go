package handlers_test

import (
	"context"
	"fmt"
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
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/handlers"
	"trama/web"
)

// walk is a browser in front of a service of the test's own.
type walk struct {
	*service
	ctx     context.Context
	address string // of the town's pages
	axe     string
}

// newWalk starts a Chromium, and the service under a name that no browser takes for a safe origin, as that of another
// machine in the room: it sends no Sec-Fetch-Site there, and the Origin alone says whose form it is.
func newWalk(t *testing.T) *walk {
	t.Helper()
	axe, err := os.ReadFile(graphtest.Getenv(t, "TRAMA_TEST_AXE"))
	if err != nil {
		t.Fatal(err)
	}
	s := newService(t)
	s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: s.store, Version: "test", Lang: "it", Hosts: []string{"trama.test"}})
	server := httptest.NewServer(s.handler)
	t.Cleanup(server.Close)
	at, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("host-resolver-rules", "MAP trama.test 127.0.0.1"), chromedp.UserDataDir(t.TempDir()))
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
	return &walk{service: s, ctx: ctx, address: "http://trama.test:" + at.Port() + "/networks/borgo", axe: string(axe)}
}

func (w *walk) do(steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	for i, step := range steps {
		ctx, cancel := context.WithTimeout(w.ctx, 30*time.Second)
		if err := chromedp.Do(ctx, step); err != nil {
			w.t.Fatalf("step %d: %v", i, err)
		}
		cancel()
	}
}

// arrives waits until the browser is at an address that holds a text.
func (w *walk) arrives(at string) {
	w.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if now, err := chromedp.Run(w.ctx, chromedp.Location()); err == nil && strings.Contains(now, at) {
			return
		}
	}
	w.t.Fatalf("the browser stays at %s, not at %s", value[string](w, `location.href`), at)
}

// value is what an expression is worth in the page.
func value[T any](w *walk, expression string) T {
	w.t.Helper()
	v, err := chromedp.Run(w.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		w.t.Fatal(expression, err)
	}
	return v
}

// notice is what the page says was written, once it says so.
func (w *walk) notice() string {
	w.t.Helper()
	w.do(chromedp.WaitVisible("#done"))
	return value[string](w, `document.getElementById("done").innerText`)
}

// violation is what axe-core finds wrong.
type violation struct {
	ID    string   `json:"id"`
	Help  string   `json:"help"`
	Nodes []string `json:"nodes"`
}

const axeRun = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
	r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html.slice(0, 160) + " " + n.any.map(a => a.message).join("; "))})))`

// good looks at a page as it stands there: axe-core finds nothing, nothing is fetched but the script of drawings, it is no wider than the window.
func (w *walk) good(name string, width int) {
	w.t.Helper()
	if wide := value[int](w, `document.documentElement.scrollWidth`); wide > width {
		w.t.Errorf("%s: is %d wide", name, wide)
	}
	if fetched := value[[]string](w, `performance.getEntriesByType("resource").map(e => e.name).filter(name => !name.endsWith("`+web.ScriptPath()+`"))`); len(fetched) > 0 {
		w.t.Errorf("%s: fetches %v", name, fetched)
	}
	w.do(chromedp.Evaluate[chromedp.Void](w.axe))
	found, err := chromedp.Run(w.ctx, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise))
	if err != nil {
		w.t.Fatal(name, err)
	}
	for _, v := range found {
		w.t.Errorf("%s: %s: %s\n  %s", name, v.ID, v.Help, strings.Join(v.Nodes[:min(3, len(v.Nodes))], "\n  "))
	}
	if folder := os.Getenv("TRAMA_TEST_SHOTS"); folder != "" {
		picture, err := chromedp.Run(w.ctx, chromedp.FullScreenshot(100))
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644)
		}
		if err != nil {
			w.t.Error(err)
		}
	}
}

// TestATableInTheBrowser walks a short table with a browser, by the keyboard alone: a meeting, a need that is refused and
// mended, an undo, a card that is validated.
func TestATableInTheBrowser(t *testing.T) {
	w := newWalk(t)
	w.do(chromedp.Navigate(w.address+"/table?lang=it"), chromedp.Focus("#author"), chromedp.KeyEvent("Ada Neri"+kb.Enter), chromedp.WaitVisible(`#author[value="Ada Neri"]`))
	w.do(chromedp.Focus("#r-meeting summary"), chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent("Incontro 1"+kb.Tab), chromedp.SetValue("#r-meeting input[type=date]", "2026-03-05"), chromedp.KeyEvent(kb.Enter))
	w.arrives("done=2")
	if said := w.notice(); !strings.Contains(said, "Nuovo incontro: Incontro 1, 5 marzo 2026.") {
		t.Fatalf("the notice says %q", said)
	}
	w.do(chromedp.Focus("#r-need summary"), chromedp.KeyEvent(kb.Enter+kb.Tab+"Una casa"), chromedp.Focus(`#r-need input[name=raised_by]`), chromedp.KeyEvent("Pippo"+kb.Escape+kb.Enter), chromedp.WaitVisible("#r-need-error"))
	if said := value[string](w, `document.querySelector("#r-need-error").innerText`); !strings.Contains(said, "si chiama Pippo") {
		t.Errorf("the error says %q", said)
	}
	if in := value[bool](w, `(b => b.top >= 0 && b.top < innerHeight)(document.querySelector("#r-need-error").getBoundingClientRect())`); !in {
		t.Error("the error is out of sight")
	}
	if kept := value[string](w, `document.querySelector("#r-need input[name=label]").value`); kept != "Una casa" {
		t.Errorf("what was typed is %q", kept)
	}
	w.do(chromedp.SetValue(`#r-need input[name=raised_by]`, "Carla"), chromedp.Focus(`#r-need input[name=raised_by]`), chromedp.KeyEvent(kb.Escape+kb.Enter))
	w.arrives("done=3")
	if said := w.notice(); !strings.Contains(said, "Nuovo bisogno: Una casa, segnalato da Carla.") {
		t.Errorf("the notice says %q", said)
	}
	w.do(chromedp.Focus("#done button"), chromedp.KeyEvent(kb.Enter))
	w.arrives("done=4")
	if said := w.notice(); !strings.Contains(said, "Annullata la modifica 3.") {
		t.Errorf("the notice says %q", said)
	}
	w.do(chromedp.Navigate(w.address+"/validate?lang=it&author=Ada+Neri"), chromedp.Focus("#by"), chromedp.KeyEvent("Bruno"+kb.Tab+kb.Tab+kb.Enter))
	w.arrives("by=Bruno")
	w.do(chromedp.Focus(`button[value=validated]`), chromedp.KeyEvent(kb.Enter))
	w.arrives("done=5")
	if said := w.notice(); !strings.Contains(said, "Bruno dice che è validata: Dario è membro di Comune") {
		t.Errorf("the notice says %q", said)
	}
	commits, err := w.store.History(t.Context(), "borgo", graph.Page{})
	if err != nil || len(commits) != 5 || commits[0].Author != "Ada Neri" {
		t.Errorf("%d commits by %+v, %v", len(commits), commits[0].Author, err)
	}
}

// TestPagesThatWriteAreForAll looks at every page that writes with all its folds open, wide, on a phone, and by night.
func TestPagesThatWriteAreForAll(t *testing.T) {
	w := newWalk(t)
	w.withLines()
	w.post("meetings", `{"id":"m1","date":"2026-03-05","label":"Incontro 1: la mappa, e che cosa ne pensano tutti quelli che ci sono"}`)
	w.post("attendances", `{"meeting":"m1","who":["ada","bruno","carla","comune"]}`)
	w.post("changes", `{"put_nodes":[{"id":"cena","kind":"action","attributes":{"label":"Cena di strada"}}]}`)
	w.post("votes", `{"by":"carla","meeting":"m1","rank":["l1","l/2 è"],"actions":["cena"]}`)
	w.post("expectations", `{"from":"ada","of":"sector:administration","what":"una sala"}`)
	w.post("commitments", `{"by":["ada"],"what":"la sala"}`)
	w.post("validations", `{"ids":["edge:ada~collaborates~bruno~1"],"as":"contested","by":"carla","note":"solo il sabato"}`)
	night := func(value string) chromedp.Action[chromedp.Void] {
		return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}}})
			return err
		})
	}
	one := strings.TrimPrefix(suggestions(w.page("/networks/borgo/missing?lang=it&sort=benefit"))[0], "/networks/borgo")
	for name, path := range map[string]string{
		"table": "/table?lang=it&done=4", "history": "/history?lang=en&done=2", "validate-begin": "/validate?lang=it", "validate": "/validate?lang=it&by=carla&done=7&card=" + url.QueryEscape("ada~collaborates~bruno~1"),
		"suggestion": one, "table-then": "/table?lang=en&at=3", "history-then": "/history?lang=it&at=2",
	} {
		for _, see := range []struct {
			width int64
			light string
		}{{1280, "light"}, {360, "light"}, {1280, "dark"}} {
			w.do(chromedp.EmulateViewport(see.width, 844), night(see.light), chromedp.Navigate(w.address+path), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => d.open = true)`))
			w.good(fmt.Sprintf("%s-%d-%s", name, see.width, see.light), int(see.width))
		}
	}
	w.do(chromedp.EmulateViewport(360, 844), chromedp.Navigate(w.address+"/nodes/dario?lang=it"))
	w.post("changes", `{"remove_nodes":["dario"]}`)
	w.do(chromedp.Focus("#r-node_5fedit summary"), chromedp.KeyEvent(kb.Enter+kb.Tab+" Verdi"+kb.Enter), chromedp.WaitVisible("#typed"), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => d.open = true)`))
	w.good("node-gone-360-light", 360)
}

// TestATableOnPaper looks at the table as it is printed: no forms, and nothing of its lists is folded away.
func TestATableOnPaper(t *testing.T) {
	w := newWalk(t)
	w.post("commitments", `{"by":["ada"],"what":"la sala"}`)
	for i := range 9 {
		w.post("needs", fmt.Sprintf(`{"label":"bisogno %d"}`, i))
	}
	paper := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	})
	w.do(paper, chromedp.Navigate(w.address+"/table?lang=it"))
	const seen = `[...document.querySelectorAll("%s")].filter(e => e.checkVisibility()).length`
	if n := value[int](w, fmt.Sprintf(seen, "form, input, button, #author-of")); n != 0 {
		t.Errorf("%d forms on paper", n)
	}
	if n := value[int](w, fmt.Sprintf(seen, "#needs li")); n != value[int](w, `document.querySelectorAll("#needs li").length`) || n < 9 {
		t.Errorf("%d needs on paper", n)
	}
}
