package neo4j

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"trama/graph"
)

// maxName bounds the names that become labels, relationship types and property names: the server has few of the first
// two and keeps each for ever, and refuses long ones of the third.
const maxName = 100

// labels returns the labels that a node of the kind has beside Trama, quoted for Cypher: `:Actor:Person`. A foreign kind
// becomes one label in camel case; a kind without a letter or a digit, or too long, has none.
func labels(kind string) string {
	var out string
	if graph.IsActor(kind) {
		out = ":`Actor`"
	}
	if label, ok := quoted(camelCase(kind)); ok {
		out += ":" + label
	}
	return out
}

// relationship returns the relationship type of a relation type, quoted for Cypher: `OFFERS`, `RELATES_TO` for none.
func relationship(typ string) string {
	if name, ok := quoted(snakeCase(typ)); ok {
		return name
	}
	return "`RELATES_TO`"
}

// quoted returns a name as it may stand in the text of a query, and whether it may at all. A back-tick would end the
// quotation, and so would \u0060, which Cypher reads as one: names that hold a back-tick, a backslash or anything that is
// not printed never become text of a query.
func quoted(name string) (string, bool) {
	if name == "" || len(name) > maxName || !utf8.ValidString(name) {
		return "", false
	}
	for _, r := range name {
		if r == '`' || r == '\\' || r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return "", false
		}
	}
	return "`" + name + "`", true
}

func letterOrDigit(r rune) bool {
	return r != unicode.ReplacementChar && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func words(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return !letterOrDigit(r) })
}

func camelCase(name string) string {
	var b strings.Builder
	for _, word := range words(name) {
		first := []rune(word)[:1]
		b.WriteString(strings.ToUpper(string(first)))
		b.WriteString(word[len(string(first)):])
	}
	return b.String()
}

func snakeCase(name string) string { return strings.ToUpper(strings.Join(words(name), "_")) }

// Property names that the store keeps for itself. An attribute of such a name, or of one followed by underscores, gets
// one underscore more.
const (
	propNetwork  = "network"
	propID       = "id"
	propKind     = "kind"
	propType     = "type"
	propDirected = "directed" // of relationships: false where the catalogue does not say so
	propOther    = "trama"    // JSON of the attributes whose names the server does not take
)

func reserved(name string) bool {
	switch strings.TrimRight(name, "_") {
	case propNetwork, propID, propKind, propType, propOther, propDirected:
		return true
	}
	return false
}

// property returns the property name of an attribute; ok is false where the server would not take it.
func property(attribute string) (name string, ok bool) {
	if len(attribute) > maxPropertyName || strings.ContainsRune(attribute, 0) {
		return "", false
	}
	if reserved(attribute) {
		return attribute + "_", true
	}
	return attribute, true
}

const maxPropertyName = 4096

// attribute returns the attribute of a property name; ok is false for a name that the store keeps for itself.
func attribute(property string) (name string, ok bool) {
	if !reserved(property) {
		return property, true
	}
	return strings.CutSuffix(property, "_")
}
