package hsds

import (
	"maps"
	"slices"
	"strings"
)

// field is a column of a sheet of nodes and what stands in it.
type field struct {
	Column
	value func(r row, n *node) string
}

// nodeSheets makes a sheet of each table whose rows are nodes, in the order of parts.
func (m *making) nodeSheets() {
	for _, part := range parts() {
		for _, t := range m.tables[part] {
			m.nodeSheet(t)
		}
	}
}

func (m *making) nodeSheet(t *table) {
	fields := []field{
		{Column{"id", t.own(t.id)}, func(r row, n *node) string { return n.id }},
		{Column{Name: "kind"}, func(row, *node) string { return kindOf(t.part) }},
	}
	for i := range t.headers {
		fields = append(fields, m.fields(t, i)...)
	}
	fields = append(fields, m.added(t)...)
	s := &Sheet{Name: t.name, DecimalComma: t.comma, rows: t.rows}
	nobody := &node{}
	m.countRows(t)
	at, n := -1, nobody
	s.cell = func(row, column int) string {
		if at != row {
			if at, n = row, m.of(t, t.rows[row]); n == nil {
				n = nobody
			}
		}
		return fields[column].value(t.rows[row], n)
	}
	for _, f := range fields {
		s.Columns = append(s.Columns, f.Column)
	}
	m.out.Sheets = append(m.out.Sheets, s)
}

// fields returns what becomes of a column of the table.
func (m *making) fields(t *table, i int) []field {
	name, own := t.folded[i], t.headers[i]
	as := func(meaning string) []field {
		return []field{{Column{meaning, own}, func(r row, _ *node) string { return r.cell(i) }}}
	}
	kept, refers := m.kept[t][i]
	switch {
	case i == t.id:
		return nil
	case m.withholds(name):
		m.withhold(t, i)
		return nil
	case refers && !m.dangles(t, i):
		return nil
	case refers:
		return []field{{Column{own, own}, func(r row, _ *node) string { return kept(r) }}}
	case name == "tags" || name == "etichette":
		m.became(t, i, "tags")
		return nil
	case t.part == Services && name == "status":
		return m.statusFields(t, i)
	case t.part == Services && name == "service_areas":
		m.became(t, i, "area")
		return nil
	case t.part == Locations && i == t.column(nameHeaders()...):
		return []field{{Column{"label", own}, func(r row, n *node) string { return m.placeName(t, r, n) }}}
	case name == "latitude":
		return as("lat")
	case name == "longitude":
		return as("lon")
	}
	return as(own)
}

// placeName returns the name of a place; one without is called after its other name or its address.
func (m *making) placeName(t *table, r row, n *node) string {
	switch {
	case n.named:
		return r.cell(t.column(nameHeaders()...))
	case len(n.others) > 0:
		return slices.Min(n.others)
	}
	return n.street()
}

// statusFields returns the status of a service: retired where the directory says that it is over or rests. Who is active is
// just there, as all that a map says nothing of: an import must not undo what a table has validated; but who was retired by the
// directory's own word is declared again. That word stays where it says more.
func (m *making) statusFields(t *table, i int) []field {
	return []field{
		{Column{"status", t.headers[i]}, func(r row, n *node) string {
			switch word := wordOf(r.key(i)); {
			case isOver(word):
				return "retired"
			case word == "active" && m.isBack(n):
				return "declared"
			}
			return ""
		}},
		{Column{Name: "hsds_status"}, func(r row, n *node) string {
			if wordOf(r.key(i)) != "active" {
				return r.key(i)
			}
			if word, _ := m.before(n); word != "" && word != "active" {
				return r.key(i) // in the place of what it was
			}
			return ""
		}},
	}
}

// wordOf returns a status as it is compared.
func wordOf(status string) string { return strings.Join(strings.Fields(strings.ToLower(status)), " ") }

// added returns the columns that other tables add to one of nodes, in ascending order of their names.
func (m *making) added(t *table) []field {
	values := map[string]func(n *node) string{}
	for _, r := range t.rows {
		n := m.of(t, r)
		if n == nil {
			continue
		}
		if len(n.tags) > 0 {
			values["tags"] = func(n *node) string { return strings.Join(sorted(n.tags), "|") }
		}
		m.addedAreas(t, n, values)
		for name := range n.facts {
			values[name] = func(n *node) string { return strings.Join(sorted(n.facts[name]), "|") }
		}
		if len(n.homes) > 0 {
			m.addedHome(t, n, values)
		}
	}
	var out []field
	for _, name := range slices.Sorted(maps.Keys(values)) {
		out = append(out, field{Column{Name: name}, func(_ row, n *node) string { return values[name](n) }})
	}
	if t.part == Locations && t.column(nameHeaders()...) < 0 {
		out = append(out, field{Column{Name: "label"}, func(r row, n *node) string { return m.placeName(t, r, n) }})
	}
	return out
}

// addedAreas adds the area of a service, or all where it has several or the table has a column of that meaning itself.
func (m *making) addedAreas(t *table, n *node, values map[string]func(n *node) string) {
	if len(n.areas) == 0 {
		return
	}
	own := t.column("area", "zona", "quartiere") >= 0
	one := func(n *node) bool { return !own && len(sorted(n.areas)) == 1 }
	if one(n) {
		values["area"] = func(n *node) string {
			if !one(n) {
				return ""
			}
			return n.areas[0]
		}
		return
	}
	values["service_areas"] = func(n *node) string {
		if one(n) {
			return ""
		}
		return strings.Join(sorted(n.areas), "|")
	}
}

// addedHome adds the columns of a place's address, under another name where the table has one of that name already.
func (m *making) addedHome(t *table, n *node, values map[string]func(n *node) string) {
	home := n.homes[0]
	for _, i := range home.table.homes {
		header := home.table.folded[i]
		name := m.homes[header]
		if slices.Contains(t.folded, header) {
			name = "address_" + name
		}
		if values[name] != nil {
			continue
		}
		values[name] = func(n *node) string {
			if len(n.homes) == 0 {
				return ""
			}
			return n.homes[0].row.key(slices.Index(n.homes[0].table.folded, header))
		}
	}
}

// countRows counts what notes tell of the rows of a table: words of status, several areas, places without a name.
func (m *making) countRows(t *table) {
	status := -1
	if t.part == Services {
		status = t.column("status")
	}
	for _, r := range t.rows {
		n := m.of(t, r)
		if n == nil {
			continue
		}
		switch word := wordOf(r.key(status)); {
		case word != "" && word != "active":
			m.statuses[word]++
		case word == "active" && m.isBack(n):
			m.back = append(m.back, r.key(t.column(nameHeaders()...)))
		}
		if t.part == Services && len(sorted(n.areas)) > 1 {
			m.several++
		}
		if t.part == Locations && !n.named && m.placeName(t, r, n) != "" {
			m.renamed++
		}
	}
}
