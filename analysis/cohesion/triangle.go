package cohesion

import (
	"context"

	"trama/analysis/internal/view"
)

// Oriented is a view with its nodes renumbered by descending degree, of equals the lowest first, and each pair kept once,
// in the row of the higher number: it points to the hub. No row is longer than √(2m). The slot of a pair numbers it from 0.
type Oriented struct {
	Offsets []uint32
	Targets []uint32
	Number  []uint32 // what each node of the view is called
	Node    []uint32 // the node of the view that each number was
}

// NewOriented returns the oriented view, in O(n+m).
func NewOriented(v *view.View) *Oriented {
	n, hubs := v.N(), v.HubsFirst()
	o := &Oriented{Node: hubs.Was, Number: hubs.Number, Offsets: make([]uint32, n+1), Targets: make([]uint32, 0, v.M())}
	for u := range n {
		row := hubs.Row(u)
		end := 0
		for end < len(row) && row[end] < uint32(u) {
			end++
		}
		o.Targets = append(o.Targets, row[:end]...)
		o.Offsets[u+1] = uint32(len(o.Targets))
	}
	return o
}

// Triangle is one triangle of an oriented view: its numbers, U > V > W, and the slots of its pairs.
type Triangle struct{ U, V, W, UV, UW, VW uint32 }

// Each calls found for every triangle, each once, on all cores: calls with the same worker follow each other, and those
// of different workers run at once. Degree order and a mark array (Schank and Wagner 2005,
// doi:10.1007/11427186_54): O(m^1.5). It fails only when the context ends.
func (o *Oriented) Each(ctx context.Context, found func(worker int, t Triangle)) error {
	n := len(o.Node)
	marks := make([][]uint32, view.Workers()) // one more than the slot of the pair from u
	return view.Share(ctx, (n+chunk-1)/chunk, func(worker, task int) {
		if marks[worker] == nil {
			marks[worker] = make([]uint32, n)
		}
		for u := task * chunk; u < min(n, (task+1)*chunk); u++ {
			if ctx.Err() != nil {
				return
			}
			o.at(uint32(u), marks[worker], func(t Triangle) { found(worker, t) })
		}
	})
}

func (o *Oriented) at(u uint32, mark []uint32, found func(Triangle)) {
	start, end := o.Offsets[u], o.Offsets[u+1]
	if end-start < 2 {
		return
	}
	for slot := start; slot < end; slot++ {
		mark[o.Targets[slot]] = slot + 1
	}
	for slot := start; slot < end; slot++ {
		v := o.Targets[slot]
		for far := o.Offsets[v]; far < o.Offsets[v+1]; far++ {
			w := o.Targets[far]
			if near := mark[w]; near != 0 {
				found(Triangle{U: u, V: v, W: w, UV: slot, UW: near - 1, VW: far})
			}
		}
	}
	for slot := start; slot < end; slot++ {
		mark[o.Targets[slot]] = 0
	}
}

// Triangles counts the triangles at each node of a view.
type Triangles struct {
	At    []int64
	Total int64

	v *view.View
}

// NewTriangles returns the number of triangles at each node. Direction and weights are ignored. O(m^1.5), see Oriented.
// It fails only when the context ends.
func NewTriangles(ctx context.Context, v *view.View) (*Triangles, error) {
	o := NewOriented(v)
	counts, err := o.count(ctx)
	if err != nil {
		return nil, err
	}
	t := &Triangles{At: make([]int64, v.N()), v: v}
	for u, number := range o.Number {
		for _, at := range counts {
			t.At[u] += at[number]
		}
		t.Total += t.At[u]
	}
	t.Total /= 3
	return t, nil
}

// count is Each for counting alone: one addition a triangle, without a call. It returns what each core has counted.
func (o *Oriented) count(ctx context.Context) ([][]int64, error) {
	n := len(o.Node)
	marks, counts := make([][]bool, view.Workers()), make([][]int64, view.Workers())
	for worker := range counts {
		marks[worker], counts[worker] = make([]bool, n), make([]int64, n)
	}
	err := view.Share(ctx, (n+chunk-1)/chunk, func(worker, task int) {
		for u := task * chunk; u < min(n, (task+1)*chunk); u++ {
			if ctx.Err() != nil {
				return
			}
			o.countAt(uint32(u), marks[worker], counts[worker])
		}
	})
	return counts, err
}

// chunk is how many nodes are given to a core at once.
const chunk = 256

func (o *Oriented) countAt(u uint32, mark []bool, counts []int64) {
	row := o.Targets[o.Offsets[u]:o.Offsets[u+1]]
	if len(row) < 2 {
		return
	}
	for _, v := range row {
		mark[v] = true
	}
	all := int64(0)
	for _, v := range row {
		closed := int64(0)
		for _, w := range o.Targets[o.Offsets[v]:o.Offsets[v+1]] {
			if mark[w] {
				counts[w]++
				closed++
			}
		}
		if closed > 0 { // most close none, and are not written to
			counts[v] += closed
			all += closed
		}
	}
	counts[u] += all
	for _, v := range row {
		mark[v] = false
	}
}

// Clustering returns the share of the pairs of u's neighbours that are pairs themselves, 0 where u has fewer than two
// (Watts and Strogatz 1998, doi:10.1038/30918).
func (t *Triangles) Clustering(u int) float64 {
	d := float64(t.v.Degree(u))
	if d < 2 {
		return 0
	}
	return 2 * float64(t.At[u]) / (d * (d - 1))
}

// Average returns the mean of Clustering over all nodes, 0 without nodes.
func (t *Triangles) Average() float64 {
	if len(t.At) == 0 {
		return 0
	}
	sum := 0.0
	for u := range t.At {
		sum += t.Clustering(u)
	}
	return sum / float64(len(t.At))
}

// Transitivity returns three times the triangles divided by the connected triples, 0 without triples.
func (t *Triangles) Transitivity() float64 {
	triples := int64(0)
	for u := range t.At {
		d := int64(t.v.Degree(u))
		triples += d * (d - 1) / 2
	}
	if triples == 0 {
		return 0
	}
	return 3 * float64(t.Total) / float64(triples)
}
