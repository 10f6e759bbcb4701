package graphtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"trama/graph"
)

// rewriter returns the store as a Rewriter; a store that keeps its history as it is is not tested for it.
func (s *suite) rewriter() graph.Rewriter {
	st, ok := s.store().(graph.Rewriter)
	if !ok {
		s.Skip("the store does not make its history anew")
	}
	return st
}

// rewriting takes some of the random nodes out, one of the attributes, and the word “a”.
func rewriting() graph.Rewriting {
	words := graph.NewWords("a", "Maria Rossi")
	return graph.Rewriting{
		Nodes: map[string]bool{"n1": true, "n7": true, "n13": true, HostileIDs()[0]: true, "never there": true},
		Text:  words.Blanked,
		Value: func(name string, v graph.Value) graph.Value {
			switch {
			case name == "y":
				return graph.Value{}
			case v.Type() == graph.Text:
				return graph.TextValue(words.Blanked(v.String()))
			}
			return v
		},
	}
}

// past is a history that was played on a store: the states of each revision from 0, the commits, and the snapshots.
type past struct {
	states    []*graph.Graph
	commits   []graph.Commit
	snapshots []graph.Snapshot
}

// play commits random changes to network n, names two of the revisions, and puts another network beside it.
func (s *suite) play(st graph.Store, seed uint64, commits int) past {
	s.Helper()
	r := rand.New(rand.NewPCG(seed, 7))
	p := past{states: []*graph.Graph{graph.Empty()}, commits: make([]graph.Commit, 1)}
	for len(p.states) <= commits {
		before := p.states[len(p.states)-1]
		c := graph.Commit{
			Author: pick(r, []string{"anna", "Maria Rossi", ""}), Message: pick(r, []string{"vote", "maria-rossi left", "undo 1"}),
			Time: moment().Add(time.Duration(len(p.states)) * time.Minute), Changes: RandomChanges(r, before),
		}
		if len(p.states) == 3 {
			c.Changes.PutNodes = append(c.Changes.PutNodes, graph.NodeChange{ID: "n1", Attributes: graph.Attributes{text("label", "Maria Rossi")}})
		}
		after := s.must(before, c.Changes)
		made, err := st.Apply(s.ctx, "n", graph.Revision(len(p.states)-1), c)
		if err != nil {
			s.Fatal(err)
		}
		if made == graph.Revision(len(p.states)) {
			c.Changes = graph.Changes{}
			p.states, p.commits = append(p.states, after), append(p.commits, c)
		}
	}
	s.put(st, "other", Hostile())
	p.snapshots = []graph.Snapshot{{Name: "Maria Rossi", Revision: 2}, {Name: "MARIA ROSSI", Revision: 3}, {Name: "[…]", Revision: 4}, {Name: "kept", Revision: 5}}
	for _, named := range p.snapshots {
		if err := st.Snapshot(s.ctx, "n", named.Revision, named.Name); err != nil {
			s.Fatal(err)
		}
	}
	return p
}

// rewrites makes random histories anew: each revision is then what the rewriting makes of it, and nothing else has changed.
func (s *suite) rewrites() {
	for seed := range uint64(or(s.options.Histories, 3)) {
		s.Run(fmt.Sprint("history ", seed), func(t *testing.T) {
			part := s.in(t)
			st := part.rewriter()
			p := part.play(st, seed, 25)
			newest := graph.Revision(len(p.states) - 1)
			part.sameVersions(st, "n", newest, p.states)
			r, c := rewriting(), graph.Commit{Author: "Maria Rossi", Message: "erase", Time: moment(), Changes: node("ignored", "")}
			made, err := st.Rewrite(part.ctx, "n", newest, r, c)
			if err != nil || made != newest+1 {
				t.Fatalf("revision %d, %v", made, err)
			}
			after := part.rewritten(p, r, c)
			part.isPast(st, after)
			part.sameVersions(st, "n", made, after.states)
			if again, err := st.Rewrite(part.ctx, "n", made, r, c); err != nil || again != made {
				t.Errorf("done twice: revision %d, %v", again, err)
			}
			part.isPast(st, after)
			part.holds(st, "other", 0, Hostile())
			part.goesOn(st, after)
		})
	}
}

// rewritten is what a rewriting makes of a past.
func (s *suite) rewritten(p past, r graph.Rewriting, c graph.Commit) past {
	s.Helper()
	out := past{states: []*graph.Graph{graph.Empty()}, commits: make([]graph.Commit, 1)}
	for at := 1; at < len(p.states); at++ {
		g, err := r.Graph(p.states[at])
		if err != nil {
			s.Fatal(err)
		}
		out.states, out.commits = append(out.states, g), append(out.commits, r.Commit(p.commits[at]))
	}
	out.states = append(out.states, out.states[len(p.states)-1])
	c.Changes = graph.Changes{}
	out.commits = append(out.commits, r.Commit(c))
	// both names are one, and one of that name was there
	out.snapshots = []graph.Snapshot{{Name: "[…] 2", Revision: 2}, {Name: "[…] 3", Revision: 3}, {Name: "[…]", Revision: 4}, {Name: "kept", Revision: 5}}
	return out
}

// isPast fails unless network n has that past.
func (s *suite) isPast(st graph.Store, p past) {
	s.Helper()
	for at := 1; at < len(p.states); at++ {
		s.holds(st, "n", graph.Revision(at), p.states[at])
	}
	for i, c := range s.page(st, graph.Page{}) {
		at := len(p.states) - 1 - i
		want := p.commits[at]
		if c.Author != want.Author || c.Message != want.Message || !c.Time.Equal(want.Time) || c.Counts != countsBetween(p.states[at-1], p.states[at]) {
			s.Errorf("revision %d: %+v, want %+v and counts %+v", at, c, want, countsBetween(p.states[at-1], p.states[at]))
		}
	}
	newest := p.states[len(p.states)-1]
	info := s.networkInfo(st, "n")
	if info.Revision != graph.Revision(len(p.states)-1) || info.Digest != newest.Digest() || info.Nodes != newest.Nodes() || info.Edges != newest.Edges() || info.Title != newest.Attributes().Get("title").String() {
		s.Errorf("info %+v", info)
	}
	if !slices.Equal(info.Snapshots, p.snapshots) {
		s.Errorf("snapshots %+v, want %+v", info.Snapshots, p.snapshots)
	}
}

// goesOn writes upon a history that was made anew, and takes an old revision back.
func (s *suite) goesOn(st graph.Store, p past) {
	s.Helper()
	newest := graph.Revision(len(p.states) - 1)
	next := s.must(p.states[newest], node("later", ""))
	s.apply(st, "n", newest, node("later", ""))
	s.holds(st, "n", 0, next)
	back, _ := graph.Undo(s.load(st, "n", 0), s.load(st, "n", 9), s.load(st, "n", 10))
	next = s.must(next, back)
	if back.Empty() {
		return
	}
	s.apply(st, "n", newest+1, back)
	s.holds(st, "n", 0, next)
	s.holds(st, "n", newest, p.states[newest])
}

// sameVersions fails unless the store knows exactly the versions that the states have.
func (s *suite) sameVersions(st graph.Rewriter, network string, at graph.Revision, states []*graph.Graph) {
	s.Helper()
	var got, want []string
	said := func(list *[]string) func(graph.Version) error {
		return func(v graph.Version) error {
			switch {
			case v.Node != nil:
				*list = append(*list, fmt.Sprintf("%d-%d node %q", v.Since, v.Until, fmt.Sprint(*v.Node)))
			case v.Edge != nil:
				*list = append(*list, fmt.Sprintf("%d-%d edge %q", v.Since, v.Until, fmt.Sprint(*v.Edge)))
			case len(v.Attributes) > 0:
				*list = append(*list, fmt.Sprintf("%d-%d attributes %q", v.Since, v.Until, fmt.Sprint(v.Attributes)))
			}
			return nil
		}
	}
	if err := st.Versions(s.ctx, network, at, said(&got)); err != nil {
		s.Fatal(err)
	}
	plain := &memoryNetwork{states: states}
	for _, v := range plain.versions() {
		said(&want)(v)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !reflect.DeepEqual(got, want) {
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				s.Fatalf("%d versions, want %d; the first that differs:\n got %s\nwant %s", len(got), len(want), got[i], want[i])
			}
		}
		s.Fatalf("%d versions, want %d: %s", len(got), len(want), strings.Join(got[min(len(got), len(want)):], "\n"))
	}
}

func (s *suite) rewriteBases() {
	st := s.rewriter()
	p := s.play(st, 9, 8) // which endedRewrite reads again after each step of it
	newest, r := graph.Revision(len(p.states)-1), rewriting()
	none := func(graph.Version) error { return nil }
	s.fails(second(st.Rewrite(s.ctx, "nowhere", 1, r, graph.Commit{})), graph.NotFound, "a network that is not there")
	s.fails(second(st.Rewrite(s.ctx, "n", newest-1, r, graph.Commit{})), graph.Conflict, "a base that others have left")
	s.fails(second(st.Rewrite(s.ctx, "n", newest+1, r, graph.Commit{})), graph.Conflict, "a base to come")
	s.fails(st.Versions(s.ctx, "nowhere", 1, none), graph.NotFound, "versions of a network that is not there")
	s.fails(st.Versions(s.ctx, "n", newest-1, none), graph.Conflict, "versions of a network that has changed")
	stop := graph.NoNode("suite", "x")
	if err := st.Versions(s.ctx, "n", newest, func(graph.Version) error { return stop }); err != stop {
		s.Errorf("an error of who visits is given back as %v", err)
	}
	nothing := graph.Rewriting{Text: func(text string) string { return text }, Value: func(_ string, v graph.Value) graph.Value { return v }}
	if made, err := st.Rewrite(s.ctx, "n", newest, nothing, graph.Commit{}); err != nil || made != newest {
		s.Errorf("nothing to rewrite: revision %d, %v", made, err)
	}
	ended, cancel := context.WithCancel(s.ctx)
	cancel()
	s.fails(second(st.Rewrite(ended, "n", newest, r, graph.Commit{})), graph.Interrupted, "an ended context")
	s.fails(st.Versions(ended, "n", newest, none), graph.Interrupted, "versions in an ended context")
	s.isPast(st, p)
	s.endedRewrite(st, p, r)
}

// endedRewrite ends the context at each step that a rewriting tells of: the store has the old history, or the new one.
func (s *suite) endedRewrite(st graph.Rewriter, p past, r graph.Rewriting) {
	newest, c := graph.Revision(len(p.states)-1), graph.Commit{Author: "a", Message: "erase", Time: moment()}
	for steps := 0; ; steps++ {
		ctx, cancel := context.WithCancel(s.ctx)
		told := 0
		made, err := st.Rewrite(graph.WithProgress(ctx, func(string, int64, int64) {
			if told++; told > steps {
				cancel()
			}
		}), "n", newest, r, c)
		cancel()
		if err == nil {
			if made != newest+1 {
				s.Errorf("revision %d", made)
			}
			s.isPast(st, s.rewritten(p, r, c))
			return
		}
		s.fails(err, graph.Interrupted, "a rewriting that was ended")
		s.isPast(st, p)
	}
}

// rewriteAmong makes a history anew while others write to it: it is done upon a revision of theirs, or not at all.
func (s *suite) rewriteAmong() {
	a, b := s.two()
	st, ok := a.(graph.Rewriter)
	if !ok {
		s.Skip("the store does not make its history anew")
	}
	s.apply(a, "n", 0, node("n1", graph.Person, text("label", "Maria Rossi")))
	const writes = 25 // of each: while others write without end, nobody's history could be made anew
	s.together(3, func(i int) {
		if i == 0 {
			s.untilRewritten(st)
			return
		}
		writer := []graph.Store{b, a}[i-1]
		for n := range writes {
			info, err := writer.Info(s.ctx, "n")
			if err != nil {
				s.Errorf("info: %v", err)
				return
			}
			g, err := writer.Load(s.ctx, "n", 0)
			if err != nil {
				s.Errorf("load: %v", err)
				return
			}
			_, err = writer.Apply(s.ctx, "n", info.Revision, graph.Commit{Changes: node(fmt.Sprint("w", i, " ", n), "", text("label", fmt.Sprint(g.Nodes())))})
			if err != nil && graph.KindOf(err) != graph.Conflict {
				s.Errorf("apply: %v", err)
				return
			}
			if _, err := writer.History(s.ctx, "n", graph.Page{}); err != nil {
				s.Errorf("history: %v", err)
				return
			}
		}
	})
	for at := graph.Revision(1); at <= s.networkInfo(b, "n").Revision; at++ {
		if g := s.load(b, "n", at); slices.ContainsFunc([]string{"n1"}, func(id string) bool { _, there := g.FindNode(id); return there }) {
			s.Errorf("revision %d has the node still", at)
		}
	}
}

func (s *suite) untilRewritten(st graph.Rewriter) {
	for range 10_000 {
		info, err := st.Info(s.ctx, "n")
		if err != nil {
			s.Errorf("info: %v", err)
			return
		}
		_, err = st.Rewrite(s.ctx, "n", info.Revision, rewriting(), graph.Commit{Message: "erase"})
		if err == nil {
			return
		}
		if graph.KindOf(err) != graph.Conflict {
			s.Errorf("rewrite: %v", err)
			return
		}
	}
	s.Error("the history was not made anew")
}
