package gap

import "trama/graph"

// standing is what the relations of a node, those that are not retired, say of how it stands in the town.
type standing struct {
	offered bool // a service that an organization offers
	works   bool // a person who works for something, is a member, coordinates, promotes or collaborates
	helped  bool // a person who uses a service or has a need
	knows   bool // a person who knows somebody
}

// standingOf returns the standing of a node, by position; each is looked at once.
func (s *search) standingOf(node int) standing {
	if at, seen := s.standings[node]; seen {
		return at
	}
	var at standing
	status := s.Graph.EdgeMeaning("status")
	for _, e := range s.incidence.Of(node) {
		if status.Text(int(e)) == "retired" {
			continue
		}
		switch s.Graph.Type(int(e)) {
		case "offers":
			at.offered = true
		case "works_for", "member_of", "coordinates", "promotes", "collaborates":
			at.works = true
		case "uses", "has_need":
			at.helped = true
		case "knows":
			at.knows = true
		}
	}
	s.standings[node] = at
	return at
}

// proposedType returns the type of the relation that is proposed between two positions. That is the first that may join
// their kinds, as for a relation that is tried, unless how the two stand speaks for another that the lens counts: an
// organization offers a service that none offers yet; who is helped, and works nowhere, uses a service; such a person,
// and one of whom only acquaintances are known, knows people and organizations. turned and ok are those of
// graph.TypeBetween.
func (s *search) proposedType(a, b int) (typ string, turned, ok bool) {
	typ, turned, ok = s.Lens.TypeBetween(s.Graph.Kind(a), s.Graph.Kind(b))
	if typ != "collaborates" {
		return typ, turned, ok
	}
	for _, end := range [2][2]int{{a, b}, {b, a}} {
		better := s.betterType(end[0], end[1])
		if t, known := graph.FindType(better); known && s.Lens.Counts(better) {
			return better, !t.Symmetric && end[0] == b, true
		}
	}
	return typ, turned, ok
}

// betterType returns what one end, as it stands, does with the other rather than collaborate; "" for nothing else.
func (s *search) betterType(from, to int) string {
	kind, with := s.Graph.Kind(from), s.Graph.Kind(to)
	switch {
	case kind == graph.Organization && with == graph.Service && !s.standingOf(to).offered:
		return "offers"
	case kind != graph.Person:
		return ""
	}
	switch at := s.standingOf(from); {
	case at.works:
	case with == graph.Service && at.helped:
		return "uses"
	case (with == graph.Person || with == graph.Organization) && (at.helped || at.knows):
		return "knows"
	}
	return ""
}

// left tells whether a node was there until a day before today, and which; through a lens of a day nobody is who was not
// there then.
func (s *search) left(at int) (until string, is bool) {
	until = s.Graph.Meaning("until").Text(at)
	return until, s.o.Lens.AsOf == "" && s.o.Today != "" && until != "" && until < s.o.Today
}
