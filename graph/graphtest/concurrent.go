package graphtest

import (
	"fmt"
	"strings"
	"sync"

	"trama/graph"
)

// writers lets many add their own nodes at once, each trying again where another was first.
func (s *suite) writers() {
	st := s.store()
	s.put(st, "n", Town())
	s.race([]graph.Store{st}, or(s.options.Writers, 16), or(s.options.Commits, 4))
}

// race lets writers commit through the stores in turn and checks that nothing was lost.
func (s *suite) race(stores []graph.Store, writers, commits int) {
	s.together(writers, func(w int) {
		for c := range commits {
			if err := s.insist(stores[w%len(stores)], node(fmt.Sprintf("w%d-%d", w, c), "person", text("label", "x"))); err != nil {
				s.Errorf("writer %d: %v", w, err)
				return
			}
		}
	})
	g := s.load(stores[0], "n", 0)
	for w := range writers {
		for c := range commits {
			if _, there := g.FindNode(fmt.Sprintf("w%d-%d", w, c)); !there {
				s.Errorf("commit %d of writer %d is lost", c, w)
			}
		}
	}
	if info := s.networkInfo(stores[0], "n"); info.Revision != graph.Revision(1+writers*commits) || info.Nodes != Town().Nodes()+writers*commits {
		s.Errorf("after %d commits: %+v", writers*commits, info)
	}
}

// together runs a function so many times at once and waits for all.
func (s *suite) together(n int, f func(i int)) {
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { f(i) })
	}
	all.Wait()
}

// insist commits on the newest revision until no other was first.
func (s *suite) insist(st graph.Store, c graph.Changes) error {
	for {
		info, err := st.Info(s.ctx, "n")
		if err != nil {
			return err
		}
		made, err := st.Apply(s.ctx, "n", info.Revision, graph.Commit{Author: "w", Changes: c})
		if err != nil && graph.KindOf(err) == graph.Conflict {
			continue
		}
		if err == nil && made != info.Revision+1 {
			return fmt.Errorf("revision %d on base %d", made, info.Revision)
		}
		return err
	}
}

// makers make one network at once, and name one snapshot: one wins each time, the others are told of a conflict.
func (s *suite) makers() {
	st := s.store()
	errs := make([]error, 8)
	s.together(len(errs), func(i int) {
		errs[i] = second(st.Apply(s.ctx, "n", 0, graph.Commit{Changes: node(fmt.Sprint(i), "")}))
	})
	s.oneWon(errs, "making a network")
	if info := s.networkInfo(st, "n"); info.Revision != 1 || info.Nodes != 1 {
		s.Errorf("the network that one of many made: %+v", info)
	}
	s.apply(st, "n", 1, node("a", ""))
	revisions := []graph.Revision{1, 2}
	errs = make([]error, len(revisions))
	s.together(len(errs), func(i int) { errs[i] = st.Snapshot(s.ctx, "n", revisions[i], "name") })
	s.oneWon(errs, "naming a snapshot")
	if info := s.networkInfo(st, "n"); len(info.Snapshots) != 1 {
		s.Errorf("snapshots %+v", info.Snapshots)
	}
}

func (s *suite) oneWon(errs []error, what string) {
	s.Helper()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else {
			s.fails(err, graph.Conflict, what)
		}
	}
	if won != 1 {
		s.Errorf("%s: %d of %d won", what, won, len(errs))
	}
}

// readers read while one writes two states in turn: what they see is one of the two, whole, at its revision.
func (s *suite) readers() {
	st := s.store()
	states := []*graph.Graph{s.must(Town(), graph.Changes{RemoveNodes: []string{"carla", "dario"}}), Town()}
	s.put(st, "n", Town())
	written := make(chan struct{})
	go func() {
		defer close(written)
		for r := graph.Revision(1); r < 12; r++ {
			from, to := states[r%2], states[(r+1)%2]
			if made, err := st.Apply(s.ctx, "n", r, graph.Commit{Changes: graph.Diff(from, to)}); err != nil || made != r+1 {
				s.Errorf("revision %d on %d: %v", made, r, err)
				return
			}
		}
	}()
	s.together(4, func(int) {
		for reading := true; reading; {
			select {
			case <-written:
				reading = false
			default:
			}
			if err := wholeRevision(s, st, states); err != nil {
				s.Error(err)
				return
			}
		}
	})
}

func wholeRevision(s *suite, st graph.Store, states []*graph.Graph) error {
	info, err := st.Info(s.ctx, "n")
	if err != nil {
		return err
	}
	want := states[info.Revision%2]
	if info.Digest != want.Digest() || info.Nodes != want.Nodes() || info.Edges != want.Edges() {
		return fmt.Errorf("info mixes revisions: %+v", info)
	}
	g, err := st.Load(s.ctx, "n", info.Revision)
	if err != nil {
		return err
	}
	if g.Digest() != want.Digest() {
		return fmt.Errorf("revision %d is not what was written", info.Revision)
	}
	newest, err := st.Load(s.ctx, "n", 0)
	if err == nil && newest.Digest() != states[0].Digest() && newest.Digest() != states[1].Digest() {
		err = fmt.Errorf("the newest state is none that was written")
	}
	return err
}

// large commits more than 10,000 changes at once, as an import does, and changes most of them again.
func (s *suite) large() {
	st := s.store()
	const nodes = 5500
	var c graph.Changes
	for i := range nodes {
		id := fmt.Sprintf("n%04d", i)
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id, Attributes: graph.Attributes{text("label", "Node "+id)}})
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: id, Target: fmt.Sprintf("n%04d", i*7%nodes)})
	}
	one := s.must(graph.Empty(), c)
	s.apply(st, "n", 0, c)
	s.holds(st, "n", 0, one)
	var again graph.Changes
	for i := range nodes {
		id := fmt.Sprintf("n%04d", i)
		if i%5 == 0 {
			again.RemoveNodes = append(again.RemoveNodes, id)
		} else {
			again.PutNodes = append(again.PutNodes, graph.NodeChange{ID: id, Attributes: graph.Attributes{text("label", strings.ToUpper(id))}})
			again.PutEdges = append(again.PutEdges, graph.EdgeChange{Source: id, Target: "n0001"})
		}
	}
	two := s.must(one, again)
	s.apply(st, "n", 1, again)
	s.holds(st, "n", 0, two)
	s.holds(st, "n", 1, one)
	if commits := s.page(st, graph.Page{Limit: 1}); commits[0].Counts != countsBetween(one, two) {
		s.Errorf("counts %+v, want %+v", commits[0].Counts, countsBetween(one, two))
	}
	if err := st.Delete(s.ctx, "n", 0); err != nil {
		s.Fatal(err)
	}
}
