package hsds

import (
	"bytes"
	"context"
	"io"
	"maps"
	"slices"
	"strings"

	"trama/graph"
)

// What the API of HSDS 3 gives are objects within objects: a service with its organization and its places, an organization
// with its services. Here they become the rows of the tables that they stand for.

// codeNoDirectory is the code of the sentence about JSON of another kind.
const codeNoDirectory = "hsds_no_json"

// NoDirectory tells whether a code is that of the sentence about JSON that is no directory.
func NoDirectory(code string) bool { return code == codeNoDirectory }

// IsDocument tells whether a file of such a name that begins so may be a directory in JSON, and not a graph.
func IsDocument(name string, head []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(text) == 0 || text[0] != '{' && text[0] != '[' || bytes.Contains(text, []byte(`"nodes"`)) || bytes.Contains(text, []byte("trama.")) {
		return false
	}
	if part, known := PartOf(name); known && part != Aside {
		return true
	}
	for _, sign := range []string{`"contents"`, `"service_at_location`, `"organization`, `"service"`, `"services"`, `"taxonomy_term`, `organization_id"`, `"location_type"`, `"legal_status"`} {
		if bytes.Contains(text, []byte(sign)) {
			return true
		}
	}
	return false
}

// AddDocument reads a JSON document: an organization, a service, a place or a service at its place as HSDS 3 has them, a list
// of them, a page of the API, or an object with a list for each part. The error is Invalid where it is none of these, and
// where the JSON is broken; TooLarge beyond a limit.
func (d *Directory) AddDocument(ctx context.Context, name string, r io.Reader) error {
	v, err := d.document(ctx, name, r)
	if err != nil {
		return err
	}
	n := nesting{d: d, rows: map[Part][]record{}, seen: map[string]bool{}, aside: map[string]int{}}
	part, _ := PartOf(name)
	if !n.document(v, part) {
		return graph.FailAt(graph.Invalid, "hsds.AddDocument", graph.Refusal{File: name, Why: graph.Say(codeNoDirectory, "this JSON is neither a trama.graph/1 nor a directory of human services (HSDS)", nil)})
	}
	for _, part := range slices.Sorted(maps.Keys(n.rows)) {
		d.tables = append(d.tables, n.table(name, part))
	}
	for what, count := range n.aside {
		d.tables = append(d.tables, &table{name: name + ": " + what, part: catalogue[folded(what)], rows: make([]row, count)})
	}
	if n.pages > 1 {
		d.pages = append(d.pages, graph.Say("hsds_page", "{file}: this is page {page} of {pages}; what stands on the others is missing", graph.V{"file": name, "page": n.page, "pages": n.pages}))
	}
	for what := range n.left {
		d.left = append(d.left, name+": "+what)
	}
	return nil
}

// record is a row before its table is known.
type record struct {
	line  int
	cells map[string]string
}

// nesting is one AddDocument on its way.
type nesting struct {
	d           *Directory
	rows        map[Part][]record
	seen        map[string]bool // rows that are there already: an organization stands in each of its services
	aside       map[string]int  // objects of which nothing is taken, by the names under which they stand
	left        map[string]bool // fields of which nothing is taken
	page, pages int
}

// document takes a value that is a directory; ok is false where it is none.
func (n *nesting) document(v any, part Part) (ok bool) {
	switch v := v.(type) {
	case []any:
		return n.all(v, part)
	case *object:
		if contents, is := v.fields["contents"].([]any); is {
			n.page, n.pages = number(v, "page_number"), number(v, "total_pages")
			return n.all(contents, part)
		}
		if v.fields["id"] == nil {
			return n.lists(v)
		}
		return n.all([]any{v}, part)
	}
	return false
}

// number returns a small whole number of a page, 0 where it is none.
func number(o *object, name string) int {
	text, _ := o.fields[name].(string)
	out := 0
	for _, c := range text {
		if c < '0' || c > '9' || out > 1e6 {
			return 0
		}
		out = out*10 + int(c-'0')
	}
	return out
}

// all takes objects of one part, or of that which their fields tell.
func (n *nesting) all(list []any, part Part) bool {
	for _, v := range list {
		o, is := v.(*object)
		if !is {
			return false
		}
		own := part
		if own == "" {
			own = partOfObject(o)
		}
		if own == "" {
			return false
		}
		n.take(o, own)
	}
	return true
}

// lists takes an object that has a list for each part.
func (n *nesting) lists(o *object) bool {
	found := false
	for _, name := range o.names {
		list, is := o.fields[name].([]any)
		part, known := PartOf(name)
		switch {
		case !is || !known:
		case n.putAside(name, part, len(list)):
		case !n.all(list, part):
			return false
		default:
			found = true
		}
	}
	return found
}

// partOfObject returns the part that the fields of an object tell, "" where they tell none.
func partOfObject(o *object) Part {
	has := func(name string) bool { _, is := o.fields[name]; return is }
	switch {
	case has("service") && has("location"), has("service_id") && has("location_id"):
		return AtLocations
	case has("organization"), has("organization_id") && has("status"), has("service_at_locations") && !has("latitude"):
		return Services
	case has("services"), has("organization_identifiers"), has("legal_status"), has("year_incorporated"):
		return Organizations
	case has("addresses"), has("latitude"), has("location_type"):
		return Locations
	}
	return ""
}

// holder is an object while what it holds is taken.
type holder struct {
	record
	part Part
	id   string
}

// take makes a row of an object and of each that it holds, and returns its id. Where the object is held by another, belongs
// has the columns that name that one.
func (n *nesting) take(o *object, part Part, belongs ...[2]string) string {
	h := holder{record: record{line: o.line, cells: map[string]string{}}, part: part}
	h.id, _ = o.fields["id"].(string)
	for _, name := range o.names {
		switch v := o.fields[name].(type) {
		case string:
			if v != "" {
				h.cells[name] = v
			}
		case *object:
			n.inner(h, name, v)
		case []any:
			n.inners(h, name, v)
		}
	}
	for _, owner := range belongs {
		if h.cells[owner[0]] == "" && owner[1] != "" {
			h.cells[owner[0]] = owner[1]
		}
	}
	n.add(h.record, part)
	return h.id
}

// add adds a row, once.
func (n *nesting) add(r record, part Part) {
	var signature strings.Builder
	signature.WriteString(string(part))
	for _, name := range slices.Sorted(maps.Keys(r.cells)) {
		signature.WriteString("\x00" + name + "\x00" + r.cells[name])
	}
	if !n.seen[signature.String()] {
		n.seen[signature.String()] = true
		n.rows[part] = append(n.rows[part], r)
	}
}

// inner takes an object that another holds: one that the other names, or that belongs to it.
func (n *nesting) inner(h holder, name string, o *object) {
	if name == "parent_organization" {
		h.cells["parent_organization_id"] = n.take(o, Organizations)
		return
	}
	inside, known := catalogue[folded(name)]
	switch {
	case !known:
		n.leave(h.part, name)
	case n.putAside(name, inside, 1):
	case columnOf(inside) != "":
		if ref := n.take(o, inside); h.cells[columnOf(inside)] == "" {
			h.cells[columnOf(inside)] = ref
		}
	default:
		n.take(o, inside, h.owner(inside)...)
	}
}

// inners takes a list that an object holds: of others that belong to it, or of plain values.
func (n *nesting) inners(h holder, name string, list []any) {
	inside, known := catalogue[folded(name)]
	var plain []string
	for _, v := range list {
		o, is := v.(*object)
		text, isText := v.(string)
		switch {
		case is && known && n.putAside(name, inside, 1):
		case is && known:
			n.take(o, inside, h.owner(inside)...)
		case isText:
			plain = append(plain, text)
		default:
			n.leave(h.part, name)
		}
	}
	if len(plain) > 0 {
		h.cells[name] = strings.Join(plain, "|")
	}
}

// putAside counts objects of a part of which nothing is taken; ok is false for any other part.
func (n *nesting) putAside(name string, part Part, count int) (ok bool) {
	if part != Aside && part != personal {
		return false
	}
	if count > 0 {
		n.aside[folded(name)] += count
	}
	return true
}

func (n *nesting) leave(part Part, name string) {
	if n.left == nil {
		n.left = map[string]bool{}
	}
	n.left[string(part)+"."+graph.Shown(name)] = true
}

// columnOf returns the column by which other tables name a part, "" where none does.
func columnOf(part Part) string {
	return map[Part]string{
		Organizations: "organization_id", Services: "service_id", Locations: "location_id", AtLocations: "service_at_location_id",
		Programs: "program_id", Contacts: "contact_id", Terms: "taxonomy_term_id",
	}[part]
}

// owner returns the columns by which an object names the one that holds it.
func (h holder) owner(inside Part) [][2]string {
	if inside != Attributes {
		return [][2]string{{columnOf(h.part), h.id}}
	}
	return [][2]string{{"link_id", h.id}, {"link_entity", strings.TrimSuffix(columnOf(h.part), "_id")}}
}

// table makes a table of the rows of a part.
func (n *nesting) table(name string, part Part) *table {
	t := &table{name: name + ": " + string(part), part: part, nested: true}
	columns := map[string]bool{"id": true}
	for _, r := range n.rows[part] {
		for column := range r.cells {
			columns[column] = true
		}
	}
	delete(columns, "")
	t.head(slices.Sorted(maps.Keys(columns)))
	for _, r := range n.rows[part] {
		made := row{line: r.line}
		if !n.d.passes(part) {
			for _, column := range t.headers {
				made.cells = append(made.cells, r.cells[column])
			}
		}
		t.rows = append(t.rows, made)
	}
	return t
}
