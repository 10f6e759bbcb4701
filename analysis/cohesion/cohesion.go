// Package cohesion holds the measures of how closely a graph is knit: cores, triangles and clustering, and the spectral
// measures of its Laplacian. All ignore weights and direction.
//
// Start with Triangles; the structural holes of analysis/centrality use the same listing.
package cohesion

// steps is how many nodes a kernel handles between two looks at its context.
const steps = 1 << 12
