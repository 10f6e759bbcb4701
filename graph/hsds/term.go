package hsds

import (
	"cmp"
	"slices"
	"strings"

	"trama/graph"
)

// vocabulary is the terms of a taxonomy.
type vocabulary struct {
	labels []string
	used   []bool
	by     map[string]map[string]int // the term with a key, by the column of the keys
}

// termKeys are the columns that may name a term. Which of them a column means, its name does not tell: a parent_id names the
// id of the term above in some directories, and its taxonomy_id in others, where the wrong one finds wrong terms unnoticed.
func termKeys() []string { return []string{"id", "taxonomy_id", "code"} }

// vocabulary reads the tables of terms. A column in which two terms have the same value names none.
func (m *making) vocabulary() *vocabulary {
	v := &vocabulary{by: map[string]map[string]int{}}
	for _, key := range termKeys() {
		v.by[key] = map[string]int{}
	}
	for _, t := range m.tables[Terms] {
		name, repeated := t.column("name", "term"), 0
		m.became(t, name, "tags")
		if id, name := t.names("parent_id"), t.names("parent_name"); id || name {
			m.above = append(m.above, t.name)
		}
		for _, r := range t.rows {
			keys := map[string]string{}
			for _, key := range termKeys() {
				keys[key] = r.key(t.column(key))
			}
			if !v.add(r.key(name), keys) {
				repeated++
			}
		}
		m.repeat(t, repeated)
	}
	for _, t := range m.tables[Terms] {
		if above := t.column("parent_id"); above >= 0 {
			m.sayKey(v.naming(t, above))
		}
	}
	return v
}

// add adds a term under its keys; isNew is false for one that was told of before, with the same id and label.
func (v *vocabulary) add(label string, keys map[string]string) (isNew bool) {
	for _, key := range termKeys() {
		if label == "" {
			label = keys[key]
		}
	}
	at, known := v.by["id"][keys["id"]]
	if isNew = !known || v.labels[at] != label; isNew {
		at = len(v.labels)
		v.labels, v.used = append(v.labels, label), append(v.used, false)
	}
	for _, key := range termKeys() {
		if keys[key] == "" || v.by[key] == nil {
			continue
		}
		if other, taken := v.by[key][keys[key]]; taken && other != at {
			v.by[key] = nil
			continue
		}
		v.by[key][keys[key]] = at
	}
	return isNew
}

// naming is a column that names terms: by which of the terms' own columns, and all that it names.
type naming struct {
	table  *table
	column int
	key    string
	refs   map[string]bool
}

// naming finds out by which of their columns a column names terms: by that in which most of them are found; of equals by
// taxonomy_id where the column is called so, then by the first.
func (v *vocabulary) naming(t *table, column int) naming {
	n := naming{table: t, column: column, refs: map[string]bool{}}
	for _, r := range t.rows {
		for _, ref := range r.items(column) {
			n.refs[ref] = true
		}
	}
	keys := termKeys()
	if t.folded[column] == "taxonomy_ids" {
		keys = []string{"taxonomy_id", "id", "code"}
	}
	most := -1
	for _, key := range keys {
		found := 0
		for ref := range n.refs {
			if _, is := v.by[key][ref]; is {
				found++
			}
		}
		if found > most {
			n.key, most = key, found
		}
	}
	return n
}

// term returns the label of a term, and notes that it is used.
func (v *vocabulary) term(key, ref string) (label string, is bool) {
	at, is := v.by[key][ref]
	if !is {
		return "", false
	}
	v.used[at] = true
	return v.labels[at], true
}

// tag makes tags of terms and programs.
func (m *making) tag() {
	v := m.vocabulary()
	for _, part := range parts() {
		for _, t := range m.tables[part] {
			m.tagRows(t, v)
			m.tagOwn(t)
		}
	}
	for _, t := range m.tables[Attributes] {
		m.tagLinks(t, v)
	}
	m.tagPrograms()
	for _, used := range v.used {
		if !used {
			m.unused++
		}
	}
	m.terms = len(v.labels)
}

// tagRows gives nodes the terms that a column of their own table names.
func (m *making) tagRows(t *table, v *vocabulary) {
	column := t.column("taxonomy_ids", "taxonomy_term_ids", "taxonomy_term_id", "taxonomy_id")
	if column < 0 {
		return
	}
	named := v.naming(t, column)
	m.sayKey(named)
	for _, r := range t.rows {
		n := m.of(t, r)
		for _, ref := range r.items(column) {
			if label, is := v.term(named.key, ref); !is {
				m.dangle(t, column, ref)
			} else if n != nil {
				n.tags = append(n.tags, label)
			}
		}
	}
	m.becameSome(t, column, "tags")
	m.keep(t, column, func(r row) string {
		return strings.Join(slices.DeleteFunc(r.items(column), func(ref string) bool { _, is := v.by[named.key][ref]; return is }), ", ")
	})
}

// tagOwn gives nodes the tags that their own table has already, as any table may.
func (m *making) tagOwn(t *table) {
	column := t.column("tags", "etichette")
	if column < 0 {
		return
	}
	for _, r := range t.rows {
		if n := m.of(t, r); n != nil {
			n.tags = append(n.tags, strings.Split(r.cell(column), "|")...)
		}
	}
}

// tagLinks gives nodes the terms that a table between both gives them.
func (m *making) tagLinks(t *table, v *vocabulary) {
	term, link, entity := t.column("taxonomy_term_id", "taxonomy_id"), t.column("link_id", "service_id"), t.column("link_entity", "link_type")
	if term < 0 || link < 0 {
		return
	}
	named := v.naming(t, term)
	m.sayKey(named)
	seen, repeated := map[[3]string]bool{}, 0
	for _, r := range t.rows {
		of, id, ref := r.key(entity), r.key(link), r.key(term)
		if seen[[3]string{of, id, ref}] {
			repeated++
			continue
		}
		seen[[3]string{of, id, ref}] = true
		n := m.linked(of, id)
		label, is := v.term(named.key, ref)
		switch {
		case n == nil:
			m.miss(t, link, id)
		case !is && ref != "":
			m.dangle(t, term, ref)
		case n != nil && is:
			n.tags = append(n.tags, label)
		}
	}
	m.becameSome(t, term, "tags")
	m.repeat(t, repeated)
}

// linked returns the node that a link names, of the part that it says or, where it says none that there is, of the services
// first.
func (m *making) linked(entity, id string) *node {
	part, known := catalogue[folded(entity)]
	switch {
	case known && part == AtLocations:
		return m.nodes[Services][m.atLocation[id]]
	case known:
		return m.nodes[part][id]
	}
	for _, part := range []Part{Services, Organizations, Locations} {
		if n := m.nodes[part][id]; n != nil {
			return n
		}
	}
	return nil
}

// program is a program while it is looked for who bears its name.
type program struct {
	label string
	borne bool
}

// tagPrograms gives services the names of their programs, and organizations those of their own.
func (m *making) tagPrograms() {
	programs := map[string]*program{}
	for _, t := range m.tables[Programs] {
		name, owner := t.column("name", "alternate_name"), t.column("organization_id")
		m.became(t, name, "tags")
		for _, r := range t.rows {
			p, label := programs[r.key(t.id)], cmp.Or(r.key(name), r.key(t.id))
			switch {
			case p == nil:
				p = &program{label: label}
				programs[r.key(t.id)] = p
			case p.label != label:
				m.o.Refused.Add(graph.Refusal{File: t.name, Line: r.line, Why: graph.NodeConflict(r.key(t.id), t.own(name))})
				continue
			}
			n := m.nodes[Organizations][r.key(owner)]
			switch {
			case n != nil:
				p.bear(n)
			case r.key(owner) != "":
				m.dangle(t, owner, r.key(owner))
			}
		}
	}
	for _, t := range m.tables[Services] {
		m.tagProgram(t, programs)
	}
	for _, p := range programs {
		if !p.borne {
			m.unborne++
		}
	}
}

func (p *program) bear(n *node) {
	n.tags, p.borne = append(n.tags, p.label), true
}

func (m *making) tagProgram(t *table, programs map[string]*program) {
	column := t.column("program_id")
	if column < 0 {
		return
	}
	for _, r := range t.rows {
		ref := r.key(column)
		n, p := m.of(t, r), programs[ref]
		switch {
		case ref == "":
		case p == nil:
			m.dangle(t, column, ref)
		case n != nil:
			p.bear(n)
		}
	}
	m.becameSome(t, column, "tags")
	m.keep(t, column, func(r row) string {
		if programs[r.key(column)] != nil {
			return ""
		}
		return r.key(column)
	})
}

// of returns the node that a row of a table of nodes tells of, nil where it has none.
func (m *making) of(t *table, r row) *node {
	if r.out {
		return nil
	}
	return m.nodes[t.part][r.key(t.id)]
}

// sayKey says by which of several columns terms were found, where it could have been another.
func (m *making) sayKey(n naming) {
	others := 0
	for _, terms := range m.tables[Terms] {
		for _, key := range termKeys() {
			if slices.Contains(terms.folded, key) && key != n.key {
				others++
			}
		}
	}
	if others > 0 && len(n.refs) > 0 {
		m.keys = append(m.keys, graph.Say("hsds_term_key", "{file}: {column} names terms by their {key}", graph.V{"file": n.table.name, "column": n.table.headers[n.column], "key": n.key}))
	}
}
