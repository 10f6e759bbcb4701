package render

import (
	"slices"
	"strings"
	"time"

	"trama/graph"
	"trama/locale"
)

// moment is a commit's time as the history writes it, in UTC.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func networksPage(r graph.NetworkList, v View) Page {
	l := v.locale()
	t := &Table{Caption: l.Say("networks.table", nil), Whole: true, Columns: []Column{
		{Name: l.Say("column.name", nil), Row: true}, {Name: l.Say("column.title", nil)}, {Name: l.Say("column.nodes", nil), Figure: true}, {Name: l.Say("measure.edges", nil), Figure: true},
		{Name: l.Say("column.revision", nil), Figure: true}, {Name: l.Say("column.snapshots", nil)},
	}}
	for _, n := range r.Networks {
		t.Rows = append(t.Rows, []string{n.Network, n.Title, l.Number(n.Nodes), l.Number(n.Edges), cell(n.Revision), strings.Join(snapshotNames(n.Snapshots), ", ")})
	}
	b := Block{Brief: true, Table: t}
	if len(t.Rows) == 0 {
		b = Block{Brief: true, Text: l.Say("networks.none", nil)}
	}
	return Page{Title: l.Say("networks.title", nil), Sections: []Section{{ID: "networks", Title: l.Say("networks.list", graph.V{"n": len(r.Networks)}), Blocks: []Block{b}}}}
}

func checkPage(r graph.Checked, v View) Page {
	l := v.locale()
	values := graph.V{
		"read_nodes": r.Read.Nodes, "read_edges": r.Read.Edges, "kept_nodes": r.Kept.Nodes, "kept_edges": r.Kept.Edges, "n": len(r.Refused),
	}
	p := Page{Title: l.Say("check.title", nil), Lead: checkLead(r, values, l)}
	p.Sections = append(p.Sections, Section{ID: "read", Title: l.Say("check.read", nil), Blocks: []Block{{Brief: true, Text: l.Say("check.counts", values)}, {Brief: true, Table: mappingTable(r, l)}}})
	if r.Preview != nil {
		p.Sections = append(p.Sections, previewSection(*r.Preview, v))
	}
	if len(r.Refused) > 0 {
		b, do := Block{Brief: true}, "check.refused.do"
		switch {
		case r.Refused[0].Code == "sheet_not_read":
			do = "check.sheet.do"
		case areFiles(r.Refused):
			do = "check.file.do" // there are no rows yet to mend
		}
		for _, place := range r.Refused {
			b.Items = append(b.Items, l.Place(place.Where)+": "+place.Why)
		}
		p.Sections = append(p.Sections, Section{ID: "refused", Title: l.Say("check.refused.title", nil), Blocks: []Block{b}, Do: l.Say(do, nil)})
	}
	if len(r.Duplicates) > 0 {
		p.Sections = append(p.Sections, Section{ID: "duplicates", Title: l.Say("check.duplicates", nil), Blocks: []Block{{Brief: true, Table: duplicateTable(r, l)}}, Do: l.Say("check.duplicates.do", nil)})
	}
	var doubts, others []graph.Sentence
	for _, note := range r.Notes {
		if isDoubt(note, r) || isSlip(note.Code) {
			doubts = append(doubts, note)
		} else {
			others = append(others, note)
		}
	}
	if len(doubts) > 0 {
		p.Sections = append(p.Sections, Section{ID: "doubts", Title: l.Say("check.doubts", nil), Blocks: []Block{{Brief: true, Items: texts(doubts)}}})
	}
	if len(others) > 0 {
		p.Sections = append(p.Sections, Section{ID: "notes", Title: l.Say("method.notes", nil), Blocks: []Block{{Brief: true, Items: texts(others)}}})
	}
	return p
}

// checkLead says whether the files can be imported: what is certainly wrong, then what probably is.
func checkLead(r graph.Checked, values graph.V, l *locale.Locale) string {
	switch {
	case len(r.Refused) > 0 && areFiles(r.Refused):
		values["n"] = files(r.Refused)
		return l.Say("check.refused.file", values)
	case len(r.Refused) > 0 && areRows(r.Refused):
		return l.Say("check.refused", values)
	case len(r.Refused) > 0:
		return l.Say("check.refused.mixed", values)
	case r.Kept.Nodes == 0:
		return l.Say("check.nothing", nil)
	}
	if i := slices.IndexFunc(r.Notes, func(note graph.Sentence) bool { return note.Code == "ids_apart" }); i >= 0 {
		return l.Say("check.apart", r.Notes[i].Values)
	}
	if slices.ContainsFunc(r.Notes, func(note graph.Sentence) bool { return isDoubt(note, r) }) {
		return l.Say("check.doubtful", values)
	}
	return l.Say("check.fine", values)
}

// isDoubt tells whether a note is that something was probably not meant as it was read.
func isDoubt(note graph.Sentence, r graph.Checked) bool {
	switch note.Code {
	case "names_in_column", "bodies_in_column", "mark_columns":
		return r.Kept.Edges == 0 // a map without relations was not meant
	case "passed_over":
		why, is := note.Values["why"].(graph.Sentence)
		return is && why.Values["line"] != nil // a table whose headings stand further down
	case "days_doubtful", "days_swapped", "ends_unclear", "times_as_ends", "several_in_end", "label_missing", "lists_unsplit", "values_apart", "misread_letters",
		"kind_unknown_near", "type_unknown_near", "type_misfit", "kinds_in_column", "types_in_column",
		"ids_apart", "total_row", "heading_row", "ids_abbreviated", "lone_rows":
		return true
	}
	return false
}

// isSlip tells whether a note is on single cells that are worth a look, in a file that may be fine as it is.
func isSlip(code string) bool {
	return slices.Contains([]string{"names_near", "names_whole", "namesakes", "placeholder_cells", "ditto_cells"}, code)
}

// areFiles tells whether no row is refused, but files as a whole; areRows whether rows alone are.
func areFiles(refused []graph.RefusedPlace) bool { return !slices.ContainsFunc(refused, isRow) }

func areRows(refused []graph.RefusedPlace) bool {
	return !slices.ContainsFunc(refused, func(p graph.RefusedPlace) bool { return !isRow(p) })
}

func isRow(p graph.RefusedPlace) bool { return strings.Contains(p.Where, ": line ") }

// files counts the files that are refused; sheets of one workbook are one.
func files(refused []graph.RefusedPlace) int {
	names := map[string]bool{}
	for _, place := range refused {
		name, _, _ := strings.Cut(place.Where, ": sheet ")
		names[name] = true
	}
	return len(names)
}

// mappingTable says what the columns became, of each table first those that mean something, then in one row those that are data under
// the names that they have.
func mappingTable(r graph.Checked, l *locale.Locale) *Table {
	t := &Table{Caption: l.Say("check.mapping", nil), Whole: true, Columns: []Column{{Name: l.Say("column.file", nil)}, {Name: l.Say("column.column", nil), Row: true}, {Name: l.Say("column.became", nil)}}}
	for rest := r.Mapping; len(rest) > 0; {
		file := rest[0].File
		n := 0
		for n < len(rest) && rest[n].File == file {
			n++
		}
		t.Rows = append(t.Rows, mappingRows(rest[:n], l)...)
		rest = rest[n:]
	}
	return filledTable(t)
}

// mappingRows are the rows of one table.
func mappingRows(columns []graph.ColumnUse, l *locale.Locale) [][]string {
	var rows [][]string
	var kept []string
	at, uses := map[string]int{}, map[string]int{}
	for _, m := range columns {
		uses[m.Column]++
	}
	for _, m := range columns {
		switch i, again := at[m.Column]; {
		case again: // a name that is the id as well
			rows[i][2] += ", " + m.Became
		case m.Became == m.Column && uses[m.Column] == 1:
			kept = append(kept, m.Column)
		default:
			at[m.Column] = len(rows)
			rows = append(rows, []string{l.Place(m.File), m.Column, m.Became})
		}
	}
	if len(kept) > 0 {
		rows = append(rows, []string{l.Place(columns[0].File), strings.Join(kept, ", "), l.Say("check.mapping.kept", nil)})
	}
	return rows
}

func duplicateTable(r graph.Checked, l *locale.Locale) *Table {
	t := &Table{Caption: l.Say("check.duplicates.table", nil), Whole: true, Columns: columns(l, []string{"column.name", "measure.id"})}
	for _, d := range r.Duplicates {
		t.Rows = append(t.Rows, []string{strings.Join(d.Labels, " · "), strings.Join(d.IDs, ", ")})
	}
	return filledTable(t)
}

func importPage(r graph.Imported, v View) Page {
	l := v.locale()
	values := graph.V{"revision": r.Revision, "added": r.Added, "changed": r.Changed, "same": r.Same, "removed": r.Removed}
	p := Page{Title: l.Say("import.title", nil), Lead: l.Say("import.lead", values)}
	switch {
	case r.Undid != nil:
		values["undid"], values["message"], values["author"] = r.Undid.Revision, l.Operation(r.Undid.Message), r.Undid.Author
		p.Title, p.Lead = l.Say("undo.title", nil), l.Say("undo.lead", values)
		if r.Added+r.Changed+r.Removed == 0 {
			p.Lead = l.Say("undo.nothing", values)
		}
	case r.Revision == 0:
		p.Lead = l.Say("import.nothing", nil)
	case r.Change:
		p.Title, p.Lead = l.Say("change.title", nil), l.Say("change.lead", values)
	}
	if len(r.Notes) > 0 {
		p.Sections = []Section{{ID: "notes", Title: l.Say("method.notes", nil), Blocks: []Block{{Brief: true, Items: texts(r.Notes)}}}}
	}
	return p
}
