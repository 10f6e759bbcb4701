package graphml

import (
	"slices"

	"trama/graph"
)

// notes counts and lists what is to be said of a file.
type notes struct {
	file string
	passed
	noWeights                           bool
	nans, graphs, fixed                 int
	undeclared, misplaced, unknownTypes []string
	texts, repeated, kept, unfit        []string
	named                               []graph.Sentence
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

func (n *notes) nodesNamed(by string, count int) {
	if count > 0 {
		n.named = append(n.named, graph.Say("graphml_named", "{file}: nodes without a label are called by their {name} ({count})", graph.V{"file": n.file, "name": by, "count": count}))
	}
}

// sentences returns the notes in a fixed order.
func (n *notes) sentences() []graph.Sentence {
	var out graph.Notes
	file := n.file
	out.Count("graphml_graphs", "{file}: graphs read as one: {count}; data of the edges says which each comes from", file, n.graphs)
	out.Count("graphml_nested", "{file}: what lies in nested graphs is read, the nesting is not kept ({count})", file, n.nested)
	out.Count("graphml_hyperedges", "{file}: hyperedges are not read ({count})", file, n.hyperedges)
	out.Count("graphml_ports", "{file}: ports are not kept ({count})", file, n.ports)
	out.Count("graphml_locators", "{file}: locators, which point to other files, are not followed ({count})", file, n.locators)
	out.Count("graphml_foreign", "{file}: elements of other programs (drawings) are not kept ({count})", file, n.foreign)
	out.Count("graphml_nan", "{file}: values that say NaN are read as absent ({count})", file, n.nans)
	out.List("graphml_undeclared", "{file}: data without a key of its own, read as text: {names}", file, n.undeclared)
	out.List("graphml_misplaced", "{file}: keys declared for another element, read where they stand: {names}", file, n.misplaced)
	out.List("graphml_unknown_type", "{file}: types of keys that nobody knows, read as text: {names}", file, n.unknownTypes)
	out.List("graphml_text", "{file}: values do not fit their key, so these are text: {names}", file, n.texts)
	out.List("graphml_repeated_name", "{file}: two keys of one name on one element, so the second is NAME_2: {names}", file, n.repeated)
	out.List("graphml_kept_attribute", "{file}: graphs say different things of themselves, the first is kept: {names}", file, n.kept)
	out = append(out, n.named...)
	if n.fixed > 0 {
		out = append(out, graph.DirectionFixed(n.fixed))
	}
	out.Unfit(n.unfit)
	if n.noWeights {
		out = append(out, graph.Say("graphml_no_weight", "{file}: the weight is declared a boolean, and is kept as weight_data", graph.V{"file": file}))
	}
	return out
}
