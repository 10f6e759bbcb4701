package analysis_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

func score(t *testing.T, g *graph.Graph, pairs ...[2]string) *analysis.Scores {
	t.Helper()
	r, err := analysis.Score(background, analysis.Source{Graph: g}, analysis.ScoreOptions{Pairs: pairs, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Pairs come back in their order and orientation, and a pair scores alike both ways.
func TestScoresKeepThePairs(t *testing.T) {
	g := network(t, "karate", asIs)
	r := score(t, g, [2]string{"5", "33"}, [2]string{"33", "5"}, [2]string{"0", "33"})
	for i, want := range [][2]string{{"5", "33"}, {"33", "5"}, {"0", "33"}} {
		if r.Pairs[i].Source != want[0] || r.Pairs[i].Target != want[1] {
			t.Errorf("row %d is %+v", i, r.Pairs[i])
		}
	}
	if r.Pairs[0].Score != r.Pairs[1].Score || r.Pairs[2].Score <= r.Pairs[0].Score {
		t.Errorf("%+v", r.Pairs)
	}
	if r.Learned.Method != analysis.MethodFused || r.Learned.Hidden != 16 {
		t.Errorf("%+v", r.Learned)
	}
}

// A pair outside the lens has no plausibility, and ranks last; a node that is not there and a pair of one are errors.
func TestScoresOfPairsThatAreNone(t *testing.T) {
	g := valdora(t)
	r := score(t, g, [2]string{"org-comune", "bis-notte"}, [2]string{"org-comune", "org-caritas"})
	if r.Pairs[0].Score >= r.Pairs[1].Score || r.Pairs[0].Plausibility != 0 || r.Pairs[1].Plausibility <= 0 {
		t.Errorf("%+v", r.Pairs)
	}
	for _, pair := range [][2]string{{"org-comune", "nessuno"}, {"org-comune", "org-comune"}} {
		if _, err := analysis.Score(background, analysis.Source{Graph: g}, analysis.ScoreOptions{Pairs: [][2]string{pair}}); err == nil {
			t.Errorf("%v is taken", pair)
		}
	}
}

// A backtest gives every method its figures, and finds again far more than chance on a real network.
func TestBacktest(t *testing.T) {
	g := network(t, "karate", asIs)
	r, err := analysis.Backtest(background, analysis.Source{Graph: g}, analysis.BacktestOptions{Repeats: 3, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if r.Hidden != 16 || r.Repeats != 3 || r.Candidates != 34*33/2-62 {
		t.Errorf("hidden %d, candidates %d", r.Hidden, r.Candidates)
	}
	for _, m := range r.Methods {
		for _, x := range []*float64{m.AUC, m.AUCDegreeCorrected, m.AUPR, m.PrecisionAtHidden, m.PrecisionAt10} {
			if x == nil || *x < 0 || *x > 1 {
				t.Errorf("%s: %v", m.Method, x)
			}
		}
		if m.Method == analysis.MethodFused && (*m.AUC < .65 || *m.AUPR < 2*r.BaseRate) {
			t.Errorf("%+v %v", m, *m.AUC)
		}
	}
	list, err := analysis.Missing(background, analysis.Source{Graph: g}, analysis.DefaultMissingOptions())
	if err != nil || r.Chosen != list.Backtest.Method {
		t.Errorf("the backtest says %q, the suggestions %q: %v", r.Chosen, list.Backtest.Method, err)
	}
	for _, m := range r.Methods {
		if at := slices.IndexFunc(r.Methods, func(m analysis.Method) bool { return m.Method == r.Best }); at < 0 || *m.AUPR > *r.Methods[at].AUPR {
			t.Errorf("%s is better than the best, %q", m.Method, r.Best)
		}
	}
	again, err := analysis.Backtest(background, analysis.Source{Graph: g}, analysis.BacktestOptions{Repeats: 3, Seed: 1})
	if err != nil || !reflect.DeepEqual(r, again) {
		t.Errorf("the same seed gives another result: %v", err)
	}
}

// A network without relations has nothing to hide, and says so.
func TestBacktestOfNothing(t *testing.T) {
	g := stateOf(t, graph.Changes{PutNodes: []graph.NodeChange{node("a", graph.Person), node("b", graph.Person)}})
	r, err := analysis.Backtest(background, analysis.Source{Graph: g}, analysis.DefaultBacktestOptions())
	if err != nil || r.Chosen != analysis.MethodPriors || r.Best != "" || len(r.Methods) != 0 || fmt.Sprint(r.Notes[0].Code) != "learned_too_little" {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := analysis.Backtest(background, analysis.Source{Graph: g}, analysis.BacktestOptions{}); err == nil {
		t.Error("no repeat is taken")
	}
}

// The scores of the literature find hidden relations again as they do in the reference run, which hid others: figures are near its, and
// the share of hidden ones among all pairs is the same.
func TestBacktestIsNearTheGoldenFigures(t *testing.T) {
	results := map[string]*analysis.BacktestResult{}
	for _, row := range table(t, shared(t, "golden", "lp_results.csv")) {
		name := row["network"]
		if name != "jazz" && name != "polbooks" {
			continue
		}
		if results[name] == nil {
			r, err := analysis.Backtest(background, analysis.Source{Graph: network(t, name, asIs)}, analysis.BacktestOptions{Repeats: 3, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			results[name] = r
			near(t, name+" base rate", &r.BaseRate, number(t, row["base_rate"]), 1e-4)
		}
		at := slices.IndexFunc(results[name].Methods, func(m analysis.Method) bool { return m.Method == row["method"] })
		if at < 0 {
			continue
		}
		m := results[name].Methods[at]
		for column, got := range map[string]*float64{"auc": m.AUC, "auc_degree_corrected": m.AUCDegreeCorrected} {
			near(t, name+" "+m.Method+" "+column, got, number(t, row[column]), .06)
		}
		for column, got := range map[string]*float64{"aupr": m.AUPR, "prec_at_test": m.PrecisionAtHidden} {
			near(t, name+" "+m.Method+" "+column, got, number(t, row[column]), .08)
		}
	}
	for name, r := range results {
		if r.Chosen != analysis.MethodFused {
			t.Errorf("%s: suggestions are ranked by %s", name, r.Chosen)
		}
		best, fused := 0., 0.
		for _, m := range r.Methods {
			if best = max(best, *m.AUPR); m.Method == analysis.MethodFused {
				fused = *m.AUPR
			}
		}
		if fused < best-.03 {
			t.Errorf("%s: what is made of all has an average precision of %v, one of them %v", name, fused, best)
		}
		pairs := 0
		for _, b := range r.Reliability {
			if pairs += b.Pairs; b.Pairs > 0 && (b.Given < b.From || b.Given > b.To) {
				t.Errorf("%s: of %v to %v the mean is %v", name, b.From, b.To, b.Given)
			}
		}
		if pairs != r.Candidates*r.Repeats {
			t.Errorf("%s: the bins hold %d of %d pairs", name, pairs, r.Candidates*r.Repeats)
		}
	}
}

// What suggestions are ranked by is named by whether there was enough to learn from: ten relations, of which a fifth is hidden.
func TestWhatSuggestionsAreRankedBy(t *testing.T) {
	for relations, want := range map[int]analysis.Learned{9: {Method: analysis.MethodPriors}, 10: {Method: analysis.MethodFused, Hidden: 2}, 14: {Method: analysis.MethodFused, Hidden: 3}} {
		lines := []string{"node zz person"}
		for i := range relations {
			lines = append(lines, fmt.Sprintf("edge a%02d knows a%02d", i, i+1))
		}
		g := graphtest.FromLines(t, lines...)
		got := missing(t, g, nil).Backtest
		if got.Method != want.Method || got.Hidden != want.Hidden || (got.AUC > 0) != (want.Hidden > 0) {
			t.Errorf("%d relations: %+v, want %+v", relations, got, want)
		}
	}
}

// A pair has one score, from whichever end it is asked for, and whether the two are related or not.
func TestScoresAreTheSameFromEitherEnd(t *testing.T) {
	g := network(t, "karate", asIs)
	var pairs, turned [][2]string
	for i := range g.Nodes() {
		for j := range i {
			pairs = append(pairs, [2]string{g.NodeID(i), g.NodeID(j)})
			turned = append(turned, [2]string{g.NodeID(j), g.NodeID(i)})
		}
	}
	one, err := analysis.Score(background, analysis.Source{Graph: g}, analysis.ScoreOptions{Pairs: pairs, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	other, err := analysis.Score(background, analysis.Source{Graph: g}, analysis.ScoreOptions{Pairs: turned, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range one.Pairs {
		o := other.Pairs[i]
		if s.Plausibility != o.Plausibility || s.Score != o.Score || s.Source != o.Target {
			t.Errorf("%s and %s: %v, the other way round %v", s.Source, s.Target, s, o)
		}
	}
}

// A suggestion is as plausible as the pair is by its score, in a list of all and in one of those who are involved.
func TestSuggestionsAreAsPlausibleAsTheirScores(t *testing.T) {
	g := valdora(t)
	for name, change := range map[string]func(*analysis.MissingOptions){
		"all": func(o *analysis.MissingOptions) { o.Limit = 0 }, "involving": func(o *analysis.MissingOptions) { o.Involving = []string{"org-forno"} },
	} {
		plausible := map[[2]string]float64{}
		var pairs [][2]string
		for _, s := range missing(t, g, change).Suggestions {
			if s.Type != graph.Commitment && s.Type != "answers" { // these have priors of their own
				pair := [2]string{s.Source, s.Target}
				pairs, plausible[pair] = append(pairs, pair), s.Plausibility
			}
		}
		if len(pairs) < 15 {
			t.Fatalf("%s: %d suggestions", name, len(pairs))
		}
		for _, s := range score(t, g, pairs...).Pairs {
			if want := plausible[[2]string{s.Source, s.Target}]; s.Plausibility != want {
				t.Errorf("%s: %s and %s have %v, the list says %v", name, s.Source, s.Target, s.Plausibility, want)
			}
		}
	}
}

// Forty relations are enough to learn from; of fewer it is said that they teach little.
func TestTooLittleToLearnFrom(t *testing.T) {
	for relations, little := range map[int]bool{39: true, 40: false} {
		lines := []string{"node zz person"}
		for i := range relations {
			lines = append(lines, fmt.Sprintf("edge a%02d knows a%02d", i, (i+1)%40))
		}
		src := analysis.Source{Graph: graphtest.FromLines(t, lines...)}
		list, err := analysis.Missing(t.Context(), src, analysis.MissingOptions{Limit: 1, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		back, err := analysis.Backtest(t.Context(), src, analysis.BacktestOptions{Repeats: 1, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if (len(list.Notes) > 0) != little || (len(back.Notes) > 0) != little || slices.ContainsFunc(list.Suggestions[0].Cautions, func(s graph.Sentence) bool { return s.Code == "little_data" }) != little {
			t.Errorf("%d relations: %v, %v, %v", relations, list.Notes, back.Notes, list.Suggestions[0].Cautions)
		}
	}
}

func TestBacktestHasItsBounds(t *testing.T) {
	src := analysis.Source{Graph: graph.Empty()}
	for _, repeats := range []int{-1, 0, 101} {
		if _, err := analysis.Backtest(background, src, analysis.BacktestOptions{Repeats: repeats}); graph.KindOf(err) != graph.Usage || err == nil {
			t.Errorf("%d repeats: %v", repeats, err)
		}
	}
	for _, repeats := range []int{1, 100} {
		if _, err := analysis.Backtest(background, src, analysis.BacktestOptions{Repeats: repeats}); err != nil {
			t.Errorf("%d repeats: %v", repeats, err)
		}
	}
}
