// Package paths holds the measures of distance: how many pairs stand how many steps apart, and what follows from it.
// Distances count steps; weights are strengths and never lengths, and direction is ignored.
//
// Start with Distances. Its counts are whole numbers, and efficiency, mean distance and diameter are computed from them
// in one place, so that two states of a network can be compared to the last digit. The search itself is in sweep.go;
// what keeps its distances is in rows.go, and for large graphs in lines.go.
package paths
