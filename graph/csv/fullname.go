package csv

import (
	"slices"

	"trama/graph"
)

// Lists of people have first names in one column and surnames in another; a person is called by both.

// fullName are the two columns of a name, which is read in the place of the first one.
type fullName struct{ first, surname int }

func firstNames() []string { return []string{"nome", "name", "first name", "given name"} }

func surnames() []string { return []string{"cognome", "surname", "last name", "family name"} }

// IsSurname tells whether a heading is that of surnames.
func IsSurname(heading string) bool { return slices.Contains(surnames(), foldedHeader(heading)) }

// fullNames returns the columns of the names of people, nil where names stand in one column. The two stand side by side: what is called
// by a name, with the surname of somebody further on, is no person.
func fullNames(headers []header) *fullName {
	surname, label := find(headers, surnames()), find(headers, labelMeaning().headers)
	if label < 0 {
		label = find(headers, firstNames())
	}
	if surname < 0 || label < 0 || surname-label != 1 && label-surname != 1 || !slices.Contains(firstNames(), headers[label].folded) {
		return nil
	}
	return &fullName{label, surname}
}

// endNames returns the columns of the names of both ends of relations, as “Da nome” and “Da cognome”; none where there are
// not those of both.
func endNames(headers []header) []fullName {
	from, to := endMeanings()
	var out []fullName
	for _, words := range [][]string{from.headers, to.headers} {
		for _, word := range words {
			first, surname := withWord(headers, firstNames(), word), withWord(headers, surnames(), word)
			if first >= 0 && surname >= 0 {
				out = append(out, fullName{first, surname})
				break
			}
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// withWord returns the column whose heading is one of some with a word before or behind it.
func withWord(headers []header, names []string, word string) int {
	var all []string
	for _, name := range names {
		all = append(all, name+" "+word, word+" "+name, word+" ("+name+")", name+" ("+word+")")
	}
	return find(headers, all)
}

// takeNames makes the parts of names one, where a table has them in two columns, and says so.
func (t *table) takeNames(rows *rows) {
	if !t.edges {
		if ends := endNames(t.headers); ends != nil && find(t.headers, labelMeaning().headers) < 0 {
			t.headers[ends[0].first].role, t.headers[ends[1].first].role = source, target
			t.edges, rows.names = true, ends
		} else if name := fullNames(t.headers); name != nil && t.ofAnother(*name) {
			t.r.note("person_beside", "{file}: {column} and {surname} are taken for a person who belongs to what the row is about, and are data", graph.V{"file": t.name, "column": t.headers[name.first].own, "surname": t.headers[name.surname].own})
		} else if name != nil {
			if !slices.Contains(labelMeaning().headers, t.headers[name.first].folded) {
				t.headers[name.first].role, t.headers[name.first].name = meant, "label"
			}
			rows.names = []fullName{*name}
		}
	}
	for _, n := range rows.names {
		t.r.note("full_names", "{file}: names are put together of the columns {column} and {surname}", graph.V{"file": t.name, "column": t.headers[n.first].own, "surname": t.headers[n.surname].own})
	}
}

// ofAnother tells whether a first name is not what the row is called, since another column has a heading for that; it is data then.
func (t *table) ofAnother(n fullName) bool {
	others := slices.DeleteFunc(labelMeaning().headers, func(h string) bool { return slices.Contains(firstNames(), h) })
	if find(t.headers, others) < 0 {
		return false
	}
	t.headers[n.first].folded = "first name"
	return true
}

// join puts a surname behind the first name; a row too short gets the cell.
func (n fullName) join(cells [][]byte) [][]byte {
	if n.surname >= len(cells) {
		return cells
	}
	for len(cells) <= n.first {
		cells = append(cells, nil)
	}
	first, surname := trimmed(cells[n.first]), trimmed(cells[n.surname])
	switch {
	case len(surname) == 0:
	case len(first) == 0:
		cells[n.first] = surname
	default:
		cells[n.first] = slices.Concat(first, []byte{' '}, surname)
	}
	return cells
}
