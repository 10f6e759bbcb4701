package predict

import (
	"math"

	"trama/analysis/internal/view"
)

// deepUpTo is up to how many nodes times pairs long walks are walked to the end.
const deepUpTo = 100_000_000

const (
	damping  = .85
	rprSteps = 20
	ridge    = .1 // of linear optimization, for eigenvalues from −1 to 1
)

// longest is of how many steps the long walks are. So many leave less than 4e-4 of linear optimization out.
const longest = 21

// leastLinear is the least score of linear optimization that is told from none: lesser ones are made by rounding.
const leastLinear = 1e-12

// spectrum computes the scores of long walks between one node and all others. Both are functions of one symmetric matrix N,
// the adjacency matrix divided by the roots of the degrees of either end, and are summed as polynomials of Chebyshev in it:
// rooted PageRank is Σ (.15·.85ᵗ Nᵗ) √(k/k'), both ways, and linear optimization N³(N² + .1)⁻¹.
type spectrum struct {
	v                 *view.View
	root              []float64
	rooted, linear    [longest + 1]float64 // coefficients
	before, now, then []float64
	met               []bool // from the node that the walk is from
	sums              [][2]float64
}

func newSpectrum(v *view.View, root []float64) *spectrum {
	n := v.N()
	s := &spectrum{v: v, root: root, met: make([]bool, n), sums: make([][2]float64, n)}
	s.before, s.now, s.then = make([]float64, n), make([]float64, n), make([]float64, n)
	s.rooted = chebyshev(func(x float64) float64 {
		sum := 0.0
		for range rprSteps {
			sum = (sum + 1 - damping) * damping * x
		}
		return sum
	})
	s.linear = chebyshev(func(x float64) float64 { return x * x * x / (x*x + ridge) })
	return s
}

// chebyshev returns the coefficients of the polynomial that is nearest to a function between −1 and 1, in the sense of
// Chebyshev's weight.
func chebyshev(f func(x float64) float64) (c [longest + 1]float64) {
	const points = 128
	for p := range points {
		angle := math.Pi * (float64(p) + .5) / points
		y := f(math.Cos(angle)) * 2 / points
		for k := range c {
			c[k] += y * math.Cos(float64(k)*angle)
		}
	}
	return c
}

// from sums the polynomials between u and all nodes, but for the constant term, which speaks of u itself.
func (s *spectrum) from(u uint32) {
	clear(s.met)
	clear(s.sums)
	clear(s.before)
	clear(s.now)
	s.now[u] = 1
	for k := 1; k <= longest; k++ {
		s.step()
		for x, t := range s.then {
			t *= s.root[x]
			if k > 1 {
				t = 2*t - s.before[x]
			}
			s.then[x] = t
			if t != 0 {
				s.met[x] = true
				s.sums[x][0] += s.rooted[k] * t
				s.sums[x][1] += s.linear[k] * t
			}
		}
		s.before, s.now, s.then = s.now, s.then, s.before
	}
}

// step multiplies with N, but for the roots of the degrees where it leads to.
func (s *spectrum) step() {
	clear(s.then)
	for x, on := range s.now {
		if on == 0 {
			continue
		}
		on *= s.root[x]
		for _, y := range s.v.Row(x) {
			s.then[y] += on
		}
	}
}

// scores returns rooted PageRank, both ways summed, and linear optimization between u, which from was called of, and x.
func (s *spectrum) scores(u, x uint32) (rooted, linear float64) {
	k := float64(s.v.Degree(int(u)) + s.v.Degree(int(x)))
	rooted = s.sums[x][0] * k * s.root[u] * s.root[x]
	linear = s.sums[x][1]
	if linear < leastLinear {
		linear = 0
	}
	return math.Max(0, rooted), linear
}
