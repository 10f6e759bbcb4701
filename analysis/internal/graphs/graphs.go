// Package graphs makes graphs: small and odd ones on which tests compare a kernel with its plain definition (Draw), and
// large random ones on which trama bench times the kernels (Named).
package graphs

import (
	"context"

	"trama/analysis/internal/view"
)

// Pick returns a number from low to high, both included: a die for a test, or a shrinking property test's choice.
type Pick func(low, high int) int

// Edges is a graph as a list of edges, loops and repeats among them.
type Edges struct {
	N              int
	Source, Target []uint32
}

// View returns the simple undirected view.
func (e Edges) View() *view.View {
	v, err := view.Of(context.Background(), e.N, e.Source, e.Target)
	if err != nil {
		panic(err) // small by construction
	}
	return v
}

// Arcs returns the simple directed graph.
func (e Edges) Arcs() *view.Arcs { return view.ArcsOf(e.N, e.Source, e.Target) }

func (e *Edges) add(s, t int) {
	e.Source, e.Target = append(e.Source, uint32(s)), append(e.Target, uint32(t))
}

// Draw makes a graph of at most most nodes: nothing, one node, isolates, a path, a star, a clique, a ring, a tree, a
// forest, pieces, sparse or dense at random, now and then with a loop and a repeated edge; node numbers are shuffled.
func Draw(pick Pick, most int) Edges {
	all := shapes()
	e := Edges{N: pick(0, most)}
	if shape := all[pick(0, len(all)-1)]; e.N > 0 {
		shape(pick, &e)
		extra(pick, &e)
	}
	names := make([]uint32, e.N)
	for i := range names {
		names[i] = uint32(i)
		j := pick(0, i)
		names[i], names[j] = names[j], names[i]
	}
	for i := range e.Source {
		e.Source[i], e.Target[i] = names[e.Source[i]], names[e.Target[i]]
	}
	return e
}

func shapes() []func(Pick, *Edges) {
	return []func(Pick, *Edges){
		func(Pick, *Edges) {}, // isolates
		path, star, clique, ring, tree, forest, pieces, random(1), random(2), random(4),
	}
}

func path(_ Pick, e *Edges) {
	for i := 1; i < e.N; i++ {
		e.add(i-1, i)
	}
}

func star(_ Pick, e *Edges) {
	for i := 1; i < e.N; i++ {
		e.add(0, i)
	}
}

func clique(_ Pick, e *Edges) {
	e.N = min(e.N, 9)
	for i := range e.N {
		for j := range i {
			e.add(j, i)
		}
	}
}

func ring(_ Pick, e *Edges) {
	for i := range e.N {
		e.add(i, (i+1)%e.N)
	}
}

func tree(pick Pick, e *Edges) {
	for i := 1; i < e.N; i++ {
		e.add(pick(0, i-1), i)
	}
}

func forest(pick Pick, e *Edges) {
	for i := 1; i < e.N; i++ {
		if pick(0, 3) > 0 {
			e.add(pick(0, i-1), i)
		}
	}
}

// pieces joins nodes of about the same number.
func pieces(pick Pick, e *Edges) {
	for range pick(0, 2*e.N) {
		s := pick(0, e.N-1)
		e.add(s, min(e.N-1, s/6*6+pick(0, 5)))
	}
}

func random(times int) func(Pick, *Edges) {
	return func(pick Pick, e *Edges) {
		for range pick(0, times*e.N) {
			e.add(pick(0, e.N-1), pick(0, e.N-1))
		}
	}
}

func extra(pick Pick, e *Edges) {
	if pick(0, 3) == 0 {
		u := pick(0, e.N-1)
		e.add(u, u)
	}
	if m := len(e.Source); m > 0 && pick(0, 3) == 0 {
		i := pick(0, m-1)
		e.add(int(e.Target[i]), int(e.Source[i]))
	}
}
