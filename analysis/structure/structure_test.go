package structure_test

import (
	"context"
	"flag"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"sort"
	"testing"

	"gonum.org/v1/gonum/graph/topo"
	"pgregory.net/rapid"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

var background = context.Background()

// TestMain runs each property on 1,000 graphs, unless -rapid.checks says otherwise.
func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "1000")
	os.Exit(m.Run())
}

// pick lets rapid choose.
func pick(t *rapid.T) graphs.Pick {
	return func(low, high int) int { return rapid.IntRange(low, high).Draw(t, "pick") }
}

// parts returns the components of v without some nodes and without one pair, by plain search; sizes descend, ties by
// the lowest node.
func parts(v *view.View, out map[int]bool, a, b int) [][]int {
	seen := make([]bool, v.N())
	var found [][]int
	for root := range v.N() {
		if seen[root] || out[root] {
			continue
		}
		seen[root] = true
		members := []int{root}
		for i := 0; i < len(members); i++ {
			u := members[i]
			for _, w := range v.Row(u) {
				w := int(w)
				if seen[w] || out[w] || u == a && w == b || u == b && w == a {
					continue
				}
				seen[w] = true
				members = append(members, w)
			}
		}
		found = append(found, members)
	}
	sort.SliceStable(found, func(i, j int) bool { return len(found[i]) > len(found[j]) })
	return found
}

func reached(found [][]int) int64 {
	pairs := int64(0)
	for _, members := range found {
		pairs += structure.Pairs(len(members))
	}
	return pairs
}

func TestComponentsAreThePlainOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 40).View()
		c, err := structure.NewComponents(background, v)
		if err != nil {
			t.Fatal(err)
		}
		want := parts(v, nil, -1, -1)
		if c.Count() != len(want) || len(topo.ConnectedComponents(v)) != len(want) {
			t.Fatalf("%d components, want %d", c.Count(), len(want))
		}
		for rank, members := range want {
			if c.Sizes[rank] != len(members) || int(c.First[rank]) != slices.Min(members) {
				t.Fatalf("rank %d: size %d, first %d, want %v", rank, c.Sizes[rank], c.First[rank], members)
			}
			slices.Sort(members)
			for i, u := range c.Members()[rank] {
				if int(u) != members[i] || int(c.Of[u]) != rank {
					t.Fatalf("rank %d: %v, want %v", rank, c.Members()[rank], members)
				}
			}
		}
		if c.Reached() != reached(want) {
			t.Fatalf("%d pairs, want %d", c.Reached(), reached(want))
		}
		entropy, herfindahl, together := 0.0, 0.0, 0
		for _, members := range want {
			share := float64(len(members)) / float64(v.N())
			entropy, herfindahl = entropy-share*math.Log(share), herfindahl+share*share
			together += len(members) * (len(members) - 1)
		}
		if math.Abs(c.Entropy()-entropy) > 1e-12 || math.Abs(c.Herfindahl()-herfindahl) > 1e-12 {
			t.Fatalf("entropy %v, want %v; herfindahl %v, want %v", c.Entropy(), entropy, c.Herfindahl(), herfindahl)
		}
		if n := v.N(); n > 1 {
			f := 1 - float64(together)/float64(n*(n-1))
			if math.Abs(structure.Fragmentation(n, c.Reached())-f) > 1e-12 || math.Abs(structure.Connectedness(n, c.Reached())-1+f) > 1e-12 {
				t.Fatalf("fragmentation %v, want %v", structure.Fragmentation(n, c.Reached()), f)
			}
		}
	})
}

func TestCutsAreRemovals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 30).View()
		c, err := structure.NewCuts(background, v)
		if err != nil {
			t.Fatal(err)
		}
		whole := parts(v, nil, -1, -1)
		var bridges []structure.Bridge
		for u := range v.N() {
			for _, w := range v.Row(u) {
				if int(w) < u {
					continue
				}
				if without := parts(v, nil, u, int(w)); len(without) > len(whole) {
					bridges = append(bridges, structure.Bridge{U: uint32(u), V: w, Separates: smaller(without, u, int(w))})
				}
			}
		}
		if !slices.Equal(c.Bridges, bridges) {
			t.Fatalf("bridges %v, want %v", c.Bridges, bridges)
		}
		points := 0
		for u := range v.N() {
			without := parts(v, map[int]bool{u: true}, -1, -1)
			largest, count := ofItsComponent(whole, without, u)
			if count > 1 {
				points++
			}
			size := 0
			for _, members := range whole {
				if slices.Contains(members, u) {
					size = len(members)
				}
			}
			if c.ComponentsAfter(u) != len(without) || int(c.Parts[u]) != count || int(c.Largest[u]) != largest ||
				c.ReachedAfter(u) != reached(without) || c.CutOff(u) != size-1-largest || c.FragmentationAfter(u) != structure.Fragmentation(v.N()-1, reached(without)) {
				t.Fatalf("node %d: components %d, want %d; parts %d, want %d; largest %d, want %d; pairs %d, want %d", u,
					c.ComponentsAfter(u), len(without), c.Parts[u], count, c.Largest[u], largest, c.ReachedAfter(u), reached(without))
			}
		}
		if len(c.ArticulationPoints()) != points || c.Components() != len(whole) {
			t.Fatalf("%d points, want %d", len(c.ArticulationPoints()), points)
		}
	})
}

func smaller(found [][]int, u, w int) int {
	sizes := map[bool]int{}
	for _, members := range found {
		if slices.Contains(members, u) {
			sizes[false] = len(members)
		}
		if slices.Contains(members, w) {
			sizes[true] = len(members)
		}
	}
	return min(sizes[false], sizes[true])
}

// ofItsComponent returns the largest of the parts that u's component is left in, and how many they are.
func ofItsComponent(whole, without [][]int, u int) (largest, count int) {
	var component []int
	for _, members := range whole {
		if slices.Contains(members, u) {
			component = members
		}
	}
	for _, members := range without {
		if slices.Contains(component, members[0]) {
			largest, count = max(largest, len(members)), count+1
		}
	}
	return largest, count
}

// TestCutsOfLargeGraphs pads small graphs with isolates until they are searched in another order, which must not show.
func TestCutsOfLargeGraphs(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		e := graphs.Draw(func(low, high int) int { return low + random.IntN(high-low+1) }, 40)
		small, err := structure.NewCuts(background, e.View())
		if err != nil {
			t.Fatal(err)
		}
		n := e.N
		e.N += 1 << 15
		large, err := structure.NewCuts(background, e.View())
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(large.Bridges, small.Bridges) || large.Blocks != small.Blocks || large.Components() != small.Components()+1<<15 {
			t.Fatalf("%d bridges, %d blocks, %d components; alone %d, %d, %d", len(large.Bridges), large.Blocks, large.Components(),
				len(small.Bridges), small.Blocks, small.Components())
		}
		for u := range n {
			if large.Parts[u] != small.Parts[u] || large.Largest[u] != small.Largest[u] || large.Reached[u] != small.Reached[u] || large.CutOff(u) != small.CutOff(u) {
				t.Fatalf("node %d: %d parts, alone %d", u, large.Parts[u], small.Parts[u])
			}
			if p := large.Parent(u); p != view.None && !e.View().Has(u, int(p)) {
				t.Fatalf("node %d was reached from %d", u, p)
			}
		}
		leaves, isolated := large.BridgeForest()
		want, alone := small.BridgeForest()
		if leaves != want || isolated != alone+1<<15 {
			t.Fatalf("%d leaves, %d isolated; alone %d, %d", leaves, isolated, want, alone)
		}
	}
}

// TestTwoEdgePartsAndBlocks compares 2-edge-connected parts with what is left without bridges, the bridge forest with
// its degrees there, and the blocks with the plain definition: two pairs share one where a cycle holds both.
func TestTwoEdgePartsAndBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 16).View()
		c, _ := structure.NewCuts(background, v)
		part, count := c.TwoEdgeParts()
		isBridge := map[[2]uint32]bool{}
		for _, b := range c.Bridges {
			isBridge[[2]uint32{b.U, b.V}], isBridge[[2]uint32{b.V, b.U}] = true, true
		}
		seen := map[uint32]bool{}
		degree := make([]int, count)
		for u := range v.N() {
			seen[part[u]] = true
			for _, w := range v.Row(u) {
				if (part[u] != part[w]) != isBridge[[2]uint32{uint32(u), w}] {
					t.Fatalf("%d-%d: parts %d, %d", u, w, part[u], part[w])
				}
				if part[u] != part[w] {
					degree[part[u]]++
				}
			}
		}
		p, q := 0, 0
		for _, d := range degree {
			if d == 1 {
				p++
			} else if d == 0 {
				q++
			}
		}
		leaves, isolated := c.BridgeForest()
		if len(seen) != count || leaves != p || isolated != q {
			t.Fatalf("%d parts of %d, leaves %d, want %d, isolated %d, want %d", len(seen), count, leaves, p, isolated, q)
		}
		blocks := map[uint32]bool{}
		block := c.BlockOf()
		for u := range v.N() {
			if c.Parent(u) == view.None {
				continue
			}
			blocks[block[u]] = true
			for w := range v.N() {
				if p := int(c.Parent(w)); w != u && c.Parent(w) != view.None && p != u {
					if (block[u] == block[w]) != share(v, u, int(c.Parent(u)), w, p) {
						t.Fatalf("pairs %d-%d and %d-%d: blocks %d, %d", u, c.Parent(u), w, p, block[u], block[w])
					}
				}
			}
		}
		if len(blocks) != c.Blocks {
			t.Fatalf("%d blocks, want %d", c.Blocks, len(blocks))
		}
	})
}

// share tells whether two pairs are in one block: no single node, taken away, parts them.
func share(v *view.View, a, b, x, y int) bool {
	if (a == x && b == y) || (a == y && b == x) {
		return true
	}
	for cut := range v.N() {
		found := parts(v, map[int]bool{cut: true}, -1, -1)
		first, second := -1, -2
		for i, members := range found {
			for _, u := range members {
				if u == a || u == b {
					first = i
				}
				if u == x || u == y {
					second = i
				}
			}
		}
		if first != second {
			return false
		}
	}
	return true
}

func TestRobustnessIsTheRemoval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 24).View()
		r, err := structure.NewRobustness(background, v)
		if err != nil {
			t.Fatal(err)
		}
		n, out, sum := v.N(), map[int]bool{}, 0.0
		for q := range n + 1 {
			largest := 0
			if found := parts(v, out, -1, -1); len(found) > 0 {
				largest = len(found[0])
			}
			if int(r.Left[q]) != largest {
				t.Fatalf("after %d removals %d, want %d", q, r.Left[q], largest)
			}
			if q > 0 {
				sum += float64(largest) / float64(n)
			}
			if q < n {
				next := highest(v, out)
				if int(r.Order[q]) != next {
					t.Fatalf("removal %d is %d, want %d", q, r.Order[q], next)
				}
				out[next] = true
			}
		}
		if n == 0 {
			if r.R() != nil || len(r.Curve(101)) != 0 {
				t.Fatal("robustness of nothing")
			}
			return
		}
		if math.Abs(*r.R()-sum/float64(n)) > 1e-12 {
			t.Fatalf("R %v, want %v", *r.R(), sum/float64(n))
		}
	})
}

// TestRemovalOfManyIsByDegree has lists of few nodes and of many to put in order.
func TestRemovalOfManyIsByDegree(t *testing.T) {
	for _, name := range []string{"ba:800:3", "er:800:2000"} {
		e, err := graphs.Made(name, 1)
		if err != nil {
			t.Fatal(err)
		}
		v := e.View()
		r, err := structure.NewRobustness(background, v)
		if err != nil {
			t.Fatal(err)
		}
		out := map[int]bool{}
		for q, u := range r.Order {
			if next := highest(v, out); int(u) != next {
				t.Fatalf("%s: removal %d is %d, want %d", name, q, u, next)
			}
			out[int(u)] = true
		}
	}
}

func highest(v *view.View, out map[int]bool) int {
	best, most := -1, -1
	for u := range v.N() {
		degree := 0
		for _, w := range v.Row(u) {
			if !out[int(w)] {
				degree++
			}
		}
		if !out[u] && degree > most {
			best, most = u, degree
		}
	}
	return best
}

func TestCurveHasBothEnds(t *testing.T) {
	for _, n := range []int{1, 2, 99, 100, 101, 102, 1000} {
		e := graphs.Edges{N: n}
		for i := 1; i < n; i++ {
			e.Source, e.Target = append(e.Source, 0), append(e.Target, uint32(i))
		}
		r, _ := structure.NewRobustness(background, e.View())
		curve := r.Curve(101)
		if len(curve) != min(n+1, 101) || curve[0] != [2]float64{0, 1} || curve[len(curve)-1] != [2]float64{1, 0} {
			t.Errorf("n %d: %d points, first %v, last %v", n, len(curve), curve[0], curve[len(curve)-1])
		}
	}
}

func TestConventionsOfSmallGraphs(t *testing.T) {
	for n := range 2 {
		v := graphs.Edges{N: n}.View()
		c, _ := structure.NewComponents(background, v)
		if structure.Fragmentation(n, c.Reached()) != 0 || structure.Connectedness(n, c.Reached()) != 1 {
			t.Errorf("n %d: fragmentation is not 0 and connectedness not 1", n)
		}
		if c.Entropy() != 0 || math.Signbit(c.Entropy()) || c.Largest() != n || c.Herfindahl() != float64(n) {
			t.Errorf("n %d: entropy %v, largest %d, herfindahl %v", n, c.Entropy(), c.Largest(), c.Herfindahl())
		}
	}
	for _, f := range []struct{ p, q, want int }{{0, 0, 0}, {0, 1, 0}, {1, 0, 0}, {2, 0, 1}, {3, 0, 2}, {0, 2, 2}, {5, 3, 6}} {
		if got := structure.LinksToRobust(f.p, f.q); got != f.want {
			t.Errorf("p %d, q %d: %d, want %d", f.p, f.q, got, f.want)
		}
	}
}

func TestKernelsStopWithTheirContext(t *testing.T) {
	ended, cancel := context.WithCancel(background)
	cancel()
	e := graphs.Edges{N: 10000}
	for i := 1; i < e.N; i++ {
		e.Source, e.Target = append(e.Source, uint32(i-1)), append(e.Target, uint32(i))
	}
	v := e.View()
	if _, err := structure.NewComponents(ended, v); err == nil {
		t.Error("components went on")
	}
	if _, err := structure.NewCuts(ended, v); err == nil {
		t.Error("cuts went on")
	}
	if _, err := structure.NewRobustness(ended, v); err == nil {
		t.Error("robustness went on")
	}
}

// TestKeyActorsOfSmallGraphsAreTheBest compares with the plain removal of every set, in ascending order.
func TestKeyActorsOfSmallGraphsAreTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := graphs.Draw(pick(t), 9).View()
		sets, err := structure.NewKeyActors(background, v, 5)
		if err != nil {
			t.Fatal(err)
		}
		if len(sets) != max(0, min(5, v.N()-1)) {
			t.Fatalf("%d sets of %d nodes", len(sets), v.N())
		}
		for i, set := range sets {
			best := structure.KeyActors{Reached: math.MaxInt64}
			for nodes := range setsOf(i+1, v.N()) {
				left := leaving(v, nodes)
				if r := reached(left); r < best.Reached {
					best = structure.KeyActors{Nodes: slices.Clone(nodes), Reached: r, Components: len(left)}
				}
			}
			if !slices.Equal(set.Nodes, best.Nodes) || set.Reached != best.Reached || set.Components != best.Components {
				t.Fatalf("%+v, the best is %+v", set, best)
			}
		}
	})
}

// TestKeyActorsOfLargerGraphsCannotBeSwapped: where not all sets are tried, the outcome is what plain removal gives, and no
// other node in the place of one is better.
func TestKeyActorsOfLargerGraphsCannotBeSwapped(t *testing.T) {
	for _, made := range []string{"er:300:320", "er:300:500", "ba:300:1"} {
		e, err := graphs.Made(made, 7)
		if err != nil {
			t.Fatal(err)
		}
		v := e.View()
		sets, err := structure.NewKeyActors(background, v, 5)
		if err != nil {
			t.Fatal(err)
		}
		for _, set := range sets {
			left := leaving(v, set.Nodes)
			if set.Reached != reached(left) || set.Components != len(left) {
				t.Fatalf("%s: %+v, want %d pairs in %d", made, set, reached(left), len(left))
			}
			for at := range set.Nodes {
				for u := range uint32(v.N()) {
					other := slices.Clone(set.Nodes)
					other[at] = u
					if r := reached(leaving(v, other)); !slices.Contains(set.Nodes, u) && r < set.Reached {
						t.Fatalf("%s: %v leaves %d, %v leaves %d", made, set.Nodes, set.Reached, other, r)
					}
				}
			}
		}
	}
}

// leaving returns the components of v without some nodes.
func leaving(v *view.View, nodes []uint32) [][]int {
	out := map[int]bool{}
	for _, u := range nodes {
		out[int(u)] = true
	}
	return parts(v, out, -1, -1)
}

// setsOf yields the sets of so many of n nodes, ascending; each stands until the next.
func setsOf(size, n int) iter.Seq[[]uint32] {
	return func(yield func([]uint32) bool) {
		set := make([]uint32, size)
		var from func(place, next int) bool
		from = func(place, next int) bool {
			if place == size {
				return yield(set)
			}
			for u := next; u < n; u++ {
				set[place] = uint32(u)
				if !from(place+1, u+1) {
					return false
				}
			}
			return true
		}
		from(0, 0)
	}
}

// TestHierarchyIsTheDefinition compares with reachability by plain search.
func TestHierarchyIsTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := graphs.Draw(pick(t), 14)
		a, v := e.Arcs(), e.View()
		c, _ := structure.NewComponents(background, v)
		h, ok, err := structure.NewHierarchy(background, a, c)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		n := a.N()
		reaches := make([][]bool, n)
		for u := range reaches {
			reaches[u] = make([]bool, n)
			reaches[u][u] = true
			for stack := []int{u}; len(stack) > 0; {
				at := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				for _, w := range a.Out(at) {
					if !reaches[u][w] {
						reaches[u][w] = true
						stack = append(stack, int(w))
					}
				}
			}
		}
		one, both, unbounded, most := 0, 0, 0, 0
		for _, size := range c.Sizes {
			if size > 2 {
				most += (size - 1) * (size - 2) / 2
			}
		}
		for i := range n {
			for j := range i {
				if reaches[i][j] && reaches[j][i] {
					both++
				} else if reaches[i][j] || reaches[j][i] {
					one++
				}
				if c.Of[i] == c.Of[j] && c.Sizes[c.Of[i]] > 2 && !bounded(reaches, i, j) {
					unbounded++
				}
			}
		}
		want := structure.Hierarchy{Connectedness: structure.Connectedness(n, c.Reached())}
		if one+both > 0 {
			want.Hierarchy = float64(one) / float64(one+both)
		}
		if most > 0 {
			want.LUBness = 1 - float64(unbounded)/float64(most)
		}
		surplus, room := a.M(), 0
		for _, size := range c.Sizes {
			surplus -= size - 1
			room += size*(size-1) - (size - 1)
		}
		if room > 0 {
			want.Efficiency = 1 - float64(surplus)/float64(room)
		}
		if h != want {
			t.Fatalf("%+v, want %+v", h, want)
		}
	})
}

// TestHierarchyOfTreesAndRings has Krackhardt's extremes (1994): of a tree whose arcs lead from one node to all others each of the
// four is 1; in a ring of arcs each reaches each, so that there is no hierarchy, and one arc is more than it takes.
func TestHierarchyOfTreesAndRings(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 9))
	for _, n := range []int{3, 63, 64, 65, 66, 130, 200} {
		tree, ring := graphs.Edges{N: n}, graphs.Edges{N: n}
		names := random.Perm(n)
		for i := range n {
			if i > 0 {
				tree.Source, tree.Target = append(tree.Source, uint32(names[random.IntN(i)])), append(tree.Target, uint32(names[i]))
			}
			ring.Source, ring.Target = append(ring.Source, uint32(names[i])), append(ring.Target, uint32(names[(i+1)%n]))
		}
		for _, c := range []struct {
			name string
			e    graphs.Edges
			want structure.Hierarchy
		}{
			{"tree", tree, structure.Hierarchy{Connectedness: 1, Hierarchy: 1, Efficiency: 1, LUBness: 1}},
			{"ring", ring, structure.Hierarchy{Connectedness: 1, Efficiency: 1 - 1/float64(n*(n-1)-(n-1)), LUBness: 1}},
		} {
			comps, err := structure.NewComponents(background, c.e.View())
			if err != nil {
				t.Fatal(err)
			}
			if h, ok, err := structure.NewHierarchy(background, c.e.Arcs(), comps); h != c.want || !ok || err != nil {
				t.Errorf("%s of %d: %+v, want %+v; %v", c.name, n, h, c.want, err)
			}
		}
	}
	wide := graphs.Edges{N: structure.HierarchyUpTo + 1}
	comps, _ := structure.NewComponents(background, wide.View())
	if _, ok, err := structure.NewHierarchy(background, wide.Arcs(), comps); ok || err != nil {
		t.Errorf("of more than %d nodes there is none: %v", structure.HierarchyUpTo, err)
	}
}

func bounded(reaches [][]bool, i, j int) bool {
	for k := range reaches {
		top := reaches[k][i] && reaches[k][j]
		for l := range reaches {
			top = top && (!reaches[l][i] || !reaches[l][j] || reaches[k][l])
		}
		if top {
			return true
		}
	}
	return false
}
