package analysis

import (
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
	givers []int // positions of the services and actions of the view
	needs  []int
	base   float64 // plausibility of any pair
	known  int     // answers to learn from
	odds   [sharedCount]traitOdds
	of     map[int]profile
}

// profile is what a node may share with a need.
type profile struct {
	area        string
	tags, lines []string
}

const sharedCount = 3 // area, tags, lines

type traitOdds struct{ shared, other float64 }

func (s *search) answering() *answering {
	m := &answering{s: s, of: map[int]profile{}}
	for u := range s.view.N() {
		at := s.view.Position(u)
		if kind := s.graph.Kind(at); kind == graph.Service || kind == graph.Action {
			m.givers = append(m.givers, at)
			m.of[at] = s.profile(at)
		}
	}
	for at := range s.graph.Nodes() {
		if s.graph.Kind(at) == graph.Need {
			m.needs = append(m.needs, at)
			m.of[at] = s.profile(at)
		}
	}
	m.learn()
	return m
}

func (s *search) profile(at int) profile {
	list := func(name string) []string {
		v, _ := s.graph.NodeColumn(name).At(at)
		return v.List()
	}
	return profile{area: s.graph.NodeColumn("area").Text(at), tags: list("tags"), lines: list("lines")}
}

// shares tells what two nodes have in common: area, a tag, a line.
func (m *answering) shares(a, b int) [sharedCount]bool {
	x, y := m.of[a], m.of[b]
	any := func(list, other []string) bool {
		return slices.ContainsFunc(list, func(item string) bool { return slices.Contains(other, item) })
	}
	return [...]bool{x.area != "" && x.area == y.area, any(x.tags, y.tags), any(x.lines, y.lines)}
}

// pairsLooked is at how many pairs of a giver and a need the share by chance is taken.
const pairsLooked = 200_000

func (m *answering) learn() {
	var chance, found [sharedCount]float64
	looked := 0.0
	step := max(1, len(m.givers)*len(m.needs)/pairsLooked)
	for i := 0; i < len(m.givers)*len(m.needs); i += step {
		looked++
		for k, shared := range m.shares(m.givers[i%len(m.givers)], m.needs[i/len(m.givers)]) {
			if shared {
				chance[k]++
			}
		}
	}
	status := m.s.graph.EdgeMeaning("status")
	for e := range m.s.graph.Edges() {
		from, to := m.s.graph.Ends(e)
		if _, in := m.of[from]; m.s.graph.Type(e) != "answers" || status.Text(e) == "retired" || !in {
			continue
		}
		m.known++
		for k, shared := range m.shares(from, to) {
			if shared {
				found[k]++
			}
		}
	}
	pairs := float64(len(m.givers) * len(m.needs))
	m.base = math.Min(.5, math.Max(1, float64(m.known)/4)/math.Max(1, pairs-float64(m.known)))
	for k, prior := range [...]float64{areaOdds, tagOdds, lineOdds} {
		by := (chance[k] + .5) / (looked + 1)
		expected := prior * by / (1 - by + prior*by)
		share := (found[k] + priorAnswer*expected) / (float64(m.known) + priorAnswer)
		m.odds[k] = traitOdds{math.Log(share / by), math.Log((1 - share) / (1 - by))}
	}
}

func (m *answering) plausibility(giver, need int) float64 {
	at := math.Log(m.base / (1 - m.base))
	for k, shared := range m.shares(giver, need) {
		if shared {
			at += m.odds[k].shared
		} else {
			at += m.odds[k].other
		}
	}
	return 1 / (1 + math.Exp(-at))
}

// parts returns what each thing that the two share does to the odds, by its attribute.
func (m *answering) parts(giver, need int) map[string]float64 {
	out := map[string]float64{}
	for k, shared := range m.shares(giver, need) {
		if shared {
			out[[...]string{"area", "tags", "lines"}[k]] = m.odds[k].shared
		}
	}
	return out
}

// sharedItems returns the items of a list attribute that two nodes share.
func sharedItems(g *graph.Graph, name string, a, b int) []string {
	column := g.NodeColumn(name)
	x, _ := column.At(a)
	y, _ := column.At(b)
	var out []string
	for _, item := range x.List() {
		if slices.Contains(y.List(), item) && !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out
}
