package neo4j

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"trama/graph"
)

// maxName bounds the names that stand in the text of a query.
const maxName = 100

// vocabulary is what a server has of labels and relationship types. Where it has so many already, a foreign kind gets no
// label of its own any more and a foreign type is RELATES_TO, for the server keeps each for ever and reads a query anew
// for each; the properties kind and type have the names in any case.
type vocabulary struct {
	labels, types map[string]bool
	most          int
}

func newVocabulary(most int) vocabulary {
	return vocabulary{labels: map[string]bool{}, types: map[string]bool{}, most: most}
}

// vocabulary asks the server.
func (t transaction) vocabulary(most int) (vocabulary, error) {
	v := newVocabulary(most)
	names := func(into map[string]bool) func([]any) error {
		return func(values []any) error {
			name, _ := values[0].(string)
			into[name] = true
			return nil
		}
	}
	err := t.each("CALL db.labels()", nil, names(v.labels))
	if err == nil {
		err = t.each("CALL db.relationshipTypes()", nil, names(v.types))
	}
	return v, err
}

func (v vocabulary) admits(names map[string]bool, name string, catalogued bool) bool {
	if catalogued || names[name] {
		return true
	}
	if len(names) >= v.most {
		return false
	}
	names[name] = true
	return true
}

// nodeLabels returns the labels that a node of the kind has beside Trama, quoted for Cypher: `:Actor:Person`. A foreign
// kind becomes one label in camel case; a kind without a letter or a digit, or too long, has none.
func (v vocabulary) nodeLabels(kind string) string {
	var out string
	if graph.IsActor(kind) {
		out = ":`Actor`"
	}
	name := camelCase(kind)
	_, known := graph.FindKind(kind)
	if label, ok := quoted(name); ok && name != nodeLabel && v.admits(v.labels, name, known) {
		out += ":" + label
	}
	return out
}

// nodeLabel is on every node of a network.
const nodeLabel = "Trama"

// relationship returns the relationship type of a relation type, quoted for Cypher: `OFFERS`, `RELATES_TO` for none.
func (v vocabulary) relationship(typ string) string {
	name := snakeCase(typ)
	_, known := graph.FindType(typ)
	if text, ok := quoted(name); ok && v.admits(v.types, name, known) {
		return text
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
