package analysis

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
)

// Up to so many nodes all distances are kept, a byte each, while effects are computed; beyond, the searches are made
// again for each relation.
const rowsUpTo = 12_000

// effects computes what each single new relation would change, from one state: components and pairs reached in closed
// form, bridges and articulation points from the forests of one search, distances from those of the ends: a new relation
// a–b changes d(s,t) to d(s,a) + 1 + d(b,t) where that is less (Parotsidis, Pitoura and Tsaparas 2015). All are equal to a
// recomputation of the whole; where distances are sampled, to one from the same sources.
type effects struct {
	*state
	before  Figures
	now     counts
	sources []uint32    // the nodes from which distances are taken: all, or a sample
	rows    *paths.Rows // from all nodes, nil where too many
	room    int         // bytes that the distances from a sample may take at once

	sample *paths.Lines[uint8] // the distances from all sources of a sample, nil before they were found or where they do not fit
	ties   ties
}

func newEffects(ctx context.Context, s *state, o paths.Options) (*effects, error) {
	e := &effects{state: s, now: s.counts(), ties: newTies(s.view, s.cuts), sources: paths.Sources(s.view.N(), o), room: linesBytes}
	e.before = e.now.figures(s.view.N())
	if s.far.Exact && s.view.N() <= rowsUpTo {
		return e, e.keepRows(ctx)
	}
	return e, ctx.Err()
}

// keepRows keeps the distances between all nodes, where a byte holds them.
func (e *effects) keepRows(ctx context.Context) error {
	rows, err := paths.NewRows(ctx, e.view, e.sources)
	if err == nil && rows.Exact() {
		e.rows = rows
	}
	return err
}

// ofAll returns what a relation between the two of each pair changes.
func (e *effects) ofAll(ctx context.Context, pairs [][2]uint32) ([]Figures, error) {
	if !e.far.Exact || e.rows == nil && e.far.Diameter() >= deepFrom {
		return e.ofLines(ctx, pairs)
	}
	out, failed := make([]Figures, len(pairs)), make([]error, len(pairs))
	err := view.Share(ctx, len(pairs), func(_, i int) {
		out[i], failed[i] = e.of(ctx, int(pairs[i][0]), int(pairs[i][1]))
	})
	return out, cmp.Or(err, cmp.Or(failed...))
}

// ends are the two nodes of a relation that might be, with the distances from each to all nodes.
type ends struct {
	a, b     int
	from, to []int32
}

// of returns what a relation between two nodes of the view changes. It is safe for concurrent use.
func (e *effects) of(ctx context.Context, a, b int) (Figures, error) {
	counts, err := e.countsWith(ctx, ends{a, b, e.row(ctx, a), e.row(ctx, b)})
	return e.with(a, b, counts), err
}

// countsWith returns how many pairs stand how far apart with a relation, where distances are exact.
func (e *effects) countsWith(ctx context.Context, r ends) (counts []int64, err error) {
	counts = slices.Clone(e.now.far.Counts)
	if e.parts.Of[r.a] == e.parts.Of[r.b] {
		counts, err = e.shortened(ctx, counts, r.from, r.to)
	} else {
		counts = joined(counts, histogram(r.from), histogram(r.to))
	}
	return counts, cmp.Or(err, ctx.Err())
}

// with returns what a relation between two nodes changes, given how many pairs stand how far apart with it.
func (e *effects) with(a, b int, counts []int64) Figures {
	after, far := e.now, *e.now.far
	if e.parts.Of[a] == e.parts.Of[b] {
		bridges, points := e.ties.between(a, b)
		after.bridges -= bridges
		after.points -= points
	} else {
		after.components--
		after.reached += int64(e.parts.Sizes[e.parts.Of[a]]) * int64(e.parts.Sizes[e.parts.Of[b]])
		after.bridges++
		after.points += e.newPoint(a) + e.newPoint(b)
	}
	for len(counts) > 1 && counts[len(counts)-1] == 0 {
		counts = counts[:len(counts)-1]
	}
	far.Counts = counts
	after.far = &far
	return after.figures(e.view.N()).minus(e.before)
}

// newPoint tells whether a node becomes an articulation point when another component is tied to it.
func (e *effects) newPoint(u int) int {
	if e.view.Degree(u) > 0 && e.cuts.Parts[u] < 2 {
		return 1
	}
	return 0
}

// none is the distance of a node in another component.
const none = int32(-1)

// row returns the distances from a node to all nodes of the view.
func (e *effects) row(ctx context.Context, from int) []int32 {
	if e.rows != nil {
		return widened(e.rows.Row(from))
	}
	row := make([]int32, e.view.N())
	for u := range row {
		row[u] = none
	}
	row[from] = 0
	queue := append(make([]uint32, 0, 64), uint32(from))
	for i := 0; i < len(queue) && (i%4096 != 0 || ctx.Err() == nil); i++ {
		for _, w := range e.view.Row(int(queue[i])) {
			if row[w] == none {
				row[w] = row[queue[i]] + 1
				queue = append(queue, w)
			}
		}
	}
	return row
}

func widened(cells []uint8) []int32 {
	row := make([]int32, len(cells))
	for u, d := range cells {
		row[u] = int32(d)
		if d == paths.Unreached {
			row[u] = none
		}
	}
	return row
}

// joined adds the pairs between two components that the relation joins: those of a node in one and a node in the other,
// given how many stand how far from their end of it.
func joined(counts, from, to []int64) []int64 {
	for i, x := range from {
		if x == 0 {
			continue
		}
		for j, y := range to {
			if y != 0 {
				counts = added(counts, i+1+j, x*y)
			}
		}
	}
	return counts
}

// histogram returns how many nodes stand how far.
func histogram(row []int32) []int64 {
	var out []int64
	for _, d := range row {
		if d != none {
			out = added(out, int(d), 1)
		}
	}
	return out
}

func added(counts []int64, at int, n int64) []int64 {
	for len(counts) <= at {
		counts = append(counts, 0)
	}
	counts[at] += n
	return counts
}

// shortened moves the pairs that the relation brings nearer. Only pairs of a node that is nearer to a by two steps or
// more and one that is nearer to b by as much can be.
func (e *effects) shortened(ctx context.Context, counts []int64, from, to []int32) ([]int64, error) {
	near := [2][]uint32{}
	for u, d := range from {
		switch gap := to[u] - d; {
		case gap >= 2:
			near[0] = append(near[0], uint32(u))
		case gap <= -2:
			near[1] = append(near[1], uint32(u))
		}
	}
	m := mover{counts: counts}
	d := [2][]int32{from, to}
	if len(near[0]) > len(near[1]) {
		near[0], near[1], d = near[1], near[0], [2][]int32{to, from}
	}
	return m.counts, e.move(ctx, &m, near[0], near[1], d)
}

// mover moves pairs from one distance to a shorter one.
type mover struct{ counts []int64 }

func (m *mover) move(from, to, pairs int) {
	m.counts[from] -= int64(pairs)
	m.counts[to] += int64(pairs)
}

// move looks at all pairs from the starts to the ends; d holds the distances of the starts to their end of the relation,
// and of the ends to theirs.
func (e *effects) move(ctx context.Context, m *mover, starts, ends []uint32, d [2][]int32) error {
	if e.rows != nil {
		return e.moveByRows(ctx, m, starts, ends, d)
	}
	isEnd := make([]bool, e.view.N())
	for _, u := range ends {
		isEnd[u] = true
	}
	for first := 0; first < len(starts); first += paths.Lanes {
		some := starts[first:min(len(starts), first+paths.Lanes)]
		err := paths.Sweep(ctx, e.view, some, func(distance int, reached []uint32, found []uint64) {
			for _, t := range reached {
				if !isEnd[t] {
					continue
				}
				for on := found[t]; on != 0; on &= on - 1 {
					s := some[bits.TrailingZeros64(on)]
					if shorter := int(d[0][s] + 1 + d[1][t]); shorter < distance {
						m.move(distance, shorter, 1)
					}
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (e *effects) moveByRows(ctx context.Context, m *mover, starts, ends []uint32, d [2][]int32) error {
	for i, s := range starts {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row := e.rows.Row(int(s))
		near := d[0][s] + 1
		for _, t := range ends {
			if shorter := int(near + d[1][t]); shorter < int(row[t]) {
				m.move(int(row[t]), shorter, 1)
			}
		}
	}
	return nil
}

// ties answers how many bridges and articulation points lie between two nodes of one component, by climbing the forests
// of parts and of blocks that the search for cuts leaves: O(depth of the forest).
type ties struct {
	cuts   *structure.Cuts
	order  []uint32 // when the search met each node
	parent []uint32 // from which node
	part   []uint32 // highest node of the node's 2-edge-connected part
	bridge []uint32 // bridges above the node
	block  []uint32 // the block of the node and its parent
	top    []uint32 // highest node of each block
	depth  []uint32 // blocks above the node
}

func newTies(v *view.View, c *structure.Cuts) ties {
	n := v.N()
	t := ties{cuts: c, order: make([]uint32, n), part: make([]uint32, n), bridge: make([]uint32, n), parent: make([]uint32, n), block: c.BlockOf(), depth: make([]uint32, n)}
	twoEdge, count := c.TwoEdgeParts()
	highest := make([]uint32, count)
	for i := range highest {
		highest[i] = view.None
	}
	blocks := 0
	for i, u := range c.Order() {
		p := c.Parent(int(u))
		t.order[u], t.parent[u] = uint32(i), p
		if highest[twoEdge[u]] == view.None {
			highest[twoEdge[u]] = u
		}
		t.part[u] = highest[twoEdge[u]]
		if p == view.None {
			continue
		}
		t.bridge[u] = t.bridge[p]
		if twoEdge[u] != twoEdge[p] {
			t.bridge[u]++
		}
		if int(t.block[u]) == blocks {
			t.top = append(t.top, p)
			blocks++
		}
		t.depth[u] = t.depth[t.top[t.block[u]]] + 1
	}
	return t
}

// between returns how many bridges, and how many articulation points, a relation between a and b would do away with.
func (t ties) between(a, b int) (bridges, points int) {
	t.bridgesOn(uint32(a), uint32(b), func(_, _ uint32) { bridges++ })
	t.pointsOn(uint32(a), uint32(b), func(uint32) { points++ })
	return bridges, points
}

// path returns them: the bridges by their ends, and the articulation points, in the order of the climb.
func (t ties) path(a, b int) (bridges [][2]uint32, points []uint32) {
	t.bridgesOn(uint32(a), uint32(b), func(u, above uint32) { bridges = append(bridges, [2]uint32{u, above}) })
	t.pointsOn(uint32(a), uint32(b), func(u uint32) { points = append(points, u) })
	return bridges, points
}

// bridgesOn climbs from both nodes to where their 2-edge-connected parts meet.
func (t ties) bridgesOn(a, b uint32, met func(u, above uint32)) {
	for t.part[a] != t.part[b] {
		if t.bridge[a] < t.bridge[b] {
			a, b = b, a
		}
		below := t.part[a]
		a = t.parent[below]
		met(below, a)
	}
}

// pointsOn climbs from both nodes to where their blocks meet, and gives the cut nodes inside the path that have no block
// beside the two on it.
func (t ties) pointsOn(a, b uint32, met func(u uint32)) {
	x, y := a, b
	for x != y && t.block[x] != t.block[y] {
		if t.depth[x] < t.depth[y] {
			x, y = y, x
		}
		if x = t.top[t.block[x]]; x != y && x != a && x != b && t.cuts.Parts[x] == 2 {
			met(x)
		}
	}
}
