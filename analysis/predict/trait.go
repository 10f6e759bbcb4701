package predict

import (
	"math"
	"slices"

	"trama/analysis/internal/view"
)

// Trait is something that nodes can have in common: an attribute's values, as codes, of which a node may have several or
// none; or a test of two nodes, such as being near each other.
type Trait struct {
	Name   string
	Values [][]uint32                             // of each node, ascending; nil where there is a test
	Near   func(a, b uint32) (shared, known bool) // the test; nil where there are values
	// Prior is how many times sharing it is taken to multiply the odds of a relation while the network's own are too few to
	// say; 0: it then says nothing.
	Prior float64
}

// of tells whether two nodes share the trait, and whether that is known.
func (t *Trait) of(a, b uint32) (shared, known bool) {
	if t.Near != nil {
		return t.Near(a, b)
	}
	if len(t.Values[a]) == 0 || len(t.Values[b]) == 0 {
		return false, false
	}
	_, shared = t.Shares(a, b)
	return shared, true
}

// Shares tells whether two nodes have a value in common, and which is the lowest.
func (t *Trait) Shares(a, b uint32) (value uint32, ok bool) {
	x, y := t.Values[a], t.Values[b]
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			return x[i], true
		case x[i] < y[j]:
			i++
		default:
			j++
		}
	}
	return 0, false
}

// traitOdds are the natural logarithms of how much likelier a relation is where a trait is shared, and where it is not.
// Where an end has no value the trait says nothing.
type traitOdds struct {
	trait         *Trait
	shared, other float64
}

func (t *traitOdds) of(a, b uint32) float64 {
	if t.shared == 0 && t.other == 0 {
		return 0
	}
	switch shared, known := t.trait.of(a, b); {
	case !known:
		return 0
	case shared:
		return t.shared
	}
	return t.other
}

// A trait counts where the share of relations that share it differs from chance by more than so many standard errors,
// and is shrunk as if so many relations more had shared it by chance. Where it does not, a prior counts that the relations do
// not speak against, as if it were so many relations.
const (
	errorsApart = 3
	shrinkage   = 10
)

// odds are those of all traits of a network, and of the classes of its nodes.
type odds struct {
	traits  []traitOdds
	class   []uint8
	between [][]float64 // by class; nil where there is one
}

// oddsOf learns the odds on the relations of a view.
func oddsOf(n Network, v *view.View) odds {
	o := odds{traits: make([]traitOdds, len(n.Traits)), class: n.Class}
	for i := range n.Traits {
		o.traits[i] = oddsOfTrait(&n.Traits[i], v)
	}
	if n.Class != nil {
		o.between = oddsBetween(n.Class, v)
	}
	return o
}

// of returns the sum of what all say of a pair.
func (o *odds) of(a, b uint32) float64 {
	sum := 0.0
	for i := range o.traits {
		sum += o.traits[i].of(a, b)
	}
	if o.between != nil {
		sum += o.between[o.class[a]][o.class[b]]
	}
	return sum
}

// parts returns what each says of a pair.
func (o *odds) parts(a, b uint32) []float64 {
	out := make([]float64, len(o.traits)+1)
	for i := range o.traits {
		out[i] = o.traits[i].of(a, b)
	}
	if o.between != nil {
		out[len(o.traits)] = o.between[o.class[a]][o.class[b]]
	}
	return out
}

// classShrinkage is how many relations by chance are added to those between two classes.
const classShrinkage = 5

// oddsBetween returns, for each two classes, ln of how much more frequent relations between them are than if they fell
// on pairs by chance.
func oddsBetween(class []uint8, v *view.View) [][]float64 {
	most := slices.Max(append([]uint8{0}, class...))
	nodes := make([]float64, int(most)+1)
	links := make([][]float64, len(nodes))
	for i := range links {
		links[i] = make([]float64, len(nodes))
	}
	for u := range v.N() {
		nodes[class[u]]++
		for _, w := range v.Row(u) {
			links[class[u]][class[w]]++ // each pair once each way
		}
	}
	n, m := float64(v.N()), float64(v.M())
	out := make([][]float64, len(nodes))
	for a := range out {
		out[a] = make([]float64, len(nodes))
		for b := range out[a] {
			pairs, found := nodes[a]*nodes[b], links[a][b]
			if a == b {
				pairs, found = nodes[a]*(nodes[a]-1)/2, links[a][a]/2
			}
			chance := m * pairs / math.Max(1, n*(n-1)/2)
			if chance > 0 {
				out[a][b] = math.Log((found + classShrinkage) / (chance + classShrinkage))
			}
		}
	}
	return out
}

func oddsOfTrait(t *Trait, v *view.View) traitOdds {
	linked, shared := 0.0, 0.0
	for u := range uint32(v.N()) {
		for _, w := range v.Row(int(u)) {
			if w < u {
				continue
			}
			if is, known := t.of(u, w); known {
				linked++
				if is {
					shared++
				}
			}
		}
	}
	out := traitOdds{trait: t}
	chance := t.chance(v.N())
	if chance <= 0 || chance >= 1 {
		return out
	}
	expected := chance
	if linked == 0 || apart(shared/linked, chance, linked) < errorsApart {
		expected = t.expected(chance)
		if expected <= chance || linked > 0 && apart(shared/linked, expected, linked) >= errorsApart {
			return out
		}
	}
	e := (shared + shrinkage*expected) / (linked + shrinkage)
	if expected > chance && e <= chance {
		return out
	}
	out.shared, out.other = math.Log(e/chance), math.Log((1-e)/(1-chance))
	return out
}

// apart is by how many standard errors a share of so many differs from an expected one.
func apart(share, expected, of float64) float64 {
	return math.Abs(share-expected) / math.Sqrt(expected*(1-expected)/of)
}

// expected returns the share of relations that share the trait by its prior, given that of all pairs.
func (t *Trait) expected(chance float64) float64 {
	return t.Prior * chance / (1 - chance + t.Prior*chance)
}

// pairsTested is at how many pairs the chance of a test is taken.
const pairsTested = 300_000

func (t *Trait) chanceOfTest(n int) float64 {
	step := max(1, n*(n-1)/2/pairsTested)
	known, shared := 0.0, 0.0
	at := 0
	for a := range uint32(n) {
		for ; at < int(a); at += step {
			if is, ok := t.Near(a, uint32(at)); ok {
				known++
				if is {
					shared++
				}
			}
		}
		at -= int(a)
	}
	return shared / max(1, known)
}

// chance returns the share of the pairs of nodes with values that share one. Of a trait with several values a node it
// takes a pair once for each value shared, which is at most that.
func (t *Trait) chance(n int) float64 {
	if t.Near != nil {
		return t.chanceOfTest(n)
	}
	count := map[uint32]float64{}
	nodes := 0.0
	for _, values := range t.Values {
		if len(values) > 0 {
			nodes++
		}
		for _, value := range values {
			count[value]++
		}
	}
	codes := make([]uint32, 0, len(count))
	for value := range count {
		codes = append(codes, value)
	}
	slices.Sort(codes)
	pairs := 0.0
	for _, value := range codes {
		pairs += count[value] * (count[value] - 1) / 2
	}
	if nodes < 2 {
		return 0
	}
	return math.Min(.999, pairs/(nodes*(nodes-1)/2))
}
