package graph_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/graphtest"
)

// The digests of all revisions are those of their graphs, whichever of them are asked for.
func TestDigesterGivesTheDigestsOfGraphs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3))
		store, states := graphtest.Memory().(graph.Rewriter), []*graph.Graph{graph.Empty()}
		for range rapid.IntRange(1, 12).Draw(t, "commits") {
			base := graph.Revision(len(states) - 1)
			made, err := store.Apply(t.Context(), "n", base, graph.Commit{Changes: graphtest.RandomChanges(r, states[base])})
			if err != nil {
				t.Fatal(err)
			}
			if made == base {
				continue
			}
			g, err := store.Load(t.Context(), "n", made)
			if err != nil {
				t.Fatal(err)
			}
			states = append(states, g)
		}
		var asked []graph.Revision
		for at := 1; at < len(states); at++ {
			if rapid.Bool().Draw(t, "asked") {
				asked = append(asked, graph.Revision(at))
			}
		}
		if len(states) == 1 {
			return
		}
		digests := digestsOf(t, store, graph.Revision(len(states)-1), asked)
		if len(digests) != len(asked) {
			t.Fatalf("%d digests of %d revisions", len(digests), len(asked))
		}
		for _, at := range asked {
			if digests[at] != states[at].Digest() {
				t.Fatalf("revision %d of %v: %s, want %s", at, asked, digests[at], states[at].Digest())
			}
		}
	})
}

// digestsOf puts all versions into a digester, in order of id.
func digestsOf(t *rapid.T, store graph.Rewriter, newest graph.Revision, asked []graph.Revision) map[graph.Revision]string {
	d := graph.NewDigester(asked)
	var nodes, edges []graph.Version
	err := store.Versions(t.Context(), "n", newest, func(v graph.Version) error {
		switch {
		case v.Node != nil:
			nodes = append(nodes, v)
		case v.Edge != nil:
			edges = append(edges, v)
		default:
			d.Attributes(v)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	text := func(attrs graph.Attributes) string { out, _ := attrs.MarshalJSON(); return string(out) }
	slices.SortStableFunc(nodes, func(a, b graph.Version) int { return compare(a.Node.ID, b.Node.ID) })
	for _, v := range nodes {
		d.Node(v, text(v.Node.Attributes))
	}
	d.Edges()
	slices.SortStableFunc(edges, func(a, b graph.Version) int { return compare(a.Edge.ID, b.Edge.ID) })
	for _, v := range edges {
		d.Edge(v, text(v.Edge.Attributes))
	}
	return d.Digests()
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
