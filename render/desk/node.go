package desk

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
	"trama/render"
)

// allNames is the id of the list of the names of all nodes.
const allNames = "all-names"

// NodePage writes the page of one node, with the forms by which it and its relations are corrected by hand.
func NodePage(w io.Writer, n render.NodePageView, v View) error {
	n.View = v.View
	s := n.Shell()
	s.Above = v.notices()
	if at, there := v.Graph.FindNode(n.Portrait.ID); there {
		s.Links = append(s.Links, v.recordedIn(v.Graph.Kind(at))...)
	}
	if v.Writing != nil {
		p := nodeForms{v: v, l: v.locale(), g: v.Graph, portrait: n.Portrait}
		p.at, _ = p.g.FindNode(n.Portrait.ID)
		s.Page.Sections = append(s.Page.Sections, p.section())
		s.Above = p.noticed().notices()
		if list := v.namesOf(allNames, p.g.Kinds()...); list != nil {
			s.Below = parts("names", *list)
		}
	}
	if v.Past > 0 && v.Erasable {
		erase := newRecorder(v).eraseLink(n.Portrait.ID)
		s.Page.Sections = append(s.Page.Sections, render.Section{ID: "edit", Title: v.locale().Say("node.edit", nil), Blocks: []render.Block{records(erase)}})
	}
	return s.Write(w, v.Lang)
}

// recordedIn leads to the section of the table's page where what concerns a kind is written.
func (v View) recordedIn(kind string) []render.Link {
	section := map[string]string{graph.Meeting: "meetings", graph.Need: "needs", graph.Line: "votes", graph.Commitment: "commitments"}[kind]
	if section == "" {
		return nil
	}
	return []render.Link{{Href: v.way("table") + "#" + section, Name: v.locale().Say("tavolo."+section, nil)}}
}

// nodeForms makes the forms of the page of a node.
type nodeForms struct {
	v        View
	l        *locale.Locale
	g        *graph.Graph
	portrait analysis.Portrait
	at       int
}

func (p nodeForms) name() string { return p.g.Label(p.at) }

func (p nodeForms) kind() string { return p.g.Kind(p.at) }

// noticed is the view for what the page says of a commit: one that made the node leads back to the network's page when it
// is undone, for then the node has none.
func (p nodeForms) noticed() View {
	v := p.v
	if w := v.Writing.Written; w != nil && w.Commit.Revision > 0 {
		if w.Before == nil {
			v.Self = v.Network()
		} else if _, was := w.Before.FindNode(p.portrait.ID); !was {
			v.Self = v.Network()
		}
	}
	return v
}

func (p nodeForms) section() render.Section {
	m, to := newRecorder(p.v), "nodes/"+url.PathEscape(p.portrait.ID)+"/"
	list := []record{p.editForm(m, to), p.relateForm(m, to)}
	if options := p.removable(); len(options) > 0 {
		list = append(list, m.folded("node_unrelate", to+"unrelate", m.choice("edge", "remove", options)))
	}
	if graph.MayBeTwice(p.kind()) {
		list = append(list, m.folded("node_join", to+"join", m.requiredWho("other", "same", allNames)))
	}
	remove := m.folded("node_remove", to+"remove")
	for i := range remove.Buttons {
		remove.Buttons[i].Class = "danger"
	}
	list = append(list, remove, m.eraseLink(p.portrait.ID))
	return render.Section{ID: "edit", Title: p.l.Say("node.edit", nil), Blocks: []render.Block{records(list...)}}
}

func (p nodeForms) editForm(m recorder, to string) record {
	text := func(name string) string { return p.g.NodeColumn(name).Text(p.at) }
	label, area, tags := m.needed("label", "node_name"), m.text("area", "area"), m.text("tags", "tags")
	label.Value, area.Value = p.name(), text("area")
	if v, ok := p.g.NodeColumn("tags").At(p.at); ok {
		tags.Value = joinedList(v.Items())
	}
	statuses := []option{{Value: "", Label: p.l.Say("node.no_status", nil), Selected: text("status") == ""}}
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

func (p nodeForms) relateForm(m recorder, to string) record {
	return m.folded("node_relate", to+"relate", m.choice("relation", "relation", p.ways()), m.requiredWho("other", "other", allNames))
}

// ByHand tells whether a relation of a type is added and taken away by hand: the table's records have pages of their own.
func ByHand(t graph.RelationType) bool {
	return t.Structural || slices.Contains([]string{"has_need", "raised", "answers"}, t.ID)
}

// ways are the types of relation that a node of this kind may have, each in the directions that it may have it in.
func (p nodeForms) ways() []option {
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
func (p nodeForms) removable() []option {
	var out []option
	for _, e := range slices.Concat(p.portrait.Edges, p.portrait.Aside) {
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
