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

// A meeting goes from the end of the one before, or from before it was written, to its own end or to now.
func TestTheSpanOfAMeeting(t *testing.T) {
	h := &network{t: t, store: graphtest.Memory()}
	h.put("a", "person", "")             // 1
	h.put("m1", "meeting", "2026-01-10") // 2
	h.put("b", "person", "")             // 3
	if got, want := h.span(graph.SpanAsked{}), (graph.Span{From: 1, To: 3}); got != want {
		t.Errorf("the first, not ended: %v, want %v", got, want)
	}
	h.freeze("m1")
	h.put("c", "person", "") // 4, between the two
	h.put("m2", "meeting", "2026-02-10")
	h.freeze("m2")           // 5: how it was when it began
	h.put("d", "person", "") // 6
	for _, c := range []struct {
		asked graph.SpanAsked
		want  graph.Span
	}{
		{graph.SpanAsked{Meeting: "m1"}, graph.Span{From: 1, To: 3}}, {graph.SpanAsked{Meeting: "m2"}, graph.Span{From: 3, To: 6}}, {graph.SpanAsked{}, graph.Span{From: 3, To: 6}},
		{graph.SpanAsked{At: "5"}, graph.Span{From: 3, To: 5}}, {graph.SpanAsked{Since: "m2"}, graph.Span{From: 5, To: 6}}, {graph.SpanAsked{Meeting: "m1", At: "6"}, graph.Span{From: 1, To: 6}},
	} {
		if got := h.span(c.asked); got != c.want {
			t.Errorf("%+v: %v, want %v", c.asked, got, c.want)
		}
	}
	h.put("m3", "meeting", "2026-03-10") // 7: m2 has no end, so that what is before m3 is what does not have it
	if got, want := h.span(graph.SpanAsked{}), (graph.Span{From: 6, To: 7}); got != want {
		t.Errorf("after one without an end: %v, want %v", got, want)
	}
}

// What came with the first revision has nothing before it.
func TestAMeetingOfTheFirstRevisionHasNothingBefore(t *testing.T) {
	h := &network{t: t, store: graphtest.Memory()}
	h.put("m1", "meeting", "2026-01-10")
	h.put("a", "person", "")
	if got, want := h.span(graph.SpanAsked{}), (graph.Span{From: 0, To: 2}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestNoMeetingIsNotFound(t *testing.T) {
	g := graphtest.FromLines(t, "node a person", "node m meeting date=2026-01-10 status=retired")
	for _, id := range []string{"", "a", "m", "nobody"} {
		if _, err := g.FindMeeting(id); graph.KindOf(err) != graph.NotFound {
			t.Errorf("%q: %v", id, err)
		}
	}
}
