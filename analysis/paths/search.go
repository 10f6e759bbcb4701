package paths

import "context"

// search is the scratch space of a breadth-first search from one source. Where a graph is deep, 64 searches at once have
// little in common, and one after the other is several times faster.
type search struct {
	layout
	mark  []uint32 // the search that met a node last
	count uint32
	order []uint32 // the nodes in the order in which they were met
	ends  []uint32 // the nodes within d steps are order[:ends[d]]
}

func newSearch(r layout) *search {
	return &search{layout: r, mark: make([]uint32, r.n()), order: make([]uint32, 0, r.n())}
}

// from fills order and ends; it stops early when the context ends.
func (s *search) from(ctx context.Context, source uint32) {
	s.count++
	s.mark[source] = s.count
	s.order, s.ends = append(s.order[:0], source), append(s.ends[:0], 1)
	next := steps
	for head, end := 0, 1; head < end; end = len(s.order) {
		for ; head < end; head++ {
			u := s.order[head]
			for _, w := range s.targets[s.offsets[u]:s.offsets[u+1]] {
				if s.mark[w] != s.count {
					s.mark[w] = s.count
					s.order = append(s.order, w)
				}
			}
			if head == next {
				if next += steps; ctx.Err() != nil {
					return
				}
			}
		}
		if len(s.order) > end {
			s.ends = append(s.ends, uint32(len(s.order)))
		}
	}
}

// levels calls visit with what the last search reached at each distance.
func (s *search) levels(level visit) {
	for distance := 1; distance < len(s.ends); distance++ {
		level(distance, s.order[s.ends[distance-1]:s.ends[distance]], nil)
	}
}

// steps is how many nodes a search handles between two looks at its context.
const steps = 1 << 13

// deep is the number of levels from which single searches are faster: 64 searches share a word only where their fronts
// overlap, and the deeper a graph, the less they do.
const deep = 24

// deep tells whether the last search went far, or met so little that it costs nothing.
func (s *search) deep() bool { return len(s.ends) > deep || len(s.order) < lanes }
