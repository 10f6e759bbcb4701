package source

import "trama/graph"

// kindGiven gives the nodes that say no kind the one that all of them are of: a sheet of organisations has no column that
// says so. So are those that only a name in a column made. What has a kind in the network keeps it.
func (r *Reading) kindGiven(kind string, network *names) error {
	if kind == "" {
		return nil
	}
	kind = graph.KindNamed(kind)
	c := graph.Changes{}
	for i := range r.Graph.Nodes() {
		if r.Graph.Kind(i) == "" && network.kind(r.Graph.NodeID(i)) == "" {
			c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: r.Graph.NodeID(i), Kind: &kind})
		}
	}
	g, err := r.Graph.Apply(c)
	if err == nil {
		r.Graph = g
	}
	return err
}
