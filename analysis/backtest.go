package analysis

import (
	"context"

	"trama/analysis/predict"
	"trama/graph"
)

// BacktestSchema is the name of the backtest's document.
const BacktestSchema = "trama.backtest/1"

// The methods of a backtest that are no score of the literature.
const (
	MethodFused  = "fused"  // what suggestions and scores rank by: relations, attributes and what other networks taught
	MethodTraits = "traits" // what the two ends have in common, alone
	MethodRandom = "random" // by lot: its precision is the base rate
	MethodPriors = "priors" // stated beforehand, where there is too little to learn from
)

// Backtest hides a fifth of the known relations of what the lens leaves of a source, lets each method rank all pairs
// that are unlinked then, and says how well it finds the hidden ones again. Every feature is computed after hiding. It
// fails with Usage without a repeat, and when the context ends.
func Backtest(ctx context.Context, src Source, o BacktestOptions) (*BacktestResult, error) {
	if o.Repeats < 1 {
		return nil, graph.Fail(graph.Usage, "analysis.Backtest", graph.Say("bad_repeats", "a backtest has at least one repeat", nil))
	}
	n, err := learnedFrom(ctx, src, o.Lens)
	if err != nil {
		return nil, err
	}
	r := &BacktestResult{Schema: BacktestSchema, Network: src.network(), Lens: o.Lens, Params: o, Repeats: o.Repeats, Methods: []Method{}, Reliability: []Reliability{}, Notes: src.notes(), Chosen: MethodPriors}
	m := n.View.M()
	if m < littleData {
		r.Notes = append(r.Notes, say("learned_too_little", graph.V{"relations": m}))
	}
	if m < 2 {
		return r, nil
	}
	found, err := predict.Backtest(ctx, n, o.Repeats, o.Seed)
	if err != nil {
		return nil, err
	}
	r.fill(found)
	return r, nil
}

func (r *BacktestResult) fill(found predict.Result) {
	r.Hidden, r.Candidates, r.BaseRate = found.Hidden, int(found.Candidates+.5), found.BaseRate
	r.Chosen = methodOf(found.Hidden)
	r.add(MethodFused, found.Fused)
	for _, m := range predict.Methods() {
		r.add(m.String(), found.Methods[m])
	}
	r.add(MethodTraits, found.Traits)
	r.add(MethodRandom, predict.Quality{AUC: .5, AUCDegree: .5, AUPR: r.BaseRate, PrecisionAtHidden: r.BaseRate, PrecisionAt10: r.BaseRate})
	best := -1.0
	for _, m := range r.Methods {
		if *m.AUPR > best {
			best, r.Best = *m.AUPR, m.Method
		}
	}
	for _, b := range found.Bins {
		r.Reliability = append(r.Reliability, Reliability{From: b.From, To: b.To, Pairs: b.Pairs, Given: b.Given, Found: b.Found})
	}
}

func (r *BacktestResult) add(name string, q predict.Quality) {
	r.Methods = append(r.Methods, Method{
		Method: name, AUC: &q.AUC, AUCDegreeCorrected: &q.AUCDegree, AUPR: &q.AUPR,
		PrecisionAtHidden: &q.PrecisionAtHidden, PrecisionAt10: &q.PrecisionAt10,
	})
}

// learned says how well a model found a network's own relations again.
func learned(m *predict.Model) Learned {
	hidden, q := m.Learned()
	if hidden == 0 {
		return Learned{Method: methodOf(hidden)}
	}
	return Learned{Method: methodOf(hidden), Hidden: hidden, AUC: q.AUC, AUPR: q.AUPR, Precision: q.PrecisionAtHidden}
}

// methodOf names what suggestions are ranked by where so many relations could be hidden to learn from. A backtest and a
// list of suggestions name it alike.
func methodOf(hidden int) string {
	if hidden == 0 {
		return MethodPriors
	}
	return MethodFused
}
