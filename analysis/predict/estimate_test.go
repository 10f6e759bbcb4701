package predict

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"trama/analysis/internal/graphs"
)

// groupsOfTwo is a network of dense groups, tied at random here and there, with the group as a trait and two kinds of nodes.
func groupsOfTwo(t *testing.T, n int) Network {
	t.Helper()
	random := rand.New(rand.NewPCG(5, 11))
	e := graphs.Edges{N: n}
	class, group := make([]uint8, n), make([][]uint32, n)
	for u := range n {
		class[u], group[u] = uint8(u%2), []uint32{uint32(u / 10)}
		if u%7 == 0 {
			group[u] = nil
		}
		for range 4 {
			w := u/10*10 + random.IntN(10)
			if random.IntN(5) == 0 {
				w = random.IntN(n)
			}
			e.Source, e.Target = append(e.Source, uint32(u)), append(e.Target, uint32(w))
		}
	}
	return Network{View: e.View(), Class: class, Traits: []Trait{{Name: "group", Values: group}}}
}

// An estimate is the odds of a pair at random, multiplied by what the relations around the pair do to them and by what each trait
// does; its lift is the plausibility ÷ that of a pair at random, which is one relation in four of those that are known. It is the
// same from either end, where the two are related too.
func TestAnEstimateIsTheProductOfItsParts(t *testing.T) {
	n := groupsOfTwo(t, 80)
	m, err := Learn(context.Background(), n, Options{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	var pairs [][2]uint32
	for u := range uint32(80) {
		for w := u + 1; w < 80; w += 3 {
			pairs = append(pairs, [2]uint32{u, w})
		}
	}
	found, err := m.Of(context.Background(), pairs)
	if err != nil {
		t.Fatal(err)
	}
	links := float64(n.View.M())
	base := links / 4 / (80*79/2 - links)
	for i, e := range found {
		at := math.Log(base/(1-base)) + e.Structure
		for _, part := range e.Traits {
			at += part
		}
		// What orders the pairs is the logit before the network's own correction, with the traits, and less what good ranks add.
		var x features
		one, err := scoresOf(context.Background(), n.View, pairs[i:i+1])
		if err != nil {
			t.Fatal(err)
		}
		m.scene.features(&x, pairs[i], &one[0])
		for k, part := range m.odds.parts(pairs[i][0], pairs[i][1]) {
			if want := m.fit.weight[classOfPair(one[0][scoreRA], one[0][scoreW3])] * part; e.Traits[k] != want {
				t.Fatalf("%v: trait %d says %v, want %v", pairs[i], k, e.Traits[k], want)
			}
		}
		if want := m.forest.Value(&x) - m.scene.top(&x) + e.Traits[0] + e.Traits[1]; math.Abs(e.Score-want) > 1e-9 {
			t.Fatalf("%v: score %v, want %v", pairs[i], e.Score, want)
		}
		if want := 1 / (1 + math.Exp(-at)); math.Abs(e.Plausibility-want) > 1e-12 || math.Abs(e.Lift-e.Plausibility/base) > 1e-9 || len(e.Traits) != 2 {
			t.Fatalf("%v: %+v, want plausibility %v", pairs[i], e, want)
		}
	}
	turned := make([][2]uint32, len(pairs))
	for i, p := range pairs {
		turned[i] = [2]uint32{p[1], p[0]}
	}
	again, err := m.Of(context.Background(), turned)
	for i := range again {
		if math.Abs(again[i].Plausibility-found[i].Plausibility) > 1e-6 || err != nil {
			t.Fatalf("%v: %v, the other way round %v; %v", pairs[i], found[i].Plausibility, again[i].Plausibility, err)
		}
	}
}

// What the two have in common counts by itself where nothing joins them, and its parts add up; a pair without a value for a trait
// hears nothing of it.
func TestAffinityIsTheSumOfItsParts(t *testing.T) {
	n := groupsOfTwo(t, 80)
	m, err := Learn(context.Background(), n, Options{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	for u := range uint32(80) {
		for w := range uint32(80) {
			sum := 0.0
			for _, part := range m.odds.parts(u, w) {
				sum += part
			}
			if a := m.Affinity(u, w); math.Abs(a-m.fit.weight[silent]*sum) > 1e-12 || math.Abs(a-m.Affinity(w, u)) > 1e-12 {
				t.Fatalf("%d and %d: %v, parts %v", u, w, a, m.odds.parts(u, w))
			}
			if group := m.odds.parts(u, w)[0]; (group == 0) != (u%7 == 0 || w%7 == 0) || group != 0 && (group > 0) != (u/10 == w/10) {
				t.Fatalf("%d and %d: the group says %v", u, w, group)
			}
		}
	}
}

// A fifth of the relations is hidden each time, and each pair that is unlinked then is ranked once: the bins hold all of them.
func TestABacktestCountsItsPairs(t *testing.T) {
	n := groupsOfTwo(t, 60)
	m := n.View.M()
	for _, repeats := range []int{1, 2} {
		r, err := Backtest(context.Background(), n, repeats, 1)
		if err != nil {
			t.Fatal(err)
		}
		hidden := int(math.Round(float64(m) / 5))
		candidates := 60*59/2 - (m - hidden)
		pairs, found := 0, 0.0
		var ends []float64 // tenths, the first of them split at .01 and .03
		for _, b := range r.Bins {
			ends = append(ends, b.To)
		}
		if want := []float64{.01, .03, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1}; !slices.Equal(ends, want) {
			t.Errorf("bins end at %v", ends)
		}
		for i, b := range r.Bins {
			pairs, found = pairs+b.Pairs, found+b.Found*float64(b.Pairs)
			if i > 0 && b.From != r.Bins[i-1].To || b.Pairs > 0 && (b.Given < b.From || b.Given > b.To) {
				t.Errorf("%+v", b)
			}
		}
		if r.Hidden != hidden || r.Candidates != float64(candidates) || math.Abs(r.BaseRate-float64(hidden)/float64(candidates)) > 1e-12 {
			t.Errorf("%d hidden of %d, %v candidates, want %d; base rate %v", r.Hidden, m, r.Candidates, candidates, r.BaseRate)
		}
		if pairs != repeats*candidates || math.Abs(found-float64(repeats*hidden)) > 1e-6 || r.Bins[0].From != 0 || r.Bins[len(r.Bins)-1].To != 1 {
			t.Errorf("the bins hold %d pairs and %v hidden ones", pairs, found)
		}
		for method, q := range r.Methods {
			if q.AUC <= 0 || q.AUC > 1 || q.AUPR <= 0 || q.AUPR > 1 || q.PrecisionAtHidden < 0 || q.PrecisionAtHidden > 1 {
				t.Errorf("%v: %+v", Method(method), q)
			}
		}
	}
}

// The best of fewer are the first of the best of more, and of none there is none.
func TestTheBestOfFewerAreTheFirstOfMore(t *testing.T) {
	m, err := Learn(context.Background(), groupsOfTwo(t, 80), Options{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	all := func(a, b uint32) bool { return true }
	many, err := m.BestAcross(context.Background(), 500, all)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []int{0, 1, 7, 64, 65, 200} {
		few, err := m.BestAcross(context.Background(), k, all)
		if err != nil || len(few) != k {
			t.Fatalf("%d of %d, %v", len(few), k, err)
		}
		for i := range few {
			if few[i] != many[i] {
				t.Fatalf("of %d the %dth is %v, of 500 %v", k, i, few[i], many[i])
			}
		}
	}
}

// Of two that are linked the scores are those of the ways around their relation: a way of three steps passes two others. They are the
// same from either end.
func TestScoresOfLinkedPairs(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	for range 60 {
		v := graphs.Draw(func(low, high int) int { return low + random.IntN(high-low+1) }, 16).View()
		var pairs [][2]uint32
		for u := range v.N() {
			for _, w := range v.Row(u) {
				pairs = append(pairs, [2]uint32{uint32(u), w})
			}
		}
		got, err := scoresOf(context.Background(), v, pairs)
		if err != nil {
			t.Fatal(err)
		}
		back := map[[2]uint32]values{}
		for i, p := range pairs {
			back[[2]uint32{p[1], p[0]}] = got[i]
		}
		for i, p := range pairs {
			walks, ways, count := 0.0, 0.0, 0.0
			for _, z := range v.Row(int(p[0])) {
				for _, y := range v.Row(int(z)) {
					if z != p[1] && y != p[0] && v.Has(int(y), int(p[1])) {
						both := float64(v.Degree(int(z)) * v.Degree(int(y)))
						walks, ways, count = walks+1/both, ways+1/math.Sqrt(both), count+1
					}
				}
			}
			if one := got[i]; math.Abs(one[scoreW3]-walks) > 1e-12 || math.Abs(one[scoreL3]-ways) > 1e-12 || one[scoreP3] != count {
				t.Fatalf("%v: %v, want %v, %v and %v", p, one, walks, ways, count)
			}
			for score, x := range got[i] {
				if math.Abs(x-back[p][score]) > 1e-9 {
					t.Fatalf("%v: %v, from the other end %v", p, got[i], back[p])
				}
			}
		}
	}
}

// A tree is walked from its root: left where the feature is at most the split, right beyond it, and a forest adds its leaves to its base.
func TestAForestAddsItsLeaves(t *testing.T) {
	one := Tree{Nodes: []TreeNode{{Feature: 2, At: .5, Left: 1}, {Value: 1}, {Feature: 3, At: -1, Left: 3}, {Value: 10}, {Value: 20}}}
	f := &Forest{Base: .25, Trees: []Tree{one, {Nodes: []TreeNode{{Value: 100}}}}}
	for _, c := range []struct {
		second, third float32
		want          float64
	}{{0, 0, 101.25}, {.5, 0, 101.25}, {.75, -1, 110.25}, {.75, -2, 110.25}, {.75, 0, 120.25}} {
		x := features{2: c.second, 3: c.third}
		if got := f.Value(&x); got != c.want {
			t.Errorf("%v, %v: %v, want %v", c.second, c.third, got, c.want)
		}
	}
	if got := (&Forest{Base: 3}).Value(&features{}); got != 3 {
		t.Errorf("without trees %v", got)
	}
}

// What is observed stands for all pairs that are unlinked once some relations are hidden, each once, the hidden ones among them.
func TestObservationsStandForAllPairs(t *testing.T) {
	n := groupsOfTwo(t, 90)
	m, err := Learn(context.Background(), n, Options{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	split, err := hide(context.Background(), n.View, hiddenShare, 5)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := m.observations(context.Background(), split, 5)
	if err != nil {
		t.Fatal(err)
	}
	hidden, all, evidence := 0.0, 0.0, 0.0
	for _, r := range rows {
		evidence += r.weight * r.evidence
		if all += r.weight; r.hidden {
			hidden += r.weight
		}
	}
	left := oddsOf(n, split.View) // what is hidden teaches nothing
	for _, p := range unlinked(split.View) {
		evidence -= left.of(p[0], p[1])
	}
	if math.Abs(evidence) > 1e-6 {
		t.Errorf("what the traits say of all pairs is off by %v", evidence)
	}
	if want := float64(90*89/2 - split.View.M()); math.Abs(all-want) > 1e-6 || math.Abs(hidden-float64(split.Hidden.M())) > 1e-9 {
		t.Errorf("%v pairs, want %v; %v hidden, want %d", all, want, hidden, split.Hidden.M())
	}
}

// A score falls as the pair's ranks by the best single scores rise: by .8 for each doubling of both, and in a network of two sides by
// 2.5 for each of the walk's rank alone.
func TestScoresFollowTheBestRanks(t *testing.T) {
	whole, sided := &scene{}, &scene{side: []uint8{}}
	for _, c := range []struct{ ra, srw, whole, sided float64 }{{0, 0, 0, 0}, {1, 1, .8, 2.5}, {2, 2, 1.6, 5}, {1, 0, .4, 0}, {0, 1, .4, 2.5}, {-3, -1, -1.6, -2.5}} {
		x := features{rankRA: float32(c.ra), rankSRW3: float32(c.srw)}
		if got := [2]float64{whole.top(&x), sided.top(&x)}; math.Abs(got[0]-c.whole) > 1e-9 || math.Abs(got[1]-c.sided) > 1e-9 {
			t.Errorf("ranks %v and %v: %v, want %v and %v", c.ra, c.srw, got, c.whole, c.sided)
		}
	}
}

// Shift and slope are those of the highest posterior: the likelihood of what was found, where seven in ten of the missing are known, and
// normal priors around 0 and 1 of spreads 1.5 and .6, the traits counting by their prior weight. Seven tenths of the correction are taken.
func TestTheFitIsTheHighestPosterior(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 3))
	for range 20 {
		var rows []observed
		shift, slope := random.Float64()-1, .7+.6*random.Float64()
		for range 5 + random.IntN(60) {
			z := random.NormFloat64()
			rows = append(rows, observed{z: z, evidence: random.NormFloat64(), hidden: random.Float64() < .7*logistic(shift+slope*z), weight: 1 + random.Float64(), class: speaking})
		}
		posterior := func(a, b float64) float64 {
			sum := -a*a/(2*1.5*1.5) - (b-1)*(b-1)/(2*.6*.6)
			for _, r := range rows {
				p := .7 / (1 + math.Exp(math.Log(.7)-a-b*r.z-.5*r.evidence))
				if !r.hidden {
					p = 1 - p
				}
				sum += r.weight * math.Log(p)
			}
			return sum
		}
		f := fit{weight: [classes]float64{speaking: .5}}
		f.fitStructure(speaking, rows)
		a, b := f.shift[speaking]/.7, 1+(f.slope[speaking]-1)/.7
		best := posterior(a, b)
		for _, step := range [][2]float64{{.05, 0}, {-.05, 0}, {0, .05}, {0, -.05}, {.05, .05}, {-.05, -.05}, {.05, -.05}, {-.05, .05}} {
			if other := posterior(a+step[0], b+step[1]); other > best && b > .31 && b < 1.79 {
				t.Errorf("%d rows: %v at shift %v and slope %v, %v at %v and %v", len(rows), best, a, b, other, a+step[0], b+step[1])
			}
		}
	}
}

// So is the weight of what traits say, between 0 and 1.2. Beside relations that speak it counts only where the likelihood of what was
// found rises by three; where they are silent it always does.
func TestTheWeightOfTraitsIsOfTheHighestPosterior(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 4))
	counted := 0
	for i := range 40 {
		var rows []observed
		slope := float64(i%5)/2 - .5
		for range 20 + random.IntN(100) {
			r := observed{z: random.NormFloat64() - 1, evidence: random.NormFloat64(), weight: 1 + random.Float64()}
			r.hidden = random.Float64() < .7*logistic(r.z+slope*r.evidence)
			rows = append(rows, r)
		}
		for class, prior := range [classes]float64{silent: .8, speaking: 0} {
			f := fit{slope: [classes]float64{1, 1}, weight: [classes]float64{silent: .8}}
			f.fitClass(class, rows)
			spread := [classes]float64{silent: .3, speaking: .5}[class]
			likelihood := func(w float64) (sum float64) {
				for _, r := range rows {
					p := .7 / (1 + math.Exp(math.Log(.7)-f.shift[class]-f.slope[class]*r.z-w*r.evidence))
					if !r.hidden {
						p = 1 - p
					}
					sum += r.weight * math.Log(p)
				}
				return sum
			}
			best := 0.
			for w := 0.; w <= 1.2; w += .01 {
				posterior := func(w float64) float64 { return likelihood(w) - (w-prior)*(w-prior)/(2*spread*spread) }
				if posterior(w) > posterior(best) {
					best = w
				}
			}
			gain := likelihood(best) - likelihood(0)
			if class == speaking && gain < gate {
				best = 0
			}
			if math.Abs(gain-gate) > .2 && math.Abs(f.weight[class]-best) > .011 {
				t.Errorf("class %d: %v, the best is %v", class, f.weight[class], best)
			}
			if class == speaking && best > 0 {
				counted++
			}
		}
	}
	if counted < 5 || counted > 35 {
		t.Errorf("beside relations they count %d times", counted)
	}
}

// A small network is looked at three times, with other relations hidden, and each time counts a third; two are silent where no way of
// two or three steps joins them.
func TestASmallNetworkIsLookedAtThreeTimes(t *testing.T) {
	n := groupsOfTwo(t, 60)
	m, err := Learn(context.Background(), n, Options{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	var by [classes][]observed
	var samples []Sample
	for i := range int64(3) {
		split, err := hide(context.Background(), n.View, hiddenShare, 4+i)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := m.observations(context.Background(), split, 3+i)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			r.weight /= 3
			samples = append(samples, Sample{Score: r.z + m.fit.weight[r.class]*r.evidence - r.top, Hidden: r.hidden, Count: r.weight})
			by[r.class] = append(by[r.class], r)
		}
	}
	want := fit{slope: [classes]float64{1, 1}, weight: [classes]float64{silentWeight, otherWeight}}
	for class, rows := range by {
		want.fitClass(class, rows)
	}
	if got := m.fit; got.shift != want.shift || got.slope != want.slope || got.weight != want.weight {
		t.Errorf("%+v, want %+v", got, want)
	}
	if _, q := m.Learned(); math.Abs(q.AUC-qualityOf(samples).AUC) > 1e-9 || math.Abs(q.AUPR-qualityOf(samples).AUPR) > 1e-9 {
		t.Errorf("they were found with %+v, want %+v", q, qualityOf(samples))
	}
	for class, one := range []values{{}, {scoreRA: .1}, {scoreW3: .1}, {scoreRPR: .1}} {
		if got := classOfPair(one[scoreRA], one[scoreW3]); (got == speaking) != (class == 1 || class == 2) {
			t.Errorf("%v is of class %d", one, got)
		}
	}
}
