package render

import (
	"slices"

	"trama/graph"
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
	t := &Table{Caption: p.say("node.known.table", nil), Class: "known", Columns: columns(p.l, []string{"node.item", "page.value"})}
	for _, a := range p.knownAttributes() {
		text, nodes := p.v.attribute(a)
		if text == "" {
			continue
		}
		t.Rows = append(t.Rows, []string{p.v.attributeName(a.Name), text})
		t.link(p.v, 1, nodes...)
	}
	if at := p.coordinates(); at != "" {
		t.Rows = append(t.Rows, []string{p.v.attributeName("coordinates"), at})
	}
	if len(t.Rows) > 0 {
		s.Blocks = []Block{{Table: t}}
	}
	return s
}

func (p nodePage) knownAttributes() []graph.Attribute {
	list := slices.DeleteFunc(slices.Clone(p.g.NodeAttributes(p.at)), func(a graph.Attribute) bool { return slices.Contains(unsaid(), a.Name) })
	slices.SortStableFunc(list, func(a, b graph.Attribute) int {
		return rankIn(knownFirst(), a.Name) - rankIn(knownFirst(), b.Name)
	})
	return list
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
