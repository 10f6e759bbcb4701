// Package table reads what a round table has recorded on the graph: needs and their answers, votes, expectations,
// attendance, commitments, and who vouches for what. Everything is counted from nodes and edges of the catalogue; the
// rules by which they came there are in graph/tavolo. Each result is a section of the report (analysis.Report).
package table

import (
	"slices"
	"strings"

	"trama/analysis/internal/view"
	"trama/graph"
)

// Thing names a node.
type Thing struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// Table is a graph as a lens leaves it, with what the default lens leaves aside: needs, meetings, lines, commitments.
type Table struct {
	g     *graph.Graph
	aside *graph.Selection // all kinds and types that the lens does not exclude
	v     *view.View
	day   string // today, "" where it is not known
}

// New returns the table of a graph under a lens; v is the view of the same lens, day is today.
func New(g *graph.Graph, l graph.Lens, v *view.View, day string) (*Table, error) {
	aside, err := Aside(g, l)
	if err != nil {
		return nil, err
	}
	return &Table{g: g, aside: aside, v: v, day: day}, nil
}

// Aside returns what a lens leaves of a graph with all kinds and types that it does not exclude: the table's records too.
// What is left out, retired or past on the lens's day is no part of it. Weights and a status are asked of what has them: votes
// and attendance count whatever relations do.
func Aside(g *graph.Graph, l graph.Lens) (*graph.Selection, error) { return everyKind(g, l).Select(g) }

// everyKind returns the lens with all kinds and types but those that it excludes.
func everyKind(g *graph.Graph, l graph.Lens) graph.Lens {
	l.Kinds = append(excluded(l.Kinds), g.Kinds()...)
	l.Types = append(excluded(l.Types), g.Types()...)
	l.Records = true
	return l
}

func excluded(list []string) []string {
	var out []string
	for _, value := range list {
		if strings.HasPrefix(value, "!") {
			out = append(out, value)
		}
	}
	return out
}

// NewestMeeting returns the day of the newest meeting, "" where there is none.
func NewestMeeting(g *graph.Graph) string {
	newest := ""
	for i := range g.Nodes() {
		if g.Kind(i) == graph.Meeting {
			newest = max(newest, g.Day(i))
		}
	}
	return newest
}

// nodes returns the positions of the nodes of a kind, ascending.
func (t *Table) nodes(kind string) []int {
	var out []int
	for i := range t.g.Nodes() {
		if t.aside.HasNode(i) && t.g.Kind(i) == kind {
			out = append(out, i)
		}
	}
	return out
}

// edges returns the edges of a type at node i, ascending.
func (t *Table) edges(i int, typ string) []int {
	var out []int
	for _, e := range t.g.Incidence().Of(i) {
		if t.aside.HasEdge(int(e)) && t.g.Type(int(e)) == typ {
			out = append(out, int(e))
		}
	}
	return out
}

// sources returns the nodes from which edges of a type come to node i, ascending, each once.
func (t *Table) sources(i int, typ string) []int {
	var out []int
	for _, e := range t.edges(i, typ) {
		if s, target := t.g.Ends(e); target == i {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (t *Table) thing(i int) Thing { return Thing{ID: t.g.NodeID(i), Label: t.g.Label(i)} }

func (t *Table) text(i int, name string) string { return t.g.NodeColumn(name).Text(i) }

// list returns the items of a list attribute; a text from a table holds them joined by "|".
func list(c *graph.Column, row int) []string {
	v, _ := c.At(row)
	return v.Items()
}

// sectorOf returns the sector of a node: of a sector itself, its own.
func (t *Table) sectorOf(i int) string {
	if sector := t.text(i, "sector"); sector != "" || t.g.Kind(i) != graph.Sector {
		return sector
	}
	return strings.TrimPrefix(t.g.NodeID(i), "sector:")
}

// share returns the quotient, 0 where the denominator is.
func share(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}
