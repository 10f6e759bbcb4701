package analysis_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"trama/analysis"
	"trama/graph"
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
