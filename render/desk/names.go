package desk

import (
	"slices"
	"strings"

	"trama/graph"
	"trama/render"
)

// namesOf lists the nodes of some kinds by their names; nil where there are too many to choose from. A name that several
// have, or that is the id of another, stands beside the id, which the field takes too.
func (v View) namesOf(id string, kinds ...string) *names {
	out := &names{ID: id}
	count := map[string]int{}
	for i := range v.Graph.Nodes() {
		if slices.Contains(kinds, v.Graph.Kind(i)) {
			count[spoken(v.Graph.Label(i))]++
		}
	}
	if len(count) > namesListed {
		return nil
	}
	l := v.locale()
	for i := range v.Graph.Nodes() {
		kind, label := v.Graph.Kind(i), strings.TrimSpace(v.Graph.Label(i))
		named, isID := v.Graph.FindNode(label)
		switch {
		case !slices.Contains(kinds, kind):
		case count[spoken(label)] > 1, isID && named != i:
			out.Options = append(out.Options, option{Value: v.Graph.NodeID(i), Label: label + " (" + l.Kind(kind) + ")"})
		default:
			out.Options = append(out.Options, option{Value: label, Label: l.Kind(kind)})
		}
	}
	return out
}

// spoken is a name as people say it: capitals and spaces around it apart.
func spoken(label string) string { return strings.ToLower(strings.TrimSpace(label)) }

// namesListed is up to how many names a list suggests.
const namesListed = 2000

// lines lists the production lines that are not retired, to choose one from by id.
func (v View) lines() []option {
	nodes := v.standing(graph.Line)
	var out []option
	for at, name := range v.apart(nodes) {
		out = append(out, option{Value: v.Graph.NodeID(nodes[at]), Label: name})
	}
	return out
}

// standing are the positions of the nodes of a kind that are not retired.
func (v View) standing(kind string) []int {
	var out []int
	status := v.Graph.Meaning("status")
	for i := range v.Graph.Nodes() {
		if v.Graph.Kind(i) == kind && status.Text(i) != "retired" {
			out = append(out, i)
		}
	}
	return out
}

// apart returns the names of some nodes, beside the id where several of them are called alike.
func (v View) apart(nodes []int) []string {
	called := map[string]int{}
	for _, i := range nodes {
		called[spoken(v.Graph.Label(i))]++
	}
	var out []string
	for _, i := range nodes {
		name := v.Graph.Label(i)
		if called[spoken(name)] > 1 {
			name += " (" + v.Graph.NodeID(i) + ")"
		}
		out = append(out, name)
	}
	return out
}

// lists are the names that fields of a page suggest: who acts, persons, what may answer a need, sides of an expectation,
// areas.
func (v View) lists() []render.Part {
	var out []names
	for _, list := range []*names{
		v.namesOf("actors", graph.Actors()...), v.namesOf("persons", graph.Person), v.namesOf("answering", graph.Service, graph.Action), v.sides(), v.areas(),
	} {
		if list != nil { // else there are too many to choose from: the name is typed
			out = append(out, *list)
		}
	}
	return parts("names", out...)
}

// sides are who may expect something, and of whom: the sectors of the table, and all actors.
func (v View) sides() *names {
	out := v.namesOf("sides", graph.Actors()...)
	if out == nil {
		return nil
	}
	l := v.locale()
	var sectors []option
	for _, sector := range Sectors() {
		sectors = append(sectors, option{Value: l.Sector(sector)})
	}
	out.Options = append(sectors, out.Options...)
	return out
}

// Sectors are the sectors of the table that a field for a side suggests.
func Sectors() []string {
	return []string{"administration", "third_sector", "citizens", "health", "education", "business"}
}

func (v View) areas() *names {
	out := &names{ID: "areas"}
	for _, area := range v.Graph.NodeColumn("area").Distinct() {
		out.Options = append(out.Options, option{Value: area.String()})
	}
	return out
}
