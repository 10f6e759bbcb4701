package csv

import (
	"slices"
	"strings"

	"trama/graph"
)

// People call the column of the names what each row is: “Servizio”, “Denominazione ente”. Such a heading says where the names
// stand, and of what kind all rows are.

// rowKind returns the column whose heading says what each row is, and the kind it says; -1 where there is none. It is the first
// that is no numbering and no day, and no other heading speaks of a kind or is that of an end: the two may be the ends of relations.
// Beside the names of persons it says where they belong, and a heading of such names beside another one who sees to the row.
func rowKind(headers []header) (at int, kind string) {
	at = -1
	from, to := endMeanings()
	if find(headers, slices.Concat(from.headers, to.headers)) >= 0 {
		return -1, ""
	}
	for i, h := range headers {
		own, first := kindSaid(h.folded), at < 0 && !slices.ContainsFunc(headers[:i], func(before header) bool { return !isNumbering(before) })
		switch {
		case first && isWholeName(h.folded):
			at, kind = i, graph.Person
		case own == "", at >= 0 && isWholeName(headers[at].folded):
		case !first:
			return -1, ""
		default:
			at, kind = i, own
		}
	}
	return at, kind
}

// isWholeName tells whether a heading is that of the names and surnames of persons in one column.
func isWholeName(folded string) bool {
	return slices.Contains([]string{"cognome e nome", "nome e cognome", "cognome nome", "nome cognome", "nominativo", "full name"}, folded)
}

// isNumbering tells whether a heading is that of a column which numbers the rows, or says of what day each is or when a form was
// filled in.
func isNumbering(h header) bool {
	word, _, _ := strings.Cut(h.folded, " ")
	return h.empty || word == "data" || word == "date" || slices.Contains([]string{"n", "nr", "n°", "nº", "num", "numero", "prog", "#", "no", "informazioni cronologiche", "timestamp"}, strings.TrimRight(h.folded, "."))
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

// kindOfRows returns the kind that the row says all rows are of, and the column that says it, where it would do as the headings of
// nodes for nothing else; "" where it would not, by the row below: marks would make it a matrix, and headings a group of columns,
// unless the names stand in no group.
func (h heading) kindOfRows(r *rows) (at int, kind string) {
	if at, kind = rowKind(h.headers); at < 0 || h.filled < 2 || h.means() || h.matrix {
		return -1, ""
	}
	below := r.look()
	if len(below) == 0 || h.isOfMatrix(below) {
		return -1, ""
	}
	if (heading{headers: readHeaders(below)}).means() && (h.groups()[at] >= 0 || !h.isOver(below)) {
		return -1, ""
	}
	return at, kind
}

// takeRowKind finds out of what kind all rows are, where no column says it, by the heading under which the names stand, if that is how
// the headings were known; else that those with a surname are persons. A column that may be the kind is waited for.
func (t *table) takeRowKind(rows *rows, h heading) error {
	said := h.kind != ""
	if said {
		t.headers[h.names].role, t.headers[h.names].name = meant, "label"
	}
	sure, may := kindHeaders()[:2], find(t.headers, kindHeaders()[2:])
	if find(t.headers, sure) >= 0 || !said && len(rows.names) != 1 {
		return nil
	}
	switch {
	case said && may < 0:
		t.rowKind = []byte(h.kind)
		t.r.note("row_kind", "{file}: each row is taken for a {kind}", graph.V{"file": t.name, "kind": h.kind})
		return t.r.meetNetwork()
	case said:
		t.supposed = &supposed{kind: h.kind}
	default:
		t.supposed = &supposed{kind: graph.Person, name: &rows.names[0]}
	}
	if may >= 0 {
		t.supposed.column = t.headers[may].own
	} else {
		t.r.note("row_persons", "{file}: who has a surname is taken for a person", graph.V{"file": t.name})
	}
	t.r.supposing = append(t.r.supposing, t)
	return t.r.meetNetwork()
}

// supposed is the kind of the rows of a table, where nothing else says it, here or in the network.
type supposed struct {
	kind   string
	column string    // the heading of what may be the kind; "" where there is none
	name   *fullName // whose surname makes a person of the row; nil where all rows are of the kind
	rows   []int     // of the Builder
	others int       // rows that have a surname beside a name that is no person's
	other  string    // such a name
}

// suppose adds a row of the Builder, which is the one that is read.
func (t *table) suppose(row int) {
	s := t.supposed
	switch {
	case s == nil, s.name != nil && blank(t.cell(s.name.surname)):
	case s.name != nil && s.name.isOfAnother(t.cells) && !holdsSurname(trimmed(t.cell(s.name.first)), trimmed(t.cell(s.name.surname))):
		if s.others++; s.others == 1 {
			s.other = string(trimmed(t.cell(s.name.first)))
		}
	default:
		s.rows = append(s.rows, row)
	}
}

// meetNetwork asks for the network into which the tables go, once.
func (r *Reader) meetNetwork() error {
	if r.network != nil {
		return nil
	}
	r.network = graph.Empty()
	if r.options.Known == nil {
		return nil
	}
	network, err := r.options.Known()
	if network != nil {
		r.network = network
	}
	return err
}

// kindThere returns the kind of a node of the network; "" where it has none, or no such node.
func (r *Reader) kindThere(id string) string {
	if i, there := r.network.FindNode(id); there {
		return r.network.Kind(i)
	}
	return ""
}

// finishSupposed gives nodes the kinds that only their table's heading, or a surname, says, where nothing else does.
func (r *Reader) finishSupposed() {
	for _, t := range r.supposing {
		s := t.supposed
		if s.others > 0 {
			r.note("names_of_others", "{file}: names that are no person's are taken without the surname beside them, which is data ({count}), as “{name}”", graph.V{"file": t.name, "count": s.others, "name": graph.Shown(s.other)})
		}
		if s.column != "" && r.typesAreKinds {
			continue
		}
		given := 0
		for _, row := range s.rows {
			if _, set := r.b.Kind(row); !set && r.kindThere(r.b.NodeID(row)) == "" && r.b.SetKind(row, s.kind) {
				given++
			}
		}
		switch values := (graph.V{"file": t.name, "column": s.column, "kind": s.kind}); {
		case s.column == "" || given == 0:
		case s.name != nil:
			r.note("row_persons_beside", "{file}: no word under {column} is a kind that Trama knows, so that it is data, and who has a surname is taken for a person", values)
		default:
			r.note("row_kind_beside", "{file}: no word under {column} is a kind that Trama knows, so that it is data, and each row is taken for a {kind}", values)
		}
	}
}

// kindIn returns the kind of the row that is added; nothing where neither it nor its table says one. What the network calls otherwise
// than the heading of the table stays so: perhaps somebody corrected it there.
func (t *table) kindIn(id []byte) []byte {
	if kind := trimmed(t.cell(t.kind)); len(kind) > 0 {
		return kind
	}
	if t.rowKind == nil {
		return nil
	}
	there := t.r.kindThere(string(id))
	if there == "" || there == string(t.rowKind) {
		return t.rowKind
	}
	if !t.keptKind {
		t.keptKind = true
		t.r.note("row_kind_there", "{file}: what has another kind in the network keeps it, as “{id}” ({kind})", graph.V{"file": t.name, "id": graph.Shown(string(id)), "kind": there})
	}
	return []byte(there)
}

// kindConflict says that a node is of another kind already. Where ids are names it may be another one of that name.
func (t *table) kindConflict(id []byte) graph.Sentence {
	if t.headers[t.id].role == ownID {
		return graph.NodeConflict(string(id), "kind")
	}
	return graph.Say("kind_conflict", "node {id} is of another kind already: if they are two, give the table a column id that tells them apart; if they are one, write one kind", graph.V{"id": graph.Shown(string(id))})
}
