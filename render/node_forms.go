package render

import (
	"net/url"
	"slices"
	"strings"

	"trama/graph"
)

// allNames is the id of the list of the names of all nodes.
const allNames = "all-names"

// forms are those by which a node and its relations are corrected by hand.
func (p nodePage) forms() section {
	s := section{ID: "edit", Title: p.say("node.edit", nil)}
	if p.v.Writing == nil {
		return s
	}
	m, to := newRecorder(p.v), "nodes/"+url.PathEscape(p.Portrait.ID)+"/"
	list := []record{p.editForm(m, to), p.relateForm(m, to)}
	if options := p.removable(); len(options) > 0 {
		list = append(list, m.folded("node_unrelate", to+"unrelate", m.choice("edge", "remove", options)))
	}
	remove := m.folded("node_remove", to+"remove")
	for i := range remove.Buttons {
		remove.Buttons[i].Class = "danger"
	}
	s.Blocks = []block{{Records: append(list, remove)}}
	return s
}

func (p nodePage) editForm(m recorder, to string) record {
	text := func(name string) string { return p.g.NodeColumn(name).Text(p.at) }
	label, area, tags := m.needed("label", "node_name"), m.text("area", "area"), m.text("tags", "tags")
	label.Value, area.Value = p.name(), text("area")
	if v, ok := p.g.NodeColumn("tags").At(p.at); ok {
		tags.Value = joinedList(v.Items())
	}
	statuses := []option{{Value: "", Label: p.say("node.no_status", nil), Selected: text("status") == ""}}
	known := graph.Statuses()
	if now := text("status"); now != "" && !slices.Contains(known, now) {
		known = append(known, now)
	}
	for _, status := range known {
		statuses = append(statuses, option{Value: status, Label: p.l.Name("node_status", status), Selected: text("status") == status})
	}
	return m.folded("node_edit", to+"edit", label, m.kindField(p.kind()), area, tags, m.choice("status", "status", statuses))
}

// joinedList joins items as graph.SplitList takes them apart.
func joinedList(items []string) string {
	out := make([]string, len(items))
	for i, item := range items {
		if out[i] = item; strings.ContainsAny(item, `",`) {
			out[i] = `"` + strings.ReplaceAll(item, `"`, `""`) + `"`
		}
	}
	return strings.Join(out, ", ")
}

func (p nodePage) relateForm(m recorder, to string) record {
	return m.folded("node_relate", to+"relate", m.choice("relation", "relation", p.ways()), m.whoNeeded("other", "other", allNames))
}

func (m recorder) whoNeeded(name, label, list string) field {
	f := m.who(name, label, list)
	f.Required = true
	return f
}

// ByHand tells whether a relation of a type is added and taken away by hand: the table's records have pages of their own.
func ByHand(t graph.RelationType) bool {
	return t.Structural || slices.Contains([]string{"has_need", "raised", "answers"}, t.ID)
}

// ways are the types of relation that a node of this kind may have, each in the directions that it may have it in.
func (p nodePage) ways() []option {
	var out []option
	kind := p.kind()
	_, known := graph.FindKind(kind)
	takes := func(kinds []string) bool { return !known || len(kinds) == 0 || slices.Contains(kinds, kind) }
	for _, t := range graph.TypeCatalogue() {
		if !ByHand(t) {
			continue
		}
		if takes(t.From) {
			out = append(out, option{Value: "out:" + t.ID, Label: p.l.Relations(t.ID, p.name(), false) + " …"})
		}
		if !t.Symmetric && takes(t.To) {
			out = append(out, option{Value: "in:" + t.ID, Label: p.l.Relations(t.ID, p.name(), true)})
		}
	}
	return out
}

// removable are the relations that may be taken away by hand.
func (p nodePage) removable() []option {
	var out []option
	for _, e := range slices.Concat(p.Portrait.Edges, p.Portrait.Aside) {
		if t, known := graph.FindType(p.g.Type(e)); known && !ByHand(t) {
			continue
		}
		from, to := p.g.Ends(e)
		said := p.l.Relation(p.g.Label(from), p.g.Type(e), p.g.Label(to))
		if out = append(out, option{Value: p.g.EdgeID(e), Label: said}); len(out) == namesListed {
			break
		}
	}
	return out
}
