package graph_test

import (
	"cmp"
	"testing"
	"time"

	"trama/graph"
	"trama/graph/graphtest"
)

// network makes a network, a revision at a time.
type network struct {
	t     *testing.T
	store graph.Store
	at    graph.Revision
	day   string // of the next commits; "": in November
}

// commit is the changes on the network's day.
func (h *network) commit(c graph.Changes) {
	h.t.Helper()
	when, _ := time.Parse(time.DateOnly, cmp.Or(h.day, "2026-11-01"))
	at, err := h.store.Apply(h.t.Context(), "n", h.at, graph.Commit{Time: when, Changes: c})
	if err != nil {
		h.t.Fatal(err)
	}
	h.at = at
}

func (h *network) put(id, kind, day string) {
	h.t.Helper()
	attrs := graph.Attributes{}
	if v, ok := graph.DateValue(day); ok {
		attrs = attrs.With("date", v)
	}
	h.commit(graph.Changes{PutNodes: []graph.NodeChange{{ID: id, Kind: &kind, Attributes: attrs}}})
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
	h.commit(graph.Changes{PutEdges: []graph.EdgeChange{{Source: who, Target: meeting, Type: &typ}}})
}

func (h *network) wants(asked graph.SpanAsked, from, to graph.Revision) {
	h.t.Helper()
	got := h.span(asked)
	if got.Eve = 0; got != (graph.Span{From: from, To: to}) {
		h.t.Errorf("%+v at revision %d: %v, want %d to %d", asked, h.at, got, from, to)
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

// What was written before the day of a meeting was written before the table met; where no commit comes as late as that day,
// nobody knows.
func TestTheEveOfAMeeting(t *testing.T) {
	h := &network{t: t, store: graphtest.Memory(), day: "2026-01-10"}
	h.put("a", "person", "")             // 1
	h.put("m1", "meeting", "2026-01-10") // 2
	h.attend("a", "m1")                  // 3
	h.freeze("m1")
	h.day = "2026-01-20"
	h.put("n1", "need", "")              // 4
	h.put("m2", "meeting", "2026-02-10") // 5
	h.attend("a", "m2")                  // 6, before its day
	eve := func(asked graph.SpanAsked, want graph.Span) {
		t.Helper()
		if got := h.span(asked); got != want {
			t.Errorf("%+v at revision %d: %+v, want %+v", asked, h.at, got, want)
		}
	}
	eve(graph.SpanAsked{}, graph.Span{From: 3, Eve: 3, To: 6})
	h.day = "2026-02-09"
	h.put("n2", "need", "") // 7
	h.day = "2026-02-10"
	h.put("n3", "need", "") // 8
	h.day = "2026-01-30"    // a clock that goes back
	h.put("n4", "need", "") // 9
	eve(graph.SpanAsked{}, graph.Span{From: 3, Eve: 7, To: 9})
	eve(graph.SpanAsked{At: "8"}, graph.Span{From: 3, Eve: 7, To: 8})
	eve(graph.SpanAsked{At: "7"}, graph.Span{From: 3, Eve: 3, To: 7})
	eve(graph.SpanAsked{Since: "8"}, graph.Span{From: 8, Eve: 8, To: 9})
	eve(graph.SpanAsked{Meeting: "m1"}, graph.Span{From: 1, Eve: 1, To: 3})
	first := &network{t: t, store: graphtest.Memory(), day: "2026-01-01"}
	first.put("m", "meeting", "2026-01-10")
	first.day = "2026-01-10"
	first.put("n", "need", "")
	if got := first.span(graph.SpanAsked{}); got != (graph.Span{From: 1, Eve: 1, To: 2}) {
		t.Errorf("a meeting of the first revision whose eve is known: %+v", got)
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

// TestAStoreWithoutDaysIsToldSo has one that keeps the contract, and no more.
func TestAStoreWithoutDaysIsToldSo(t *testing.T) {
	plain := struct{ graph.Store }{graphtest.Memory()}
	if _, err := graph.SpanOf(t.Context(), plain, graph.NetworkInfo{}, graph.SpanAsked{}); graph.KindOf(err) != graph.Denied {
		t.Errorf("%v, want that it is denied", err)
	}
}

// TestADayIsThatOfUTC: half an hour after midnight in Rome it is the day before, whatever zone a time comes in.
func TestADayIsThatOfUTC(t *testing.T) {
	rome := time.Date(2026, 3, 6, 0, 30, 0, 0, time.FixedZone("Rome", 3600))
	if day, again := graph.DayOf(rome), graph.DayOf(rome.UTC()); day != "2026-03-05" || again != day {
		t.Errorf("%s, %s", day, again)
	}
}
