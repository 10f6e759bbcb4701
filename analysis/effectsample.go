package analysis

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
)

// sampleBytes is what the distances from a sample of nodes may take: so many nodes are looked from, 64 at least.
const sampleBytes = 256 << 20

// sample is what effects are computed from in a large network: the distances from some sources to all nodes, and room for
// those from the ends of the relations that are looked at, 128 at once. One walk over all nodes then tells the effects of
// all relations between these.
type sample struct {
	*room
	e *effects
}

// room is the room for these distances, most of what effects take: it can be used again for another state.
type room struct{ sources, ends *paths.Lines }

// endsAtOnce is how many ends of relations are searched from together.
const endsAtOnce = 2 * paths.Lanes

// newSample returns the sample from as many of the sources as there is room for, and the distances from these.
func newSample(ctx context.Context, e *effects, sources []uint32, r *room) (*sample, *paths.Distances, error) {
	n := e.view.N()
	sources = sources[:min(len(sources), max(paths.Lanes, sampleBytes/n))]
	if r == nil {
		r = &room{paths.NewLines(e.view, len(sources)), paths.NewLines(e.view, endsAtOnce)}
	}
	r.sources.Turn(e.view)
	r.ends.Turn(e.view)
	if err := r.sources.Fill(ctx, sources); err != nil {
		return nil, nil, err
	}
	far, err := r.sources.Distances(ctx)
	return &sample{r, e}, far, err
}

// ofAll returns what a relation between the two of each pair changes.
func (s *sample) ofAll(ctx context.Context, pairs [][2]uint32) ([]Figures, error) {
	out := make([]Figures, len(pairs))
	for left := byCommonEnd(pairs); len(left) > 0; {
		b := newBatch(s, pairs, left)
		left = left[len(b.links):]
		if err := b.look(ctx); err != nil {
			return nil, err
		}
		for i := range b.links {
			out[b.links[i].pair] = b.effect(i)
		}
	}
	return out, nil
}

// byCommonEnd returns the pairs, by their place, in an order in which those with an end in common mostly stand together.
func byCommonEnd(pairs [][2]uint32) []int {
	uses := map[uint32]int{}
	for _, p := range pairs {
		uses[p[0]]++
		uses[p[1]]++
	}
	common := func(p [2]uint32) uint32 {
		if uses[p[1]] > uses[p[0]] {
			return p[1]
		}
		return p[0]
	}
	order := make([]int, len(pairs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(common(pairs[x]), common(pairs[y])) })
	return order
}

// batch is the relations whose ends are searched from together.
type batch struct {
	*sample
	nodes []uint32 // the ends
	links []link
	found []found // of each link
}

// link is a relation that might be, and what is found about it.
type link struct {
	pair  int    // which of all
	a, b  uint32 // its ends
	lanes [2]int // of the ends among the nodes of the batch
	joins bool   // its ends are in two components
	near  [2][]start
}

// found is what looking at all nodes tells of a link, by distance: how many stand so far from each end, where it joins two
// components; else, first, how many pairs of a source and a node come to stand so far apart, less those that do no more.
type found [2][paths.Unreached + 1]int64

// start is a source that is nearer to one end of a relation than to the other by two steps or more, and how many steps it
// is from there to the other end by the relation.
type start struct{ source, steps int32 }

// newBatch returns the first of the relations that are left, as many as have few enough ends.
func newBatch(s *sample, pairs [][2]uint32, left []int) *batch {
	b, lanes := &batch{sample: s}, map[uint32]int{}
	for _, i := range left {
		fresh := 0
		for _, u := range pairs[i] {
			if _, there := lanes[u]; !there {
				fresh++
			}
		}
		if len(lanes)+fresh > endsAtOnce {
			break
		}
		l := link{pair: i, a: pairs[i][0], b: pairs[i][1]}
		for side, u := range pairs[i] {
			lane, there := lanes[u]
			if !there {
				lane = len(b.nodes)
				lanes[u], b.nodes = lane, append(b.nodes, u)
			}
			l.lanes[side] = lane
		}
		l.joins = s.e.parts.Of[l.a] != s.e.parts.Of[l.b]
		l.near = s.starts(&l)
		b.links = append(b.links, l)
	}
	return b
}

// starts returns the sources that a relation within a component brings nearer to something, by the end that they are near.
func (s *sample) starts(l *link) (near [2][]start) {
	from, to := s.sources.Of(int(l.a)), s.sources.Of(int(l.b))
	for source, x := range from {
		switch y := to[source]; {
		case l.joins:
		case int(y)-int(x) >= 2:
			near[0] = append(near[0], start{int32(source), int32(x) + 1})
		case int(x)-int(y) >= 2:
			near[1] = append(near[1], start{int32(source), int32(y) + 1})
		}
	}
	return near
}

// linesAtATime is how many nodes a core looks at at a time.
const linesAtATime = 1 << 14

// look finds the distances from all ends and what each relation makes of the distances from the sources.
func (b *batch) look(ctx context.Context) error {
	if err := b.ends.Fill(ctx, b.nodes); err != nil {
		return err
	}
	n, byWorker := b.e.view.N(), make([][]found, view.Workers())
	err := view.Share(ctx, (n+linesAtATime-1)/linesAtATime, func(worker, task int) {
		if byWorker[worker] == nil {
			byWorker[worker] = make([]found, len(b.links))
		}
		for i := task * linesAtATime; i < min(n, (task+1)*linesAtATime); i++ {
			b.node(i, byWorker[worker])
		}
	})
	b.found = make([]found, len(b.links))
	for _, part := range byWorker {
		for i := range part {
			b.found[i].add(&part[i])
		}
	}
	return err
}

// node adds what the i-th node tells of each link.
func (b *batch) node(i int, to []found) {
	ends, sources := b.ends.At(i), b.sources.At(i)
	for i := range b.links {
		l := &b.links[i]
		x, y := ends[l.lanes[0]], ends[l.lanes[1]]
		if l.joins {
			to[i][0][x]++
			to[i][1][y]++
			continue
		}
		near, far := l.near[1], x // from sources near b over the relation to a node near a
		if x > y {
			near, far = l.near[0], y
		}
		if len(near) == 0 || max(x, y)-min(x, y) < 2 {
			continue
		}
		for _, s := range near {
			now, shorter := int32(sources[s.source]), s.steps+int32(far)
			if shorter < now {
				to[i][0][now]--
				to[i][0][shorter]++
			}
		}
	}
}

func (f *found) add(other *found) {
	for side := range f {
		for d, n := range other[side] {
			f[side][d] += n
		}
	}
}

// effect returns what the i-th relation changes.
func (b *batch) effect(i int) Figures {
	l, found := &b.links[i], &b.found[i]
	counts := slices.Clone(b.e.now.far.Counts)
	if l.joins {
		var all, sources [2][]int64
		for side, u := range [2]uint32{l.a, l.b} {
			all[side], sources[side] = found[side][:paths.Unreached], reachedAt(b.sources.Of(int(u)))
		}
		counts = joined(joined(counts, sources[0], all[1]), sources[1], all[0])
	} else {
		for d, n := range found[0] {
			if n != 0 {
				counts = added(counts, d, n)
			}
		}
	}
	return b.e.with(int(l.a), int(l.b), counts)
}

// reachedAt returns how many of the distances are how long.
func reachedAt(distances []uint8) []int64 {
	counts := make([]int64, paths.Unreached+1)
	for _, d := range distances {
		counts[d]++
	}
	return counts[:paths.Unreached]
}
