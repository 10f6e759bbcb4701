package source

import (
	"slices"
	"strings"

	"trama/graph"
)

// maxDoubts is how many unknown names are listed, of kinds and of types.
const maxDoubts = 10

// idsApart is the code of the note that the ids were taken from the wrong column.
const idsApart = "ids_apart"

// apart returns the note that a table of nodes and the relations do not meet: no node that is listed has a relation, and
// the relations name others. The column of the ids is then another one than was meant.
func (r *Reading) apart(unlisted int) (graph.Sentence, bool) {
	if unlisted == 0 {
		return graph.Sentence{}, false
	}
	related := 0
	for i := range r.Graph.Nodes() {
		if len(r.Graph.Incidence().Of(i)) > 0 {
			related++
		}
	}
	if related > unlisted {
		return graph.Sentence{}, false
	}
	var columns []string
	for _, m := range r.Mapping {
		if m.Became == "id" {
			columns = append(columns, m.File+": "+m.Column)
		}
	}
	return graph.Say(idsApart, "no relation names a node of the table ({listed}), and relations name what no table lists ({unlisted}): the ids were taken from the wrong column ({columns})",
		graph.V{"listed": r.Graph.Nodes() - unlisted, "unlisted": unlisted, "columns": strings.Join(columns, ", ")}), true
}

// doubts returns a note on what groups of nodes are called in two ways, on each kind and type that the catalogue does not know, and on the relations whose ends are of
// kinds that their type does not join. All are kept as they are; often a word was mistyped.
func (r *Reading) doubts() []graph.Sentence {
	g := r.Graph
	return slices.Concat(wordsInColumns(g), unsplit(g), spellings(g), unknowns(g.Kinds(), g.KindCounts(), graph.UnknownKind), unknowns(g.Types(), g.TypeCounts(), graph.UnknownType), misfits(g))
}

// wordsInColumns returns notes on columns with kinds or types under another heading, where no node has a kind, or no relation a type.
func wordsInColumns(g *graph.Graph) []graph.Sentence {
	var notes []graph.Sentence
	if column := columnOf(g.NodeColumns(), func(word string) bool { _, is := graph.FindKind(graph.KindNamed(word)); return is }); column != "" && allNameless(g.Kinds(), g.KindCounts()) {
		notes = append(notes, graph.Say("kinds_in_column", "column {column} holds kinds of nodes and is kept as data: call it kind if it says what the nodes are", graph.V{"column": graph.Shown(column)}))
	}
	if column := columnOf(g.EdgeColumns(), func(word string) bool { _, is := graph.FindType(graph.TypeNamed(word)); return is }); column != "" && allNameless(g.Types(), g.TypeCounts()) {
		notes = append(notes, graph.Say("types_in_column", "column {column} holds types of relations and is kept as data: call it type if it says what the relations are", graph.V{"column": graph.Shown(column)}))
	}
	return notes
}

// unsplit returns notes on lists whose items hold commas or semicolons: people separate by these.
func unsplit(g *graph.Graph) []graph.Sentence {
	var notes []graph.Sentence
	for _, name := range []string{"tags", "lines"} {
		column, count, shown := g.NodeColumn(name), 0, ""
		for i := range g.Nodes() {
			if column == nil {
				break
			}
			v, _ := column.At(i)
			at := slices.IndexFunc(v.Items(), func(item string) bool { return strings.ContainsAny(item, ",;") })
			if at < 0 {
				continue
			}
			if count++; count == 1 {
				shown = v.Items()[at]
			}
		}
		if count > 0 {
			notes = append(notes, graph.Say("lists_unsplit", "in the column {column} a bar | stands between items: “{value}” stays one item ({count})", graph.V{"column": name, "value": graph.Shown(shown), "count": count}))
		}
	}
	return notes
}

// spellings returns a note on each attribute that puts nodes into groups in which two groups are called the same but for capitals and
// blanks, or one by the code that is shown as the word of the other: they count as two.
func spellings(g *graph.Graph) []graph.Sentence {
	var notes []graph.Sentence
	for _, name := range []string{"sector", "circle", "area"} {
		column := g.NodeColumn(name)
		if column == nil {
			continue
		}
		first, seen := map[string]string{}, map[string]bool{"": true}
		for i := range g.Nodes() {
			value := column.Text(i)
			if seen[value] {
				continue
			}
			seen[value] = true
			folded := graph.FoldedName(graph.GroupNamed(name, value))
			other, twice := first[folded]
			if !twice {
				first[folded] = value
				continue
			}
			notes = append(notes, graph.Say("values_apart", "in the column {column} “{other}” and “{value}” are written differently, and count as two", graph.V{"column": name, "other": graph.Shown(other), "value": graph.Shown(value)}))
			break
		}
	}
	return notes
}

// columnOf returns the first column that is plain data and of whose distinct words at least half are known; "" where none is.
func columnOf(columns []*graph.Column, known func(word string) bool) string {
	for _, c := range columns {
		if c.Type() != graph.Text || graph.HasMeaning(c.Name()) || slices.Contains(apartFromNames(), c.Name()) {
			continue
		}
		words := c.Distinct()
		if len(words) > maxWords {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(words), func(v graph.Value) bool { return known(strings.TrimSpace(v.String())) })
		if 2*len(others) <= len(words) {
			return c.Name()
		}
	}
	return ""
}

// maxWords is how many different kinds or types a map has at most: more are names, or remarks.
const maxWords = 50

// allNameless tells whether no kind or type but the empty one is used.
func allNameless(names []string, counts []int) bool {
	for k, name := range names {
		if name != "" && counts[k] > 0 {
			return false
		}
	}
	return true
}

// unknowns returns the notes on the first names that are unknown, and how many there are beside these.
func unknowns(names []string, counts []int, note func(name string, count int) (graph.Sentence, bool)) []graph.Sentence {
	var notes []graph.Sentence
	for k, name := range names {
		if said, unknown := note(name, counts[k]); unknown && counts[k] > 0 {
			notes = append(notes, said)
		}
	}
	if more := len(notes) - maxDoubts; more > 0 {
		notes = append(notes[:maxDoubts], graph.Say("names_unknown_more", "unknown names beside these: {count}", graph.V{"count": more}))
	}
	return notes
}

// misfits returns a note for each type some of whose relations join kinds that the type does not join.
func misfits(g *graph.Graph) []graph.Sentence {
	count, first := make([]int, len(g.Types())), make([]int, len(g.Types()))
	known := make([]graph.RelationType, len(g.Types()))
	for k, name := range g.Types() {
		known[k], _ = graph.FindType(name)
	}
	for e := range g.Edges() {
		k := g.TypeCode(e)
		if s, t := g.Ends(e); known[k].ID == "" || known[k].Joins(g.Kind(s), g.Kind(t)) {
			continue
		}
		if count[k]++; count[k] == 1 {
			first[k] = e
		}
	}
	var notes []graph.Sentence
	for k, n := range count {
		if n > 0 {
			notes = append(notes, misfit(g, known[k], first[k], n))
		}
	}
	return notes
}

// misfit returns the note on n relations of a type that do not fit it, of which one is shown.
func misfit(g *graph.Graph, typ graph.RelationType, e, n int) graph.Sentence {
	s, t := g.Ends(e)
	aside := 0 // how many of them do not count in the default lens
	if !typ.Structural {
		aside = n
	}
	return graph.Say("type_misfit", "relations of type {type} whose ends are not of its kinds: {count}, as {source} ({from}) and {target} ({to})", graph.V{
		"count": n, "type": typ.ID, "source": g.Label(s), "target": g.Label(t), "from": g.Kind(s), "to": g.Kind(t), "aside": aside, "better": between(g.Kind(s), g.Kind(t)),
	})
}

// between returns the structural type that goes between two known kinds and joins the fewest others: the one that says
// most. It is "" where there is none.
func between(from, to string) string {
	_, knownFrom := graph.FindKind(from)
	_, knownTo := graph.FindKind(to)
	if !knownFrom || !knownTo {
		return ""
	}
	best, fewest := "", 0
	for _, t := range graph.TypeCatalogue() {
		if n := len(t.From) * len(t.To); t.Structural && t.Joins(from, to) && (best == "" || n < fewest) {
			best, fewest = t.ID, n
		}
	}
	return best
}
