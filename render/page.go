package render

import (
	"net/url"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
	"trama/render/drawing"
)

// View is what stands around a result on its page: the reader's language, and what else the page may show.
type View struct {
	Lang     string
	Title    string                // of the network; without it its name, or that of the file
	Snapshot string                // the name of the revision, where it has one
	Graph    *graph.Graph          // for the drawing of the pieces, and for names; nil: ids stand for names
	Missing  *analysis.MissingList // for section 7 of the report; nil: the section says where to look
	Since    *analysis.Comparison  // for section 8; nil: nothing to compare with
	// ForMeeting makes of a report the pack for a meeting: the table's five questions, and the minutes to fill in.
	ForMeeting bool
	// Short makes of a report its headline and its few first figures.
	Short bool

	Self  string     // the address of the page for its forms and links; "": a page on its own
	Query url.Values // the parameters that the page was asked with

	Writing *Writing // what the page needs to write; nil: it only reads
}

func (v View) locale() *locale.Locale { return locale.New(v.Lang) }

// page is a result as people read it, before it is put on a terminal or on paper: the same sections, figures and tables
// for both.
type page struct {
	Title    string
	Subtitle string
	Lead     string // the one sentence, where the page has one
	Sections []section
	Numbered bool // the titles of the sections have numbers of their own
}

// section is a part of a page under a heading. Do says what the table could do about what the section shows.
type section struct {
	ID     string
	Title  string
	About  string
	Blocks []block
	Do     string
}

// block is one thing of a section: one of its fields is set.
type block struct {
	Heading  string
	Text     string
	Figures  []figure
	Bars     *drawing.Bars
	Table    *table
	Pair     []*table // two narrow tables side by side
	Drawing  *drawing.Drawing
	Cards    []card
	First    int // how many of the cards stand in the text of a terminal; 0: all
	Items    []string
	Entries  []entry
	Records  []record
	List     []item
	Rest     []item // of the list, folded under RestName
	RestName string
	Stage    *stage
	Upload   *upload
	Confirm  *confirmation
	Names    []entry // of nodes, each perhaps with what there is to say of it
	Try      string  // a button that tries what is ticked in the cards, with the address
	Brief    bool    // stands in the text of a terminal too; the others are for paper
}

// entry is a link with what it leads to; without an address it is a name.
type entry struct{ Name, Href, Text string }

// figure is a number with what it means.
type figure struct {
	Name    string
	Value   string
	Meaning string
	Big     bool // one of the few that a reader sees first
}

// table is a table with a caption; the text of a terminal shows its first rows only.
type table struct {
	Caption string
	Columns []column
	Rows    [][]string
	Class   string // "matrix", or none
	Whole   bool   // a terminal shows all rows
	More    string // says that there is more than the rows, or what else there is to know of them
	Limited bool   // the rows are as many as --limit left, which a terminal says
	linked  map[place][]entry
}

// column is a heading of a table. Figures stand to the right; the heading of a row is one cell of it.
type column struct {
	Name   string
	Figure bool
	Row    bool
	Whole  bool // a terminal never cuts it
}

// card is one missing relation.
type card struct {
	Anchor, Number string
	Source, Target entry
	Kinds          string // of the two ends
	Relation       string
	Family         string
	Reasons        []string
	Effects        []effect
	Introducers    []string
	Step           string
	StepOf         string // "step 5 of 7"
	Cautions       []string
	Scores         string // plausibility, lift and benefit in a line
	ID             string // by which the table's commands take it
	Tick           string // the value of its box in the what-if form; "": no box
	Ticked         bool
	Decide         string // the address of the page where the table decides about it; "": none
}

// effect is one figure before and after.
type effect struct{ Name, Before, After, Difference string }
