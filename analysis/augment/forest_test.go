package augment

import (
	"context"
	"slices"
	"testing"

	"trama/analysis/internal/graphs"
)

// A part that grows node by node, as the one in the middle of a star does, is not gone through anew each time: each member is
// ranked beside a few others. The ends are those of a part that had all members from the beginning.
func TestEndsOfAPartThatGrows(t *testing.T) {
	const n = 1_000
	e, err := graphs.Made("star:1000", 1)
	if err != nil {
		t.Fatal(err)
	}
	asked, class := 0, make([]uint8, n)
	for u := range class {
		class[u] = uint8(u % 3)
	}
	rank := func(u int) float64 {
		asked++
		return float64(u * 7919 % n)
	}
	f := newForest(e.View(), Options{Class: class, Rank: rank}, true)
	grown := f.part()
	for u := range uint32(n) {
		f.nodes[grown].members = append(f.nodes[grown].members, u)
		f.tried(grown)
	}
	if asked > 20*n {
		t.Errorf("ranks were asked for %d times", asked)
	}
	whole := f.part()
	f.nodes[whole].members = f.nodes[grown].members
	if got, want := f.tried(grown), f.tried(whole); !slices.Equal(got, want) || len(got) != 3*perClass {
		t.Errorf("%v are tried, want %v", got, want)
	}
}

// A node that has left a part is no end of it any more, also where another one has come.
func TestWhoHasLeftAPartIsNoEnd(t *testing.T) {
	e, err := graphs.Made("star:40", 1)
	if err != nil {
		t.Fatal(err)
	}
	f := newForest(e.View(), Options{}, true)
	part := f.part()
	for u := range uint32(20) {
		f.of[u] = part
		f.nodes[part].members = append(f.nodes[part].members, u)
	}
	best := f.tried(part)[0]
	f.cutAt(best)
	f.nodes[part].members = append(f.nodes[part].members, 30)
	if got := f.tried(part); slices.Contains(got, best) {
		t.Errorf("%v are tried, %d among them", got, best)
	}
}

func TestPartsAreInTheOrderOfTheirLowestMembers(t *testing.T) {
	f := &forest{nodes: []treeNode{{members: []uint32{9, 4}}, {members: []uint32{7}}, {members: []uint32{8, 2, 5}}}}
	parts := []int32{0, 1, 2}
	if f.byLowest(parts); !slices.Equal(parts, []int32{2, 0, 1}) {
		t.Errorf("the order is %v", parts)
	}
}

func BenchmarkBiconnectedStar(b *testing.B) {
	e, err := graphs.Made("star:1000", 1)
	if err != nil {
		b.Fatal(err)
	}
	v := e.View()
	for b.Loop() {
		if _, err := Biconnected(context.Background(), v, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
