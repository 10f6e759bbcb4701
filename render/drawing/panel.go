package drawing

import (
	"cmp"
	"math"
	"slices"
)

// How pieces are put on the paper: the space between two panels, what a panel has at its edges, how much of it plates
// may fill, how much narrower or wider than wanted a panel may become, and how long a relation may be at most.
const (
	panelGap   = 10.0
	panelEdge  = 9.0
	panelHead  = 20.0 // above the nodes, for the number
	panelFull  = .5
	panelTight = 1.25
	panelLoose = 2.0
	stepMost   = 130.0
)

// plate is the room that a node takes with its name beneath it: how far it reaches from the node's middle.
type plate struct{ side, up, down float64 }

func (p plate) at(q point, share float64) box {
	return box{q.x - p.side*share, q.y - p.up*share, q.x + p.side*share, q.y + p.down*share}
}

// panelRows parts panels of wanted widths into rows of the width of the paper, in order, a small one never beside one
// that is much larger. It brings each row to that width, or near to it where it would be stretched too much, and returns
// the widths, and the row of each.
func panelRows(wanted []float64, width float64) (widths []float64, rows []int) {
	rows = make([]int, len(wanted))
	for first := 0; first < len(wanted); {
		used, end := min(wanted[first], width), first+1
		for end < len(wanted) && wanted[end] >= wanted[first]/2 && used+panelGap+wanted[end] <= width*panelTight {
			used, end = used+panelGap+wanted[end], end+1
		}
		gaps := panelGap * float64(end-first-1)
		for i := first; i < end; i++ {
			widths = append(widths, min(wanted[i], width)*min(panelLoose, (width-gaps)/(used-gaps)))
			if first > 0 {
				rows[i] = rows[first-1] + 1
			}
		}
		first = end
	}
	return widths, rows
}

// wantedWidth is how wide a panel would be for what its nodes need, in the shape of their layout, and wider where there
// are many relations.
func wantedWidth(at []point, plates []plate, relations int) float64 {
	crowded := min(2.2, max(1, float64(relations)/float64(2*len(at))))
	area, widest := areaOf(plates)*crowded, 0.0
	for _, p := range plates {
		widest = max(widest, 2*p.side)
	}
	low, high := extent(at)
	shape := min(2, max(1.1, (high.x-low.x+.6)/(high.y-low.y+.6)))
	return max(math.Sqrt(area*shape)+2*panelEdge, (widest+2*panelEdge)*panelTight*1.05)
}

// areaOf is how much paper plates need, with what must stay free between them.
func areaOf(plates []plate) float64 {
	area := 0.0
	for _, p := range plates {
		area += (2*p.side + 4) * (p.up + p.down + 4)
	}
	return area / panelFull
}

func extent(at []point) (low, high point) {
	low, high = at[0], at[0]
	for _, p := range at {
		low, high = point{min(low.x, p.x), min(low.y, p.y)}, point{max(high.x, p.x), max(high.y, p.y)}
	}
	return low, high
}

// settled brings a layout into a panel of a width, so that no plate covers another one, and returns where its nodes lie
// and how high the panel is: as high as needed.
func settled(at []point, plates []plate, width float64) ([]point, float64) {
	in := box{panelEdge, panelHead, width - panelEdge, panelHead}
	in.bottom += max(areaOf(plates)/(in.right-in.left), plateHeight(plates))
	for tries := 0; ; tries++ {
		out := fitted(at, plates, in)
		switch {
		case separated(out, plates, in):
			return trimmed(out, plates)
		case tries == triesMost:
			return trimmed(stacked(out, plates), plates)
		}
		in.bottom *= 1.15
	}
}

// triesMost is how often a panel is made higher before its nodes are moved down until each has its room.
const triesMost = 4

// stacked moves nodes down, those at the top first, as far as each must so that its plate covers none above it.
func stacked(at []point, plates []plate) []point {
	order := fromTheTop(at)
	for k, i := range order {
		for moved := true; moved; {
			moved = false
			for _, j := range order[:k] {
				if own, above := plates[i].at(at[i], 1), plates[j].at(at[j], 1); own.meets(above) {
					at[i].y, moved = above.bottom+plates[i].up+1e-6, true
				}
			}
		}
	}
	return at
}

func plateHeight(plates []plate) float64 {
	highest := 0.0
	for _, p := range plates {
		highest = max(highest, p.up+p.down)
	}
	return highest
}

// trimmed takes off the height that nothing fills.
func trimmed(at []point, plates []plate) ([]point, float64) {
	top, bottom := math.Inf(1), math.Inf(-1)
	for i, p := range plates {
		b := p.at(at[i], 1)
		top, bottom = min(top, b.top), max(bottom, b.bottom)
	}
	for i := range at {
		at[i].y -= top - panelHead
	}
	return at, bottom - top + panelHead + panelEdge
}

// fitted stretches a layout over a box, in one direction at most so much more than in the other.
func fitted(at []point, plates []plate, in box) []point {
	low, high := extent(at)
	var side, tall float64
	for _, p := range plates {
		side, tall = side+p.side/float64(len(plates)), tall+(p.up+p.down)/2/float64(len(plates))
	}
	sx, sy := stretch(in.right-in.left-2*side, high.x-low.x), stretch(in.bottom-in.top-2*tall, high.y-low.y)
	sx, sy = min(sx, 1.7*sy), min(sy, 1.7*sx)
	out := make([]point, len(at))
	for i, p := range at {
		out[i] = point{(in.left+in.right)/2 + (p.x-(low.x+high.x)/2)*sx, (in.top+in.bottom)/2 + (p.y-(low.y+high.y)/2)*sy}
	}
	return out
}

func stretch(room, length float64) float64 {
	if length < 1e-6 || room < 0 {
		return stepMost
	}
	return min(stepMost, room/length)
}

// separated moves nodes until no plate covers another one and all lie in the box, the plates growing to their size; it
// returns false where they do not come apart.
func separated(at []point, plates []plate, in box) bool {
	for p := (crowd{at: at, plates: plates, share: .4}); ; p.share = min(1, p.share+.2) {
		moved := true
		for p.round = 0; moved && p.round < 40; p.round++ {
			moved = p.pushedApart()
			for i, plate := range plates {
				at[i] = point{clamp(at[i].x, in.left+plate.side, in.right-plate.side), clamp(at[i].y, in.top+plate.up, in.bottom-plate.down)}
			}
		}
		if p.share == 1 {
			return !moved
		}
	}
}

func clamp(x, low, high float64) float64 {
	if low > high {
		return (low + high) / 2
	}
	return min(max(x, low), high)
}

// crowd is nodes that are being moved apart: how much of their plates counts by now, and how often they were pushed.
type crowd struct {
	at     []point
	plates []plate
	share  float64
	round  int
}

// pushedApart pushes all pairs whose plates meet, nodes in order from the top; it tells whether there were any.
func (c crowd) pushedApart() bool {
	order := fromTheTop(c.at)
	moved, tallest := false, plateHeight(c.plates)
	for k, i := range order {
		for _, j := range order[k+1:] {
			if c.at[j].y-c.at[i].y > tallest*2 {
				break
			}
			if c.pushed(i, j) {
				moved = true
			}
		}
	}
	return moved
}

// fromTheTop returns the places of nodes, the highest first.
func fromTheTop(at []point) []int {
	order := make([]int, len(at))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(at[a].y, at[b].y) })
	return order
}

// pushed moves two nodes whose plates meet half the way each, in the direction that takes less; now and then in the
// other, for those whom others hold fast.
func (c crowd) pushed(i, j int) bool {
	a, b := c.plates[i].at(c.at[i], c.share), c.plates[j].at(c.at[j], c.share)
	x, y := min(a.right, b.right)-max(a.left, b.left), min(a.bottom, b.bottom)-max(a.top, b.top)
	if x < 1e-6 || y < 1e-6 {
		return false
	}
	aside := x < y
	if c.round%7 == 6 {
		aside = !aside
	}
	if aside {
		shift := (x/2 + .05) * before(a.left+a.right, b.left+b.right, i < j)
		c.at[i].x, c.at[j].x = c.at[i].x-shift, c.at[j].x+shift
	} else {
		shift := (y/2 + .05) * before(a.top+a.bottom, b.top+b.bottom, i < j)
		c.at[i].y, c.at[j].y = c.at[i].y-shift, c.at[j].y+shift
	}
	return true
}

// before is 1 where the first lies before the second, else −1.
func before(first, second float64, equal bool) float64 {
	if first < second || first == second && equal {
		return 1
	}
	return -1
}
