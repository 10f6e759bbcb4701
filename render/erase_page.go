package render

import (
	"strings"

	"trama/graph"
	"trama/locale"
)

// erasePage tells what an erasure takes out of a network and its history, or would, and what it leaves.
func erasePage(r graph.Erased, v View) Page {
	l := v.locale()
	p := Page{Title: l.Say("erase.title", nil), Lead: l.Say("erase.lead", graph.V{"revision": r.Revision})}
	if r.DryRun {
		p.Title, p.Lead = l.Say("erase.dry.title", nil), l.Say("erase.dry.lead", nil)
	}
	return Page{Title: p.Title, Subtitle: named(v.Title, r.Network), Lead: p.Lead, Sections: EraseSections(r, v)}
}

// EraseSections are the parts of the page of an erasure: what goes, what is left, and where it does not reach.
func EraseSections(r graph.Erased, v View) []Section {
	l := v.locale()
	gone := Section{ID: "gone", Title: l.Say("erase.gone", nil), About: l.Say("erase.gone.about", nil)}
	gone.Blocks = []Block{{Brief: true, Table: filledTable(goneTable("erase.nodes", r.Nodes, l))}, {Brief: true, Items: []string{
		l.Say("erase.edges", graph.V{"n": r.Edges}), l.Say("erase.records.count", graph.V{"n": len(r.Records)}),
		l.Say("erase.values", graph.V{"n": r.Values}), l.Say("erase.words", graph.V{"n": r.Words}),
	}}}
	if len(r.Records) > 0 {
		gone.Blocks = append(gone.Blocks, Block{Brief: true, Table: goneTable("erase.records", r.Records, l)})
	}
	left := Section{ID: "left", Title: l.Say("erase.left", graph.V{"n": r.LeftCount}), About: l.Say("erase.left.about", nil)}
	if r.LeftCount == 0 {
		left.About, left.Blocks = "", []Block{{Brief: true, Text: l.Say("erase.left.none", nil)}}
	} else {
		left.Blocks, left.Do = []Block{{Brief: true, Table: leftTable(r, l)}}, l.Say("erase.left.do", graph.V{"page": v.Self != ""})
	}
	if more := r.LeftCount - len(r.Left); more > 0 {
		left.Blocks = append(left.Blocks, Block{Brief: true, Text: l.Say("page.more", graph.V{"n": more})})
	}
	beyond := Section{ID: "beyond", Title: l.Say("erase.beyond", nil), Blocks: []Block{{Brief: true, Text: l.Say("erase.beyond.about", nil)}}}
	return []Section{gone, left, beyond}
}

func goneTable(caption string, nodes []graph.ErasedNode, l *locale.Locale) *Table {
	t := &Table{Caption: l.Say(caption, nil), Whole: true, Columns: []Column{
		{Name: l.Say("column.name", nil), Row: true}, {Name: l.Say("column.kind", nil)}, {Name: l.Say("measure.id", nil)}, {Name: l.Say("erase.since", nil), Figure: true}, {Name: l.Say("erase.on_map", nil)},
	}}
	for _, n := range nodes {
		onMap := "erase.no"
		if n.OnMap {
			onMap = "erase.yes"
		}
		t.Rows = append(t.Rows, []string{n.Label, l.Kind(n.Kind), n.ID, cell(n.Since), l.Say(onMap, nil)})
	}
	return t
}

func leftTable(r graph.Erased, l *locale.Locale) *Table {
	t := &Table{Caption: l.Say("erase.left.table", nil), Whole: true, Columns: columns(l, []string{"erase.where", "column.what", "erase.text", "erase.revisions"})}
	for _, m := range r.Left {
		what, ours := l.Attribute(m.Name)
		if !ours || m.In == "commit" || m.In == "snapshot" {
			what = l.Name("erase_name", m.Name)
		}
		t.Rows = append(t.Rows, []string{strings.TrimSpace(l.Name("erase_in", m.In) + " " + m.ID), what, m.Text, span(m, l)})
	}
	return t
}

// span says in which revisions a text stands.
func span(m graph.Mention, l *locale.Locale) string {
	if m.Until == m.Since {
		return cell(m.Since)
	}
	values := graph.V{"since": m.Since}
	if m.Until > 0 {
		values["until"] = m.Until
	}
	return l.Say("erase.span", values)
}

// erasedRows are what goes and what is left.
func erasedRows(r graph.Erased) [][]string {
	rows := [][]string{{"what", "id", "label", "kind", "since", "until", "name", "text"}}
	for _, n := range r.Nodes {
		rows = append(rows, cells("node", n.ID, n.Label, n.Kind, n.Since, "", "", ""))
	}
	for _, n := range r.Records {
		rows = append(rows, cells("record", n.ID, n.Label, n.Kind, n.Since, "", "", ""))
	}
	for _, m := range r.Left {
		until := ""
		if m.Until > 0 {
			until = cell(m.Until)
		}
		rows = append(rows, cells("left in "+m.In, m.ID, "", "", m.Since, until, m.Name, m.Text))
	}
	return rows
}
