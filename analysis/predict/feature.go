package predict

import (
	"context"
	"math"

	"trama/analysis/cohesion"
	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// The features of a pair, free of the size and density of its network, so that what was learned on other networks holds:
// for each score its rank among all pairs, against the number of relations that are expected to be missing, and its ratio
// to the mean of as many best ones; of the ends degree, clustering, triangles and mean degree of the neighbours; common
// neighbours, paths of three, whether the two are in one component; and what the network is like.
const (
	rankFirst    = 0                       // log2 of the rank ÷ missing, by score of rankedScores
	ratioFirst   = rankFirst + rankedCount // log2 of the score ÷ mean of the best
	nodeFirst    = ratioFirst + ratioCount // the lesser and the greater of each figure of the ends
	pairFirst    = nodeFirst + 2*nodeFigures
	netFirst     = pairFirst + pairFigures
	featureCount = netFirst + netFigures
)

const (
	rankedCount = 9
	ratioCount  = 4
	nodeFigures = 4
	pairFigures = 3
	netFigures  = 9
)

// The ranks of the two scores that do best at the top of the list on every kind of network.
const (
	rankRA   = rankFirst
	rankSRW3 = rankFirst + 1
)

// rankedScores are the methods whose ranks are features; the first ratioCount of them give their ratios too.
func rankedScores() [rankedCount]Method { return [...]Method{RA, SRW3, L3, LO, RPR, CN, AA, PA, JC} }

const rankedPA = 7 // where PA stands among them

// features are those of one pair.
type features [featureCount]float32

// lowest stands for the logarithm of 0.
const lowest = -20

func log2(x float64) float64 {
	if x <= 0 {
		return lowest
	}
	return math.Max(lowest, math.Log2(x))
}

// How many nodes are walked from to learn how scores spread; of networks with fewer, all.
const (
	sampledSources  = 700
	fewerSources    = 150 // of networks of more than manyNodes
	manyNodes       = 20_000
	selfTestSources = 250
)

func fewer(sources, n int) int {
	if n > manyNodes {
		return min(sources, fewerSources)
	}
	return sources
}

// scene is a network as features see it: how each score spreads over its unlinked pairs, and figures of its nodes and of
// itself.
type scene struct {
	v       *view.View
	missing float64 // relations expected to be missing, if one in five is
	pairs   float64 // unlinked pairs
	spread  [rankedCount]distribution
	node    [nodeFigures][]float64
	net     [netFigures]float64
	part    []uint32 // component of each node
	side    []uint8  // where the network has two sides: that of each node, within its component; else nil
}

// sameSide tells whether two nodes are on one side of a network of two: such pairs are no relations there.
func (s *scene) sameSide(a, b uint32) bool {
	return s.side != nil && s.part[a] == s.part[b] && s.side[a] == s.side[b]
}

// newScene looks at a network.
func newScene(ctx context.Context, v *view.View, seed int64) (*scene, error) {
	n, m := float64(v.N()), float64(v.M())
	s := &scene{v: v, missing: math.Max(1, m/4), pairs: math.Max(1, n*(n-1)/2-m)}
	if err := s.look(ctx, s.sources(seed), nil); err != nil {
		return nil, err
	}
	return s, s.selfTest(ctx, seed)
}

// look works out all but the self-test, the scores from some nodes to all others. After the walk from each, row may look at it too.
func (s *scene) look(ctx context.Context, sources []uint32, row func(i int, w *walker)) error {
	parts, err := structure.NewComponents(ctx, s.v)
	if err != nil {
		return err
	}
	s.part, s.side = parts.Of, sidesOf(s.v)
	if err := s.nodeFigures(ctx); err != nil {
		return err
	}
	if err := s.spreads(ctx, sources, row); err != nil {
		return err
	}
	s.netFigures()
	return nil
}

// sources are the nodes from which the scores are counted.
func (s *scene) sources(seed int64) []uint32 {
	return sourcesOf(s.v.N(), fewer(sampledSources, s.v.N()), seed)
}

// spreads counts the scores from some nodes to all others.
func (s *scene) spreads(ctx context.Context, sources []uint32, row func(i int, w *walker)) error {
	found := make([][rankedCount]distribution, view.Workers())
	sampled, err := eachWalk(ctx, s.v, sources, row, func(worker int, p *rowPair) {
		if s.sameSide(p.u, p.x) {
			return
		}
		for i, method := range rankedScores() {
			if score := p.scores.of(method, p.k1, p.k2); score > 0 && i != rankedPA {
				found[worker][i].add(score, 1)
			}
		}
	})
	if err != nil {
		return err
	}
	for i := range s.spread {
		for worker := range found {
			s.spread[i].merge(&found[worker][i])
		}
		s.spread[i].close(sampled, s.missing*sampled/s.pairs)
	}
	s.spreadPA()
	return nil
}

// spreadPA counts the products of degrees over all pairs.
func (s *scene) spreadPA() {
	var withDegree []float64
	for u := range s.v.N() {
		k := s.v.Degree(u)
		for len(withDegree) <= k {
			withDegree = append(withDegree, 0)
		}
		withDegree[k]++
	}
	var d distribution
	for a := 1; a < len(withDegree); a++ {
		if withDegree[a] == 0 {
			continue
		}
		d.add(float64(a)*float64(a), withDegree[a]*(withDegree[a]-1)/2)
		for b := a + 1; b < len(withDegree); b++ {
			d.add(float64(a)*float64(b), withDegree[a]*withDegree[b])
		}
	}
	n := float64(s.v.N())
	d.close(n*(n-1)/2, s.missing)
	s.spread[rankedPA] = d
}

// selfTest hides some of the network's own relations and says how well two scores find them again: the last figures of
// the network.
func (s *scene) selfTest(ctx context.Context, seed int64) error {
	if s.v.M() < 10 {
		return nil
	}
	split, err := hide(ctx, s.v, hiddenShare, seed)
	if err != nil {
		return err
	}
	quality, err := rowQuality(ctx, split, sourcesOf(s.v.N(), fewer(selfTestSources, s.v.N()), seed))
	copy(s.net[netFigures-len(quality):], quality[:])
	return err
}

// testedMethods are those whose quality on a network is a figure of it.
func testedMethods() [2]Method { return [...]Method{RA, SRW3} }

// rowQuality returns the average precision of each tested method over the pairs of some nodes.
func rowQuality(ctx context.Context, split Split, sources []uint32) (precision [2]float64, err error) {
	found := make([][2][2]distribution, view.Workers()) // by worker, method, and whether hidden
	all, err := eachRow(ctx, split.View, sources, func(worker int, p *rowPair) {
		kind := 0
		if split.has([2]uint32{p.u, p.x}) {
			kind = 1
		}
		for i, method := range testedMethods() {
			if score := p.scores.of(method, p.k1, p.k2); score > 0 {
				found[worker][i][kind].add(score, 1)
			}
		}
	})
	hidden := float64(split.touching(sources))
	for i := range precision {
		var d [2]distribution
		for worker := range found {
			for kind := range d {
				d[kind].merge(&found[worker][i][kind])
			}
		}
		precision[i] = averagePrecision(&d, hidden, all)
	}
	return precision, err
}

// averagePrecision of hidden pairs among all, given how the scores of both kinds spread; what has no score comes last.
func averagePrecision(d *[2]distribution, hidden, all float64) float64 {
	if hidden == 0 {
		return 0
	}
	sum, found, passed := 0.0, 0.0, 0.0
	for class := classCount - 1; class >= 0; class-- {
		hits := d[1].at(class)
		passed += hits + d[0].at(class)
		if hits > 0 {
			found += hits
			sum += hits * found / passed
		}
	}
	return (sum + (hidden-found)*hidden/all) / hidden
}

func (s *scene) nodeFigures(ctx context.Context) error {
	n := s.v.N()
	for i := range s.node {
		s.node[i] = make([]float64, n)
	}
	closed, err := cohesion.NewTriangles(ctx, s.v)
	if err != nil {
		return err
	}
	for u := range n {
		k := float64(s.v.Degree(u))
		s.node[0][u] = k
		s.node[1][u] = closed.Clustering(u)
		s.node[2][u] = float64(closed.At[u])
		for _, w := range s.v.Row(u) {
			s.node[3][u] += float64(s.v.Degree(int(w))) / k
		}
	}
	return nil
}

func (s *scene) netFigures() {
	n, m := float64(s.v.N()), float64(s.v.M())
	var squares, closed, wedges, isolated, within float64
	size := make([]float64, s.v.N())
	for u := range s.v.N() {
		k := s.node[0][u]
		squares += k * k
		closed += s.node[2][u]
		wedges += k * (k - 1) / 2
		if k == 0 {
			isolated++
		}
		size[s.part[u]]++
	}
	for _, count := range size {
		within += count * (count - 1) / 2
	}
	n = math.Max(1, n)
	mean := math.Max(2*m/n, 1e-9)
	copy(s.net[:], []float64{
		log2(n), log2(mean), log2(s.missing / s.pairs), closed / math.Max(1, wedges),
		log2(squares / n / (mean * mean)), isolated / n, within / math.Max(1, n*(n-1)/2),
	})
}

// features fills the features of a pair.
func (s *scene) features(out *features, pair [2]uint32, one *values) {
	k1, k2 := s.node[0][pair[0]], s.node[0][pair[1]]
	for i, method := range rankedScores() {
		score := one.of(method, k1, k2)
		out[rankFirst+i] = float32(log2((s.spread[i].rank(score)*s.pairs + .5) / s.missing))
		if i < ratioCount {
			out[ratioFirst+i] = float32(log2(score / math.Max(1e-300, s.spread[i].best)))
		}
	}
	mean := math.Max(math.Exp2(s.net[1]), 1e-9)
	for i := range s.node {
		a, b := s.node[i][pair[0]], s.node[i][pair[1]]
		if i == 0 || i == 3 {
			a, b = a/mean, b/mean
		}
		out[nodeFirst+2*i], out[nodeFirst+2*i+1] = float32(math.Min(a, b)), float32(math.Max(a, b))
	}
	out[pairFirst], out[pairFirst+1], out[pairFirst+2] = float32(one[scoreCN]), float32(one[scoreP3]), 0
	if s.part[pair[0]] == s.part[pair[1]] {
		out[pairFirst+2] = 1
	}
	for i, x := range s.net {
		out[netFirst+i] = float32(x)
	}
}
