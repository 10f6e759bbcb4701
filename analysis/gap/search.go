package gap

import (
	"context"
	"slices"
	"strings"
	"sync"

	"trama/analysis/augment"
	"trama/analysis/effect"
	"trama/graph"
)

// search is a list of missing relations in the making: a network, what is wanted of it, and the pairs found so far.
type search struct {
	*Network
	wanted Wanted

	pieces     []int // the node that each component is named after, once that is asked for
	piecesOnce sync.Once

	looked    int // how many pairs were found at first
	found     []*candidate
	byPair    map[relation]*candidate
	standings map[int]standing
}

func (n *Network) search(w Wanted) *search {
	return &search{Network: n, wanted: w, byPair: map[relation]*candidate{}, standings: map[int]standing{}}
}

// Missing returns the missing relations that are wanted, each with its plausibility, its benefit, what exactly it would
// change, and why it is proposed. It fails with NotFound for a node to involve that is not there, and when the context ends. A
// network is for one search at a time; what one has worked out the next has for nothing.
func (n *Network) Missing(ctx context.Context, w Wanted) (*List, error) {
	s := n.search(w)
	if err := s.collect(ctx); err != nil {
		return nil, err
	}
	list := &List{Candidates: s.looked}
	shown := s.ordered()
	list.Families = s.familyCounts()
	var err error
	list.Suggestions, err = s.suggestions(ctx, s.page(shown))
	return list, err
}

// collect lets each family propose, and weighs what was proposed.
func (s *search) collect(ctx context.Context) error {
	graph.Report(ctx, "missing", 3, 5)
	for _, propose := range []func(context.Context) error{
		s.reconnect, s.reinforce, s.shortcut, s.likely, s.coverage, s.reciprocity, s.involving,
	} {
		if err := propose(ctx); err != nil {
			return err
		}
	}
	graph.Report(ctx, "missing", 4, 5)
	if err := s.weigh(ctx); err != nil {
		return err
	}
	s.drop()
	s.settle()
	graph.Report(ctx, "missing", 5, 5)
	return nil
}

// weigh gives every candidate its plausibility, effect and benefit.
func (s *search) weigh(ctx context.Context) error {
	pairs := pairsOf(s.found)
	estimates, err := s.Model.Of(ctx, pairs)
	if err != nil {
		return err
	}
	effects, err := s.effectsOf(ctx, pairs)
	if err != nil {
		return err
	}
	for _, c := range s.found {
		if c.inView() {
			if c.parts == nil {
				c.estimate = estimates[0]
			}
			c.effect = effects[0]
			estimates, effects = estimates[1:], effects[1:]
		}
		c.effect.NeedsCovered = s.covers(c)
		c.benefit = s.benefit(c.effect)
	}
	return nil
}

// effectsOf returns what a relation between each pair changes. What all distances are kept for is worked out once for all
// searches in a network: most pairs are proposed whoever is asked about, and the effects take most of the time.
func (n *Network) effectsOf(ctx context.Context, pairs [][2]uint32) ([]effect.Figures, error) {
	if n.effects.Rows == nil {
		return n.effects.Of(ctx, pairs)
	}
	unknown := slices.DeleteFunc(slices.Clone(pairs), func(pair [2]uint32) bool {
		_, known := n.weighed[pair]
		return known
	})
	fresh, err := n.effects.Of(ctx, unknown)
	if err != nil {
		return nil, err
	}
	for i, pair := range unknown {
		n.weighed[pair] = fresh[i]
	}
	out := make([]effect.Figures, len(pairs))
	for i, pair := range pairs {
		out[i] = n.weighed[pair]
	}
	return out, nil
}

// covers returns how many needs a relation covers that nobody answered: one or none.
func (s *search) covers(c *candidate) int {
	if _, open := slices.BinarySearch(s.Needs.Open, c.to); open && c.typ == "answers" && s.answersCount() {
		return 1
	}
	return 0
}

// answersCount tells whether the lens counts a new relation "answers" as an answer.
func (s *search) answersCount() bool {
	status := s.Lens.Passing().Get("status").String()
	return !slices.ContainsFunc(s.Lens.Types, func(value string) bool {
		name, out := strings.CutPrefix(value, "!")
		return out && graph.TypeNamed(name) == "answers"
	}) && status != "contested" && status != "retired"
}

// pairsOf returns the two nodes of each candidate that joins nodes of the view.
func pairsOf(list []*candidate) [][2]uint32 {
	var pairs [][2]uint32
	for _, c := range list {
		if c.inView() {
			pairs = append(pairs, [2]uint32{uint32(c.u), uint32(c.w)})
		}
	}
	return pairs
}

// benefit is the largest of what a relation does of what is left to do: pairs newly reached, bridges and articulation
// points removed, efficiency gained, needs covered, each as a share.
func (s *search) benefit(change effect.Figures) float64 {
	before := s.Before
	n := int64(s.View.N())
	return max(
		share(float64(change.PairsReached), float64(n*(n-1)/2-before.PairsReached)),
		share(float64(-change.Bridges), float64(before.Bridges)),
		share(float64(-change.ArticulationPoints), float64(before.ArticulationPoints)),
		share(change.GlobalEfficiency, 1-before.GlobalEfficiency),
		share(float64(change.NeedsCovered), float64(len(s.Needs.Open))),
		0)
}

func share(part, whole float64) float64 {
	if whole <= 0 || part <= 0 {
		return 0
	}
	return min(1, part/whole)
}

// augmentation returns the rules by which plans join nodes.
func (s *search) augmentation() augment.Options {
	return augment.Options{
		Class:  s.class,
		Joins:  func(a, b uint8) bool { return s.joins[a][b] },
		Barred: func(a, b int) bool { return !s.free(s.View.Position(a), s.View.Position(b)) },
		Score:  func(a, b int) float64 { return s.Model.Affinity(uint32(a), uint32(b)) },
		Rank:   func(u int) float64 { return s.central[u] },
	}
}
