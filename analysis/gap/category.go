package gap

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trama/analysis/internal/view"
	"trama/graph"
)

// What two nodes have in common is learned from, and said to people as a reason. So it is only what people recognise as
// a meaning that two can share; docs/methods.md, What counts as common, has the rules in words.

// apart tells whether a word in the name of a column says that it holds no such meaning: what a node is called, how it is
// reached, what was noted of it, when, and what is nobody's business.
func apart(word string) bool {
	return slices.Contains([]string{
		"label", "name", "names", "nome", "nomi", "cognome", "surname", "denominazione", "etichetta", "title", "titolo",
		"description", "descrizione", "note", "notes", "nota", "annotazioni", "appunti", "commento", "commenti", "comment", "comments", "osservazioni", "remarks",
		"tel", "telefono", "telefoni", "phone", "phones", "telephone", "cell", "cellulare", "mobile", "fax", "mail", "email", "emails", "pec",
		"url", "urls", "uri", "link", "links", "sito", "web", "website", "homepage", "facebook", "instagram", "social", "whatsapp",
		"address", "addresses", "indirizzo", "indirizzi", "street", "civico", "recapito", "recapiti", "contact", "contacts", "contatto", "contatti",
		"id", "ids", "uuid", "guid", "iban", "fiscale", "piva", "vat", "tax", "password", "foto", "photo", "image", "immagine",
		"date", "data", "birth", "nascita", "since", "until", "created", "updated", "timestamp", "lat", "lon", "lng", "latitudine", "longitudine",
		"ethnicity", "ethnic", "etnia", "race", "razza", "religion", "religione", "faith", "fede", "partito", "party", "sindacato", "union",
		"diagnosis", "diagnosi", "disease", "malattia", "patologia", "disability", "disabilita", "disabilità", "isee", "reddito", "income",
		"sex", "sesso", "gender", "genere", "perche", "perché", "why", "motivo", "motivi", "reason", "reasons",
	}, word)
}

// reserved tells whether the whole name of a column says so: what Trama keeps for itself, in its own and other words.
func reserved(name string) bool {
	return slices.Contains([]string{
		"source", "fonte", "status", "stato", "role", "ruolo", "circle", "cerchio", "dal", "al", "code", "codice", "key", "cf", "p iva",
	}, name)
}

// telling tells whether a column may hold a meaning that two can share, by its name.
func telling(name string) bool {
	words := wordsOf(name)
	return !slices.ContainsFunc(words, apart) && !reserved(strings.Join(words, " "))
}

// wordsOf returns the words of a column's name in lower case: HomePhone, home_phone and "home phone 2" have home and phone.
func wordsOf(name string) []string {
	var b strings.Builder
	before := ' '
	for _, r := range name {
		if !unicode.IsLetter(r) {
			r = ' '
		}
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		before = r
	}
	return strings.Fields(b.String())
}

// meant tells whether an attribute has a meaning of its own that two can share, whatever its values look like.
func meant(name string) bool {
	return slices.Contains([]string{"area", "sector", "tags", "lines"}, name)
}

// How many nodes a value of a column has on average where its values are groups, not facts about each; numbers are more
// often measures.
const (
	nodesPerText   = 2
	nodesPerNumber = 4
)

// categorical tells whether a column of a view groups its nodes: few distinct values for those that have one, and, where they
// are numbers, no years. Lists group always.
func categorical(v *view.View, column *graph.Column) bool {
	if meant(column.Name()) {
		return true
	}
	distinct, nodes, numbers, years := map[string]bool{}, 0, 0, 0
	for u := range v.N() {
		value, _ := column.At(v.Position(u))
		if value.Type() == graph.List {
			return true
		}
		text := value.String()
		if !shareable(column.Name(), text) {
			continue
		}
		distinct[text] = true
		nodes++
		if n, err := strconv.Atoi(text); err == nil {
			numbers++
			years += oneIf(1800 <= n && n <= 2100)
		}
	}
	if 2*numbers > nodes {
		return nodes >= nodesPerNumber*len(distinct) && 2*years <= nodes
	}
	return nodes >= nodesPerText*len(distinct)
}

func oneIf(is bool) int {
	if is {
		return 1
	}
	return 0
}

// Beyond so many runes or words a value is a text to read, not the name of a group.
const (
	runesMost = 60
	wordsMost = 8
)

// shareable tells whether a value can be had in common: it says something, and, where the attribute has no meaning of its
// own, it is the name of a group, not a way to reach somebody or a text about one.
func shareable(attribute, value string) bool {
	value = strings.TrimSpace(value)
	if silent(strings.ToLower(value)) || !strings.ContainsFunc(value, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return false
	}
	if meant(attribute) {
		return true
	}
	words := strings.Fields(value)
	return utf8.RuneCountInString(value) <= runesMost && len(words) <= wordsMost && !strings.ContainsAny(value, "\n\r") &&
		!reaches(strings.ToLower(value)) && !isStreet(words)
}

// silent tells whether a value in lower case says that there is none, only that it is another than those listed, or what the row above
// says.
func silent(value string) bool {
	return slices.Contains([]string{
		"na", "n/a", "n.a.", "nd", "n.d.", "n/d", "null", "none", "nan", "nil", "unknown", "not known", "sconosciuto", "sconosciuta", "ignoto", "non so",
		"non noto", "da definire", "tbd", "nessuno", "nessuna", "other", "others", "altro", "altra", "altri", "altre", "varie", "vari", "misc",
		"come sopra", "c.s.", "c. s.", "idem", "id.", "vedi sopra", "v. sopra", "ditto", "as above", "same as above", "see above",
	}, value)
}

// reaches tells whether a value in lower case is a way to reach somebody: an address of the web or of mail, or a number of
// six digits or more with fewer letters.
func reaches(value string) bool {
	if strings.Contains(value, "://") || strings.HasPrefix(value, "www.") || strings.Contains(value, "@") {
		return true
	}
	digits, letters := 0, 0
	for _, r := range value {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits >= 6 && digits > letters
}

// isStreet tells whether a value is an address on the ground: it begins as a street does and has a number.
func isStreet(words []string) bool {
	streets := []string{"via", "v.", "viale", "v.le", "piazza", "p.zza", "piazzale", "p.le", "corso", "c.so", "largo", "vicolo", "strada", "contrada", "lungomare"}
	return slices.Contains(streets, strings.ToLower(words[0])) && strings.ContainsFunc(strings.Join(words, ""), unicode.IsDigit)
}

// mostShare is the share of the nodes above which a value that is shared tells nobody apart.
const mostShare = .5

// worthSaying tells whether a value that two share is a reason to people: it does not say no, and not most have it.
func worthSaying(value string, having, nodes int) bool {
	no := []string{"false", "no", "n", "0", "falso", "non"}
	return !slices.Contains(no, strings.ToLower(strings.TrimSpace(value))) && float64(having) <= mostShare*float64(nodes)
}
