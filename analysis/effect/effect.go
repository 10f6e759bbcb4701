// Package effect says what each relation that might be would change, before anybody makes it. Start with NewState, which reads
// a graph through a lens, and New: effect.go has relations in a network whose distances are all known, lines.go those in a larger
// one, deep.go in one with long ways, growth.go in one that grows relation by relation; ties.go what lies between two nodes.
package effect

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
)

// RowsUpTo is up to how many nodes all distances are kept, a byte each, while effects are computed; beyond, the searches
// are made again for each relation.
const RowsUpTo = 12_000

// Effects computes what each single new relation would change, from one state: components and pairs reached in closed
// form, bridges and articulation points from the forests of one search, distances from those of the ends: a new relation
// a–b changes d(s,t) to d(s,a) + 1 + d(b,t) where that is less (Parotsidis, Pitoura and Tsaparas 2015,
// doi:10.1137/1.9781611974010.67). All are equal to a recomputation of the whole; where distances are sampled, to one from
// the same sources. Direction and weights are ignored.
type Effects struct {
	*State
	Ties Ties
	// Rows are the distances from all nodes; nil where there are too many, or a byte does not hold the longest.
	Rows *paths.Rows
	// Room is how many bytes the distances from a sample may take at once.
	Room int

	now     counts
	before  Figures
	sources []uint32 // the nodes from which distances are taken: all, or a sample

	sample *paths.Lines[uint8] // the distances from all sources of a sample, nil before they were found or where they do not fit
}

// New returns the effects of relations in a state. It keeps n² bytes up to RowsUpTo nodes, where a byte holds the longest
// distance. O(n+m), and O(nm) up to there. It fails only when the context ends.
func New(ctx context.Context, s *State) (*Effects, error) {
	e := &Effects{State: s, now: s.counts(), Ties: newTies(s.View, s.Cuts), sources: paths.Sources(s.View.N(), s.distances), Room: linesBytes}
	e.before = e.now.figures(s.View.N())
	if s.Far.Exact && s.View.N() <= RowsUpTo && s.Far.Diameter() < paths.FarAway {
		var err error
		if e.Rows, err = paths.NewRows(ctx, e.View, e.sources); err != nil {
			return nil, err
		}
	}
	return e, ctx.Err()
}

// Of returns what a relation between the two nodes of each pair changes: figures with it less those without; needs are
// not counted. Up to RowsUpTo nodes a pair takes O(n) and as many steps as there are pairs of nodes near either end, at
// most n²/4; beyond, a search from all nodes, or from those of a sample. It fails only when the context ends.
func (e *Effects) Of(ctx context.Context, pairs [][2]uint32) ([]Figures, error) {
	if !e.Far.Exact || e.Rows == nil && e.Far.Diameter() >= deepFrom {
		return e.ofLines(ctx, pairs)
	}
	out, failed := make([]Figures, len(pairs)), make([]error, len(pairs))
	err := view.Share(ctx, len(pairs), func(_, i int) {
		out[i], failed[i] = e.one(ctx, int(pairs[i][0]), int(pairs[i][1]))
	})
	return out, cmp.Or(err, cmp.Or(failed...))
}

// ends are the two nodes of a relation that might be, with the distances from each to all nodes.
type ends struct {
	a, b     int
	from, to []int32
}

func (e *Effects) ends(ctx context.Context, a, b int) ends {
	return ends{a, b, e.row(ctx, a), e.row(ctx, b)}
}

// one returns what a relation between two nodes changes. It is safe for concurrent use.
func (e *Effects) one(ctx context.Context, a, b int) (Figures, error) {
	counts, err := e.countsWith(ctx, e.ends(ctx, a, b))
	return e.with(a, b, counts), err
}

// Distances returns how many pairs stand how far apart with a relation between two nodes, where distances are exact. It
// fails only when the context ends.
func (e *Effects) Distances(ctx context.Context, a, b int) (*paths.Distances, error) {
	counts, err := e.countsWith(ctx, e.ends(ctx, a, b))
	return paths.OfCounts(e.View.N(), counts), err
}

// countsWith returns how many pairs stand how far apart with a relation, where distances are exact.
func (e *Effects) countsWith(ctx context.Context, r ends) (counts []int64, err error) {
	counts = slices.Clone(e.now.far.Counts)
	if e.Parts.Of[r.a] == e.Parts.Of[r.b] {
		counts, err = e.shortened(ctx, counts, r.from, r.to)
	} else {
		counts = joined(counts, histogram(r.from), histogram(r.to))
	}
	return counts, cmp.Or(err, ctx.Err())
}

// with returns what a relation between two nodes changes, given how many pairs stand how far apart with it.
func (e *Effects) with(a, b int, counts []int64) Figures {
	after, far := e.now, *e.now.far
	if e.Parts.Of[a] == e.Parts.Of[b] {
		bridges, points := e.Ties.between(a, b)
		after.bridges -= bridges
		after.points -= points
	} else {
		after.components--
		after.reached += int64(e.Parts.Sizes[e.Parts.Of[a]]) * int64(e.Parts.Sizes[e.Parts.Of[b]])
		after.bridges++
		after.points += e.newPoint(a) + e.newPoint(b)
	}
	for len(counts) > 1 && counts[len(counts)-1] == 0 {
		counts = counts[:len(counts)-1]
	}
	far.Counts = counts
	after.far = &far
	return after.figures(e.View.N()).Minus(e.before)
}

// newPoint tells whether a node becomes an articulation point when another component is tied to it.
func (e *Effects) newPoint(u int) int {
	if e.View.Degree(u) > 0 && e.Cuts.Parts[u] < 2 {
		return 1
	}
	return 0
}

// none is the distance of a node in another component.
const none = int32(-1)

// row returns the distances from a node to all nodes of the view.
func (e *Effects) row(ctx context.Context, from int) []int32 {
	if e.Rows != nil {
		return widened(e.Rows.Row(from))
	}
	row := make([]int32, e.View.N())
	for u := range row {
		row[u] = none
	}
	row[from] = 0
	queue := append(make([]uint32, 0, 64), uint32(from))
	for i := 0; i < len(queue) && (i%4096 != 0 || ctx.Err() == nil); i++ {
		for _, w := range e.View.Row(int(queue[i])) {
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
func (e *Effects) shortened(ctx context.Context, counts []int64, from, to []int32) ([]int64, error) {
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

// mover moves one pair after the other from a distance to a shorter one.
type mover struct{ counts []int64 }

func (m *mover) move(from, to int) {
	m.counts[from]--
	m.counts[to]++
}

// move looks at all pairs from the starts to the ends; d holds the distances of the starts to their end of the relation,
// and of the ends to theirs.
func (e *Effects) move(ctx context.Context, m *mover, starts, ends []uint32, d [2][]int32) error {
	if e.Rows != nil {
		return e.moveByRows(ctx, m, starts, ends, d)
	}
	isEnd := make([]bool, e.View.N())
	for _, u := range ends {
		isEnd[u] = true
	}
	for first := 0; first < len(starts); first += paths.Lanes {
		some := starts[first:min(len(starts), first+paths.Lanes)]
		err := paths.Sweep(ctx, e.View, some, func(distance int, reached []uint32, found []uint64) {
			for _, t := range reached {
				if !isEnd[t] {
					continue
				}
				for on := found[t]; on != 0; on &= on - 1 {
					s := some[bits.TrailingZeros64(on)]
					if shorter := int(d[0][s] + 1 + d[1][t]); shorter < distance {
						m.move(distance, shorter)
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

func (e *Effects) moveByRows(ctx context.Context, m *mover, starts, ends []uint32, d [2][]int32) error {
	for i, s := range starts {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row := e.Rows.Row(int(s))
		near := d[0][s] + 1
		for _, t := range ends {
			if shorter := int(near + d[1][t]); shorter < int(row[t]) {
				m.move(int(row[t]), shorter)
			}
		}
	}
	return nil
}
