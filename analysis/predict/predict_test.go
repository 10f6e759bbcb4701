package predict

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
)

// randomView returns a view of n nodes and about m pairs, and its adjacency matrix.
func randomView(t testing.TB, r *rand.Rand, n, m int) (*view.View, [][]float64) {
	t.Helper()
	a := make([][]float64, n)
	for i := range a {
		a[i] = make([]float64, n)
	}
	var source, target []uint32
	for range m {
		u, w := r.IntN(n), r.IntN(n)
		if u != w {
			a[u][w], a[w][u] = 1, 1
			source, target = append(source, uint32(u)), append(target, uint32(w))
		}
	}
	v, err := view.Of(context.Background(), n, source, target)
	if err != nil {
		t.Fatal(err)
	}
	return v, a
}

func product(a, b [][]float64) [][]float64 {
	out := make([][]float64, len(a))
	for i := range out {
		out[i] = make([]float64, len(a))
		for k := range a {
			for j := range out[i] {
				out[i][j] += a[i][k] * b[k][j]
			}
		}
	}
	return out
}

// scaled returns the matrix with entry i, j times f(i, j).
func scaled(a [][]float64, f func(i, j int) float64) [][]float64 {
	out := make([][]float64, len(a))
	for i := range a {
		out[i] = make([]float64, len(a))
		for j := range a[i] {
			out[i][j] = a[i][j] * f(i, j)
		}
	}
	return out
}

// definitions returns each method as a matrix, by the formulas of the literature.
func definitions(a [][]float64) map[Method][][]float64 {
	n := len(a)
	k := make([]float64, n)
	for i := range a {
		for j := range a {
			k[i] += a[i][j]
		}
	}
	some := func(i int) float64 { return math.Max(1, k[i]) }
	two := product(a, a)
	three := product(two, a)
	step := scaled(a, func(i, _ int) float64 { return 1 / some(i) })
	all := func(f func(i, j int) float64) [][]float64 {
		out := make([][]float64, n)
		for i := range out {
			out[i] = make([]float64, n)
			for j := range out[i] {
				out[i][j] = f(i, j)
			}
		}
		return out
	}
	adamic := scaled(a, func(_, j int) float64 {
		if k[j] > 1 {
			return 1 / math.Log(k[j])
		}
		return 0
	})
	walks, rooted := step, all(func(i, j int) float64 { return 0 })
	short := all(func(i, j int) float64 { return 0 })
	weight := .15
	for t := 1; t <= 20; t++ {
		weight *= .85
		rooted = all(func(i, j int) float64 { return rooted[i][j] + weight*walks[i][j] })
		if t <= 3 {
			short = all(func(i, j int) float64 { return short[i][j] + k[i]*walks[i][j] })
		}
		walks = product(walks, step)
	}
	return map[Method][][]float64{
		CN: two,
		AA: product(adamic, a),
		RA: product(scaled(a, func(_, j int) float64 { return 1 / some(j) }), a),
		JC: all(func(i, j int) float64 {
			if union := k[i] + k[j] - two[i][j]; union > 0 {
				return two[i][j] / union
			}
			return 0
		}),
		PA:   all(func(i, j int) float64 { return k[i] * k[j] }),
		LP:   all(func(i, j int) float64 { return two[i][j] + .01*three[i][j] }),
		L3:   product(product(a, scaled(a, func(i, j int) float64 { return 1 / math.Sqrt(some(i)*some(j)) })), a),
		RPR:  all(func(i, j int) float64 { return rooted[i][j] + rooted[j][i] }),
		SRW3: all(func(i, j int) float64 { return (short[i][j] + short[j][i]) / 2 }),
		LO:   linearOptimization(scaled(a, func(i, j int) float64 { return 1 / math.Sqrt(some(i)*some(j)) })),
	}
}

// linearOptimization solves (N² + .1) S = N³, and takes what is below 0 for 0.
func linearOptimization(a [][]float64) [][]float64 {
	n := len(a)
	two := product(a, a)
	left, right := mat.NewDense(n, n, nil), mat.NewDense(n, n, slices.Concat(product(two, a)...))
	for i := range a {
		for j := range a {
			left.Set(i, j, two[i][j])
		}
		left.Set(i, i, two[i][i]+.1)
	}
	var s mat.Dense
	if err := s.Solve(left, right); err != nil {
		panic(err)
	}
	out := make([][]float64, n)
	for i := range out {
		for _, x := range s.RawRowView(i) {
			out[i] = append(out[i], math.Max(0, x))
		}
	}
	return out
}

// The scores of unlinked pairs are those of the formulas.
func TestScoresAreTheFormulas(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		n := 3 + r.IntN(18)
		v, a := randomView(t, r, n, r.IntN(3*n))
		want := definitions(a)
		pairs := pairsFrom(v, sourcesOf(n, n, 1))
		got, err := scoresOf(context.Background(), v, pairs)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range pairs {
			for _, m := range Methods() {
				g := got[i].of(m, float64(v.Degree(int(p[0]))), float64(v.Degree(int(p[1]))))
				tolerance := 1e-9
				if m == LO {
					tolerance = 4e-4 // what walks of more than 21 steps add
				}
				if w := want[m][p[0]][p[1]]; math.Abs(g-w) > tolerance*math.Max(1, w) {
					t.Fatalf("%s of %v is %v, want %v", m, p, g, w)
				}
			}
		}
	}
}

// The figures of quality are those of their definitions, ties at their expected value.
func TestQualityIsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		samples := make([]Sample, 4+r.IntN(12))
		hidden := 0
		for i := range samples {
			samples[i] = Sample{Score: float64(r.IntN(5)), Hidden: r.IntN(3) == 0, Weight: float64(1 + r.IntN(4)), Count: 1}
			if samples[i].Hidden {
				hidden++
			}
		}
		if hidden == 0 || hidden == len(samples) {
			continue
		}
		var auc, weighted, pairs, weights float64
		for _, x := range samples {
			for _, y := range samples {
				if !x.Hidden || y.Hidden {
					continue
				}
				win := .5
				if x.Score > y.Score {
					win = 1
				} else if x.Score < y.Score {
					win = 0
				}
				auc, pairs = auc+win, pairs+1
				weighted, weights = weighted+win*y.Weight, weights+y.Weight
			}
		}
		atHidden := expectedPrecision(samples, hidden)
		atTen := expectedPrecision(samples, min(10, len(samples)))
		got := qualityOf(slices.Clone(samples))
		for name, pair := range map[string][2]float64{
			"auc": {got.AUC, auc / pairs}, "degree": {got.AUCDegree, weighted / weights},
			"hidden": {got.PrecisionAtHidden, atHidden}, "ten": {got.PrecisionAt10, atTen},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-12 {
				t.Fatalf("%s is %v, want %v: %+v", name, pair[0], pair[1], samples)
			}
		}
	}
}

// TestRankedInPieces ranks more samples than are sorted at a time, with ties, many of them at 0, and scores below it.
func TestRankedInPieces(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	for _, n := range []int{0, 1, piece, piece + 1, 5*piece + 77} {
		samples := make([]Sample, n)
		for i := range samples {
			samples[i] = Sample{Hidden: random.IntN(9) == 0, Weight: float64(random.IntN(50)), Count: 1}
		}
		hidden, weights := make([]bool, n), make([]float64, n)
		for i, s := range samples {
			hidden[i], weights[i] = s.Hidden, s.Weight
		}
		by := newRanking(hidden, weights)
		for _, lowest := range []int{0, -n / 2, -n} {
			scores := make([]float64, n)
			want := slices.Clone(samples)
			for i := range scores {
				scores[i] = float64((lowest + random.IntN(n+1)) * random.IntN(2) / 3)
				want[i].Score = scores[i]
			}
			got, err := by.quality(context.Background(), func(i int) float64 { return scores[i] })
			if err != nil || !slices.IsSortedFunc(by.scored, place.before) || got != qualityOf(want) {
				t.Fatalf("%d samples from %d: %+v, want %+v; %v", n, lowest, got, qualityOf(want), err)
			}
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := newRanking(make([]bool, 2*piece), make([]float64, 2*piece)).quality(ended, func(int) float64 { return 1 }); err == nil {
		t.Error("it went on")
	}
}

// expectedPrecision shuffles ties many times over: each pair of a tie is as likely inside as any other.
func expectedPrecision(samples []Sample, k int) float64 {
	sum := 0.0
	for _, s := range samples {
		if !s.Hidden {
			continue
		}
		above, same := 0, 0
		for _, o := range samples {
			if o.Score > s.Score {
				above++
			} else if o.Score == s.Score {
				same++
			}
		}
		sum += math.Max(0, math.Min(1, float64(k-above)/float64(same)))
	}
	return sum / float64(k)
}

// Average precision with one threshold per distinct score, worked out by hand: of scores 3 3 2 1 with the first of the
// tie and the last hidden, it is (1·1/2 + 1·2/4)/2.
func TestAveragePrecision(t *testing.T) {
	got := qualityOf([]Sample{{3, true, 1, 1}, {3, false, 1, 1}, {2, false, 1, 1}, {1, true, 1, 1}})
	if want := (.5 + .5) / 2; got.AUPR != want {
		t.Errorf("got %v, want %v", got.AUPR, want)
	}
}

// Where every pair that is left was hidden, any order is right, and there is nothing above which one could rank.
func TestQualityWithNothingElse(t *testing.T) {
	got := qualityOf([]Sample{{3, true, 1, 1}, {1, true, 1, 1}, {1, true, 1, 1}})
	if want := (Quality{AUC: .5, AUCDegree: .5, AUPR: 1, PrecisionAtHidden: 1, PrecisionAt10: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// A distribution ranks a value as counting all values does.
func TestDistributionRanks(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var d distribution
	var all []float64
	for range 2000 {
		x := float64(r.IntN(60)) / 7
		if r.IntN(3) == 0 {
			x = math.Exp(r.NormFloat64())
		}
		all = append(all, x)
		if x > 0 {
			d.add(x, 1)
		}
	}
	d.close(float64(len(all)), 50)
	for _, x := range append([]float64{0}, all[:200]...) {
		above, same := 0.0, 0.0
		for _, y := range all {
			if x == y || x > 0 && y > 0 && classOf(x) == classOf(y) {
				same++
			} else if y > x {
				above++
			}
		}
		if got, want := d.rank(x), (above+same/2)/float64(len(all)); math.Abs(got-want) > 1e-12 {
			t.Fatalf("rank of %v is %v, want %v", x, got, want)
		}
	}
	slices.Sort(all)
	sum := 0.0
	for _, x := range all[len(all)-50:] {
		sum += x / 50
	}
	if math.Abs(d.best/sum-1) > 1e-3 {
		t.Errorf("mean of the 50 best is %v, want %v", d.best, sum)
	}
}

// The middle of each class is in it, and the next class begins a 2048th of an octave on.
func TestClassesAreATwoThousandthOfAnOctave(t *testing.T) {
	for class := range classCount {
		x := valueOf(class)
		if classOf(x) != class || class > 0 && x <= valueOf(class-1) || class < classCount-1 && valueOf(class+1)/x > 1+1./2047 {
			t.Fatalf("class %d has %v, which is in class %d", class, x, classOf(x))
		}
	}
	if low, high := valueOf(0), valueOf(classCount-1); low < math.Exp2(-44) || low > math.Exp2(-43.99) || high > math.Exp2(24) || high < math.Exp2(23.99) {
		t.Errorf("classes are from %v to %v", low, high)
	}
}

// Values beyond what the classes reach count with the nearest class, and pairs without a value come last.
func TestValuesBeyondTheClasses(t *testing.T) {
	var low, high, none distribution
	low.add(1e-30, 2)
	low.add(valueOf(1), 1)
	low.add(1e30, 1)
	low.close(5, 1)
	for x, want := range map[float64]float64{1e30: .5 / 5, valueOf(1): 1.5 / 5, 1e-30: 3. / 5, 0: 4.5 / 5} {
		if got := low.rank(x); got != want {
			t.Errorf("rank of %v is %v, want %v", x, got, want)
		}
	}
	if none.close(4, 1); none.rank(0) != .5 || none.rank(7) != .5 || none.best != 0 {
		t.Errorf("without a value the rank is %v", none.rank(0))
	}
	high.add(1e30, 1)
	var hit distribution
	hit.add(1e-30, 1)
	for _, c := range []struct {
		others      distribution
		hidden, all float64
		want        float64
	}{{none, 1, 10, 1}, {high, 1, 10, .5}, {none, 2, 10, (1 + 2./10) / 2}, {high, 0, 10, 0}} {
		if got := averagePrecision(&[2]distribution{c.others, hit}, c.hidden, c.all); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("average precision %v, want %v", got, c.want)
		}
	}
}

// Best finds the pairs that looking at all pairs finds, in the same order.
func TestBestIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 60 {
		n := 5 + r.IntN(40)
		v, a := randomView(t, r, n, r.IntN(4*n))
		keep := func(a, b uint32) bool { return (a+b)%5 != 0 }
		want := definitions(a)[RA]
		var all []float64
		for _, p := range pairsFrom(v, sourcesOf(n, n, 1)) {
			if s := want[p[0]][p[1]]; s > 0 && keep(p[0], p[1]) {
				all = append(all, s)
			}
		}
		slices.SortFunc(all, func(a, b float64) int { return cmp.Compare(b, a) })
		m := Model{network: Network{View: v}}
		k := 1 + r.IntN(10)
		got, err := m.Best(context.Background(), k, keep)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != min(k, len(all)) {
			t.Fatalf("%d pairs, want %d of %d", len(got), k, len(all))
		}
		for i := range got {
			if x := want[got[i][0]][got[i][1]]; math.Abs(x-all[i]) > 1e-9 {
				t.Fatalf("place %d has score %v, want %v", i, x, all[i])
			}
		}
	}
}

// In a network of two sides the best pairs are across them, and they are those of the highest walks.
func TestBestAcrossTwoSides(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 1))
	const n = 60
	a := make([][]float64, n)
	for i := range a {
		a[i] = make([]float64, n)
	}
	var source, target []uint32
	for range 130 {
		u, w := r.IntN(n/2), n/2+r.IntN(n/2)
		a[u][w], a[w][u] = 1, 1
		source, target = append(source, uint32(u)), append(target, uint32(w))
	}
	v, err := view.Of(context.Background(), n, source, target)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Learn(context.Background(), Network{View: v}, Options{Seed: 1})
	if err != nil || !m.TwoSided() {
		t.Fatalf("two sides: %v, %v", m.TwoSided(), err)
	}
	got, err := m.BestAcross(context.Background(), 10, func(a, b uint32) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	want := definitions(a)[SRW3]
	var scores []float64
	for _, p := range pairsFrom(v, sourcesOf(n, n, 1)) {
		if p[0] < n/2 != (p[1] < n/2) {
			scores = append(scores, want[p[0]][p[1]])
		}
	}
	slices.Sort(scores)
	slices.Reverse(scores)
	for i, p := range got {
		if p[0] < n/2 == (p[1] < n/2) {
			t.Errorf("%v is on one side", p)
		}
		if math.Abs(want[p[0]][p[1]]-scores[i]) > 1e-9 {
			t.Errorf("place %d: %v, want %v", i, want[p[0]][p[1]], scores[i])
		}
	}
	same, err := m.Of(context.Background(), [][2]uint32{{0, 1}, got[0]})
	if err != nil {
		t.Fatal(err)
	}
	if same[0].Plausibility >= same[1].Plausibility {
		t.Errorf("on one side %v, across %v", same[0].Plausibility, same[1].Plausibility)
	}
}

// A ring of five has an odd cycle, a tree has none, a ring of six has too few: none of them has two sides.
func TestSidesNeedCycles(t *testing.T) {
	for name, c := range map[string]struct {
		n     int
		pairs [][2]uint32
		sides bool
	}{
		"tree":    {4, [][2]uint32{{0, 1}, {0, 2}, {0, 3}}, false},
		"ring":    {6, [][2]uint32{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 0}}, false},
		"3 and 3": {6, [][2]uint32{{0, 3}, {0, 4}, {0, 5}, {1, 3}, {1, 4}, {1, 5}, {2, 3}, {2, 4}, {2, 5}}, true},
		"few":     {74, append(ladder(3), path(7, 73)...), false},
		"just":    {73, append(ladder(3), path(7, 72)...), true},
		"odd":     {6, [][2]uint32{{0, 3}, {0, 4}, {0, 5}, {1, 3}, {1, 4}, {1, 5}, {2, 3}, {2, 4}, {2, 5}, {0, 1}}, false},
	} {
		var source, target []uint32
		for _, p := range c.pairs {
			source, target = append(source, p[0]), append(target, p[1])
		}
		v, err := view.Of(context.Background(), c.n, source, target)
		if err != nil {
			t.Fatal(err)
		}
		if got := sidesOf(v) != nil; got != c.sides {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// ladder is a ladder of so many squares, from 0 on: with as many cycles.
func ladder(squares uint32) (pairs [][2]uint32) {
	for i := range squares {
		pairs = append(pairs, [2]uint32{2 * i, 2*i + 2}, [2]uint32{2*i + 1, 2*i + 3}, [2]uint32{2*i + 2, 2*i + 3})
	}
	return append(pairs, [2]uint32{0, 1})
}

// path leads from one node to another by all between them.
func path(from, to uint32) (pairs [][2]uint32) {
	for u := from; u < to; u++ {
		pairs = append(pairs, [2]uint32{u, u + 1})
	}
	return pairs
}

// In a network of two sides a pair on one side of a piece is less plausible, by e⁻⁴; which side is which in another piece is not known.
// The pairs that are ranked are those across.
func TestPairsOnOneSide(t *testing.T) {
	var source, target []uint32
	for u := range uint32(4) { // twice four persons and three services, each tied to each
		for w := range uint32(3) {
			source, target = append(source, u, u+7), append(target, w+4, w+11)
		}
	}
	v, err := view.Of(t.Context(), 14, source, target)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newScene(t.Context(), v, 1)
	if err != nil {
		t.Fatal(err)
	}
	for pair, want := range map[[2]uint32]float64{{0, 1}: -4, {4, 5}: -4, {0, 4}: 0, {0, 7}: 0, {0, 11}: 0, {12, 13}: -4} {
		if got := s.logit(&Forest{Base: 1}, pair, &features{}) - 1; got != want {
			t.Errorf("%v: %v, want %v", pair, got, want)
		}
	}
	if s.spread[0].positive() != 0 { // common neighbours are on one side
		t.Error("pairs on one side are ranked")
	}
}

// A pair at random of a network that is nearly complete is a relation with one chance in two at most.
func TestTheChanceOfAPairAtRandom(t *testing.T) {
	for pairs, want := range map[uint32]float64{9: .5, 4: 4. / 4 / 6} {
		e := graphs.Edges{N: 5}
		for u := range uint32(5) {
			for w := range u {
				if len(e.Source) < int(pairs) {
					e.Source, e.Target = append(e.Source, u), append(e.Target, w)
				}
			}
		}
		m, err := Learn(t.Context(), Network{View: e.View()}, Options{Seed: 1})
		if err != nil || math.Abs(m.base-want) > 1e-12 {
			t.Errorf("%d of ten: %v, want %v; %v", pairs, m.base, want, err)
		}
	}
}

// A fifth of the pairs is hidden, and the rest is what it was.
func TestHideTakesAFifth(t *testing.T) {
	v, _ := randomView(t, rand.New(rand.NewPCG(9, 1)), 50, 150)
	split, err := hide(context.Background(), v, .2, 3)
	if err != nil {
		t.Fatal(err)
	}
	if want := int(.2*float64(v.M()) + .5); split.Hidden.M() != want || split.View.M() != v.M()-want {
		t.Errorf("hidden %d, left %d of %d", split.Hidden.M(), split.View.M(), v.M())
	}
	for u := range v.N() {
		for _, w := range split.Hidden.Row(u) {
			if !v.Has(u, int(w)) || split.View.Has(u, int(w)) {
				t.Errorf("%d-%d is not a hidden pair", u, w)
			}
		}
	}
	again, _ := hide(context.Background(), v, .2, 3)
	if !slices.Equal(again.Hidden.Offsets, split.Hidden.Offsets) || !slices.Equal(again.Hidden.Targets, split.Hidden.Targets) {
		t.Error("the same seed hides other pairs")
	}
}

// Over many seeds each pair is hidden about as often as any other: who stands first in a file is not tested more than who stands last.
func TestHideFavoursNoPair(t *testing.T) {
	v, _ := randomView(t, rand.New(rand.NewPCG(9, 1)), 50, 150)
	const seeds = 100
	times := map[[2]int]int{}
	for seed := range int64(seeds) {
		split, err := hide(context.Background(), v, .2, seed)
		if err != nil {
			t.Fatal(err)
		}
		for u := range v.N() {
			for _, w := range split.Hidden.Row(u) {
				times[[2]int{u, int(w)}]++
			}
		}
	}
	for u := range v.N() {
		for _, w := range v.Row(u) {
			if n := times[[2]int{u, int(w)}]; n < 4 || n > 40 { // 20 are to be expected, give or take 4
				t.Errorf("%d-%d is hidden %d times of %d", u, w, n, seeds)
			}
		}
	}
}

// groups returns a network of separate groups, each with a value of its own, and a trait of values that mean nothing.
func groups(t *testing.T, pieces, size int) Network {
	r := rand.New(rand.NewPCG(11, 12))
	var source, target []uint32
	own, noise := make([][]uint32, pieces*size), make([][]uint32, pieces*size)
	for p := range pieces {
		for i := range size {
			u := p*size + i
			own[u], noise[u] = []uint32{uint32(p / 2)}, []uint32{uint32(r.IntN(8))}
			for range 2 {
				w := p*size + r.IntN(size)
				if w != u {
					source, target = append(source, uint32(u)), append(target, uint32(w))
				}
			}
		}
	}
	v, err := view.Of(context.Background(), pieces*size, source, target)
	if err != nil {
		t.Fatal(err)
	}
	return Network{View: v, Traits: []Trait{{Name: "own", Values: own}, {Name: "noise", Values: noise}}}
}

// Between pieces no path speaks: what the ends have in common decides, and an attribute that means nothing says nothing.
func TestTraitsSpeakBetweenPieces(t *testing.T) {
	n := groups(t, 8, 12)
	m, err := Learn(context.Background(), n, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	got, err := m.Of(context.Background(), [][2]uint32{{0, 12}, {0, 30}})
	if err != nil {
		t.Fatal(err)
	}
	if got[0].Plausibility <= got[1].Plausibility || got[0].Score <= got[1].Score {
		t.Errorf("of two pieces that share a value %+v, of two that do not %+v", got[0], got[1])
	}
	for _, e := range got {
		if e.Traits[1] != 0 {
			t.Errorf("noise says %v", e.Traits[1])
		}
		sum := logit(m.base) + e.Structure
		for _, part := range e.Traits {
			sum += part
		}
		if math.Abs(logistic(sum)-e.Plausibility) > 1e-12 {
			t.Errorf("the parts make %v, the plausibility is %v", logistic(sum), e.Plausibility)
		}
	}
}

// Odds of a trait, worked out by hand: of 40 relations 30 share a value, by chance it would be about half.
func TestOddsOfATrait(t *testing.T) {
	const n = 40
	values := make([][]uint32, n)
	for u := range values {
		values[u] = []uint32{uint32(u % 2)}
	}
	var source, target []uint32
	for u := range uint32(30) {
		source, target = append(source, u), append(target, u+2)
	}
	for u := range uint32(10) {
		source, target = append(source, u), append(target, u+5)
	}
	v, err := view.Of(context.Background(), n, source, target)
	if err != nil {
		t.Fatal(err)
	}
	trait := Trait{Name: "side", Values: values}
	got := oddsOfTrait(&trait, v)
	chance := 2 * 190.0 / 780
	e := (30 + shrinkage*chance) / (40 + shrinkage)
	if math.Abs(got.shared-math.Log(e/chance)) > 1e-12 || math.Abs(got.other-math.Log((1-e)/(1-chance))) > 1e-12 {
		t.Errorf("got %+v", got)
	}
}

// What all nodes share, or none do, says nothing of who is related.
func TestATraitOfAllSaysNothing(t *testing.T) {
	v, err := view.Of(context.Background(), 6, []uint32{0, 2, 4}, []uint32{1, 3, 5})
	if err != nil {
		t.Fatal(err)
	}
	alike, apart := make([][]uint32, 6), make([][]uint32, 6)
	for u := range alike {
		alike[u], apart[u] = []uint32{7}, []uint32{uint32(u)}
	}
	for name, values := range map[string][][]uint32{"alike": alike, "apart": apart, "unknown": make([][]uint32, 6)} {
		trait := Trait{Name: name, Values: values}
		if got := oddsOfTrait(&trait, v); got.shared != 0 || got.other != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Where pairs that look no different are found more often than the structure says, its shift goes up, and down where they
// are found less.
func TestTheShiftFollowsWhatWasFound(t *testing.T) {
	shift := func(hidden int) float64 {
		var rows []observed
		for i := range 40 {
			rows = append(rows, observed{z: 0, hidden: i < hidden, weight: 1})
		}
		f := fit{slope: [classes]float64{1, 1}}
		f.fitStructure(0, rows)
		return f.shift[0]
	}
	if few, half, many := shift(0), shift(20), shift(40); !(few < half && half < many && few < 0 && many > 0) {
		t.Errorf("shifts %v, %v, %v", few, half, many)
	}
}

// The chance of a test is that of all pairs, or of an even sample of them.
func TestChanceOfATest(t *testing.T) {
	near := Trait{Name: "near", Near: func(a, b uint32) (bool, bool) { return a%4 == b%4, a != 7 && b != 7 }}
	for _, n := range []int{2, 9, 40, 1500} {
		known, shared := 0.0, 0.0
		for a := range uint32(n) {
			for b := range a {
				if is, ok := near.of(a, b); ok {
					known++
					if is {
						shared++
					}
				}
			}
		}
		tolerance := 1e-12
		if n*(n-1)/2 > pairsTested {
			tolerance = .02
		}
		if got := near.chance(n); math.Abs(got-shared/math.Max(1, known)) > tolerance {
			t.Errorf("%d nodes: %v, want %v", n, got, shared/known)
		}
	}
}

// The same network gives the same model at any number of cores, and plausibilities are chances.
func TestModelIsTheSameOnAnyCores(t *testing.T) {
	n := groups(t, 6, 15)
	pairs := pairsFrom(n.View, sourcesOf(n.View.N(), 20, 1))
	var first []Estimate
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, cores := range []int{1, 2, 4} {
		runtime.GOMAXPROCS(cores)
		m, err := Learn(context.Background(), n, Options{Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.Of(context.Background(), pairs)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = got
		}
		if !reflect.DeepEqual(first, got) {
			t.Fatalf("%d cores give other estimates", cores)
		}
	}
	for _, e := range first {
		if !(e.Plausibility > 0 && e.Plausibility < 1) || math.IsNaN(e.Score) || math.IsInf(e.Score, 0) {
			t.Fatalf("%+v", e)
		}
	}
}

// Networks too small to learn from still give chances.
func TestSmallNetworksGiveChances(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 1))
	for n := range 8 {
		v, _ := randomView(t, r, max(1, n), n)
		m, err := Learn(context.Background(), Network{View: v, Class: make([]uint8, v.N())}, Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.Of(context.Background(), pairsFrom(v, sourcesOf(v.N(), v.N(), 1)))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range got {
			if !(e.Plausibility > 0 && e.Plausibility < 1) {
				t.Errorf("%d nodes: %+v", n, e)
			}
		}
	}
}

// A backtest finds the relations of dense groups again better than chance, and its bins hold every pair.
func TestBacktestFindsGroups(t *testing.T) {
	n := groups(t, 5, 14)
	r, err := Backtest(context.Background(), n, 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	if r.Fused.AUC < .8 || r.Methods[RA].AUC <= .5 || r.Fused.AUPR < 2*r.BaseRate {
		t.Errorf("%+v", r)
	}
	pairs := 0
	for _, b := range r.Bins {
		pairs += b.Pairs
		if b.Pairs > 0 && (b.Given < b.From || b.Given > b.To) || b.Found < 0 || b.Found > 1 {
			t.Errorf("means that lie outside their bin: %+v", b)
		}
	}
	if math.Abs(float64(pairs)-2*r.Candidates) > 1 {
		t.Errorf("%d pairs in the bins, %v candidates", pairs, r.Candidates)
	}
}

// A forest that was written is read as it was.
func TestForestIsKept(t *testing.T) {
	f := learnedForest()
	if len(f.Trees) == 0 {
		t.Fatal("no trees")
	}
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var again Forest
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(*f, again) {
		t.Error("it is not")
	}
	for _, tree := range f.Trees {
		for at, node := range tree.Nodes {
			if node.Left != 0 && (node.Left <= at || node.Left+1 >= len(tree.Nodes) || node.Feature >= featureCount) {
				t.Fatalf("node %d: %+v", at, node)
			}
		}
	}
}

// Learning stops when the context ends.
func TestLearningStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Learn(ctx, groups(t, 3, 10), Options{}); err == nil {
		t.Error("it does not")
	}
}

func BenchmarkLearn(b *testing.B) {
	v, _ := randomView(b, rand.New(rand.NewPCG(1, 1)), 1000, 5000)
	for b.Loop() {
		if _, err := Learn(context.Background(), Network{View: v}, Options{Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

// pairsFrom is pairsOf where nobody gives up waiting.
func pairsFrom(v *view.View, sources []uint32) [][2]uint32 {
	pairs, _ := pairsOf(context.Background(), v, sources)
	return pairs
}

// Pairs are grouped by their first node, each group in their own order, whatever nodes have none.
func TestPairsAreGroupedByTheirFirstNode(t *testing.T) {
	v, _ := view.Of(context.Background(), 6, nil, nil)
	pairs := [][2]uint32{{4, 1}, {2, 5}, {4, 0}, {5, 3}, {2, 0}, {4, 5}}
	order, starts := bySource(v, pairs)
	if want := []uint32{1, 4, 0, 2, 5, 3}; !slices.Equal(order, want) || !slices.Equal(starts, []int{0, 2, 5}) {
		t.Errorf("order %v, groups from %v", order, starts)
	}
	if got := sharedFirst(v, pairs); !slices.Equal(got, [][2]uint32{{4, 1}, {5, 2}, {4, 0}, {5, 3}, {2, 0}, {4, 5}}) {
		t.Errorf("the node of more pairs first: %v", got)
	}
}

// The pairs of some nodes with all others are each there once, and a search for them stops when nobody waits.
func TestPairsOfSomeNodes(t *testing.T) {
	v, _ := view.Of(context.Background(), 5, []uint32{0, 1}, []uint32{1, 3})
	if got, want := pairsFrom(v, []uint32{1, 4}), [][2]uint32{{1, 2}, {1, 4}, {4, 0}, {4, 2}, {4, 3}}; !slices.Equal(got, want) || cap(got) != len(want) {
		t.Errorf("%v, want %v", got, want)
	}
	ended, stop := context.WithCancel(context.Background())
	stop()
	if _, err := pairsOf(ended, v, []uint32{1}); err != context.Canceled {
		t.Errorf("error %v", err)
	}
}
