package cohesion

import (
	"context"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Where Lanczos does not come near enough to λ₂ a preconditioner often does: an incomplete factor of the Laplacian. Where the component
// is a tree the factor is complete, and a few steps are enough; long ladders and large grids stay out of reach.

// Bounds of the conjugate gradients.
const (
	gradientSteps = 400         // at most
	gradientWork  = 100_000_000 // slots and nodes handled there
	leastSteps    = 100         // where so few are too many, nothing is tried but for trees, which take few
	relaxed       = .95         // the share of what is left out of the factor that its diagonal makes up for
	afresh        = 30          // steps after which the product is computed anew, for what rounding left
)

// gradientValue returns λ₂ of a large component by locally optimal preconditioned conjugate gradients (Knyazev 2001,
// doi:10.1137/S1064827500366124); nil where the bounds are reached before its residual, which no eigenvalue is farther away than, is
// near enough. O(m) a step.
func gradientValue(ctx context.Context, p *product, n int) (*float64, error) {
	most := min(gradientSteps, gradientWork/(n+p.slots))
	if most < leastSteps && !p.isTree(n) {
		return nil, nil
	}
	f := newIncomplete(p, n)
	if f == nil {
		return nil, nil
	}
	d, err := newDescent(ctx, p, n)
	if err != nil {
		return nil, err
	}
	for k := 1; k <= max(most, leastSteps); k++ {
		value := dot(d.x.vector, d.x.image)
		for i := range d.residual {
			d.residual[i] = d.x.image[i] - value*d.x.vector[i]
		}
		if norm(d.residual) <= closeEnough*value {
			return &value, nil
		}
		f.solve(d.step.vector, d.residual)
		if err := d.descend(ctx, p); err != nil {
			return nil, err
		}
		if k%afresh == 0 {
			if err := d.x.renew(ctx, p); err != nil {
				return nil, err
			}
		}
	}
	return nil, nil
}

// imaged is a vector and its product with the Laplacian.
type imaged struct{ vector, image []float64 }

func newImaged(n int) imaged { return imaged{make([]float64, n), make([]float64, n)} }

func (v imaged) scale(by float64) {
	scale(v.vector, by)
	scale(v.image, by)
}

// renew makes the vector one of length one without a part along the vector of ones, and computes its image.
func (v imaged) renew(ctx context.Context, p *product) error {
	center(v.vector)
	scale(v.vector, 1/norm(v.vector))
	return p.times(ctx, v.image, v.vector)
}

// without takes the parts along others, of length one, out of the vector, and makes its length one; ok is false where nothing is left.
func (v imaged) without(others ...imaged) (ok bool) {
	for range 2 { // once more, for what rounding left
		for _, o := range others {
			along := dot(v.vector, o.vector)
			for i := range v.vector {
				v.vector[i] -= along * o.vector[i]
				v.image[i] -= along * o.image[i]
			}
		}
	}
	length := norm(v.vector)
	if length < 1e-280 {
		return false
	}
	v.scale(1 / length)
	return true
}

// descent is a vector on its way to the eigenvector, the step that the residual asks for and the direction of the last one.
type descent struct {
	x, step, last imaged
	moved         bool // there is a last one
	residual      []float64
}

func newDescent(ctx context.Context, p *product, n int) (*descent, error) {
	d := &descent{x: imaged{start(n), make([]float64, n)}, step: newImaged(n), last: newImaged(n), residual: make([]float64, n)}
	return d, d.x.renew(ctx, p)
}

// descend goes to the vector of the least Rayleigh quotient among those of the three.
func (d *descent) descend(ctx context.Context, p *product) error {
	center(d.step.vector)
	if err := p.times(ctx, d.step.image, d.step.vector); err != nil {
		return err
	}
	basis := []imaged{d.x}
	if d.step.without(d.x) {
		basis = append(basis, d.step)
	}
	if d.moved && d.last.without(basis...) {
		basis = append(basis, d.last)
	}
	share := leastShare(basis)
	for i := range d.x.vector {
		vector, image := 0.0, 0.0
		for k, b := range basis[1:] {
			vector, image = vector+share[k+1]*b.vector[i], image+share[k+1]*b.image[i]
		}
		d.last.vector[i], d.last.image[i] = vector, image
		d.x.vector[i], d.x.image[i] = share[0]*d.x.vector[i]+vector, share[0]*d.x.image[i]+image
	}
	if length := norm(d.last.vector); length > 0 {
		d.last.scale(1 / length)
		d.moved = true
	}
	return nil
}

// leastShare returns how much of each of some vectors, of length one and across each other, is in the vector of the least Rayleigh
// quotient.
func leastShare(basis []imaged) []float64 {
	s := mat.NewSymDense(len(basis), nil)
	for a := range basis {
		for b := a; b < len(basis); b++ {
			s.SetSym(a, b, dot(basis[a].vector, basis[b].image))
		}
	}
	var e mat.EigenSym
	e.Factorize(s, true)
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	return mat.Col(nil, 0, &vectors)
}

// incomplete is a factor of about the Laplacian: what would be filled in between two nodes that are not related is left out, and its
// diagonal makes up for most of that (Gustafsson 1978, doi:10.1007/BF01931691). Nodes are in the order in which the ones with the
// fewest neighbours left go first, so that nothing is left out in a tree.
type incomplete struct {
	order    []uint32 // the node at each place
	offsets  []uint32
	later    []uint32 // places of the neighbours further on
	weight   []float64
	diagonal []float64
	work     []float64
}

// newIncomplete returns the factor; nil where it would take far more than the steps.
func newIncomplete(p *product, n int) *incomplete {
	f := &incomplete{order: eliminationOrder(p, n), offsets: make([]uint32, 1, n+1), later: make([]uint32, 0, p.slots/2), diagonal: make([]float64, n), work: make([]float64, n)}
	place := make([]uint32, n)
	for k, u := range f.order {
		place[u] = uint32(k)
	}
	pairs := 0
	for k, u := range f.order {
		from := len(f.later)
		for _, w := range p.row(u) {
			if int(place[w]) > k {
				f.later = append(f.later, place[w])
			}
		}
		slices.Sort(f.later[from:])
		pairs += (len(f.later) - from) * (len(f.later) - from)
		f.offsets, f.diagonal[k] = append(f.offsets, uint32(len(f.later))), float64(len(p.row(u)))
	}
	if pairs > gradientWork/4 {
		return nil
	}
	f.weight = make([]float64, len(f.later))
	for i := range f.weight {
		f.weight[i] = 1
	}
	for k, u := range f.order {
		f.eliminate(k, float64(len(p.row(u))))
	}
	return f
}

// eliminate takes a place out of the places further on.
func (f *incomplete) eliminate(k int, degree float64) {
	if f.diagonal[k] < 1e-10*degree { // the Laplacian is singular: the last one has nothing left
		f.diagonal[k] = degree
	}
	row, weight := f.later[f.offsets[k]:f.offsets[k+1]], f.weight[f.offsets[k]:f.offsets[k+1]]
	for i, u := range row {
		f.diagonal[u] -= weight[i] * weight[i] / f.diagonal[k]
		from, to := f.offsets[u], f.offsets[u+1]
		for j := i + 1; j < len(row); j++ {
			fill := weight[i] * weight[j] / f.diagonal[k]
			if at, there := slices.BinarySearch(f.later[from:to], row[j]); there {
				f.weight[int(from)+at] += fill
			} else {
				f.diagonal[u] -= relaxed * fill
				f.diagonal[row[j]] -= relaxed * fill
			}
		}
	}
}

// solve puts into x what the factor makes of y.
func (f *incomplete) solve(x, y []float64) {
	for k, u := range f.order {
		f.work[k] = y[u]
	}
	for k := range f.order {
		part := f.work[k] / f.diagonal[k]
		for i := f.offsets[k]; i < f.offsets[k+1]; i++ {
			f.work[f.later[i]] += f.weight[i] * part
		}
	}
	for k := len(f.order) - 1; k >= 0; k-- {
		sum := f.work[k]
		for i := f.offsets[k]; i < f.offsets[k+1]; i++ {
			sum += f.weight[i] * f.work[f.later[i]]
		}
		f.work[k] = sum / f.diagonal[k]
	}
	for k, u := range f.order {
		x[u] = f.work[k]
	}
}

// isTree tells whether the nodes, which hang together, form a tree.
func (p *product) isTree(n int) bool { return p.slots == 2*(n-1) }

// treeBelow returns how many eigenvalues of the Laplacian of a tree lie below a number, 0 among them: as many as the
// factor of the Laplacian less that number, from the leaves inwards, has pivots below 0, by Sylvester's law of inertia (Jacobs and
// Trevisan 2011, doi:10.1016/j.laa.2010.08.006). O(n).
func (p *product) treeBelow(n int, number float64) (count int) {
	pivot, gone := make([]float64, n), make([]bool, n)
	for u := range pivot {
		pivot[u] = float64(len(p.row(uint32(u)))) - number
	}
	for _, u := range eliminationOrder(p, n) {
		if pivot[u] == 0 {
			pivot[u] = -1e-300 // as if the number were a trifle larger
		}
		if pivot[u] < 0 {
			count++
		}
		gone[u] = true
		for _, w := range p.row(u) {
			if !gone[w] {
				pivot[w] -= 1 / pivot[u]
			}
		}
	}
	return count
}

// row returns the neighbours of a node.
func (p *product) row(u uint32) []uint32 { return p.targets[p.offsets[u]:p.offsets[u+1]] }

// eliminationOrder returns the nodes, again and again one with the fewest neighbours left (Matula and Beck 1983, doi:10.1145/2402.322385). O(m).
func eliminationOrder(p *product, n int) []uint32 {
	left, order := make([]int, n), make([]uint32, 0, n)
	var having [][]uint32 // nodes by how many neighbours they have left, also those that have fewer by now
	wait := func(u uint32) {
		for len(having) <= left[u] {
			having = append(having, nil)
		}
		having[left[u]] = append(having[left[u]], u)
	}
	for u := range left {
		left[u] = len(p.row(uint32(u)))
		wait(uint32(u))
	}
	for d := 0; d < len(having); {
		last := len(having[d]) - 1
		if last < 0 {
			d++
			continue
		}
		u := having[d][last]
		having[d] = having[d][:last]
		if left[u] != d { // it waits elsewhere, or has gone
			continue
		}
		left[u] = -1
		order = append(order, u)
		for _, w := range p.row(u) {
			if left[w] > 0 {
				left[w]--
				wait(w)
				d = min(d, left[w])
			}
		}
	}
	return order
}
