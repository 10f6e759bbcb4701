package graph

import (
	"slices"
	"strings"
)

// SplitList returns the items of a list as people write it in a flag, a URL parameter or a cell: joined by commas, in
// quotes where an item holds a comma, a quote within them doubled. Items lose surrounding white space, empty ones are
// left out. It is a Usage error where a quote is not closed or text follows one that is.
func SplitList(text string) ([]string, error) {
	var items []string
	for rest, more := text, text != ""; more; {
		var item string
		var ok bool
		if item, rest, more, ok = firstItem(strings.TrimSpace(rest)); !ok {
			return nil, Fail(Usage, "graph.SplitList", Say("bad_list", "a list has a quote too many or too few", nil))
		}
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items, nil
}

// firstItem returns the first item of a list, what follows its comma, and whether there was one.
func firstItem(text string) (item, rest string, more, ok bool) {
	if !strings.HasPrefix(text, `"`) {
		item, rest, more = strings.Cut(text, ",")
		return item, rest, more, true
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		if text[i] != '"' {
			b.WriteByte(text[i])
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		after := strings.TrimSpace(text[i+1:])
		rest, more = strings.CutPrefix(after, ",")
		return b.String(), rest, more, more || after == ""
	}
	return "", "", false, false
}

// NodesNamed returns the ids that the texts name: a text that is the id of a node is that node, also where it holds a
// comma; any other is a list. An id without a node is NotFound.
func (g *Graph) NodesNamed(texts []string) ([]string, error) { return nodesNamed(texts, g) }

// nodesNamed is NodesNamed for several states of a network: a node may be in any of them.
func nodesNamed(texts []string, states ...*Graph) ([]string, error) {
	there := func(id string) bool {
		return slices.ContainsFunc(states, func(g *Graph) bool { _, ok := g.FindNode(id); return ok })
	}
	var ids []string
	for _, text := range texts {
		if there(text) {
			ids = append(ids, text)
			continue
		}
		items, err := SplitList(text)
		if err != nil {
			return nil, err
		}
		for _, id := range items {
			if !there(id) {
				return nil, NoNode("graph.NodesNamed", id)
			}
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// SplitLists returns the items of all the lists.
func SplitLists(texts []string) ([]string, error) {
	var all []string
	for _, text := range texts {
		items, err := SplitList(text)
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
	}
	return all, nil
}

// areasNamed returns the areas that the texts name, each perhaps behind "!": a text that is an area of a node is that
// one, also where it holds a comma; any other is a list.
func (g *Graph) areasNamed(texts []string) ([]string, error) {
	known := g.NodeColumn("area").Distinct()
	var areas []string
	for _, text := range texts {
		if slices.Contains(known, TextValue(strings.TrimPrefix(text, "!"))) {
			areas = append(areas, text)
			continue
		}
		items, err := SplitList(text)
		if err != nil {
			return nil, err
		}
		areas = append(areas, items...)
	}
	return areas, nil
}

// conditionsNamed returns the conditions that the texts name: a text is a list where each of its items is a condition, else
// it is one, so that a value may hold a comma without quotes.
func conditionsNamed(texts []string) []string {
	var conditions []string
	for _, text := range texts {
		items, err := SplitList(text)
		if err != nil || slices.ContainsFunc(items, func(item string) bool { return !strings.Contains(item, "=") }) {
			items = []string{text}
		}
		conditions = append(conditions, items...)
	}
	return conditions
}

// NodeLabelled returns the id of the node that a text names by its label, capitals and spaces around it apart. ok is false
// where none has that label, or more than one, or the text is an id.
func (g *Graph) NodeLabelled(text string) (id string, ok bool) {
	if _, there := g.FindNode(text); there {
		return "", false
	}
	ids := g.NodesLabelled(text)
	if len(ids) != 1 {
		return "", false
	}
	return ids[0], true
}

// NodesLabelled returns the ids of the nodes with a label, capitals and spaces around it apart, that are of one of the
// kinds; without kinds, of any.
func (g *Graph) NodesLabelled(text string, kinds ...string) []string {
	var out []string
	label := strings.TrimSpace(text)
	for i := range g.Nodes() {
		if (len(kinds) == 0 || slices.Contains(kinds, g.Kind(i))) && strings.EqualFold(strings.TrimSpace(g.Label(i)), label) {
			out = append(out, g.NodeID(i))
		}
	}
	return out
}
