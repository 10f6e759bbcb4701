package graph

import "slices"

// Alike returns the relations between the same two as one that a change puts, in order of id: of its type, from its source to
// its target, and where it has no direction also the other way round. What the change does not say of the direction is by the catalogue,
// else there is one.
func (g *Graph) Alike(c EdgeChange) []int {
	a, from := g.FindNode(c.Source)
	b, to := g.FindNode(c.Target)
	if !from || !to {
		return nil
	}
	typ := ""
	if c.Type != nil {
		typ = *c.Type
	}
	directed := !symmetric(typ)
	if c.Directed != nil {
		directed = *c.Directed
	}
	var out []int
	for _, e := range g.Incidence().Of(a) {
		x, y := g.Ends(int(e))
		if g.Type(int(e)) == typ && g.Directed(int(e)) == directed && (x == a && y == b || !directed && x == b && y == a) {
			out = append(out, int(e))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Stands tells whether a relation such as a change puts is there and not retired: another one would say nothing new.
func (g *Graph) Stands(c EdgeChange) bool {
	status := g.EdgeColumn("status")
	return slices.ContainsFunc(g.Alike(c), func(e int) bool { return status.Text(e) != "retired" })
}
