package hsds

import (
	"slices"
	"strings"
)

// reference is a column by which a row of a part names another: the relation of both.
type reference struct {
	part   Part
	column string
	target Part
	typ    string
	turned bool // from the other to the row
}

// references returns the columns that make relations.
func references() []reference {
	return []reference{
		{Organizations, "parent_organization_id", Organizations, "part_of", false},
		{Locations, "organization_id", Organizations, "located_at", true},
		{Services, "organization_id", Organizations, "offers", true},
		{Services, "location_id", Locations, "hosts", true},
		{Contacts, "organization_id", Organizations, "works_for", false},
		{Contacts, "service_id", Services, "works_for", false},
		{Contacts, "location_id", Locations, "located_at", false},
	}
}

// link is a relation before it is in a sheet.
type link struct{ source, target, typ string }

// relate makes the relations. What service_at_location says comes first: a service that names its place besides says the
// same again.
func (m *making) relate() {
	for _, t := range m.tables[AtLocations] {
		m.relateAtLocation(t)
	}
	for _, ref := range references() {
		for _, t := range m.tables[ref.part] {
			m.relateColumn(t, ref, func(id string) *node { return m.nodes[ref.target][id] })
		}
	}
	for _, t := range m.tables[Services] {
		if t.column("organization_id") < 0 {
			m.relateThrough(t)
		}
	}
	for _, t := range m.tables[Contacts] { // persons work for the service at whose place they are
		atPlace := reference{Contacts, "service_at_location_id", Services, "works_for", false}
		m.relateColumn(t, atPlace, func(id string) *node { return m.nodes[Services][m.atLocation[id]] })
	}
}

// relateColumn makes a relation of each cell of a column that names another node, which find finds.
func (m *making) relateColumn(t *table, ref reference, find func(id string) *node) {
	column := t.column(ref.column)
	if column < 0 {
		return
	}
	s := m.linkSheet(t)
	for _, r := range t.rows {
		n, other := m.of(t, r), find(r.key(column))
		switch {
		case n == nil || r.key(column) == "":
		case other == nil:
			m.dangle(t, column, r.key(column))
		case ref.turned:
			m.add(s, r, link{other.id, n.id, ref.typ})
			n.belong(ref, other)
		default:
			m.add(s, r, link{n.id, other.id, ref.typ})
		}
	}
	m.keep(t, column, func(r row) string {
		if find(r.key(column)) != nil {
			return ""
		}
		return r.key(column)
	})
	m.becameSome(t, column, ref.typ)
}

// belong notes where a service is and whose a place is.
func (n *node) belong(ref reference, other *node) {
	switch ref.typ {
	case "located_at":
		n.organizations = append(n.organizations, other)
	case "hosts":
		n.places = append(n.places, other)
	}
}

// linkSheet returns a sheet of relations that a table of something else makes.
func (m *making) linkSheet(t *table) *Sheet {
	s := &Sheet{Name: t.name, Edges: true, DecimalComma: t.comma, Columns: []Column{{Name: "source"}, {Name: "target"}, {Name: "type"}}}
	s.cell = func(row, column int) string { return s.rows[row].cells[column] }
	m.relations = append(m.relations, s)
	return s
}

// add adds a relation to a sheet, once.
func (m *making) add(s *Sheet, r row, l link) bool {
	if m.related[l] {
		return false
	}
	m.related[l] = true
	s.rows = append(s.rows, row{line: r.line, cells: []string{l.source, l.target, l.typ}})
	return true
}

// relateThrough says who offers a service whose table does not: those to whom the places belong where it is.
func (m *making) relateThrough(t *table) {
	s := m.linkSheet(t)
	for _, r := range t.rows {
		n := m.of(t, r)
		if n == nil {
			continue
		}
		var owners []string
		for _, place := range n.places {
			for _, owner := range place.organizations {
				owners = append(owners, owner.id)
			}
		}
		for _, owner := range sorted(owners) {
			if m.add(s, r, link{owner, n.id, "offers"}) {
				m.through++
			}
		}
	}
}

// relateAtLocation makes a relation of each row of service_at_location, with what the row says of it. A row that is the same
// as another counts once.
func (m *making) relateAtLocation(t *table) {
	service, place := t.column("service_id"), t.column("location_id")
	s := &Sheet{Name: t.name, Edges: true, DecimalComma: t.comma, rows: t.rows}
	cells := []func(r row) string{
		func(r row) string { return m.mapped(Locations, r.key(place)) },
		func(r row) string { return m.mapped(Services, r.key(service)) },
		func(row) string { return "hosts" },
	}
	s.Columns = []Column{{"source", t.own(place)}, {"target", t.own(service)}, {Name: "type"}}
	for i, name := range t.folded {
		t.read[i] = true
		switch {
		case i == service || i == place:
		case m.withholds(name):
			m.withhold(t, i)
		default:
			s.Columns, cells = append(s.Columns, Column{t.headers[i], t.headers[i]}), append(cells, func(r row) string { return r.cell(i) })
		}
	}
	s.cell = func(row, column int) string { return cells[column](t.rows[row]) }
	m.dropRows(t, service, place)
	m.relations = append(m.relations, s)
}

// dropRows leaves out rows that say nothing more than another, and those that name who is not there.
func (m *making) dropRows(t *table, service, place int) {
	seen, repeated := map[string]bool{}, 0
	for i := range t.rows {
		r := &t.rows[i]
		s, p := m.nodes[Services][r.key(service)], m.nodes[Locations][r.key(place)]
		signature := strings.Join(r.cells, "\x00")
		switch {
		case r.key(service) == "" || r.key(place) == "": // refused as any relation with one end
		case s == nil:
			m.dangle(t, service, r.key(service))
			r.out = true
		case p == nil:
			m.dangle(t, place, r.key(place))
			r.out = true
		case seen[signature]:
			r.out = true
			repeated++
		default:
			seen[signature] = true
			m.related[link{p.id, s.id, "hosts"}] = true
			if !slices.Contains(s.places, p) {
				s.places = append(s.places, p)
			}
		}
	}
	m.repeat(t, repeated)
}

// own returns how a table calls a column, "" for none.
func (t *table) own(column int) string {
	if column < 0 {
		return ""
	}
	return t.headers[column]
}
