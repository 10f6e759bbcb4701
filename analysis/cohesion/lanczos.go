package cohesion

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"

	"trama/analysis/internal/view"
)

// Bounds of Lanczos.
const (
	inverseSteps   = 300         // on the inverse, where each converges fast
	laplacianSteps = 3_000       // on the Laplacian itself
	laplacianWork  = 200_000_000 // slots and nodes handled there
	closeEnough    = 1e-6        // what the eigenvalue may be off, as a share of it
	looks          = 25          // steps between two looks at the value
)

// start returns a vector of length one without a part along the vector of ones; the same for the same n.
func start(n int) []float64 {
	x, state := make([]float64, n), uint64(0x9E3779B97F4A7C15)
	for i := range x { // SplitMix64
		state += 0x9E3779B97F4A7C15
		z := (state ^ state>>30) * 0xBF58476D1CE4E5B9
		z = (z ^ z>>27) * 0x94D049BB133111EB
		x[i] = float64((z^z>>31)>>11)/(1<<53) - .5
	}
	center(x)
	scale(x, 1/norm(x))
	return x
}

// center takes away the part along the vector of ones, the eigenvector of the eigenvalue 0.
func center(x []float64) {
	sum := 0.0
	for _, a := range x {
		sum += a
	}
	mean := sum / float64(len(x))
	for i := range x {
		x[i] -= mean
	}
}

func scale(x []float64, by float64) {
	for i := range x {
		x[i] *= by
	}
}

// inverseLargest returns λ₂ of the Laplacian whose factor f is that of L + J/n: one over the largest eigenvalue of the
// inverse beside the vector of ones, by Lanczos with full reorthogonalisation (Lanczos 1950, doi:10.6028/jres.045.026).
func inverseLargest(ctx context.Context, f *factor) (float64, error) {
	basis := [][]float64{start(f.n)}
	var alpha, beta []float64
	last := 0.0
	for k := 0; ; k++ {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		x := append([]float64(nil), basis[k]...)
		f.solve(x)
		alpha = append(alpha, dot(x, basis[k]))
		for range 2 { // once more, for what rounding left
			for _, b := range basis {
				along := dot(x, b)
				for i := range x {
					x[i] -= along * b[i]
				}
			}
			center(x)
		}
		length := norm(x)
		largest, residual := ritz(alpha, beta, length, true)
		done := length <= 1e-14*largest || residual <= 1e-13*largest || k > 3 && math.Abs(largest-last) <= 1e-15*largest
		if done || k+1 >= min(inverseSteps, f.n-1) {
			return 1 / largest, nil
		}
		last, beta = largest, append(beta, length)
		scale(x, 1/length)
		basis = append(basis, x)
	}
}

// ritz returns the largest or the smallest eigenvalue of the tridiagonal matrix of Lanczos and the residual that it
// leaves, given the length of the next vector.
func ritz(alpha, beta []float64, next float64, largest bool) (value, residual float64) {
	k := len(alpha)
	t := mat.NewSymDense(k, nil)
	for i, a := range alpha {
		t.SetSym(i, i, a)
		if i < len(beta) && i+1 < k {
			t.SetSym(i, i+1, beta[i])
		}
	}
	var e mat.EigenSym
	e.Factorize(t, true)
	at := 0
	if largest {
		at = k - 1
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	return e.Values(nil)[at], math.Abs(next * vectors.At(k-1, at))
}

// fiedlerValue returns λ₂ of a large component by Lanczos on its Laplacian, without keeping the basis: three vectors of
// length n. nil where the bounds are reached before the value is near enough.
func fiedlerValue(ctx context.Context, p *product, n int) (*float64, error) {
	now, before, next := start(n), make([]float64, n), make([]float64, n)
	var alpha, beta []float64
	near := 0 // looks in a row that found the value near enough
	most := min(laplacianSteps, laplacianWork/(n+p.slots))
	for k := 1; k <= most; k++ {
		if err := p.times(ctx, next, now); err != nil {
			return nil, err
		}
		a := dot(next, now)
		b := 0.0
		if k > 1 {
			b = beta[k-2]
		}
		for i := range next {
			next[i] -= a*now[i] + b*before[i]
		}
		center(next)
		length := norm(next)
		alpha, beta = append(alpha, a), append(beta, length)
		if k%looks == 0 || length < 1e-14 {
			value, off := smallest(alpha, beta)
			if near++; off > closeEnough*value {
				near = 0
			}
			if near == 2 || length < 1e-14 {
				return &value, nil
			}
		}
		scale(next, 1/length)
		before, now, next = now, next, before
	}
	return nil, nil
}

// smallest returns the smallest eigenvalue of the tridiagonal matrix and how far it may be from one of the Laplacian: its
// residual, or the square of that over the distance to the next (Parlett 1998, doi:10.1137/1.9781611971163, 11.7). beta
// has one more entry than is inside the matrix.
func smallest(alpha, beta []float64) (value, off float64) {
	value = eigenvalue(alpha, beta, 1)
	residual := math.Abs(beta[len(alpha)-1] * lastOfVector(alpha, beta, value))
	if len(alpha) < 2 {
		return value, residual
	}
	return value, min(residual, residual*residual/(eigenvalue(alpha, beta, 2)-value))
}

// eigenvalue returns the k-th smallest eigenvalue of the tridiagonal matrix by bisection.
func eigenvalue(alpha, beta []float64, k int) float64 {
	low, high := 0.0, 0.0
	for i, a := range alpha {
		high = max(high, a+2*beta[i]) // Gershgorin, generously
		if i > 0 {
			high = max(high, a+2*beta[i-1])
		}
	}
	for range 200 {
		middle := (low + high) / 2
		if middle <= low || middle >= high {
			break
		}
		if below(alpha, beta, middle) >= k {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

// below counts the eigenvalues of the tridiagonal matrix below x: the negative terms of its Sturm sequence.
func below(alpha, beta []float64, x float64) int {
	d, count := 1.0, 0
	for i, a := range alpha {
		off := 0.0
		if i > 0 {
			off = beta[i-1] * beta[i-1] / d
		}
		if d = a - x - off; d < 0 {
			count++
		}
		if d == 0 {
			d = 1e-300
		}
	}
	return count
}

// lastOfVector returns the last entry of the eigenvector, of length one, of the tridiagonal matrix for an eigenvalue.
// Both halves of the recurrence are run to where they meet best, since each alone loses all digits.
func lastOfVector(alpha, beta []float64, value float64) float64 {
	k := len(alpha)
	x := make([]float64, k)
	for i := range x {
		x[i] = 1
	}
	for range 3 {
		solveTridiagonal(alpha, beta, value*(1-1e-10)-1e-300, x)
		scale(x, 1/norm(x))
	}
	return x[k-1]
}

// solveTridiagonal replaces x by the solution of (T − shift) y = x; just below the smallest eigenvalue the matrix is
// positive, so that elimination needs no pivots.
func solveTridiagonal(alpha, beta []float64, shift float64, x []float64) {
	k := len(alpha)
	d := make([]float64, k)
	d[0] = alpha[0] - shift
	for i := 1; i < k; i++ {
		m := beta[i-1] / d[i-1]
		d[i] = alpha[i] - shift - m*beta[i-1]
		if d[i] <= 0 {
			d[i] = 1e-300
		}
		x[i] -= m * x[i-1]
	}
	x[k-1] /= d[k-1]
	for i := k - 2; i >= 0; i-- {
		x[i] = (x[i] - beta[i]*x[i+1]) / d[i]
	}
}

// product multiplies the Laplacian of a component with vectors.
type product struct {
	offsets, targets []uint32
	slots            int
}

func newProduct(v *view.View, nodes []uint32) *product {
	number := numbers(v, nodes)
	p := &product{offsets: make([]uint32, 1, len(nodes)+1)}
	for _, u := range nodes {
		for _, w := range v.Row(int(u)) {
			if number[w] != view.None {
				p.targets = append(p.targets, number[w])
			}
		}
		p.offsets = append(p.offsets, uint32(len(p.targets)))
	}
	p.slots = len(p.targets)
	return p
}

func (p *product) times(ctx context.Context, y, x []float64) error {
	n := len(x)
	return view.Share(ctx, (n+steps-1)/steps, func(_, task int) {
		for u := task * steps; u < min(n, (task+1)*steps); u++ {
			row := p.targets[p.offsets[u]:p.offsets[u+1]]
			sum := float64(len(row)) * x[u]
			for _, w := range row {
				sum -= x[w]
			}
			y[u] = sum
		}
	})
}
