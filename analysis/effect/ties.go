package effect

import (
	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// Ties answers how many bridges and articulation points lie between two nodes of one component, by climbing the forests
// of parts and of blocks that the search for cuts leaves: O(depth of the forest).
type Ties struct {
	cuts   *structure.Cuts
	order  []uint32 // when the search met each node
	parent []uint32 // from which node
	part   []uint32 // highest node of the node's 2-edge-connected part
	bridge []uint32 // bridges above the node
	block  []uint32 // the block of the node and its parent
	top    []uint32 // highest node of each block
	depth  []uint32 // blocks above the node
}

func newTies(v *view.View, c *structure.Cuts) Ties {
	n := v.N()
	t := Ties{cuts: c, order: make([]uint32, n), part: make([]uint32, n), bridge: make([]uint32, n), parent: make([]uint32, n), block: c.BlockOf(), depth: make([]uint32, n)}
	twoEdge, count := c.TwoEdgeParts()
	highest := make([]uint32, count)
	for i := range highest {
		highest[i] = view.None
	}
	blocks := 0
	for i, u := range c.Order() {
		p := c.Parent(int(u))
		t.order[u], t.parent[u] = uint32(i), p
		if highest[twoEdge[u]] == view.None {
			highest[twoEdge[u]] = u
		}
		t.part[u] = highest[twoEdge[u]]
		if p == view.None {
			continue
		}
		t.bridge[u] = t.bridge[p]
		if twoEdge[u] != twoEdge[p] {
			t.bridge[u]++
		}
		if int(t.block[u]) == blocks {
			t.top = append(t.top, p)
			blocks++
		}
		t.depth[u] = t.depth[t.top[t.block[u]]] + 1
	}
	return t
}

// between returns how many bridges, and how many articulation points, a relation between a and b would do away with.
func (t Ties) between(a, b int) (bridges, points int) {
	t.bridgesOn(uint32(a), uint32(b), func(_, _ uint32) { bridges++ })
	t.pointsOn(uint32(a), uint32(b), func(uint32) { points++ })
	return bridges, points
}

// Path returns the bridges, by their ends, and the articulation points that a relation between a and b would do away with,
// in the order in which they are met from the ends.
func (t Ties) Path(a, b int) (bridges [][2]uint32, points []uint32) {
	t.bridgesOn(uint32(a), uint32(b), func(u, above uint32) { bridges = append(bridges, [2]uint32{u, above}) })
	t.pointsOn(uint32(a), uint32(b), func(u uint32) { points = append(points, u) })
	return bridges, points
}

// bridgesOn climbs from both nodes to where their 2-edge-connected parts meet.
func (t Ties) bridgesOn(a, b uint32, met func(u, above uint32)) {
	for t.part[a] != t.part[b] {
		if t.bridge[a] < t.bridge[b] {
			a, b = b, a
		}
		below := t.part[a]
		a = t.parent[below]
		met(below, a)
	}
}

// pointsOn climbs from both nodes to where their blocks meet, and gives the cut nodes inside the path that have no block
// beside the two on it.
func (t Ties) pointsOn(a, b uint32, met func(u uint32)) {
	x, y := a, b
	for x != y && t.block[x] != t.block[y] {
		if t.depth[x] < t.depth[y] {
			x, y = y, x
		}
		if x = t.top[t.block[x]]; x != y && t.cuts.Parts[x] == 2 {
			met(x)
		}
	}
}

// BlockTo returns the block that holds the pair of u and its neighbour w: that of whichever the search met later.
func (t Ties) BlockTo(u, w int) uint32 {
	if t.order[u] > t.order[w] {
		return t.block[u]
	}
	return t.block[w]
}
