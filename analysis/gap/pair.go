package gap

import (
	"context"
	"slices"

	"trama/graph"
)

// Pair returns the suggestion with an id, its ends in either order, from the list of all; family, where it is not "", picks
// another of its pair's families. A pair that stands in another list, of a plan or of those who are involved, is weighed by
// itself. It returns NotFound for any other: because it was declined or taken up already, because the two ends are related
// now, or because no relation may join them.
func (n *Network) Pair(ctx context.Context, id, family string) (*Suggestion, error) {
	var w Wanted
	if family != "" {
		w.Family = []string{family}
	}
	s := n.search(w)
	if err := s.collect(ctx); err != nil {
		return nil, err
	}
	c, err := s.pair(ctx, graph.PairNamed(id))
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, graph.Fail(graph.NotFound, "gap.Pair", graph.Say("no_suggestion",
			"{id} is not among the missing relations", graph.V{"id": id}))
	}
	list, err := s.suggestions(ctx, []*candidate{c})
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

// pair returns the candidate with an id: of the list, else, where the list has nothing of these two, what may be proposed
// of them; nil for none.
func (s *search) pair(ctx context.Context, id string) (*candidate, error) {
	is := func(c *candidate) bool { return s.id(c) == id }
	if list := s.ordered(); slices.ContainsFunc(list, is) {
		return list[slices.IndexFunc(list, is)], nil
	}
	if slices.ContainsFunc(s.found, is) {
		return nil, nil // in another family than the one asked for
	}
	return s.alone(ctx, id)
}

// alone proposes a pair that no family proposes, and weighs it.
func (s *search) alone(ctx context.Context, id string) (*candidate, error) {
	a, b, _ := graph.PairOf(id)
	u, inA := s.node(a)
	w, inB := s.node(b)
	if !inA || !inB {
		return nil, nil
	}
	family := Likely
	if s.Parts.Of[u] != s.Parts.Of[w] {
		family = Reconnect
	}
	if len(s.wanted.Family) > 0 && s.wanted.Family[0] != Coverage && s.wanted.Family[0] != Reciprocity {
		family = s.wanted.Family[0]
	}
	c, ok := s.addNodes(family, u, w)
	if !ok {
		return nil, nil
	}
	c.family, s.found = family, []*candidate{c}
	return c, s.weigh(ctx)
}

// node returns the node of the view with an id.
func (s *search) node(id string) (int, bool) {
	at, there := s.Graph.FindNode(id)
	if !there {
		return 0, false
	}
	return s.View.Index(at)
}
