package handlers_test

import (
	"context"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"trama/graph/graphtest"
)

// walker is a person with a browser, in front of a service.
type walker struct {
	t       *testing.T
	ctx     context.Context
	address string
}

func newWalker(t *testing.T, s *service) walker {
	t.Helper()
	graphtest.Getenv(t, "TRAMA_TEST_AXE") // where there is no axe-core there is no browser to count on
	server := httptest.NewServer(s.handler)
	t.Cleanup(server.Close)
	options := slices.Clone(chromedp.DefaultExecAllocatorOptions[:])
	options = append(options, chromedp.NoSandbox, chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(t.TempDir()))
	if path := os.Getenv("TRAMA_TEST_BROWSER"); path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return walker{t, ctx, "http://127.0.0.1:" + port}
}

func (w walker) does(what string, steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, steps...); err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
}

// sees fails the test where the page that is open does not hold a text.
func (w walker) sees(what string, texts ...string) {
	w.t.Helper()
	body, err := chromedp.Run(w.ctx, chromedp.Evaluate[string](`document.body.innerText`))
	if err != nil {
		w.t.Fatal(what, err)
	}
	for _, text := range texts {
		if !strings.Contains(body, text) {
			w.t.Errorf("%s: no %q in\n%s", what, text, body)
		}
	}
}

// presses clicks, and waits for the page that follows.
func (w walker) presses(what string, selector chromedp.CSS) {
	w.t.Helper()
	if _, err := chromedp.RunResponse(w.ctx, chromedp.Click(selector)); err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
}

// TestWalkFromFilesToACorrectedNode goes the whole way in a real browser, under the service's own policies: choose files,
// look at the preview, confirm, find a node by name, give it a relation, and take that back.
func TestWalkFromFilesToACorrectedNode(t *testing.T) {
	s := emptyService(t)
	w := newWalker(t, s)
	folder := t.TempDir()
	var files []string
	for name, content := range map[string]string{"nodi.csv": nodesCSV + "scuola;Scuola;ente\n", "relazioni.csv": edgesCSV} {
		files = append(files, filepath.Join(folder, name))
		if err := os.WriteFile(files[len(files)-1], []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.does("the first page", chromedp.Navigate(w.address+"/?lang=it"), chromedp.WaitVisible(chromedp.CSS("#start")))
	w.does("the files", chromedp.SetUploadFiles(chromedp.CSS("input[type=file]"), files), chromedp.SendKeys(chromedp.CSS("#r-import input[name=title]"), "Il mio quartiere"))
	w.presses("the preview", "#r-import button")
	w.sees("the preview", "Nascerebbe la rete «Il mio quartiere», con 3 nodi e 1 relazione.", "Biblioteca, Prestito libri, Scuola")
	if s.networksStored() != 0 {
		t.Fatal("a preview has written")
	}
	w.presses("the confirmation", "#next button")
	w.sees("the network's page", "Il mio quartiere", "Scritto (revisione 1)", "Annulla")
	w.does("the search", chromedp.SendKeys(chromedp.CSS("#find"), "scuola"))
	w.presses("the node", ".search button")
	w.sees("the node's page", "Scuola", "Scuola oggi non ha nessuna relazione che conti")
	w.does("a relation", chromedp.Click(chromedp.CSS("#r-node_5frelate summary")),
		chromedp.SendKeys(chromedp.CSS("#r-node_5frelate input[name=other]"), "Biblioteca"))
	w.presses("the related node", "#r-node_5frelate button")
	w.sees("the related node", "Nuova relazione: Scuola collabora con Biblioteca.", "Scuola collabora con")
	w.presses("the undo", "#done button")
	location, err := chromedp.Run(w.ctx, chromedp.Location())
	if err != nil || !strings.Contains(location, "/nodes/scuola?") {
		t.Errorf("the undo leads to %s %v", location, err)
	}
	w.sees("the node again", "Scritto (revisione 3)", "Tolta la relazione")
}
