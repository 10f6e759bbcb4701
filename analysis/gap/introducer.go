package gap

import (
	"cmp"
	"slices"

	"trama/graph"
)

// Introducer is who could bring the two together; Path are ids from one end to the other, and Ties the relations along it and,
// where who introduces is not on it, the one with what is.
type Introducer struct {
	ID    string   `json:"id"`
	Label string   `json:"label"`
	Path  []string `json:"path"`
	Ties  []Tie    `json:"ties"`
}

// Tie is a relation through which people know each other.
type Tie struct {
	Source string `json:"source"`
	Target string `json:"target"`
	Type   string `json:"type"`
}

// How many introducers a suggestion names, and how long a chain of acquaintances may be to be credible.
const (
	introducersMost = 3
	chainMost       = 6 // nodes, both ends with them
)

// introducers returns who could bring the two together: the persons and organizations who know both, the most central
// first; else who stands on the shortest chain of acquaintances, or at the service, place, action or meeting that it
// leads through. Whom the lens leaves out introduces nobody.
func (s *search) introducers(c *candidate) []Introducer {
	var know []int
	for _, u := range s.common(c) {
		if s.introduces(s.View.Position(u)) {
			know = append(know, u)
		}
	}
	slices.SortStableFunc(know, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.personFirst(a), s.personFirst(b)), cmp.Compare(s.central[b], s.central[a]))
	})
	out := []Introducer{}
	for _, u := range know[:min(len(know), introducersMost)] {
		out = append(out, s.introducer(s.View.Position(u), []int{c.from, s.View.Position(u), c.to}))
	}
	if len(out) > 0 {
		return out
	}
	chain := s.chain(c.from, c.to)
	for _, at := range inside(chain) {
		if s.introduces(at) {
			return append(out, s.introducer(at, chain))
		}
	}
	for _, at := range inside(chain) {
		if host, ok := s.hostAt(at, c.from, c.to); ok {
			who := s.introducer(host, chain)
			if !slices.Contains(chain, host) {
				who.Ties = append(who.Ties, s.tie(host, at))
			}
			return append(out, who)
		}
	}
	return out
}

// inside returns a path without its ends.
func inside(path []int) []int { return path[min(1, len(path)):max(0, len(path)-1)] }

// hostAt returns who stands for a service, a place, an action or a meeting: the coordinator of the network where they
// are tied to it, else who coordinates, offers or works for it, else whoever else is tied to it; the lowest of several.
// Who only uses a service does not know the others who do.
func (s *search) hostAt(at, notA, notB int) (int, bool) {
	best, rank := -1, 0
	role := s.Graph.NodeColumn("role")
	for _, e := range s.incidence.Of(at) {
		x, y := s.Graph.Ends(int(e))
		if x == at {
			x = y
		}
		if x == notA || x == notB || !s.Aside.HasNode(x) || !s.introduces(x) || !s.acquaints(int(e)) {
			continue
		}
		r := 1
		switch typ := s.Graph.Type(int(e)); {
		case graph.Coordinates(role.Text(x)):
			r = 4
		case typ == "uses":
			continue
		case typ == "coordinates":
			r = 3
		case typ == "offers" || typ == "works_for" || typ == "promotes" || typ == "hosts":
			r = 2
		}
		if r > rank || r == rank && x < best {
			best, rank = x, r
		}
	}
	return best, best >= 0
}

func (s *search) introducer(at int, path []int) Introducer {
	ids := make([]string, len(path))
	for i, p := range path {
		ids[i] = s.Graph.NodeID(p)
	}
	who := Introducer{ID: s.Graph.NodeID(at), Label: s.Graph.Label(at), Path: ids, Ties: []Tie{}}
	for i := range path[1:] {
		who.Ties = append(who.Ties, s.tie(path[i], path[i+1]))
	}
	return who
}

// tie returns the first relation through which two nodes know each other, as it goes.
func (s *search) tie(a, b int) Tie {
	for _, e := range s.incidence.Of(a) {
		if from, to := s.Graph.Ends(int(e)); (from == b || to == b) && s.acquaints(int(e)) {
			return Tie{s.Graph.NodeID(from), s.Graph.NodeID(to), s.Graph.Type(int(e))}
		}
	}
	return Tie{s.Graph.NodeID(a), s.Graph.NodeID(b), ""}
}

// introduces tells whether a node can introduce: a person, an organization, or one of unknown kind, who did not leave.
func (s *search) introduces(at int) bool {
	if _, gone := s.left(at); gone {
		return false
	}
	kind := s.Graph.Kind(at)
	_, known := graph.FindKind(kind)
	return !known || kind == graph.Person || kind == graph.Organization
}

func (s *search) personFirst(u int) int {
	if s.Graph.Kind(s.View.Position(u)) == graph.Person {
		return 0
	}
	return 1
}

// acquaints tells whether people meet through a relation: it is structural, or one of raising, having, inviting,
// attending or committing, and it is not retired.
func (s *search) acquaints(e int) bool {
	if s.Graph.EdgeMeaning("status").Text(e) == "retired" {
		return false
	}
	typ := s.Graph.Type(e)
	return graph.Structural(typ) || slices.Contains([]string{"invites", "attends", "commits", "has_need", "raised", "answers"}, typ)
}

// chainLooked is at how many nodes the search for a chain ends.
const chainLooked = 20_000

// chain returns the shortest path between two nodes, ties by the lowest, at most chainMost nodes long, else nil.
func (s *search) chain(from, to int) []int {
	before := map[int]int{from: from}
	level := []int{from}
	for step := 1; step < chainMost && len(level) > 0 && len(before) < chainLooked; step++ {
		var next []int
		for _, at := range level {
			for _, e := range s.incidence.Of(at) {
				x, y := s.Graph.Ends(int(e))
				if x == at {
					x = y
				}
				if _, met := before[x]; met || !s.Aside.HasNode(x) || !s.acquaints(int(e)) {
					continue
				}
				before[x] = at
				if x == to {
					return pathTo(before, from, to)
				}
				next = append(next, x)
			}
		}
		slices.Sort(next)
		level = next
	}
	return nil
}

func pathTo(before map[int]int, from, to int) []int {
	path := []int{to}
	for at := to; at != from; {
		at = before[at]
		path = append(path, at)
	}
	slices.Reverse(path)
	return path
}
