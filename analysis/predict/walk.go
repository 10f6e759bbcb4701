package predict

import (
	"math"
	"slices"

	"trama/analysis/internal/view"
)

// The scores of a pair. RA and W3 are walks of two and three steps, each divided by the degrees that it passes; the
// others are what the literature makes of common neighbours, paths of three and longer walks.
const (
	scoreRA    = iota // resource allocation, Σ 1/k over common neighbours (Zhou, Lü and Zhang 2009, doi:10.1140/epjb/e2009-00335-8)
	scoreW3           // Σ 1/(k·k') over paths of three; RA + W3 is the superposed random walk SRW3 (Liu and Lü 2010, doi:10.1209/0295-5075/89/58007)
	scoreL3           // Σ 1/√(k·k') over paths of three (Kovács et al. 2019, doi:10.1038/s41467-019-09177-y)
	scoreCN           // common neighbours
	scoreAA           // Adamic–Adar, Σ 1/ln k over common neighbours
	scoreP3           // paths of three
	nearScores        // those above are of walks of up to three steps

	scoreRPR   = iota - 1 // rooted PageRank, both ways summed: 20 steps, damping .85
	scoreLO               // linear optimization on the adjacency matrix divided by the roots of the degrees (Pech et al. 2019, doi:10.1016/j.physa.2019.121319)
	walkScores            // what a walker computes; the others follow from these
)

// walker computes the scores between one node and all others. It is scratch space of one goroutine.
type walker struct {
	v                     *view.View
	cells                 []cell // by node
	met                   []uint32
	linked                []uint32
	second                []float64 // what the walk of two steps carries on, by 1/√k
	list                  []uint32
	volume                int       // of the node that the walk is from, 0 before that is asked for
	beside                []bool    // whether next to the other node of a linked pair; nil before there is one
	ways                  []uint64  // of three steps between the two of a linked pair, as waysBeside returns them
	source                uint32    // that the walk is from
	far                   *spectrum // nil where walks end after three steps
	inverse, root, adamic []float64 // 1/k, 1/√k, 1/ln k
}

// near are the scores of walks of up to three steps.
type near [nearScores]float64

// cell is what a walk knows of a node, in one line of the cache: it comes by nodes all over the memory.
type cell struct {
	score  near // 0 where not met
	met    bool
	linked bool // with the node that the walk is from
}

func newWalker(v *view.View) *walker {
	n := v.N()
	w := &walker{v: v, cells: make([]cell, n), second: make([]float64, n)}
	w.inverse, w.root, w.adamic = make([]float64, n), make([]float64, n), make([]float64, n)
	for u := range n {
		if k := float64(v.Degree(u)); k > 0 {
			w.inverse[u], w.root[u] = 1/k, 1/math.Sqrt(k)
			if k > 1 {
				w.adamic[u] = 1 / math.Log(k)
			}
		}
	}
	if n*v.M() <= deepUpTo {
		w.far = newSpectrum(v, w.root)
	}
	return w
}

// from computes the scores between u and all nodes; they stand in cells until the next call.
func (w *walker) from(u uint32) {
	w.clear()
	w.source, w.linked, w.volume = u, w.v.Row(int(u)), 0
	for _, z := range w.linked {
		w.cells[z].linked = true
	}
	w.two(u)
	w.three(u)
	if w.far != nil {
		w.far.from(u)
		for x, met := range w.far.met {
			if met {
				w.meet(uint32(x))
			}
		}
	}
}

func (w *walker) clear() {
	if len(w.met) > len(w.cells)/4 {
		clear(w.cells)
	} else {
		for _, x := range w.met {
			w.cells[x] = cell{}
		}
		for _, z := range w.linked {
			w.cells[z].linked = false
		}
	}
	w.met = w.met[:0]
}

// each calls f with every node met: one after the other where they are many, since they then lie close together.
func (w *walker) each(f func(x uint32, c *cell)) {
	if len(w.met) <= len(w.cells)/4 {
		for _, x := range w.met {
			f(x, &w.cells[x])
		}
		return
	}
	for x := range w.cells {
		if c := &w.cells[x]; c.met {
			f(uint32(x), c)
		}
	}
}

// meet returns the scores of a node, which is met now if it was not before.
func (w *walker) meet(x uint32) *near {
	c := &w.cells[x]
	if !c.met {
		c.met = true
		w.met = append(w.met, x)
	}
	return &c.score
}

func (w *walker) two(u uint32) {
	for _, z := range w.v.Row(int(u)) {
		inverse, adamic, root := w.inverse[z], w.adamic[z], w.root[z]
		for _, x := range w.v.Row(int(z)) {
			score := w.meet(x)
			score[scoreCN]++
			score[scoreRA] += inverse
			score[scoreAA] += adamic
			w.second[x] += root
		}
	}
}

// three walks on from where two steps lead, the start left out: what comes back through it has been at a neighbour only.
func (w *walker) three(u uint32) {
	w.list = append(w.list[:0], w.met...)
	for _, x := range w.list {
		from := &w.cells[x].score
		a, b, c := from[scoreRA]*w.inverse[x], w.second[x]*w.root[x], from[scoreCN]
		w.second[x] = 0
		if x == u {
			continue
		}
		for _, y := range w.v.Row(int(x)) {
			score := w.meet(y)
			score[scoreW3] += a
			score[scoreL3] += b
			score[scoreP3] += c
		}
	}
}

// scores returns those between the node that the walk is from and another. The relation of two that are linked is itself no
// way of three steps between them: what goes over it and back is left out, so that the scores are the same from either end.
func (w *walker) scores(x uint32) values {
	one := w.cells[x].score
	if !w.cells[x].linked {
		return w.whole(x, &one)
	}
	one[scoreW3], one[scoreL3], one[scoreP3] = 0, 0, 0
	for _, way := range w.waysBeside(w.source, x) {
		z, y := way>>32, way&math.MaxUint32
		one[scoreW3] += w.inverse[z] * w.inverse[y]
		one[scoreL3] += w.root[z] * w.root[y]
		one[scoreP3]++
	}
	return w.whole(x, &one)
}

// whole returns all scores of a node of which the near ones are given. Where walks end after three steps, they stand for
// the long ones.
func (w *walker) whole(x uint32, short *near) values {
	var all values
	copy(all[:], short[:])
	if w.far != nil {
		all[scoreRPR], all[scoreLO] = w.far.scores(w.source, x)
		return all
	}
	all[scoreRPR] = short[scoreRA] + short[scoreW3]
	all[scoreLO] = short[scoreW3] * w.root[w.source] * w.root[x]
	return all
}

// waysBeside returns the ways u–z–y–x of two that are linked which do not use their relation, z in the higher half of each,
// in ascending order. They are looked for from the end whose neighbours have fewer relations: a hub's have very many.
func (w *walker) waysBeside(u, x uint32) []uint64 {
	if w.volume == 0 {
		w.volume = w.volumeOf(u)
	}
	w.ways = w.ways[:0]
	if w.volumeOf(x) >= w.volume {
		return w.waysFrom(u, x)
	}
	for _, y := range w.v.Row(int(x)) {
		if y == u {
			continue
		}
		for _, z := range w.v.Row(int(y)) {
			if z != x && w.cells[z].linked {
				w.ways = append(w.ways, uint64(z)<<32|uint64(y))
			}
		}
	}
	slices.Sort(w.ways) // as they are found from u, so that sums of them are the same
	return w.ways
}

// waysFrom are the ways as they are found from u.
func (w *walker) waysFrom(u, x uint32) []uint64 {
	if w.beside == nil {
		w.beside = make([]bool, w.v.N())
	}
	for _, y := range w.v.Row(int(x)) {
		w.beside[y] = y != u
	}
	for _, z := range w.linked {
		if z == x {
			continue
		}
		for _, y := range w.v.Row(int(z)) {
			if w.beside[y] {
				w.ways = append(w.ways, uint64(z)<<32|uint64(y))
			}
		}
	}
	for _, y := range w.v.Row(int(x)) {
		w.beside[y] = false
	}
	return w.ways
}

// volumeOf returns how many relations the neighbours of a node have.
func (w *walker) volumeOf(u uint32) int {
	sum := 0
	for _, z := range w.v.Row(int(u)) {
		sum += w.v.Degree(int(z))
	}
	return sum
}
