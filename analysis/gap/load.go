package gap

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"trama/graph"
)

// loadSaid is the number of new relations of one node from which on a plan says how many it gets, and loadNamed how many
// nodes it names.
const (
	loadSaid  = 4
	loadNamed = 5
)

// loads says how many new relations those get who get many.
func (p *planner) loads() []graph.Sentence {
	count := map[int]int{}
	for _, c := range p.chosen {
		count[c.a]++
		count[c.b]++
	}
	var many []int
	for at, n := range count {
		if n >= loadSaid {
			many = append(many, at)
		}
	}
	if len(many) == 0 {
		return nil
	}
	slices.SortFunc(many, func(a, b int) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	var names []string
	for _, at := range many[:min(len(many), loadNamed)] {
		names = append(names, fmt.Sprintf("%s (%d)", p.Graph.Label(at), count[at]))
	}
	return []graph.Sentence{say("plan_loads", graph.V{"most": loadSaid - 1, "names": strings.Join(names, ", "), "more": len(many) - len(names)})}
}

// keptApart says of a budget that joins no pieces, though there are some, why: how many times what the best of those that do
// may be expected to bring its first relation brings.
func (p *planner) keptApart() []graph.Sentence {
	joins := func(c *candidate) bool { return p.joined(c) > 0 }
	if len(p.chosen) == 0 || slices.ContainsFunc(p.chosen, joins) {
		return nil
	}
	best := 0.
	for _, c := range p.found {
		if joins(c) {
			best = max(best, c.expected())
		}
	}
	if best == 0 {
		return nil
	}
	return []graph.Sentence{say("plan_kept_apart", graph.V{"pieces": p.Parts.Count(), "times": coarse(p.chosen[0].expected() / best)})}
}

// coarse is a factor with the figures that it deserves: 5.2, and 2489.
func coarse(x float64) float64 {
	if x >= 10 {
		return math.Round(x)
	}
	return rounded(x)
}
