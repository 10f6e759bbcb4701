package gap

import (
	"math"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/predict"
	"trama/graph"
)

// Evidence returns what plausibility is learned from, of a view and of what its lens leaves with all kinds and types.
func Evidence(v *view.View, aside *graph.Selection) predict.Network {
	class, _ := classesOf(v, graph.Lens{})
	return predict.Network{View: v, Traits: learnable(traitsOf(v, aside)), Class: class}
}

// trait is what nodes can have in common, and how many have what.
type trait struct {
	predict.Trait
	nodes  int            // that have a value
	having map[string]int // how many have each; nil where the values are of no attribute
}

func learnable(traits []trait) []predict.Trait {
	out := make([]predict.Trait, len(traits))
	for i, t := range traits {
		out[i] = t.Trait
	}
	return out
}

// traitsOf returns what the nodes of a view can have in common: the values of each attribute that groups them, the needs
// they are tied to, and being near.
func traitsOf(v *view.View, aside *graph.Selection) []trait {
	g := v.Graph()
	var out []trait
	for _, column := range g.NodeColumns() {
		if !telling(column.Name()) || column.Type() == graph.Float || column.Type() == graph.Date || !categorical(v, column) {
			continue
		}
		if t, ok := traitOf(v, column); ok {
			out = append(out, t)
		}
	}
	if t, ok := needTrait(v, aside); ok {
		out = append(out, trait{Trait: t})
	}
	if t, ok := nearTrait(v); ok {
		out = append(out, trait{Trait: t})
	}
	return out
}

// The traits that are no attribute.
const (
	traitNeed = "need" // a need to which both are tied
	traitNear = "near" // at most a kilometre apart
)

const nearMetres = 1000

// prior is how many times sharing a trait is taken to multiply the odds of a relation while a network's relations are too few
// to say. It is stated, not learned: people meet where they live and over what they do.
func prior(name string) float64 {
	switch name {
	case "tags":
		return 3
	case "area", "lines", traitNeed, traitNear:
		return 2
	}
	return 0
}

// nearTrait is being near each other, by lat and lon.
func nearTrait(v *view.View) (predict.Trait, bool) {
	g := v.Graph()
	p := newPlaces(g)
	return predict.Trait{Name: traitNear, Prior: prior(traitNear), Near: func(a, b uint32) (bool, bool) {
		metres, known := p.metres(v.Position(int(a)), v.Position(int(b)))
		return metres <= nearMetres, known
	}}, p.lat != nil && p.lon != nil
}

// places are the positions of nodes on the ground.
type places struct{ lat, lon *graph.Column }

func newPlaces(g *graph.Graph) places { return places{g.Meaning("lat"), g.Meaning("lon")} }

// metres returns the distance of two nodes (haversine, on a sphere of 6,371 km), and whether it is known.
func (p places) metres(a, b int) (float64, bool) {
	const rad = math.Pi / 180
	latA, okA := p.lat.Number(a)
	latB, okB := p.lat.Number(b)
	lonA, okC := p.lon.Number(a)
	lonB, okD := p.lon.Number(b)
	if !okA || !okB || !okC || !okD {
		return 0, false
	}
	dLat, dLon := math.Sin((latB-latA)*rad/2), math.Sin((lonB-lonA)*rad/2)
	h := dLat*dLat + math.Cos(latA*rad)*math.Cos(latB*rad)*dLon*dLon
	return 2 * 6_371_000 * math.Asin(min(1, math.Sqrt(h))), true
}

// traitOf returns a column as a trait, where at least one value is shared and not all nodes have one value.
func traitOf(v *view.View, column *graph.Column) (trait, bool) {
	t := trait{Trait: predict.Trait{Name: column.Name(), Prior: prior(column.Name()), Values: make([][]uint32, v.N())}, having: map[string]int{}}
	codes, used := map[string]uint32{}, 0
	for u := range v.N() {
		value, _ := column.At(v.Position(u))
		for _, item := range value.List() {
			if !shareable(t.Name, item) {
				continue
			}
			code, known := codes[item]
			if !known {
				code = uint32(len(codes))
				codes[item] = code
			}
			if !slices.Contains(t.Values[u], code) {
				t.Values[u] = append(t.Values[u], code)
				t.having[item]++
				used++
			}
		}
		if len(t.Values[u]) > 0 {
			t.nodes++
		}
		slices.Sort(t.Values[u])
	}
	return t, len(codes) > 1 && used > len(codes)
}

// needTrait returns the needs to which each node is tied: it has, raised or answers them. What the lens leaves out ties
// nobody.
func needTrait(v *view.View, aside *graph.Selection) (predict.Trait, bool) {
	g := v.Graph()
	t := predict.Trait{Name: traitNeed, Prior: prior(traitNeed), Values: make([][]uint32, v.N())}
	found := false
	for e := range g.Edges() {
		from, to := g.Ends(e)
		if g.Kind(to) != graph.Need || !aside.HasEdge(e) {
			continue
		}
		if u, in := v.Index(from); in && !slices.Contains(t.Values[u], uint32(to)) {
			t.Values[u] = append(t.Values[u], uint32(to))
			slices.Sort(t.Values[u])
			found = true
		}
	}
	return t, found
}
