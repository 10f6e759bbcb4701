// Package desk writes the pages on which the table works: the networks and how one begins, a network and a node with what
// corrects them, the round table, validation, a suggestion, an import before it is made, the history. Such a page is one
// of render, or made of its parts, and the forms that write (record.go) with what was written just now (notice.go, in the
// words of told.go).
//
// A file has the noun of its page; the round table's is in tavolo.go, and beside it one file for each thing that it
// records. What a form becomes is in handlers/pages, in the file of the same noun.
package desk

import (
	"trama/locale"
	"trama/render"
)

// View is what stands around a page, and what it needs to write.
type View struct {
	render.View
	Writing  *Writing // nil: the page only reads
	Erasable bool     // what the page shows of the past can be taken out of the history
}

func (v View) locale() *locale.Locale { return locale.New(v.Lang) }

// parts are parts of a page, each the same template filled with one thing.
func parts[T any](template string, things ...T) []render.Part {
	out := make([]render.Part, len(things))
	for i, thing := range things {
		out[i] = render.Part{Template: template, Data: thing}
	}
	return out
}

// records is a block of forms.
func records(list ...record) render.Block { return render.Block{Parts: parts("record", list...)} }

// listed is a block of things that are more than a line each.
func listed(items []item) render.Block {
	if len(items) == 0 {
		return render.Block{}
	}
	return render.Block{Parts: parts("list", items)}
}
