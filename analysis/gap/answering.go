package gap

import (
	"fmt"
	"math"
	"slices"

	"trama/graph"
)

// What the area, a tag or a line in common does to the odds that a service or an action answers a need, before anything
// is known of the network, and as how many answers this counts beside the network's own.
const (
	areaOdds    = 4
	tagOdds     = 8
	lineOdds    = 2
	priorAnswer = 10
)

// answering says how plausible it is that a service or an action answers a need: from how often those that do share
// area, tags and lines with it, shrunk to stated priors.
type answering struct {
	s      *search
	givers []int // positions of the services and actions of the view; none where the lens counts no new answer
	needs  []int
	base   float64 // plausibility of any pair
	known  int     // answers to learn from
	odds   [sharedCount]traitOdds

	number   []int32 // of the profile of each position of the graph; none where it has none
	profiles []profile
	alike    [][]int // the givers of each profile, ascending
}

// none is the number of the profile of what neither gives nor is a need.
const none = int32(-1)

// profile is what nodes may share with a need, as codes. Those in which all is the same have one.
type profile struct {
	area        int // 0: none
	tags, lines []int
}

const sharedCount = 3 // area, tags, lines

// common is a set of the things that two have in common: a bit each.
type common uint8

type traitOdds struct{ shared, other float64 }

func (s *search) answering() *answering {
	m := &answering{s: s, number: make([]int32, s.Graph.Nodes())}
	profileOf, numbers, counts := s.profiler(), map[string]int32{}, s.answersCount()
	for at := range m.number {
		m.number[at] = none
		kind := s.Graph.Kind(at)
		_, inView := s.View.Index(at)
		gives := counts && inView && (kind == graph.Service || kind == graph.Action)
		if gives {
			m.givers = append(m.givers, at)
		} else if kind == graph.Need {
			m.needs = append(m.needs, at)
		}
		if gives || kind == graph.Need {
			m.number[at] = m.profile(profileOf(at), numbers)
		}
		if gives {
			m.alike[m.number[at]] = append(m.alike[m.number[at]], at)
		}
	}
	m.learn()
	return m
}

// profile returns the number of a profile, given those that are known by what is in them.
func (m *answering) profile(p profile, numbers map[string]int32) int32 {
	key := fmt.Sprint(p)
	n, known := numbers[key]
	if !known {
		n = int32(len(m.profiles))
		numbers[key] = n
		m.profiles, m.alike = append(m.profiles, p), append(m.alike, nil)
	}
	return n
}

// profiler returns what makes profiles of positions.
func (s *search) profiler() func(at int) profile {
	codes := map[string]int{}
	code := func(text string) int {
		n, known := codes[text]
		if !known && shareable("area", text) {
			n = len(codes) + 1
			codes[text] = n
		}
		return n
	}
	area, tags, lines := s.Graph.NodeColumn("area"), s.Graph.NodeColumn("tags"), s.Graph.NodeColumn("lines")
	list := func(column *graph.Column, at int) (out []int) {
		v, _ := column.At(at)
		for _, item := range v.List() {
			if n := code(item); n != 0 {
				out = append(out, n)
			}
		}
		return out
	}
	return func(at int) profile { return profile{code(area.Text(at)), list(tags, at), list(lines, at)} }
}

// shares tells what a giver or need has in common with another: bit 0 the area, 1 a tag, 2 a line.
func (m *answering) shares(a, b int) common {
	return m.profiles[m.number[a]].shares(&m.profiles[m.number[b]])
}

// saidBy tells what a need says anything of.
func (m *answering) saidBy(need int) common { return m.profiles[m.number[need]].says() }

func (x *profile) shares(y *profile) (c common) {
	if x.area != 0 && x.area == y.area {
		c |= 1
	}
	for bit, lists := range [...][2][]int{{x.tags, y.tags}, {x.lines, y.lines}} {
		if slices.ContainsFunc(lists[0], func(item int) bool { return slices.Contains(lists[1], item) }) {
			c |= 2 << bit
		}
	}
	return c
}

// says tells what of all that two may have in common a profile says anything of, a bit each.
func (x *profile) says() (c common) {
	for bit, said := range [...]bool{x.area != 0, len(x.tags) > 0, len(x.lines) > 0} {
		if said {
			c |= 1 << bit
		}
	}
	return c
}

// has tells whether the k-th thing is in common.
func (c common) has(k int) bool { return c>>k&1 != 0 }

// pairsLooked is at how many pairs of a giver and a need the share by chance is taken.
const pairsLooked = 200_000

func (m *answering) learn() {
	var chance, found, looked, answered [sharedCount]float64
	step := max(1, len(m.givers)*len(m.needs)/pairsLooked)
	for i := 0; i < len(m.givers)*len(m.needs); i += step {
		need := m.needs[i/len(m.givers)]
		m.saidBy(need).count(&looked)
		m.shares(m.givers[i%len(m.givers)], need).count(&chance)
	}
	status := m.s.Graph.EdgeMeaning("status")
	for e := range m.s.Graph.Edges() {
		from, to := m.s.Graph.Ends(e)
		if m.number[from] == none || m.s.Graph.Type(e) != "answers" || status.Text(e) == "retired" {
			continue
		}
		m.known++
		if m.number[to] != none {
			m.saidBy(to).count(&answered)
			m.shares(from, to).count(&found)
		}
	}
	pairs := float64(len(m.givers) * len(m.needs))
	m.base = math.Min(.5, math.Max(1, float64(m.known)/4)/math.Max(1, pairs-float64(m.known)))
	for k, prior := range [...]float64{areaOdds, tagOdds, lineOdds} {
		by := (chance[k] + .5) / (looked[k] + 1)
		expected := prior * by / (1 - by + prior*by)
		share := (found[k] + priorAnswer*expected) / (answered[k] + priorAnswer)
		m.odds[k] = traitOdds{math.Log(share / by), math.Log((1 - share) / (1 - by))}
	}
}

// count adds 1 for each thing in common.
func (c common) count(to *[sharedCount]float64) {
	for k := range to {
		if c.has(k) {
			to[k]++
		}
	}
}

// plausibilities returns how plausible an answer to a need is, by what the two have in common.
func (m *answering) plausibilities(said common) (by [1 << sharedCount]float64) {
	for c := range by {
		by[c] = m.plausibility(common(c), said)
	}
	return by
}

// plausibility is that of an answer that has so much in common with a need that says so much: of what the need does not say
// nothing speaks for or against.
func (m *answering) plausibility(c, said common) float64 {
	at := math.Log(m.base / (1 - m.base))
	for k := range m.odds {
		switch {
		case c.has(k):
			at += m.odds[k].shared
		case said.has(k):
			at += m.odds[k].other
		}
	}
	return 1 / (1 + math.Exp(-at))
}

// parts returns what each thing that the two share does to the odds, by its attribute.
func (m *answering) parts(giver, need int) map[string]float64 {
	out := map[string]float64{}
	shared := m.shares(giver, need)
	for k := range m.odds {
		if shared.has(k) {
			out[[...]string{"area", "tags", "lines"}[k]] = m.odds[k].shared
		}
	}
	return out
}

// sharedItems returns the values of an attribute that two nodes share, each once.
func sharedItems(g *graph.Graph, name string, a, b int) []string {
	column := g.NodeColumn(name)
	x, _ := column.At(a)
	y, _ := column.At(b)
	var out []string
	for _, item := range x.List() {
		if slices.Contains(y.List(), item) && !slices.Contains(out, item) && shareable(name, item) {
			out = append(out, item)
		}
	}
	return out
}
