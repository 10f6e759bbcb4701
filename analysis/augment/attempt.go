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

// The first attempt goes by the scores, the second first by need, the others by chance.
const (
	byScore uint64 = iota
	byNeed
)

// attempt is a search in another order than that of the scores.
type attempt struct {
	shrink shrunk
	order  uint64 // its number, from byNeed
}

// attempts returns how often the search is begun again where it has found more than the bound, at least once: never where
// any two nodes may be joined, since the first finds the fewest, and never on a forest that is joined in rounds.
func (f *forest) attempts() uint64 {
	if f.o.Joins == nil && f.o.Barred == nil || len(f.nodes) > crowd {
		return 0
	}
	return uint64(max(1, min(attemptsMost, attemptsLook/(f.looked+f.v.N()+f.v.M()+1))))
}

func attempted(ctx context.Context, v *view.View, o Options, a attempt) (Plan, error) {
	f, err := a.shrink(ctx, v, o)
	if err != nil {
		return Plan{}, err
	}
	f.order = a.order
	if f.order == byNeed {
		f.scarce = f.scarcity()
	}
	return f.plan(ctx, a.shrink)
}

// better tells whether a plan leaves less than another does, or has fewer relations.
func (p Plan) better(q Plan) bool {
	if p.Reached != q.Reached {
		return p.Reached
	}
	return cmp.Or(cmp.Compare(p.Left, q.Left), cmp.Compare(len(p.Links), len(q.Links))) < 0
}

// score is by what the ends of a new relation are chosen: what the options say, in the attempts by chance their number.
func (f *forest) score(a, b uint32) float64 {
	if f.order <= byNeed {
		return f.o.score(a, b)
	}
	return float64(mixed(f.order<<32^mixed(uint64(min(a, b))<<32|uint64(max(a, b)))) >> 11)
}

// inTurn orders the trees as they are joined: the largest first, by need, or by chance.
func (f *forest) inTurn(trees [][]int32) {
	switch f.order {
	case byScore:
		slices.SortStableFunc(trees, func(a, b []int32) int { return cmp.Compare(len(b), len(a)) })
	case byNeed:
		f.alternate(trees)
	default:
		turn := func(ends []int32) uint64 { return mixed(f.order<<32 ^ uint64(f.nodes[ends[0]].members[0])) }
		slices.SortFunc(trees, func(a, b []int32) int { return cmp.Compare(turn(a), turn(b)) })
	}
}

// alternate orders the trees so that those of classes that may not be joined seldom follow each other: the next one is of
// the classes of which most are left, among those that may be joined to the one before.
func (f *forest) alternate(trees [][]int32) {
	groups, keys := map[string][][]int32{}, []string(nil)
	for _, ends := range trees {
		key := string(f.classesOf(ends))
		if groups[key] == nil {
			keys = append(keys, key)
		}
		groups[key] = append(groups[key], ends)
	}
	last := ""
	for i := range trees {
		next, most := "", -1
		for _, key := range keys {
			left := len(groups[key])
			if i > 0 && f.joinable(last, key) {
				left += len(trees)
			}
			if len(groups[key]) > 0 && left > most {
				next, most = key, left
			}
		}
		trees[i], groups[next], last = groups[next][0], groups[next][1:], next
	}
}

// joinable tells whether a class of one set may be joined to one of the other.
func (f *forest) joinable(a, b string) bool {
	for i := range len(a) {
		for j := range len(b) {
			if f.o.Joins == nil || f.o.Joins(a[i], b[j]) {
				return true
			}
		}
	}
	return false
}

// classesOf returns the classes of the nodes that are tried as ends of some parts, in ascending order.
func (f *forest) classesOf(parts []int32) []uint8 {
	var classes []uint8
	for _, t := range parts {
		for _, u := range f.tried(t) {
			if class := f.o.class(u); !slices.Contains(classes, class) {
				classes = append(classes, class)
			}
		}
	}
	slices.Sort(classes)
	return classes
}

// need is how many open ends a node may not be joined to, where that is counted.
func (f *forest) need(u uint32) int {
	if f.scarce == nil {
		return 0
	}
	return f.scarce[f.o.class(u)]
}

// scarcity returns, of each class, how many open ends it may not be joined to.
func (f *forest) scarcity() []int {
	scarce := []int{0}
	if len(f.o.Class) > 0 {
		scarce = make([]int, int(slices.Max(f.o.Class))+1)
	}
	for _, ends := range f.state().trees {
		for _, t := range ends {
			classes := string(f.classesOf([]int32{t}))
			for class := range scarce {
				if !f.joinable(string([]byte{byte(class)}), classes) {
					scarce[class]++
				}
			}
		}
	}
	return scarce
}

// matchable tells of each leaf whether a class of it may be joined to one of another leaf.
func (f *forest) matchable(leaves []int32) []bool {
	var having [256]int
	classes := make([][]uint8, len(leaves))
	for i, t := range leaves {
		classes[i] = f.classesOf([]int32{t})
		for _, class := range classes[i] {
			having[class]++
		}
	}
	out := make([]bool, len(leaves))
	for i, own := range classes {
		for class, count := range having {
			if count > 0 && slices.Contains(own, uint8(class)) {
				count--
			}
			if count > 0 && f.joinable(string(own), string([]byte{byte(class)})) {
				out[i] = true
				break
			}
		}
	}
	return out
}

// mixed returns a number that looks random and depends on x only (Steele, Lea and Flood, doi:10.1145/2660193.2660195).
func mixed(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
