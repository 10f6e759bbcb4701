package graph

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDecimalOrder(t *testing.T) {
	for n := range 1234 {
		want := make([]int, n)
		for i := range want {
			want[i] = i + 1
		}
		slices.SortFunc(want, func(a, b int) int { return strings.Compare(strconv.Itoa(a), strconv.Itoa(b)) })
		if got := decimalOrder(n); !slices.Equal(got, want) {
			t.Fatalf("%d: %v", n, got)
		}
	}
}

// TestManyEquals: edges that differ in nothing, or in a value, keep their order of ids.
func TestManyEquals(t *testing.T) {
	for _, values := range []int{1, 3} {
		b := NewBuilder()
		c := b.EdgeColumn("x")
		for i := range 25 {
			e := b.Edge(BuilderEdge{Source: b.End("a"), Target: b.End("b"), Directed: true})
			b.SetEdge(e, c, IntegerValue(int64(i%values)))
		}
		g, _ := b.Build()
		last, previous := "", int64(0)
		for e := range g.Edges() {
			if id := g.EdgeID(e); id <= last {
				t.Fatalf("%s after %s", id, last)
			} else {
				last = id
			}
		}
		for k := 1; k <= 25; k++ {
			e, ok := g.FindEdge("a~~b~" + strconv.Itoa(k))
			v, _ := g.EdgeColumn("x").At(e)
			x, _ := v.Integer()
			if !ok || x < previous {
				t.Fatalf("edge %d holds %d after %d", k, x, previous)
			}
			previous = x
		}
	}
}

// TestSortedBy compares the sort by digits with the standard library's.
func TestSortedBy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 2, 7, 2047, 2048, 2049, 1 << 20, 1 << 22, 1<<32 - 1}).Draw(t, "n")
		keys := rapid.SliceOf(rapid.Uint32Max(uint32(n-1))).Draw(t, "keys")
		items := make([]uint32, len(keys))
		for i := range items {
			items[i] = uint32(i)
		}
		want := slices.Clone(items)
		slices.SortStableFunc(want, func(x, y uint32) int { return cmp.Compare(keys[x], keys[y]) })
		if got := sortedBy(items, n, func(x uint32) uint32 { return keys[x] }); !slices.Equal(got, want) {
			t.Fatalf("%v: %v, want %v", keys, got, want)
		}
	})
}
