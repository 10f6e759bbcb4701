package graph

import "strings"

// The words that mean a kind or a type, and what is said of one that means neither.

// KindWords returns every word that readers take for a kind.
func KindWords() []string {
	var out []string
	for _, k := range KindCatalogue() {
		out = append(out, k.words()...)
	}
	return out
}

// TypeWords returns every word that readers take for a type of relation.
func TypeWords() []string {
	var out []string
	for _, t := range TypeCatalogue() {
		out = append(out, t.words()...)
	}
	return out
}

// UnknownKind returns the note that a name is no kind of the catalogue, on so many nodes; ok is false where it is one.
func UnknownKind(name string, nodes int) (note Sentence, ok bool) {
	if _, known := FindKind(KindNamed(name)); known || name == "" {
		return Sentence{}, false
	}
	values := V{"name": name, "nodes": nodes}
	if near := nearWord(name, KindWords()); near != "" {
		values["near"] = KindNamed(near)
		return Say("kind_unknown_near", "the kind “{name}” (nodes: {nodes}) is none that Trama knows: perhaps {near}?", values), true
	}
	return Say("kind_unknown", "the kind “{name}” (nodes: {nodes}) is none that Trama knows: it is kept as it is", values), true
}

// UnknownType returns the note that a name is no type of the catalogue, on so many edges; ok is false where it is one.
func UnknownType(name string, edges int) (note Sentence, ok bool) {
	if _, known := FindType(TypeNamed(name)); known || name == "" {
		return Sentence{}, false
	}
	values := V{"name": name, "edges": edges}
	if near := nearWord(name, TypeWords()); near != "" {
		values["near"] = TypeNamed(near)
		return Say("type_unknown_near", "the type “{name}” (relations: {edges}) is none that Trama knows: perhaps “{near}”?", values), true
	}
	return Say("type_unknown", "the type “{name}” (relations: {edges}) is none that Trama knows: it is kept as it is", values), true
}

// nearWord returns the word that a name is probably a misspelling of, "" where there is none: one word is none of several.
func nearWord(name string, words []string) string {
	near := Nearest(name, words)
	if strings.Contains(near, " ") && !strings.Contains(strings.TrimSpace(name), " ") {
		return ""
	}
	return near
}
