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
// Pull iteration: rank ÷ degree is computed once a round, then rows are summed; every sum is taken in a fixed order.
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
	p := &pull{v: hubs.View, o: o, rank: make([]float64, n), flow: make([]float64, n), changes: make([]float64, (n+steps-1)/steps)}
	for u := range p.rank {
		p.rank[u] = 1 / float64(n)
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
	for u, number := range hubs.Number {
		p.flow[u] = p.rank[number]
	}
	return p.flow, nil
}

type pull struct {
	v          *view.View
	o          PageRankOptions
	rank, flow []float64 // flow: rank ÷ degree
	changes    []float64 // of each chunk of nodes
}

func (p *pull) round(ctx context.Context) (change float64, err error) {
	n, idle := len(p.rank), 0.0
	for u, rank := range p.rank {
		if d := p.v.Degree(u); d > 0 {
			p.flow[u] = rank / float64(d)
		} else {
			idle += rank
		}
	}
	base := (1 - p.o.Damping + p.o.Damping*idle) / float64(n)
	err = view.Share(ctx, len(p.changes), func(_, task int) {
		change := 0.0
		for u := task * steps; u < min(n, (task+1)*steps); u++ {
			sum := 0.0
			for _, w := range p.v.Row(u) {
				sum += p.flow[w]
			}
			next := base + p.o.Damping*sum
			change += math.Abs(next - p.rank[u])
			p.rank[u] = next
		}
		p.changes[task] = change
	})
	for _, c := range p.changes {
		change += c
	}
	return change, err
}
