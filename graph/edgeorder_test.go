package graph

import (
	"reflect"
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
		if got := slices.Collect(decimalOrder(n)); !slices.Equal(got, want) {
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

// TestPartRanks compares the ranks of ids with their order inside derived ids, in which they are encoded and followed by "~".
func TestPartRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := rapid.SampledFrom([]string{`[01-]{1,4}`, `[a1:%~ è]{1,4}`}).Draw(t, "alphabet")
		texts := rapid.SliceOfDistinct(rapid.StringMatching(alphabet), rapid.ID[string]).Draw(t, "ids")
		slices.Sort(texts)
		ids := newPacker(0)
		for _, text := range texts {
			ids.add(text)
		}
		want := slices.Clone(texts)
		slices.SortFunc(want, func(a, b string) int {
			return strings.Compare(string(appendPart(nil, a))+"~", string(appendPart(nil, b))+"~")
		})
		for i, rank := range partRanks(ids.strings()) {
			if want[rank] != texts[i] {
				t.Fatalf("%q: %q has rank %d, want %q there", texts, texts[i], rank, want[rank])
			}
		}
	})
}

// TestTypesApart: edges have the same order whether their type finds room in their keys or not.
func TestTypesApart(t *testing.T) {
	if l := newKeyLayout(1<<24, 1<<20, 1<<20); l.apart {
		t.Errorf("%+v: 64 bits are room", l)
	}
	if l := newKeyLayout(1<<24, 1<<20, 1<<20+1); !l.apart {
		t.Errorf("%+v: 65 bits are no room", l)
	}
	rapid.Check(t, func(t *rapid.T) {
		b := NewBuilder()
		id, typ := rapid.SampledFrom([]string{"1", "10", "2", "a b", "a"}), rapid.SampledFrom([]string{"", "knows", "presta", "presta a", "refers"})
		for range rapid.IntRange(0, 30).Draw(t, "edges") {
			b.Edge(BuilderEdge{Source: b.End(id.Draw(t, "source")), Target: b.End(id.Draw(t, "target")), Type: typ.Draw(t, "type"), Directed: rapid.Bool().Draw(t, "directed")})
		}
		nodes := b.ids.ascending(identity(b.Nodes()))
		g := &Graph{nodes: b.nodeTable(nodes)}
		b.rankEnds(nodes, make([]uint32, len(nodes)), g)
		o := newEdgeOrder(b, g)
		placed := o.derived(b.Edges())
		o.keys.apart = true
		if again := o.derived(b.Edges()); !reflect.DeepEqual(placed, again) {
			t.Fatalf("%v, apart %v", placed, again)
		}
		last := ""
		for i, e := range placed.edge {
			if from, to := b.nodes(e); from != placed.source[i] || to != placed.target[i] {
				t.Fatalf("edge %d is from %d to %d, not %d to %d", e, from, to, placed.source[i], placed.target[i])
			}
			if id := derivedID(b.keyOf(g, e), placed.number[i]); id <= last {
				t.Fatalf("%s after %s", id, last)
			} else {
				last = id
			}
		}
	})
}
