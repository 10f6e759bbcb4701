package graphtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"trama/graph"
)

// in returns the suite in a test inside its own.
func (s *suite) in(t *testing.T) *suite {
	return &suite{T: t, open: s.open, options: s.options, ctx: t.Context()}
}

func (s *suite) history() {
	st := s.store()
	hostile := HostileTexts()
	for i, c := range []graph.Changes{
		graph.Diff(graph.Empty(), Town()),
		node("new", "person"),
		{RemoveNodes: []string{"dario"}},
		{Attributes: graph.Attributes{text("title", "Another")}},
	} {
		_, err := st.Apply(s.ctx, "n", graph.Revision(i), graph.Commit{
			Author: hostile[i], Message: hostile[len(hostile)-1-i], Time: moment().Add(time.Duration(i) * time.Hour), Changes: c,
			Revision: 77, Snapshot: "ignored", Counts: graph.Counts{NodesAdded: 99},
		})
		if err != nil {
			s.Fatal(err)
		}
	}
	all := s.page(st, graph.Page{})
	want := []graph.Counts{{}, {NodesRemoved: 1, EdgesRemoved: 5}, {NodesAdded: 1}, {NodesAdded: 13, EdgesAdded: 13}}
	if len(all) != 4 {
		s.Fatalf("%d commits, want 4", len(all))
	}
	for i, c := range all {
		n := 3 - i
		if c.Revision != graph.Revision(n+1) || c.Author != hostile[n] || c.Message != hostile[len(hostile)-1-n] || !c.Time.Equal(moment().Add(time.Duration(n)*time.Hour)) {
			s.Errorf("commit %d: %+v", i, c)
		}
		if c.Counts != want[i] || c.Snapshot != "" || !c.Changes.Empty() {
			s.Errorf("commit %d: counts %+v, snapshot %q, want %+v and none", i, c.Counts, c.Snapshot, want[i])
		}
	}
	for _, page := range []struct {
		graph.Page
		want []graph.Revision
	}{
		{graph.Page{Limit: 2}, []graph.Revision{4, 3}}, {graph.Page{Offset: 1, Limit: 2}, []graph.Revision{3, 2}}, {graph.Page{Offset: 3}, []graph.Revision{1}},
		{graph.Page{Offset: 3, Limit: 10}, []graph.Revision{1}}, {graph.Page{Offset: 4}, nil}, {graph.Page{Offset: 100, Limit: 1}, nil},
	} {
		var got []graph.Revision
		for _, c := range s.page(st, page.Page) {
			got = append(got, c.Revision)
		}
		if !slices.Equal(got, page.want) {
			s.Errorf("page %+v: %v, want %v", page.Page, got, page.want)
		}
	}
	s.ownTime(st)
}

func (s *suite) page(st graph.Store, page graph.Page) []graph.Commit {
	s.Helper()
	out, err := st.History(s.ctx, "n", page)
	if err != nil || out == nil {
		s.Fatalf("history %+v: %v, %v", page, out, err)
	}
	return out
}

// ownTime checks that a commit without a time gets the clock's.
func (s *suite) ownTime(st graph.Store) {
	before := time.Now().Add(-time.Minute)
	s.apply(st, "n", 4, node("later", ""))
	if at := s.page(st, graph.Page{Limit: 1})[0].Time; at.Before(before) || at.After(time.Now().Add(time.Minute)) || at.Location() != time.UTC {
		s.Errorf("a commit without a time got %v", at)
	}
}

func (s *suite) snapshots() {
	st := s.store()
	s.put(st, "n", Town())
	s.apply(st, "n", 1, node("b", ""))
	s.apply(st, "n", 2, node("c", ""))
	name := "Incontro 1 " + HostileTexts()[4] + "😀"
	for _, step := range []struct {
		at   graph.Revision
		name string
	}{{1, name}, {0, "now"}, {1, name}, {1, "a second name"}} {
		if err := st.Snapshot(s.ctx, "n", step.at, step.name); err != nil {
			s.Errorf("snapshot %q of %d: %v", step.name, step.at, err)
		}
	}
	for _, bad := range []string{"", " \t", "a\nb", "a\x00", "a\xff", strings.Repeat("é", 513), "2", "12", " 7 ", "0"} {
		s.fails(st.Snapshot(s.ctx, "n", 2, bad), graph.Usage, fmt.Sprintf("the name %.20q", bad))
	}
	longest := strings.Repeat("s", graph.MaxNodeID)
	if err := st.Snapshot(s.ctx, "longest", s.put(st, "longest", Town()), longest); err != nil {
		s.Errorf("the longest name: %v", err)
	}
	s.fails(st.Snapshot(s.ctx, "n", 2, name), graph.Conflict, "a name that is taken")
	s.fails(st.Snapshot(s.ctx, "n", 0, name), graph.Conflict, "a name that is taken, for the newest")
	s.fails(st.Snapshot(s.ctx, "n", 4, "x"), graph.NotFound, "a revision to come")
	s.fails(st.Snapshot(s.ctx, "other", 0, "x"), graph.NotFound, "another network")
	info := s.networkInfo(st, "n")
	want := []graph.Snapshot{{Name: name, Revision: 1}, {Name: "a second name", Revision: 1}, {Name: "now", Revision: 3}}
	slices.SortFunc(want[:2], func(a, b graph.Snapshot) int { return cmpText(a.Name, b.Name) })
	if !slices.Equal(info.Snapshots, want) {
		s.Errorf("snapshots %+v, want %+v", info.Snapshots, want)
	}
	for text, revision := range map[string]graph.Revision{name: 1, "now": 3, "2": 2, "": 3} {
		at, err := info.At(text)
		if err != nil || at != revision {
			s.Errorf("at %q: %d, %v", text, at, err)
		}
	}
	s.holds(st, "n", 1, Town())
	commits := s.page(st, graph.Page{})
	for _, c := range commits {
		if got := info.SnapshotOf(c.Revision); got != c.Snapshot {
			s.Errorf("revision %d is %q, in the history %q", c.Revision, got, c.Snapshot)
		}
	}
	if commits[0].Snapshot != "now" || commits[1].Snapshot != "" || commits[2].Snapshot != want[0].Name {
		s.Errorf("snapshots in the history: %q, %q, %q", commits[0].Snapshot, commits[1].Snapshot, commits[2].Snapshot)
	}
}

func cmpText(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

// undo takes a commit back as the command does: the states come from the store, the changes from graph.Undo.
func (s *suite) undo() {
	st := s.store()
	s.put(st, "n", Town())
	s.apply(st, "n", 1, graph.Changes{RemoveNodes: []string{"dario"}, PutNodes: []graph.NodeChange{{ID: "ada", Attributes: graph.Attributes{text("label", "Another")}}}})
	back, notes := graph.Undo(s.load(st, "n", 0), s.load(st, "n", 1), s.load(st, "n", 2))
	if len(notes) != 0 {
		s.Errorf("notes %v", notes)
	}
	if made := s.apply(st, "n", 2, back); made != 3 {
		s.Errorf("undo made revision %d", made)
	}
	s.holds(st, "n", 0, Town())
	s.apply(st, "n", 3, node("later", ""))
	first, _ := graph.Undo(s.load(st, "n", 0), graph.Empty(), s.load(st, "n", 1))
	s.apply(st, "n", 4, first)
	s.holds(st, "n", 0, s.must(graph.Empty(), node("later", "")))
}

func (s *suite) info() {
	st := s.store()
	town := Town()
	if _, err := st.Apply(s.ctx, "n", 0, graph.Commit{Time: moment(), Changes: graph.Diff(graph.Empty(), town)}); err != nil {
		s.Fatal(err)
	}
	want := graph.NetworkInfo{Network: "n", Title: "The fixture town", Revision: 1, Digest: town.Digest(), Nodes: 13, Edges: 13, Time: moment(), Snapshots: []graph.Snapshot{}}
	got := s.networkInfo(st, "n")
	if fmt.Sprint(got) != fmt.Sprint(want) || got.Snapshots == nil {
		s.Errorf("info %+v, want %+v", got, want)
	}
	next := s.must(town, graph.Changes{RemoveNodes: []string{"dario"}, Attributes: graph.Attributes{{Name: "title"}}})
	s.apply(st, "n", 1, graph.Changes{RemoveNodes: []string{"dario"}, Attributes: graph.Attributes{{Name: "title"}}})
	got = s.networkInfo(st, "n")
	if got.Title != "" || got.Revision != 2 || got.Digest != next.Digest() || got.Nodes != 12 || got.Edges != 8 {
		s.Errorf("info after a change %+v", got)
	}
	networks, err := st.Networks(s.ctx)
	if err != nil || len(networks) != 1 || fmt.Sprint(networks[0]) != fmt.Sprint(got) {
		s.Errorf("networks %+v, %v; want what info says", networks, err)
	}
}

func (s *suite) deletes() {
	st := s.store()
	s.put(st, "n", Hostile())
	s.apply(st, "n", 1, node("b", ""))
	if err := st.Snapshot(s.ctx, "n", 1, "name"); err != nil {
		s.Fatal(err)
	}
	for _, base := range []graph.Revision{1, 3} {
		s.fails(st.Delete(s.ctx, "n", base), graph.Conflict, "delete of another state")
	}
	s.holds(st, "n", 1, Hostile())
	if err := st.Delete(s.ctx, "n", 2); err != nil {
		s.Fatal(err)
	}
	for what, err := range map[string]error{
		"info": second(st.Info(s.ctx, "n")), "load": second(st.Load(s.ctx, "n", 0)), "load 1": second(st.Load(s.ctx, "n", 1)),
		"history": second(st.History(s.ctx, "n", graph.Page{})), "delete": st.Delete(s.ctx, "n", 0), "snapshot": st.Snapshot(s.ctx, "n", 0, "x"),
		"apply": second(st.Apply(s.ctx, "n", 2, graph.Commit{Changes: node("c", "")})),
	} {
		s.fails(err, graph.NotFound, what)
	}
	if networks, err := st.Networks(s.ctx); err != nil || len(networks) != 0 {
		s.Errorf("networks %v, %v", networks, err)
	}
	if made := s.apply(st, "n", 0, node("again", "")); made != 1 {
		s.Errorf("the name used again begins at revision %d", made)
	}
	s.holds(st, "n", 1, s.must(graph.Empty(), node("again", "")))
	if info := s.networkInfo(st, "n"); info.Revision != 1 || info.Nodes != 1 || info.Edges != 0 || len(info.Snapshots) != 0 {
		s.Errorf("the name used again: %+v", info)
	}
	if history := s.page(st, graph.Page{}); len(history) != 1 {
		s.Errorf("the name used again has %d commits", len(history))
	}
}

// goes deletes a network and makes it anew, over and over, while others read it: they get it whole, or that it is not there.
func (s *suite) goes() {
	writer, reader := s.two()
	one := Town()
	two := s.must(one, graph.Changes{RemoveNodes: []string{"dario"}, PutNodes: []graph.NodeChange{{ID: "ada", Attributes: graph.Attributes{text("label", "A")}}}})
	states := map[graph.Revision][]*graph.Graph{0: {one, two}, 1: {one}, 2: {two}}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for range 6 {
			if _, err := writer.Apply(s.ctx, "n", 0, graph.Commit{Changes: graph.Diff(graph.Empty(), one)}); err != nil {
				s.Errorf("making it: %v", err)
				return
			}
			if _, err := writer.Apply(s.ctx, "n", 1, graph.Commit{Changes: graph.Diff(one, two)}); err != nil {
				s.Errorf("changing it: %v", err)
				return
			}
			if err := writer.Delete(s.ctx, "n", 0); err != nil {
				s.Errorf("deleting it: %v", err)
				return
			}
		}
	}()
	s.together(3, func(i int) {
		for at := graph.Revision(i); ; {
			select {
			case <-ended:
				return
			default:
			}
			g, err := reader.Load(s.ctx, "n", at)
			whole := err == nil && slices.ContainsFunc(states[at], func(state *graph.Graph) bool { return state.Digest() == g.Digest() })
			if !whole && (err == nil || graph.KindOf(err) != graph.NotFound) {
				s.Errorf("load at %d: %v", at, err)
				return
			}
		}
	})
	<-ended
}

// two returns two handles on one store where it can have them.
func (s *suite) two() (a, b graph.Store) {
	if s.options.Pair == nil {
		a = s.store()
		return a, a
	}
	a, b = s.options.Pair(s.T)
	s.closes(a)
	s.closes(b)
	return a, b
}

// clock commits at times that go back, as a clock does that was set: the order is that of the revisions.
func (s *suite) clock() {
	st := s.store()
	times := []time.Time{moment(), moment().Add(-48 * time.Hour), time.Unix(0, 0), time.Date(1969, 7, 20, 20, 17, 0, 0, time.UTC), moment()}
	for i, at := range times {
		if _, err := st.Apply(s.ctx, "n", graph.Revision(i), graph.Commit{Time: at, Changes: node(fmt.Sprint("n", i), "")}); err != nil {
			s.Fatal(err)
		}
		if info := s.networkInfo(st, "n"); !info.Time.Equal(at) || info.Revision != graph.Revision(i+1) {
			s.Errorf("info %+v, want the time %v", info, at)
		}
	}
	for i, c := range s.page(st, graph.Page{}) {
		if n := len(times) - i; c.Revision != graph.Revision(n) || !c.Time.Equal(times[n-1]) {
			s.Errorf("commit %d: %+v, want the time %v", i, c, times[n-1])
		}
	}
	if g := s.load(st, "n", 2); g.Nodes() != 2 {
		s.Errorf("revision 2 has %d nodes", g.Nodes())
	}
}

func (s *suite) cancellation() {
	st := s.store()
	s.put(st, "n", Town())
	ended, cancel := context.WithCancel(s.ctx)
	cancel()
	late, cancelLate := context.WithDeadline(s.ctx, time.Now().Add(-time.Second))
	defer cancelLate()
	for _, ctx := range []context.Context{ended, late} {
		for what, err := range s.every(ctx, st) {
			s.fails(err, graph.Interrupted, what)
		}
	}
	s.holds(st, "n", 0, Town())
	if info := s.networkInfo(st, "n"); info.Revision != 1 || len(info.Snapshots) != 0 {
		s.Errorf("after calls that were ended: %+v", info)
	}
	s.fails(second(st.Info(s.ctx, "other")), graph.NotFound, "a network of an ended call")
}

// every calls all methods, on network n at revision 1 and on a new one.
func (s *suite) every(ctx context.Context, st graph.Store) map[string]error {
	out := map[string]error{
		"networks": second(st.Networks(ctx)), "info": second(st.Info(ctx, "n")), "load": second(st.Load(ctx, "n", 0)), "load 1": second(st.Load(ctx, "n", 1)),
		"history": second(st.History(ctx, "n", graph.Page{})), "snapshot": st.Snapshot(ctx, "n", 0, "name"), "delete": st.Delete(ctx, "n", 0),
		"apply":  second(st.Apply(ctx, "n", 1, graph.Commit{Changes: node("b", "")})),
		"create": second(st.Apply(ctx, "other", 0, graph.Commit{Changes: node("b", "")})),
	}
	if dated, ok := st.(graph.Dated); ok {
		out["since"] = second(dated.Since(ctx, "n", 0, []string{"ada"}))
	}
	if importer, ok := st.(graph.Importer); ok {
		out["import"] = second(importer.Import(ctx, "n", 1, Hostile(), graph.Commit{}))
	}
	return out
}

func (s *suite) pair() {
	if s.options.Pair == nil {
		s.Skip("the store has one handle")
	}
	a, b := s.options.Pair(s.T)
	s.closes(a)
	s.closes(b)
	s.put(a, "n", Town())
	s.holds(b, "n", 0, Town())
	next := s.must(Town(), node("from b", ""))
	s.apply(b, "n", 1, node("from b", ""))
	s.fails(second(a.Apply(s.ctx, "n", 1, graph.Commit{Changes: node("from a", "")})), graph.Conflict, "a base that the other handle has left")
	s.holds(a, "n", 0, next)
	if err := a.Delete(s.ctx, "n", 0); err != nil {
		s.Fatal(err)
	}
	s.fails(second(b.Load(s.ctx, "n", 0)), graph.NotFound, "what the other handle deleted")
	s.fails(second(b.Apply(s.ctx, "n", 2, graph.Commit{Changes: node("x", "")})), graph.NotFound, "a commit to what the other handle deleted")
	s.apply(a, "n", 0, node("another", ""))
	s.holds(b, "n", 1, s.must(graph.Empty(), node("another", "")))
	if err := b.Delete(s.ctx, "n", 0); err != nil {
		s.Fatal(err)
	}
	s.put(a, "n", Town())
	s.race([]graph.Store{a, b}, 8, 3)
}

func (s *suite) away() {
	if s.options.Away == nil {
		s.Skip("the store is always there")
	}
	st := s.options.Away(s.T)
	s.closes(st)
	for what, err := range s.every(s.ctx, st) {
		s.fails(err, graph.Unavailable, what)
	}
}
