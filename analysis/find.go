package analysis

import (
	"context"
	"slices"

	"trama/graph"
)

// FindSuggestion returns the suggestion with an id, its ends in either order, from the unfiltered list of missing
// relations; family, where it is not "", picks another of its pair's families. A pair that stands in another list, of a
// plan or of those who are involved, is weighed by itself. It returns NotFound for any other: because it was declined or
// taken up already, because the two ends are related now, or because no relation may join them.
func FindSuggestion(ctx context.Context, src Source, id, family string) (*Suggestion, error) {
	list, err := MissingPair(ctx, src, id, family)
	if err != nil {
		return nil, err
	}
	return &list.Suggestions[0], nil
}

// MissingPair returns the list of the one suggestion that FindSuggestion finds, with the figures that it starts from.
func MissingPair(ctx context.Context, src Source, id, family string) (*MissingList, error) {
	o := DefaultMissingOptions()
	o.Limit = 0
	if family != "" {
		o.Family = []string{family}
	}
	if err := checkMissing(o); err != nil {
		return nil, err
	}
	s, err := newSearch(ctx, src, o)
	if err != nil {
		return nil, err
	}
	if err := s.collect(ctx); err != nil {
		return nil, err
	}
	c, err := s.pair(ctx, graph.PairNamed(id))
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, graph.Fail(graph.NotFound, "analysis.FindSuggestion", graph.Say("no_suggestion",
			"{id} is not among the missing relations", graph.V{"id": id}))
	}
	list := &MissingList{Schema: MissingSchema, Network: src.network(), Lens: o.Lens, Params: o, Before: s.before}
	list.Suggestions, err = s.suggestions(ctx, []*candidate{c})
	return list, err
}

// Pairs returns, for each suggestion of a list, the list that MissingPair returns for it and the list's family. It is nil
// for a list that was searched otherwise: through another lens, by filters, in another order, from another seed.
func (l *MissingList) Pairs() []*MissingList {
	o := l.Params
	filters := len(o.Between) + len(o.Sector) + len(o.Line) + len(o.Involving)
	if filters > 0 || len(o.Family) > 1 || o.Sort != "" || o.Exact || o.Seed != DefaultMissingOptions().Seed || !isDefault(o.Lens) {
		return nil
	}
	o.Limit, o.Offset, o.Candidates = 0, 0, 0
	var out []*MissingList
	for i := range l.Suggestions {
		out = append(out, &MissingList{Schema: l.Schema, Network: l.Network, Lens: o.Lens, Params: o, Before: l.Before, Suggestions: l.Suggestions[i : i+1 : i+1]})
	}
	return out
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
	if len(s.o.Family) > 0 && s.o.Family[0] != Coverage && s.o.Family[0] != Reciprocity {
		family = s.o.Family[0]
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
