package hsds

import (
	"slices"

	"trama/graph"
)

// node is what the tables say of an organization, a service, a place or a person beside its own row.
type node struct {
	id    string // on the map
	tags  []string
	areas []string
	facts map[string][]string // by attribute
	homes []address           // of a place

	table         *table // where it was told of first
	first         *row
	named         bool     // a row has a name
	others        []string // other names
	organizations []*node
	places        []*node // of a service
}

// parts returns the parts whose rows are nodes, in the order in which they are made.
func parts() []Part { return []Part{Organizations, Services, Locations, Contacts} }

// kindOf returns the kind of the nodes of a part.
func kindOf(part Part) string {
	return map[Part]string{Organizations: graph.Organization, Services: graph.Service, Locations: graph.Place, Contacts: graph.Person}[part]
}

// prefixOf returns what stands before the ids of a part where ids of different parts are the same.
func prefixOf(part Part) string {
	return map[Part]string{Organizations: "organization:", Services: "service:", Locations: "location:", Contacts: "contact:"}[part]
}

// findNodes finds all that have a row, and gives them the ids that they have on the map: those of their tables, with the
// part in front of all of them where one id stands in two parts; those that the network has already keep theirs (known.go).
func (m *making) findNodes() {
	for _, part := range parts() {
		m.nodes[part] = map[string]*node{}
		for _, t := range m.tables[part] {
			m.findRows(t)
		}
	}
	m.apart = m.idsMeet()
	for part, nodes := range m.nodes {
		for id, n := range nodes {
			n.id = m.idOf(part, id, n)
		}
	}
}

// findRows finds the nodes of a table. A row without an id is refused later, where ids are looked at.
func (m *making) findRows(t *table) {
	name, repeated := t.column(nameHeaders()...), 0
	for i := range t.rows {
		r := &t.rows[i]
		if t.part == Contacts && (r.key(name) == "" || r.key(t.id) == "") {
			r.out = true
			m.nameless++
			continue
		}
		key := r.key(t.id)
		if key == "" {
			continue
		}
		n := m.nodes[t.part][key]
		if n == nil {
			n = &node{table: t, first: r}
			m.nodes[t.part][key] = n
		} else if repeated++; !m.agrees(n, t, r) {
			r.out = true
		}
		n.named = n.named || r.key(name) != ""
		if other := r.key(t.column("alternate_name")); other != "" {
			n.others = append(n.others, other)
		}
	}
	m.repeat(t, repeated)
}

// agrees tells whether a row about a node that is known names the same others as the first; it is refused where it does not.
// What else it says is compared where values are.
func (m *making) agrees(n *node, t *table, r *row) bool {
	for _, ref := range references() {
		if ref.part != t.part {
			continue
		}
		column := t.column(ref.column)
		if a, b := n.first.key(n.table.column(ref.column)), r.key(column); a != b && a != "" && b != "" {
			m.o.Refused.Add(graph.Refusal{File: t.name, Line: r.line, Why: graph.NodeConflict(r.key(t.id), t.headers[column])})
			return false
		}
	}
	return true
}

// nameHeaders returns the headers under which a name stands.
func nameHeaders() []string { return []string{"name", "label", "nome"} }

// idsMeet tells whether an id stands in two parts.
func (m *making) idsMeet() bool {
	for i, part := range parts() {
		for id := range m.nodes[part] {
			if slices.ContainsFunc(parts()[i+1:], func(other Part) bool { return m.nodes[other][id] != nil }) {
				return true
			}
		}
	}
	return false
}

// mapped returns the id on the map of who has an id in a part, "" where nobody has it.
func (m *making) mapped(part Part, id string) string {
	if n := m.nodes[part][id]; n != nil {
		return n.id
	}
	return ""
}

// add gives a node a fact more.
func (n *node) add(name, value string) {
	if value == "" {
		return
	}
	if n.facts == nil {
		n.facts = map[string][]string{}
	}
	n.facts[name] = append(n.facts[name], value)
}

// sorted returns texts in ascending order, each once.
func sorted(texts []string) []string {
	out := slices.Clone(texts)
	slices.Sort(out)
	return slices.Compact(out)
}
