package csv

import (
	"slices"
	"strings"

	"trama/graph"
)

// Lists of people have first names in one column and surnames in another; a person is called by both.

// fullName are the two columns of a name, which is read in the place of the first one, and the one of the kind, -1 where there is none:
// what is no person is called by the first alone.
type fullName struct{ first, surname, kind int }

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
	if surname < 0 || label < 0 || !slices.Contains(firstNames(), headers[label].folded) || !areNextTo(headers, label, surname) {
		return nil
	}
	return &fullName{label, surname, find(headers, kindHeaders())}
}

// areNextTo tells whether two columns stand side by side, or with a second name alone between them.
func areNextTo(headers []header, i, j int) bool {
	for _, h := range headers[min(i, j)+1 : max(i, j)] {
		if !slices.Contains([]string{"secondo nome", "middle name"}, h.folded) {
			return false
		}
	}
	return true
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
				out = append(out, fullName{first, surname, -1})
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
		} else if first, surname := find(t.headers, firstNames()), find(t.headers, surnames()); first >= 0 && surname >= 0 && first == find(t.headers, labelMeaning().headers) {
			t.r.note("surname_apart", "{file}: the nodes are called as {column} says, and {surname} is data: let the two stand side by side if they are the name of a person", graph.V{"file": t.name, "column": t.headers[first].own, "surname": t.headers[surname].own})
		}
	}
	for _, n := range rows.names {
		values := graph.V{"file": t.name, "column": t.headers[n.first].own, "surname": t.headers[n.surname].own}
		said := "{file}: names are put together of the columns {column} and {surname}"
		if name := n.example(rows.look()); name != "" {
			values["name"] = graph.Shown(name)
			said += ", as “{name}”"
		}
		t.r.note("full_names", said, values)
	}
}

// example returns the name in a row, "" where it has none of two parts.
func (n fullName) example(cells [][]byte) string {
	if max(n.first, n.surname) >= len(cells) || blank(cells[n.first]) || blank(cells[n.surname]) || n.isOfAnother(cells) {
		return ""
	}
	return string(n.join(slices.Clone(cells))[n.first])
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

// join puts a surname behind the first name; a row too short gets the cell. What is no person keeps its name, and so does who has the
// surname in it already.
func (n fullName) join(cells [][]byte) [][]byte {
	if n.surname >= len(cells) || n.isOfAnother(cells) {
		return cells
	}
	for len(cells) <= n.first {
		cells = append(cells, nil)
	}
	first, surname := trimmed(cells[n.first]), trimmed(cells[n.surname])
	switch {
	case len(surname) == 0, holdsSurname(first, surname):
	case len(first) == 0:
		cells[n.first] = surname
	default:
		cells[n.first] = slices.Concat(first, []byte{' '}, surname)
	}
	return cells
}

// isOfAnother tells whether a row says that it is about something that is no person, by its kind or else by its name.
func (n fullName) isOfAnother(cells [][]byte) bool {
	if n.kind >= 0 && n.kind < len(cells) {
		if kind, known := graph.FindKind(graph.KindNamed(string(trimmed(cells[n.kind])))); known {
			return kind.ID != graph.Person
		}
	}
	return n.first < len(cells) && isOfOrganization(string(cells[n.first]))
}

// isOfOrganization tells whether a name of several words has one that organisations have in theirs, and people do not.
func isOfOrganization(name string) bool {
	words := wordsOf(strings.ToLower(name))
	return len(words) > 1 && slices.ContainsFunc(words, func(word string) bool {
		return slices.Contains([]string{
			"associazione", "cooperativa", "coop", "fondazione", "comitato", "circolo", "gruppo", "centro", "pro", "comune", "parrocchia", "scuola", "istituto",
			"odv", "aps", "onlus", "ets", "asd", "consorzio", "croce", "unione", "caritas", "biblioteca", "ufficio", "ente", "association", "foundation", "cooperative", "school",
		}, word)
	})
}

// holdsSurname tells whether a name of several words has a surname in front or behind, or is it.
func holdsSurname(name, surname []byte) bool {
	all, part := strings.Fields(strings.ToLower(string(name))), strings.Fields(strings.ToLower(string(surname)))
	n := len(part)
	return len(all) > 1 && n > 0 && n <= len(all) && (slices.Equal(all[:n], part) || slices.Equal(all[len(all)-n:], part))
}
