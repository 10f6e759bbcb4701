package analysis

import (
	"cmp"
	"context"
	"math/bits"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
)

// Up to so many nodes all distances are kept, a byte each, while effects are computed; beyond, the searches are made
// again for each relation.
const rowsUpTo = 12_000

// sampleBytes is what the distances from a sample of nodes may take: so many nodes are looked from, 64 at least.
const sampleBytes = 256 << 20

// effects computes what each single new relation would change, from one state: components and pairs reached in closed
// form, bridges and articulation points from the forests of one depth-first search, distances from those of the ends: a
// new relation a–b changes d(s,t) to d(s,a) + 1 + d(b,t) where that is less (Parotsidis, Pitoura and Tsaparas 2015).
// All are equal to a recomputation of the whole; where distances are sampled, to one from the same sources, in which 254
// stands for whatever is farther.
type effects struct {
	*state
	before  Figures
	now     counts
	rows    *paths.Rows // from the sources, nil where too many
	sources []uint32
	source  []int32 // of a sample: the position of each node among the sources, or none
	ties    ties
}

func newEffects(ctx context.Context, s *state, o paths.Options) (*effects, error) {
	e := &effects{state: s, now: s.counts(), ties: newTies(s.view, s.cuts)}
	e.before = e.now.figures(s.view.N())
	e.sources = paths.Sources(s.view.N(), o)
	if !s.far.Exact {
		return e, e.sample(ctx)
	}
	if s.view.N() > rowsUpTo {
		return e, nil
	}
	rows, err := paths.NewRows(ctx, s.view, e.sources)
	if err != nil {
		return nil, err
	}
	if rows.Exact() {
		e.rows = rows
	}
	return e, nil
}

// sample keeps the distances from as many of the sources as there is room for.
func (e *effects) sample(ctx context.Context) (err error) {
	n := e.view.N()
	e.sources = e.sources[:min(len(e.sources), max(paths.Lanes, sampleBytes/n))]
	e.source = make([]int32, n)
	for u := range e.source {
		e.source[u] = none
	}
	for i, u := range e.sources {
		e.source[u] = int32(i)
	}
	if e.rows, err = paths.NewRows(ctx, e.view, e.sources); err == nil {
		e.now.far = e.rows.Distances()
	}
	return err
}

// ofAll returns what a relation between the two of each pair changes.
func (e *effects) ofAll(ctx context.Context, pairs [][2]uint32) ([]Figures, error) {
	out := make([]Figures, len(pairs))
	if e.far.Exact {
		return out, e.fill(ctx, out, func(i int) (from, to []int32) {
			return e.row(ctx, int(pairs[i][0])), e.row(ctx, int(pairs[i][1]))
		}, pairs)
	}
	for first := 0; first < len(pairs); first += endsAtOnce / 2 {
		some := pairs[first:min(len(pairs), first+endsAtOnce/2)]
		nodes := make([]uint32, 0, endsAtOnce)
		for _, p := range some {
			nodes = append(nodes, p[0], p[1])
		}
		rows, err := paths.NewRows(ctx, e.view, nodes)
		if err != nil {
			return nil, err
		}
		err = e.fill(ctx, out[first:], func(i int) (from, to []int32) { return widened(rows.Row(2 * i)), widened(rows.Row(2*i + 1)) }, some)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// endsAtOnce is how many ends of relations are searched from together.
const endsAtOnce = 2 * paths.Lanes

// fill computes the effect of each pair, given the distances from its ends to all nodes.
func (e *effects) fill(ctx context.Context, out []Figures, rows func(i int) (from, to []int32), pairs [][2]uint32) error {
	failed := make([]error, len(pairs))
	err := view.Share(ctx, len(pairs), func(_, i int) {
		from, to := rows(i)
		out[i], failed[i] = e.of(ctx, ends{int(pairs[i][0]), int(pairs[i][1]), from, to})
	})
	return cmp.Or(err, cmp.Or(failed...))
}

// ends are the two nodes of a relation that might be, with the distances from each to all nodes.
type ends struct {
	a, b     int
	from, to []int32
}

// of returns what a relation between two nodes of the view changes. It is safe for concurrent use.
func (e *effects) of(ctx context.Context, r ends) (Figures, error) {
	after, a, b := e.now, r.a, r.b
	sameComponent := e.parts.Of[a] == e.parts.Of[b]
	if sameComponent {
		bridges, points := e.ties.between(a, b)
		after.bridges -= bridges
		after.points -= points
	} else {
		after.components--
		after.reached += int64(e.parts.Sizes[e.parts.Of[a]]) * int64(e.parts.Sizes[e.parts.Of[b]])
		after.bridges++
		after.points += e.newPoint(a) + e.newPoint(b)
	}
	d, err := e.distances(ctx, r, sameComponent)
	if err != nil {
		return Figures{}, err
	}
	after.far = d
	return after.figures(e.view.N()).minus(e.now.figures(e.view.N())), nil
}

// newPoint tells whether a node becomes an articulation point when another component is tied to it.
func (e *effects) newPoint(u int) int {
	if e.view.Degree(u) > 0 && e.cuts.Parts[u] < 2 {
		return 1
	}
	return 0
}

// distances returns the distances with the relation.
func (e *effects) distances(ctx context.Context, r ends, sameComponent bool) (*paths.Distances, error) {
	far := e.now.far
	counts := append(make([]int64, 0, 2*len(far.Counts)+2), far.Counts...)
	var err error
	if sameComponent {
		counts, err = e.shortened(ctx, counts, r.from, r.to)
	} else {
		counts = e.joined(counts, r.from, r.to)
	}
	for len(counts) > 1 && counts[len(counts)-1] == 0 {
		counts = counts[:len(counts)-1]
	}
	d := *far
	d.Counts = counts
	if err == nil {
		err = ctx.Err()
	}
	return &d, err
}

// distance is a number of steps; none where a node is in another component.
const none = int32(-1)

// row returns the distances from a node to all nodes of the view.
func (e *effects) row(ctx context.Context, from int) []int32 {
	if e.rows != nil && e.far.Exact {
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

// joined adds the pairs between two components that the relation joins.
func (e *effects) joined(counts []int64, from, to []int32) []int64 {
	all := [2][]int64{histogram(from, nil), histogram(to, nil)}
	sources := all
	if !e.far.Exact {
		sources = [2][]int64{histogram(from, e.sources), histogram(to, e.sources)}
	}
	for side := range 2 {
		for i, x := range sources[side] {
			for j, y := range all[1-side] {
				counts = added(counts, i+1+j, x*y)
			}
		}
		if e.far.Exact {
			break // each pair once
		}
	}
	return counts
}

func histogram(row []int32, nodes []uint32) []int64 {
	var out []int64
	if nodes == nil {
		for _, d := range row {
			if d != none {
				out = added(out, int(d), 1)
			}
		}
		return out
	}
	for _, u := range nodes {
		if row[u] != none {
			out = added(out, int(row[u]), 1)
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
	if !e.far.Exact {
		for side, d := range [2][2][]int32{{from, to}, {to, from}} {
			var starts []uint32
			for _, u := range near[side] {
				if e.source[u] != none {
					starts = append(starts, u)
				}
			}
			if err := e.move(ctx, &m, starts, near[1-side], d); err != nil {
				return nil, err
			}
		}
		return m.counts, nil
	}
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
		row := e.rows.Row(e.sourceOf(s))
		near := d[0][s] + 1
		for _, t := range ends {
			if shorter := int(near + d[1][t]); shorter < int(row[t]) {
				m.move(int(row[t]), shorter, 1)
			}
		}
	}
	return nil
}

// sourceOf returns which source a node is.
func (e *effects) sourceOf(u uint32) int {
	if e.far.Exact {
		return int(u)
	}
	return int(e.source[u])
}

// ties answers how many bridges and articulation points lie between two nodes of one component, by climbing the forests
// of parts and of blocks that a depth-first search leaves: O(depth of the forest).
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
