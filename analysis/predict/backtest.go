package predict

import (
	"context"

	"trama/analysis/internal/view"
)

// Result is what a backtest found of one network.
type Result struct {
	Hidden     int       // relations hidden each time
	Candidates float64   // unlinked pairs that were ranked each time, on average
	BaseRate   float64   // share of hidden ones among them
	Methods    []Quality // by Method
	Fused      Quality   // of the model
	Traits     Quality   // of what the ends have in common alone
	Bins       []Bin
}

// Bin compares plausibilities with what was found.
type Bin struct {
	From, To     float64
	Pairs        int
	Given, Found float64 // mean plausibility; share of hidden relations
}

// binEdges are the ends of the bins: tenths, the first split at .01 and .03.
func binEdges() []float64 { return []float64{0, .01, .03, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1} }

// rankedMost is about how many pairs a backtest ranks: of larger networks, those of some nodes.
const rankedMost = 2_000_000

// Backtest hides a fifth of the relations so many times and returns how well each method finds them again, as means.
// Every feature, the traits' odds too, is computed after hiding. Pairs are all that are unlinked then, or, beyond two
// million, all those of a sample of nodes.
func Backtest(ctx context.Context, n Network, repeats int, seed int64) (Result, error) {
	r := Result{Methods: make([]Quality, methodCount), Bins: make([]Bin, len(binEdges())-1)}
	for i := range r.Bins {
		r.Bins[i].From, r.Bins[i].To = binEdges()[i], binEdges()[i+1]
	}
	for repeat := range int64(repeats) {
		if err := r.repeat(ctx, n, seed+1000*repeat, 1/float64(repeats)); err != nil {
			return r, err
		}
	}
	for i := range r.Bins {
		if b := &r.Bins[i]; b.Pairs > 0 {
			b.Given, b.Found = b.Given/float64(b.Pairs), b.Found/float64(b.Pairs)
		}
	}
	return r, nil
}

func (r *Result) repeat(ctx context.Context, n Network, seed int64, share float64) error {
	split, err := hide(ctx, n.View, hiddenShare, seed)
	if err != nil {
		return err
	}
	r.Hidden = split.Hidden.M()
	m, err := Learn(ctx, Network{View: split.View, Traits: n.Traits, Class: n.Class}, Options{Seed: seed})
	if err != nil {
		return err
	}
	pairs, err := pairsOf(ctx, split.View, sourcesOf(n.View.N(), max(20, rankedMost/max(1, n.View.N())), seed))
	if err != nil {
		return err
	}
	scores, err := scoresOf(ctx, split.View, pairs)
	if err != nil {
		return err
	}
	hidden, weights := make([]bool, len(pairs)), make([]float64, len(pairs))
	err = eachBelow(ctx, len(pairs), func(i int) {
		p := pairs[i]
		hidden[i], weights[i] = split.has(p), float64(n.View.Degree(int(p[0]))*n.View.Degree(int(p[1])))
	})
	if err != nil {
		return err
	}
	found := 0.0
	for _, is := range hidden {
		if is {
			found++
		}
	}
	r.Candidates += share * float64(len(pairs))
	r.BaseRate += share * found / float64(max(1, len(pairs)))
	fused, err := r.fused(ctx, m, pairs, scores, hidden)
	if err != nil {
		return err
	}
	by := newRanking(hidden, weights)
	add := func(to *Quality, score func(i int) float64) {
		var q Quality
		if err == nil {
			q, err = by.quality(ctx, score)
		}
		to.add(q, share)
	}
	for _, method := range Methods() {
		add(&r.Methods[method], func(i int) float64 {
			return scores[i].of(method, float64(split.View.Degree(int(pairs[i][0]))), float64(split.View.Degree(int(pairs[i][1]))))
		})
	}
	add(&r.Fused, func(i int) float64 { return fused[i] })
	add(&r.Traits, func(i int) float64 { return m.Affinity(pairs[i][0], pairs[i][1]) })
	return err
}

// binnedAtOnce is of how many pairs the plausibilities are kept until they are binned.
const binnedAtOnce = 1 << 20

// fused returns the score of each pair by the model, and puts their plausibilities into the bins.
func (r *Result) fused(ctx context.Context, m *Model, pairs [][2]uint32, scores []values, hidden []bool) ([]float64, error) {
	out, plausibility := make([]float64, len(pairs)), make([]float64, min(len(pairs), binnedAtOnce))
	for first := 0; first < len(pairs); first += binnedAtOnce {
		last := min(first+binnedAtOnce, len(pairs))
		err := eachBelow(ctx, last-first, func(i int) {
			e := m.estimate(pairs[first+i], &scores[first+i])
			out[first+i], plausibility[i] = e.Score, e.Plausibility
		})
		if err != nil {
			return nil, err
		}
		for i, p := range plausibility[:last-first] {
			r.bin(p, hidden[first+i])
		}
	}
	return out, nil
}

func (q *Quality) add(other Quality, share float64) {
	q.AUC += share * other.AUC
	q.AUCDegree += share * other.AUCDegree
	q.AUPR += share * other.AUPR
	q.PrecisionAtHidden += share * other.PrecisionAtHidden
	q.PrecisionAt10 += share * other.PrecisionAt10
}

func (r *Result) bin(p float64, hidden bool) {
	for i := len(r.Bins) - 1; i >= 0; i-- {
		if b := &r.Bins[i]; p >= b.From {
			b.Pairs++
			b.Given += p
			if hidden {
				b.Found++
			}
			return
		}
	}
}

// pairsOf returns the unlinked pairs of some nodes with all others, each once.
func pairsOf(ctx context.Context, v *view.View, sources []uint32) ([][2]uint32, error) {
	isSource := make([]bool, v.N())
	for _, u := range sources {
		isSource[u] = true
	}
	count := 0
	for _, u := range sources {
		count += unlinkedOf(v, u, isSource)
	}
	out := make([][2]uint32, 0, count)
	for _, u := range sources {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for x := range uint32(v.N()) {
			if x != u && (!isSource[x] || u < x) && !v.Has(int(u), int(x)) {
				out = append(out, [2]uint32{u, x})
			}
		}
	}
	return out, nil
}
