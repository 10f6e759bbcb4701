// Package predict says how plausible a missing relation is: the chance that a pair is one of the missing ones, if one
// relation in five is missing.
//
// Three things speak for a pair. The relations around it: scores of the literature (method.go), computed by walks from
// one node (walk.go; spectrum.go the long ones), are turned into features that do not depend on size and density
// (feature.go), and a forest of regression trees that was learned on other networks (tree.go) makes a logit of them. What
// the two have in common: each trait's log-odds, learned on this network's own relations (trait.go). And how well both did
// on this network when some of its own relations were hidden (fit.go), which shifts, stretches and gates them. Start with
// Learn.
package predict

import (
	"context"
	"math"

	"trama/analysis/internal/view"
)

// Network is what plausibility is learned from.
type Network struct {
	View   *view.View
	Traits []Trait
	Class  []uint8 // of each node: its kind; relations between some kinds are more frequent. nil: all are of one
}

// Options say how a model is learned.
type Options struct {
	Seed int64 // of what is hidden, and of the nodes looked at in large networks

	forest *Forest // nil: the one that is shipped
}

// Model is what was learned of a network. It is safe for concurrent use.
type Model struct {
	network Network
	scene   *scene
	forest  *Forest
	odds    odds
	fit     fit
	base    float64 // chance that an unlinked pair is a missing relation
}

// Learn learns from a network's own relations. Cost: walks from at most 700 nodes, three times; from 150 of networks of
// more than 20,000. It fails only when the context ends.
func Learn(ctx context.Context, n Network, o Options) (*Model, error) {
	m := &Model{network: n, odds: oddsOf(n, n.View), forest: o.forest}
	if m.forest == nil {
		m.forest = learnedForest()
	}
	var err error
	if m.scene, err = newScene(ctx, n.View, o.Seed); err != nil {
		return nil, err
	}
	m.base = math.Min(.5, m.scene.missing/m.scene.pairs)
	m.fit, err = newFit(ctx, m, o.Seed)
	return m, err
}

// Estimate is what a model says of a pair.
type Estimate struct {
	Score        float64 // orders the pairs of one network
	Plausibility float64
	Lift         float64   // plausibility ÷ that of a pair at random
	Structure    float64   // ln of how the relations around the pair change its odds, against a pair at random
	Traits       []float64 // ln of how each trait does, and last of how the kinds of the two do
}

// Learned returns how many of the network's own relations were hidden to check and correct the model, and how well it
// found them again; none where there are too few.
func (m *Model) Learned() (hidden int, q Quality) { return m.fit.hidden, m.fit.quality }

// Of returns the estimates of pairs of nodes, whether linked or not. Cost: a walk from each node that stands first.
func (m *Model) Of(ctx context.Context, pairs [][2]uint32) ([]Estimate, error) {
	scores, err := scoresOf(ctx, m.network.View, pairs)
	if err != nil {
		return nil, err
	}
	out := make([]Estimate, len(pairs))
	err = eachBelow(ctx, len(pairs), func(i int) { out[i] = m.estimate(pairs[i], &scores[i]) })
	return out, err
}

// eachBelow calls f with every number below n, from several goroutines.
func eachBelow(ctx context.Context, n int, f func(i int)) error {
	const piece = 1024
	return view.Share(ctx, (n+piece-1)/piece, func(_, task int) {
		for i := task * piece; i < min(n, (task+1)*piece); i++ {
			f(i)
		}
	})
}

func (m *Model) estimate(pair [2]uint32, one *values) Estimate {
	var x features
	m.scene.features(&x, pair, one)
	z := m.scene.logit(m.forest, pair, &x)
	class := classOfPair(one[scoreRA], one[scoreW3])
	e := Estimate{Structure: m.fit.structure(class, z) - logit(m.base), Traits: m.odds.parts(pair[0], pair[1])}
	evidence := 0.0
	for i := range e.Traits {
		e.Traits[i] *= m.fit.weight[class]
		evidence += e.Traits[i]
	}
	e.Plausibility = logistic(m.fit.structure(class, z) + evidence)
	e.Score = z + evidence - m.scene.top(&x)
	e.Lift = e.Plausibility / math.Max(m.base, 1e-300)
	return e
}

// How much the ranks of the best single scores weigh beside the logit: of the first ten of a list more are right with them
// than without (see TestTryModels and TestTryTwoSided). In networks of two sides common neighbours say nothing.
const (
	topWeight      = .8
	twoSidedWeight = 2.5
)

// top returns what the ranks of the best single scores take from a pair's score.
func (s *scene) top(x *features) float64 {
	if s.side != nil {
		return twoSidedWeight * float64(x[rankSRW3])
	}
	return topWeight * float64(x[rankRA]+x[rankSRW3]) / 2
}

// sameSideOdds is ln of how much less plausible a pair on one side of a network of two sides is. It is stated, not
// learned: there is no such relation to learn from.
const sameSideOdds = -4

// logit returns what the relations around a pair say of it, before the network's own correction.
func (s *scene) logit(f *Forest, pair [2]uint32, x *features) float64 {
	z := f.Value(x)
	if s.sameSide(pair[0], pair[1]) {
		z += sameSideOdds
	}
	return z
}

// Affinity returns what two nodes have in common, as ln of how it changes the odds where the relations around them are
// silent. It costs a comparison per trait.
func (m *Model) Affinity(a, b uint32) float64 { return m.fit.weight[silent] * m.odds.of(a, b) }

func logit(p float64) float64 { return math.Log(p / (1 - p)) }
