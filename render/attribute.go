package render

import (
	"strconv"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// attributeName is the name of an attribute as a row of a table begins with it.
func (v View) attributeName(name string) string {
	if said, ours := v.locale().Attribute(name); ours {
		return locale.Begun(said)
	}
	return name
}

// attribute is the value of an attribute as people read it, and the nodes that it names.
func (v View) attribute(a graph.Attribute) (string, []analysis.Member) {
	switch a.Name {
	case "lines":
		return v.namedNodes(a.Value.Items()...)
	case "on_node", "on_source", "on_target":
		return v.namedNodes(a.Value.String())
	case "on_type":
		return v.locale().Type(a.Value.String()), nil
	case "sector", "circle", "state":
		return v.locale().Name(a.Name, a.Value.String()), nil
	case "status":
		return v.locale().Name("node_status", a.Value.String()), nil
	case "gives":
		var gifts []string
		for _, gift := range a.Value.Items() {
			gifts = append(gifts, v.locale().Name("gift", gift))
		}
		return strings.Join(gifts, ", "), nil
	case "role":
		if graph.Coordinates(a.Value.String()) {
			return v.locale().Say("node.coordinator", nil), nil
		}
	}
	switch a.Value.Type() {
	case graph.List:
		return strings.Join(a.Value.List(), ", "), nil
	case graph.Date:
		return v.locale().Date(a.Value.String()), nil
	case graph.Boolean:
		b, _ := a.Value.Boolean()
		return v.locale().Value(b), nil
	}
	return a.Value.String(), nil
}

// namedNodes are the labels of ids, joined for a terminal, and one by one for links; an id without a node is itself.
func (v View) namedNodes(ids ...string) (string, []analysis.Member) {
	var names []string
	var nodes []analysis.Member
	all := true
	for _, id := range ids {
		there := false
		if v.Graph != nil {
			_, there = v.Graph.FindNode(id)
		}
		all = all && there
		names, nodes = append(names, v.label(id)), append(nodes, analysis.Member{ID: id, Label: v.label(id)})
	}
	if !all {
		nodes = nil
	}
	return strings.Join(names, ", "), nodes
}

// WholeNumber returns a whole number as a page was asked with it, or as a value says it; of what is none 0.
func WholeNumber(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
