package hsds

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"trama/graph"
)

// told is what there is to say of a directory, as it is found.
type told struct {
	related   map[link]bool // relations that there are already
	repeated  graph.Notes
	missing   map[*table]map[int]map[string]int // what columns name and nobody has, and how often
	personal  []string
	keys      []graph.Sentence
	strays    map[*table]int // rows that are about nobody
	unborne   int            // programs
	above     []string       // tables that say which term is above which
	terms     int
	unused    int
	through   int // relations that follow from where services are
	addresses int // beyond the first of a place
	several   int // services with more than one area
	renamed   int // places without a name of their own
	nameless  int // contacts
	statuses  map[string]int
	keeps     int      // nodes whose id the network has without the part in front
	prefixed  int      // nodes that are not
	back      []string // services that are active again
}

func newTold() told {
	return told{related: map[link]bool{}, missing: map[*table]map[int]map[string]int{}, statuses: map[string]int{}, strays: map[*table]int{}}
}

// repeat notes rows that repeat others. In a document that is as it should be: what stands within several stands there
// several times.
func (m *making) repeat(t *table, rows int) {
	if t.nested {
		return
	}
	m.repeated.Count("hsds_repeated", "{file}: rows that tell again of what another row has told count once ({count})", t.name, rows)
}

// dangle notes what a column names and nobody has.
func (m *making) dangle(t *table, column int, ref string) {
	if m.missing[t] == nil {
		m.missing[t] = map[int]map[string]int{}
	}
	if m.missing[t][column] == nil {
		m.missing[t][column] = map[string]int{}
	}
	m.missing[t][column][ref]++
}

// miss notes a row of a table that is about nobody: what it names, or that it names none.
func (m *making) miss(t *table, column int, ref string) {
	if ref == "" {
		m.strays[t]++
		return
	}
	m.dangle(t, column, ref)
}

// dangles tells whether a column names anything that nobody has.
func (m *making) dangles(t *table, column int) bool { return len(m.missing[t][column]) > 0 }

// keep says what stays of a column that names others: what nobody has.
func (m *making) keep(t *table, column int, value func(row) string) {
	if m.kept[t] == nil {
		m.kept[t] = map[int]func(row) string{}
	}
	m.kept[t][column] = value
}

// withhold notes a column that stays out because of what it holds, if it holds anything.
func (m *making) withhold(t *table, column int) {
	if slices.ContainsFunc(t.rows, func(r row) bool { return r.key(column) != "" }) {
		m.personal = append(m.personal, t.name+": "+t.headers[column])
	}
}

// became says what became of a column that is no attribute.
func (m *making) became(t *table, column int, what string) {
	if column < 0 {
		return
	}
	m.out.Mapping = append(m.out.Mapping, graph.ColumnUse{File: t.name, Column: t.headers[column], Became: what})
}

// becameSome says so of a column that names others, unless nobody has any that it names.
func (m *making) becameSome(t *table, column int, what string) {
	all := 0
	for _, r := range t.rows {
		all += len(r.items(column))
	}
	for _, times := range m.missing[t][column] {
		all -= times
	}
	if all > 0 {
		m.became(t, column, what)
	}
}

// say puts together what there is to say, the most important first.
func (m *making) say() {
	n := append(graph.Notes{m.summary()}, m.pages...)
	switch {
	case m.keeps > 0 && m.prefixed == 0: // nothing is otherwise than it was
	case m.prefixed > 0 && m.o.Known != nil:
		n = append(n, graph.Say("hsds_ids_known", "ids of different tables are the same: what the network has keeps its id, what is new has the table in front, as service:1 ({count})", graph.V{"count": m.prefixed}))
	case m.apart:
		n = append(n, graph.Say("hsds_ids", "ids of different tables are the same: here they have the table in front, as organization:1, service:1 and location:1", nil))
	}
	if m.through > 0 {
		n = append(n, graph.Say("hsds_through", "no column says who offers a service: it is the organization to which the place belongs where the service is ({count})", graph.V{"count": m.through}))
	}
	n.List("hsds_personal", "left out, since they are data about persons: {names}; --contacts takes contacts, telephone numbers and e-mail", "", few(append(m.personal, m.counted(personal)...), shownNames))
	n.List("hsds_aside", "left out, since a map of relations has no place for them (rows): {names}", "", few(m.counted(Aside), shownNames))
	n.List("hsds_columns", "left out of tables of which something else is on the map: {names}", "", few(append(m.unread(), m.left...), shownNames))
	m.sayMissing(&n)
	n = append(n, m.repeated...)
	m.sayValues(&n)
	m.out.Notes = n
}

func (m *making) summary() graph.Sentence {
	return graph.Say("hsds_read", "a directory of human services (HSDS): organizations {organizations}, services {services}, places {places}", graph.V{
		"organizations": len(m.nodes[Organizations]), "services": len(m.nodes[Services]), "places": len(m.nodes[Locations]),
	})
}

// counted returns the tables of a part, with how many rows each has.
func (m *making) counted(part Part) []string {
	var out []string
	for _, t := range m.tables[part] {
		out = append(out, fmt.Sprintf("%s (%d)", t.name, len(t.rows)))
	}
	return out
}

// unread returns the columns of tables that are no nodes at which nobody looked.
func (m *making) unread() []string {
	var out []string
	for _, part := range []Part{Areas, Programs, Terms, Attributes, Identifiers, Phones} {
		for _, t := range m.tables[part] {
			for _, header := range t.unread() {
				out = append(out, t.name+": "+header)
			}
		}
	}
	return out
}

// How many are named of what there may be many of: ids that nobody has, words of status, tables and columns.
const (
	shownIDs   = 5
	shownWords = 10
	shownNames = 40
)

// few returns names in ascending order, the first of them where there are many.
func few(names []string, most int) []string {
	names = sorted(names)
	if len(names) > most {
		return append(names[:most], "…")
	}
	return names
}

// sayMissing says what columns name that nobody has.
func (m *making) sayMissing(n *graph.Notes) {
	for _, part := range []Part{Organizations, Locations, Services, AtLocations, Contacts, Addresses, Areas, Programs, Attributes, Identifiers, Phones} {
		for _, t := range m.tables[part] {
			columns := slices.Collect(maps.Keys(m.missing[t]))
			slices.SortFunc(columns, func(a, b int) int { return strings.Compare(t.headers[a], t.headers[b]) })
			for _, column := range columns {
				*n = append(*n, m.absent(t, column))
			}
			n.Count("hsds_strays", "{file}: rows that do not say about whom they are, and are left out: {count}", t.name, m.strays[t])
		}
	}
}

// absent says what a column names that nobody has.
func (m *making) absent(t *table, column int) graph.Sentence {
	var ids []string
	cells := 0
	for id, times := range m.missing[t][column] {
		ids, cells = append(ids, graph.Shown(id)), cells+times
	}
	values := graph.V{"file": t.name, "column": t.headers[column], "count": cells, "ids": strings.Join(few(ids, shownIDs), ", ")}
	if m.kept[t][column] != nil {
		return graph.Say("hsds_missing_kept", "{file}: {column} names what no table has ({count}): {ids}; that makes no relation and no tag, and stays as data", values)
	}
	return graph.Say("hsds_missing", "{file}: {column} names what no table has ({count}): {ids}; those rows are left out", values)
}

// sayValues says which values are others than the directory's.
func (m *making) sayValues(n *graph.Notes) {
	var words []string
	for word, count := range m.statuses {
		words = append(words, fmt.Sprintf("%s (%d)", graph.Shown(word), count))
	}
	n.List("hsds_status", "status of services: who is inactive or defunct is retired here and does not count; the words of the directory stay as hsds_status: {names}", "", few(words, shownWords))
	n.List("hsds_back", "services that the directory had retired and that are active again, and declared here: {names}", "", few(m.back, shownWords))
	*n = append(*n, m.keys...)
	if m.unused > 0 {
		*n = append(*n, graph.Say("hsds_terms", "terms of the taxonomy that nothing bears are not on the map ({count} of {all})", graph.V{"count": m.unused, "all": m.terms}))
	}
	n.Count("hsds_programs", "programs that nothing bears are not on the map ({count})", "", m.unborne)
	n.List("hsds_above", "which term is above which is not on the map: {names}", "", m.above)
	n.Count("hsds_areas", "services with several areas have no area, which is one, but all of them as service_areas ({count})", "", m.several)
	n.Count("hsds_addresses", "of several addresses a place has one here, the physical one if any; left out: {count}", "", m.addresses)
	n.Count("hsds_names", "places without a name are called after their address or their other name ({count})", "", m.renamed)
	n.Count("hsds_nameless", "contacts without a name or an id are no persons, and left out ({count})", "", m.nameless)
}
