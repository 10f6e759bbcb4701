package locale

import (
	"slices"
	"strings"

	"trama/graph"
)

// Kind returns the name of a kind as people say it, in the singular; one that the catalogue does not know stays as it
// was read, and none is said to be none.
func (l *Locale) Kind(kind string) string {
	if kind == "" {
		return l.Say("word.no_kind", nil)
	}
	entry, ok := graph.FindKind(kind)
	switch {
	case !ok:
		return kind
	case l.lang == "it":
		return entry.Italian
	}
	return entry.English
}

// Type returns a relation type as it reads between two names: "collabora con".
func (l *Locale) Type(typ string) string {
	if typ == "" {
		return l.Say("word.no_type", nil)
	}
	entry, ok := graph.FindType(typ)
	switch {
	case !ok:
		return l.Name("type", typ) // what no relation is, as a commitment that is proposed
	case l.lang == "it":
		return entry.Italian
	}
	return entry.English
}

// Kinds returns a count of nodes of a kind: "3 servizi". A kind that the catalogue does not know stands behind the
// number as it was read.
func (l *Locale) Kinds(kind string, n int) string {
	if kind == "" {
		return l.Count("no_kind", float64(n))
	}
	if _, known := graph.FindKind(kind); known {
		return l.Count(kind, float64(n))
	}
	return l.Number(n) + " " + kind
}

// Name returns the name of an entry of a small list of ours, as "family" "reconnect" or "sector" "third_sector"; one
// that the list does not know stays as it is.
func (l *Locale) Name(list, entry string) string {
	if text, ok := l.message(list+"."+entry, nil); ok {
		return text
	}
	return entry
}

// Entry returns the entry of a small list of ours that a word names in any of the languages, or by itself; case, spaces
// and "_" are alike. A word that names none is returned as it is. The command line and the API both read words here, so
// that what one of them takes the other takes too.
func Entry(list, word string) string {
	named := folded(word)
	for _, entry := range entriesOf(list) {
		if folded(entry) == named {
			return entry
		}
		for _, lang := range Languages() {
			if folded(New(lang).Name(list, entry)) == named {
				return entry
			}
		}
	}
	return word
}

// Entries returns the entries of a small list that words name in any language, each with the "!" that it has.
func Entries(list string, words []string) []string {
	var out []string
	for _, word := range words {
		name, excluded := strings.CutPrefix(word, "!")
		if name = Entry(list, name); excluded {
			name = "!" + name
		}
		out = append(out, name)
	}
	return out
}

// entriesOf returns the entries that a list has in the catalogue, in order of name.
func entriesOf(list string) []string {
	var out []string
	for id := range New("").messages {
		if entry, of := strings.CutPrefix(id, list+"."); of && entry != "" && !strings.Contains(entry, ".") {
			out = append(out, entry)
		}
	}
	slices.Sort(out)
	return out
}

// folded returns a word as it is compared.
func folded(word string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(word)), "_", " ")
}

// Attribute returns the name of an attribute as people say it; one that is not ours stays as it was read.
func (l *Locale) Attribute(name string) (said string, ours bool) {
	for _, list := range []string{"attribute", "known"} {
		if l.Has(list + "." + name) {
			return l.Name(list, name), true
		}
	}
	return name, false
}

// Relation returns a relation as a sentence: "Caritas collabora con Emporio".
func (l *Locale) Relation(a, typ, b string) string {
	return l.Say("card.relation", graph.V{"a": a, "type": typ, "b": b})
}

// Relations begins the sentence that all relations of a type at a node end: "Mani Vicine collabora con"; of those that
// come from the other end "Chi coordina Mani Vicine".
func (l *Locale) Relations(typ, name string, in bool) string {
	list := "relation_out"
	if in {
		list = "relation_in"
	}
	id, values := list+"."+typ, graph.V{"name": name, "type": typ}
	switch {
	case typ == "":
		return l.Say(list+".none", values)
	case !l.Has(id):
		return l.Say(list+".other", values)
	}
	return l.Say(id, values)
}

// Sector returns what a sector of the table is called where sectors and actors stand side by side: "the health sector", but "the
// third sector".
func (l *Locale) Sector(sector string) string {
	if own := "called." + sector; l.Has(own) {
		return l.Say(own, nil)
	}
	return l.Say("told.sector", graph.V{"sector": sector})
}

// Side returns one side of an expectation: a sector of the table says that it is one.
func (l *Locale) Side(label string) string {
	if sector, of := strings.CutPrefix(label, "sector:"); of {
		return l.Sector(sector)
	}
	return label
}

// Measure returns the name of a figure, and a sentence that says what it means, with its value put in. Figures have the
// names of the JSON documents.
func (l *Locale) Measure(name string, value any) (label, meaning string) {
	values := graph.V{"value": value}
	if _, ok := number(value); !ok {
		values["value"] = "–"
	}
	meaning, _ = l.message("meaning."+name, values)
	return l.Name("measure", name), meaning
}

// Operation returns what a commit did, as its message says it: a command's name, "import: FILES", "join: IDS" or "undo N" in the
// words of the language, what somebody wrote as it is.
func (l *Locale) Operation(message string) string {
	command, rest, _ := strings.Cut(message, " ")
	if a, b, joins := (graph.Commit{Message: message}).Joins(); joins {
		rest = l.List([]string{a, b})
	}
	name := strings.TrimSuffix(command, ":")
	number := strings.Trim(rest, "0123456789") == ""
	if !l.messages["operation."+name] || command == name && rest != "" && !(name == "undo" && number) {
		return message
	}
	return strings.TrimSpace(l.Say("operation."+name, nil) + command[len(name):] + " " + rest)
}
