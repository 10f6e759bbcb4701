package augment

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
)

// pair is a possible relation between two parts.
type pair struct {
	a, b  uint32
	need  int // of both ends together, in the attempt that goes by it
	score float64
	rank  float64 // of both ends together, where scores and tiers are equal
	tier  uint8   // of the end that has most new relations, where scores are equal
	ok    bool
}

func (p pair) better(q pair) bool {
	if p.ok != q.ok || !p.ok {
		return p.ok && !q.ok
	}
	if p.need != q.need {
		return p.need > q.need
	}
	if p.score != q.score {
		return p.score > q.score
	}
	if p.tier != q.tier {
		return p.tier < q.tier
	}
	if p.rank != q.rank {
		return p.rank > q.rank
	}
	return cmp.Or(cmp.Compare(min(p.a, p.b), min(q.a, q.b)), cmp.Compare(max(p.a, p.b), max(q.a, q.b))) < 0
}

// Compare orders two pairs that may be joined, the better one first.
func (p pair) Compare(q pair) int {
	switch {
	case p.better(q):
		return -1
	case q.better(p):
		return 1
	}
	return 0
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
	f.looked += len(xs) * len(ys)
	for _, a := range xs {
		need, rank, tier := f.need(a), f.rank(a), f.tier(a)
		for _, b := range ys {
			p := pair{a, b, need + f.need(b), f.score(a, b), rank + f.rank(b), max(tier, f.tier(b)), true}
			if p.better(best) && f.allowed(a, b) {
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
	if queues := f.turns[t]; queues != nil {
		return queues.ends()
	}
	some := f.some[t]
	if some.of < len(members) {
		some = f.grown(some, members)
		f.some[t] = some
	}
	return some.nodes
}

// chosen are the members tried of a part, of as many members as it had then.
type chosen struct {
	of      int
	byClass map[uint8][]uint32
	nodes   []uint32 // class after class
}

// grown returns the members tried of a part that has got more members behind those that it had. A part that melts with others
// one by one grows to hold half of all nodes, and is not gone through each time.
func (f *forest) grown(before chosen, members []uint32) chosen {
	now := chosen{of: len(members), byClass: before.byClass}
	if now.byClass == nil {
		now.byClass = map[uint8][]uint32{}
	}
	for _, u := range members[before.of:] {
		class := f.o.class(u)
		now.byClass[class] = f.withNode(now.byClass[class], u)
	}
	for _, class := range slices.Sorted(maps.Keys(now.byClass)) {
		now.nodes = append(now.nodes, now.byClass[class]...)
	}
	return now
}

// withNode puts u into a short list that is ordered by rank, then by number.
func (f *forest) withNode(list []uint32, u uint32) []uint32 {
	at, _ := slices.BinarySearchFunc(list, u, f.byRank)
	if at == perClass {
		return list
	}
	list = slices.Insert(list, at, u)
	return list[:min(len(list), perClass)]
}

// byRank orders nodes by rank, then by number.
func (f *forest) byRank(a, b uint32) int {
	return cmp.Or(cmp.Compare(f.rank(b), f.rank(a)), cmp.Compare(a, b))
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

// turn is how many new relations a node gets before others that are as good come first; from there on twice as many each time.
const turn = 3

// tier is how many turns a node has had.
func (f *forest) tier(u uint32) uint8 {
	if f.load == nil {
		return 0
	}
	return uint8(bits.Len32(f.load[u] / turn))
}

// burden tells a node that it has one new relation more. When its turn is over it goes behind the others of its class.
func (f *forest) burden(u uint32) {
	before := f.tier(u)
	f.load[u]++
	if part := f.of[u]; f.tier(u) > before && len(f.nodes[part].members) > fewMembers {
		if f.turns[part] == nil {
			f.turns[part] = f.queues(part)
		}
		f.turns[part].putBehind(u, f.o.class(u))
	}
}

// queues are the members of a part by class, those first whose turn it is, and the first ones of all, who stay ends: one of
// them may be better than all whose turn it is.
type queues struct {
	byClass [][]uint32
	always  []uint32
}

// queues returns the members of a part by class, by rank, then by number.
func (f *forest) queues(part int32) *queues {
	q := &queues{}
	for _, u := range f.nodes[part].members {
		for len(q.byClass) <= int(f.o.class(u)) {
			q.byClass = append(q.byClass, nil)
		}
		q.byClass[f.o.class(u)] = append(q.byClass[f.o.class(u)], u)
	}
	for _, list := range q.byClass {
		slices.SortFunc(list, f.byRank)
	}
	q.always = q.first()
	return q
}

// first returns the first nodes of each class.
func (q *queues) first() []uint32 {
	var out []uint32
	for _, list := range q.byClass {
		out = append(out, list[:min(len(list), perClass)]...)
	}
	return out
}

// ends returns the nodes that may be the next ends.
func (q *queues) ends() []uint32 { return append(q.first(), q.always...) }

func (q *queues) putBehind(u uint32, class uint8) {
	list := q.byClass[class]
	at := slices.Index(list, u)
	copy(list[1:at+1], list[:at])
	q.byClass[class] = append(list[1:], u)
}
