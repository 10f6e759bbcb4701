package csv

import (
	"slices"
	"strings"
	"unicode"

	"trama/graph"
)

// People's tables begin with a title, have headings of their own, or are something else. A table that is refused says what
// it may lack, as well as its first rows tell.

// notATable returns why a table is neither nodes nor edges, and what it may lack, by its first rows.
func notATable(first []heading, rows *rows) graph.Sentence {
	if rows.in.binary {
		return graph.Say(NotText, "this is no table of text", nil)
	}
	title := hasTitle(first)
	if title {
		first = first[slices.IndexFunc(first, func(h heading) bool { return h.filled > 1 }):]
	}
	headers := first[0].headers
	var names []string
	for _, h := range headers {
		if !h.empty && len(names) < 8 {
			names = append(names, h.own)
		}
	}
	values := graph.V{"columns": graph.Shown(strings.Join(names, ", "))}
	said := "a table of edges needs a source and a target column, one of nodes an id or a label; here are {columns}"
	if title {
		values["title"] = first[0].row.line
		said += ", in line {title} below what seems to be a title"
	}
	said += lack(first, values)
	return graph.Say(NotATable, said, values)
}

// hasTitle tells whether the first row has one cell alone, and one below has more.
func hasTitle(first []heading) bool {
	return first[0].filled == 1 && slices.ContainsFunc(first, func(h heading) bool { return h.filled > 1 })
}

// lack says what a table may lack, and puts the values of what it says.
func lack(first []heading, values graph.V) string {
	headers := first[0].headers
	if len(headers) == 1 && strings.ContainsAny(headers[0].own, ",;\t") {
		values["whole"] = true
		return ": each row stands in one cell, and must be parted into columns"
	}
	if line := headingLine(first[1:]); line > 0 {
		values["line"] = line
		return ": the headings seem to stand in line {line}, and what is above must go"
	}
	from, to := endsNamed(headers)
	others := slices.DeleteFunc(slices.Clone(headers), func(h header) bool { return h.own == from || h.own == to })
	if from != "" && nameSpoken(others) == "" {
		values["source"], values["target"] = graph.Shown(from), graph.Shown(to)
		return "; if {source} and {target} are the ends of a relation, call them source and target"
	}
	if headers[0].empty && first[0].filled > 1 {
		values["nameless"] = true
		return "; the first column has no heading: if the names stand in it, call it label"
	}
	sources, targets := endMeanings()
	if name := labelNamed(headers); name != "" && find(headers, sources.headers) < 0 && find(headers, targets.headers) < 0 {
		values["first"] = graph.Shown(name)
		return "; if the names stand under {first}, call that column label"
	}
	return ""
}

// filled returns how many cells hold something.
func filled(cells [][]byte) (count int) {
	for _, cell := range cells {
		if !blank(cell) {
			count++
		}
	}
	return count
}

// headingLine returns the line of the first row that would do as headings, 0 where there is none near.
func headingLine(below []heading) int {
	for _, h := range below {
		if h.means() {
			return h.row.line
		}
	}
	return 0
}

// endsNamed returns two headings that may be the ends of relations: the same words with 1 and 2 or A and B behind them, and no
// third, or two that are said of ends.
func endsNamed(headers []header) (from, to string) {
	for i, h := range headers {
		for _, pair := range [][2]string{{" 1", " 2"}, {" a", " b"}, {" i", " ii"}} {
			base, found := strings.CutSuffix(h.folded, pair[0])
			j := slices.IndexFunc(headers, func(other header) bool { return other.folded == base+pair[1] })
			if found && j > i && !slices.ContainsFunc(headers, func(other header) bool { return other.folded == base+" 3" || other.folded == base+" c" }) {
				return h.own, headers[j].own
			}
		}
		for _, pair := range [][2]string{{"partenza", "arrivo"}, {"mittente", "destinatario"}, {"inviante", "ricevente"}, {"chi", "con chi"}, {"sender", "receiver"}, {"start", "end"}, {"from name", "to name"}} {
			j := slices.IndexFunc(headers, func(other header) bool { return other.folded == pair[1] })
			if h.folded == pair[0] && j >= 0 {
				return h.own, headers[j].own
			}
		}
	}
	return "", ""
}

// labelNamed returns the heading under which the names may stand: one that speaks of names or of those who have them, else
// the first that is not known to be something else.
func labelNamed(headers []header) string {
	if len(headers) < 2 {
		return ""
	}
	if name := nameSpoken(headers); name != "" {
		return name
	}
	for _, h := range headers {
		if words := wordsOf(h.folded); len(words) > 0 && !saysElse(words) {
			return h.own
		}
	}
	return ""
}

// saysElse tells whether the words of a heading say something else of a node than what it is called, or name another one.
func saysElse(words []string) bool {
	others := []string{
		"n", "nr", "num", "numero", "data", "date", "timestamp", "informazioni", "email", "e", "mail", "telefono", "indirizzo", "codice", "cod", "fiscale", "tipo", "tipologia", "importo",
		"referente", "responsabile", "rappresentante", "presidente", "contatto", "gestore", "titolare", "padre", "madre", "appartenenza", "start", "end",
	}
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(others, w) })
}

// nameSpoken returns the heading that speaks of names or of those who have them, and of nothing else; "" where none does.
func nameSpoken(headers []header) string {
	for _, word := range []string{"nome", "chiama", "name", "denominazione", "sociale", "ente", "organizzazione", "associazione", "servizio", "soggetto", "organization", "organisation", "service"} {
		for _, h := range headers {
			words := wordsOf(h.folded)
			if slices.Contains(words, "cognome") {
				words = slices.DeleteFunc(words, func(w string) bool { return w == "e" })
			}
			if slices.Contains(words, word) && !saysElse(words) {
				return h.own
			}
		}
	}
	return ""
}

// labelMissing returns the note that a table has ids and names, and calls nodes by their ids.
func (t *table) labelMissing() (note graph.Sentence, missing bool) {
	if t.edges || labelColumn(t.headers) >= 0 {
		return note, false
	}
	name := nameSpoken(slices.DeleteFunc(slices.Clone(t.headers), func(h header) bool { return h.role != data }))
	if name == "" {
		return note, false
	}
	return graph.Say("label_missing", "{file}: the nodes are called by their ids; if the names stand under {column}, call that column label", graph.V{"file": t.name, "column": graph.Shown(name)}), true
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
}

// sideBySide tells whether two tables seem to stand side by side: a column without heading is between them, and behind it are headings
// that would do by themselves, of names or of the ends of relations.
func sideBySide(headers []header) bool {
	gaps := 0
	for i := 1; i+1 < len(headers) && gaps < mostGaps; i++ {
		if !headers[i].empty || headers[i+1].empty {
			continue
		}
		if gaps++; standAlone(headers[:i]) && standAlone(headers[i+1:]) {
			return true
		}
	}
	return false
}

// mostGaps is how many columns without heading are looked at: each looks at all headings, and a hostile table has thousands.
const mostGaps = 8

// standAlone tells whether some of a table's headings would do as those of a table.
func standAlone(of []header) bool {
	headers := slices.Clone(of)
	for i := range headers {
		headers[i].role = data
	}
	at, _ := rowKind(headers)
	return len(headers) > 1 && (at >= 0 || heading{headers: headers}.means())
}

// isPivot tells whether a table sums others up, as spreadsheets make them.
func isPivot(headers []header) bool {
	return slices.ContainsFunc(headers, func(h header) bool {
		return slices.Contains([]string{"etichette di riga", "totale complessivo", "totale risultato", "row labels", "grand total", "total result"}, h.folded)
	})
}
