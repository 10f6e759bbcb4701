package graphtest

import (
	"fmt"
	"math/rand/v2"

	"trama/graph"
)

// RandomChanges returns a few changes that fit g: nodes and edges made, changed, removed, with and without ids, and
// attributes of the graph. Ids come from a small set, so that what is removed comes back.
func RandomChanges(r *rand.Rand, g *graph.Graph) graph.Changes {
	m := making{r: r, g: g, gone: map[string]bool{}, cut: map[string]bool{}}
	for range 1 + r.IntN(4) {
		m.step()
	}
	return m.c
}

// RandomGraph returns what a number of RandomChanges make of nothing.
func RandomGraph(r *rand.Rand, steps int) *graph.Graph {
	g := graph.Empty()
	for range steps {
		next, err := g.Apply(RandomChanges(r, g))
		if err != nil {
			panic(fmt.Sprintf("graphtest: random changes do not fit: %v", err)) // a fault of this file
		}
		g = next
	}
	return g
}

// making is a change in the making.
type making struct {
	r         *rand.Rand
	g         *graph.Graph
	c         graph.Changes
	gone, cut map[string]bool // nodes and edges removed so far
	put       []string        // nodes put so far
}

func (m *making) step() {
	switch n := m.r.IntN(20); {
	case n < 6 || m.g.Nodes() == 0:
		m.putNode()
	case n < 12:
		m.putEdge()
	case n < 15:
		m.changeEdge()
	case n < 17:
		m.removeEdge()
	case n < 18:
		m.removeNode()
	default:
		m.c.Attributes = m.c.Attributes.With(pick(m.r, []string{"title", "area", "licence", "a b"}), m.value())
	}
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func (m *making) nodeID() string {
	if m.r.IntN(5) == 0 {
		return pick(m.r, HostileIDs())
	}
	return fmt.Sprintf("n%d", m.r.IntN(30))
}

func (m *making) value() graph.Value {
	if m.r.IntN(3) == 0 {
		return pick(m.r, Values())
	}
	return graph.IntegerValue(int64(m.r.IntN(5)))
}

func (m *making) attributes() graph.Attributes {
	var out graph.Attributes
	for range m.r.IntN(3) {
		v := m.value()
		if m.r.IntN(4) == 0 {
			v = graph.Value{}
		}
		name := pick(m.r, append([]string{"label", "x", "y", "since"}, HostileTexts()[:12]...))
		out = out.With(name, v)
		if v.IsZero() {
			out = append(out, graph.Attribute{Name: name})
			break // a removal stands last, since With takes zero values out
		}
	}
	return out
}

func (m *making) putNode() {
	n := graph.NodeChange{ID: m.nodeID(), Attributes: m.attributes()}
	if m.r.IntN(2) == 0 {
		kind := pick(m.r, []string{"", graph.Person, graph.Service, graph.Need, "Something else", "`k`"})
		n.Kind = &kind
	}
	m.c.PutNodes, m.put = append(m.c.PutNodes, n), append(m.put, n.ID)
}

// end returns a node that will be there when edges are put.
func (m *making) end() (string, bool) {
	if len(m.put) > 0 && m.r.IntN(3) == 0 {
		return pick(m.r, m.put), true
	}
	if m.g.Nodes() == 0 {
		return "", false
	}
	id := m.g.NodeID(m.r.IntN(m.g.Nodes()))
	return id, !m.gone[id]
}

func (m *making) putEdge() {
	s, okS := m.end()
	t, okT := m.end()
	if !okS || !okT {
		return
	}
	typ, directed := pick(m.r, []string{"", "knows", "offers", "collaborates", "Another type", "`t`"}), m.r.IntN(2) == 0
	e := graph.EdgeChange{Source: s, Target: t, Type: &typ, Attributes: m.attributes()}
	if m.r.IntN(2) == 0 {
		e.Directed = &directed
	}
	if m.r.IntN(3) == 0 {
		e.ID = fmt.Sprintf("e%d", m.r.IntN(1000))
		if _, there := m.g.FindEdge(e.ID); there || m.cut[e.ID] {
			return
		}
		m.cut[e.ID] = true // once in one change
	}
	m.c.PutEdges = append(m.c.PutEdges, e)
}

// edge returns an edge that is there and will stay.
func (m *making) edge() (graph.Edge, bool) {
	if m.g.Edges() == 0 {
		return graph.Edge{}, false
	}
	e := m.g.Edge(m.r.IntN(m.g.Edges()))
	return e, !m.cut[e.ID] && !m.gone[e.Source] && !m.gone[e.Target]
}

func (m *making) changeEdge() {
	e, ok := m.edge()
	if !ok {
		return
	}
	m.cut[e.ID] = true
	c := graph.EdgeChange{ID: e.ID, Attributes: m.attributes()}
	switch m.r.IntN(4) {
	case 0:
		typ := pick(m.r, []string{"knows", "refers", "Another type"})
		c.Type = &typ
	case 1:
		directed := !e.Directed
		c.Directed = &directed
	}
	m.c.PutEdges = append(m.c.PutEdges, c)
}

func (m *making) removeEdge() {
	e, ok := m.edge()
	if !ok {
		return
	}
	m.cut[e.ID] = true
	m.c.RemoveEdges = append(m.c.RemoveEdges, e.ID)
	if m.r.IntN(3) == 0 { // the same id joins other nodes
		s, okS := m.end()
		t, okT := m.end()
		if okS && okT {
			m.c.PutEdges = append(m.c.PutEdges, graph.EdgeChange{ID: e.ID, Source: s, Target: t, Type: &e.Type})
		}
	}
}

// removeNode takes away a node of which no other part of the change speaks.
func (m *making) removeNode() {
	if len(m.c.PutEdges)+len(m.c.PutNodes)+len(m.c.RemoveEdges) > 0 {
		return
	}
	id := m.g.NodeID(m.r.IntN(m.g.Nodes()))
	if !m.gone[id] {
		m.gone[id] = true
		m.c.RemoveNodes = append(m.c.RemoveNodes, id)
	}
}
