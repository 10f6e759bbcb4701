package augment

import (
	"cmp"
	"slices"
)

// pair is a possible relation between two parts.
type pair struct {
	a, b  uint32
	score float64
	rank  float64 // of both ends together, where scores are equal
	ok    bool
}

func (p pair) better(q pair) bool {
	if p.ok != q.ok || !p.ok {
		return p.ok && !q.ok
	}
	if p.score != q.score {
		return p.score > q.score
	}
	if p.rank != q.rank {
		return p.rank > q.rank
	}
	return cmp.Or(cmp.Compare(min(p.a, p.b), min(q.a, q.b)), cmp.Compare(max(p.a, p.b), max(q.a, q.b))) < 0
}

// Of each part this many nodes of each class are tried as ends before all are.
const (
	fewMembers = 12
	perClass   = 4
	allPairs   = 1 << 20
)

// allowed tells whether a and b may be joined and are not.
func (f *forest) allowed(a, b uint32) bool {
	if a == b || !f.o.joins(a, b) || f.v.Has(int(a), int(b)) || f.known[[2]int{int(min(a, b)), int(max(a, b))}] {
		return false
	}
	return f.o.Barred == nil || !f.o.Barred(int(a), int(b))
}

// ends returns the best pair between the members of two tree nodes: of those of most relations in each class, else of
// all.
func (f *forest) ends(x, y int32) pair {
	best := f.bestOf(f.tried(x), f.tried(y))
	all, others := f.nodes[x].members, f.nodes[y].members
	if !best.ok && len(all)*len(others) <= allPairs {
		best = f.bestOf(all, others)
	}
	return best
}

func (f *forest) bestOf(xs, ys []uint32) pair {
	var best pair
	for _, a := range xs {
		for _, b := range ys {
			if !f.allowed(a, b) {
				continue
			}
			if p := (pair{a, b, f.o.score(a, b), f.rank(a) + f.rank(b), true}); p.better(best) {
				best = p
			}
		}
	}
	return best
}

// tried returns the members of a part that are tried as ends: all of a small one, else some of each class.
func (f *forest) tried(t int32) []uint32 {
	members := f.nodes[t].members
	if len(members) <= fewMembers {
		return members
	}
	if cached, ok := f.some[t]; ok && cached.of == len(members) {
		return cached.nodes
	}
	byClass := map[uint8][]uint32{}
	var classes []uint8
	for _, u := range members {
		class := f.o.class(u)
		if byClass[class] == nil {
			classes = append(classes, class)
		}
		byClass[class] = f.withNode(byClass[class], u)
	}
	slices.Sort(classes)
	var out []uint32
	for _, class := range classes {
		out = append(out, byClass[class]...)
	}
	f.some[t] = chosen{of: len(members), nodes: out}
	return out
}

// chosen are the members tried of a part while it has as many members as it had.
type chosen struct {
	of    int
	nodes []uint32
}

// withNode puts u into a short list that is ordered by rank, then by number.
func (f *forest) withNode(list []uint32, u uint32) []uint32 {
	at, _ := slices.BinarySearchFunc(list, u, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(f.rank(b), f.rank(a)), cmp.Compare(a, b))
	})
	if at == perClass {
		return list
	}
	list = slices.Insert(list, at, u)
	return list[:min(len(list), perClass)]
}

func (f *forest) rank(u uint32) float64 {
	if f.o.Rank != nil {
		return f.o.Rank(int(u))
	}
	return float64(f.v.Degree(int(u)))
}

// thinned returns at most n of the list, evenly spread.
func thinned(list []int32, n int) []int32 {
	if len(list) <= n {
		return list
	}
	out := make([]int32, n)
	for i := range out {
		out[i] = list[i*len(list)/n]
	}
	return out
}
