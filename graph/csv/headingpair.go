package csv

import (
	"slices"
	"strings"
	"unicode"

	"trama/graph"
)

// Headings may stand in two rows: “Contacts” over “Telephone” and “E-mail”, beside “Name”, which goes over both rows. The second
// row is no node then: it has no name of its own.

// groups returns of each column the column in which its group of columns has a heading, -1 where it is in none: one with empty
// headings behind it.
func (h heading) groups() []int {
	out := make([]int, len(h.headers))
	for i := range h.headers {
		out[i] = -1
		switch {
		case !h.headers[i].empty && i+1 < len(h.headers) && h.headers[i+1].empty:
			out[i] = i
		case h.headers[i].empty && i > 0:
			out[i] = out[i-1]
		}
	}
	return out
}

// isOver tells whether the row is the first of two with the headings: below each of its groups stand words only, and below all
// others nothing, or the same, where cells are merged. What names a node, or the end of a relation, is in no group, unless of the
// parts of names.
func (h heading) isOver(below [][]byte) bool {
	h.widen(len(below))
	groups, any := h.groups(), false
	for i, own := range h.headers[:h.width(below)] {
		text := cellText(below, i)
		switch {
		case groups[i] < 0 && text != "" && foldedHeader(text) != own.folded,
			groups[i] >= 0 && !strings.ContainsFunc(text, unicode.IsLetter),
			groups[i] >= 0 && isNaming(h.headers[groups[i]].folded) && !isNamePart(text):
			return false
		}
		any = any || groups[i] >= 0
	}
	return any
}

// widen adds empty headings up to a number of columns.
func (h *heading) widen(columns int) {
	h.headers = slices.Clone(h.headers)
	for len(h.headers) < columns {
		h.headers = append(h.headers, header{empty: true})
	}
}

// width returns how many columns hold something in one of the two rows.
func (h heading) width(below [][]byte) int {
	n := len(h.headers)
	for n > 0 && h.headers[n-1].empty && cellText(below, n-1) == "" {
		n--
	}
	return n
}

func cellText(cells [][]byte, i int) string {
	if i >= len(cells) {
		return ""
	}
	return string(trimmed(cells[i]))
}

// isNaming tells whether a heading is one of an id, a label or the end of a relation.
func isNaming(folded string) bool {
	from, to := endMeanings()
	return slices.Contains(slices.Concat(idMeaning().headers, labelMeaning().headers, from.headers, to.headers), folded)
}

func isNamePart(heading string) bool {
	return IsSurname(heading) || slices.Contains(firstNames(), foldedHeader(heading))
}

// over returns the headings of two rows as one: of a group what stands below, with the group before it where that is there twice, or
// would name the node.
func (h heading) over(below heading) heading {
	h.widen(len(below.headers))
	below.widen(len(h.headers))
	times := map[string]int{}
	for _, b := range below.headers {
		times[b.folded]++
	}
	cells := make([][]byte, len(h.headers))
	for i, group := range h.groups() {
		switch lower := below.headers[i]; {
		case group < 0:
			cells[i] = []byte(h.headers[i].written())
		case times[lower.folded] > 1 || isNaming(lower.folded):
			cells[i] = []byte(h.headers[group].own + " " + lower.own)
		default:
			cells[i] = []byte(lower.own)
		}
	}
	below.headers, below.kind, below.names = readHeaders(cells), h.kind, h.names
	return below
}

// written returns what stands in the heading, "" where it is empty.
func (h header) written() string {
	if h.empty {
		return ""
	}
	return h.own
}

// below returns the headings with those that are empty taken from the row right above, where that has groups of columns.
func (h heading) below(above heading) heading {
	if above.filled < 2 || above.separator != h.separator {
		return h
	}
	h.widen(len(above.headers))
	cells := make([][]byte, len(h.headers))
	for i, own := range h.headers {
		if own.empty && i < len(above.headers) {
			own = above.headers[i]
		}
		cells[i] = []byte(own.written())
	}
	h.headers = readHeaders(cells)
	return h
}

// pairHeadings returns the headings of a table whose first rows were read, the last of them with headings: those of the next row
// or of the one above may belong to them.
func (t *table) pairHeadings(first []heading, rows *rows) (heading, error) {
	h := first[len(first)-1]
	gaps := slices.ContainsFunc(h.headers, func(own header) bool { return own.empty })
	if gaps && len(first) > 1 {
		h = h.below(first[len(first)-2])
	}
	if h.matrix || !h.means() && h.kind == "" || !gaps && rows.sheet == nil || !h.isOver(rows.look()) { // a sheet ends its rows where they hold nothing more
		return h, nil
	}
	if ok, err := rows.next(); !ok || err != nil {
		return h, err
	}
	upper := h.row.line
	h = h.over(rows.heading())
	var names []string
	for _, own := range h.headers {
		names = append(names, own.own)
	}
	t.r.note("headings_in_two_rows", "{file}: the headings stand in the lines {line} and {next}, and are read as {names}", graph.V{"file": t.name, "line": upper, "next": h.row.line, "names": graph.Shown(strings.Join(names, ", "))})
	return h, nil
}
