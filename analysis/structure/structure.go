// Package structure holds the measures of how a graph hangs together: its components, the bridges and articulation
// points on which it depends, its robustness, its key actors, and the hierarchy of its directions. All ignore weights;
// all but Hierarchy ignore direction.
//
// Start with Components, then Cuts, whose one pass (cutsearch.go) answers what every single loss would do. Distances are
// in analysis/paths.
package structure

// steps is how many nodes a kernel handles between two looks at its context.
const steps = 1 << 12

// Pairs returns the number of unordered pairs among n nodes.
func Pairs(n int) int64 { return int64(n) * int64(n-1) / 2 }

// Connectedness returns the share of the unordered pairs of n nodes that reach each other, 1 where n ≤ 1 (Krackhardt
// 1994, on the weak graph).
func Connectedness(n int, reached int64) float64 {
	if n <= 1 {
		return 1
	}
	return float64(reached) / float64(Pairs(n))
}

// Fragmentation returns Borgatti's F, 1 − Σ s(s−1) / (n(n−1)) over the component sizes s, given the number of unordered
// pairs that reach each other; 0 where n ≤ 1. doi:10.1007/s10588-006-7084-x
func Fragmentation(n int, reached int64) float64 {
	if n <= 1 {
		return 0
	}
	return 1 - Connectedness(n, reached)
}
