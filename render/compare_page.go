package render

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
	"trama/render/drawing"
)

// comparisonRows are the figures then and now, and what moved.
func comparisonRows(r analysis.Comparison) [][]string {
	rows := [][]string{{"what", "name", "before", "after", "difference"}}
	for _, name := range slices.Sorted(maps.Keys(r.Before)) {
		rows = append(rows, cells("figure", name, r.Before[name], r.After[name], r.Difference[name]))
	}
	for _, list := range []struct {
		name    string
		members []analysis.Member
	}{{"node_added", r.Nodes.Added}, {"node_removed", r.Nodes.Removed}, {"node_changed", changedNodes(r)}, {"need_answered", r.Answered}, {"commitment_kept", r.Kept}} {
		for _, m := range list.members {
			rows = append(rows, cells(list.name, m.ID, "", "", ""))
		}
	}
	for _, list := range []struct {
		name  string
		edges []analysis.NamedRelation
	}{{"edge_added", r.Edges.Added}, {"edge_removed", r.Edges.Removed}, {"edge_changed", changedRelations(r)}} {
		for _, e := range list.edges {
			rows = append(rows, cells(list.name, e.ID, "", "", ""))
		}
	}
	return rows
}

func changedNodes(r analysis.Comparison) []analysis.Member {
	var out []analysis.Member
	for _, n := range r.Nodes.Changed {
		out = append(out, n.Member)
	}
	return out
}

func changedRelations(r analysis.Comparison) []analysis.NamedRelation {
	var out []analysis.NamedRelation
	for _, e := range r.Edges.Changed {
		out = append(out, e.NamedRelation)
	}
	return out
}

func compareShell(r analysis.Comparison, v View) Shell {
	s := Shell{Page: comparePage(r, v)}
	if v.Self != "" {
		l := v.locale()
		s.Links = []Link{{Href: Address(sibling(v.Self, "history"), url.Values{"lang": {l.Lang()}}), Name: l.Say("network.link.history", nil)}}
		s.Links = append(s.Links, keptComparison(r, v)...)
	}
	return s
}

// keptComparison is a link that names both revisions, where the address of the page does not: a later one would be compared
// with what is the newest then.
func keptComparison(r analysis.Comparison, v View) []Link {
	a, b := strconv.FormatInt(int64(r.From.Revision), 10), strconv.FormatInt(int64(r.To.Revision), 10)
	if r.From.Revision == 0 || v.Query.Get("a") == a && v.Query.Get("b") == b {
		return nil
	}
	query := with(with(v.Query, "a", a), "b", b)
	query.Set("lang", v.locale().Lang())
	query.Del("format")
	return []Link{{Href: Address(v.Self, query), Name: v.locale().Say("compare.address", nil)}}
}

func comparePage(r analysis.Comparison, v View) Page {
	l := v.locale()
	changes := Section{ID: "changes", Title: l.Say("compare.changes", nil), Do: l.Say("section.since.do", nil), Blocks: changeBlocks(r, v)[1:]}
	all := Section{ID: "all", Title: l.Say("compare.all", nil), Blocks: []Block{allChanges(r, v)}}
	p := Page{
		Title: l.Say("compare.title", nil), Subtitle: compareName(r, v), Lead: compareLead(r, l),
		Sections: []Section{
			changes, all,
			{ID: "figures", Title: l.Say("compare.figures", nil), Blocks: []Block{{Brief: true, Table: figureTable(r, l)}}},
			methodSection(l, origin{r.To, r.Lens, r.Params.Seed, r.Notes}),
		},
	}
	p.Sections = slices.DeleteFunc(p.Sections, func(s Section) bool { return s.ID == "all" && s.Blocks[0].Table == nil })
	return p
}

func compareName(r analysis.Comparison, v View) string {
	if r.From.Revision == 0 {
		return networkName(r.To, v)
	}
	l := v.locale()
	return named(v.Title, r.To.Name) + " · " + l.Say("compare.revisions", graph.V{"from": r.From.Revision, "to": r.To.Revision})
}

func compareLead(r analysis.Comparison, l *locale.Locale) string {
	return l.Say("compare.lead", graph.V{
		"joined": len(r.Nodes.Added), "left": len(r.Nodes.Removed), "new": len(r.Edges.Added), "lost": len(r.Edges.Removed),
	})
}

// changeBlocks say who joined and left, which relations are new and lost, which pieces merged and split, which needs
// found an answer and which commitments were kept.
func changeBlocks(r analysis.Comparison, v View) []Block {
	l := v.locale()
	list := []Block{{Brief: true, Text: compareLead(r, l)}}
	if d := comparedDrawing(r, l); d != nil {
		list = append(list, Block{Drawing: d})
	}
	add := func(id string, items []string) { list = append(list, changeList(id, items, l)...) }
	add("compare.joined", memberNames(r.Nodes.Added, v))
	add("compare.left", memberNames(r.Nodes.Removed, v))
	add("compare.new", relationNames(r.Edges.Added, l))
	add("compare.lost", relationNames(r.Edges.Removed, l))
	add("compare.changed", changedNames(r, v))
	add("compare.merged", moveNames("compare.merged.one", r.Merged, l))
	add("compare.split", moveNames("compare.split.one", r.Split, l))
	add("compare.answered", memberNames(r.Answered, v))
	add("compare.kept", memberNames(r.Kept, v))
	return list
}

// changeList is a list under a heading that counts it, cut where it is long; none where it is empty.
func changeList(id string, items []string, l *locale.Locale) []Block {
	if len(items) == 0 {
		return nil
	}
	b := Block{Brief: true, Heading: l.Say(id, graph.V{"n": len(items)}), Items: items[:min(len(items), membersListed)]}
	if more := len(items) - len(b.Items); more > 0 {
		b.Items = append(slices.Clip(b.Items), l.Say("page.more", graph.V{"n": more}))
	}
	return []Block{b}
}

// piecesTold is how many pieces that have joined or come apart are named under the drawing.
const piecesTold = 3

// comparedDrawing is both states in one drawing, nil where the comparison does not know them or nothing has changed.
func comparedDrawing(r analysis.Comparison, l *locale.Locale) *drawing.Drawing {
	u, err := r.Union()
	if err != nil { // the comparison was made with the same lens
		return nil
	}
	d := drawing.Compared(u, l.Lang())
	if d == nil {
		return nil
	}
	tell := func(id string, list []string) {
		if len(list) > piecesTold {
			list = append(list[:piecesTold:piecesTold], l.Say("page.more", graph.V{"n": len(list) - piecesTold}))
		}
		if len(list) > 0 {
			d.Caption += " " + l.Say(id, graph.V{"list": strings.Join(list, "; ")})
		}
	}
	tell("compare.drawing.merged", moveNames("compare.merged.one", r.Merged, l))
	tell("compare.drawing.split", moveNames("compare.split.one", r.Split, l))
	return d
}

func memberNames(list []analysis.Member, v View) []string {
	var out []string
	for _, m := range list {
		out = append(out, memberName(m, v))
	}
	return out
}

// memberName is a node with its kind; a decision says what was decided, where the graph is at hand.
func memberName(m analysis.Member, v View) string {
	l := v.locale()
	if m.Kind == graph.Decision && v.Graph != nil {
		if i, there := v.Graph.FindNode(m.ID); there {
			if id := "decision." + v.Graph.NodeColumn("state").Text(i); l.Has(id) {
				return l.Say(id, graph.V{"label": m.Label})
			}
		}
	}
	if m.Kind == graph.Sector {
		return l.Side(m.Label)
	}
	return m.Label + " (" + l.Kind(m.Kind) + ")"
}

func relationNames(list []analysis.NamedRelation, l *locale.Locale) []string {
	var out []string
	for _, e := range list {
		out = append(out, l.Say("card.relation", graph.V{"a": named(e.SourceLabel, e.Source), "type": e.Type, "b": named(e.TargetLabel, e.Target)}))
	}
	return out
}

func moveNames(id string, list []analysis.PieceMove, l *locale.Locale) []string {
	var out []string
	for _, m := range list {
		out = append(out, l.Say(id, graph.V{"label": m.Label, "size": m.Size, "sizes": sizesSaid(m.Sizes, l)}))
	}
	return out
}

// sizesSaid returns sizes as a sum: many equal ones, which stand one after the other, as a product.
func sizesSaid(sizes []int, l *locale.Locale) string {
	const many = 4
	var out []string
	for i := 0; i < len(sizes); {
		same := 1
		for i+same < len(sizes) && sizes[i+same] == sizes[i] {
			same++
		}
		said := []string{l.Number(sizes[i])}
		if same >= many {
			said[0] = l.Number(same) + " × " + said[0]
		} else {
			said = slices.Repeat(said, same)
		}
		out, i = append(out, said...), i+same
	}
	return strings.Join(out, " + ")
}

// firstFigures are those that a reader looks for first, in order.
func firstFigures() []string {
	return []string{
		"fragmentation.components", "fragmentation.largest_share", "structure.isolates", "fragmentation.fragmentation", "fragmentation.connectedness",
		"fragility.articulation_points", "fragility.bridges", "fragility.links_to_connect", "fragility.links_to_robust",
		"coverage.needs", "coverage.answered", "commitments.kept", "commitments.late", "reciprocity.asked", "reciprocity.returned",
	}
}

// rankIn is where a name stands in a list: after all where it is none of them.
func rankIn(list []string, name string) int {
	if at := slices.Index(list, name); at >= 0 {
		return at
	}
	return len(list)
}

// figureTable has the figures of both reports side by side, those that differ first.
func figureTable(r analysis.Comparison, l *locale.Locale) *Table {
	t := &Table{Caption: l.Say("compare.table", nil), Columns: columns(l, []string{"page.figure"}, "card.before", "card.after", "column.difference")}
	moved := func(name string) bool { d := r.Difference[name]; return d != nil && *d != 0 }
	figures := slices.Sorted(maps.Keys(r.Before))
	slices.SortStableFunc(figures, func(a, b string) int {
		if moved(a) == moved(b) {
			return cmp.Compare(rankIn(firstFigures(), a), rankIn(firstFigures(), b))
		}
		if moved(a) {
			return -1
		}
		return 1
	})
	for _, name := range figures {
		if label := figureName(name, l); label != "" {
			t.Rows = append(t.Rows, append([]string{label}, comparedFigure(analysis.MovedFigure{Name: name, Before: r.Before[name], After: r.After[name], Difference: r.Difference[name]}, l)...))
		}
	}
	return filledTable(t)
}

// comparedFigure is a figure before and after, and the difference; shares are written as the report writes them.
func comparedFigure(f analysis.MovedFigure, l *locale.Locale) []string {
	before, after, difference := f.Before, f.After, f.Difference
	shares := []string{
		"fragmentation.largest_share", "fragmentation.fragmentation", "fragmentation.connectedness", "fragmentation.distance_fragmentation",
		"fragmentation.global_efficiency", "structure.density", "cohesion.transitivity", "cohesion.average_clustering", "cohesion.core_share", "validation.share",
	}
	if before == nil || after == nil || difference == nil || !slices.Contains(shares, f.Name) {
		return []string{l.Number(before), l.Number(after), l.Signed(difference)}
	}
	return []string{l.Percent(*before), l.Percent(*after), points(*difference, l)}
}

// figureName is what people call a figure of a report, given by section and name; "" for one that only researchers read,
// which stands in the CSV and the JSON.
func figureName(full string, l *locale.Locale) string {
	if l.Has("figure." + full) {
		return l.Say("figure."+full, nil)
	}
	section, name, _ := strings.Cut(full, ".")
	if slices.Contains([]string{"structure", "fragmentation", "fragility", "hierarchy", "cohesion", "communities"}, section) && l.Has("measure."+name) {
		return l.Say("measure."+name, nil)
	}
	return ""
}
