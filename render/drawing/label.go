package drawing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"trama/locale"
)

// Names in a drawing: how many are written, how many of them strong, and how long they may be, in all and in a line.
const (
	namesMost   = 150
	namesStrong = 12
	nameRunes   = 48
	lineRunes   = 15
	lineMost    = 22
	nameLines   = 3
)

// lettering is how names are written: the size, and the room that a letter and a line take, in the widest of the faces that
// a system may have.
type lettering struct{ size, letter, line float64 }

func letteringOf(strong bool) lettering {
	if strong {
		return lettering{13, 8.8, 15.5}
	}
	return lettering{11.5, 7, 13.5}
}

// box is where a name or a node lies.
type box struct{ left, top, right, bottom float64 }

func (b box) meets(c box) bool {
	return b.left < c.right && c.left < b.right && b.top < c.bottom && c.top < b.bottom
}

// within tells whether all of the box lies in another one.
func (b box) within(c box) bool {
	return b.left >= c.left && b.right <= c.right && b.top >= c.top && b.bottom <= c.bottom
}

// crossed tells whether a line from p to q goes through the box (Liang and Barsky: what of the line is left between
// each pair of sides).
func (b box) crossed(p, q point) bool {
	from, to := 0.0, 1.0
	for _, side := range [4][2]float64{{p.x - q.x, p.x - b.left}, {q.x - p.x, b.right - p.x}, {p.y - q.y, p.y - b.top}, {q.y - p.y, b.bottom - p.y}} {
		switch direction, room := side[0], side[1]; {
		case direction == 0 && room < 0:
			return false
		case direction < 0:
			from = max(from, room/direction)
		case direction > 0:
			to = min(to, room/direction)
		}
	}
	return from < to
}

// naming is a name as it will be written, wherever it stands.
type naming struct {
	lines  []string
	strong bool
	gone   bool // struck through
	width  float64
	height float64
}

func newNaming(name string, strong bool) naming {
	n := naming{lines: inLines(locale.Cut(name, nameRunes)), strong: strong}
	as := letteringOf(strong)
	for _, line := range n.lines {
		n.width = max(n.width, as.letter*float64(utf8.RuneCountInString(line)))
	}
	n.height = as.line * float64(len(n.lines))
	return n
}

// inLines parts a name between words into as few lines as are short enough, each about as long.
func inLines(name string) []string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return []string{name}
	}
	var best []string
	for most := 1; most <= min(nameLines, len(words)); most++ {
		best = parted(words, most)
		if longest(best) <= lineRunes {
			break
		}
	}
	for i, line := range best {
		best[i] = locale.Cut(line, lineMost)
	}
	return best
}

// parted returns words in so many lines, the longest as short as can be.
func parted(words []string, lines int) []string {
	if lines == 1 {
		return []string{strings.Join(words, " ")}
	}
	var best []string
	for k := 1; k <= len(words)-lines+1; k++ {
		if list := append([]string{strings.Join(words[:k], " ")}, parted(words[k:], lines-1)...); best == nil || longest(list) < longest(best) {
			best = list
		}
	}
	return best
}

func longest(lines []string) int {
	most := 0
	for _, line := range lines {
		most = max(most, utf8.RuneCountInString(line))
	}
	return most
}

// namings returns the names that are written, by node: all of a small network; of a large one those of the best
// connected, the best of each piece first.
func (s sketch) namings() map[int]naming {
	type ranked struct{ node, rank int }
	var all []ranked
	for i, piece := range s.pieces {
		if s.dense(i) {
			continue // denseLabels chooses there
		}
		order := slices.Clone(piece.nodes)
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.degree[b], s.degree[a]) })
		for rank, node := range order {
			all = append(all, ranked{node, rank})
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(min(a.rank, 1), min(b.rank, 1)), cmp.Compare(s.degree[b.node], s.degree[a.node]))
	})
	out := map[int]naming{}
	for i, r := range all[:min(len(all), namesMost)] {
		out[r.node] = newNaming(s.name(r.node), i < namesStrong)
	}
	return out
}

// label is a name where it is written.
type label struct {
	box
	naming
	anchor string
	node   int // whose name it is
}

// labels returns the names where they are written: beneath their nodes, where a place is kept for each, or beside or
// above, where there it crosses fewer relations and covers nothing.
func (p *placement) labels() []label {
	var all []label
	for i, piece := range p.pieces {
		if p.dense(i) {
			all = append(all, p.denseLabels(i)...)
			continue
		}
		taken := make([]box, len(piece.nodes))
		for k := range piece.nodes {
			taken[k] = p.plates[i][k].at(p.at[i][k], 1)
		}
		for k, node := range piece.nodes {
			if _, written := p.names[node]; !written {
				continue
			}
			best := p.labelOf(i, k, taken)
			best.node = node
			r := p.reach(node)
			at := p.at[i][k]
			taken[k] = joined(best.box, box{at.x - r, at.y - r, at.x + r, at.y + r})
			all = append(all, best)
		}
	}
	return all
}

// labelOf returns the name of a node of a piece where it stands best; taken is the room of each node of the piece.
func (p *placement) labelOf(piece, k int, taken []box) label {
	var best label
	least, node := 0, p.pieces[piece].nodes[k]
	for try, l := range places(p.at[piece][k], p.reach(node), p.names[node]) {
		other := func(b box) bool { return b != taken[k] && b.meets(l.box) }
		if try > 0 && (!l.within(p.panels[piece]) || l.meets(p.numeral(piece)) || slices.ContainsFunc(taken, other)) {
			continue
		}
		if crosses := p.crossings(piece, l.box); try == 0 || crosses < least {
			best, least = l, crosses
		}
	}
	return best
}

// numeral is where the number of a panel is written, with the space around it; nowhere where there is none.
func (p *placement) numeral(piece int) box {
	if !p.numbered() {
		return box{}
	}
	c := p.panels[piece]
	return box{c.left, c.top, c.left + 16 + 9*float64(len(strconv.Itoa(piece+1))+1), c.top + panelHead}
}

// crossings is how many relations of a piece go through a box, one that is told more of counted for several.
func (p *placement) crossings(piece int, b box) int {
	n := 0
	for k, list := range p.pieces[piece].neighbours {
		for _, to := range list {
			switch nodes := p.pieces[piece].nodes; {
			case k > to || !b.crossed(p.at[piece][k], p.at[piece][to]):
			case p.told != nil && p.told(nodes[k], nodes[to]):
				n += toldCrossing
			default:
				n++
			}
		}
	}
	return n
}

// toldCrossing is how many plain relations a name rather covers than one that is told more of.
const toldCrossing = 4

func joined(a, b box) box {
	return box{min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom)}
}

// places returns where a name may stand around a node that reaches r: beneath first, then to a side and above.
func places(at point, r float64, n naming) []label {
	const gap = 2
	place := func(anchor string, left, top float64) label {
		return label{box: box{left, top, left + n.width, top + n.height}, naming: n, anchor: anchor}
	}
	return []label{
		place("middle", at.x-n.width/2, at.y+r+gap), place("start", at.x+r+gap+1, at.y-n.height/2),
		place("end", at.x-r-gap-1-n.width, at.y-n.height/2), place("middle", at.x-n.width/2, at.y-r-gap-n.height),
	}
}

func (l label) draw(out *svg) {
	x := map[string]float64{"start": l.left, "middle": (l.left + l.right) / 2, "end": l.right}[l.anchor]
	as, weight := letteringOf(l.strong), "400"
	if l.strong {
		weight = "700"
	}
	for i, line := range l.lines {
		y := l.top + as.line*float64(i+1) - .26*as.line
		attributes := []any{"text-anchor", l.anchor, "font-size", as.size, "font-weight", weight}
		halo := []any{"stroke", panelGround, "stroke-width", "3", "paint-order", "stroke", "stroke-linejoin", "round"}
		if l.gone { // a halo would be around the stroke through it too
			out.text(x, y, line, slices.Concat(attributes, halo)...)
			halo = goneText()
		}
		out.text(x, y, line, append(attributes, halo...)...)
	}
}

// goneText is how the name of one that is gone is written.
func goneText() []any { return []any{"fill", "#4a545e", "text-decoration", "line-through"} }
