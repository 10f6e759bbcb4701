// Package hsds makes of the tables of a directory of human services (Open Referral's HSDS, https://docs.openreferral.org,
// versions 2 and 3, and the tables of Ohana) tables of nodes and of relations.
//
// A directory holds who offers what and where, with ids that count within their table only. Here the tables find one
// another: an organization, a service and a place become nodes; whose service it is, who is where and what goes on at a
// place become relations; programs and terms of a taxonomy become tags. All other columns stay as they are, for graph/csv
// to say what they hold, as of any table.
//
// The way of a directory: part.go tells what a table is, table.go holds its rows, node.go finds who is who, term.go and
// fact.go what other tables say of them, relation.go makes the relations and sheet.go the tables that come out; person.go
// says what stays out, and note.go what there is to say. Next: graph/source, which hands the tables from graph/csv to here
// and back.
package hsds

import (
	"cmp"
	"io"
	"slices"

	"trama/graph"
)

// Options say how a directory is read.
type Options struct {
	// Contacts takes what the directory says of persons too: contacts, telephone numbers and addresses of mail.
	Contacts bool
	// Known is the network into which the directory goes, for who is there to keep its id; nil where there is none.
	Known *graph.Graph
	// Refused collects the rows that are refused; the others are read.
	Refused *graph.Refused
	// Limits bound what documents hold; of tables graph/csv sees to it.
	Limits graph.Limits
}

// Directory collects the tables of a directory, of any number of files. It is not safe for concurrent use.
type Directory struct {
	o      Options
	tables []*table
	left   []string         // fields of documents
	pages  []graph.Sentence // of which others are missing
}

// Into says into which network the directory goes; see Options.Known.
func (d *Directory) Into(known *graph.Graph) { d.o.Known = known }

// New returns an empty Directory.
func New(o Options) *Directory { return &Directory{o: o} }

// Empty tells whether there is no table yet.
func (d *Directory) Empty() bool { return len(d.tables) == 0 }

// Add reads a table, of which the file's name stands in all messages. The error is that of its rows.
func (d *Directory) Add(name string, part Part, in Cells) error {
	t := &table{name: name, part: part}
	d.tables = append(d.tables, t)
	return t.readRows(in, d.passes(part))
}

// passes tells whether nothing of a part is taken.
func (d *Directory) passes(part Part) bool {
	switch part {
	case Aside, personal:
		return true
	case Contacts, Phones:
		return !d.o.Contacts
	}
	return false
}

// Made is what the tables of a directory make.
type Made struct {
	Sheets  []*Sheet // tables of nodes first
	Notes   []graph.Sentence
	Mapping []graph.ColumnUse // what became of the columns that are no attributes
}

// Sheet is a table of nodes or of relations; its rows come one after the other, once.
type Sheet struct {
	Name         string // of the file whose rows it holds
	Edges        bool
	DecimalComma bool // how its numbers are written
	Columns      []Column

	rows []row
	at   int
	cell func(row int, column int) string
	line []string
}

// Column is a column of a Sheet: the header that says what it means, and that of the file's column which it holds, "" for
// none.
type Column struct{ Name, Own string }

// Next returns the cells of the next row, which hold until the next call, and its line in the file; io.EOF behind the last.
func (s *Sheet) Next() (cells []string, line int, err error) {
	for s.at < len(s.rows) && s.rows[s.at].out {
		s.at++
	}
	if s.at == len(s.rows) {
		return nil, 0, io.EOF
	}
	s.line = s.line[:0]
	for i := range s.Columns {
		s.line = append(s.line, s.cell(s.at, i))
	}
	s.at++
	return s.line, s.rows[s.at-1].line, nil
}

// Make makes nodes and relations of all tables. The error is Invalid for tables that are nothing without others, which are
// not there, or that lack a column. The Directory is not to be used afterwards.
func (d *Directory) Make() (*Made, error) {
	m := newMaking(d)
	if err := m.complete(); err != nil {
		return nil, err
	}
	m.findNodes()
	m.findAtLocations()
	m.tag()
	m.describe()
	m.relate()
	m.nodeSheets()
	m.out.Sheets = append(m.out.Sheets, m.relations...)
	m.say()
	return &m.out, nil
}

// making is one Make on its way.
type making struct {
	o      Options
	left   []string
	pages  []graph.Sentence
	tables map[Part][]*table
	nodes  map[Part]map[string]*node
	apart  bool // ids of different parts are the same

	atLocation map[string]string // the service of each row of service_at_location
	kept       map[*table]map[int]func(row) string
	homes      map[string]string // what the columns of addresses are called

	relations []*Sheet
	out       Made
	told
}

// newMaking sorts the tables by part and name, so that the order in which files were given says nothing.
func newMaking(d *Directory) *making {
	m := &making{o: d.o, left: d.left, pages: d.pages, tables: map[Part][]*table{}, nodes: map[Part]map[string]*node{}, told: newTold()}
	m.atLocation, m.kept = map[string]string{}, map[*table]map[int]func(row) string{}
	m.homes = map[string]string{}
	slices.SortStableFunc(m.pages, func(a, b graph.Sentence) int { return cmp.Compare(a.Text, b.Text) })
	slices.SortStableFunc(d.tables, func(a, b *table) int { return cmp.Compare(a.name, b.name) })
	terms := slices.ContainsFunc(d.tables, func(t *table) bool { return t.part == Terms })
	for _, t := range d.tables {
		switch {
		case t.part == Taxonomies && !terms:
			t.part = Terms
		case t.part == Taxonomies:
			t.part = Aside
		case d.passes(t.part) && t.part != Aside:
			t.part = personal
		}
		m.tables[t.part] = append(m.tables[t.part], t)
	}
	return m
}

// complete returns why the tables are not read: the first that lacks a column, or is nothing without another.
func (m *making) complete() error {
	for _, need := range []struct {
		part   Part
		column string
	}{{Organizations, "id"}, {Services, "id"}, {Locations, "id"}, {AtLocations, "service_id"}, {AtLocations, "location_id"}} {
		for _, t := range m.tables[need.part] {
			if !t.nested && t.column(need.column) < 0 {
				return refused(t, graph.Say("hsds_no_column", "this table of a service directory (HSDS) needs a column {column}", graph.V{"column": need.column}).Own("column"))
			}
		}
	}
	for _, need := range []struct {
		part   Part
		column string
		other  Part
	}{
		{Services, "organization_id", Organizations}, {Locations, "organization_id", Organizations},
		{AtLocations, "service_id", Services}, {AtLocations, "location_id", Locations},
	} {
		for _, t := range m.tables[need.part] {
			if len(m.tables[need.other]) == 0 && t.names(need.column) {
				return refused(t, alone(need.other))
			}
		}
	}
	for _, t := range m.tables[Services] {
		if len(m.tables[Locations]) == 0 && t.column("organization_id") < 0 && t.names("location_id") {
			return refused(t, alone(Locations))
		}
	}
	return nil
}

// names tells whether something stands in a column.
func (t *table) names(column string) bool {
	i := t.column(column)
	return slices.ContainsFunc(t.rows, func(r row) bool { return r.key(i) != "" })
}

// alone says which table is missing.
func alone(part Part) graph.Sentence {
	return graph.Say("hsds_alone", "this is a table of a service directory (HSDS), and what it names stands in another, {missing}, which is not there: give all tables of the directory, or the folder that holds them", graph.V{"missing": string(part)}).Own("missing")
}

func refused(t *table, why graph.Sentence) error {
	return graph.FailAt(graph.Invalid, "hsds.Make", graph.Refusal{File: t.name, Why: why})
}
