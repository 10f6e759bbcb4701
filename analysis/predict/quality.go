package predict

import (
	"cmp"
	"context"
	"math"
	"slices"

	"trama/analysis/internal/view"
)

// Quality says how well a ranking finds hidden relations. Ties count at their expected value.
type Quality struct {
	AUC               float64 // chance that a hidden relation ranks above a pair that is none
	AUCDegree         float64 // the same, pairs that are none weighted by the product of their degrees
	AUPR              float64 // average precision
	PrecisionAtHidden float64 // share of hidden ones among as many first pairs as are hidden
	PrecisionAt10     float64
}

// Sample is a ranked pair.
type Sample struct {
	Score  float64
	Hidden bool
	Weight float64 // product of the degrees of its ends, with what is hidden
	Count  float64 // pairs that it stands for
}

// qualityOf returns the quality of a ranking; with nothing hidden all figures are 0, with nothing else the two AUC are that
// of a blind guess. The samples are sorted in place.
func qualityOf(samples []Sample) Quality {
	slices.SortFunc(samples, func(a, b Sample) int { return cmp.Compare(b.Score, a.Score) })
	return qualityOfRanked(len(samples), func(i int) Sample { return samples[i] })
}

// piece is how many pairs are sorted between two looks at the context.
const piece = 1 << 15

// ranking ranks the same pairs by one score after the other. Of a large network they are many: only scores move, and the pairs
// stay where they are.
type ranking struct {
	hidden        []bool
	weights       []float64
	scored, spare []place
}

// place is a pair by its number, and its score.
type place struct {
	score float64
	pair  uint32
}

// before compares two places by descending score.
func (p place) before(other place) int { return cmp.Compare(other.score, p.score) }

// newRanking returns the ranking of pairs, given which of them are hidden and their weights.
func newRanking(hidden []bool, weights []float64) *ranking {
	return &ranking{hidden, weights, make([]place, len(hidden)), make([]place, len(hidden))}
}

// quality returns the quality of the pairs ranked by a score. It fails only when the context ends.
func (r *ranking) quality(ctx context.Context, score func(i int) float64) (Quality, error) {
	err := eachBelow(ctx, len(r.scored), func(i int) { r.scored[i] = place{score(i), uint32(i)} })
	if err != nil {
		return Quality{}, err
	}
	first, last := r.zeros()
	for _, part := range [...][2]int{{0, first}, {last, len(r.scored)}} {
		if err := sortDescending(ctx, r.scored[part[0]:part[1]], r.spare[part[0]:part[1]]); err != nil {
			return Quality{}, err
		}
	}
	return qualityOfRanked(len(r.scored), r.at), nil
}

// at returns the i-th of the ranked pairs.
func (r *ranking) at(i int) Sample {
	p := r.scored[i]
	return Sample{Score: p.score, Hidden: r.hidden[p.pair], Weight: r.weights[p.pair], Count: 1}
}

// zeros puts the pairs above 0 first and those below last, and returns where those of 0 are: by most scores nearly all of
// a large network's, which need no sorting.
func (r *ranking) zeros() (first, last int) {
	last = len(r.scored)
	for i := 0; i < last; {
		switch s := r.scored; {
		case s[i].score > 0:
			s[first], s[i] = s[i], s[first]
			first, i = first+1, i+1
		case s[i].score < 0:
			last--
			s[i], s[last] = s[last], s[i]
		default:
			i++
		}
	}
	return first, last
}

// sortDescending sorts on all cores: pieces first, then pieces of twice the length and so on.
func sortDescending(ctx context.Context, places, spare []place) error {
	n, from, to := len(places), places, spare
	err := view.Share(ctx, (n+piece-1)/piece, func(_, i int) {
		slices.SortFunc(from[i*piece:min(n, (i+1)*piece)], place.before)
	})
	for width := piece; width < n && err == nil; width *= 2 {
		err = view.Share(ctx, (n+2*width-1)/(2*width), func(_, i int) {
			start, end := 2*i*width, min(n, 2*(i+1)*width)
			middle := min(end, start+width)
			merge(to[start:end], from[start:middle], from[middle:end])
		})
		from, to = to, from
	}
	copy(places, from)
	return err
}

// merge puts two ranked lists into one.
func merge(to, a, b []place) {
	for i := range to {
		if len(b) == 0 || len(a) > 0 && a[0].before(b[0]) <= 0 {
			to[i], a = a[0], a[1:]
		} else {
			to[i], b = b[0], b[1:]
		}
	}
}

// qualityOfRanked returns the quality of n samples, given one after the other in descending order of score.
func qualityOfRanked(n int, at func(i int) Sample) Quality {
	all, _ := tied(at, 0, n)
	if all.hits == 0 {
		return Quality{}
	}
	var q Quality
	var before group
	for start := 0; start < n; {
		end, score := start+1, at(start).Score
		for end < n && at(end).Score == score {
			end++
		}
		now, share := tied(at, start, end)
		q.AUC += now.hits * (all.misses - before.misses - now.misses/2)
		q.AUCDegree += now.hits * (all.weight - before.weight - now.weight/2)
		from, to := before.hits+before.misses, before.hits+before.misses+now.hits+now.misses
		q.PrecisionAtHidden += share * inside(from, to, all.hits)
		q.PrecisionAt10 += share * inside(from, to, 10)
		before = group{before.hits + now.hits, before.misses + now.misses, before.weight + now.weight}
		q.AUPR += now.hits * before.hits / to
		start = end
	}
	q.AUC = meanOr(.5, q.AUC, all.hits*all.misses)
	q.AUCDegree = meanOr(.5, q.AUCDegree, all.hits*all.weight)
	q.AUPR /= all.hits
	q.PrecisionAtHidden /= all.hits
	q.PrecisionAt10 /= math.Min(10, all.hits+all.misses)
	return q
}

// meanOr returns a sum by its count, or else what stands for it where nothing was counted.
func meanOr(otherwise, sum, count float64) float64 {
	if count == 0 {
		return otherwise
	}
	return sum / count
}

// group counts pairs: hidden ones, others, and the others by their weight.
type group struct{ hits, misses, weight float64 }

// tied counts the samples from start to end, and returns the share of hidden ones among them.
func tied(at func(i int) Sample, start, end int) (group, float64) {
	var g group
	for i := start; i < end; i++ {
		s := at(i)
		if s.Hidden {
			g.hits += s.Count
		} else {
			g.misses += s.Count
			g.weight += s.Count * s.Weight
		}
	}
	if g.hits+g.misses == 0 {
		return g, 0
	}
	return g, g.hits / (g.hits + g.misses)
}

// inside returns how many of the places from start to end are among the first k.
func inside(start, end, k float64) float64 { return math.Max(0, math.Min(end, k)-start) }
