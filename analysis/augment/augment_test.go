package augment_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"trama/analysis/augment"
	"trama/analysis/internal/view"
)

// simple is a graph as plain definitions see it.
type simple struct {
	n    int
	pair map[[2]int]bool
}

func (g simple) with(links [][2]int) simple {
	out := simple{g.n, map[[2]int]bool{}}
	for p := range g.pair {
		out.pair[p] = true
	}
	for _, p := range links {
		out.pair[[2]int{min(p[0], p[1]), max(p[0], p[1])}] = true
	}
	return out
}

// components counts the pieces of what is left without a node (-1: none) and without a pair.
func (g simple) components(node int, pair [2]int) int {
	parent := make([]int, g.n)
	for i := range parent {
		parent[i] = i
	}
	find := func(a int) int {
		for parent[a] != a {
			a = parent[a]
		}
		return a
	}
	count := g.n
	if node >= 0 {
		count--
	}
	for p := range g.pair {
		if p == pair || p[0] == node || p[1] == node {
			continue
		}
		if a, b := find(p[0]), find(p[1]); a != b {
			parent[a] = b
			count--
		}
	}
	return count
}

func (g simple) connected() bool { return g.components(-1, [2]int{-1, -1}) <= 1 }

func (g simple) robustLinks() bool {
	for p := range g.pair {
		if g.components(-1, p) > 1 {
			return false
		}
	}
	return g.connected()
}

func (g simple) robustActors() bool {
	for v := range g.n {
		if g.components(v, [2]int{-1, -1}) > 1 {
			return false
		}
	}
	return g.connected()
}

func (g simple) missing() [][2]int {
	var out [][2]int
	for a := range g.n {
		for b := a + 1; b < g.n; b++ {
			if !g.pair[[2]int{a, b}] {
				out = append(out, [2]int{a, b})
			}
		}
	}
	return out
}

// fewest searches all sets of missing pairs, small ones first.
func (g simple) fewest(good func(simple) bool) int {
	missing := g.missing()
	for k := 0; k <= len(missing); k++ {
		if g.some(missing, k, nil, good) {
			return k
		}
	}
	return -1
}

func (g simple) some(missing [][2]int, k int, taken [][2]int, good func(simple) bool) bool {
	if k == 0 {
		return good(g.with(taken))
	}
	for i := range missing {
		if len(missing)-i < k {
			return false
		}
		if g.some(missing[i+1:], k-1, append(taken[:len(taken):len(taken)], missing[i]), good) {
			return true
		}
	}
	return false
}

func (g simple) view(t testing.TB) *view.View {
	var source, target []uint32
	for a := range g.n {
		for b := a + 1; b < g.n; b++ {
			if g.pair[[2]int{a, b}] {
				source, target = append(source, uint32(a)), append(target, uint32(b))
			}
		}
	}
	v, err := view.Of(context.Background(), g.n, source, target)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// random returns a graph of one of several shapes.
func random(r *rand.Rand, most int) simple {
	g := simple{1 + r.IntN(most), map[[2]int]bool{}}
	add := func(a, b int) {
		if a != b {
			g.pair[[2]int{min(a, b), max(a, b)}] = true
		}
	}
	switch r.IntN(5) {
	case 0: // a forest
		for v := 1; v < g.n; v++ {
			if r.IntN(5) > 0 {
				add(v, r.IntN(v))
			}
		}
	case 1: // a star with some more
		for v := 1; v < g.n; v++ {
			add(0, v)
		}
		for range r.IntN(3) {
			add(r.IntN(g.n), r.IntN(g.n))
		}
	case 2: // a tree with some more
		for v := 1; v < g.n; v++ {
			add(v, max(0, v-1-r.IntN(3)))
		}
		for range r.IntN(g.n) {
			add(r.IntN(g.n), r.IntN(g.n))
		}
	default:
		for range r.IntN(2*g.n + 1) {
			add(r.IntN(g.n), r.IntN(g.n))
		}
	}
	return g
}

// Each plan meets its goal with as few relations as a search of all sets finds.
func TestPlansAreTheShortest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 2000 {
		g := random(r, 6+i%2)
		checkPlan(t, g, "links", augment.TwoEdgeConnected, simple.robustLinks, true)
		checkPlan(t, g, "actors", augment.Biconnected, simple.robustActors, true)
		if t.Failed() {
			return
		}
	}
}

// On larger graphs the plan meets its goal with as few relations as the formula says.
func TestPlansMeetTheFormula(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 1500 {
		g := random(r, 45)
		checkPlan(t, g, "links", augment.TwoEdgeConnected, simple.robustLinks, false)
		checkPlan(t, g, "actors", augment.Biconnected, simple.robustActors, false)
		if t.Failed() {
			return
		}
	}
}

type method = func(context.Context, *view.View, augment.Options) (augment.Plan, error)

func checkPlan(t *testing.T, g simple, name string, plan method, good func(simple) bool, search bool) {
	t.Helper()
	got, err := plan(context.Background(), g.view(t), augment.Options{})
	if err != nil {
		t.Fatal(err)
	}
	what := fmt.Sprintf("%s of %d nodes %v: %v, lower bound %d", name, g.n, g.pair, got.Links, got.LowerBound)
	if g.n == 2 && !good(g) {
		if got.Reached {
			t.Errorf("%s: two nodes cannot be made robust", what)
		}
		return
	}
	if !got.Reached || !good(g.with(got.Links)) {
		t.Errorf("%s: the goal is not met", what)
	}
	if len(got.Links) != got.LowerBound {
		t.Errorf("%s: %d relations", what, len(got.Links))
	}
	if len(g.with(got.Links).pair) != len(g.pair)+len(got.Links) {
		t.Errorf("%s: a relation is there already", what)
	}
	if search && len(got.Links) != g.fewest(good) {
		t.Errorf("%s: %d suffice", what, g.fewest(good))
	}
}

// The pieces are joined by one relation fewer than there are pieces.
func TestConnectedJoinsAllPieces(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		g := random(r, 40)
		got, err := augment.Connected(context.Background(), g.view(t), augment.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if want := g.components(-1, [2]int{-1, -1}) - 1; len(got.Links) != want || !got.Optimal() || !g.with(got.Links).connected() {
			t.Fatalf("%v: %d relations, %d suffice: %+v", g.pair, len(got.Links), want, got)
		}
	}
}

// Of several ways to join, the one of the highest scores is taken.
func TestScoresChooseTheEnds(t *testing.T) {
	g := simple{5, map[[2]int]bool{{0, 1}: true, {2, 3}: true}}
	o := augment.Options{Score: func(a, b int) float64 {
		if a == 1 && b == 3 {
			return 2
		}
		return float64(a*b) / 100
	}}
	got, err := augment.Connected(context.Background(), g.view(t), o)
	if err != nil {
		t.Fatal(err)
	}
	if want := [][2]int{{1, 3}, {3, 4}}; len(got.Links) != 2 || got.Links[0] != want[0] || got.Links[1] != want[1] {
		t.Errorf("got %v, want %v", got.Links, want)
	}
}

// Where several leaves may be joined first, the pair of the highest score among all of them is: not the best of one leaf, which
// would take it away.
func TestTheBestPairOfLeavesIsJoinedFirst(t *testing.T) {
	for _, c := range []struct {
		plan         method
		edges        [][2]int
		first, other [2]int // the pair of the highest score, and the best one of the first leaf, with an end of it
		want         int
	}{
		{augment.TwoEdgeConnected, [][2]int{{0, 1}, {0, 2}, {0, 3}, {0, 4}}, [2]int{3, 4}, [2]int{1, 3}, 2},
		{augment.Biconnected, [][2]int{{0, 1}, {1, 2}, {2, 3}, {0, 4}, {0, 5}, {1, 6}, {2, 7}, {3, 8}, {3, 9}}, [2]int{5, 9}, [2]int{4, 9}, 3},
	} {
		g := simple{len(c.edges) + 1, map[[2]int]bool{}}.with(c.edges)
		scores := map[[2]int]float64{c.first: 2, c.other: 1}
		o := augment.Options{Score: func(a, b int) float64 { return scores[[2]int{min(a, b), max(a, b)}] }}
		got, err := c.plan(context.Background(), g.view(t), o)
		if err != nil || !got.Optimal() || len(got.Links) != c.want || got.Links[0] != c.first {
			t.Errorf("got %v of at least %d, %v; want %d, %v first", got.Links, got.LowerBound, err, c.want, c.first)
		}
	}
}

// Where one node holds as many blocks together as the plan has relations to spare, none may pass it by, whatever its score: on a
// ring 0–1–2–3 with three legs on 0 and one on each other, joining two of the latter first would make it four relations.
func TestNoHighScorePassesACriticalNodeBy(t *testing.T) {
	edges := [][2]int{{0, 1}, {1, 2}, {2, 3}, {0, 3}, {0, 4}, {0, 5}, {0, 6}, {1, 7}, {2, 8}, {3, 9}}
	g := simple{10, map[[2]int]bool{}}.with(edges)
	o := augment.Options{Score: func(a, b int) float64 { return float64(min(a, b)) }}
	got, err := augment.Biconnected(context.Background(), g.view(t), o)
	if err != nil || got.LowerBound != 3 || !got.Optimal() {
		t.Errorf("got %v of at least %d, %v", got.Links, got.LowerBound, err)
	}
}

// The scores of the relations that join all pieces are together the highest there are: as many as those that Kruskal's algorithm
// takes of all pairs.
func TestConnectedHasTheHighestScores(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 300 {
		g := random(r, 12) // of pieces so small that all nodes are tried
		score := func(a, b int) float64 { return float64((min(a, b)*7 + max(a, b)*5) % 4) }
		got, err := augment.Connected(context.Background(), g.view(t), augment.Options{Score: score})
		if err != nil {
			t.Fatal(err)
		}
		sum, best, tree := 0., 0., g
		for _, link := range got.Links {
			sum += score(link[0], link[1])
		}
		for level := 3.; level >= 0; level-- {
			for _, p := range g.missing() {
				if with := tree.with([][2]int{p}); score(p[0], p[1]) == level && with.components(-1, [2]int{-1, -1}) < tree.components(-1, [2]int{-1, -1}) {
					best, tree = best+level, with
				}
			}
		}
		if sum != best {
			t.Fatalf("%d nodes %v: %v with %v in all, %v can be had", g.n, g.pair, got.Links, sum, best)
		}
	}
}

// Where ends are equally good nobody gets more than three new relations while others have fewer, and those who are most
// central come first; where one is better, it gets all.
func TestNewRelationsAreSpread(t *testing.T) {
	most := func(links [][2]int, n int) (load []int, most int) {
		load = make([]int, n)
		for _, link := range links {
			load[link[0]]++
			load[link[1]]++
		}
		return load, slices.Max(load)
	}
	for _, n := range []int{9, 40, 300, 1_000} {
		g := simple{n, map[[2]int]bool{}}
		g.ring(0, n/3) // and twice as many alone
		got, err := augment.Connected(context.Background(), g.view(t), augment.Options{})
		load, top := most(got.Links, n)
		if err != nil || !got.Optimal() || top > 3 {
			t.Errorf("%d nodes: one gets %d of %d, %v", n, top, len(got.Links), err)
		}
		for u := n / 3; u < n; u++ {
			if load[u] != 1 {
				t.Errorf("%d nodes: %d, who was alone, gets %d", n, u, load[u])
			}
		}
	}
	g := simple{60, map[[2]int]bool{}}
	g.ring(0, 20)
	got, err := augment.Connected(context.Background(), g.view(t), augment.Options{Score: func(a, b int) float64 { return float64(max(1-a, 0)) }})
	if load, top := most(got.Links, 60); err != nil || top != 40 || load[0] != 40 {
		t.Errorf("the best end gets %d of 40, %v", load[0], err)
	}
	// Of a few that are better than others each gets as many.
	got, err = augment.Connected(context.Background(), g.view(t), augment.Options{Score: func(a, b int) float64 {
		if a < 4 && b >= 20 {
			return 1
		}
		return 0
	}})
	if load, top := most(got.Links, 60); err != nil || top > 12 || load[0]+load[1]+load[2]+load[3] != 40 {
		t.Errorf("four share 40 as %v, %v", load[:4], err)
	}
}

// Where classes, or single pairs, may not be joined, no forbidden pair is proposed, what can be reached is reached, and it is said where
// it cannot.
func TestForbiddenPairsAreRespected(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	joins := func(a, b uint8) bool { return a != 1 || b != 1 } // two places are not joined
	for i := range 600 {
		g := random(r, 24)
		barred, share := map[[2]int]bool{}, i%5
		for _, p := range g.missing() {
			barred[p] = r.IntN(5) < share
		}
		class := make([]uint8, g.n)
		for i := range class {
			class[i] = uint8(r.IntN(2))
		}
		may := func(a, b int) bool { return joins(class[a], class[b]) && !barred[[2]int{min(a, b), max(a, b)}] }
		o := augment.Options{Class: class, Joins: joins, Barred: func(a, b int) bool { return barred[[2]int{min(a, b), max(a, b)}] }}
		complete := g.withAll(may)
		for name, c := range map[string]struct {
			plan method
			good func(simple) bool
		}{
			"connected": {augment.Connected, simple.connected},
			"links":     {augment.TwoEdgeConnected, simple.robustLinks},
			"actors":    {augment.Biconnected, simple.robustActors},
		} {
			got, err := c.plan(context.Background(), g.view(t), o)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range got.Links {
				if !may(p[0], p[1]) || g.pair[p] {
					t.Fatalf("%s: %v is not allowed", name, p)
				}
			}
			possible := c.good(complete) && (g.n != 2 || name == "connected" || c.good(g))
			if reached := c.good(g.with(got.Links)); got.Reached != possible || possible && !reached {
				t.Fatalf("%s: %d nodes %v classes %v: %+v: reached %v, possible %v", name, g.n, g.pair, class, got, reached, possible)
			}
		}
	}
}

// withAll returns the graph with every pair that may be joined.
func (g simple) withAll(may func(a, b int) bool) simple {
	var links [][2]int
	for _, p := range g.missing() {
		if may(p[0], p[1]) {
			links = append(links, p)
		}
	}
	return g.with(links)
}

// Offers are the best pair between each two components, of the highest score, the better ones first.
func TestOffersAreTheBestPairBetweenEachTwoPieces(t *testing.T) {
	g := simple{7, map[[2]int]bool{{0, 1}: true, {2, 3}: true, {4, 5}: true}} // and 6 alone
	score := func(a, b int) float64 {
		return float64((min(a, b)*7+max(a, b)*3)%11) + float64(min(a, b)+max(a, b))/100
	}
	piece := []int{0, 0, 1, 1, 2, 2, 3}
	best := map[[2]int]float64{}
	for a := range piece {
		for b := a + 1; b < len(piece); b++ {
			if piece[a] != piece[b] {
				key := [2]int{piece[a], piece[b]}
				best[key] = max(best[key], score(a, b))
			}
		}
	}
	for _, most := range []int{0, 1, 4, 6, 100} {
		offers, err := augment.Offers(context.Background(), g.view(t), augment.Options{Score: score}, most)
		if err != nil || len(offers) != min(most, len(best)) {
			t.Fatalf("at most %d: %d offers, %v", most, len(offers), err)
		}
		seen, last := map[[2]int]bool{}, math.Inf(1)
		for _, o := range offers {
			key := [2]int{min(piece[o[0]], piece[o[1]]), max(piece[o[0]], piece[o[1]])}
			if s := score(o[0], o[1]); seen[key] || s != best[key] || s > last {
				t.Errorf("at most %d: %v with score %v, the best there is %v", most, o, s, best[key])
			} else {
				seen[key], last = true, s
			}
		}
	}
}

// In a network of very many pieces each is offered a way to the largest ones.
func TestOffersOfManyPiecesLeadToTheLargest(t *testing.T) {
	g := simple{600, map[[2]int]bool{}}
	for u := 0; u < 60; u += 2 {
		g.pair[[2]int{u, u + 1}] = true // thirty pairs, and 540 alone
	}
	offers, err := augment.Offers(context.Background(), g.view(t), augment.Options{}, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	offered := map[int]bool{}
	for _, o := range offers {
		if o[0] >= 60 && o[1] >= 60 {
			t.Fatalf("%v joins two of the smallest", o)
		}
		offered[o[0]], offered[o[1]] = true, true
	}
	for u := 60; u < 600; u++ {
		if !offered[u] {
			t.Fatalf("nothing is offered to %d", u)
		}
	}
}
