package effect

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
)

// linesBytes is about what the distances from the sources of a sample may take at once. Where all of them take more the
// ends of relations are searched from again for each part of the sources.
const linesBytes = 1 << 30

// endsAtOnce is how many ends of relations are searched from together.
const endsAtOnce = 2 * paths.Lanes

// sourcesAtOnce is from how many nodes distances are kept at once where they are exact.
const sourcesAtOnce = 4_096

// ofLines returns what a relation between the two of each pair changes, by the distances from all sources, which in a
// large network are a sample: one walk over all nodes tells the effects of all relations between 128 ends. It takes bytes
// for distances, and wider cells only where these are too small.
func (e *Effects) ofLines(ctx context.Context, pairs [][2]uint32) (out []Figures, err error) {
	var fits bool
	if fit[uint8](e.Far) {
		out, fits, err = weighed[uint8](ctx, e, pairs)
	}
	if err == nil && !fits && fit[uint16](e.Far) {
		out, fits, err = weighed[uint16](ctx, e, pairs)
	}
	if err == nil && !fits {
		out, _, err = weighed[uint32](ctx, e, pairs)
	}
	return out, err
}

// fit tells whether cells hold the distances from the sources; those from the ends of relations may be longer.
func fit[C paths.Cell](far *paths.Distances) bool {
	return uint64(far.Diameter()) < uint64(paths.Unmet[C]())
}

// weighing is the state of weighing relations by a sample.
type weighing[C paths.Cell] struct {
	e       *Effects
	sources *paths.Lines[C] // from a part of the sample
	ends    *paths.Lines[C] // from the ends of a batch
	ways    *ways           // from the sources at hand; nil where the network is not deep
}

func weighed[C paths.Cell](ctx context.Context, e *Effects, pairs [][2]uint32) (out []Figures, fits bool, err error) {
	if len(pairs) == 0 {
		return nil, true, ctx.Err()
	}
	atOnce := max(1, e.Room/binary.Size(C(0))/e.View.N()/paths.Lanes) * paths.Lanes
	if e.Far.Exact {
		atOnce = min(atOnce, sourcesAtOnce)
	}
	w := weighing[C]{e: e, sources: paths.NewLines[C](e.View, min(atOnce, len(e.sources))), ends: paths.NewLines[C](e.View, endsAtOnce)}
	batches := newBatches(e, pairs)
	for first := 0; first < len(e.sources); first += atOnce {
		some := e.sources[first:min(len(e.sources), first+atOnce)]
		if fits, err = w.sources.Fill(ctx, some); err != nil || !fits {
			return nil, fits, err
		}
		if w.ways, err = newWays(ctx, e.View, w.sources, e.Room); err != nil {
			return nil, true, err
		}
		for i := range batches {
			if fits, err = w.look(ctx, &batches[i], first == 0); err != nil || !fits {
				return nil, fits, err
			}
		}
	}
	if small, is := any(w.sources).(*paths.Lines[uint8]); is && !e.Far.Exact && atOnce >= len(e.sources) {
		e.sample = small
	}
	out = make([]Figures, len(pairs))
	for _, b := range batches {
		for i := range b.links {
			out[b.links[i].pair] = e.effect(&b.links[i])
		}
	}
	return out, true, nil
}

// batch is the relations whose ends are searched from together.
type batch struct {
	nodes []uint32 // the ends
	links []link
}

// link is a relation that might be, and what is found about it.
type link struct {
	pair  int    // which of all
	a, b  uint32 // its ends
	lanes [2]int // of the ends among the nodes of the batch
	joins bool   // its ends are in two components
	near  [2][]start

	moved   []int64    // by distance, how many pairs of a source and a node come to stand so far apart, less those that do no more
	around  [2][]int64 // where it joins two components: by distance, how many nodes stand so far from each end
	sources [2][]int64 // and how many sources
}

// start is a source that is nearer to one end of a relation than to the other by two steps or more, and how many steps it
// is from there to the other end by the relation.
type start struct{ source, steps int32 }

// newBatches parts the relations into batches of few enough ends, those with an end in common mostly together.
func newBatches(e *Effects, pairs [][2]uint32) []batch {
	var all []batch
	lanes := map[uint32]int{}
	for _, i := range byCommonEnd(pairs) {
		fresh := 0
		for _, u := range pairs[i] {
			if _, there := lanes[u]; !there {
				fresh++
			}
		}
		if len(all) == 0 || len(lanes)+fresh > endsAtOnce {
			all = append(all, batch{})
			clear(lanes)
		}
		b := &all[len(all)-1]
		l := e.link(i, pairs[i])
		for side, u := range pairs[i] {
			lane, there := lanes[u]
			if !there {
				lane = len(b.nodes)
				lanes[u], b.nodes = lane, append(b.nodes, u)
			}
			l.lanes[side] = lane
		}
		b.links = append(b.links, l)
	}
	return all
}

func (e *Effects) link(i int, pair [2]uint32) link {
	return link{pair: i, a: pair[0], b: pair[1], joins: e.Parts.Of[pair[0]] != e.Parts.Of[pair[1]]}
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

// linesAtATime is how many nodes a core looks at at a time.
const linesAtATime = 1 << 12

// look finds the distances from all ends of a batch and what each relation makes of those from the sources at hand; what
// does not depend on the sources is counted the first time.
func (w *weighing[C]) look(ctx context.Context, b *batch, first bool) (fits bool, err error) {
	if fits, err = w.ends.Fill(ctx, b.nodes); err != nil || !fits {
		return fits, err
	}
	if w.ways != nil {
		return true, w.countDeep(ctx, b.links, first)
	}
	return true, w.count(ctx, b.links, first)
}

// count is look once the distances from the ends are known.
func (w *weighing[C]) count(ctx context.Context, links []link, first bool) error {
	for i := range links {
		w.begin(&links[i])
	}
	n, byWorker := w.e.View.N(), make([][]link, view.Workers())
	err := view.Share(ctx, (n+linesAtATime-1)/linesAtATime, func(worker, task int) {
		if byWorker[worker] == nil {
			byWorker[worker] = w.counting(links, first)
		}
		for i := task * linesAtATime; i < min(n, (task+1)*linesAtATime); i++ {
			if i%64 == 0 && ctx.Err() != nil { // in a deep network all sources are near to all relations
				return
			}
			w.node(i, byWorker[worker], first)
		}
	})
	for _, counted := range byWorker {
		for i := range counted {
			links[i].add(&counted[i])
		}
	}
	return err
}

// begin finds the sources that a relation within a component brings nearer to something, by the end that they are near, or
// counts those around the ends of one between two.
func (w *weighing[C]) begin(l *link) {
	from, to := w.sources.Of(int(l.a)), w.sources.Of(int(l.b))
	l.near = [2][]start{}
	for source, x := range from {
		y := to[source]
		switch {
		case l.joins:
			if x != paths.Unmet[C]() {
				l.sources[0] = added(l.sources[0], int(x), 1)
			} else if y != paths.Unmet[C]() {
				l.sources[1] = added(l.sources[1], int(y), 1)
			}
		case int64(y)-int64(x) >= 2:
			l.near[0] = append(l.near[0], start{int32(source), int32(x) + 1})
		case int64(x)-int64(y) >= 2:
			l.near[1] = append(l.near[1], start{int32(source), int32(y) + 1})
		}
	}
}

// counting returns the links with room to count in.
func (w *weighing[C]) counting(links []link, first bool) []link {
	links = slices.Clone(links)
	for i := range links {
		l := &links[i]
		l.moved, l.around, l.sources = nil, [2][]int64{}, [2][]int64{}
		if l.joins && first {
			l.around = [2][]int64{make([]int64, w.ends.Longest()+1), make([]int64, w.ends.Longest()+1)}
		} else if !l.joins {
			l.moved = make([]int64, w.sources.Longest()+1)
		}
	}
	return links
}

// node adds what the i-th node tells of each link.
func (w *weighing[C]) node(i int, links []link, first bool) {
	ends, sources := w.ends.At(i), w.sources.At(i)
	for k := range links {
		l := &links[k]
		x, y := ends[l.lanes[0]], ends[l.lanes[1]]
		if l.joins {
			if first && x != y { // not in a third component; no node is in both
				if x < y {
					l.around[0][x]++
				} else {
					l.around[1][y]++
				}
			}
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
			if now, shorter := int64(sources[s.source]), int64(s.steps)+int64(far); shorter < now {
				l.moved[now]--
				l.moved[shorter]++
			}
		}
	}
}

func (l *link) add(other *link) {
	for d, n := range other.moved {
		l.moved = added(l.moved, d, n)
	}
	for side := range other.around {
		for d, n := range other.around[side] {
			l.around[side] = added(l.around[side], d, n)
		}
	}
}

// effect returns what a relation changes.
func (e *Effects) effect(l *link) Figures {
	change := slices.Clone(l.moved)
	if l.joins {
		change = joined(joined(change, l.sources[0], l.around[1]), l.sources[1], l.around[0])
	}
	counts := slices.Clone(e.now.far.Counts)
	for d, n := range change {
		if e.Far.Exact {
			n /= 2 // each pair was met from both ends
		}
		if n != 0 {
			counts = added(counts, d, n)
		}
	}
	return e.with(int(l.a), int(l.b), counts)
}
