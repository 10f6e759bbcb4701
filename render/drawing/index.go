package drawing

import (
	"cmp"
	"slices"
	"strconv"

	"trama/locale"
)

// indexLeast is how many nodes a drawing has at least for its names to be looked for: fewer are found by looking.
const indexLeast = 13

// Name is the name of a node that is drawn, and the id of the place in the drawing to which it leads.
type Name struct{ Text, Anchor string }

// spot is where a node lies, and how far it reaches.
type spot struct {
	node int
	at   point
	r    float64
}

// spots are all nodes that are drawn, by name and then by id.
func (p *placement) spots() []spot {
	var all []spot
	for i, piece := range p.pieces {
		for k, node := range piece.nodes {
			r := p.reach(node)
			if p.dense(i) {
				r = p.denseReach(node)
			}
			all = append(all, spot{node, p.at[i][k], r})
		}
	}
	for i, node := range p.isolates {
		r := p.reach(node)
		if i >= isolatesNamed {
			r = smallRadius + 1
		}
		all = append(all, spot{node, p.isolated[i], r})
	}
	searched := map[int]string{}
	for _, s := range all {
		searched[s.node] = locale.Searched(p.name(s.node))
	}
	slices.SortFunc(all, func(a, b spot) int {
		return cmp.Or(cmp.Compare(searched[a.node], searched[b.node]), cmp.Compare(a.node, b.node))
	})
	return all
}

// drawIndex writes an unseen ring around each node, which a page shows where somebody asks for that node, and returns the
// names that lead there. The ids of the rings begin with a prefix; those of nodes whose name is not written stand apart,
// so that the script of the drawings writes it. It returns none where few are drawn.
func (p *placement) drawIndex(out *svg, prefix string, written map[int]bool) []Name {
	all := p.spots()
	if len(all) < indexLeast {
		return nil
	}
	names := make([]Name, len(all))
	for _, named := range []bool{true, false} {
		class := "spots"
		if !named {
			class = "spots bare"
		}
		out.open("g", "class", class, "fill", "none")
		out.WriteString(">")
		for i, s := range all {
			if written[s.node] != named {
				continue
			}
			names[i] = Name{p.name(s.node), prefix + "-" + strconv.Itoa(i+1)}
			out.element("circle", "id", names[i].Anchor, "cx", s.at.x, "cy", s.at.y, "r", s.r+spotRoom)
		}
		out.WriteString("</g>")
	}
	return names
}

// spotRoom is how far the ring around a node that was looked for is from it.
const spotRoom = 3.0
