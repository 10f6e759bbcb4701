package main

import (
	"context"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"trama/graph/sqlite"
	"trama/handlers"
)

// The page of a node says in words what the table recorded about it.
func TestPagesOfWhatTheTableRecorded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trama.db")
	at := []string{"--network", "valdora", "--store", "sqlite:" + path}
	done(t, with("import", valdoraFiles(t), at...)...)
	for _, s := range append(tableSteps(),
		step{args: []string{"vote", "--by", "org-comune", "--meeting", "incontro-3", "--rank", "linea-welfare,linea-relazioni"}},
		step{args: []string{"commit", "--by", "org-caritas", "--what", "un armadio", "--gives", "spazio,competenza"}},
	) {
		done(t, append(append([]string{}, s.args...), at...)...)
	}
	store, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	service := handlers.New(handlers.Options{Store: store, Lang: "en"})
	for _, c := range []struct{ id, lang, want string }{
		{"sector:business", "en", "The business sector – Trama"},
		{"sector:business", "it", "con l'anello, il settore imprese"},
		{"sector:business", "en", "Comune di Valdora “meno carte” · returned"},
		{"sector:business", "en", "uno sportello solo proposed · by 31 January 2099"},
		{"sector:business", "it", "uno sportello solo proposto · entro il 31 gennaio 2099"},
		{"org-comune", "en", "Coordinates 44.61965, 10.43012"},
		{"org-comune", "en", "Welfare personalizzato e comunitario choice no. 1"},
		{"per-maestra", "en", "Relazioni significative 6 points"},
		{"org-parrocchia", "it", "incontro-3 si è astenuto al voto"},
		{"per-nonna-tre", "en", "Maestra in pensione"},
		{"need-1", "en", "People 15"},
		{"need-1", "en", "Who has raised this need Associazione Nuovi Valdoresi"},
		{"commitment-3", "it", "Mette spazio, competenza"},
		{"commitment-2", "en", "State kept"},
		{"decision-1", "en", "Presidente della pro loco contested · “solo il sabato”"},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://localhost/networks/valdora/nodes/"+url.PathEscape(c.id)+"?lang="+c.lang, nil)
		w := httptest.NewRecorder()
		service.ServeHTTP(w, r)
		if text := readText(w.Body.String()); w.Code != http.StatusOK || !strings.Contains(text, c.want) {
			t.Errorf("%s in %s: %d, no %q in\n%s", c.id, c.lang, w.Code, c.want, text)
		}
	}
}

// readText returns what a reader sees of a page, without its forms.
func readText(page string) string {
	page = regexp.MustCompile(`(?s)<(script|style|form|header|footer)\b.*?</(script|style|form|header|footer)>`).ReplaceAllString(page, " ")
	return oneLine(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ")))
}
