package hsds

import (
	"cmp"
	"slices"
	"strings"
)

// describe gives nodes what other tables say of them: areas, addresses, identifiers and, where they are asked for, telephone
// numbers.
func (m *making) describe() {
	for _, t := range m.tables[Areas] {
		m.addAreas(t)
	}
	for _, t := range m.tables[Services] {
		m.splitAreas(t)
	}
	for _, t := range m.tables[Addresses] {
		m.addAddresses(t)
	}
	m.chooseHomes()
	for _, t := range m.tables[Identifiers] {
		m.addIdentifiers(t)
	}
	for _, t := range m.tables[Phones] {
		m.addPhones(t)
	}
}

// findAtLocations finds which service each row of service_at_location is about.
func (m *making) findAtLocations() {
	for _, t := range m.tables[AtLocations] {
		id, service := t.column("id"), t.column("service_id")
		for _, r := range t.rows {
			m.atLocation[r.key(id)] = r.key(service)
		}
	}
	delete(m.atLocation, "")
}

// served returns the service that a row of another table is about, by its own id or at one of its places, and the column
// that names it.
func (m *making) served(t *table, r row) (n *node, column int, ref string) {
	column = t.column("service_id")
	if ref = r.key(column); ref != "" {
		return m.nodes[Services][ref], column, ref
	}
	column = t.column("service_at_location_id")
	ref = r.key(column)
	return m.nodes[Services][m.atLocation[ref]], column, ref
}

func (m *making) addAreas(t *table) {
	name := t.column("name", "service_area", "description", "extent")
	m.became(t, name, "area")
	for _, r := range t.rows {
		n, column, ref := m.served(t, r)
		switch {
		case n != nil && r.key(name) != "":
			n.areas = append(n.areas, r.key(name))
		case n == nil:
			m.miss(t, column, ref)
		}
	}
}

// splitAreas takes the areas that stand in the services' own table, as in Ohana.
func (m *making) splitAreas(t *table) {
	column := t.column("service_areas")
	for _, r := range t.rows {
		if n := m.of(t, r); n != nil {
			n.areas = append(n.areas, r.items(column)...)
		}
	}
}

// address is a row of a table of addresses.
type address struct {
	table *table
	row   row
}

// addAddresses gives places the rows of a table of addresses.
func (m *making) addAddresses(t *table) {
	place := t.column("location_id")
	for i, name := range t.folded {
		switch {
		case m.withholds(name):
			m.withhold(t, i)
		case !isHome(name):
			continue
		default:
			t.homes = append(t.homes, i)
			if m.homes[name] == "" {
				m.homes[name] = t.headers[i]
			}
			m.became(t, i, m.homes[name])
		}
		t.read[i] = true
	}
	for _, r := range t.rows {
		n := m.nodes[Locations][r.key(place)]
		switch {
		case n != nil:
			n.homes = append(n.homes, address{t, r})
		default:
			m.miss(t, place, r.key(place))
		}
	}
}

// chooseHomes gives each place one address: of several the physical one, then the first in order.
func (m *making) chooseHomes() {
	for _, n := range m.nodes[Locations] {
		if len(n.homes) == 0 {
			continue
		}
		slices.SortStableFunc(n.homes, func(a, b address) int {
			return cmp.Or(a.rank()-b.rank(), slices.Compare(a.lines(), b.lines()))
		})
		n.homes = slices.CompactFunc(n.homes, func(a, b address) bool { return slices.Equal(a.lines(), b.lines()) })
		m.addresses += len(n.homes) - 1
	}
}

// rank tells which of several addresses comes first.
func (a address) rank() int {
	if strings.EqualFold(a.row.key(a.table.column("address_type", "type")), "physical") {
		return 0
	}
	return 1
}

// isHome tells whether a column of a table of addresses says where a place is.
func isHome(name string) bool { return name != "id" && name != "location_id" && name != "address_type" }

// lines returns what stands in these columns.
func (a address) lines() []string {
	var out []string
	for _, i := range a.table.homes {
		out = append(out, a.row.key(i))
	}
	return out
}

// street returns the street and the town of a place.
func (n *node) street() string {
	if len(n.homes) == 0 {
		return ""
	}
	a := n.homes[0]
	var out []string
	for _, name := range []string{"address_1", "city"} {
		if part := a.row.key(slices.Index(a.table.folded, name)); part != "" {
			out = append(out, part)
		}
	}
	return strings.Join(out, ", ")
}

func (m *making) addIdentifiers(t *table) {
	owner, scheme, value := t.column("organization_id"), t.column("identifier_scheme", "identifier_type"), t.column("identifier")
	m.became(t, value, "identifiers")
	for _, r := range t.rows {
		n, text := m.nodes[Organizations][r.key(owner)], r.key(value)
		if s := r.key(scheme); s != "" && text != "" {
			text = s + ": " + text
		}
		switch {
		case n != nil:
			n.add("identifiers", text)
		default:
			m.miss(t, owner, r.key(owner))
		}
	}
}

func (m *making) addPhones(t *table) {
	number, extension := t.column("number"), t.column("extension")
	m.became(t, number, "phones")
	for _, r := range t.rows {
		text, owned := strings.TrimSpace(r.key(number)+" "+r.key(extension)), false
		give := func(n *node, column int, ref string) {
			owned = owned || ref != ""
			if n != nil {
				n.add("phones", text)
			} else if ref != "" {
				m.dangle(t, column, ref)
			}
		}
		for _, part := range []Part{Contacts, Organizations, Locations} {
			column := t.column(columnOf(part))
			give(m.nodes[part][r.key(column)], column, r.key(column))
		}
		give(m.served(t, r))
		if !owned {
			m.strays[t]++
		}
	}
}
