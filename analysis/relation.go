package analysis

import (
	"slices"

	"trama/graph"
)

// Relation names a relation by its ends; without Type it is the first structural type that joins their kinds.
type Relation struct {
	Source string `json:"source"`
	Target string `json:"target"`
	Type   string `json:"type,omitempty"`
}

// RelationNamed returns the relation that A,B or A,B,TYPE names: a list, in which an id with a comma stands in quotes. It is
// Usage for any other text.
func RelationNamed(text string) (Relation, error) {
	parts, err := graph.SplitList(text)
	if err != nil {
		return Relation{}, err
	}
	if len(parts) != 2 && len(parts) != 3 {
		return Relation{}, graph.Fail(graph.Usage, "analysis.RelationNamed", graph.Say("bad_relation",
			"a relation is A,B or A,B,TYPE; an id with a comma stands in quotes", nil))
	}
	r := Relation{Source: parts[0], Target: parts[1]}
	if len(parts) == 3 {
		r.Type = parts[2]
	}
	return r, nil
}

func (r Relation) ends(g *graph.Graph) (source, target int, err error) {
	source, there := g.FindNode(r.Source)
	if !there {
		return 0, 0, graph.NoNode("analysis.WhatIf", r.Source)
	}
	if target, there = g.FindNode(r.Target); !there {
		return 0, 0, graph.NoNode("analysis.WhatIf", r.Target)
	}
	if source == target {
		return 0, 0, graph.Fail(graph.Invalid, "analysis.WhatIf", graph.Say("pair_of_one", "a pair is of two nodes, not of one with itself", nil))
	}
	return source, target, nil
}

// edges returns the structural relations between the ends that are not retired, in any direction, or those of the type.
func (r Relation) edges(g *graph.Graph) ([]int, error) {
	source, target, err := r.ends(g)
	if err != nil {
		return nil, err
	}
	var out []int
	status, typ := g.EdgeMeaning("status"), graph.TypeNamed(r.Type)
	for _, e := range g.Incidence().Of(source) {
		from, to := g.Ends(int(e))
		if from != target && to != target || status.Text(int(e)) == "retired" {
			continue
		}
		if r.Type == "" && graph.Structural(g.Type(int(e))) || r.Type != "" && g.Type(int(e)) == typ {
			out = append(out, int(e))
		}
	}
	return out, nil
}

// change returns the relation as a change, and whether it is there already, in the graph or among what is added. It is
// Invalid where the type is that of no relation.
func (r Relation) change(g *graph.Graph, l graph.Lens, c graph.Changes) (change graph.EdgeChange, there bool, err error) {
	edges, err := r.edges(g)
	if err != nil {
		return change, false, err
	}
	if graph.TypeNamed(r.Type) == graph.Commitment { // what a suggestion of the family reciprocity proposes
		return change, false, graph.Fail(graph.Invalid, "analysis.WhatIf", graph.Say("commitment_no_relation",
			"a commitment is no relation: it changes no figure", nil))
	}
	typ := r.Type
	source, target := r.Source, r.Target
	if typ == "" {
		a, _ := g.FindNode(source)
		b, _ := g.FindNode(target)
		var turned, ok bool
		if typ, turned, ok = l.TypeBetween(g.Kind(a), g.Kind(b)); !ok {
			return change, false, graph.Fail(graph.Invalid, "analysis.WhatIf", graph.Say("no_type_between",
				"no type of relation joins {a} and {b}: name one", graph.V{"a": g.Kind(a), "b": g.Kind(b)}))
		}
		if turned {
			source, target = target, source
		}
	}
	there = len(edges) > 0 || slices.ContainsFunc(c.PutEdges, func(e graph.EdgeChange) bool {
		between := e.Source == source && e.Target == target || e.Source == target && e.Target == source
		return between && (r.Type == "" || graph.TypeNamed(*e.Type) == graph.TypeNamed(typ))
	})
	return graph.EdgeChange{Source: source, Target: target, Type: &typ, Attributes: l.Passing()}, there, nil
}

func (r Relation) say(g *graph.Graph, code string) graph.Sentence {
	a, _ := g.FindNode(r.Source)
	b, _ := g.FindNode(r.Target)
	return say(code, graph.V{"a": g.Label(a), "b": g.Label(b)})
}

func (r Relation) sameEnds(other Relation) bool {
	return r.Source == other.Source && r.Target == other.Target || r.Source == other.Target && r.Target == other.Source
}

// typed returns relations with the ids of the types that their words mean.
func typed(relations []Relation) []Relation {
	out := slices.Clone(relations)
	for i := range out {
		out[i].Type = graph.TypeNamed(out[i].Type)
	}
	return out
}
