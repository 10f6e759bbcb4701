package cohesion

import (
	"context"
	"errors"
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"

	"trama/analysis/internal/view"
)

// tile is the side of the squares in which a matrix is worked on: gonum's own block size, so that each call is one
// block of work on one core, and the context is seen between two.
const tile = 64

// factor is the lower Cholesky factor of a symmetric positive definite matrix, in place of it, row by row.
type factor struct {
	n    int
	data []float64
}

// errNotPositive is the error of a matrix that has no Cholesky factor; Laplacians made positive by construction do not
// give it.
var errNotPositive = errors.New("the matrix is not positive definite")

// newFactor replaces the lower triangle of a matrix by its factor: right-looking, tile by tile, with gonum's kernels on
// all cores. gonum's mat.Cholesky does the same in one call that no context can end. n³/3 multiplications.
func newFactor(ctx context.Context, n int, data []float64) (*factor, error) {
	f := &factor{n: n, data: data}
	for k := 0; k < n; k += tile {
		if _, ok := lapack64.Potrf(blas64.Symmetric{N: f.side(k), Stride: n, Data: data[k*n+k:], Uplo: blas.Lower}); !ok {
			return nil, errNotPositive
		}
		rest := f.tiles() - k/tile - 1
		below := func(task int) int { return k + (task+1)*tile }
		err := view.Share(ctx, rest, func(_, task int) {
			blas64.Trsm(blas.Right, blas.Trans, 1, f.triangle(k), f.at(below(task), k))
		})
		if err != nil {
			return nil, err
		}
		err = view.Share(ctx, rest, func(_, task int) {
			i := below(task)
			for j := k + tile; j <= i && ctx.Err() == nil; j += tile {
				blas64.Gemm(blas.NoTrans, blas.Trans, -1, f.at(i, k), f.at(j, k), 1, f.at(i, j))
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (f *factor) tiles() int { return (f.n + tile - 1) / tile }

// side is how many rows the tile from row i on has.
func (f *factor) side(i int) int { return min(tile, f.n-i) }

func (f *factor) at(i, j int) blas64.General {
	return blas64.General{Rows: f.side(i), Cols: f.side(j), Stride: f.n, Data: f.data[i*f.n+j:]}
}

func (f *factor) triangle(k int) blas64.Triangular {
	return blas64.Triangular{N: f.side(k), Stride: f.n, Data: f.data[k*f.n+k:], Uplo: blas.Lower, Diag: blas.NonUnit}
}

// inverseTrace returns the trace of the inverse of the matrix: the sum of the squares of the inverse factor, whose
// columns of tiles are found one by one and not kept. n³/3 multiplications.
func (f *factor) inverseTrace(ctx context.Context) (float64, error) {
	sums := make([]float64, f.tiles())
	err := view.Share(ctx, len(sums), func(_, task int) { sums[task] = f.columnSquares(ctx, task*tile) })
	total := 0.0
	for _, s := range sums {
		total += s
	}
	return total, err
}

// columnSquares returns the sum of the squares of a column of tiles of the inverse factor, by forward substitution.
func (f *factor) columnSquares(ctx context.Context, j int) float64 {
	width := f.side(j)
	x := blas64.General{Rows: f.n - j, Cols: width, Stride: width, Data: make([]float64, (f.n-j)*width)}
	for i := range width {
		x.Data[i*width+i] = 1
	}
	part := func(i int) blas64.General {
		return blas64.General{Rows: f.side(i), Cols: width, Stride: width, Data: x.Data[(i-j)*width:]}
	}
	for i := j; i < f.n && ctx.Err() == nil; i += tile {
		for k := j; k < i; k += tile {
			blas64.Gemm(blas.NoTrans, blas.NoTrans, -1, f.at(i, k), part(k), 1, part(i))
		}
		blas64.Trsm(blas.Left, blas.NoTrans, 1, f.triangle(i), part(i))
	}
	sum := 0.0
	for _, a := range x.Data {
		sum += a * a
	}
	return sum
}

// solve replaces b by the solution x of the matrix times x = b. 2n² multiplications.
func (f *factor) solve(b []float64) {
	whole := blas64.Triangular{N: f.n, Stride: f.n, Data: f.data, Uplo: blas.Lower, Diag: blas.NonUnit}
	x := blas64.Vector{N: f.n, Data: b, Inc: 1}
	blas64.Trsv(blas.NoTrans, whole, x)
	blas64.Trsv(blas.Trans, whole, x)
}

// norm returns the Euclidean length of a vector.
func norm(x []float64) float64 {
	sum := 0.0
	for _, a := range x {
		sum += a * a
	}
	return math.Sqrt(sum)
}

func dot(x, y []float64) float64 {
	sum := 0.0
	for i, a := range x {
		sum += a * y[i]
	}
	return sum
}
