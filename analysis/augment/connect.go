package augment

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/internal/view"
)

// How many components are weighed each against each; beyond, each is weighed against the hubs only.
const (
	weighedEach = 256
	hubParts    = 24
)

// Connected returns the relations that join all components: c − 1 for c of them, a spanning tree of the components whose
// relations have the highest scores (Kruskal's on the best pair between each two; of more than 256 components, between
// each and the largest ones). Cost: O(n + m), and for c components O(c²) up to 256 of them, O(c) beyond.
func Connected(ctx context.Context, v *view.View, o Options) (Plan, error) {
	f := newForest(v, o, false)
	parts := f.components()
	plan := Plan{LowerBound: max(0, len(parts)-1)}
	hubs := parts
	if len(parts) > weighedEach {
		hubs = parts[:hubParts]
	}
	offers, err := f.offers(ctx, parts, hubs)
	if err != nil {
		return Plan{}, err
	}
	together := newUnion(len(f.nodes))
	f.takeOffers(offers, together)
	if err := f.joinRest(ctx, parts, together); err != nil {
		return Plan{}, err
	}
	plan.Links, plan.Reached, plan.Left = f.links, len(f.links) == plan.LowerBound, plan.LowerBound-len(f.links)
	return plan, nil
}

// components makes a part of each component and returns them, the largest first, ties by the lowest node.
func (f *forest) components() []int32 {
	var order []int32
	for u := range f.v.N() {
		root := f.tree.find(uint32(u))
		if root == uint32(u) {
			f.of[u] = f.part()
			order = append(order, f.of[u])
		}
		f.of[u] = f.of[root]
		f.nodes[f.of[u]].members = append(f.nodes[f.of[u]].members, uint32(u))
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Compare(len(f.nodes[b].members), len(f.nodes[a].members))
	})
	return order
}

// offers returns the best pair between each two of the parts of which one is a hub, the better ones first.
func (f *forest) offers(ctx context.Context, parts, hubs []int32) ([]pair, error) {
	var out []pair
	for i, x := range hubs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, y := range parts[i+1:] {
			if best := f.ends(x, y); best.ok {
				out = append(out, best)
			}
		}
	}
	slices.SortFunc(out, func(p, q pair) int {
		if p.better(q) {
			return -1
		}
		return 1
	})
	return out, nil
}

func (f *forest) takeOffers(offers []pair, together union) {
	for _, p := range offers {
		if together.join(uint32(f.of[p.a]), uint32(f.of[p.b])) {
			f.links = append(f.links, [2]int{int(min(p.a, p.b)), int(max(p.a, p.b))})
		}
	}
}

// joinRest joins what no hub may be joined with, as long as any two sets of parts may be joined.
func (f *forest) joinRest(ctx context.Context, parts []int32, together union) error {
	if len(f.links) == len(parts)-1 {
		return nil
	}
	has, wants := f.classes(parts)
	for i, x := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		for j, y := range parts[:i] {
			if wants[i]&has[j] == 0 || together.find(uint32(x)) == together.find(uint32(y)) {
				continue
			}
			if best := f.ends(x, y); best.ok {
				f.takeOffers([]pair{best}, together)
			}
			if len(f.links) == len(parts)-1 {
				return nil
			}
		}
	}
	return nil
}

// classes returns, for each part, the classes in it and those that they may be joined with, a bit each (the highest bit
// for all classes from 63 on).
func (f *forest) classes(parts []int32) (has, wants []uint64) {
	bit := func(class uint8) uint64 { return 1 << min(class, 63) }
	var all [256]bool
	for u := range f.v.N() {
		all[f.o.class(uint32(u))] = true
	}
	var with [256]uint64
	for a, there := range all {
		for b, other := range all {
			if there && other && (f.o.Joins == nil || f.o.Joins(uint8(a), uint8(b))) {
				with[a] |= bit(uint8(b))
			}
		}
	}
	has, wants = make([]uint64, len(parts)), make([]uint64, len(parts))
	for i, part := range parts {
		for _, u := range f.nodes[part].members {
			has[i] |= bit(f.o.class(u))
			wants[i] |= with[f.o.class(u)]
		}
	}
	return has, wants
}

// Offers returns the best pair between each two components, the better ones first, at most so many: beyond 256
// components, between each and the largest ones.
func Offers(ctx context.Context, v *view.View, o Options, most int) ([][2]int, error) {
	f := newForest(v, o, false)
	parts := f.components()
	hubs := parts
	if len(parts) > weighedEach {
		hubs = parts[:hubParts]
	}
	offers, err := f.offers(ctx, parts, hubs)
	if err != nil {
		return nil, err
	}
	out := make([][2]int, 0, most)
	for _, p := range offers[:min(len(offers), most)] {
		out = append(out, [2]int{int(p.a), int(p.b)})
	}
	return out, nil
}
