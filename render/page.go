package render

import (
	"trama/locale"
	"trama/render/drawing"
)

// Page is a result as people read it, before it is put on a terminal or on paper: the same sections, figures and tables
// for both.
type Page struct {
	Title    string
	Subtitle string
	Lead     string // the one sentence, where the page has one
	Sections []Section
	Numbered bool // the titles of the sections have numbers of their own
}

// Section is a part of a page under a heading. Do says what the table could do about what the section shows.
type Section struct {
	ID     string
	Title  string
	About  string
	Blocks []Block
	Do     string
}

// Block is one thing of a section: one of its fields is set.
type Block struct {
	Heading string
	Text    string
	Figures []figure
	Bars    *drawing.Bars
	Table   *Table
	Pair    []*Table // two narrow tables side by side
	Drawing *drawing.Drawing
	Cards   []card
	First   int // how many of the cards stand in the text of a terminal; 0: all
	Items   []string
	Entries []Entry
	Parts   []Part
	Names   []Entry // of nodes, each perhaps with what there is to say of it
	Try     string  // a button that tries what is ticked in the cards, with the address
	Brief   bool    // stands in the text of a terminal too; the others are for paper
}

// Part is what another room makes of a page: a template of package web, and what fills it.
type Part struct {
	Template string
	Data     any
}

// Entry is a link with what it leads to; without an address it is a name.
type Entry struct{ Name, Href, Text string }

// figure is a number with what it means.
type figure struct {
	Name    string
	Value   string
	Meaning string
	Big     bool // one of the few that a reader sees first
}

// Table is a table with a caption; the text of a terminal shows its first rows only.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]string
	Class   string // "matrix", or none
	Whole   bool   // a terminal shows all rows
	More    string // says that there is more than the rows, or what else there is to know of them
	Limited bool   // the rows are as many as --limit left, which a terminal says
	linked  map[place][]Entry
}

// Column is a heading of a table. Figures stand to the right; the heading of a row is one cell of it.
type Column struct {
	Name   string
	Figure bool
	Row    bool
	Whole  bool // a terminal never cuts it
}

// columns are headings of texts and, behind them, of figures, by their ids in the catalogue. The first is that of the rows.
func columns(l *locale.Locale, texts []string, figures ...string) []Column {
	var out []Column
	for i, id := range texts {
		out = append(out, Column{Name: l.Say(id, nil), Row: i == 0})
	}
	for _, id := range figures {
		out = append(out, Column{Name: l.Say(id, nil), Figure: true})
	}
	return out
}

// card is one missing relation.
type card struct {
	Anchor, Number string
	Source, Target Entry
	Kinds          string // of the two ends
	Relation       string
	Family         string
	Reasons        []string
	Effects        []effect
	Introducers    []string
	Step           string
	Cautions       []string
	Scores         string // plausibility, lift and benefit in a line
	ID             string // by which the table's commands take it
	Tick           string // the value of its box in the what-if form; "": no box
	Ticked         bool
	Decide         string // the address of the page where the table decides about it; "": none
}

// effect is one figure before and after.
type effect struct{ Name, Before, After, Difference string }
