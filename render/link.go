package render

import (
	"trama/analysis"
)

// place is a cell of a table.
type place struct{ row, column int }

// link makes the names in a cell of the last row links to the pages of their nodes: the text of the cell is those names,
// joined by commas, which a terminal writes as they are. On a page on its own there is nothing to link to.
func (t *Table) link(v View, column int, nodes ...analysis.Member) {
	for _, n := range nodes {
		if to := v.nodeAddress(n.ID); to != "" {
			t.followed(column, ", ", Entry{Name: named(n.Label, n.ID), Href: to})
		}
	}
}

// followed puts one more name into a cell of the last row that has links, behind what stands between.
func (t *Table) followed(column int, between string, name Entry) {
	at := place{len(t.Rows) - 1, column}
	if t.linked == nil {
		t.linked = map[place][]Entry{}
	}
	if names := t.linked[at]; len(names) > 0 {
		names[len(names)-1].Text = between
	}
	t.linked[at] = append(t.linked[at], name)
}

// Names returns the links of a cell; the templates ask for them.
func (t *Table) Names(row, column int) []Entry { return t.linked[place{row, column}] }

// withoutColumn drops a column, and moves the links of those after it.
func (t *Table) withoutColumn(column int) {
	moved := map[place][]Entry{}
	for at, names := range t.linked {
		if at.column > column {
			at.column--
		} else if at.column == column {
			continue
		}
		moved[at] = names
	}
	t.linked = moved
}
