package csv

import (
	"slices"
	"strings"

	"trama/graph"
)

// People call the column of the names what each row is: “Servizio”, “Denominazione ente”. Such a heading says where the names
// stand, and of what kind all rows are.

// rowKind returns the column whose heading says what each row is, and the kind it says; -1 where there is none. It is the first
// that is no numbering, and no other heading speaks of a kind or is that of an end: the two may be the ends of relations.
func rowKind(headers []header) (at int, kind string) {
	at = -1
	from, to := endMeanings()
	if find(headers, slices.Concat(from.headers, to.headers)) >= 0 {
		return -1, ""
	}
	for i, h := range headers {
		own := kindSaid(h.folded)
		if own == "" {
			continue
		}
		if at >= 0 || slices.ContainsFunc(headers[:i], func(before header) bool { return !isNumbering(before) }) {
			return -1, ""
		}
		at, kind = i, own
	}
	return at, kind
}

// isNumbering tells whether a heading is that of a column which numbers the rows.
func isNumbering(h header) bool {
	return h.empty || slices.Contains([]string{"n", "nr", "n°", "nº", "num", "numero", "prog", "#", "no"}, strings.TrimRight(h.folded, "."))
}

// kindSaid returns the kind that a heading says, alone or as what a name is of; "" where it says none. The kinds of what a table
// records do not count: such a column tells something else of the row.
func kindSaid(folded string) string {
	words := slices.DeleteFunc(wordsOf(folded), func(word string) bool {
		return slices.Contains([]string{"nome", "denominazione", "name", "del", "dello", "della", "dell", "di", "of", "the"}, word)
	})
	kind := graph.KindNamed(strings.Join(words, " "))
	if !slices.Contains([]string{graph.Person, graph.Service, graph.Organization, graph.Place, graph.Action, graph.Need}, kind) {
		return ""
	}
	return kind
}

// saysKind tells whether the row would do as the headings of nodes of one kind, by the row below: marks would make it a matrix, and
// headings a group of columns.
func (h heading) saysKind(r *rows) bool {
	if at, _ := rowKind(h.headers); at < 0 || h.filled < 2 {
		return false
	}
	below := r.look()
	return len(below) > 0 && !h.isOfMatrix(below) && !heading{headers: readHeaders(below)}.means()
}

// takeRowKind finds out of what kind all rows are, where no column says it, by the heading under which the names stand, if that is how
// the headings were known; else that those with a surname are persons.
func (t *table) takeRowKind(rows *rows, said bool) {
	at, kind := rowKind(t.headers)
	if said {
		t.headers[at].role, t.headers[at].name = meant, "label"
	}
	switch {
	case find(t.headers, kindHeaders()) >= 0:
	case said:
		t.rowKind = []byte(kind)
		t.r.note("row_kind", "{file}: each row is taken for a {kind}", graph.V{"file": t.name, "kind": kind})
	case len(rows.names) == 1:
		t.person = &rows.names[0]
		t.r.note("row_persons", "{file}: who has a surname is taken for a person", graph.V{"file": t.name})
	}
}

// finishPersons makes persons of those who have a surname, where nothing else says their kind, here or in the network.
func (r *Reader) finishPersons() error {
	if len(r.persons) == 0 {
		return nil
	}
	known := graph.Empty()
	if r.options.Known != nil {
		network, err := r.options.Known()
		if err != nil {
			return err
		}
		if network != nil {
			known = network
		}
	}
	for _, row := range r.persons {
		i, there := known.FindNode(r.b.NodeID(row))
		if _, set := r.b.Kind(row); !set && !(there && known.Kind(i) != "") {
			r.b.SetKind(row, graph.Person)
		}
	}
	return nil
}

// kindIn returns the kind of the row that is added; nothing where neither it nor its table says one.
func (t *table) kindIn() []byte {
	if kind := trimmed(t.cell(t.kind)); len(kind) > 0 {
		return kind
	}
	return t.rowKind
}

// kindConflict says that a node is of another kind already. Where ids are names it may be another one of that name.
func (t *table) kindConflict(id []byte) graph.Sentence {
	if t.headers[t.id].role == ownID {
		return graph.NodeConflict(string(id), "kind")
	}
	return graph.Say("kind_conflict", "node {id} is of another kind already: if they are two, give the table a column id that tells them apart; if they are one, write one kind", graph.V{"id": graph.Shown(string(id))})
}
