package predict

import (
	"math"

	"trama/analysis/internal/view"
)

// The scores of a pair. RA and W3 are walks of two and three steps, each divided by the degrees that it passes; the
// others are what the literature makes of common neighbours and paths of three.
const (
	scoreRA    = iota // resource allocation, Σ 1/k over common neighbours (Zhou, Lü and Zhang 2009, doi:10.1140/epjb/e2009-00335-8)
	scoreW3           // Σ 1/(k·k') over paths of three; RA + W3 is the superposed random walk SRW3 (Liu and Lü 2010, doi:10.1209/0295-5075/89/58007)
	scoreL3           // Σ 1/√(k·k') over paths of three (Kovács et al. 2019, doi:10.1038/s41467-019-09177-y)
	scoreCN           // common neighbours
	scoreAA           // Adamic–Adar, Σ 1/ln k over common neighbours
	scoreP3           // paths of three
	scoreRPR          // rooted PageRank, both ways summed: 20 steps, damping .85
	walkScores        // what a walker computes; the others follow from these
)

// deepUpTo is up to how many nodes times pairs rooted PageRank is walked to the end; beyond, it is RA + W3.
const deepUpTo = 100_000_000

const (
	damping  = .85
	rprSteps = 20
)

// walker computes the scores between one node and all others. It is scratch space of one goroutine.
type walker struct {
	v                     *view.View
	score                 [walkScores][]float64 // by node, 0 where not met
	met                   []uint32
	isMet                 []bool
	second                [4][]float64 // what the walk of two steps carries on: by 1/k, 1/√k, 1, and whether it stands in list
	list                  []uint32
	now, then             []float64
	deep                  bool
	inverse, root, adamic []float64 // 1/k, 1/√k, 1/ln k
}

func newWalker(v *view.View) *walker {
	n := v.N()
	w := &walker{v: v, isMet: make([]bool, n), deep: n*v.M() <= deepUpTo}
	for i := range w.score {
		w.score[i] = make([]float64, n)
	}
	for i := range w.second {
		w.second[i] = make([]float64, n)
	}
	w.now, w.then = make([]float64, n), make([]float64, n)
	w.inverse, w.root, w.adamic = make([]float64, n), make([]float64, n), make([]float64, n)
	for u := range n {
		if k := float64(v.Degree(u)); k > 0 {
			w.inverse[u], w.root[u] = 1/k, 1/math.Sqrt(k)
			if k > 1 {
				w.adamic[u] = 1 / math.Log(k)
			}
		}
	}
	return w
}

// from computes the scores between u and all nodes; they stand in score until the next call.
func (w *walker) from(u uint32) {
	w.clear()
	w.two(u)
	w.three(u)
	if w.deep {
		w.rooted(u)
		return
	}
	for _, x := range w.met {
		w.score[scoreRPR][x] = w.score[scoreRA][x] + w.score[scoreW3][x]
	}
}

func (w *walker) clear() {
	for _, x := range w.met {
		for i := range w.score {
			w.score[i][x] = 0
		}
		w.isMet[x] = false
	}
	w.met = w.met[:0]
}

func (w *walker) meet(x uint32) {
	if !w.isMet[x] {
		w.isMet[x] = true
		w.met = append(w.met, x)
	}
}

func (w *walker) two(u uint32) {
	for _, z := range w.v.Row(int(u)) {
		for _, x := range w.v.Row(int(z)) {
			w.meet(x)
			w.score[scoreCN][x]++
			w.score[scoreRA][x] += w.inverse[z]
			w.score[scoreAA][x] += w.adamic[z]
			w.second[1][x] += w.root[z]
		}
	}
}

// three walks on from where two steps lead, the start left out: what comes back through it has been at a neighbour only.
func (w *walker) three(u uint32) {
	w.list = append(w.list[:0], w.met...)
	for _, x := range w.list {
		w.second[0][x], w.second[2][x] = w.score[scoreRA][x], w.score[scoreCN][x]
	}
	for _, x := range w.list {
		a, b, c := w.second[0][x]*w.inverse[x], w.second[1][x]*w.root[x], w.second[2][x]
		w.second[0][x], w.second[1][x], w.second[2][x] = 0, 0, 0
		if x == u {
			continue
		}
		for _, y := range w.v.Row(int(x)) {
			w.meet(y)
			w.score[scoreW3][y] += a
			w.score[scoreL3][y] += b
			w.score[scoreP3][y] += c
		}
	}
}

// rooted sums walks of up to 20 steps: (P^t)_xy = W_t/k_x, so that both ways together are W_t (1/k_x + 1/k_y).
func (w *walker) rooted(u uint32) {
	k := float64(w.v.Degree(int(u)))
	if k == 0 {
		return
	}
	sum := w.score[scoreRPR]
	clear(w.now)
	w.now[u] = k
	weight := 1 - damping
	for range rprSteps {
		weight *= damping
		clear(w.then)
		for x, on := range w.now {
			if on == 0 {
				continue
			}
			on *= w.inverse[x]
			for _, y := range w.v.Row(x) {
				w.then[y] += on
			}
		}
		w.now, w.then = w.then, w.now
		for x, on := range w.now {
			if on != 0 {
				w.meet(uint32(x))
				sum[x] += weight * on
			}
		}
	}
	for _, x := range w.met {
		sum[x] *= 1/k + w.inverse[x]
	}
}
