package xml

import "trama/graph"

// Classes are the kinds and types of a graph as a file can hold them, and the direction that it says once for all edges.
type Classes struct {
	Kinds, Types  []string // by code
	Kinded, Typed bool     // some node has a kind, some edge a type
	Lost          int      // names that lost a character
	Directed      bool     // some edge has a direction
	Mixed         bool     // and some has none
	g             *graph.Graph
	changed       []bool // types that lost a character
}

// NewClasses returns the classes of a graph.
func NewClasses(g *graph.Graph) Classes {
	c := Classes{g: g}
	counts := g.KindCounts()
	for code, kind := range g.Kinds() {
		name := c.name(kind, graph.KindNamed)
		c.Kinds, c.Kinded = append(c.Kinds, name), c.Kinded || name != "" && counts[code] > 0
	}
	counts = g.TypeCounts()
	for code, typ := range g.Types() {
		name := c.name(typ, graph.TypeNamed)
		c.Types, c.Typed = append(c.Types, name), c.Typed || name != "" && counts[code] > 0
		c.changed = append(c.changed, name != typ)
	}
	none := false
	for e := range g.Edges() {
		directed := c.DirectedEdge(e)
		c.Directed, none = c.Directed || directed, none || !directed
	}
	c.Mixed = c.Directed && none
	return c
}

func (c *Classes) name(name string, known func(string) string) string {
	if clean := Cleaned(name); clean != name {
		c.Lost++
		return known(clean)
	}
	return name
}

// DirectedEdge tells whether a reader of the file will find that an edge has a direction: a type that lost a character may
// have become one of the catalogue.
func (c *Classes) DirectedEdge(e int) bool {
	if code := c.g.TypeCode(e); c.changed[code] {
		if t, known := graph.FindType(c.Types[code]); known {
			return !t.Symmetric
		}
	}
	return c.g.Directed(e)
}
