// Package centrality holds the measures of single nodes: betweenness, harmonic closeness, PageRank, structural holes,
// bridging and brokerage. All but brokerage ignore direction; all ignore weights.
//
// Start with Betweenness. Degrees are in the view itself, cores and triangles in analysis/cohesion, what the loss of a
// node does in analysis/structure.
package centrality

// steps is how many nodes a kernel handles between two looks at its context.
const steps = 1 << 12

// stripes is how many partial sums are kept where searches from many sources add to the same nodes. Search i adds to sum
// i mod stripes, whichever core runs it, and the sums are added in order: so the figures do not depend on the cores.
const stripes = 8
