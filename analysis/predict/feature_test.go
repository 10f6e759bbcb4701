package predict

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"trama/analysis/internal/graphs"
	"trama/analysis/internal/view"
)

// Features are those of their definition: ranks among the pairs of the nodes that were walked from, ratios to the mean of the best, the
// figures of both ends in ascending order, those of the pair and those of the network.
func TestFeaturesAreTheirDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(14, 2))
	for range 25 {
		v := graphs.Draw(func(low, high int) int { return low + r.IntN(high-low+1) }, 24).View()
		s, err := newScene(context.Background(), v, 1)
		if err != nil {
			t.Fatal(err)
		}
		if v.N() < 4 || s.side != nil {
			continue
		}
		sources := sourcesOf(v.N(), 1+r.IntN(v.N()), 3)
		s.spread = [rankedCount]distribution{}
		if err := s.spreads(context.Background(), sources, nil); err != nil {
			t.Fatal(err)
		}
		n, m := float64(v.N()), float64(v.M())
		missing, pairs := math.Max(1, m/4), math.Max(1, n*(n-1)/2-m)
		all := unlinked(v)
		scores, err := scoresOf(context.Background(), v, all)
		if err != nil {
			t.Fatal(err)
		}
		ranked := map[Method][]float64{}
		for i, p := range all {
			if slices.Contains(sources, p[0]) || slices.Contains(sources, p[1]) {
				for _, method := range Methods() {
					ranked[method] = append(ranked[method], scores[i].of(method, float64(v.Degree(int(p[0]))), float64(v.Degree(int(p[1])))))
				}
			}
		}
		ranked[PA] = nil // of which all pairs are ranked, those joined too
		for u := range v.N() {
			for w := range u {
				ranked[PA] = append(ranked[PA], float64(v.Degree(u)*v.Degree(w)))
			}
		}
		for i, p := range all {
			want := ends(v, p)
			for _, method := range []Method{RA, SRW3, L3, LO, RPR, CN, AA, PA, JC} {
				score := scores[i].of(method, float64(v.Degree(int(p[0]))), float64(v.Degree(int(p[1]))))
				want.ranks = append(want.ranks, log2((rankOf(score, ranked[method])*pairs+.5)/missing))
				want.ratios = append(want.ratios, log2(score/bestMean(ranked[method], missing*float64(len(ranked[method]))/pairs)))
			}
			want.values = slices.Concat(want.ranks, want.ratios[:4], want.figures, []float64{scores[i][scoreCN], scores[i][scoreP3], want.together}, networkFigures(v))
			var got features
			s.features(&got, p, &scores[i])
			for k, x := range want.values {
				if tolerance := 1e-3 * math.Max(1, math.Abs(x)); math.Abs(float64(got[k])-x) > tolerance {
					t.Fatalf("%d nodes, %d pairs, %v: feature %d is %v, want %v", v.N(), v.M(), p, k, got[k], x)
				}
			}
		}
	}
}

// rankOf returns the share of values above one, and half of those that are equal but for rounding.
func rankOf(x float64, among []float64) float64 {
	rank := 0.
	for _, y := range among {
		if x == y || x > 0 && y > 0 && classOf(x) == classOf(y) {
			rank += .5
		} else if y > x {
			rank++
		}
	}
	return rank / float64(len(among))
}

// bestMean returns the mean of so many of the highest values above 0, the last of them in part.
func bestMean(among []float64, count float64) float64 {
	sorted := slices.Sorted(slices.Values(among))
	slices.Reverse(sorted)
	sum, taken := 0., 0.
	for _, x := range sorted {
		if part := math.Min(1, count-taken); part > 0 && x > 0 {
			sum, taken = sum+part*x, taken+part
		}
	}
	if taken == 0 {
		return 1e-300
	}
	return sum / taken
}

// endFigures are what features say of the ends of a pair, by plain counting.
type endFigures struct {
	ranks, ratios, figures, values []float64
	together                       float64
}

func ends(v *view.View, p [2]uint32) endFigures {
	var out endFigures
	mean := 2 * float64(v.M()) / float64(v.N())
	var of [2][]float64
	for i, u := range p {
		triangles, near := 0., 0.
		for _, a := range v.Row(int(u)) {
			near += float64(v.Degree(int(a)))
			for _, b := range v.Row(int(u)) {
				if a < b && v.Has(int(a), int(b)) {
					triangles++
				}
			}
		}
		k := float64(v.Degree(int(u)))
		clustering := 0.
		if k > 1 {
			clustering = triangles / (k * (k - 1) / 2)
		}
		of[i] = []float64{k / math.Max(mean, 1e-9), clustering, triangles, near / math.Max(k, 1) / math.Max(mean, 1e-9)}
	}
	for k := range of[0] {
		out.figures = append(out.figures, min(of[0][k], of[1][k]), max(of[0][k], of[1][k]))
	}
	if pieceOf(v, p[0])[p[1]] {
		out.together = 1
	}
	return out
}

func pieceOf(v *view.View, from uint32) map[uint32]bool {
	piece := map[uint32]bool{from: true}
	for queue := []uint32{from}; len(queue) > 0; queue = queue[1:] {
		for _, w := range v.Row(int(queue[0])) {
			if !piece[w] {
				piece[w] = true
				queue = append(queue, w)
			}
		}
	}
	return piece
}

// networkFigures are those of a network but for what it is asked about itself.
func networkFigures(v *view.View) []float64 {
	n, m := float64(v.N()), float64(v.M())
	squares, closed, wedges, isolated, within := 0., 0., 0., 0., 0.
	for u := range v.N() {
		k := float64(v.Degree(u))
		squares += k * k / n
		within += float64(len(pieceOf(v, uint32(u)))-1) / (n * (n - 1))
		if k == 0 {
			isolated += 1 / n
		}
		for _, a := range v.Row(u) {
			for _, b := range v.Row(u) {
				if a < b {
					wedges++
					if v.Has(int(a), int(b)) {
						closed++
					}
				}
			}
		}
	}
	mean := math.Max(2*m/n, 1e-9)
	return []float64{log2(n), log2(mean), log2(math.Max(1, m/4) / math.Max(1, n*(n-1)/2-m)), closed / math.Max(1, wedges), log2(squares / (mean * mean)), isolated, within}
}
