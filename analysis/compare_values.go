package analysis

import (
	"trama/analysis/table"
	"trama/graph"
)

// ValueMove is a value that is another one now. Before or After is null where there was or is none. Of a node the kind counts
// as a value, of a relation the type.
type ValueMove struct {
	Name   string      `json:"name"`
	Before graph.Value `json:"before"`
	After  graph.Value `json:"after"`
}

// ChangedNode is a node that has other values, and which: none where the lens leaves it out of both states.
type ChangedNode struct {
	Member
	Values []ValueMove `json:"values"`
}

// ChangedRelation is a relation that has other values, and which.
type ChangedRelation struct {
	NamedRelation
	Values []ValueMove `json:"values"`
}

// seen are two states of a network, and of each what a reader of the lens may see: no records about who is left out, either.
type seen struct {
	before, after *graph.Graph
	parts         [2]*graph.Graph
}

func newSeen(before, after *graph.Graph, l graph.Lens) (seen, error) {
	s := seen{before: before, after: after}
	for k, g := range []*graph.Graph{before, after} {
		aside, err := table.Aside(g, leavingOut(l, g))
		if err != nil {
			return s, err
		}
		s.parts[k] = aside.Part()
	}
	if !isDefault(l) { // who asks for a lens is told of nobody whom it leaves out
		s.before, s.after = s.parts[0], s.parts[1]
	}
	return s, nil
}

// node returns a node that is in both states with the values that it changed.
func (s seen) node(id string) ChangedNode {
	n := ChangedNode{Member: memberOf(s.after, id), Values: []ValueMove{}}
	_, then := s.parts[0].FindNode(id)
	if _, now := s.parts[1].FindNode(id); then || now {
		i, _ := s.before.FindNode(id)
		j, _ := s.after.FindNode(id)
		n.Values = append(otherName("kind", s.before.Kind(i), s.after.Kind(j)), valueMoves(s.before.NodeAttributes(i), s.after.NodeAttributes(j))...)
	}
	return n
}

// edge returns an edge that is in both states with the values that it changed.
func (s seen) edge(id string) ChangedRelation {
	r := ChangedRelation{NamedRelation: namedRelation(s.after, id), Values: []ValueMove{}}
	_, then := s.parts[0].FindEdge(id)
	if _, now := s.parts[1].FindEdge(id); then || now {
		d, _ := s.before.FindEdge(id)
		e, _ := s.after.FindEdge(id)
		r.Values = append(otherName("type", s.before.Type(d), s.after.Type(e)), valueMoves(s.before.EdgeAttributes(d), s.after.EdgeAttributes(e))...)
	}
	return r
}

func otherName(name, before, after string) []ValueMove {
	if before == after {
		return []ValueMove{}
	}
	return []ValueMove{{name, graph.TextValue(before), graph.TextValue(after)}}
}

// valueMoves are the attributes that differ, in ascending order of name.
func valueMoves(before, after graph.Attributes) []ValueMove {
	out := []ValueMove{}
	for len(before)+len(after) > 0 {
		switch {
		case len(after) == 0 || len(before) > 0 && before[0].Name < after[0].Name:
			out = append(out, ValueMove{Name: before[0].Name, Before: before[0].Value})
			before = before[1:]
		case len(before) == 0 || after[0].Name < before[0].Name:
			out = append(out, ValueMove{Name: after[0].Name, After: after[0].Value})
			after = after[1:]
		default:
			if before[0].Value != after[0].Value {
				out = append(out, ValueMove{before[0].Name, before[0].Value, after[0].Value})
			}
			before, after = before[1:], after[1:]
		}
	}
	return out
}
