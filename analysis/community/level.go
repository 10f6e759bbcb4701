package community

import (
	"context"

	"trama/analysis/internal/view"
)

// level is a graph of the hierarchy: nodes are parts of the level below, weights count pairs between them, and strength
// is the sum of the degrees inside.
type level struct {
	offsets, targets []uint32
	weights          []uint32 // nil: all 1
	strength         []uint32
}

func (g *level) n() int { return len(g.strength) }

func (g *level) weight(slot uint32) uint32 {
	if g.weights == nil {
		return 1
	}
	return g.weights[slot]
}

// aggregate returns the level whose nodes are the parts. Each core writes the rows of some parts where there is room for
// the rows of all their members; then they are moved together.
func (l *leiden) aggregate(ctx context.Context, g *level, part []uint32, parts int) *level {
	members, start := grouped(identity(g.n()), part, parts)
	above := &level{offsets: make([]uint32, parts+1), strength: make([]uint32, parts)}
	for u, p := range part {
		above.strength[p] += g.strength[u]
		above.offsets[p+1] += g.offsets[u+1] - g.offsets[u]
	}
	for p := range parts {
		above.offsets[p+1] += above.offsets[p]
	}
	room := append([]uint32(nil), above.offsets...)
	above.targets, above.weights = make([]uint32, room[parts]), make([]uint32, room[parts])
	chunks := chunksOf(room)
	view.Share(ctx, len(chunks)-1, func(worker, task int) {
		s, from, to := l.core(worker), start[chunks[task]], start[chunks[task+1]]
		for p := chunks[task]; p < chunks[task+1]; p++ {
			s.met = s.met[:0]
			for i := start[p]; i < start[p+1]; i++ {
				if (i-from)%parcel == 0 {
					g.fetch(part, members[i:min(i+parcel, to)])
				}
				s.gather(g, part, members[i])
			}
			s.forget()
			at := room[p]
			for _, m := range s.met {
				if m.part != p {
					above.targets[at], above.weights[at] = m.part, m.weight
					at++
				}
			}
			above.offsets[p+1] = at
		}
	})
	above.close(room)
	return above
}

// close moves the rows, which start where there was room and end at the offset after theirs, to follow each other.
func (g *level) close(room []uint32) {
	end := uint32(0)
	for p := range g.n() {
		from, to := room[p], g.offsets[p+1]
		copy(g.targets[end:], g.targets[from:to])
		copy(g.weights[end:], g.weights[from:to])
		end += to - from
		g.offsets[p+1] = end
	}
	g.targets, g.weights = g.targets[:end], g.weights[:end]
}

// chunkOf is how much, in nodes or slots, is given to a core at once.
const chunkOf = 1 << 14

// chunksOf cuts groups, whose bounds are given, into runs of about equal size: the first group of each run, and the
// number of groups at the end.
func chunksOf(bounds []uint32) []uint32 {
	chunks, since := []uint32{0}, uint32(0)
	groups := uint32(len(bounds) - 1)
	for p := uint32(1); p < groups; p++ {
		if bounds[p]-since >= chunkOf {
			chunks, since = append(chunks, p), bounds[p]
		}
	}
	return append(chunks, groups)
}

// grouped returns nodes sorted by part, each part in the order given, and where each part starts.
func grouped(nodes, part []uint32, parts int) (members, start []uint32) {
	start = make([]uint32, parts+2)
	for _, u := range nodes {
		start[part[u]+2]++
	}
	for p := range parts {
		start[p+2] += start[p+1]
	}
	members = make([]uint32, len(nodes))
	for _, u := range nodes {
		next := &start[part[u]+1]
		members[*next] = u
		*next++
	}
	return members, start[:parts+1]
}

// share is the weight from a node toward a community or part.
type share struct{ part, weight uint32 }

// scratch is what one core needs to sum weights by part.
type scratch struct {
	met   []share  // in the order in which they were met
	place []uint32 // by part: one more than its place in met; 0 elsewhere
}

// fetch reads what shares will need of some nodes and returns what is worth nothing: all of it is on its way from memory
// at once then, where each node would wait for its own.
//
//go:noinline
func (g *level) fetch(part, nodes []uint32) (sum uint32) {
	for _, u := range nodes {
		if at := g.offsets[u]; at < g.offsets[u+1] {
			sum ^= g.targets[at] ^ g.weight(at) ^ g.strength[u]
		}
	}
	for _, u := range nodes {
		for _, w := range g.targets[g.offsets[u]:g.offsets[u+1]] {
			sum ^= part[w]
		}
	}
	return sum
}

// short is the length of a row up to which the parts met are looked through rather than found by place: they lie
// together, and the places of parts lie all over the memory.
const short = 16

// shares returns the weights from a node toward the parts of its neighbours. They stand until the next call.
func (s *scratch) shares(g *level, part []uint32, u uint32) []share {
	s.met = s.met[:0]
	if g.offsets[u+1]-g.offsets[u] > short {
		s.gather(g, part, u)
		s.forget()
		return s.met
	}
next:
	for slot := g.offsets[u]; slot < g.offsets[u+1]; slot++ {
		p := part[g.targets[slot]]
		for i := range s.met {
			if s.met[i].part == p {
				s.met[i].weight += g.weight(slot)
				continue next
			}
		}
		s.met = append(s.met, share{p, g.weight(slot)})
	}
	return s.met
}

// gather adds the weights from a node toward the parts of its neighbours.
func (s *scratch) gather(g *level, part []uint32, u uint32) {
	for slot := g.offsets[u]; slot < g.offsets[u+1]; slot++ {
		s.meet(part[g.targets[slot]], g.weight(slot))
	}
}

func (s *scratch) meet(p, weight uint32) {
	if at := s.place[p]; at > 0 {
		s.met[at-1].weight += weight
		return
	}
	s.met = append(s.met, share{p, weight})
	s.place[p] = uint32(len(s.met))
}

func (s *scratch) forget() {
	for _, m := range s.met {
		s.place[m.part] = 0
	}
}
