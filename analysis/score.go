package analysis

import (
	"context"

	"trama/analysis/predict"
	"trama/graph"
)

// ScoreSchema is the name of the document of scores.
const ScoreSchema = "trama.scores/1"

// ScoreOptions name the pairs to score.
type ScoreOptions struct {
	Lens  graph.Lens  `json:"-"`
	Pairs [][2]string `json:"-"` // ids; they may be any two different nodes that the lens leaves
	Seed  int64       `json:"seed"`
}

// Scores are the plausibilities of given pairs, in their order and orientation.
type Scores struct {
	Schema  string           `json:"schema"`
	Network Network          `json:"network"`
	Lens    graph.Lens       `json:"lens"`
	Params  ScoreOptions     `json:"params"`
	Learned Learned          `json:"backtest"`
	Pairs   []ScoredPair     `json:"pairs"`
	Notes   []graph.Sentence `json:"notes"`
}

// ScoredPair is a pair with its score, which orders pairs of one network, and its plausibility: the chance that it is
// one of the missing relations, if one relation in five is missing.
type ScoredPair struct {
	Source       string  `json:"source"`
	Target       string  `json:"target"`
	Score        float64 `json:"score"`
	Plausibility float64 `json:"plausibility"`
}

// Score returns the plausibility of given pairs of what the lens leaves of a source. A pair with an end outside the lens
// has plausibility 0 and a score below 0 and below that of all others given. A pair is scored alike from either end; two
// that are related already by the ways around their relation. It fails with NotFound for a node that is not there, with
// Invalid for a pair of one node with itself, and when the context ends.
func Score(ctx context.Context, src Source, o ScoreOptions) (*Scores, error) {
	n, err := learnedFrom(ctx, src, o.Lens)
	if err != nil {
		return nil, err
	}
	m, err := predict.Learn(ctx, n, predict.Options{Seed: o.Seed})
	if err != nil {
		return nil, err
	}
	pairs, at, err := viewPairs(src.Graph, o.Pairs, n.View.Index)
	if err != nil {
		return nil, err
	}
	estimates, err := m.Of(ctx, pairs)
	if err != nil {
		return nil, err
	}
	r := &Scores{Schema: ScoreSchema, Network: src.network(), Lens: o.Lens, Params: o, Learned: learned(m), Pairs: make([]ScoredPair, len(o.Pairs)), Notes: src.notes()}
	below := 0.0
	for _, e := range estimates {
		below = min(below, e.Score)
	}
	for i, pair := range o.Pairs {
		r.Pairs[i] = ScoredPair{Source: pair[0], Target: pair[1], Score: below - 1}
	}
	for i, e := range estimates {
		r.Pairs[at[i]].Score, r.Pairs[at[i]].Plausibility = e.Score, e.Plausibility
	}
	return r, nil
}

// viewPairs returns the pairs whose ends are both in a view as its nodes, and where each stands in the list.
func viewPairs(g *graph.Graph, ids [][2]string, index func(int) (int, bool)) (pairs [][2]uint32, at []int, err error) {
	for i, pair := range ids {
		if pair[0] == pair[1] {
			return nil, nil, graph.Fail(graph.Invalid, "analysis.Score", graph.Say("pair_of_one", "a pair is of two nodes, not of one with itself", nil))
		}
		var ends [2]uint32
		inside := true
		for k, id := range pair {
			position, there := g.FindNode(id)
			if !there {
				return nil, nil, graph.NoNode("analysis.Score", id)
			}
			u, in := index(position)
			ends[k], inside = uint32(u), inside && in
		}
		if inside { // the lower first: from the other end sums are rounded otherwise
			pairs, at = append(pairs, [2]uint32{min(ends[0], ends[1]), max(ends[0], ends[1])}), append(at, i)
		}
	}
	return pairs, at, nil
}
