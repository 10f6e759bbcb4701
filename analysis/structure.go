package analysis

import (
	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// Structure is the size and density of the view.
type Structure struct {
	Nodes         int     `json:"nodes"`
	Edges         int     `json:"edges"`
	ParallelEdges int     `json:"parallel_edges"`
	SelfLoops     int     `json:"self_loops"`
	Density       float64 `json:"density"`
	MeanDegree    float64 `json:"mean_degree"`
	Isolates      int     `json:"isolates"`
}

// structureOf returns the size and density of a view.
func structureOf(v *view.View) Structure {
	n, m := v.N(), v.M()
	s := Structure{Nodes: n, Edges: m, ParallelEdges: v.Parallel, SelfLoops: v.Loops}
	if n > 1 {
		s.Density = float64(m) / float64(structure.Pairs(n))
	}
	if n > 0 {
		s.MeanDegree = 2 * float64(m) / float64(n)
	}
	for u := range n {
		if v.Degree(u) == 0 {
			s.Isolates++
		}
	}
	return s
}
