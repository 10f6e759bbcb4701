package graph

import (
	"runtime"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// TestDictionaryIsAMap compares the dictionary with the map that it stands for.
func TestDictionaryIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, want := &dictionary{}, map[string]int{}
		var order []string
		text := rapid.OneOf(rapid.StringN(0, 3, 12), rapid.StringN(1, 6, 24), rapid.StringMatching(`0?[0-9]{1,4}`), rapid.StringMatching(`[1-9][0-9]{6,9}`))
		packed := rapid.SliceOfNDistinct(text, 0, 40, rapid.ID[string]).Draw(t, "packed")
		for _, text := range packed { // as when the texts of a column are taken over
			d.add(text)
			want[text] = len(order)
			order = append(order, text)
		}
		for _, text := range rapid.SliceOfN(text, 0, 400).Draw(t, "texts") {
			n, there := want[text]
			if got, ok := d.find([]byte(text)); ok != there || ok && got != n {
				t.Fatalf("find(%q) = %d, %v, want %d, %v", text, got, ok, n, there)
			}
			got, added := d.intern([]byte(text))
			if !there {
				n = len(order)
				want[text], order = n, append(order, text)
			}
			if got != n || added == there {
				t.Fatalf("intern(%q) = %d, %v, want %d, %v", text, got, added, n, !there)
			}
		}
		for i, text := range order {
			if string(d.at(i)) != text {
				t.Fatalf("text %d is %q, want %q", i, d.at(i), text)
			}
			if n, ok := d.find([]byte(text)); !ok || n != i {
				t.Fatalf("find(%q) = %d, %v, want %d", text, n, ok, i)
			}
		}
	})
}

// TestNumberedEdgesAreEdges compares edges between numbers that are added many at a time, on one core and on two, with the
// same edges added one by one.
func TestNumberedEdgesAreEdges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.Uint32Range(0, 30), rapid.Uint32Range(0, 3000), rapid.Uint32Range(0, 99_999_999))
		many, plain := NewBuilder(), NewBuilder()
		for range rapid.IntRange(1, 4).Draw(t, "parts") {
			ends := rapid.SliceOfN(value, 0, 60).Draw(t, "ends")
			if ends = ends[:len(ends)&^1]; rapid.Bool().Draw(t, "long") {
				for range 13 {
					ends = append(ends, ends...)
				}
			}
			id, typ := rapid.SampledFrom([]string{"12", "7", "007", "x"}).Draw(t, "id"), rapid.SampledFrom([]string{"", "knows"}).Draw(t, "type")
			before := runtime.GOMAXPROCS(rapid.IntRange(1, 2).Draw(t, "cores"))
			many.NumberedEdges(ends)
			runtime.GOMAXPROCS(before)
			for i := 0; i < len(ends); i += 2 {
				plain.Edge(BuilderEdge{Source: plain.End(strconv.Itoa(int(ends[i]))), Target: plain.End(strconv.Itoa(int(ends[i+1]))), Directed: true})
			}
			for _, b := range []*Builder{many, plain} {
				b.Edge(BuilderEdge{Source: b.End(id), Target: b.End("3"), Type: typ})
			}
		}
		gm, _ := many.Build()
		gp, _ := plain.Build()
		if gm.Digest() != gp.Digest() {
			t.Fatal("another graph")
		}
	})
}

// TestBuilderTextsAreValues compares what the entries for bytes build with what the others build.
func TestBuilderTextsAreValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fast, plain := NewBuilder(), NewBuilder()
		names := rapid.SampledFrom([]string{"a", "b", "c", "d"})
		for range rapid.IntRange(0, 20).Draw(t, "nodes") {
			id, text := names.Draw(t, "id"), names.Draw(t, "text")
			f, p := fast.NodeKeyed(fast.Key([]byte(id)), []byte(id)), plain.Node(id)
			c := fast.NodeColumn("x")
			takes := fast.NodeTakes(f, c, []byte(text))
			if takes {
				fast.SetNodeText(f, c, []byte(text))
			}
			if plain.SetNode(p, plain.NodeColumn("x"), TextValue(text)) != takes {
				t.Fatalf("takes %v", takes)
			}
		}
		for range rapid.IntRange(0, 20).Draw(t, "edges") {
			s, d, typ := names.Draw(t, "source"), names.Draw(t, "target"), rapid.SampledFrom([]string{"", "conosce", "Offre", "altro"}).Draw(t, "type")
			from, to := []byte(s), []byte(d)
			keys := []Key{fast.Key(from), fast.Key(to)}
			fast.Approach(keys)
			e := fast.Edge(BuilderEdge{Source: fast.EndKeyed(keys[0], from), Target: fast.EndKeyed(keys[1], to), Type: "x", Directed: true})
			fast.Retype(e, typ, false)
			fast.SetEdgeText(e, fast.EdgeColumn("y"), []byte(s))
			e = plain.Edge(BuilderEdge{Source: plain.End(s), Target: plain.End(d), Type: typ})
			plain.SetEdge(e, plain.EdgeColumn("y"), TextValue(s))
		}
		gf, _ := fast.Build()
		gp, _ := plain.Build()
		if gf.Digest() != gp.Digest() {
			t.Fatal("another graph")
		}
	})
}

// TestConvertReplacesEachValue checks that a converted column holds what the function made of each value.
func TestConvertReplacesEachValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		made := []Value{{}, TextValue("x"), IntegerValue(7), FloatValue(1.5), BooleanValue(true), ListValue([]string{"a", "b"})}
		f := map[Value]Value{}
		b := NewBuilder()
		c, row := b.NodeColumn("c"), 0
		rows := rapid.SliceOfN(rapid.IntRange(0, 8), 1, 30).Draw(t, "rows")
		numbers := rapid.Bool().Draw(t, "numbers")
		for i, n := range rows {
			row = b.Node(string(rune('a' + i)))
			if n == 0 {
				continue
			}
			v := TextValue(string(rune('A' + n)))
			if numbers {
				v = IntegerValue(int64(n))
			}
			f[v] = rapid.SampledFrom(made).Draw(t, "made")
			b.SetNode(row, c, v)
		}
		old := make([]Value, len(rows))
		for i := range rows {
			old[i] = b.NodeValue(i, c)
		}
		b.ConvertNodes(c, func(v Value) Value { return f[v] })
		for i, v := range old {
			if got := b.NodeValue(i, c); got != f[v] {
				t.Fatalf("row %d: %v became %v, want %v", i, v, got, f[v])
			}
		}
	})
}
