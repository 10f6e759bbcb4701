package centrality

import (
	"context"
	"math"

	"trama/analysis/internal/view"
)

// PageRankOptions say how a PageRank is taken. The zero value has a damping of 0.85 and stops at a change of 1e-12.
type PageRankOptions struct {
	Damping   float64 // below 1
	Tolerance float64 // the change that one more step of the walk would make, summed over all nodes, at which it stops
}

// mostRounds bounds the iteration where the tolerance is finer than floats can tell.
const mostRounds = 1_000

// PageRank returns the PageRank of each node (Page, Brin, Motwani, Winograd 1999); they sum to 1. Direction and weights
// are ignored, so that each pair is followed both ways. The rank of nodes without neighbours, isolates among them, is
// spread evenly.
//
// Where pairs are followed both ways the ranks solve a symmetric positive definite system: conjugate gradients, with the
// degrees as preconditioner (Hestenes and Stiefel 1952, doi:10.6028/jres.049.044), come to 1e-12 in about 40 rounds of
// O(n+m), where following the walk takes 170. All sums are taken in a fixed order. gonum's PageRankSparse starts from a
// random vector that cannot be seeded. It fails only when the context ends.
func PageRank(ctx context.Context, v *view.View, o PageRankOptions) ([]float64, error) {
	if o.Damping == 0 {
		o.Damping = .85
	}
	if o.Tolerance == 0 {
		o.Tolerance = 1e-12
	}
	hubs := v.HubsFirst()
	g := newGradient(hubs.View, o.Damping)
	for range mostRounds {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if g.change <= o.Tolerance || !g.round() {
			break
		}
	}
	return g.ranks(hubs.Number), nil
}

// gradient solves (D − dA)·flow = base for d the damping, D the degrees and A the pairs, where the flow of a node is its
// rank ÷ its degree. Nodes without neighbours, the last ones, are no part of the system: each of them has the rank base.
type gradient struct {
	v       *view.View
	damping float64
	base    float64
	nodes   int // with neighbours

	flow, rest, image []float64 // rest is base less what the flow gives, image what the way gives
	way               []float32 // any way will do, so long as its image is exact: halves are read from nearer memory
	change            float64   // Σ |rest|: what a step of the walk would change
	square            float64   // Σ rest² ÷ degree
	sums              [][2]float64
}

func newGradient(v *view.View, damping float64) *gradient {
	g := &gradient{v: v, damping: damping}
	for g.nodes < v.N() && v.Degree(g.nodes) > 0 {
		g.nodes++
	}
	isolates := float64(v.N() - g.nodes)
	g.base = (1 - damping) / (float64(v.N()) - damping*isolates)
	lists := make([]float64, 3*g.nodes)
	g.flow, g.rest, g.image = lists[:g.nodes], lists[g.nodes:2*g.nodes], lists[2*g.nodes:]
	g.way = make([]float32, g.nodes)
	g.sums = make([][2]float64, (g.nodes+steps-1)/steps)
	g.begin()
	return g
}

// begin lets all of the walk that is not at isolates stand where it would without damping: by degree.
func (g *gradient) begin() {
	even := (1 - g.base*float64(g.v.N()-g.nodes)) / float64(len(g.v.Targets))
	g.change, g.square = g.inParts(func(from, to int) (change, square float64) {
		for u := from; u < to; u++ {
			degree := float64(g.v.Degree(u))
			g.flow[u] = even
			g.rest[u] = g.base - (1-g.damping)*even*degree
			g.way[u] = float32(g.rest[u] / degree)
			change += math.Abs(g.rest[u])
			square += g.rest[u] * g.rest[u] / degree
		}
		return change, square
	})
}

// round goes as far along the way as pays, and turns to the next one. It tells whether there is a way that floats can tell
// from none.
func (g *gradient) round() bool {
	steep, _ := g.inParts(g.slope)
	if steep == 0 {
		return false
	}
	far, before := g.square/steep, g.square
	g.change, g.square = g.inParts(func(from, to int) (change, square float64) { return g.step(from, to, far) })
	turn := g.square / before
	g.inParts(func(from, to int) (_, _ float64) {
		for u := from; u < to; u++ {
			g.way[u] = float32(g.image[u] + turn*float64(g.way[u]))
		}
		return 0, 0
	})
	return true
}

// slope makes the image of the way, and returns their product.
func (g *gradient) slope(from, to int) (steep, _ float64) {
	for u := from; u < to; u++ {
		row := g.v.Row(u)
		way := float64(g.way[u])
		g.image[u] = float64(len(row))*way - g.damping*sumOf(g.way, row)
		steep += way * g.image[u]
	}
	return steep, 0
}

// step goes along the way. The image, which is used up, comes to be what rest there is at each node ÷ its degree.
func (g *gradient) step(from, to int, far float64) (change, square float64) {
	for u := from; u < to; u++ {
		g.flow[u] += far * float64(g.way[u])
		rest := g.rest[u] - far*g.image[u]
		g.rest[u], g.image[u] = rest, rest/float64(g.v.Degree(u))
		change += math.Abs(rest)
		square += rest * g.image[u]
	}
	return change, square
}

// inParts calls work for parts of the nodes, on all cores, and returns the sums of what it returns, added up in a fixed
// order.
func (g *gradient) inParts(work func(from, to int) (float64, float64)) (a, b float64) {
	view.Share(context.Background(), len(g.sums), func(_, task int) {
		x, y := work(task*steps, min(g.nodes, (task+1)*steps))
		g.sums[task] = [2]float64{x, y}
	})
	for _, part := range g.sums {
		a, b = a+part[0], b+part[1]
	}
	return a, b
}

// sumOf returns the sum of the values in a row, in four parts, so that no addition waits for the one before.
func sumOf(values []float32, row []uint32) float64 {
	var a, b, c, d float64
	for ; len(row) >= 4; row = row[4:] {
		a += float64(values[row[0]])
		b += float64(values[row[1]])
		c += float64(values[row[2]])
		d += float64(values[row[3]])
	}
	for _, w := range row {
		a += float64(values[w])
	}
	return (a + b) + (c + d)
}

// ranks returns the rank of each node of the view, which is called by its number here.
func (g *gradient) ranks(number []uint32) []float64 {
	out, sum := make([]float64, len(number)), 0.0
	for u, here := range number {
		if out[u] = g.base; int(here) < g.nodes {
			out[u] = g.flow[here] * float64(g.v.Degree(int(here)))
		}
		sum += out[u]
	}
	for u := range out {
		out[u] /= sum
	}
	return out
}
