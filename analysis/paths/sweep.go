package paths

import (
	"context"

	"trama/analysis/internal/view"
)

// lanes is how many searches a sweep runs at once: the bits of a word.
const lanes = 64

// sweep is the scratch space of breadth-first searches from up to 64 sources at once. Bit i of a node's word belongs to
// source i.
type sweep struct {
	v                 *view.View
	seen, front, next []uint64 // by node: who has met it, who stands on it, who steps onto it
	standing, stepped []uint32 // the nodes whose front or next is not empty
	met               []uint32 // all nodes met, to clean up behind the search
	volume            int      // slots in the rows of the nodes that stand
}

func newSweep(v *view.View) *sweep {
	n := v.N()
	return &sweep{v: v, seen: make([]uint64, n), front: make([]uint64, n), next: make([]uint64, n)}
}

// from searches from the sources and calls level for each distance from 1 on, with the nodes reached at that distance
// and, by node, the sources that reach them then. Both are to be read at once. It stops early when the context ends.
//
// While few nodes stand at the front they push to their neighbours; when the front fills the graph the other nodes pull,
// which writes each word once and stops where all have been (Beamer, Asanović, Patterson 2012, doi:10.1109/SC.2012.50).
func (s *sweep) from(ctx context.Context, sources []uint32, level func(distance int, reached []uint32, found []uint64)) {
	s.standing, s.met = s.standing[:0], s.met[:0]
	s.volume = 0
	for i, u := range sources {
		s.front[u] |= 1 << i
		s.seen[u] |= 1 << i
		s.standing = append(s.standing, u)
		s.volume += s.v.Degree(int(u))
	}
	s.met = append(s.met, s.standing...)
	all := uint64(1)<<len(sources) - 1
	if len(sources) == lanes {
		all = ^uint64(0)
	}
	for distance := 1; len(s.standing) > 0 && ctx.Err() == nil; distance++ {
		if s.volume > len(s.v.Targets)/4 {
			s.pull(ctx, all)
		} else {
			s.push(ctx)
		}
		s.settle()
		if len(s.standing) > 0 {
			level(distance, s.standing, s.front)
		}
	}
	for _, u := range s.standing {
		s.front[u] = 0
	}
	for _, u := range s.met {
		s.seen[u] = 0
	}
}

// push lets the nodes at the front step to their neighbours.
func (s *sweep) push(ctx context.Context) {
	seen, next := s.seen, s.next
	for i, u := range s.standing {
		if i%4096 == 0 && ctx.Err() != nil {
			return
		}
		on := s.front[u]
		for _, w := range s.v.Row(int(u)) {
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
	for w := range s.v.N() {
		if w%4096 == 0 && ctx.Err() != nil {
			return
		}
		open := all &^ s.seen[w]
		if open == 0 {
			continue
		}
		beside := uint64(0)
		for _, u := range s.v.Row(w) {
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
		s.volume += s.v.Degree(int(w))
	}
	s.standing, s.stepped = s.stepped, s.standing[:0]
}
