package graphml

import (
	"slices"
	"strings"

	"trama/graph"
)

// notes counts and lists what is to be said of a file.
type notes struct {
	file                                         string
	nested, hyperedges, ports, locators, foreign int
	noWeights                                    bool
	nans, graphs                                 int
	undeclared, misplaced, unknownTypes          []string
	texts, repeated, kept, unfit                 []string
}

func (n *notes) textColumn(name string) {
	if !slices.Contains(n.texts, name) {
		n.texts = append(n.texts, name)
	}
}

func (n *notes) keptAttribute(name string) {
	if !slices.Contains(n.kept, name) {
		n.kept = append(n.kept, name)
	}
}

// sentences returns the notes in a fixed order.
func (n *notes) sentences() []graph.Sentence {
	var out []graph.Sentence
	for _, count := range []struct {
		code, template string
		count          int
	}{
		{"graphml_graphs", "{file}: {count} graphs are read as one; data of the edges says which each comes from", n.graphs},
		{"graphml_nested", "{file}: what lies in {count} nested graphs is read, the nesting is not kept", n.nested},
		{"graphml_hyperedges", "{file}: {count} hyperedges are not read", n.hyperedges},
		{"graphml_ports", "{file}: {count} ports are not kept", n.ports},
		{"graphml_locators", "{file}: {count} locators, which point to other files, are not followed", n.locators},
		{"graphml_foreign", "{file}: {count} elements of other programs (drawings) are not kept", n.foreign},
		{"graphml_nan", "{file}: {count} values that say NaN are read as absent", n.nans},
	} {
		if count.count > 0 {
			out = append(out, say(count.code, count.template, graph.V{"file": n.file, "count": count.count}))
		}
	}
	for _, list := range []struct {
		code, template string
		names          []string
	}{
		{"graphml_undeclared", "{file}: data without a key of its own, read as text: {names}", n.undeclared},
		{"graphml_misplaced", "{file}: keys declared for another element, read where they stand: {names}", n.misplaced},
		{"graphml_unknown_type", "{file}: types of keys that nobody knows, read as text: {names}", n.unknownTypes},
		{"graphml_text", "{file}: values do not fit their key, so these are text: {names}", n.texts},
		{"graphml_repeated_name", "{file}: two keys of one name on one element, so the second is NAME_2: {names}", n.repeated},
		{"graphml_kept_attribute", "{file}: graphs say different things of themselves, the first is kept: {names}", n.kept},
	} {
		if len(list.names) > 0 {
			out = append(out, say(list.code, list.template, graph.V{"file": n.file, "names": strings.Join(distinct(list.names), ", ")}))
		}
	}
	for _, name := range distinct(n.unfit) {
		out = append(out, say("meaning_unfit", "column {column} is kept as data: not all its values are a {meaning}", graph.V{"column": name, "meaning": name}))
	}
	if n.noWeights {
		out = append(out, say("graphml_no_weight", "{file}: the weight is declared a boolean, and is kept as weight_data", graph.V{"file": n.file}))
	}
	return out
}

// distinct returns the names ascending, each once.
func distinct(names []string) []string {
	names = slices.Clone(names)
	slices.Sort(names)
	return slices.Compact(names)
}
