package graph

// Part returns the graph of what the selection holds, with all its attributes. Decisions and commitments that are about a
// node left out by name or by kind ("!person"), or about a relation of one, go with it: they name it. So do those about
// nodes that are not there any more where persons are left out.
func (s *Selection) Part() *Graph {
	g := s.Graph
	if s.NodesOut == 0 && s.EdgesOut == 0 {
		return g
	}
	var c Changes
	for i := range g.Nodes() {
		if !s.HasNode(i) || s.namesBarred(i) {
			c.RemoveNodes = append(c.RemoveNodes, g.NodeID(i))
		}
	}
	for e := range g.Edges() {
		from, to := g.Ends(e)
		if !s.HasEdge(e) && s.HasNode(from) && s.HasNode(to) {
			c.RemoveEdges = append(c.RemoveEdges, g.EdgeID(e))
		}
	}
	part, err := g.Apply(c)
	if err != nil {
		panic(err) // removals of what is there
	}
	return part
}

// namesBarred tells whether a node is a record about one that is left out by name or by kind.
func (s *Selection) namesBarred(i int) bool {
	if kind := s.Graph.Kind(i); kind != Decision && kind != Commitment {
		return false
	}
	for _, id := range s.Graph.about(i) {
		node, there := s.Graph.FindNode(id)
		if there && s.Bars(node) || !there && s.personsBarred {
			return true
		}
	}
	return false
}

// about returns the ids of the nodes that a record is about, or whose relation it is about.
func (g *Graph) about(record int) []string {
	var ids []string
	for _, name := range []string{"on_node", "on_source", "on_target"} {
		if id := g.NodeColumn(name).Text(record); id != "" {
			ids = append(ids, id)
		}
	}
	on := g.NodeColumn("on_id").Text(record)
	if e, there := g.FindEdge(on); there {
		from, to := g.Ends(e)
		return append(ids, g.NodeID(from), g.NodeID(to))
	}
	if a, b, pair := PairOf(on); pair {
		return append(ids, a, b)
	}
	return ids
}
