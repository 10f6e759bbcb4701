package structure_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// byDepth is the plain depth-first search with low-links (Hopcroft and Tarjan 1973), one node after the other.
type byDepth struct {
	v                        *view.View
	order, low, parent, next []uint32
	bridges                  []structure.Bridge // without sizes
	parts                    []uint32
	blocks                   int
}

func newByDepth(v *view.View) *byDepth {
	n := v.N()
	d := &byDepth{v: v, order: make([]uint32, n), low: make([]uint32, n), parent: make([]uint32, n), next: make([]uint32, n), parts: make([]uint32, n)}
	time := uint32(0)
	for root := range uint32(n) {
		if d.order[root] > 0 {
			continue
		}
		stack := []uint32{root}
		d.parent[root] = view.None
		for len(stack) > 0 {
			u := stack[len(stack)-1]
			if d.order[u] == 0 {
				time++
				d.order[u], d.low[u] = time, time
			}
			if row := v.Row(int(u)); int(d.next[u]) < len(row) {
				w := row[d.next[u]]
				d.next[u]++
				switch {
				case d.order[w] == 0:
					d.parent[w] = u
					stack = append(stack, w)
				case w != d.parent[u]:
					d.low[u] = min(d.low[u], d.order[w])
				}
				continue
			}
			if stack = stack[:len(stack)-1]; u == root {
				continue
			}
			if p := d.parent[u]; d.low[u] < d.order[p] {
				d.low[p] = min(d.low[p], d.low[u])
			} else {
				d.blocks++
				d.parts[p]++
				if d.low[u] > d.order[p] {
					d.bridges = append(d.bridges, structure.Bridge{U: min(u, p), V: max(u, p)})
				}
			}
		}
	}
	for u, p := range d.parent {
		if p != view.None {
			d.parts[u]++ // the side of its parent
		}
	}
	return d
}

// TestCutsAreThoseOfDepthFirstSearch compares the search with the textbook's on graphs too large for the plain definition:
// fragmented and dense, below and above the size from which they are arranged; and the components with the plain ones.
func TestCutsAreThoseOfDepthFirstSearch(t *testing.T) {
	for _, name := range []string{"er:3000:2000", "er:20000:16000", "er:20000:30000", "ba:5000:2", "ba:40000:3", "er:50000:60000", "rmat:13:2", "rmat:16:3", "er:60000:30000"} {
		for seed := range int64(3) {
			e, err := graphs.Made(name, seed)
			if err != nil {
				t.Fatal(err)
			}
			checkByDepth(t, fmt.Sprint(name, ", seed ", seed), e.View())
			if seed == 0 {
				checkComponents(t, name, e.View())
			}
		}
	}
}

// TestCutsOfTreesWithSomeMore adds some pairs to a tree: blocks of all sizes within each other's reach.
func TestCutsOfTreesWithSomeMore(t *testing.T) {
	for seed := range uint64(600) {
		random := rand.New(rand.NewPCG(seed, 9))
		n := 50 + random.IntN(3000)
		source, target := make([]uint32, 0, 2*n), make([]uint32, 0, 2*n)
		names := random.Perm(n)
		for u := 1; u < n; u++ {
			near := max(0, u-1-random.IntN(1+random.IntN(u))) // long and bushy by turns
			source, target = append(source, uint32(names[u])), append(target, uint32(names[near]))
		}
		for range random.IntN(n) {
			u := random.IntN(n)
			w := (u + 1 + random.IntN(1+n/(1+random.IntN(50)))) % n
			source, target = append(source, uint32(names[u])), append(target, uint32(names[w]))
		}
		v, err := view.Of(background, n, source, target)
		if err != nil {
			t.Fatal(err)
		}
		checkByDepth(t, fmt.Sprint("seed ", seed), v)
	}
}

func checkByDepth(t *testing.T, name string, v *view.View) {
	t.Helper()
	c, err := structure.NewCuts(background, v)
	if err != nil {
		t.Fatal(err)
	}
	want, got := newByDepth(v), slices.Clone(c.Bridges)
	for i := range got {
		got[i].Separates = 0
	}
	slices.SortFunc(want.bridges, func(a, b structure.Bridge) int { return cmp.Or(cmp.Compare(a.U, b.U), cmp.Compare(a.V, b.V)) })
	if !slices.Equal(got, want.bridges) || c.Blocks != want.blocks || !slices.Equal(c.Parts, want.parts) {
		t.Fatalf("%s: %d bridges, want %d; %d blocks, want %d; parts the same: %v", name, len(got), len(want.bridges), c.Blocks, want.blocks, slices.Equal(c.Parts, want.parts))
	}
}

// checkComponents compares components with those of a plain search.
func checkComponents(t *testing.T, name string, v *view.View) {
	t.Helper()
	comps, err := structure.NewComponents(background, v)
	if err != nil {
		t.Fatal(err)
	}
	for rank, members := range parts(v, nil, -1, -1) {
		if comps.Sizes[rank] != len(members) || int(comps.First[rank]) != members[0] || slices.ContainsFunc(members, func(u int) bool { return int(comps.Of[u]) != rank }) {
			t.Fatalf("%s: component %d has %d nodes, want %d", name, rank, comps.Sizes[rank], len(members))
		}
	}
}
