package render

import (
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// unsaid are the attributes that a page of a node says elsewhere, or that are for machines.
func unsaid() []string { return []string{"label", "on_id", "lat", "lon"} }

// knownFirst are the attributes that a reader looks for first, in order; the others follow by name.
func knownFirst() []string {
	return []string{"description", "role", "sector", "circle", "area", "tags", "lines", "people", "status", "state", "due", "date", "since", "until", "source"}
}

// known is a table of what the map says of the node, under names that people read.
func (p nodePage) known() Section {
	s := Section{ID: "known", Title: p.say("node.known", nil)}
	t := &Table{Caption: p.say("node.known.table", nil), Class: "known", Columns: []Column{{Name: p.say("node.item", nil), Row: true}, {Name: p.say("page.value", nil)}}}
	for _, a := range p.knownAttributes() {
		text, nodes := p.attribute(a)
		if text == "" {
			continue
		}
		t.Rows = append(t.Rows, []string{p.attributeName(a.Name), text})
		t.link(p.v, 1, nodes...)
	}
	if at := p.coordinates(); at != "" {
		t.Rows = append(t.Rows, []string{p.attributeName("coordinates"), at})
	}
	if len(t.Rows) > 0 {
		s.Blocks = []Block{{Table: t}}
	}
	return s
}

func (p nodePage) knownAttributes() []graph.Attribute {
	list := slices.DeleteFunc(slices.Clone(p.g.NodeAttributes(p.at)), func(a graph.Attribute) bool { return slices.Contains(unsaid(), a.Name) })
	first := func(name string) int {
		if at := slices.Index(knownFirst(), name); at >= 0 {
			return at
		}
		return len(knownFirst())
	}
	slices.SortStableFunc(list, func(a, b graph.Attribute) int { return first(a.Name) - first(b.Name) })
	return list
}

// attributeName is the name of an attribute as a row of a table begins with it.
func (p nodePage) attributeName(name string) string {
	if said, ours := p.l.Attribute(name); ours {
		return locale.Begun(said)
	}
	return name
}

// attribute is the value of an attribute as people read it, and the nodes that it names.
func (p nodePage) attribute(a graph.Attribute) (string, []analysis.Member) {
	switch a.Name {
	case "lines":
		return p.namedNodes(a.Value.Items()...)
	case "on_node", "on_source", "on_target":
		return p.namedNodes(a.Value.String())
	case "on_type":
		return p.l.Type(a.Value.String()), nil
	case "sector", "circle", "state":
		return p.l.Name(a.Name, a.Value.String()), nil
	case "status":
		return p.l.Name("node_status", a.Value.String()), nil
	case "gives":
		var gifts []string
		for _, gift := range a.Value.Items() {
			gifts = append(gifts, p.l.Name("gift", gift))
		}
		return strings.Join(gifts, ", "), nil
	case "role":
		if graph.Coordinates(a.Value.String()) {
			return p.say("node.coordinator", nil), nil
		}
	}
	switch a.Value.Type() {
	case graph.List:
		return strings.Join(a.Value.List(), ", "), nil
	case graph.Date:
		return p.l.Date(a.Value.String()), nil
	case graph.Boolean:
		b, _ := a.Value.Boolean()
		return p.l.Value(b), nil
	}
	return a.Value.String(), nil
}

// namedNodes are the labels of ids, joined for a terminal, and one by one for links; an id without a node is itself.
func (p nodePage) namedNodes(ids ...string) (string, []analysis.Member) {
	var names []string
	var nodes []analysis.Member
	all := true
	for _, id := range ids {
		_, there := p.g.FindNode(id)
		all = all && there
		names, nodes = append(names, p.v.label(id)), append(nodes, analysis.Member{ID: id, Label: p.v.label(id)})
	}
	if !all {
		nodes = nil
	}
	return strings.Join(names, ", "), nodes
}

// coordinates are where the node lies, as maps take them; "" where it has no two numbers.
func (p nodePage) coordinates() string {
	lat, lon := p.g.Meaning("lat"), p.g.Meaning("lon")
	_, north := lat.Number(p.at)
	_, east := lon.Number(p.at)
	if !north || !east {
		return ""
	}
	return lat.Text(p.at) + ", " + lon.Text(p.at)
}
