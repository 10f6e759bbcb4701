package graphml

import (
	"slices"
	"strings"

	"trama/graph"
)

// notes counts and lists what is to be said of a file.
type notes struct {
	file string
	passed
	noWeights                           bool
	nans, graphs                        int
	undeclared, misplaced, unknownTypes []string
	texts, repeated, kept, unfit        []string
}

// passed counts what the parser passes by.
type passed struct{ nested, hyperedges, ports, locators, foreign int }

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
	var out noteList
	file := n.file
	out.count("graphml_graphs", "{file}: {count} graphs are read as one; data of the edges says which each comes from", file, n.graphs)
	out.count("graphml_nested", "{file}: what lies in {count} nested graphs is read, the nesting is not kept", file, n.nested)
	out.count("graphml_hyperedges", "{file}: {count} hyperedges are not read", file, n.hyperedges)
	out.count("graphml_ports", "{file}: {count} ports are not kept", file, n.ports)
	out.count("graphml_locators", "{file}: {count} locators, which point to other files, are not followed", file, n.locators)
	out.count("graphml_foreign", "{file}: {count} elements of other programs (drawings) are not kept", file, n.foreign)
	out.count("graphml_nan", "{file}: {count} values that say NaN are read as absent", file, n.nans)
	out.list("graphml_undeclared", "{file}: data without a key of its own, read as text: {names}", file, n.undeclared)
	out.list("graphml_misplaced", "{file}: keys declared for another element, read where they stand: {names}", file, n.misplaced)
	out.list("graphml_unknown_type", "{file}: types of keys that nobody knows, read as text: {names}", file, n.unknownTypes)
	out.list("graphml_text", "{file}: values do not fit their key, so these are text: {names}", file, n.texts)
	out.list("graphml_repeated_name", "{file}: two keys of one name on one element, so the second is NAME_2: {names}", file, n.repeated)
	out.list("graphml_kept_attribute", "{file}: graphs say different things of themselves, the first is kept: {names}", file, n.kept)
	for _, name := range distinct(n.unfit) {
		out = append(out, graph.MeaningUnfit(name, name))
	}
	if n.noWeights {
		out = append(out, say("graphml_no_weight", "{file}: the weight is declared a boolean, and is kept as weight_data", graph.V{"file": file}))
	}
	return out
}

// noteList collects what there is to say.
type noteList []graph.Sentence

// count says how many there are, where there are any.
func (l *noteList) count(code, template, file string, count int) {
	if count > 0 {
		*l = append(*l, say(code, template, graph.V{"file": file, "count": count}))
	}
}

// list names all, where there are any.
func (l *noteList) list(code, template, file string, names []string) {
	if len(names) > 0 {
		*l = append(*l, say(code, template, graph.V{"file": file, "names": strings.Join(distinct(names), ", ")}))
	}
}

// distinct returns the names ascending, each once.
func distinct(names []string) []string {
	names = slices.Clone(names)
	slices.Sort(names)
	return slices.Compact(names)
}
