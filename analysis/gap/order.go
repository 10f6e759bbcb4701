package gap

import (
	"cmp"
	"slices"

	"trama/graph"
)

// The rules of the list's head, from the design.
const (
	familyHead  = 20 // of the first twenty each family has
	familyLeast = 2  // at least two, or all it has
	actorHead   = 10 // in the first ten no actor has
	actorMost   = 3  // more than three
)

// ordered returns the candidates that are wanted, in their order: by expected benefit, then id, and then so that
// families and actors are spread over the head of the list.
func (s *search) ordered() []*candidate {
	list := s.oncePerPair(s.kept())
	by := (*candidate).expected
	switch s.wanted.Sort {
	case "plausibility":
		by = func(c *candidate) float64 { return c.estimate.Plausibility }
	case "benefit":
		by = func(c *candidate) float64 { return c.benefit }
	}
	ids := make(map[*candidate]string, len(list))
	for _, c := range list {
		ids[c] = s.id(c)
	}
	slices.SortFunc(list, func(x, y *candidate) int {
		return cmp.Or(cmp.Compare(by(y), by(x)), cmp.Compare(ids[x], ids[y]))
	})
	if s.wanted.Sort == "" && len(s.wanted.Family) == 0 && len(s.wanted.Involving) == 0 {
		list = spreadFamilies(spreadActors(spreadFamilies(list, 0)), actorHead)
	}
	return list
}

func (s *search) id(c *candidate) string {
	return graph.PairID(s.Graph.NodeID(c.a), s.Graph.NodeID(c.b))
}

// kept returns the candidates that pass the filters. With Family a candidate is shown in the first of these families
// that it has.
func (s *search) kept() []*candidate {
	var out []*candidate
	for _, c := range s.found {
		if len(s.wanted.Family) > 0 {
			at := slices.IndexFunc(s.wanted.Family, c.has)
			if at < 0 {
				continue
			}
			c.family = s.wanted.Family[at]
		}
		if s.passes(c) {
			out = append(out, c)
		}
	}
	return out
}

func (s *search) passes(c *candidate) bool {
	either := func(test func(at int) bool) bool { return test(c.a) || test(c.b) }
	if o := s.wanted.Between; len(o) == 2 {
		x, y := graph.KindNamed(o[0]), graph.KindNamed(o[1])
		a, b := s.Graph.Kind(c.a), s.Graph.Kind(c.b)
		if !(a == x && b == y || a == y && b == x) {
			return false
		}
	}
	sector, lines := s.Graph.NodeColumn("sector"), s.Graph.NodeColumn("lines")
	if len(s.wanted.Sector) > 0 && !either(func(at int) bool { return slices.Contains(s.wanted.Sector, sector.Text(at)) }) {
		return false
	}
	if len(s.wanted.Line) > 0 && !either(func(at int) bool {
		v, _ := lines.At(at)
		return slices.ContainsFunc(v.List(), func(line string) bool { return slices.Contains(s.wanted.Line, line) })
	}) {
		return false
	}
	return len(s.wanted.Involving) == 0 || either(func(at int) bool { return slices.Contains(s.wanted.Involving, s.Graph.NodeID(at)) })
}

// oncePerPair keeps, of several things proposed for one pair, the one of the highest expected benefit, of equals the first.
func (s *search) oncePerPair(list []*candidate) []*candidate {
	best := map[[2]int]*candidate{}
	for _, c := range list {
		pair := [2]int{c.a, c.b}
		if other, there := best[pair]; !there || c.expected() > other.expected() {
			best[pair] = c
		}
	}
	return slices.DeleteFunc(list, func(c *candidate) bool { return best[[2]int{c.a, c.b}] != c })
}

// spreadFamilies lets the lowest-ranked of the first twenty, but for those before a place, give way until each family has two
// of the first twenty, or all it has.
func spreadFamilies(list []*candidate, from int) []*candidate {
	head := min(familyHead, len(list))
	for _, family := range Families() {
		for countOf(list[:head], family) < familyLeast {
			up := slices.IndexFunc(list[head:], func(c *candidate) bool { return c.family == family })
			down := lastToGive(list[:head], from)
			if up < 0 || down < 0 {
				break
			}
			list = swapped(list, down, head+up, head)
		}
	}
	return list
}

func countOf(list []*candidate, family string) int {
	count := 0
	for _, c := range list {
		if c.family == family {
			count++
		}
	}
	return count
}

// lastToGive returns the last place, from a first one on, whose family has more than its least share of the head.
func lastToGive(head []*candidate, from int) int {
	for i := len(head) - 1; i >= from; i-- {
		if countOf(head, head[i].family) > familyLeast {
			return i
		}
	}
	return -1
}

// swapped moves the candidate at up to the end of the head, and the one at down to just behind the head.
func swapped(list []*candidate, down, up, head int) []*candidate {
	out := slices.Clone(list)
	rising, falling := out[up], out[down]
	out = slices.Delete(out, up, up+1)
	out = slices.Delete(out, down, down+1)
	out = slices.Insert(out, head-1, rising)
	return slices.Insert(out, head, falling)
}

// spreadActors puts the first ten candidates in front of which no actor has more than three; where there are no such ten,
// as many as fit one after the other.
func spreadActors(list []*candidate) []*candidate {
	h := head{list: list, count: map[int]int{}, tries: headTries}
	if !h.fill(0, min(actorHead, len(list)), true) {
		h.fill(0, min(actorHead, len(list)), false)
	}
	out, rest := make([]*candidate, 0, len(list)), slices.Clone(list)
	for _, at := range h.taken {
		out, rest[at] = append(out, list[at]), nil
	}
	return append(out, slices.DeleteFunc(rest, func(c *candidate) bool { return c == nil })...)
}

// headTries is how many candidates are looked at until ten are found that go together; only in networks of few actors the
// first ones that fit leave no room for ten.
const headTries = 100_000

// head is the beginning of a list in the making.
type head struct {
	list  []*candidate
	count map[int]int // of each actor: in how many of those taken it is
	taken []int       // their places, ascending
	tries int
}

// fill takes so many candidates from a place on, the first that fit; back tells whether those taken before may be given up
// again, the last one first, where they leave no room for all. Without it as many are taken as fit.
func (h *head) fill(from, need int, back bool) bool {
	if need == 0 {
		return true
	}
	for at := from; at < len(h.list) && (!back || at <= len(h.list)-need && h.tries > 0); at++ {
		h.tries--
		c := h.list[at]
		if h.count[c.a] >= actorMost || h.count[c.b] >= actorMost {
			continue
		}
		h.take(at, 1)
		if h.fill(at+1, need-1, back) || !back {
			return true
		}
		h.take(at, -1)
	}
	return false
}

// take takes a candidate, or with by −1 gives the last one up.
func (h *head) take(at, by int) {
	h.count[h.list[at].a] += by
	h.count[h.list[at].b] += by
	if h.taken = h.taken[:len(h.taken)+min(by, 0)]; by > 0 {
		h.taken = append(h.taken, at)
	}
}

// page returns the part of the list that is wanted.
func (s *search) page(list []*candidate) []*candidate {
	list = list[min(s.wanted.Offset, len(list)):]
	if s.wanted.Limit == 0 {
		return list
	}
	return list[:min(len(list), s.wanted.Limit)]
}

// familyCounts returns in which families the pairs stand that were found, each once.
func (s *search) familyCounts() map[string]int {
	out, once := map[string]int{}, s.oncePerPair(slices.Clone(s.found))
	for _, family := range Families() {
		out[family] = countOf(once, family)
	}
	return out
}
