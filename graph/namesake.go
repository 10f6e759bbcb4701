package graph

import (
	"fmt"
	"slices"
	"strings"
)

// MayBeTwice tells whether two nodes of a kind may be one thing: pieces of the network, needs and production lines, and what is of
// no kind of the catalogue. What the table recorded is nothing that is there twice.
func MayBeTwice(kind string) bool { return !isApart(kind) || kind == Need || kind == Line }

// Namesake is a node that is new, and another one that was there and is called as it is.
type Namesake struct{ ID, Label, Other string }

// Namesakes returns the nodes that changes add to g beside others that are called so and may be the same, in the order of
// these, then of the changes; what folded gives is what names have in common that are one. Nodes that the changes take away
// are none of them. Cost: O(n) where a node with a label is new.
func (c Changes) Namesakes(g *Graph, folded func(name string) string) []Namesake {
	called := map[string][]NodeChange{}
	for _, n := range c.PutNodes {
		_, there := g.FindNode(n.ID)
		if name := folded(n.Attributes.Get("label").String()); !there && name != "" {
			called[name] = append(called[name], n)
		}
	}
	if len(called) == 0 {
		return nil
	}
	var out []Namesake
	for i := range g.Nodes() {
		alike := called[folded(g.Label(i))]
		if len(alike) == 0 || slices.Contains(c.RemoveNodes, g.NodeID(i)) {
			continue
		}
		for _, n := range alike {
			kind := ""
			if n.Kind != nil {
				kind = *n.Kind
			}
			if MayBeTwice(kind) && !differ(kind, g.Kind(i)) {
				out = append(out, Namesake{ID: n.ID, Label: n.Attributes.Get("label").String(), Other: g.NodeID(i)})
			}
		}
	}
	return out
}

// NamesakesSaid returns the sentence on such nodes, of which it names the first ones; none where there are none.
func NamesakesSaid(list []Namesake) []Sentence {
	const most = 10
	if len(list) == 0 {
		return nil
	}
	var names []string
	for _, n := range list[:min(len(list), most)] {
		names = append(names, fmt.Sprintf("%s (%s)", Shown(n.Label), Shown(n.Other)))
	}
	if len(list) > most {
		names = append(names, "…")
	}
	return []Sentence{Say("called_alike", "what is new is called as what was there already ({count}): {names}; where they are the same, one is made of the two on the page of the one that stays", V{"count": len(list), "names": strings.Join(names, ", ")})}
}
