package csv

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"trama/graph"
)

// role is what a column is for.
type role uint8

const (
	data role = iota
	source
	target
	edgeType
	weight
	ownID
	nodeKind
	maybeKind // a node table's type: the kind where a catalogue kind occurs in it
	meant     // an attribute with a meaning
)

// meaning is a meaning with the headers that name it, the first of them first. Attributes are stored under its name.
type meaning struct {
	role    role
	name    string
	headers []string
}

func endMeanings() (from, to meaning) {
	return meaning{source, "source", []string{"source", "src", "from", "sorgente", "origine", "da", "nodenumber1", "node number 1"}},
		meaning{target, "target", []string{"target", "dst", "dest", "destination", "to", "destinazione", "verso", "a", "nodenumber2", "node number 2"}}
}

func typeHeaders() []string {
	return []string{"type", "kind", "relation", "relationship", "interaction", "tipo", "relazione"}
}

func weightHeaders() []string { return []string{"weight", "strength", "peso", "forza"} }

func idMeaning() meaning {
	return meaning{ownID, "id", []string{"id", "key", "codice", "nodenumber", "node number"}}
}

func labelMeaning() meaning { return attributeMeanings()[0] }

// kindHeaders returns the headers of the kind of a node, those last that may be something else.
func kindHeaders() []string { return []string{"kind", "tipologia", "type", "tipo"} }

func nodeMeanings() []meaning {
	return append([]meaning{
		idMeaning(), {nodeKind, "kind", kindHeaders()[:2]}, {maybeKind, "type", kindHeaders()[2:]},
	}, attributeMeanings()...)
}

func edgeMeanings() []meaning {
	from, to := endMeanings()
	return append([]meaning{
		from, to, {edgeType, "type", typeHeaders()}, {weight, "weight", weightHeaders()}, idMeaning(),
	}, attributeMeanings()...)
}

func attributeMeanings() []meaning {
	var out []meaning
	for _, headers := range [][]string{
		{"label", "name", "nome", "etichetta", "denominazione", "nodename", "node name"}, {"sector", "settore"}, {"circle", "cerchio"},
		{"area", "zona", "quartiere"}, {"tags", "etichette"}, {"lines", "linee"}, {"role", "ruolo"}, {"status", "stato"},
		{"since", "dal"}, {"until", "al"}, {"lat", "latitudine"}, {"lon", "lng", "longitudine"}, {"description", "descrizione"},
		{"note"}, {"title", "titolo"},
	} {
		out = append(out, meaning{meant, headers[0], headers})
	}
	return out
}

// IsHeading tells whether a text is a heading with a meaning; the letter "a" is none by itself.
func IsHeading(text string) bool {
	folded := foldedHeader(strings.TrimSpace(text))
	return folded != "a" && meaningful()[folded]
}

// meaningful are the headings that have a meaning in a table of nodes or of relations.
var meaningful = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, m := range slices.Concat(nodeMeanings(), edgeMeanings()) {
		for _, heading := range m.headers {
			out[heading] = true
		}
	}
	return out
})

// IsEnds tells whether two texts are the headings of a table's sources and targets.
func IsEnds(from, to string) bool {
	return isEdges(foldedHeaders([]string{strings.TrimSpace(from), strings.TrimSpace(to)}))
}

// header is one column as its table names it.
type header struct {
	own    string // as written, without surrounding white space; column_N where that is empty
	folded string // as headers are compared
	empty  bool
	role   role
	name   string // of the attribute, where role is data, meant or maybeKind
	taken  string // the header that took the meaning which this one names too
	added  bool   // the file has no such column
}

// readHeaders returns the headers of the first row.
func readHeaders(cells [][]byte) []header {
	out := make([]header, len(cells))
	for i, cell := range cells {
		own := string(trimmed(withoutControls(unguarded(cell))))
		out[i] = header{own: own, folded: foldedHeader(own), empty: own == ""}
		if own == "" {
			out[i].own = "column_" + strconv.Itoa(i+1)
		}
	}
	return out
}

// foldedHeader returns a header as it is compared: lower case, white space, "_" and "-" as one space. Those at its ends
// stay, so that type_ is not type.
func foldedHeader(own string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(own) {
		if unicode.IsSpace(c) || c == '_' || c == '-' {
			c = ' '
			if strings.HasSuffix(b.String(), " ") {
				continue
			}
		}
		b.WriteRune(c)
	}
	return b.String()
}

// isEdges tells whether there are a source and a target column.
func isEdges(headers []header) bool {
	from, to := endMeanings()
	return find(headers, from.headers) >= 0 && find(headers, targetHeaders(headers, to)) >= 0
}

// targetHeaders returns the headers that name the target: "a" only beside "da".
func targetHeaders(headers []header, to meaning) []string {
	if slices.ContainsFunc(headers, func(h header) bool { return h.folded == "da" }) {
		return to.headers
	}
	return slices.DeleteFunc(slices.Clone(to.headers), func(h string) bool { return h == "a" })
}

// find returns the first column, in the order of the names, that has one of them and no role yet; -1 where none has.
func find(headers []header, names []string) int {
	for _, name := range names {
		for i, h := range headers {
			if h.role == data && !h.empty && h.folded == name {
				return i
			}
		}
	}
	return -1
}

// assign gives each column its role, each meaning at most one column.
func (r *Reader) assign(headers []header, edges bool) {
	meanings := nodeMeanings()
	if edges {
		meanings = edgeMeanings()
		r.assignWeight(headers)
	}
	for _, m := range meanings {
		switch m.role {
		case source, target:
			if hasRole(headers, m.role) {
				continue // found in the name
			}
			if m.role == target {
				m.headers = targetHeaders(headers, m)
			}
		case weight:
			if r.options.Weight != "" {
				continue
			}
		case maybeKind:
			if i := find(headers, m.headers); i >= 0 && hasRole(headers, nodeKind) {
				headers[i].taken = "kind"
				continue
			}
		}
		assignOne(headers, m)
	}
	if edges && r.options.Weight == graph.Unweighted {
		if i := find(headers, weightHeaders()); i >= 0 {
			headers[i].name = weightData
		}
	}
	nameAttributes(headers, edges)
}

// weightData is the name of a weight column that is no weight.
const weightData = "weight_data"

func assignOne(headers []header, m meaning) {
	i := find(headers, m.headers)
	if i < 0 {
		return
	}
	headers[i].role, headers[i].name = m.role, m.name
	for j := find(headers, m.headers); j >= 0; j = findAfter(headers, m.headers, j) {
		headers[j].taken = m.name
	}
}

func findAfter(headers []header, names []string, after int) int {
	for i := after + 1; i < len(headers); i++ {
		if headers[i].role == data && !headers[i].empty && slices.Contains(names, headers[i].folded) {
			return i
		}
	}
	return -1
}

func hasRole(headers []header, want role) bool {
	return slices.ContainsFunc(headers, func(h header) bool { return h.role == want })
}

// assignWeight gives the column that the options name the weight's role.
func (r *Reader) assignWeight(headers []header) {
	r.edged = true
	if r.options.Weight == "" || r.options.Weight == graph.Unweighted {
		return
	}
	if i := find(headers, []string{foldedHeader(r.options.Weight)}); i >= 0 {
		headers[i].role, headers[i].name, r.found = weight, "weight", true
	}
}

// nameAttributes names the attributes, each differently: of two equal headers the second becomes name_2, whatever the first
// means. A name that a table keeps for itself loses its trailing "_"; weight that is no weight is weight_data.
func nameAttributes(headers []header, edges bool) {
	used, kept := map[string]bool{}, nodeNames()
	written := map[string]bool{}
	if edges {
		used["weight"], kept = true, edgeNames()
	}
	for _, h := range headers {
		if h.role == meant {
			used[h.name] = true
		}
	}
	for _, i := range inTurn(headers, edges) {
		h := &headers[i]
		again := written[h.own]
		written[h.own] = true
		if h.role != data && h.role != maybeKind {
			continue
		}
		name := h.own
		if base, more := strings.CutSuffix(name, "_"); more && slices.Contains(kept, strings.TrimRight(base, "_")) {
			name = base
		}
		if edges && (h.name == weightData || h.folded == "weight" && h.taken == "") {
			name = weightData
		}
		h.name = name
		for n := 2; used[h.name] || again && h.name == name; n++ {
			h.name = name + "_" + strconv.Itoa(n)
		}
		used[h.name] = true
	}
}

// inTurn returns the columns in the order in which they are named: the kind of edges last, since it may be their type, and
// then leaves its name to kind_.
func inTurn(headers []header, edges bool) []int {
	var first, last []int
	for i, h := range headers {
		if edges && h.own == "kind" && h.taken == "type" {
			last = append(last, i)
		} else {
			first = append(first, i)
		}
	}
	return append(first, last...)
}

// nodeNames and edgeNames return the names that a table keeps for itself: an attribute of such a name is written with a
// trailing "_". The kind of an edge is its type where type is its direction.
func nodeNames() []string { return []string{"id", "kind"} }

func edgeNames() []string { return []string{"id", "source", "target", "type", "kind"} }

// isNeo4j tells whether the headers are those that neo4j-admin wants (personId:ID, :START_ID(Person), :LABEL), or those of
// APOC's export. Under them stand ids that count within their kind only, and lists, types and nodes beside edges.
func isNeo4j(headers []header) bool {
	return slices.ContainsFunc(headers, func(h header) bool {
		_, what, _ := strings.Cut(h.own, ":")
		what, _, _ = strings.Cut(what, "(")
		switch what {
		case "ID", "START_ID", "END_ID":
			return true
		}
		return false
	}) || hasAll(headers, "_id", "_labels") || hasAll(headers, "_start", "_end", "_type")
}

// hasAll tells whether there are headers of all these names.
func hasAll(headers []header, names ...string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		return !slices.ContainsFunc(headers, func(h header) bool { return h.own == name })
	})
}

// otherTable returns why a table that looks like one of edges or of nodes, or like neither, is refused as what it is. The rows
// below its headings tell a matrix.
func otherTable(t *table, first []heading, second [][]byte) (why graph.Sentence, is bool) {
	switch {
	case isNeo4j(t.headers):
		return graph.Say(Neo4j, "this is a table as Neo4j imports and exports it (:ID, :START_ID, _labels), which is not read: export GraphML from Neo4j (apoc.export.graphml), or name the columns id, kind, source, target and type", nil), true
	case isPivot(t.headers):
		return graph.Say(Matrix, "this is a pivot table, which sums others up: hand over the list that it is made of", graph.V{"pivot": true}), true
	case t.edges || t.r.options.Matrix:
		return graph.Sentence{}, false
	case isMatrix(t.headers, second), isMarked(first):
		return graph.Say(Matrix, "this is a matrix, with who is related to whom in rows and columns: --matrix TYPE makes relations of that type of it, from the rows to the columns; or make a list of it, with the columns source and target and a row for each relation, and perhaps a column weight", nil), true
	}
	return graph.Sentence{}, false
}
