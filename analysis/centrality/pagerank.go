package centrality

import (
	"context"
	"math"

	"trama/analysis/internal/view"
)

// PageRankOptions say how a PageRank is taken. The zero value has a damping of 0.85 and stops at a change of 1e-12.
type PageRankOptions struct {
	Damping   float64
	Tolerance float64 // the change of a round, summed over all nodes, at which it stops
}

// mostRounds bounds the power iteration: .85¹⁰⁰⁰ is far below the smallest tolerance that floats can tell.
const mostRounds = 1_000

// PageRank returns the PageRank of each node (Page, Brin, Motwani, Winograd 1999); they sum to 1. Direction and weights
// are ignored, so that each pair is followed both ways. The rank of nodes without neighbours, isolates among them, is
// spread evenly.
//
// Pull iteration: rows of rank ÷ degree are summed, each in a fixed order.
// O(m) a round; the change shrinks by the damping each time, about 170 rounds to 1e-12. gonum's PageRankSparse starts
// from a random vector that cannot be seeded. It fails only when the context ends.
func PageRank(ctx context.Context, v *view.View, o PageRankOptions) ([]float64, error) {
	if o.Damping == 0 {
		o.Damping = .85
	}
	if o.Tolerance == 0 {
		o.Tolerance = 1e-12
	}
	hubs, n := v.HubsFirst(), v.N()
	p := &pull{v: hubs.View, damping: o.Damping, flow: make([]float64, n), next: make([]float64, n), changes: make([]float64, (n+steps-1)/steps)}
	for u := range n {
		p.flow[u] = 1 / (float64(n) * float64(max(1, p.v.Degree(u))))
		if p.v.Degree(u) == 0 {
			p.idle++
		}
	}
	for range mostRounds {
		change, err := p.round(ctx)
		if err != nil {
			return nil, err
		}
		if change <= o.Tolerance {
			break
		}
	}
	return p.ranks(hubs.Number), nil
}

// pull is a power iteration. The flow of a node is its rank ÷ its degree, or its rank where it has no neighbour.
type pull struct {
	v          *view.View
	damping    float64
	flow, next []float64
	idle       int       // nodes without neighbours: the last ones, all of one rank
	changes    []float64 // of each chunk of nodes
}

func (p *pull) round(ctx context.Context) (change float64, err error) {
	n, lost := len(p.flow), 0.0
	if p.idle > 0 {
		lost = float64(p.idle) * p.flow[n-1]
	}
	base := (1 - p.damping + p.damping*lost) / float64(n)
	err = view.Share(ctx, len(p.changes), func(_, task int) {
		change := 0.0
		for u := task * steps; u < min(n, (task+1)*steps); u++ {
			row := p.v.Row(u)
			degree := float64(max(1, len(row)))
			rank := base + p.damping*sumOf(p.flow, row)
			change += math.Abs(rank - p.flow[u]*degree)
			p.next[u] = rank / degree
		}
		p.changes[task] = change
	})
	p.flow, p.next = p.next, p.flow
	for _, c := range p.changes {
		change += c
	}
	return change, err
}

// sumOf returns the sum of the values in a row, in four parts, so that no addition waits for the one before.
func sumOf(values []float64, row []uint32) float64 {
	var a, b, c, d float64
	for ; len(row) >= 4; row = row[4:] {
		a += values[row[0]]
		b += values[row[1]]
		c += values[row[2]]
		d += values[row[3]]
	}
	for _, w := range row {
		a += values[w]
	}
	return (a + b) + (c + d)
}

// ranks returns the rank of each node of the view, which is called by its number here.
func (p *pull) ranks(number []uint32) []float64 {
	for u, here := range number {
		p.next[u] = p.flow[here] * float64(max(1, p.v.Degree(int(here))))
	}
	return p.next
}
