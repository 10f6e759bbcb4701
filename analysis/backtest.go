package analysis

import (
	"context"

	"trama/analysis/gap"
	"trama/analysis/predict"
	"trama/analysis/table"
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

// maxRepeats is how often a backtest hides relations at most: beyond, its figures do not get any surer.
const maxRepeats = 100

// BacktestOptions say how relations are hidden.
type BacktestOptions struct {
	Lens    graph.Lens `json:"-"`
	Repeats int        `json:"repeats"`
	Seed    int64      `json:"seed"`
}

// DefaultBacktestOptions returns the options a backtest has when nothing is said.
func DefaultBacktestOptions() BacktestOptions { return BacktestOptions{Repeats: 3, Seed: 1} }

// BacktestResult says how well each method finds hidden relations again, trama.backtest/1. All figures are means over
// the repeats; ties count at their expected value.
type BacktestResult struct {
	Schema      string           `json:"schema"`
	Network     Network          `json:"network"`
	Lens        graph.Lens       `json:"lens"`
	Params      BacktestOptions  `json:"params"`
	Hidden      int              `json:"hidden"` // relations hidden each time
	Repeats     int              `json:"repeats"`
	Candidates  int              `json:"candidates"` // pairs that were ranked each time, on average
	BaseRate    float64          `json:"base_rate"`  // share of the candidates that were hidden: the precision of a blind guess
	Methods     []Method         `json:"methods"`
	Chosen      string           `json:"chosen"` // what suggestions are ranked by, as a list of them names it
	Best        string           `json:"best"`   // the one that found most again here; "" where nothing was hidden
	Reliability []Reliability    `json:"reliability"`
	Notes       []graph.Sentence `json:"notes"`
}

// Method is a way to rank pairs, and how well it did; one that the network is too small for has no figures.
type Method struct {
	Method             string   `json:"method"`
	AUC                *float64 `json:"auc"`
	AUCDegreeCorrected *float64 `json:"auc_degree_corrected"` // negatives drawn by degree
	AUPR               *float64 `json:"aupr"`
	PrecisionAtHidden  *float64 `json:"precision_at_hidden"`
	PrecisionAt10      *float64 `json:"precision_at_10"`
}

// Reliability compares the plausibilities that were given with what was found.
type Reliability struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Pairs int     `json:"pairs"`
	Given float64 `json:"given"` // mean plausibility
	Found float64 `json:"found"` // share of hidden relations
}

// Backtest hides a fifth of the known relations of what the lens leaves of a source, lets each method rank all pairs
// that are unlinked then, and says how well it finds the hidden ones again. Every feature is computed after hiding. It
// fails with Usage without a repeat or with more than a hundred, and when the context ends.
func Backtest(ctx context.Context, src Source, o BacktestOptions) (*BacktestResult, error) {
	if o.Repeats < 1 || o.Repeats > maxRepeats {
		return nil, graph.Fail(graph.Usage, "analysis.Backtest", graph.Say("bad_repeats", "a backtest has 1 to {most} repeats", graph.V{"most": maxRepeats}))
	}
	n, err := learnedFrom(ctx, src, o.Lens)
	if err != nil {
		return nil, err
	}
	r := &BacktestResult{Schema: BacktestSchema, Network: src.network(), Lens: o.Lens, Params: o, Repeats: o.Repeats, Methods: []Method{}, Reliability: []Reliability{}, Notes: src.notes(), Chosen: MethodPriors}
	m := n.View.M()
	if m < gap.LittleData {
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

// Learned says which method the network's own relations chose, and how well it found them again. Method is "priors"
// where there is too little to learn from.
type Learned struct {
	Method    string  `json:"method"`
	Hidden    int     `json:"hidden"`
	AUC       float64 `json:"auc"`
	AUPR      float64 `json:"aupr"`
	Precision float64 `json:"precision_at_hidden"`
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

// learnedFrom returns what plausibility is learned from, of what a lens leaves of a source.
func learnedFrom(ctx context.Context, src Source, l graph.Lens) (predict.Network, error) {
	v, _, err := viewOf(ctx, src, l)
	if err != nil {
		return predict.Network{}, err
	}
	aside, err := table.Aside(src.Graph, l)
	if err != nil {
		return predict.Network{}, err
	}
	return gap.Evidence(v, aside), nil
}
