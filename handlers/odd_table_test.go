package handlers_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/handlers"
)

// oddTable is a small network whose records of the table are anything: relations between whatever kinds, and attributes that
// mean something with values of any type.
func oddTable(r *rand.Rand) graph.Changes {
	kinds := []string{"", "club"}
	for _, k := range graph.KindCatalogue() {
		kinds = append(kinds, k.ID)
	}
	types := []string{"", "presta"}
	for _, t := range graph.TypeCatalogue() {
		types = append(types, t.ID)
	}
	id := func(i int) string { return fmt.Sprintf("n%d", i) }
	n := 1 + r.IntN(16)
	value := func() graph.Value {
		day, _ := graph.DateValue(fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28)))
		words := []string{
			"declared", "validated", "contested", "retired", "agreed", "kept", "dropped", "postponed", "declined", "coordinator", "administration", "founding",
			"domani", "<b>&", "|", "~", "%", "n1~n2", id(r.IntN(n)), id(r.IntN(n)), id(r.IntN(n)) + "~knows~" + id(r.IntN(n)) + "~1", "è", "1e5", "-", "2026-02-30",
		}
		word := words[r.IntN(len(words))]
		return []graph.Value{
			graph.TextValue(word), graph.TextValue(word), graph.TextValue(word), day, graph.IntegerValue(int64(r.IntN(200) - 100)), graph.FloatValue(r.NormFloat64() * 100),
			graph.IntegerValue(-1 << 63), graph.BooleanValue(r.IntN(2) == 0), graph.ListValue([]string{word, id(r.IntN(n)), word}),
		}[r.IntN(9)]
	}
	attributes := func(names ...string) graph.Attributes {
		var out graph.Attributes
		for _, name := range names {
			if r.IntN(3) == 0 {
				out = out.With(name, value())
			}
		}
		return out
	}
	c := graph.Changes{Attributes: attributes("title", "area", "bounds", "language")}
	for i := range n {
		kind := kinds[r.IntN(len(kinds))]
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id(i), Kind: &kind, Attributes: attributes("label", "status", "state", "date", "due", "until", "since", "on_id",
			"on_source", "on_target", "on_type", "on_node", "lines", "tags", "lat", "lon", "people", "gives", "role", "sector", "circle", "area", "note", "description", "source")})
	}
	for range r.IntN(40) {
		typ := types[r.IntN(len(types))]
		attrs := attributes("status", "meeting", "points", "rank", "why", "actions", "abstained", "value", "note", "what", "condition", "since", "until", "source")
		if r.IntN(4) == 0 {
			attrs = attrs.With("weight", graph.FloatValue(r.Float64()*5+.1))
		}
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: id(r.IntN(n)), Target: id(r.IntN(n)), Type: &typ, Attributes: attrs})
	}
	return c
}

// TestWhateverATableHoldsItIsShown: a table that came out of a file holds anything, and every page and answer stands it.
func TestWhateverATableHoldsItIsShown(t *testing.T) {
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 7))
		store := graphtest.Memory()
		if _, err := store.Apply(t.Context(), "strana", 0, graph.Commit{Message: "import", Changes: oddTable(r)}); err != nil {
			t.Fatal(err)
		}
		if _, err := store.Apply(t.Context(), "strana", 1, graph.Commit{Message: "changes", Changes: oddTable(r)}); err != nil {
			t.Fatal(err)
		}
		s := &service{t: t, store: store, handler: handlers.New(handlers.Options{Patience: unhurried, Store: store, Lang: "it"})}
		g, err := store.Load(t.Context(), "strana", 2)
		if err != nil {
			t.Fatal(err)
		}
		const page, api = "/networks/strana", "/api/v1/networks/strana/"
		paths := []string{
			page, page + "/table", page + "/table?at=1", page + "/validate", page + "/validate?by=n0", page + "/history", page + "/report", page + "/missing", page + "/plan?goal=needs-covered",
			page + "/compare?a=1", page + "/nodes?q=n", api + "report?format=text&for_meeting=true", api + "report?format=csv", api + "missing?format=csv", api + "plan?goal=robust-actors&format=text", api + "metrics?by=sector", api + "compare?a=1&format=text",
			api + "codebook", api + "export/graphml", api + "export/gexf?with_metrics=true", api + "export/nodes.csv", api + "report?as_of=2026-06-01&without=n0",
		}
		if len(g.Meetings()) > 0 {
			paths = append(paths, page+"/minutes?since=1", api+"minutes?format=csv", api+"minutes?kind=%21person&since=1")
		}
		for i := range min(g.Nodes(), 6) {
			paths = append(paths, page+"/nodes/"+url.PathEscape(g.NodeID(i)))
		}
		for _, path := range paths {
			w := s.do(request{path: path, header: []string{"Accept: text/html"}})
			if w.Code != http.StatusOK {
				t.Errorf("seed %d: %s: %d %.300s", seed, path, w.Code, w.Body)
			}
			never := []string{"NaN", "Inf\"", "%!", "<nil>"}
			switch kind := w.Header().Get("Content-Type"); {
			case strings.HasPrefix(kind, "text/html"):
				never = append(never, "<b>&")
			case kind == "application/json" && !json.Valid(w.Body.Bytes()):
				t.Errorf("seed %d: %s is no JSON", seed, path)
			}
			for _, text := range never {
				if strings.Contains(w.Body.String(), text) {
					t.Errorf("seed %d: %s holds %s", seed, path, text)
				}
			}
		}
	}
}
