package community_test

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"

	"trama/analysis/community"
	"trama/analysis/internal/graphs"
)

// TestPlantedGroups finds again what was planted: ring after ring of cliques, one pair between neighbours.
func TestPlantedGroups(t *testing.T) {
	for _, groups := range []int{2, 8, 400} { // 400 of six: above the bound of the best of 20
		const size = 6
		e := graphs.Edges{N: groups * size}
		for g := range groups {
			first := uint32(g * size)
			for i := range uint32(size) {
				for j := range i {
					e.Source, e.Target = append(e.Source, first+i), append(e.Target, first+j)
				}
			}
			e.Source, e.Target = append(e.Source, first), append(e.Target, (first+size+1)%uint32(e.N))
		}
		p, err := community.New(background, e.View(), community.Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		for u := range e.N {
			if u%size > 0 && p.Of[u] != p.Of[u-1] {
				t.Errorf("%d groups: a clique is torn at %d", groups, u)
			}
		}
		if groups < 20 && len(p.Sizes) != groups { // beyond, modularity joins neighbours: its resolution limit
			t.Errorf("%d communities of %d groups", len(p.Sizes), groups)
		}
	}
}

// TestModularityOfKnownPartitions: all in one 0, all alone −Σ (k/2m)², the two halves of the barbell by hand.
func TestModularityOfKnownPartitions(t *testing.T) {
	v := graphs.Known("barbell").View()
	for _, c := range []struct {
		of   []uint32
		want float64
	}{
		{make([]uint32, 9), 0},
		{[]uint32{0, 0, 0, 0, 0, 1, 1, 1, 1}, 13./14 - (15.*15+13*13)/(28*28)},
		{[]uint32{0, 1, 2, 3, 4, 5, 6, 7, 8}, -(6*9. + 2*16 + 4) / (28 * 28)},
	} {
		if q := community.Modularity(v, c.of); math.Abs(q-c.want) > 1e-12 {
			t.Errorf("%v: %v, want %v", c.of, q, c.want)
		}
	}
}

// TestSameOnAnyNumberOfCores has a graph of which the best of several runs is kept, and one large enough for many nodes
// to choose at once.
func TestSameOnAnyNumberOfCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, name := range []string{"ba:300:3", "rmat:15:6", "ba:20000:4"} {
		e, _ := graphs.Made(name, 2)
		var want, louvain []uint32
		for _, cores := range []int{1, 2, 3} {
			runtime.GOMAXPROCS(cores)
			p, err := community.New(background, e.View(), community.Options{Seed: 4})
			if err != nil {
				t.Fatal(err)
			}
			other, err := community.Louvain(background, e.View(), 4)
			if err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want, louvain = p.Of, other.Of
			}
			if !slices.Equal(p.Of, want) || !slices.Equal(other.Of, louvain) {
				t.Errorf("%s: other communities on %d cores", name, cores)
			}
		}
	}
}

// TestLargeGraphsAreConnectedToo checks what a run on a large graph ends with, level by level and batch by batch: communities that
// are connected, and more modularity than Louvain's by so much.
func TestLargeGraphsAreConnectedToo(t *testing.T) {
	for name, more := range map[string]float64{"ba:20000:3": .03, "rmat:15:4": .003, "er:30000:40000": .003, "path:40000": 0, "star:20000": 0} {
		e, _ := graphs.Made(name, 1)
		v := e.View()
		p, err := community.New(background, v, community.Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if q := community.Modularity(v, p.Of); q != p.Modularity {
			t.Errorf("%s: modularity %v, says %v", name, q, p.Modularity)
		}
		first := make([]int, len(p.Sizes))
		for u := v.N() - 1; u >= 0; u-- {
			first[p.Of[u]] = u
		}
		for c, size := range p.Sizes {
			if !reachable(v, p.Of, first[c], size) {
				t.Errorf("%s: community %d is in pieces", name, c)
			}
		}
		other, _ := community.Louvain(background, v, 1)
		if p.Modularity < other.Modularity+more {
			t.Errorf("%s: modularity %v, Louvain reaches %v", name, p.Modularity, other.Modularity)
		}
	}
}

// TestLouvainOfLargeGraphs has what NetworKit 11.3 reaches with PLM at its first seed.
func TestLouvainOfLargeGraphs(t *testing.T) {
	for name, least := range map[string]float64{"ba:20000:5": .2684, "rmat:14:5": .1776} {
		e, _ := graphs.Made(name, 1)
		if p, err := community.Louvain(background, e.View(), 1); err != nil || p.Modularity < least {
			t.Errorf("%s: modularity %v, want at least %v; %v", name, p.Modularity, least, err)
		}
	}
}

func ExampleNew() {
	p, _ := community.New(background, graphs.Known("barbell").View(), community.Options{Seed: 1})
	fmt.Println(p.Of, p.Sizes)
	fmt.Printf("%.4f\n", p.Modularity)
	// Output:
	// [0 0 0 0 0 1 1 1 1] [5 4]
	// 0.4260
}

func BenchmarkLeiden(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		e, _ := graphs.Made(fmt.Sprintf("ba:%d:5", n), 1)
		v := e.View()
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				community.New(background, v, community.Options{Seed: 1, Runs: 1})
			}
		})
	}
}
