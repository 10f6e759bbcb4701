package graphtest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"trama/graph"
)

func (s *suite) empty() {
	st := s.store()
	networks, err := st.Networks(s.ctx)
	if err != nil || networks == nil || len(networks) != 0 {
		s.Errorf("networks: %v, %v; want an empty list", networks, err)
	}
	for what, err := range map[string]error{
		"info":     second(st.Info(s.ctx, "nowhere")),
		"load":     second(st.Load(s.ctx, "nowhere", 0)),
		"load 1":   second(st.Load(s.ctx, "nowhere", 1)),
		"history":  second(st.History(s.ctx, "nowhere", graph.Page{})),
		"snapshot": st.Snapshot(s.ctx, "nowhere", 0, "name"),
		"delete":   st.Delete(s.ctx, "nowhere", 0),
		"apply":    second(st.Apply(s.ctx, "nowhere", 1, graph.Commit{Changes: node("a", "")})),
	} {
		s.fails(err, graph.NotFound, what)
	}
	for _, name := range []string{"", "Upper", "-dash", "a b", "a/b", "à", "x'; --", string(make([]byte, 64))} {
		s.fails(second(st.Apply(s.ctx, name, 0, graph.Commit{Changes: node("a", "")})), graph.Usage, fmt.Sprintf("network %q", name))
	}
}

func second[T any](_ T, err error) error { return err }

func (s *suite) roundTrip() {
	for name, g := range map[string]*graph.Graph{
		"town": Town(), "values": EveryValue(), "hostile": Hostile(),
		"one": s.must(graph.Empty(), node("a", "")),
		"own": s.must(graph.Empty(), graph.Changes{Attributes: graph.Attributes{text("title", "only attributes")}}),
	} {
		s.Run(name, func(t *testing.T) {
			part := s.in(t)
			st := part.store()
			if made := part.put(st, name, g); made != 1 {
				t.Errorf("the first revision is %d", made)
			}
			part.holds(st, name, 0, g)
			part.holds(st, name, 1, g)
		})
	}
}

// byteOrder has ids whose order differs between bytes, UTF-16 and languages.
func (s *suite) byteOrder() {
	st := s.store()
	var c graph.Changes
	for _, id := range []string{"b", "B", "a", "10", "2", "à", "z", "\uffee", "\U0001F600", "aa", "a ~", "~", "a-b", "a b"} {
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id})
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: id, Target: "a"}, graph.EdgeChange{ID: "own " + id, Source: "a", Target: id})
	}
	s.apply(st, "n", 0, c)
	want := s.must(graph.Empty(), c)
	s.holds(st, "n", 0, want)
	g := s.load(st, "n", 0)
	for i := 1; i < g.Nodes(); i++ {
		if g.NodeID(i-1) >= g.NodeID(i) {
			s.Errorf("node %q stands before %q", g.NodeID(i-1), g.NodeID(i))
		}
	}
}

func (s *suite) twoNetworks() {
	st := s.store()
	one, two := s.must(graph.Empty(), node("a", "x", text("label", "one"))), s.must(graph.Empty(), node("a", "y", text("label", "two")))
	s.put(st, "one", one)
	s.put(st, "two", two)
	s.put(st, "three", Town())
	if err := st.Snapshot(s.ctx, "one", 1, "name"); err != nil {
		s.Fatal(err)
	}
	if err := st.Snapshot(s.ctx, "two", 1, "name"); err != nil {
		s.Errorf("two networks have a snapshot of one name: %v", err)
	}
	two = s.must(two, edge("e", "a", "a", "t"))
	s.apply(st, "two", 1, edge("e", "a", "a", "t"))
	s.holds(st, "one", 0, one)
	s.holds(st, "two", 0, two)
	networks, err := st.Networks(s.ctx)
	if err != nil || len(networks) != 3 || networks[0].Network != "one" || networks[1].Network != "three" || networks[2].Network != "two" {
		s.Errorf("networks: %v, %v", networks, err)
	}
	for _, near := range []string{"tw", "two-", "two-two", "t"} { // names that begin alike
		s.put(st, near, s.must(graph.Empty(), node("a", near)))
	}
	if err := st.Delete(s.ctx, "two", 0); err != nil {
		s.Fatal(err)
	}
	for _, near := range []string{"tw", "two-", "two-two", "t"} {
		s.holds(st, near, 0, s.must(graph.Empty(), node("a", near)))
	}
	s.holds(st, "one", 0, one)
	s.holds(st, "three", 0, Town())
	if info := s.networkInfo(st, "one"); len(info.Snapshots) != 1 || info.Revision != 1 {
		s.Errorf("one after two was deleted: %+v", info)
	}
}

func (s *suite) bases() {
	st := s.store()
	s.apply(st, "n", 0, node("a", ""))
	s.fails(second(st.Apply(s.ctx, "n", 0, graph.Commit{Changes: node("b", "")})), graph.Conflict, "made twice")
	if made := s.apply(st, "n", 1, node("b", "")); made != 2 {
		s.Errorf("the second revision is %d", made)
	}
	want := s.load(st, "n", 0)
	s.fails(second(st.Apply(s.ctx, "n", 1, graph.Commit{Changes: node("c", "")})), graph.Conflict, "a stale base")
	s.fails(second(st.Apply(s.ctx, "n", 3, graph.Commit{Changes: node("c", "")})), graph.Conflict, "a base to come")
	s.fails(second(st.Apply(s.ctx, "n", 1, graph.Commit{})), graph.Conflict, "nothing on a stale base")
	s.holds(st, "n", 0, want)
	s.fails(second(st.Load(s.ctx, "n", 3)), graph.NotFound, "load a revision to come")
	s.fails(second(st.Load(s.ctx, "n", -1)), graph.NotFound, "load a revision below 0")
}

func (s *suite) withoutEffect() {
	st := s.store()
	if made := s.apply(st, "n", 0, graph.Changes{}); made != 0 {
		s.Errorf("nothing on base 0 makes revision %d", made)
	}
	s.fails(second(st.Info(s.ctx, "n")), graph.NotFound, "a network made of nothing")
	s.apply(st, "n", 0, graph.Changes{
		PutNodes: []graph.NodeChange{{ID: "a", Attributes: graph.Attributes{text("label", "A")}}}, PutEdges: []graph.EdgeChange{{ID: "e", Source: "a", Target: "a"}},
		Attributes: graph.Attributes{text("title", "T")},
	})
	directed := true
	for what, c := range map[string]graph.Changes{
		"no changes":             {},
		"a node as it is":        {PutNodes: []graph.NodeChange{{ID: "a"}}},
		"a value as it is":       {PutNodes: []graph.NodeChange{{ID: "a", Attributes: graph.Attributes{text("label", "A")}}}},
		"no value where none is": {PutNodes: []graph.NodeChange{{ID: "a", Attributes: graph.Attributes{{Name: "other"}}}}},
		"an edge as it is":       {PutEdges: []graph.EdgeChange{{ID: "e", Source: "a", Target: "a", Directed: &directed}}},
		"a title as it is":       {Attributes: graph.Attributes{text("title", "T")}},
	} {
		if made := s.apply(st, "n", 1, c); made != 1 {
			s.Errorf("%s: revision %d", what, made)
		}
	}
	if history, _ := st.History(s.ctx, "n", graph.Page{}); len(history) != 1 {
		s.Errorf("%d commits, want 1", len(history))
	}
}

func (s *suite) refused() {
	st := s.store()
	s.put(st, "n", Town())
	missing := graph.Changes{PutNodes: []graph.NodeChange{{ID: "new"}}, PutEdges: []graph.EdgeChange{{Source: "new", Target: "nobody"}}}
	s.fails(second(st.Apply(s.ctx, "n", 1, graph.Commit{Changes: missing})), graph.Invalid, "an edge without its end")
	s.fails(second(st.Apply(s.ctx, "n", 1, graph.Commit{Changes: node(" a ", "")})), graph.Invalid, "an id with white space")
	s.fails(second(st.Apply(s.ctx, "n", 1, graph.Commit{Changes: node("a\x00", "")})), graph.Invalid, "an id with a control character")
	s.fails(second(st.Apply(s.ctx, "n", 1, graph.Commit{Changes: graph.Changes{RemoveNodes: []string{"nobody"}}})), graph.NotFound, "a removal of nothing")
	s.fails(second(st.Apply(s.ctx, "other", 0, graph.Commit{Changes: missing})), graph.Invalid, "a network that does not fit")
	s.holds(st, "n", 0, Town())
	if info := s.networkInfo(st, "n"); info.Revision != 1 {
		s.Errorf("revision %d after refusals", info.Revision)
	}
	s.fails(second(st.Info(s.ctx, "other")), graph.NotFound, "a network that was refused")
}

// histories plays random histories and loads their revisions again.
func (s *suite) histories() {
	st := s.store()
	count, commits := s.howMuch()
	for seed := range count {
		s.playHistory(st, uint64(seed), commits)
		if s.Failed() {
			s.Fatalf("history with seed %d", seed)
		}
	}
}

// howMuch returns how many histories of how many commits are played.
func (s *suite) howMuch() (histories, commits int) {
	if n, err := strconv.Atoi(os.Getenv("TRAMA_TEST_HISTORIES")); err == nil {
		return n, 200
	}
	if os.Getenv("TRAMA_VERIFY") == "1" {
		return or(s.options.Verify, 20), 200
	}
	return or(s.options.Histories, 3), 25
}

func or(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

func (s *suite) playHistory(st graph.Store, seed uint64, commits int) {
	r := rand.New(rand.NewPCG(seed, 8))
	states := []*graph.Graph{graph.Empty()}
	for range commits {
		newest := states[len(states)-1]
		c := RandomChanges(r, newest)
		want := s.must(newest, c)
		base := graph.Revision(len(states) - 1)
		made := s.apply(st, "h", base, c)
		if want.Digest() == newest.Digest() {
			if made != base {
				s.Fatalf("changes without effect made revision %d of %d: %+v", made, base, c)
			}
			continue
		}
		if made != base+1 {
			s.Fatalf("revision %d on base %d", made, base)
		}
		states = append(states, want)
	}
	for _, at := range s.revisionsToLoad(r, len(states)-1) {
		s.holds(st, "h", graph.Revision(at), states[at])
		if dated, ok := st.(graph.Dated); ok {
			s.hasSince(dated, "h", states[:at+1])
		}
	}
	info := s.networkInfo(st, "h")
	newest := states[len(states)-1]
	if info.Digest != newest.Digest() || info.Nodes != newest.Nodes() || info.Edges != newest.Edges() {
		s.Errorf("info %+v does not fit the newest state", info)
	}
	s.checkCounts(st, states)
	if err := st.Delete(s.ctx, "h", 0); err != nil {
		s.Fatal(err)
	}
}

// since asks for a node that was away meanwhile, one that was changed, and one that came later.
func (s *suite) since() {
	st, ok := s.store().(graph.Dated)
	if !ok {
		s.Skip("the store does not say since when a node is there")
	}
	states := []*graph.Graph{graph.Empty()}
	for _, c := range []graph.Changes{
		{PutNodes: append(node("n1", "").PutNodes, node("stays", "").PutNodes...)}, {RemoveNodes: []string{"n1"}, PutNodes: node("stays", "person").PutNodes},
		node("n1", ""), {RemoveNodes: []string{"n1"}, PutNodes: node("later", "").PutNodes},
		node("n1", ""), {Attributes: graph.Attributes{text("title", "t")}},
	} {
		s.apply(st, "n", graph.Revision(len(states)-1), c)
		states = append(states, s.must(states[len(states)-1], c))
	}
	for at := 1; at < len(states); at++ {
		s.hasSince(st, "n", states[:at+1])
	}
	for _, at := range []graph.Revision{-1, 7} {
		s.fails(second(st.Since(s.ctx, "n", at, nil)), graph.NotFound, "a revision that is not there")
	}
	s.fails(second(st.Since(s.ctx, "nowhere", 0, []string{"n1"})), graph.NotFound, "a network that is not there")
	if got, err := st.Since(s.ctx, "n", 0, []string{"stays", "n1"}); err != nil || !slices.Equal(got, []graph.Revision{1, 5}) {
		s.Errorf("in the newest revision: %d, %v", got, err)
	}
}

// hasSince fails unless the store knows, for the last of the states, since when each node is there without a break.
func (s *suite) hasSince(st graph.Dated, network string, states []*graph.Graph) {
	s.Helper()
	ids := []string{"never there", "n1"}
	for i := range states[len(states)-1].Nodes() {
		ids = append(ids, states[len(states)-1].NodeID(i))
	}
	want := make([]graph.Revision, len(ids))
	for i, id := range ids {
		for at := len(states) - 1; at > 0; at-- {
			if _, there := states[at].FindNode(id); !there {
				break
			}
			want[i] = graph.Revision(at)
		}
	}
	got, err := st.Since(s.ctx, network, graph.Revision(len(states)-1), ids)
	if err != nil || !slices.Equal(got, want) {
		s.Errorf("at revision %d nodes %q are there since %d, %v; want %d", len(states)-1, ids, got, err, want)
	}
}

// revisionsToLoad returns the first, the newest and up to 30 others.
func (s *suite) revisionsToLoad(r *rand.Rand, newest int) []int {
	out := []int{newest, 1}
	for range min(newest, 30) {
		out = append(out, 1+r.IntN(newest))
	}
	return out
}

// checkCounts compares the counts of the history with what differs between the states.
func (s *suite) checkCounts(st graph.Store, states []*graph.Graph) {
	history, err := st.History(s.ctx, "h", graph.Page{})
	if err != nil || len(history) != len(states)-1 {
		s.Fatalf("%d commits, %v; want %d", len(history), err, len(states)-1)
	}
	for i, c := range history {
		at := len(states) - 1 - i
		if want := countsBetween(states[at-1], states[at]); c.Counts != want || c.Revision != graph.Revision(at) {
			s.Errorf("revision %d counts %+v, want %+v", at, c.Counts, want)
		}
	}
}

// countsBetween counts by id, in the plainest way.
func countsBetween(a, b *graph.Graph) graph.Counts {
	var out graph.Counts
	for i := range a.Nodes() {
		j, there := b.FindNode(a.NodeID(i))
		if !there {
			out.NodesRemoved++
		} else if !sameNode(a.Node(i), b.Node(j)) {
			out.NodesChanged++
		}
	}
	for i := range a.Edges() {
		j, there := b.FindEdge(a.EdgeID(i))
		if !there {
			out.EdgesRemoved++
		} else if !sameEdge(a.Edge(i), b.Edge(j)) {
			out.EdgesChanged++
		}
	}
	out.NodesAdded = b.Nodes() - a.Nodes() + out.NodesRemoved
	out.EdgesAdded = b.Edges() - a.Edges() + out.EdgesRemoved
	return out
}

func sameNode(a, b graph.Node) bool {
	return a.Kind == b.Kind && slices.Equal(a.Attributes, b.Attributes)
}

func sameEdge(a, b graph.Edge) bool {
	return a.Source == b.Source && a.Target == b.Target && a.Type == b.Type && a.Directed == b.Directed && slices.Equal(a.Attributes, b.Attributes)
}
