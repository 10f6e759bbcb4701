package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trama/graph/graphtest"
	"trama/graph/sqlite"
	"trama/handlers"
)

// step is one thing that the table does, on the command line and over the API.
type step struct {
	args       []string
	path, body string
}

// tableSteps is one whole table: mapping, validation, needs, vote, expectations, commitments, kept, next report.
func tableSteps() []step {
	return []step{
		{[]string{"meeting", "--id", "incontro-3", "--date", "2026-05-14", "--freeze"}, "meetings", `{"id":"incontro-3","date":"2026-05-14","freeze":true}`},
		{[]string{"attend", "--meeting", "incontro-3", "--who", "per-maestra,org-parrocchia"}, "attendances", `{"meeting":"incontro-3","who":["per-maestra","org-parrocchia"]}`},
		{[]string{"invite", "--by", "per-maestra", "--who", "per-nonna-tre", "--meeting", "incontro-3"}, "invitations", `{"by":"per-maestra","who":"per-nonna-tre","meeting":"incontro-3"}`},
		{[]string{"validate", "srv-navetta", "org-proloco~offers~srv-navetta~1", "--as", "contested", "--by", "per-presidente-proloco", "--note", "solo il sabato"}, "validations", `{"ids":["srv-navetta","org-proloco~offers~srv-navetta~1"],"as":"contested","by":"per-presidente-proloco","note":"solo il sabato"}`},
		{[]string{"need", "--label", "Studiare la sera", "--area", "Stazione", "--tags", "scuola,giovani", "--people", "15", "--raised-by", "org-nuovi"}, "needs", `{"label":"Studiare la sera","area":"Stazione","tags":["scuola","giovani"],"people":15,"raised_by":"org-nuovi"}`},
		{[]string{"answer", "need-1", "--with", "srv-italiano"}, "answers", `{"need":"need-1","with":"srv-italiano"}`},
		{[]string{"vote", "--by", "per-maestra", "--meeting", "incontro-3", "--points", "linea-relazioni=6,linea-welfare=4", "--actions", "az-orto"}, "votes", `{"by":"per-maestra","meeting":"incontro-3","points":{"linea-relazioni":6,"linea-welfare":4},"actions":["az-orto"]}`},
		{[]string{"vote", "--by", "org-parrocchia", "--meeting", "incontro-3", "--abstain"}, "votes", `{"by":"org-parrocchia","meeting":"incontro-3","abstain":true}`},
		{[]string{"expect", "--from", "sector:business", "--of", "org-comune", "--what", "meno carte"}, "expectations", `{"from":"sector:business","of":"org-comune","what":"meno carte"}`},
		{[]string{"commit", "--by", "org-comune", "--what", "uno sportello solo", "--gives", "time", "--for", "sector%3Abusiness~expects~org-comune~1", "--due", "2099-01-31"}, "commitments", `{"by":["org-comune"],"what":"uno sportello solo","gives":["time"],"for":"sector%3Abusiness~expects~org-comune~1","due":"2099-01-31"}`},
		{[]string{"take", "org-caritas~org-emporio", "--by", "org-emporio"}, "suggestions/org-caritas~org-emporio/take", `{"by":["org-emporio"]}`},
		{[]string{"commit", "--id", "commitment-2", "--state", "kept"}, "commitments", `{"id":"commitment-2","state":"kept"}`},
		{[]string{"decline", "luogo-orto~org-banca-tempo", "--why", "è già casa loro"}, "suggestions/luogo-orto~org-banca-tempo/decline", `{"why":"è già casa loro"}`},
	}
}

// One whole table comes to the same report, byte for byte, from the command line on both stores and over the API; and
// the kept commitment changes the network by what what-if had promised.
func TestATableComesToTheSameReportEverywhere(t *testing.T) {
	files := []string{put(t, t.TempDir(), "valdora.nodes.csv", valdoraTable(t, "nodes")), put(t, t.TempDir(), "valdora.edges.csv", valdoraTable(t, "edges"))}
	name := fmt.Sprintf("tavolo-%d", os.Getpid())
	local := byCommands(t, name, newStore(t), files)
	if over := overHTTP(t, name, files); over != local {
		t.Error("the API comes to another report than the command line")
	}
	t.Run("neo4j", func(t *testing.T) {
		uri := graphtest.Getenv(t, "TRAMA_TEST_NEO4J_URI")
		defer trama(t, "delete", "--yes", "--network", name, "--store", uri)
		if byCommands(t, name, uri, files) != local {
			t.Error("Neo4j comes to another report than SQLite")
		}
	})
}

func valdoraTable(t *testing.T, part string) string {
	t.Helper()
	text, err := valdora.ReadFile("valdora/valdora." + part + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func byCommands(t *testing.T, network, store string, files []string) string {
	t.Helper()
	at := []string{"--network", network, "--store", store}
	done(t, with("import", files, at...)...)
	var promised, kept struct {
		After         map[string]float64
		Fragmentation map[string]any
	}
	for _, s := range tableSteps() {
		if s.args[0] == "take" {
			doneJSON(t, &promised, append([]string{"whatif", "--add", "org-caritas,org-emporio"}, at...)...)
		}
		done(t, append(append([]string{}, s.args...), at...)...)
	}
	report := done(t, append([]string{"report", "--format", "json"}, at...)...)
	if err := json.Unmarshal([]byte(report), &kept); err != nil {
		t.Fatal(err)
	}
	for _, figure := range []string{"components", "fragmentation", "global_efficiency"} {
		if kept.Fragmentation[figure] != promised.After[figure] {
			t.Errorf("%s: promised %v, kept %v", figure, promised.After[figure], kept.Fragmentation[figure])
		}
	}
	return report
}

func overHTTP(t *testing.T, network string, files []string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "trama.db")
	done(t, with("import", files, "--network", network, "--store", "sqlite:"+path)...)
	store, err := sqlite.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	handler := handlers.New(handlers.Options{Store: store, Lang: "it"})
	ask := func(method, path, body, tag string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "http://localhost/api/v1/networks/"+network+"/"+path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("If-Match", tag)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		return w
	}
	tag := ask(http.MethodGet, "report", "", "").Header().Get("ETag")
	for _, s := range tableSteps() {
		tag = ask(http.MethodPost, s.path, s.body, tag).Header().Get("ETag")
	}
	return ask(http.MethodGet, "report", "", "").Body.String()
}
