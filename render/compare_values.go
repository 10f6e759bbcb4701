package render

import (
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// valuesTold is how many values of a change are told one by one, and valueRunes how much of each.
const (
	valuesTold = 4
	valueRunes = 60
)

// changedValues tells which values nodes and relations have changed.
type changedValues struct {
	then, now View
	told      map[string][]string // by the id of a node, or the place of the two that have a relation
}

func newChangedValues(r analysis.Comparison, v View) changedValues {
	c := changedValues{then: v, now: v, told: map[string][]string{}}
	c.then.Graph, c.now.Graph = r.States[0], r.States[1]
	for _, n := range r.Nodes.Changed {
		for _, m := range n.Values {
			c.told[n.ID] = append(c.told[n.ID], c.say(m, false))
		}
	}
	for _, e := range r.Edges.Changed {
		for _, m := range e.Values {
			place := pairPlace(e.Source, e.Target)
			c.told[place] = append(c.told[place], c.say(m, true))
		}
	}
	return c
}

// pairPlace is a key for two nodes in either order, which is no id of a node.
func pairPlace(a, b string) string { return min(a, b) + "\x00" + max(a, b) }

// say is a value before and after, of a node or of a relation.
func (c changedValues) say(m analysis.ValueMove, edge bool) string {
	names, statuses := "node_value", "node_status"
	if edge {
		names, statuses = "edge_value", "status"
	}
	id := "compare.value.other"
	if m.Before.IsZero() {
		id = "compare.value.new"
	} else if m.After.IsZero() {
		id = "compare.value.gone"
	}
	name := c.now.attributeName(m.Name)
	if l := c.now.locale(); l.Has(names + "." + m.Name) {
		name = locale.Begun(l.Name(names, m.Name))
	}
	return c.now.locale().Say(id, graph.V{
		"name": name, "before": c.then.shortValue(m.Name, m.Before, statuses), "after": c.now.shortValue(m.Name, m.After, statuses),
	})
}

// shortValue is a value as people read it, the beginning of a long one.
func (v View) shortValue(name string, value graph.Value, statuses string) string {
	switch name {
	case "kind":
		return v.locale().Kind(value.String())
	case "type":
		return v.locale().Type(value.String())
	case "status":
		return v.locale().Name(statuses, value.String())
	case "ends":
		text, _ := v.namedNodes(value.Items()...)
		return text
	}
	text, _ := v.attribute(graph.Attribute{Name: name, Value: value})
	return locale.Cut(text, valueRunes)
}

// after puts the first values of a node, or of a pair, behind a text; without any, or any to be seen, it is the text.
func (c changedValues) after(text, place string) string {
	told := c.told[place]
	if len(told) == 0 {
		return text
	}
	list := told[:min(len(told), valuesTold)]
	if more := len(told) - len(list); more > 0 {
		list = append(list[:len(list):len(list)], c.now.locale().Say("compare.value.more", graph.V{"n": more}))
	}
	return text + ": " + strings.Join(list, "; ")
}

// changedNames are the nodes and relations that have other values, with these.
func changedNames(r analysis.Comparison, v View) []string {
	c := newChangedValues(r, v)
	var out []string
	for _, n := range r.Nodes.Changed {
		if len(n.Values) > 0 {
			out = append(out, c.after(memberName(n.Member, v), n.ID))
		}
	}
	seen := map[string]bool{}
	for _, e := range r.Edges.Changed {
		place := pairPlace(e.Source, e.Target)
		if len(e.Values) > 0 && !seen[place] {
			seen[place] = true
			out = append(out, c.after(relationNames([]analysis.NamedRelation{e.NamedRelation}, v.locale())[0], place))
		}
	}
	return out
}
