package locale

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"trama/graph"
)

// filter is what people write to choose nodes by an attribute, as a graph has it: the command line and the API both read
// filters here, so that what one of them takes the other takes too.
type filter struct {
	values []string
	notes  []graph.Sentence // on words that no node has
}

// choice is a value that a filter may have, with the name that people know it by.
type choice struct{ value, name string }

// choicesOf returns the values that the nodes of graphs have for an attribute, of a list its items.
func choicesOf(attribute string, graphs ...*graph.Graph) []choice {
	var out []choice
	for _, g := range graphs {
		for _, value := range g.NodeColumn(attribute).Distinct() {
			for _, item := range value.List() {
				out = append(out, choice{item, item})
			}
		}
	}
	return out
}

// linesOf returns the production lines of a graph as choices: its nodes of that kind by their labels, and what nodes have in lines.
func linesOf(g *graph.Graph) []choice {
	out := choicesOf("lines", g)
	for i := range g.Nodes() {
		if g.Kind(i) == graph.Line {
			out = append(out, choice{g.NodeID(i), g.Label(i)})
		}
	}
	return out
}

// ByEnds are the filters of relations by what an end of them is.
type ByEnds struct{ Sector, Line, Between []string }

// Meant returns the filters as a graph has them, and notes on sectors, lines and kinds that no node has.
func (b ByEnds) Meant(g *graph.Graph) (ByEnds, []graph.Sentence) {
	sector, line := filterOf("sector", b.Sector, choicesOf("sector", g)), filterOf("lines", b.Line, linesOf(g))
	b.Sector, b.Line = sector.values, line.values
	notes := append(sector.notes, line.notes...)
	return b, append(notes, unknownNames(b.Between, []*graph.Graph{g}, (*graph.Graph).Kinds, graph.UnknownKind)...)
}

// unknownNames returns a note for each name of a kind or type that neither a graph nor the catalogue has: it is a name
// all the same, but was probably mistyped.
func unknownNames(names []string, graphs []*graph.Graph, known func(*graph.Graph) []string, unknown func(string, int) (graph.Sentence, bool)) []graph.Sentence {
	var notes []graph.Sentence
	for _, name := range names {
		name = strings.TrimPrefix(name, "!")
		has := func(g *graph.Graph) bool { return slices.Contains(known(g), name) }
		if note, ok := unknown(name, 0); ok && !slices.ContainsFunc(graphs, has) {
			notes = append(notes, note)
		}
	}
	return notes
}

// filterOf returns the filter on an attribute that words mean: a word that is one of the choices is that one, any other
// all that are it in other case, by their names or in another language. An excluding "!" stays. A word that means none is kept,
// and a note names the nearest.
func filterOf(attribute string, words []string, choices []choice) filter {
	var f filter
	for _, word := range words {
		word, excluded := strings.CutPrefix(word, "!")
		found := meant(attribute, word, choices)
		if len(found) == 0 {
			found = []string{word}
			f.notes = append(f.notes, notHad(attribute, word, choices))
		}
		for _, value := range found {
			if excluded {
				value = "!" + value
			}
			f.values = append(f.values, value)
		}
	}
	return f
}

// meant returns the values of the choices that a word means.
func meant(attribute, word string, choices []choice) []string {
	if slices.ContainsFunc(choices, func(c choice) bool { return c.value == word }) {
		return []string{word}
	}
	entries, key := entriesByName(attribute), folded(word)
	same := func(text string) bool {
		text = folded(text)
		entry, ours := entries[text]
		return text == key || ours && entry == entries[key]
	}
	var out []string
	for _, c := range choices {
		if (same(c.value) || same(c.name)) && !slices.Contains(out, c.value) {
			out = append(out, c.value)
		}
	}
	if decimal := asDecimal(word); len(out) == 0 && slices.ContainsFunc(choices, func(c choice) bool { return c.value == decimal }) {
		out = []string{decimal}
	}
	return out
}

// asDecimal returns a number as a graph writes it among decimal ones: 2 as 2.0, which nobody writes. It returns any other text as it is.
func asDecimal(word string) string {
	x, err := strconv.ParseFloat(word, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return word
	}
	return graph.FloatValue(x).String()
}

// entriesByName returns the entries of the small lists of ours that the values of an attribute are of, by all their names.
func entriesByName(attribute string) map[string]string {
	lists := map[string][]string{"sector": {"sector"}, "circle": {"circle"}, "status": {"status"}, "state": {"state"}, "gives": {"gift"}, "attribute": {"attribute", "known"}}
	out := map[string]string{}
	for _, list := range lists[attribute] {
		for _, entry := range entriesOf(list) {
			out[folded(entry)] = entry
			for _, lang := range Languages() {
				out[folded(New(lang).Name(list, entry))] = entry
			}
		}
	}
	return out
}

// notHad says that no node has a value, and which was perhaps meant: as a choice is called, or as it is named in a language.
func notHad(attribute, word string, choices []choice) graph.Sentence {
	var names []string
	there := map[string]bool{}
	for _, c := range choices {
		names = append(names, c.name)
		there[folded(c.value)] = true
	}
	entries := entriesByName(attribute)
	for _, name := range slices.Sorted(maps.Keys(entries)) {
		if there[folded(entries[name])] {
			names = append(names, name)
		}
	}
	values := graph.V{"attribute": attribute, "value": word}
	near := graph.Nearest(word, names)
	if near != "" {
		values["near"] = near
	}
	switch {
	case attribute == "lines" && near != "":
		return graph.Say("line_unknown_near", "no line is called “{value}”: perhaps “{near}”?", values)
	case attribute == "lines":
		return graph.Say("line_unknown", "no line is called “{value}”", values)
	case near != "":
		return graph.Say("filter_unknown_near", "no node has {attribute} “{value}”: perhaps “{near}”?", values)
	}
	return graph.Say("filter_unknown", "no node has {attribute} “{value}”", values)
}

// LensMeant returns a lens whose statuses, areas and conditions are as a graph has them, for one in which they are as people
// write them, and notes on what no node has.
func LensMeant(l graph.Lens, graphs ...*graph.Graph) (graph.Lens, []graph.Sentence) {
	l.Statuses = Entries("status", l.Statuses)
	notes := append(unknownNames(l.Kinds, graphs, (*graph.Graph).Kinds, graph.UnknownKind), unknownNames(l.Types, graphs, (*graph.Graph).Types, graph.UnknownType)...)
	if len(l.Areas) > 0 {
		areas := filterOf("area", l.Areas, choicesOf("area", graphs...))
		l.Areas, notes = areas.values, append(notes, areas.notes...)
	}
	var where []string
	for _, condition := range l.Where {
		meant, said := conditionMeant(condition, graphs)
		where, notes = append(where, meant...), append(notes, said...)
	}
	l.Where = where
	return l, notes
}

// conditionMeant returns a condition as a graph has it: its attribute under the graph's name, with each value that is meant.
func conditionMeant(condition string, graphs []*graph.Graph) ([]string, []graph.Sentence) {
	name, value, is := strings.Cut(condition, "=")
	name, not := strings.CutSuffix(name, "!")
	if !is || name == "" {
		return []string{condition}, nil
	}
	attributes := attributesOf(graphs)
	f := filterOf("attribute", []string{name}, attributes)
	if len(f.notes) > 0 {
		return []string{condition}, []graph.Sentence{noAttribute(name, attributes)}
	}
	name = f.values[0]
	f = filterOf(name, []string{value}, append(choicesOf(name, graphs...), numbersOf(name, graphs)...))
	var out []string
	for _, v := range f.values {
		if not {
			out = append(out, name+"!="+v)
		} else {
			out = append(out, name+"="+v)
		}
	}
	if value == "" {
		f.notes = nil // of who has no value
	}
	return out, f.notes
}

// numbersOf returns the numbers that nodes of graphs have for an attribute whose values all are: choicesOf does not list them, since a
// page that offers them would be long.
func numbersOf(attribute string, graphs []*graph.Graph) []choice {
	var out []choice
	seen := map[graph.Value]bool{}
	for _, g := range graphs {
		column := g.NodeColumn(attribute)
		if column.Type() != graph.Integer && column.Type() != graph.Float {
			continue
		}
		for row := range g.Nodes() {
			if v, ok := column.At(row); ok && !seen[v] {
				seen[v] = true
				out = append(out, choice{v.String(), v.String()})
			}
		}
	}
	return out
}

// attributesOf returns the attributes that nodes of graphs have.
func attributesOf(graphs []*graph.Graph) []choice {
	var out []choice
	for _, g := range graphs {
		for _, column := range g.NodeColumns() {
			out = append(out, choice{column.Name(), column.Name()})
		}
	}
	return out
}

func noAttribute(name string, attributes []choice) graph.Sentence {
	values := notHad("attribute", name, attributes).Values
	if values["near"] == nil {
		return graph.Say("attribute_unknown", "no node has an attribute “{value}”", values)
	}
	return graph.Say("attribute_unknown_near", "no node has an attribute “{value}”: perhaps “{near}”?", values)
}
