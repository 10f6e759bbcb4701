package paths

import (
	"context"

	"trama/analysis/internal/view"
)

// lanes is how many searches a sweep runs at once: the bits of a word.
const lanes = 64

// arrangeFrom is the number of nodes from which a copy of the rows in an order of their own pays: below, all that a
// search touches is near anyway.
const arrangeFrom = 1 << 15

// layout is a view, its nodes numbered anew in breadth-first order where there are many of them.
type layout struct {
	offsets, targets []uint32
	number           []uint32 // of each node of the view; nil: its own
}

func arranged(v *view.View) layout {
	if v.N() < arrangeFrom {
		return plain(v)
	}
	a := v.BreadthFirst()
	return layout{offsets: a.Offsets, targets: a.Targets, number: a.Number}
}

// plain is the layout in which nodes keep their numbers.
func plain(v *view.View) layout { return layout{offsets: v.Offsets, targets: v.Targets} }

func (r layout) n() int { return len(r.offsets) - 1 }

func (r layout) degree(u uint32) int { return int(r.offsets[u+1] - r.offsets[u]) }

// named returns what the rows call some nodes of the view.
func (r layout) named(nodes []uint32) []uint32 {
	if r.number == nil {
		return nodes
	}
	out := make([]uint32, len(nodes))
	for i, u := range nodes {
		out[i] = r.number[u]
	}
	return out
}

// sweep is the scratch space of breadth-first searches from up to 64 sources at once. Bit i of a node's word belongs to
// source i.
type sweep struct {
	layout
	seen, front, next []uint64 // by node: who has met it, who stands on it, who steps onto it
	standing, stepped []uint32 // the nodes whose front or next is not empty
	met               []uint32 // all nodes met, to clean up behind the search
	volume            int      // slots in the rows of the nodes that stand
}

func newSweep(r layout) *sweep {
	n := r.n()
	return &sweep{layout: r, seen: make([]uint64, n), front: make([]uint64, n), next: make([]uint64, n)}
}

// from searches from the sources and calls level for each distance from 1 on, with the nodes reached at that distance
// and, by node, the sources that reach them then, nodes being called as the rows do. Both are to be read at once. It returns
// the longest distance, and stops early when the context ends.
//
// While few nodes stand at the front they push to their neighbours; when the front fills the graph the other nodes pull,
// which writes each word once and stops where all have been (Beamer, Asanović, Patterson 2012, doi:10.1109/SC.2012.50).
func (s *sweep) from(ctx context.Context, sources []uint32, level visit) (longest int) {
	s.standing, s.met = s.standing[:0], s.met[:0]
	s.volume = 0
	for i, u := range sources {
		s.front[u] |= 1 << i
		s.seen[u] |= 1 << i
		s.standing = append(s.standing, u)
		s.volume += s.degree(u)
	}
	s.met = append(s.met, s.standing...)
	all := uint64(1)<<len(sources) - 1
	for distance := 1; len(s.standing) > 0 && ctx.Err() == nil; distance++ {
		if s.volume > len(s.targets)/4 {
			s.pull(ctx, all)
		} else {
			s.push(ctx)
		}
		s.settle()
		if len(s.standing) > 0 {
			longest = distance
			level(distance, s.standing, s.front)
		}
	}
	for _, u := range s.standing {
		s.front[u] = 0
	}
	for _, u := range s.met {
		s.seen[u] = 0
	}
	return longest
}

// push lets the nodes at the front step to their neighbours.
func (s *sweep) push(ctx context.Context) {
	seen, next := s.seen, s.next
	for i, u := range s.standing {
		if i%4096 == 0 && ctx.Err() != nil {
			return
		}
		on := s.front[u]
		for _, w := range s.targets[s.offsets[u]:s.offsets[u+1]] {
			fresh := on &^ seen[w]
			if fresh == 0 {
				continue
			}
			if next[w] == 0 {
				s.stepped = append(s.stepped, w)
			}
			next[w] |= fresh
		}
	}
}

// pull lets the nodes that not all have met look who stands beside them.
func (s *sweep) pull(ctx context.Context, all uint64) {
	front := s.front
	for w := range s.n() {
		if w%4096 == 0 && ctx.Err() != nil {
			return
		}
		open := all &^ s.seen[w]
		if open == 0 {
			continue
		}
		beside := uint64(0)
		for _, u := range s.targets[s.offsets[w]:s.offsets[w+1]] {
			beside |= front[u]
			if beside&open == open {
				break
			}
		}
		if beside &= open; beside != 0 {
			s.next[w] = beside
			s.stepped = append(s.stepped, uint32(w))
		}
	}
}

// settle makes what was stepped onto the front.
func (s *sweep) settle() {
	for _, u := range s.standing {
		s.front[u] = 0
	}
	s.volume = 0
	for _, w := range s.stepped {
		if s.seen[w] == 0 {
			s.met = append(s.met, w)
		}
		s.seen[w] |= s.next[w]
		s.front[w], s.next[w] = s.next[w], 0
		s.volume += s.degree(w)
	}
	s.standing, s.stepped = s.stepped, s.standing[:0]
}
