// Package analysis reads a graph and returns plain values: the fragmentation report, the missing relations, plans,
// what-if, figures per node, scores and backtests. It writes no prose: a sentence is a code with figures, which locale
// turns into words. The algorithms live in its sub-packages, one family each, on the compressed view of
// analysis/internal/view.
//
// Start with NewReport, whose sections are each in the file of their noun, with WhatIf, or with Missing and Plan, whose
// search is in analysis/gap.
//
// The JSON names of the results are the contract with users of the command line and of the API. Figures that may be
// undefined are pointers. Lists are never nil in a result.
package analysis

import (
	"context"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/table"
	"trama/graph"
)

// Source is a graph to analyse and what is known of where it comes from.
type Source struct {
	Graph    *graph.Graph
	Network  string           // the name in the store, "" for a file
	Revision graph.Revision   // 0 for a file
	Notes    []graph.Sentence // what reading it had to say; they stand first among the result's notes
	Today    string           // the day of the newest commit, "" for a file: the newest meeting's day is taken
}

// SourceAt returns the source that one revision of a network is.
func SourceAt(info graph.NetworkInfo, at graph.Revision, g *graph.Graph) Source {
	return Source{Graph: g, Network: info.Network, Revision: at, Today: graph.DayOf(info.Time)}
}

// Network says what was analysed.
type Network struct {
	Name     string         `json:"name"`
	Revision graph.Revision `json:"revision"`
	Digest   string         `json:"digest"`
	Nodes    int            `json:"nodes"`
	Edges    int            `json:"edges"` // all, loops too
	Kinds    map[string]int `json:"kinds"`
	Types    map[string]int `json:"types"`
}

// network returns what a result says of the graph that was analysed.
func (s Source) network() Network {
	g := s.Graph
	return Network{
		Name: s.Network, Revision: s.Revision, Digest: g.Digest(), Nodes: g.Nodes(), Edges: g.Edges(),
		Kinds: named(g.Kinds(), g.KindCounts()), Types: named(g.Types(), g.TypeCounts()),
	}
}

func named(names []string, counts []int) map[string]int {
	byName := map[string]int{}
	for code, count := range counts {
		if count > 0 {
			byName[names[code]] = count
		}
	}
	return byName
}

func (s Source) has(node string) bool {
	_, there := s.Graph.FindNode(node)
	return there
}

// notes returns what reading the source had to say, never nil, and that it is a directory where it is one: what was read
// from a store says so no more.
func (s Source) notes() []graph.Sentence {
	notes := append([]graph.Sentence{}, s.Notes...)
	note, is := graph.Ownership(s.Graph)
	if is && !slices.ContainsFunc(notes, func(n graph.Sentence) bool { return n.Code == note.Code }) {
		notes = append(notes, note)
	}
	return notes
}

// day returns today, on which late and put-off things are judged: the lens's day, else that of the source's newest
// commit, else that of the newest meeting, "" where there is none.
func (s Source) day(l graph.Lens) string {
	switch {
	case l.AsOf != "":
		return l.AsOf
	case s.Today != "":
		return s.Today
	}
	return table.NewestMeeting(s.Graph)
}

// viewOf returns the view that a lens leaves of the source.
func viewOf(ctx context.Context, src Source, l graph.Lens) (*view.View, *graph.Selection, error) {
	sel, err := l.Select(src.Graph)
	if err != nil {
		return nil, nil, err
	}
	v, err := view.New(ctx, sel, view.Options{})
	return v, sel, err
}

// say returns a sentence of the analysis: a code with its figures, which locale turns into words.
func say(code string, values graph.V) graph.Sentence {
	return graph.Sentence{Code: code, Values: values}
}

// Member names a node.
type Member struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Kind  string `json:"kind"`
}

// member names node u of a view.
func member(v *view.View, u int) Member {
	g, i := v.Graph(), v.Position(u)
	return Member{ID: g.NodeID(i), Label: g.Label(i), Kind: g.Kind(i)}
}

// atMost is how many items of a list are given: limit of them, all where limit is 0.
func atMost(items, limit int) int {
	if limit == 0 {
		return items
	}
	return min(items, limit)
}
