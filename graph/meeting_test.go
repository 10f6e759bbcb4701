package graph_test

import (
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// network makes a network, a revision at a time.
type network struct {
	t     *testing.T
	store graph.Store
	at    graph.Revision
}

func (h *network) put(id, kind, day string) {
	h.t.Helper()
	attrs := graph.Attributes{}
	if v, ok := graph.DateValue(day); ok {
		attrs = attrs.With("date", v)
	}
	at, err := h.store.Apply(h.t.Context(), "n", h.at, graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: id, Kind: &kind, Attributes: attrs}}}})
	if err != nil {
		h.t.Fatal(err)
	}
	h.at = at
}

func (h *network) freeze(name string) {
	h.t.Helper()
	if err := h.store.Snapshot(h.t.Context(), "n", h.at, name); err != nil {
		h.t.Fatal(err)
	}
}

func (h *network) span(asked graph.SpanAsked) graph.Span {
	h.t.Helper()
	info, err := h.store.Info(h.t.Context(), "n")
	if err != nil {
		h.t.Fatal(err)
	}
	span, err := graph.SpanOf(h.t.Context(), h.store, info, asked)
	if err != nil {
		h.t.Fatal(err)
	}
	return span
}

// attend says that somebody was at a meeting.
func (h *network) attend(who, meeting string) {
	h.t.Helper()
	typ := "attends"
	at, err := h.store.Apply(h.t.Context(), "n", h.at, graph.Commit{Changes: graph.Changes{PutEdges: []graph.EdgeChange{{Source: who, Target: meeting, Type: &typ}}}})
	if err != nil {
		h.t.Fatal(err)
	}
	h.at = at
}

func (h *network) wants(asked graph.SpanAsked, from, to graph.Revision) {
	h.t.Helper()
	if got, want := h.span(asked), (graph.Span{From: from, To: to}); got != want {
		h.t.Errorf("%+v at revision %d: %v, want %v", asked, h.at, got, want)
	}
}

// A meeting goes from the end of the one before, or from before it was written, to its own end, to the next one, or to now.
func TestTheSpanOfAMeeting(t *testing.T) {
	h := &network{t: t, store: graphtest.Memory()}
	h.put("a", "person", "")             // 1
	h.put("m1", "meeting", "2026-01-10") // 2
	h.attend("a", "m1")                  // 3
	h.wants(graph.SpanAsked{}, 1, 3)
	h.freeze("m1")
	h.put("c", "person", "")             // 4, between the two
	h.put("m2", "meeting", "2026-02-10") // 5
	h.wants(graph.SpanAsked{}, 1, 3)     // m2 is still to come
	h.freeze("m2")                       // how it was when it began
	h.attend("a", "m2")                  // 6
	h.wants(graph.SpanAsked{}, 3, 6)
	h.wants(graph.SpanAsked{Meeting: "m1"}, 1, 3)
	h.wants(graph.SpanAsked{Meeting: "m1", At: "6"}, 1, 6)
	h.wants(graph.SpanAsked{At: "5", Meeting: "m2"}, 3, 5)
	h.wants(graph.SpanAsked{Since: "m2"}, 5, 6)
	h.put("m3", "meeting", "2026-03-10") // 7
	h.put("d", "person", "")             // 8
	h.wants(graph.SpanAsked{}, 3, 8)
	h.attend("d", "m3") // 9
	h.wants(graph.SpanAsked{Meeting: "m2"}, 3, 6)
	h.wants(graph.SpanAsked{}, 6, 9)
}

// What came with the first revision has nothing before it; it ends where the next meeting begins.
func TestAMeetingOfTheFirstRevisionHasNothingBefore(t *testing.T) {
	h := &network{t: t, store: graphtest.Memory()}
	h.put("m1", "meeting", "2026-01-10")
	h.put("a", "person", "")
	h.wants(graph.SpanAsked{}, 0, 2)
	h.put("m2", "meeting", "2026-02-10")
	h.attend("a", "m2")
	h.wants(graph.SpanAsked{Meeting: "m1"}, 0, 2)
}

func TestNoMeetingIsNotFound(t *testing.T) {
	g := graphtest.FromLines(t, "node a person", "node m meeting date=2026-01-10 status=retired")
	for _, id := range []string{"", "a", "m", "nobody"} {
		if _, err := g.FindMeeting(id); graph.KindOf(err) != graph.NotFound {
			t.Errorf("%q: %v", id, err)
		}
	}
}
