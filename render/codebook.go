package render

import (
	"encoding/csv"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// codebookValues is how many different values of an attribute a codebook lists; of more it says how many there are.
const codebookValues = 20

// Documented is a graph of which there is a codebook.
type Documented struct {
	Graph   *graph.Graph
	Figures map[string]string // the measures of an analysis, by the attributes of nodes that hold them
}

// Codebook writes, as a table, what the data of a graph are, for who opens a file of it elsewhere: a row for each attribute
// of the graph, of its nodes and of its relations, with its type, how many have it and how many have not, its least and
// greatest value, its values where they are few, and what it means. Names and types are those of trama.graph/1, whatever
// the language; the meanings are in the language.
func Codebook(w io.Writer, d Documented, lang string) error {
	g := d.Graph
	b := codebook{l: locale.New(lang), figures: d.Figures, rows: [][]string{{"of", "name", "type", "given", "missing", "least", "most", "values", "meaning"}}}
	b.graph(g)
	b.class("node", "kind", classes{g.Kinds(), g.KindCounts()})
	b.columns("node", g.NodeColumns(), g.Nodes())
	b.class("edge", "type", classes{g.Types(), g.TypeCounts()})
	b.directions(g)
	b.columns("edge", g.EdgeColumns(), g.Edges())
	var out buffer
	if err := csv.NewWriter(&out).WriteAll(b.rows); err != nil {
		return &graph.Error{Kind: graph.Internal, Op: "render.Codebook", Err: err}
	}
	return out.to(w)
}

// codebook is one while it is made.
type codebook struct {
	l       *locale.Locale
	figures map[string]string
	rows    [][]string
}

// described is an attribute as a row has it.
type described struct {
	of, name, typ   string
	given, missing  int
	least, most     graph.Value
	values, meaning string
}

func (b *codebook) add(e described) {
	row := []string{e.of, e.name, e.typ, strconv.Itoa(e.given), strconv.Itoa(e.missing), e.least.String(), e.most.String(), e.values, e.meaning}
	for i := range row {
		row[i] = harmless(row[i])
	}
	b.rows = append(b.rows, row)
}

// graph says how much there is, how what is missing is written, and what the graph says of itself.
func (b *codebook) graph(g *graph.Graph) {
	isolates := 0
	incidence := g.Incidence()
	for i := range g.Nodes() {
		if len(incidence.Of(i)) == 0 {
			isolates++
		}
	}
	for _, e := range []described{
		{name: "file_nodes", typ: "integer", given: 1, values: strconv.Itoa(g.Nodes())},
		{name: "file_edges", typ: "integer", given: 1, values: strconv.Itoa(g.Edges())},
		{name: "file_isolates", typ: "integer", given: 1, values: strconv.Itoa(isolates)},
		{name: "file_digest", typ: "text", given: 1, values: g.Digest()},
		{name: "file_missing", typ: "text"}, {name: "file_names", typ: "text"},
	} {
		e.of, e.meaning, e.name = "file", b.meaning(e.name), strings.TrimPrefix(e.name, "file_")
		b.add(e)
	}
	for _, a := range g.Attributes() {
		b.add(described{of: "graph", name: a.Name, typ: a.Value.Type().String(), given: 1, values: a.Value.String(), meaning: b.meaning(a.Name)})
	}
}

// classes are the kinds of nodes or the types of edges, with how many there are.
type classes struct {
	names  []string
	counts []int
}

// class says which kinds or types there are, and their names in the language.
func (b *codebook) class(of, name string, c classes) {
	e := described{of: of, name: name, typ: "text", meaning: b.meaning(name)}
	var values []string
	for i, class := range c.names {
		switch {
		case c.counts[i] == 0:
		case class == "":
			e.missing = c.counts[i]
		default:
			e.given += c.counts[i]
			shown := b.l.Kind(class)
			if of == "edge" {
				shown = b.l.Type(class)
			}
			values = append(values, class+" ("+shown+") "+strconv.Itoa(c.counts[i]))
		}
	}
	e.values = strings.Join(values, " | ")
	b.add(e)
}

func (b *codebook) directions(g *graph.Graph) {
	directed := 0
	for e := range g.Edges() {
		if g.Directed(e) {
			directed++
		}
	}
	values := "true " + strconv.Itoa(directed) + " | false " + strconv.Itoa(g.Edges()-directed)
	b.add(described{of: "edge", name: "directed", typ: "boolean", given: g.Edges(), values: values, meaning: b.meaning("directed")})
}

func (b *codebook) columns(of string, columns []*graph.Column, rows int) {
	for _, c := range columns {
		e := described{of: of, name: c.Name(), typ: c.Type().String(), given: c.Count(), missing: rows - c.Count(), meaning: b.meaning(c.Name())}
		if figure, is := b.figures[c.Name()]; is && of == "node" {
			e.meaning = b.figure(figure)
		}
		if c.Type() == graph.Integer || c.Type() == graph.Float {
			e.least, e.most = extremes(c, rows)
		} else {
			b.values(&e, c)
		}
		b.add(e)
	}
}

// extremes returns the least and the greatest number of a column.
func extremes(c *graph.Column, rows int) (least, most graph.Value) {
	low, high := math.Inf(1), math.Inf(-1)
	for row := range rows {
		x, there := c.Number(row)
		if !there {
			continue
		}
		v, _ := c.At(row)
		if x < low {
			low, least = x, v
		}
		if x > high {
			high, most = x, v
		}
	}
	return least, most
}

// values says which values a column of texts, dates, lists or truths has; of lists, which items.
func (b *codebook) values(e *described, c *graph.Column) {
	seen := map[string]bool{}
	for _, v := range c.Distinct() {
		items := []string{v.String()}
		if v.Type() == graph.List {
			items = v.List()
		}
		for _, item := range items {
			seen[item] = true
		}
	}
	texts := slices.Sorted(maps.Keys(seen))
	if c.Type() == graph.Date && len(texts) > 0 {
		e.least, _ = graph.DateValue(texts[0])
		e.most, _ = graph.DateValue(texts[len(texts)-1])
	}
	if len(texts) > codebookValues {
		e.values = b.l.Say("codebook.different", graph.V{"n": len(texts)})
		return
	}
	e.values = strings.Join(texts, " | ")
}

// meaning returns what an attribute means that Trama knows; nothing for what a file calls its own.
func (b *codebook) meaning(name string) string {
	if id := "codebook." + name; b.l.Has(id) {
		return b.l.Say(id, nil)
	}
	return ""
}

// figure returns what a measure means, and its definition and source as docs/methods.md has them.
func (b *codebook) figure(id string) string {
	_, meaning := b.l.Measure(id, nil)
	for _, m := range analysis.Measures() {
		if m.ID == id {
			return strings.TrimSpace(meaning + " [" + m.Definition + "; " + m.Source + "]")
		}
	}
	return meaning
}
