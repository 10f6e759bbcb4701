package gexf

import "trama/graph"

// notes counts and lists what is to be said of a file.
type notes struct {
	file                                                            string
	graphs, parents, foreign, mutual, relations, nans, open         int
	spells, controls, fixed                                         int
	undeclared, unknownTypes, texts, repeated, kept, unfit, options []string
	times, timed                                                    []string
}

// sentences returns the notes in a fixed order.
func (n *notes) sentences() []graph.Sentence {
	var out graph.Notes
	file := n.file
	out.Count("gexf_graphs", "{file}: graphs read as one: {count}", file, n.graphs)
	out.Count("gexf_parents", "{file}: nodes that lie in others ({count}) stand beside them; their data pid and parents say in which", file, n.parents)
	out.Count("gexf_mutual", "{file}: edges of type mutual are read as relations without direction ({count})", file, n.mutual)
	out.Count("gexf_relations", "{file}: what edges say in place of a direction is read as their type ({count})", file, n.relations)
	out.Count("gexf_open", "{file}: times without their first or last moment are read with it ({count})", file, n.open)
	out.Count("gexf_spells", "{file}: what comes and goes ({count}) has its times as data spells", file, n.spells)
	out.List("gexf_times", "{file}: times that are no dates are kept as data: {names}", file, n.times)
	out.List("gexf_timed", "{file}: values that change in time are kept as lists: {names}", file, n.timed)
	out.Count("gexf_foreign", "{file}: elements of other programs are not kept ({count})", file, n.foreign)
	out.Count("gexf_nan", "{file}: values that say NaN are read as absent ({count})", file, n.nans)
	out.List("gexf_options", "{file}: which values an attribute may have is not kept: {names}", file, n.options)
	out.List("gexf_undeclared", "{file}: data without an attribute of its own, read as text: {names}", file, n.undeclared)
	out.List("gexf_unknown_type", "{file}: types of attributes that nobody knows, read as text: {names}", file, n.unknownTypes)
	out.List("gexf_text", "{file}: values do not fit their attribute, so these are text: {names}", file, n.texts)
	out.List("gexf_repeated_name", "{file}: two attributes of one name, so the second is NAME_2: {names}", file, n.repeated)
	out.List("gexf_kept_attribute", "{file}: graphs say different things of themselves, the first is kept: {names}", file, n.kept)
	if n.fixed > 0 {
		out = append(out, graph.DirectionFixed(n.fixed))
	}
	if n.controls > 0 {
		out = append(out, graph.ControlsDropped(n.controls))
	}
	out.Unfit(n.unfit)
	return out
}
