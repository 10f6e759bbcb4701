package augment

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/internal/view"
)

// How often the search begins again where some pairs are forbidden: less often where it had much to look at.
const (
	attemptsMost = 64
	attemptsLook = 1 << 23 // pairs of ends, nodes and pairs of the graph, over all attempts
)

// attempt is a search in another order than that of the scores.
type attempt struct {
	shrink shrunk
	order  uint64 // its number, from 1
}

// attempts returns how often the search is begun again where it has found more than the bound: never where any two nodes
// may be joined, since the first finds the fewest, and never on a forest that is joined in rounds.
func (f *forest) attempts() uint64 {
	if f.o.Joins == nil && f.o.Barred == nil || len(f.nodes) > crowd {
		return 0
	}
	return uint64(min(attemptsMost, attemptsLook/(f.looked+f.v.N()+f.v.M()+1)))
}

func attempted(ctx context.Context, v *view.View, o Options, a attempt) (Plan, error) {
	f, err := a.shrink(ctx, v, o)
	if err != nil {
		return Plan{}, err
	}
	f.order = a.order
	return f.plan(ctx, a.shrink)
}

// better tells whether a plan leaves less than another does, or has fewer relations.
func (p Plan) better(q Plan) bool {
	if p.Reached != q.Reached {
		return p.Reached
	}
	return cmp.Or(cmp.Compare(p.Left, q.Left), cmp.Compare(len(p.Links), len(q.Links))) < 0
}

// score is by what the ends of a new relation are chosen: what the options say, in further attempts the order's number.
func (f *forest) score(a, b uint32) float64 {
	if f.order == 0 {
		return f.o.score(a, b)
	}
	return float64(mixed(f.order<<32^mixed(uint64(min(a, b))<<32|uint64(max(a, b)))) >> 11)
}

// inTurn orders the trees as they are joined: the largest first, in further attempts by the order's number.
func (f *forest) inTurn(trees [][]int32) {
	if f.order == 0 {
		slices.SortStableFunc(trees, func(a, b []int32) int { return cmp.Compare(len(b), len(a)) })
		return
	}
	turn := func(ends []int32) uint64 { return mixed(f.order<<32 ^ uint64(f.nodes[ends[0]].members[0])) }
	slices.SortFunc(trees, func(a, b []int32) int { return cmp.Compare(turn(a), turn(b)) })
}

// mixed returns a number that looks random and depends on x only (Steele, Lea and Flood, doi:10.1145/2660193.2660195).
func mixed(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
