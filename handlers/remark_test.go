package handlers_test

import (
	"context"
	"strings"
	"testing"

	"trama/graph"
	"trama/handlers"
)

// sharedStore is a store whose newest state others have changed past its history.
type sharedStore struct {
	graph.Store
	differ int // how much
}

func (s *sharedStore) Load(ctx context.Context, network string, at graph.Revision) (*graph.Graph, error) {
	if s.differ > 0 {
		graph.Remark(ctx, graph.Say("outside_changes", "x", graph.V{"network": network, "count": s.differ}))
	}
	return s.Store.Load(ctx, network, at)
}

func (s *sharedStore) Outside(context.Context, string) (graph.Seen, error) { return graph.Seen{}, nil }

func (s *sharedStore) Restore(context.Context, string, graph.Revision, *graph.Graph) (int, error) {
	return 0, nil
}

// TestWhatOthersChangedIsSaid: the pages say that others have changed a network past its history, and what one can do; the
// API says so in a header, and its answers are what they are without.
func TestWhatOthersChangedIsSaid(t *testing.T) {
	s := newService(t)
	s.post("needs", `{"label":"Compagnia"}`)
	shared := &sharedStore{Store: s.store}
	s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: shared, Version: "test", Lang: "it"})
	pages := []string{
		"", "/table", "/history", "/nodes/ada", "/validate", "/suggestions/carla~dario", "/report", "/missing", "/plan", "/whatif",
		"/compare?a=1&b=2",
	}
	answers := []string{"/report", "/missing?format=csv", "/graph", "/nodes/ada", "/export/graphml", "/codebook"}
	before := map[string]string{}
	for _, answer := range answers {
		w := s.get("/api/v1/networks/borgo" + answer)
		if before[answer] = w.Body.String(); w.Header().Get("Trama-Remark") != "" {
			t.Errorf("%s remarks %q", answer, w.Header().Get("Trama-Remark"))
		}
	}
	for _, page := range pages {
		if text := s.page("/networks/borgo" + withMore(page, "lang=en")); strings.Contains(text, `id="remark"`) {
			t.Errorf("%q has a notice", page)
		}
	}
	shared.differ = 3
	for _, answer := range answers {
		w := s.get("/api/v1/networks/borgo" + answer)
		if w.Header().Get("Trama-Remark") != "outside_changes count=3 network=borgo" || w.Body.String() != before[answer] {
			t.Errorf("%s: %d, remarks %q", answer, w.Code, w.Header().Get("Trama-Remark"))
		}
	}
	for _, page := range pages {
		says(t, page, s.page("/networks/borgo"+withMore(page, "lang=en")), "In Neo4j another program has changed this network (nodes and relations: 3", "trama reconcile --network borgo")
		says(t, page, s.page("/networks/borgo"+withMore(page, "lang=it")), "In Neo4j un altro programma ha cambiato questa rete: 3", "trama reconcile --network borgo")
		if text := s.page("/networks/borgo" + withMore(page, "lang=en&at=1")); page != "/compare?a=1&b=2" && strings.Contains(text, `id="remark"`) {
			t.Errorf("%q has a notice about what was before", page)
		}
	}
	shared.differ = 0
	if text := s.page("/networks/borgo?lang=en"); strings.Contains(text, `id="remark"`) {
		t.Error("the notice stays")
	}
}

// withMore is the address of a page with more parameters.
func withMore(page, more string) string {
	if strings.Contains(page, "?") {
		return page + "&" + more
	}
	return page + "?" + more
}
