package render_test

import (
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/render"
)

// checked returns what a check says of files of which so many nodes and relations are kept, with notes.
func checked(t *testing.T, kept graph.Size, refused []graph.RefusedPlace, notes ...graph.Sentence) (lead string, sections []string) {
	t.Helper()
	text := string(rendered(t, render.Text, graph.Checked{Read: kept, Kept: kept, Refused: refused, Notes: notes}, "en"))
	lines := strings.Split(text, "\n")
	for i, line := range lines[1:] {
		if strings.HasPrefix(line, "──") {
			sections = append(sections, lines[i])
		}
	}
	_, rest, _ := strings.Cut(text, "\n\n")
	lead, _, _ = strings.Cut(rest, "\n\n")
	return strings.Join(strings.Fields(lead), " "), sections
}

// TestTheLeadOfACheckSaysWhetherToImport: what is certainly wrong goes before what probably is, and where nothing is all is well.
func TestTheLeadOfACheckSaysWhetherToImport(t *testing.T) {
	row, other := graph.RefusedPlace{Where: "a.csv: line 3", Why: "x"}, graph.RefusedPlace{Where: "a.csv: line 5", Why: "x"}
	file, sheet := graph.RefusedPlace{Where: "b.csv", Why: "x"}, graph.RefusedPlace{Where: "b.csv", Why: "x", Code: "sheet_not_read"}
	some, nodes := graph.Size{Nodes: 3, Edges: 2}, graph.Size{Nodes: 3}
	note := func(code string) graph.Sentence { return graph.Say(code, code, nil) }
	apart := graph.Say("ids_apart", "apart", graph.V{"listed": 4, "unlisted": 5, "columns": "nodes.csv: key"})
	further := graph.Say("passed_over", "x", graph.V{"file": "c.csv", "why": graph.Say("no_headings", "x", graph.V{"line": 4})})
	for _, c := range []struct {
		what    string
		kept    graph.Size
		refused []graph.RefusedPlace
		notes   []graph.Sentence
		want    string
	}{
		{"nothing", graph.Size{}, nil, nil, "There is nothing to import"},
		{"nodes alone", nodes, nil, nil, "All is well: 3 nodes can be imported."},
		{"all is well", some, nil, nil, "All is well: 3 nodes and 2 relations can be imported."},
		{"a note that doubts nothing", some, nil, []graph.Sentence{note("loops")}, "All is well"},
		{"a slip in a cell", some, nil, []graph.Sentence{note("names_near")}, "All is well"},
		{"a table that is none", some, nil, []graph.Sentence{graph.Say("passed_over", "x", graph.V{"file": "c.csv", "why": graph.Say("no_table", "x", nil)})}, "All is well"},
		{"a table whose headings stand further down", some, nil, []graph.Sentence{further}, "3 nodes and 2 relations can be imported, but"},
		{"a column of names beside relations", some, nil, []graph.Sentence{note("names_in_column")}, "All is well"},
		{"a column of names and no relations", nodes, nil, []graph.Sentence{note("names_in_column")}, "3 nodes and 0 relations can be imported, but"},
		{"a doubt behind what is none", some, nil, []graph.Sentence{note("loops"), note("days_swapped")}, "3 nodes and 2 relations can be imported, but"},
		{"tables that do not meet", some, nil, []graph.Sentence{note("days_swapped"), apart}, "The two tables do not meet: no relation names any of the 4 nodes"},
		{"a row", some, []graph.RefusedPlace{row}, []graph.Sentence{apart}, "1 row is wrong"},
		{"two rows", some, []graph.RefusedPlace{row, other}, nil, "2 rows are wrong"},
		{"a file", some, []graph.RefusedPlace{file}, nil, "A file cannot be read"},
		{"a row and a file", some, []graph.RefusedPlace{row, file}, nil, "There are 2 things to correct"},
		{"two sheets of one file", some, []graph.RefusedPlace{sheet, sheet}, nil, "A file cannot be read"},
		{"a row, and nothing else", graph.Size{}, []graph.RefusedPlace{row}, nil, "1 row is wrong"},
	} {
		if got, _ := checked(t, c.kept, c.refused, c.notes...); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// TestDoubtsStandBeforeTheOtherNotes: what may not be as it was meant, slips in single cells too, has a section of its own.
func TestDoubtsStandBeforeTheOtherNotes(t *testing.T) {
	for _, c := range []struct {
		codes []string
		want  []string
	}{
		{nil, nil},
		{[]string{"loops"}, []string{"Good to know"}},
		{[]string{"days_swapped"}, []string{"Perhaps not as it was meant"}},
		{[]string{"names_near"}, []string{"Perhaps not as it was meant"}},
		{[]string{"loops", "names_near"}, []string{"Perhaps not as it was meant", "Good to know"}},
	} {
		var notes []graph.Sentence
		for _, code := range c.codes {
			notes = append(notes, graph.Say(code, code, nil))
		}
		if _, got := checked(t, graph.Size{Nodes: 1, Edges: 1}, nil, notes...); !slices.Equal(got[1:], c.want) {
			t.Errorf("%v: sections %q, want %q", c.codes, got, c.want)
		}
	}
}
