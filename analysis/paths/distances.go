package paths

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"trama/analysis/internal/view"
)

// Bounds of exactness: distances are exact up to so many nodes, and above that from so many sources.
const (
	ExactUpTo = 50_000
	Sampled   = 1_024
)

// Options say how distances are taken.
type Options struct {
	Exact bool  // at any size
	UpTo  int   // nodes up to which they are exact; 0: ExactUpTo
	Seed  int64 // of the sample
}

func (o Options) exact(nodes int) bool { return o.Exact || nodes <= cmp.Or(o.UpTo, ExactUpTo) }

// Distances says how many pairs of nodes stand how far apart. Exact counts are of unordered pairs; counts of a sample
// are of the pairs from a source to another node.
type Distances struct {
	N       int     // nodes of the view
	Sources int     // nodes from which was searched: all where exact
	Counts  []int64 // Counts[d]: pairs at distance d; Counts[0] is 0
	Exact   bool

	spread []float64 // the efficiency of each batch of a sample
}

// New returns the distances of a view, from every node, or above ExactUpTo nodes from 1,024 sources that the seed and
// the number of nodes choose. Direction and weights are ignored; pairs in different components are at no distance.
//
// Searches run 64 at once, a bit each (Then et al. 2014, doi:10.14778/2735496.2735507), and one by one where the graph is
// deep: about n/64 · D · m for a small diameter D, n·m at worst. It fails only when the context ends.
func New(ctx context.Context, v *view.View, o Options) (*Distances, error) {
	d := &Distances{N: v.N(), Exact: o.exact(v.N())}
	r := arranged(v)
	sources := r.named(Sources(v.N(), o))
	d.Sources = len(sources)
	if !d.Exact {
		d.spread = make([]float64, (len(sources)+lanes-1)/lanes)
	}
	counters := make([]counter, view.Workers())
	err := view.Share(ctx, (len(sources)+lanes-1)/lanes, func(worker, batch int) {
		c := &counters[worker]
		c.count(ctx, r, sources[batch*lanes:min(len(sources), (batch+1)*lanes)])
		if !d.Exact {
			d.spread[batch] = efficiency(c.batch, float64(lanes)*float64(d.N-1))
		}
	})
	if err != nil {
		return nil, err
	}
	d.gather(counters)
	return d, nil
}

// counter counts the pairs of one worker: of the batch at hand, and of all its batches.
type counter struct {
	searches   batch
	batch, all []int64
}

func (c *counter) count(ctx context.Context, r layout, sources []uint32) {
	c.searches.layout = r
	c.batch = append(c.batch[:0], 0)
	c.searches.from(ctx, sources, func(distance int, reached []uint32, found []uint64) {
		count := len(reached)
		if found != nil {
			count = 0
			for _, u := range reached {
				count += bits.OnesCount64(found[u])
			}
		}
		c.batch = lengthened(c.batch, distance+1)
		c.batch[distance] += int64(count)
	})
	c.all = lengthened(c.all, len(c.batch))
	for distance, count := range c.batch {
		c.all[distance] += count
	}
}

func lengthened(counts []int64, n int) []int64 {
	for len(counts) < n {
		counts = append(counts, 0)
	}
	return counts
}

func (d *Distances) gather(counters []counter) {
	longest := 1
	for _, c := range counters {
		longest = max(longest, len(c.all))
	}
	d.Counts = make([]int64, longest)
	for _, c := range counters {
		for distance, count := range c.all {
			d.Counts[distance] += count
		}
	}
	if !d.Exact {
		return
	}
	for distance := range d.Counts {
		d.Counts[distance] /= 2 // each pair was met from both ends
	}
}

// Sources returns the nodes from which distances are taken: all, or a sample in the order in which it was drawn.
func Sources(n int, o Options) []uint32 {
	count := n
	if !o.exact(n) {
		count = min(n, Sampled)
	}
	return sample(n, count, o.Seed)
}

// sample draws count different nodes of n; all of them in ascending order where count is n.
func sample(n, count int, seed int64) []uint32 {
	drawn := make([]uint32, 0, count)
	if count == n {
		for u := range n {
			drawn = append(drawn, uint32(u))
		}
		return drawn
	}
	random := rand.New(rand.NewPCG(uint64(seed), uint64(n)))
	taken := make(map[uint32]bool, count)
	for len(drawn) < count {
		if u := uint32(random.IntN(n)); !taken[u] {
			taken[u] = true
			drawn = append(drawn, u)
		}
	}
	return drawn
}

// OfCounts returns exact distances among n nodes, given how many unordered pairs stand at each distance.
func OfCounts(n int, counts []int64) *Distances {
	return &Distances{N: n, Sources: n, Counts: shortened(counts), Exact: true}
}

// With returns the distances after each was met so many times more, or less. The spread between the batches of a sample is
// not known of it.
func (d *Distances) With(change []int64) *Distances {
	counts := lengthened(slices.Clone(d.Counts), len(change))
	for distance, count := range change {
		counts[distance] += count
	}
	return &Distances{N: d.N, Sources: d.Sources, Counts: shortened(counts), Exact: d.Exact}
}

// shortened returns counts up to the longest distance met.
func shortened(counts []int64) []int64 {
	for len(counts) > 1 && counts[len(counts)-1] == 0 {
		counts = counts[:len(counts)-1]
	}
	return counts
}

// Efficiency returns the mean of 1/d over all ordered pairs of different nodes, pairs that do not reach each other
// counting 0 (Latora and Marchiori 2001, doi:10.1103/PhysRevLett.87.198701); 0 where n ≤ 1. Distance fragmentation is
// one minus it.
func (d *Distances) Efficiency() float64 {
	return efficiency(d.Counts, d.pairs())
}

// pairs is the number of pairs looked at, whether they reach each other or not.
func (d *Distances) pairs() float64 {
	if d.Exact {
		return float64(d.N) * float64(d.N-1) / 2
	}
	return float64(d.Sources) * float64(d.N-1)
}

func efficiency(counts []int64, pairs float64) float64 {
	if pairs == 0 {
		return 0
	}
	sum := 0.0
	for distance := len(counts) - 1; distance > 0; distance-- { // the small terms first
		sum += float64(counts[distance]) / float64(distance)
	}
	return sum / pairs
}

// Fragmentation returns Borgatti's distance-weighted fragmentation DF, one minus the efficiency; 0 where n ≤ 1.
// doi:10.1007/s10588-006-7084-x
func (d *Distances) Fragmentation() float64 {
	if d.N <= 1 {
		return 0
	}
	return 1 - d.Efficiency()
}

// Mean returns the mean distance of the pairs that reach each other, nil where none do.
func (d *Distances) Mean() *float64 {
	sum, count := int64(0), int64(0)
	for distance, pairs := range d.Counts {
		sum += int64(distance) * pairs
		count += pairs
	}
	if count == 0 {
		return nil
	}
	mean := float64(sum) / float64(count)
	return &mean
}

// Diameter returns the largest finite distance met, 0 where there is none. Of a sample it is a lower bound.
func (d *Distances) Diameter() int {
	for distance := len(d.Counts) - 1; distance > 0; distance-- {
		if d.Counts[distance] > 0 {
			return distance
		}
	}
	return 0
}

// StandardError returns the standard error of the efficiency of a sample, from the spread between its batches of 64
// sources; nil where exact.
func (d *Distances) StandardError() *float64 {
	if len(d.spread) < 2 {
		return nil
	}
	mean, k := d.Efficiency(), float64(len(d.spread))
	sum := 0.0
	for _, batch := range d.spread {
		sum += (batch - mean) * (batch - mean)
	}
	e := math.Sqrt(sum / (k * (k - 1)))
	return &e
}
