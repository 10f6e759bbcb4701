package paths

import (
	"context"

	"trama/analysis/internal/view"
)

// From returns the distances from the i-th source to all nodes, in the order of At.
func (l *Lines[C]) From(i int) []C {
	out := make([]C, l.rows.n())
	for u := range out {
		out[u] = l.At(u)[i]
	}
	return out
}

// NewPair is a pair that a view has not yet, with the distances from its ends to all nodes, in the order of At.
type NewPair[C Cell] struct {
	A, B         uint32
	FromA, FromB []C
}

// linesAtATime is how many nodes a core handles at a time.
const linesAtATime = 1 << 14

// Add brings the distances to what they are with a new pair: d(s,t) becomes d(s,a) + 1 + d(b,t) where that is less. It
// returns by how many each distance is met more, or less, than before, and whether a cell holds all; where it does not they
// are not to be used. O(n) and what gets nearer; it fails only when the context ends.
func (l *Lines[C]) Add(ctx context.Context, p NewPair[C]) (change []int64, fits bool, err error) {
	near := l.startsOf(p)
	n, byWorker := l.rows.n(), make([]mover[C], view.Workers())
	err = view.Share(ctx, (n+linesAtATime-1)/linesAtATime, func(worker, task int) {
		m := &byWorker[worker]
		for i := task * linesAtATime; i < min(n, (task+1)*linesAtATime); i++ {
			switch x, y := p.FromA[i], p.FromB[i]; {
			case x < y && y-x >= 2:
				m.move(l.At(i), near[1], uint64(x))
			case y < x && x-y >= 2:
				m.move(l.At(i), near[0], uint64(y))
			}
		}
	})
	fits = true
	for _, m := range byWorker {
		for d, count := range m.change {
			change = lengthened(change, d+1)
			change[d] += count
		}
		l.longest = max(l.longest, len(m.change)-1)
		fits = fits && !m.beyond
	}
	return change, fits, err
}

// start is a source on one side of a new pair, and how many steps it is from it to the other end.
type start struct {
	source int
	steps  uint64
}

// startsOf returns the sources that are nearer to one end of a pair than to the other by two steps or more, those near the
// first end first.
func (l *Lines[C]) startsOf(p NewPair[C]) (near [2][]start) {
	from, to := l.Of(int(p.A)), l.Of(int(p.B))
	for source, x := range from {
		switch y := to[source]; {
		case x < y && y-x >= 2:
			near[0] = append(near[0], start{source, uint64(x) + 1})
		case y < x && x-y >= 2:
			near[1] = append(near[1], start{source, uint64(y) + 1})
		}
	}
	return near
}

// mover makes distances shorter and counts what it does, by distance.
type mover[C Cell] struct {
	change []int64
	beyond bool // whether a distance was longer than a cell holds
}

// move lets the starts go over the new pair to a node that is so far from its other end.
func (m *mover[C]) move(line []C, starts []start, far uint64) {
	for _, s := range starts {
		now, shorter := line[s.source], s.steps+far
		if shorter >= uint64(now) {
			m.beyond = m.beyond || now == Unmet[C]()
			continue
		}
		line[s.source] = C(shorter)
		m.change = lengthened(m.change, int(shorter)+1)
		m.change[shorter]++
		if now != Unmet[C]() {
			m.change = lengthened(m.change, int(now)+1)
			m.change[now]--
		}
	}
}
