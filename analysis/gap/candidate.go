package gap

import (
	"cmp"
	"slices"

	"trama/analysis/effect"
	"trama/analysis/predict"
	"trama/graph"
)

// candidate is a pair that may become a suggestion. Ends are positions in the graph, the lower first.
type candidate struct {
	a, b     int
	u, w     int // nodes of the view, -1 where the lens leaves an end out
	from, to int // a and b as the relation goes
	typ      string
	counted  bool // the lens counts relations of the type
	families []string
	family   string

	estimate predict.Estimate
	effect   effect.Figures
	benefit  float64
	said     []Reason           // why it was proposed, where only its family knows
	also     []Reason           // and why another thing was, for the same pair
	parts    map[string]float64 // ln of how traits change its odds, where the model does not say
}

func (c *candidate) join(family string) {
	if !c.has(family) {
		c.families = append(c.families, family)
	}
}

func (c *candidate) has(family string) bool { return slices.Contains(c.families, family) }

func (c *candidate) expected() float64 { return c.estimate.Plausibility * c.benefit }

// inView tells whether both ends are nodes of the view, so that the relation would be one of it.
func (c *candidate) inView() bool {
	return c.u >= 0 && c.w >= 0 && c.counted
}

// add proposes a pair of positions in a family; ok is false where it may not be proposed. A pair that was proposed
// before joins one more family.
func (s *search) add(family string, a, b int) (*candidate, bool) {
	a, b = min(a, b), max(a, b)
	if c, there := s.byPair[relation{a, b, ""}]; there {
		c.join(family)
		return c, true
	}
	if !s.free(a, b) {
		return nil, false
	}
	typ, turned, ok := s.proposedType(a, b)
	if !ok {
		return nil, false
	}
	c := s.put(family, relation{a, b, ""})
	c.typ, c.from, c.to, c.counted = typ, a, b, true
	if turned {
		c.from, c.to = b, a
	}
	return c, true
}

// addNodes proposes a pair of nodes of the view.
func (s *search) addNodes(family string, u, w int) (*candidate, bool) {
	return s.add(family, s.View.Position(u), s.View.Position(w))
}

// addTyped proposes a relation of a given type that is not structural, from one position to another.
func (s *search) addTyped(family, typ string, from, to int) (*candidate, bool) {
	a, b := min(from, to), max(from, to)
	if c, there := s.byPair[relation{a, b, typ}]; there {
		return c, true
	}
	if from == to || s.records.bars(a, b) {
		return nil, false
	}
	c := s.put(family, relation{a, b, typ})
	c.typ, c.from, c.to, c.counted = typ, from, to, typ != graph.Commitment && s.Lens.Counts(typ)
	return c, true
}

// relation names what is proposed: a pair, and its type where that is not structural.
type relation struct {
	a, b int
	typ  string
}

func (s *search) put(family string, r relation) *candidate {
	c := &candidate{a: r.a, b: r.b, u: -1, w: -1, families: []string{family}}
	if u, in := s.View.Index(r.a); in {
		c.u = u
	}
	if w, in := s.View.Index(r.b); in {
		c.w = w
	}
	s.byPair[r] = c
	s.found = append(s.found, c)
	return c
}

// free tells whether a pair may be proposed: nothing stands about it, and no relation joins it that counts.
func (s *search) free(a, b int) bool {
	return a != b && !s.records.bars(a, b) && !s.related(a, b)
}

// related tells whether a relation that is not retired joins two positions, in the lens or not, of a structural type or one
// that the lens counts.
func (s *search) related(a, b int) bool {
	u, inA := s.View.Index(a)
	w, inB := s.View.Index(b)
	if inA && inB && s.View.Has(u, w) {
		return true
	}
	if s.wholeView {
		return false
	}
	at, other := s.incidence.Of(a), b
	if around := s.incidence.Of(b); len(around) < len(at) {
		at, other = around, a
	}
	status := s.Graph.EdgeMeaning("status")
	for _, e := range at {
		from, to := s.Graph.Ends(int(e))
		if from != other && to != other || status.Text(int(e)) == "retired" {
			continue
		}
		if typ := s.Graph.Type(int(e)); graph.Structural(typ) || s.Lens.Counts(typ) {
			return true
		}
	}
	return false
}

// drop takes those out of a family, or out of the list where that was their only one, that its name would be wrong of: a pair
// that is less plausible than one at random is not likely, unless somebody asked for the partners of an end.
func (s *search) drop() {
	s.looked = len(s.found)
	s.found = slices.DeleteFunc(s.found, func(c *candidate) bool {
		if c.has(Likely) && c.estimate.Lift < 1 && !s.asked(c) {
			c.families = slices.DeleteFunc(c.families, func(family string) bool { return family == Likely })
		}
		return len(c.families) == 0
	})
}

// asked tells whether an end of a candidate is to be involved.
func (s *search) asked(c *candidate) bool {
	return slices.ContainsFunc([]int{c.a, c.b}, func(at int) bool { return slices.Contains(s.wanted.Involving, s.Graph.NodeID(at)) })
}

// settle gives each candidate the family in which it ranks best, ties by the order of the families.
func (s *search) settle() {
	best := make(map[*candidate]int, len(s.found))
	for _, family := range Families() {
		var list []*candidate
		for _, c := range s.found {
			if c.has(family) {
				list = append(list, c)
			}
		}
		slices.SortStableFunc(list, func(x, y *candidate) int {
			return cmp.Or(cmp.Compare(y.merit(family), x.merit(family)), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
		})
		for rank, c := range list {
			if at, there := best[c]; !there || rank < at {
				best[c], c.family = rank, family
			}
		}
	}
	s.share()
}

// share tells each candidate what was said for others of its pair, since one of them alone will stand in the list.
func (s *search) share() {
	ofPair := map[[2]int][]*candidate{}
	for _, c := range s.found {
		pair := [2]int{c.a, c.b}
		for _, other := range ofPair[pair] {
			c.also, other.also = append(c.also, other.said...), append(other.also, c.said...)
		}
		ofPair[pair] = append(ofPair[pair], c)
	}
}

// merit is what a family ranks by.
func (c *candidate) merit(family string) float64 {
	switch family {
	case Likely:
		return c.estimate.Plausibility
	case Reinforce:
		return c.estimate.Plausibility * float64(-c.effect.Bridges-c.effect.ArticulationPoints)
	case Shortcut:
		return c.estimate.Plausibility * c.effect.GlobalEfficiency
	}
	return c.expected()
}
