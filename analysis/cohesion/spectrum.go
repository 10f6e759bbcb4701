package cohesion

import (
	"context"

	"trama/analysis/internal/view"
)

// ExactUpTo is the number of nodes up to which spectral measures are exact.
const ExactUpTo = 2_000

// Spectrum holds the measures of the Laplacian of a connected graph; nil is what could not be had.
type Spectrum struct {
	AlgebraicConnectivity *float64
	KirchhoffIndex        *float64
}

// NewSpectrum returns the algebraic connectivity λ₂ (Fiedler 1973) and the Kirchhoff index n Σ 1/λᵢ over the eigenvalues
// above 0 (Klein and Randić 1993, doi:10.1007/BF01164627) of the part of a view that some nodes, a component, induce.
// Direction and weights are ignored; in pieces the two are 0 and infinite, so that a component is asked for. Both are
// nil for one node.
//
// Up to ExactUpTo nodes both are exact: a Cholesky factor of L + J/n, the sum of the squares of its inverse, and Lanczos
// on the inverse; n³ · 2/3. Above, λ₂ is that of Lanczos on L, or else of preconditioned conjugate gradients, where one of
// them comes within 1e-6 of an eigenvalue in a bounded number of steps, else nil, and the Kirchhoff index is nil. That none is
// smaller is counted where the nodes form a tree, and not proved elsewhere. It fails only when the context ends.
func NewSpectrum(ctx context.Context, v *view.View, nodes []uint32) (Spectrum, error) {
	n := len(nodes)
	if n < 2 {
		return Spectrum{}, nil
	}
	if n > ExactUpTo {
		p := newProduct(v, nodes)
		lambda, err := fiedlerValue(ctx, p, n)
		if lambda == nil && err == nil {
			lambda, err = gradientValue(ctx, p, n)
		}
		if lambda != nil && p.isTree(n) && p.treeBelow(n, *lambda*(1-10*closeEnough)) != 1 {
			lambda = nil // it is an eigenvalue, and not the second
		}
		return Spectrum{AlgebraicConnectivity: lambda}, err
	}
	f, err := newFactor(ctx, n, laplacian(v, nodes, 1/float64(n), 0))
	if err != nil {
		return Spectrum{}, err
	}
	trace, err := f.inverseTrace(ctx)
	if err != nil {
		return Spectrum{}, err
	}
	kirchhoff := float64(n) * (trace - 1) // J/n has the eigenvalue 1, for the vector of ones
	lambda, err := inverseLargest(ctx, f)
	return Spectrum{AlgebraicConnectivity: &lambda, KirchhoffIndex: &kirchhoff}, err
}

// ForestIndex returns n tr((I+L)⁻¹) − n, which is finite in pieces (Jin, Bao, Zhang 2019, doi:10.1109/ICDM.2019.00036),
// given the members of the components; nil above ExactUpTo nodes. Direction and weights are ignored. A Cholesky factor
// for each component, Σ s³ · 2/3. It fails only when the context ends.
func ForestIndex(ctx context.Context, v *view.View, components [][]uint32) (*float64, error) {
	n := float64(v.N())
	if v.N() > ExactUpTo {
		return nil, nil
	}
	trace := 0.0
	for _, nodes := range components {
		if len(nodes) == 1 {
			trace++
			continue
		}
		f, err := newFactor(ctx, len(nodes), laplacian(v, nodes, 0, 1))
		if err != nil {
			return nil, err
		}
		part, err := f.inverseTrace(ctx)
		if err != nil {
			return nil, err
		}
		trace += part
	}
	index := n*trace - n
	return &index, nil
}

// laplacian returns the Laplacian of the part that some nodes, ascending, induce, with a number added to every entry
// and another to the diagonal.
func laplacian(v *view.View, nodes []uint32, every, diagonal float64) []float64 {
	n := len(nodes)
	data, number := make([]float64, n*n), numbers(v, nodes)
	for i := range data {
		data[i] = every
	}
	for i, u := range nodes {
		for _, w := range v.Row(int(u)) {
			if j := number[w]; j != view.None {
				data[i*n+int(j)]--
				data[i*n+i]++
			}
		}
		data[i*n+i] += diagonal
	}
	return data
}

// numbers returns where each node of the view stands among some nodes.
func numbers(v *view.View, nodes []uint32) []uint32 {
	number := make([]uint32, v.N())
	for u := range number {
		number[u] = view.None
	}
	for i, u := range nodes {
		number[u] = uint32(i)
	}
	return number
}
