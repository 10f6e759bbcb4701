package graph

import "strings"

// Nearest returns the word of a list that one was probably meant for: the one with the fewest letters added, dropped,
// changed or swapped with their neighbour (optimal string alignment, doi:10.1145/363958.363994), case aside; of equals
// the first. It is "" where none is near: one letter in three, and at most three, may be wrong. It takes time
// proportional to the product of the lengths for each word of a length near enough.
func Nearest(word string, words []string) string {
	a := []rune(strings.ToLower(strings.TrimSpace(word)))
	best, least := "", min(len(a)/3, 3)+1
	for _, candidate := range words {
		b := []rune(strings.ToLower(candidate))
		if len(a)-len(b) >= least || len(b)-len(a) >= least {
			continue
		}
		if d := misspelled(a, b); d < least {
			best, least = candidate, d
		}
	}
	return best
}

// misspelled returns how many letters must be added, dropped, changed or swapped to make b of a.
func misspelled(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// KindWords returns every word that readers take for a kind, TypeWords for a type of relation.
func KindWords() []string {
	var out []string
	for _, k := range KindCatalogue() {
		out = append(append(out, k.Italian, k.English, k.ID), k.Names...)
	}
	return out
}

// TypeWords returns every word that readers take for a type of relation.
func TypeWords() []string {
	var out []string
	for _, t := range TypeCatalogue() {
		out = append(append(out, t.Italian, t.English, t.ID), t.Names...)
	}
	return out
}

// UnknownKind returns the note that a name is no kind of the catalogue, on so many nodes; ok is false where it is one.
func UnknownKind(name string, nodes int) (note Sentence, ok bool) {
	if _, known := FindKind(KindNamed(name)); known || name == "" {
		return Sentence{}, false
	}
	values := V{"name": name, "nodes": nodes}
	if near := Nearest(name, KindWords()); near != "" {
		values["near"] = near
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
	if near := Nearest(name, TypeWords()); near != "" {
		values["near"] = near
		return Say("type_unknown_near", "the type “{name}” (relations: {edges}) is none that Trama knows: perhaps “{near}”?", values), true
	}
	return Say("type_unknown", "the type “{name}” (relations: {edges}) is none that Trama knows: it is kept as it is", values), true
}
