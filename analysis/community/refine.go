package community

import (
	"context"
	"slices"

	"trama/analysis/internal/view"
)

// refinement merges nodes within each community, singles only, into parts that are well connected to the rest of it.
type refinement struct {
	*leiden
	level     *level
	community []uint32

	part    []uint32
	inside  []int64 // by part: the strengths in it
	outside []int64 // by part: the weight from it to the rest of its community
	single  []bool  // by part: of one node
}

// refine returns the part of each node, numbered from 0, and how many there are. Communities have nothing to do with
// each other here, so that the cores share them; within each, nodes come in random order.
func (l *leiden) refine(ctx context.Context, g *level, community []uint32) (part []uint32, parts int) {
	n := g.n()
	r := &refinement{
		leiden: l, level: g, community: community,
		part: identity(n), inside: make([]int64, n), outside: make([]int64, n), single: make([]bool, n),
	}
	members, start := grouped(l.order(n), community, n)
	chunks := chunksOf(start)
	view.Share(ctx, len(chunks)-1, func(worker, task int) {
		nodes := members[start[chunks[task]]:start[chunks[task+1]]]
		for some := range slices.Chunk(nodes, parcel) {
			g.fetch(community, some)
			for _, u := range some {
				r.begin(u)
			}
		}
		for i, u := range nodes {
			if i%steps == 0 && ctx.Err() != nil {
				return
			}
			if i%parcel == 0 {
				g.fetch(r.community, nodes[i:min(i+parcel, len(nodes))])
			}
			r.merge(l.core(worker), u)
		}
	})
	return renumbered(r.part, n)
}

// begin makes a part of a node alone.
func (r *refinement) begin(u uint32) {
	g, own := r.level, r.community[u]
	r.inside[u], r.single[u] = int64(g.strength[u]), true
	for slot := g.offsets[u]; slot < g.offsets[u+1]; slot++ {
		if r.community[g.targets[slot]] == own {
			r.outside[u] += int64(g.weight(slot))
		}
	}
}

// merge lets a node that is alone go to the part that gains most.
func (r *refinement) merge(s *scratch, u uint32) {
	if !r.single[u] || r.outside[u] == 0 || !r.wellConnected(u) {
		return
	}
	best, toward, most := u, uint32(0), int64(0)
	for _, m := range r.shares(s, u) {
		if gain := r.gain(m.weight, int64(r.level.strength[u]), r.inside[m.part]); gain > most && r.wellConnected(m.part) {
			best, toward, most = m.part, m.weight, gain
		}
	}
	if best != u {
		r.outside[best] += r.outside[u] - 2*int64(toward)
		r.inside[best] += int64(r.level.strength[u])
		r.part[u], r.single[u], r.single[best] = best, false, false
	}
}

// wellConnected tells whether a part has as much weight to the rest of its community as chance would give it. A part
// has the number of one of its nodes.
func (r *refinement) wellConnected(p uint32) bool {
	return r.outside[p]*r.total >= r.inside[p]*(int64(r.sum[r.community[p]])-r.inside[p])
}

// shares returns the weights from a node toward the parts of its own community.
func (r *refinement) shares(s *scratch, u uint32) []share {
	s.met = s.met[:0]
	g, own := r.level, r.community[u]
	for slot := g.offsets[u]; slot < g.offsets[u+1]; slot++ {
		if w := g.targets[slot]; r.community[w] == own {
			s.meet(r.part[w], g.weight(slot))
		}
	}
	s.forget()
	return s.met
}
