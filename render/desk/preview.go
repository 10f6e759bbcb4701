package desk

import (
	"cmp"
	"io"
	"net/url"
	"slices"
	"strings"

	"trama/graph"
	"trama/locale"
	"trama/render"
)

// PreviewView is what the page shows before files are imported.
type PreviewView struct {
	View    render.View // Title is that of the network
	Home    string
	Network string // the address of the network's page; "" for a new one
	IsNew   bool
	Files   []string
	Alarm   string // why what was confirmed is previewed again

	Checked graph.Checked
	Graph   *graph.Graph // what would be imported; nil: nothing can be
	Before  *graph.Graph
	Changes graph.Changes

	// What the confirmation sends back.
	State, Parcel, Digest, Author string
	Replace, Skip                 bool
	Again                         bool // relations are made of Columns because the network has them, and not because somebody has chosen so
	Choices
}

// Choices are how files are read where a reader of their preview has chosen it; the addresses of the page have them.
type Choices struct {
	Columns  []string // of which relations are made; nil where nobody has chosen, empty where somebody has chosen none
	Kind     string   // of the nodes that say none
	Matrix   string   // the type of the relations that marks are; "" leaves them as data
	Contacts bool     // of a directory of services takes those of persons too
}

// ChoicesOf returns the choices that the address of a preview has.
func ChoicesOf(query url.Values) Choices {
	columns := query["relations"]
	if columns != nil {
		columns = slices.DeleteFunc(slices.Clone(columns), func(column string) bool { return column == "" })
	}
	return Choices{Columns: columns, Kind: query.Get("kind"), Matrix: query.Get("matrix"), Contacts: query.Get("contacts") == "yes"}
}

// query is what an address has of the choices.
func (c Choices) query() url.Values {
	query := url.Values{}
	for _, column := range c.Columns {
		query.Add("relations", column)
	}
	if c.Columns != nil && len(c.Columns) == 0 {
		query.Set("relations", "")
	}
	if c.Kind != "" {
		query.Set("kind", c.Kind)
	}
	if c.Matrix != "" {
		query.Set("matrix", c.Matrix)
	}
	if c.Contacts {
		query.Set("contacts", "yes")
	}
	return query
}

// PreviewPage writes the page before an import: what the files hold, what would change, and the button that does it. The
// files are in it (handlers/pages, parcel.go).
func PreviewPage(w io.Writer, p PreviewView) error {
	l := locale.New(p.View.Lang)
	page := previewPage{PreviewView: p, l: l}
	if p.Checked.Preview != nil {
		page.ahead = *p.Checked.Preview
	}
	checked, err := render.ShellOf(page.shortened(), p.View)
	if err != nil {
		return err
	}
	s := render.Shell{Home: p.Home, HeadTitle: l.Say("preview.title", nil) + " – Trama"}
	if p.Alarm != "" {
		s.Above = parts("notice", notice{Title: l.Say("notice.refused", nil), Lines: []string{p.Alarm}, Alarm: true})
	}
	s.Page.Title, s.Page.Subtitle, s.Page.Lead = l.Say("preview.title", nil), p.View.Title+" · "+strings.Join(p.Files, ", "), page.lead()
	s.Page.Sections = page.sections(checked.Page.Sections)
	return s.Write(w, l.Lang())
}

// sections are those of the page, with what was checked: why nothing can be imported first, else what may be read otherwise.
func (p previewPage) sections(checked []render.Section) []render.Section {
	var first, out []render.Section
	for _, offers := range []render.Section{p.columns(), p.matrix(), p.kinds(), p.contacts()} {
		if len(offers.Blocks) > 0 {
			out = append(out, offers)
		}
	}
	for _, part := range checked[1:] {
		switch part.ID {
		case "refused":
			part.ID = "rows" // the notice of what was refused has that id
			if p.none() && !p.waitsForMatrix() {
				first = append(first, part)
				continue
			}
		case "changes":
			part.Blocks = append(part.Blocks, p.names()...)
		}
		out = append(out, part)
	}
	return append(append(first, out...), checked[0], p.next())
}

// refusedShown is how many refused rows a page lists, columnsShown how many columns.
const (
	refusedShown = 100
	columnsShown = 200
)

type previewPage struct {
	PreviewView
	l     *locale.Locale
	ahead graph.Preview
}

// shortened is what was checked with lists that are short enough for a page, and what columns became in words.
func (p previewPage) shortened() graph.Checked {
	c := p.Checked
	c.Refused = p.withoutFlags(c.Refused[:min(len(c.Refused), refusedShown)])
	joins := map[string]bool{} // the tables of relations
	for _, m := range c.Mapping {
		joins[m.File] = joins[m.File] || m.Became == "target"
	}
	c.Notes = slices.DeleteFunc(slices.Clone(c.Notes), p.isOffered)
	for i, note := range c.Notes {
		c.Notes[i] = p.noteWithoutFlags(note)
	}
	c.Mapping = slices.Clone(c.Mapping[:min(len(c.Mapping), columnsShown)])
	for i, m := range c.Mapping {
		c.Mapping[i].Became = p.became(m.Became, joins[m.File])
	}
	return c
}

// became is what a column became, as people say it; of a table of relations its source is an end.
func (p previewPage) became(name string, joins bool) string {
	if _, is := graph.FindType(name); is {
		return p.l.Type(name) // a column of a directory that names another node
	}
	lists := []string{"became", "known", "attribute"}
	if !joins && (name != "relations" || len(p.Columns) == 0 && p.Matrix == "") {
		lists = lists[1:]
	}
	for _, list := range append(lists, "measure") {
		if (list != "measure" || slices.Contains([]string{"id", "label", "kind"}, name)) && p.l.Has(list+"."+name) {
			return p.l.Name(list, name)
		}
	}
	return name
}

// empty tells whether nothing can be imported, or nothing would change.
func (p previewPage) empty() bool { return p.none() || !p.IsNew && p.Changes.Empty() }

// none tells whether nothing can be imported.
func (p previewPage) none() bool { return p.Graph == nil || p.Graph.Nodes()+p.Graph.Edges() == 0 }

// waitsForMatrix tells whether nothing is wrong but that it was not yet said what marks mean.
func (p previewPage) waitsForMatrix() bool {
	_, marks := p.marked()
	return marks && p.Matrix == "" && len(p.Checked.Refused) < 2
}

// lead says in a sentence or two what would happen.
func (p previewPage) lead() string {
	refused := len(p.Checked.Refused)
	values := graph.V{"title": p.View.Title, "n": refused, "nodes": p.ahead.NodesAdded, "edges": p.ahead.EdgesAdded, "parts": p.parts()}
	said := ""
	switch {
	case p.Graph != nil && p.Graph.Nodes() == 0 && refused == 0:
		return p.l.Say("check.nothing", nil)
	case p.none() && p.waitsForMatrix():
		return p.l.Say("preview.lead.matrix", nil)
	case p.none():
		return p.l.Say("preview.lead.nothing", values)
	case p.IsNew:
		said = p.l.Say("preview.lead.new", values)
	case p.Changes.Empty():
		said = p.l.Say("preview.lead.same", values)
	case len(p.parts()) == 0:
		said = p.l.Say("preview.lead.own", values)
	default:
		said = p.l.Say("preview.lead.into", values)
	}
	if _, marks := p.marked(); p.IsNew && p.Graph.Edges() == 0 && (marks || len(p.columns().Blocks) > 0) {
		said += " " + p.l.Say("preview.lead.relations", nil)
	}
	if p.ahead.ByHand > 0 {
		said += " " + p.l.Say("preview.lead.by_hand", graph.V{"n": p.ahead.ByHand})
	}
	if refused > 0 {
		said += " " + p.l.Say("preview.lead.refused", values)
	}
	return said
}

// parts say how much would be new, changed and gone, where there is any.
func (p previewPage) parts() []string {
	var out []string
	c := p.ahead
	for _, part := range []struct {
		noun string
		n    int
	}{{"nodes_more", c.NodesAdded}, {"relations_more", c.EdgesAdded}, {"changed_more", c.NodesChanged + c.EdgesChanged}, {"removed_more", c.NodesRemoved + c.EdgesRemoved}} {
		if part.n > 0 {
			out = append(out, p.l.Count(part.noun, float64(part.n)))
		}
	}
	return out
}

// columnOffer returns what the page says in place of a note (graph/source) on a column of which relations can be made: it names other
// nodes, or the organizations of persons, or the network has the relations; "" for another note.
func columnOffer(code string) string {
	return map[string]string{"names_in_column": "preview.columns.text", "bodies_in_column": "preview.columns.bodies", "names_made_before": "preview.columns.before"}[code]
}

// offer is what there is to say, and the buttons that show the preview otherwise.
type offer struct {
	Text    string
	Buttons []sending
}

// columns offers to make relations of the columns that name other nodes.
func (p previewPage) columns() render.Section {
	s, all := render.Section{ID: "columns", Title: p.l.Say("preview.columns", nil)}, slices.Clone(p.Columns)
	made, more := offer{Text: p.l.Say("preview.columns.made", graph.V{"columns": p.Columns})}, offer{}
	if p.Again {
		made.Text += " " + p.l.Say("preview.columns.again", nil)
	}
	for _, column := range p.Columns {
		others := slices.DeleteFunc(slices.Clone(p.Columns), func(other string) bool { return other == column })
		made.Buttons = append(made.Buttons, p.withColumns(others, p.l.Say("preview.columns.leave", graph.V{"column": column})))
	}
	for _, note := range p.Checked.Notes {
		if column, ok := note.Values["column"].(string); ok && columnOffer(note.Code) != "" {
			more.Text = p.l.Say(columnOffer(note.Code), note.Values)
			more.Buttons = append(more.Buttons, p.withColumns(append(slices.Clone(p.Columns), column), p.l.Say("preview.columns.make", note.Values)))
			all = append(all, column)
		}
	}
	if n := len(more.Buttons); n > 1 {
		more.Text = p.l.Say("preview.columns.several", graph.V{"n": n})
		more.Buttons = append([]sending{p.withColumns(all, p.l.Say("preview.columns.all", graph.V{"n": n}))}, more.Buttons...)
	}
	for _, o := range []offer{made, more} {
		if len(o.Buttons) > 0 {
			s.Blocks = append(s.Blocks, render.Block{Parts: parts("offer", o)})
		}
	}
	return s
}

// withColumns is a button that shows the preview with relations made of some columns.
func (p previewPage) withColumns(columns []string, do string) sending {
	p.Columns = columns
	return p.otherwise(do)
}

// otherwise is a button that shows the preview of the page as it is given.
func (p previewPage) otherwise(do string) sending {
	return sending{Action: p.address(""), Name: "replace", Value: yes(p.Replace), Label: do, Class: "second"}
}

// kinds offers to say of what kind the nodes are that say none: such a node can neither vote nor promise anything.
func (p previewPage) kinds() render.Section {
	o := offer{}
	if p.Kind != "" {
		o.Text = p.l.Say("preview.kinds.given", graph.V{"kind": p.Kind})
		p.Kind = ""
		o.Buttons = []sending{p.otherwise(p.l.Say("preview.kinds.leave", nil))}
	} else if without := p.kindless(); len(without) > 0 {
		o.Text = p.l.Say("preview.kinds.none", graph.V{"n": len(without), "names": firstOf(without, kindlessTold)})
		for _, all := range []struct{ kind, said string }{
			{graph.Organization, "preview.kinds.organization"}, {graph.Service, "preview.kinds.service"}, {graph.Person, "preview.kinds.person"},
		} {
			p.Kind = all.kind
			o.Buttons = append(o.Buttons, p.otherwise(p.l.Say(all.said, nil)))
		}
	}
	return p.offering("kinds", "preview.kinds", o)
}

// offering is the section of one offer; it is empty where that says nothing.
func (p previewPage) offering(id, title string, o offer) render.Section {
	s := render.Section{ID: id, Title: p.l.Say(title, nil)}
	if o.Text != "" {
		s.Blocks = []render.Block{{Parts: parts("offer", o)}}
	}
	return s
}

// kindless are the names of the nodes that would be on the map without a kind; none where some of them are there with one, which a
// kind for all would replace.
func (p previewPage) kindless() []string {
	if p.Graph == nil {
		return nil
	}
	var out []string
	for i := range p.Graph.Nodes() {
		if p.Graph.Kind(i) != "" {
			continue
		}
		if at, there := p.Before.FindNode(p.Graph.NodeID(i)); there && p.Before.Kind(at) != "" {
			return nil
		}
		out = append(out, cmp.Or(p.Graph.Label(i), p.Graph.NodeID(i)))
	}
	return out
}

// firstOf are the first of some names, with a mark where there are more.
func firstOf(names []string, most int) string {
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " …"
	}
	return strings.Join(names, ", ")
}

// address is where the form of the page is sent, with what was chosen on it.
func (p previewPage) address(to string) string {
	query := p.query()
	query.Set("lang", p.l.Lang())
	return render.Address(p.Network+"/imports"+to, query)
}

// namesTold is how many nodes of each sort a preview names, kindlessTold how many of those without a kind.
const (
	namesTold    = 20
	kindlessTold = 10
)

// names are the first nodes that would go and be new, and what the table recorded that would go.
func (p previewPage) names() []render.Block {
	var added []string
	for _, n := range p.Changes.PutNodes {
		if _, there := p.Before.FindNode(n.ID); !there {
			added = append(added, n.ID)
		}
	}
	var out []render.Block
	if what := p.recorded(); len(what) > 0 {
		out = append(out, render.Block{Text: p.l.Say("preview.recorded", graph.V{"what": p.l.List(what)})})
	}
	for _, list := range []struct {
		id  string
		ids []string
		g   *graph.Graph
	}{{"preview.names.removed", p.Changes.RemoveNodes, p.Before}, {"preview.names.added", added, p.Graph}} {
		if len(list.ids) > 0 {
			out = append(out, p.named(list.id, list.ids, list.g))
		}
	}
	return out
}

// recorded says how much of what the table recorded would go.
func (p previewPage) recorded() []string {
	count := map[string]int{}
	for _, id := range p.Changes.RemoveNodes {
		if i, there := p.Before.FindNode(id); there {
			count[p.Before.Kind(i)]++
		}
	}
	var out []string
	for _, kind := range []string{graph.Meeting, graph.Commitment, graph.Decision} {
		if count[kind] > 0 {
			out = append(out, p.l.Kinds(kind, count[kind]))
		}
	}
	return out
}

// named names the first of some nodes.
func (p previewPage) named(id string, ids []string, g *graph.Graph) render.Block {
	b := render.Block{Heading: p.l.Say(id, graph.V{"n": len(ids)})}
	var names []string
	for _, node := range ids[:min(len(ids), namesTold+1)] {
		if i, there := g.FindNode(node); there {
			names = append(names, cmp.Or(g.Label(i), node))
		}
	}
	b.Text = firstOf(names, namesTold)
	return b
}

// confirmation is the form that imports what the page shows, or shows it otherwise.
type confirmation struct {
	Action  string
	Hidden  []input
	Buttons []sending
	Cancel  render.Link
}

// sending is a button of a form with an address of its own.
type sending struct{ Action, Name, Value, Label, Class string }

// next is what can be done now.
func (p previewPage) next() render.Section {
	c := &confirmation{Action: p.address("/confirm"), Hidden: []input{
		{Name: "form", Value: "confirm"}, {Name: "parcel", Value: p.Parcel}, {Name: "digest", Value: p.Digest}, {Name: "state", Value: p.State},
		{Name: "title", Value: p.View.Title}, {Name: "skip", Value: yes(p.Skip)}, {Name: "author", Value: p.Author},
	}}
	s := render.Section{ID: "next", Title: p.l.Say("preview.next", nil), About: p.l.Say("preview.next.about", nil)}
	if !p.empty() {
		label := "preview.confirm"
		if p.Skip {
			label = "preview.confirm.rest"
		}
		c.Buttons = append(c.Buttons, sending{Action: c.Action, Name: "replace", Value: yes(p.Replace), Label: p.l.Say(label, nil)})
	} else {
		s.About = p.l.Say("preview.next.none", nil)
	}
	if !p.IsNew {
		other := "preview.replace"
		if p.Replace {
			other = "preview.merge"
		}
		c.Buttons = append(c.Buttons, sending{Action: p.address(""), Name: "replace", Value: yes(!p.Replace), Label: p.l.Say(other, nil), Class: "second"})
	}
	cancel := "preview.cancel"
	if p.empty() {
		cancel = "preview.again"
	}
	c.Cancel = render.Link{Name: p.l.Say(cancel, nil), Href: render.Address(cmp.Or(p.Network, "/"), url.Values{"lang": {p.l.Lang()}}) + "#" + anchor("import")}
	s.Blocks = []render.Block{{Parts: parts("confirm", c)}}
	return s
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
