package community

import "context"

// place lets each node, hubs first, join the community of those placed before it in which it gains most, or stay by
// itself, in place: on a skewed graph one look at each pair does most of what the lowest levels of Louvain would. It is
// one pass of streaming partitioning by modularity (after Tsourakakis, Gkantsidis, Radunovic, Vojnovic 2014,
// doi:10.1145/2556195.2556213). Nodes are in order of degree, descending, and each begins alone. O(n+m).
func (l *leiden) place(ctx context.Context, part []uint32) {
	g, s := l.base, l.core(0)
	copy(l.sum, g.strength)
	for u := range uint32(g.n()) {
		if u%steps == 0 && ctx.Err() != nil {
			return
		}
		s.met = s.met[:0]
		for _, w := range g.targets[g.offsets[u]:g.offsets[u+1]] {
			if w > u {
				break // rows ascend: the others come later
			}
			s.meet(part[w], 1)
		}
		s.forget()
		own, k, most := u, int64(g.strength[u]), int64(0)
		for _, m := range s.met {
			if gain := l.gain(m.weight, k, int64(l.sum[m.part])); gain > most {
				own, most = m.part, gain
			}
		}
		l.sum[u] -= uint32(k)
		l.sum[own] += uint32(k)
		part[u] = own
	}
}
