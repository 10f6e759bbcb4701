package graphtest

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"trama/graph"
)

// Drawing says what graphs a property of a format is tried on.
type Drawing struct {
	Control bool          // they also hold characters that no XML can
	Names   []string      // of attributes, beside any others: those that mean something to the format
	Weights []graph.Value // of edges, the first of them or all
}

// Graph draws small graphs full of what formats stumble over.
func (d Drawing) Graph() *rapid.Generator[*graph.Graph] {
	return rapid.Custom(func(t *rapid.T) *graph.Graph {
		b := graph.NewBuilder()
		nodes := rapid.IntRange(0, 5).Draw(t, "nodes")
		for i := range nodes {
			row := b.Node(fmt.Sprintf("n%d%s", i, rapid.SampledFrom([]string{"", "è", "&", `"`, "~", "/", "<b>", " c"}).Draw(t, "id")))
			b.SetKind(row, rapid.OneOf(rapid.SampledFrom([]string{"", "person", "Servizio", "club"}), d.text()).Draw(t, "kind"))
		}
		for _, c := range d.columns().Draw(t, "node columns") {
			c.fill(t, nodes, func(i int, v graph.Value) { b.SetNode(i, b.NodeColumn(c.name), v) })
		}
		d.edges(t, b, nodes)
		for _, c := range d.columns().Draw(t, "attributes") {
			b.SetAttribute(c.name, c.values[0])
		}
		if rapid.Bool().Draw(t, "a weight of its own") {
			b.SetAttribute("weight", d.Weights[0])
		}
		g, _ := b.Build()
		return g
	})
}

func (d Drawing) edges(t *rapid.T, b *graph.Builder, nodes int) {
	edges := 0
	if nodes > 0 {
		edges = rapid.IntRange(0, 6).Draw(t, "edges")
	}
	own := rapid.Bool().Draw(t, "own ids")
	for e := range edges {
		edge := graph.BuilderEdge{
			Source: rapid.IntRange(0, nodes-1).Draw(t, "source"), Target: rapid.IntRange(0, nodes-1).Draw(t, "target"),
			Type:     rapid.OneOf(rapid.SampledFrom([]string{"", "knows", "offre", "presta"}), d.text()).Draw(t, "type"),
			Directed: rapid.Bool().Draw(t, "directed"),
		}
		if own {
			edge.ID = fmt.Sprintf("e%d", e)
		}
		b.Edge(edge)
	}
	columns := d.columns().Draw(t, "edge columns")
	if rapid.Bool().Draw(t, "weighted") {
		columns = append(columns, drawnColumn{"weight", d.Weights[:rapid.IntRange(1, len(d.Weights)).Draw(t, "weights")]})
	}
	for _, c := range columns {
		c.fill(t, edges, func(e int, v graph.Value) { b.SetEdge(e, b.EdgeColumn(c.name), v) })
	}
}

// text draws texts that some format gives a meaning to.
func (d Drawing) text() *rapid.Generator[string] {
	pieces := []string{
		"a", "È", "😀", "&", "<", ">", `"`, "'", "]]>", "?>", "\n", "\t", "\r", "\r\n", " ", "|", "_", "1", "-1", ".5", "e", "true", "2026-01-31", "[", "]", ",",
		"\u00a0", "\u2028", "\u0085", "&amp;", "<!--", "name", "label", "kind", "0", "knows", "conosce",
	}
	if d.Control {
		pieces = append(pieces, "\x00", "\x01", "\x1b", "\x0b", "\ufffe", "\uffff")
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 4).Draw(t, "pieces"), "")
	})
}

func (d Drawing) value() *rapid.Generator[graph.Value] {
	return rapid.Custom(func(t *rapid.T) graph.Value {
		switch rapid.IntRange(0, 6).Draw(t, "type") {
		case 0:
			return graph.IntegerValue(rapid.OneOf(rapid.Int64(), rapid.Int64Range(0, 300)).Draw(t, "integer"))
		case 1, 2:
			return graph.FloatValue(rapid.Float64().Draw(t, "float"))
		case 3:
			return graph.BooleanValue(rapid.Bool().Draw(t, "boolean"))
		case 4:
			v, _ := graph.DateValue(fmt.Sprintf("20%02d-01-31", rapid.IntRange(0, 99).Draw(t, "year")))
			return v
		case 5:
			return graph.ListValue(rapid.SliceOfN(d.text(), 0, 3).Draw(t, "list"))
		}
		return graph.TextValue(d.text().Draw(t, "text"))
	})
}

// drawnColumn is an attribute and the values that nodes or edges have of it.
type drawnColumn struct {
	name   string
	values []graph.Value
}

// fill gives each of some nodes or edges one of the values, or none.
func (c drawnColumn) fill(t *rapid.T, rows int, set func(row int, v graph.Value)) {
	for row := range rows {
		if k := rapid.IntRange(-1, len(c.values)-1).Draw(t, "which"); k >= 0 {
			set(row, c.values[k])
		}
	}
}

// columns draws attributes: each name with values of one type, or of any. A weight has its own values.
func (d Drawing) columns() *rapid.Generator[[]drawnColumn] {
	known := append([]string{
		"label", "Label", "name", "kind", "kind_", "id", "size", "x", "tags", "lines", "since", "until", "type",
		"interaction", "reciprocal", "reciprocal_", "a b", "è", "A",
	}, d.Names...)
	return rapid.Custom(func(t *rapid.T) []drawnColumn {
		var out []drawnColumn
		for range rapid.IntRange(0, 5).Draw(t, "columns") {
			name := rapid.OneOf(rapid.SampledFrom(known), d.text()).Draw(t, "name")
			if name == "" || name == "weight" {
				continue
			}
			one := d.value().Draw(t, "first")
			values := []graph.Value{one}
			for range rapid.IntRange(0, 3).Draw(t, "values") {
				v := d.value().Draw(t, "value")
				if v.Type() == one.Type() || rapid.Bool().Draw(t, "mixed") {
					values = append(values, v)
				}
			}
			out = append(out, drawnColumn{name, values})
		}
		return out
	})
}
