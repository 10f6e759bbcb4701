package graph

import "slices"

// CodeOwnership is the code of the sentence that Ownership returns.
const CodeOwnership = "only_ownership"

// Ownership returns the note on a network that says who offers what, and where, and nothing of who works with whom, as a
// directory of services does: it is in many pieces whatever the town is like. ok is false for any other.
func Ownership(g *Graph) (note Sentence, ok bool) {
	owns := []string{"offers", "hosts", "located_at", "part_of", "works_for"}
	offered := false
	for code, n := range g.TypeCounts() {
		typ, known := FindType(g.Types()[code])
		switch {
		case n == 0 || known && !typ.Structural:
		case !slices.Contains(owns, typ.ID):
			return Sentence{}, false
		default:
			offered = true
		}
	}
	organizations := 0
	for code, n := range g.KindCounts() {
		if g.Kinds()[code] == Organization {
			organizations = n
		}
	}
	if !offered || organizations < 2 {
		return Sentence{}, false
	}
	return Say(CodeOwnership, "this map is a directory: it says who offers what, and where, and holds no relations between organizations; that it is in many pieces follows from that, and says nothing yet of who works with whom: add those relations, for instance as a table beside it", nil), true
}
