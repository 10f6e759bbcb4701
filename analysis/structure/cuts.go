package structure

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/internal/view"
)

// Cuts says what the loss of each single relation and each single node would do.
type Cuts struct {
	Bridges []Bridge // ascending by U, then V
	Blocks  int      // biconnected components; an isolated node is none

	// Of the component that node u is in, the loss of u leaves Parts[u] parts, of which the largest has Largest[u] nodes,
	// with Reached[u] unordered pairs in them. u is an articulation point where Parts[u] > 1.
	Parts   []uint32
	Largest []uint32
	Reached []int64

	components int
	reached    int64    // unordered pairs that reach each other now
	size       []uint32 // of the component of each node
	order      []uint32 // the nodes, each before those that the search reached from it and all of these together
	parent     []uint32
	block      []uint32
	single     []bool // the blocks of one pair
}

// Bridge is a pair whose loss disconnects its ends. U < V.
type Bridge struct {
	U, V      uint32
	Separates int // nodes on the smaller side
}

// NewCuts returns bridges, articulation points, blocks, and the size of every part that each loss leaves, from one
// breadth-first search: the pairs beside its tree hang together in pieces each of which lies in one block (Cong and Bader
// 2005, doi:10.1109/IPDPS.2005.100), so that the paths in the tree between the nodes of each piece are all that is left to
// walk. Direction and weights are ignored; parallel edges count as one, so that two contracts between the same two bodies
// are a bridge. Each component is searched by itself. O(n+m), nearly. It fails only when the context ends.
func NewCuts(ctx context.Context, v *view.View) (*Cuts, error) {
	s := newSearch(v)
	if v.N() >= arrangeFrom {
		hubs := v.HubsFirst()
		s.v, s.name = hubs.View, hubs.Was
	}
	if err := s.run(ctx, nil); err != nil {
		return nil, err
	}
	return s.cuts(), nil
}

// ArticulationPoints returns the nodes whose loss leaves their component in two parts or more, ascending.
func (c *Cuts) ArticulationPoints() []int {
	var points []int
	for u, parts := range c.Parts {
		if parts > 1 {
			points = append(points, u)
		}
	}
	return points
}

// BridgesBySeparation returns the bridges by what they separate, the most first, ties in order of their nodes.
func (c *Cuts) BridgesBySeparation() []Bridge {
	bridges := slices.Clone(c.Bridges)
	slices.SortStableFunc(bridges, func(a, b Bridge) int { return cmp.Compare(b.Separates, a.Separates) })
	return bridges
}

// Components returns the number of components now.
func (c *Cuts) Components() int { return c.components }

// ComponentsAfter returns the number of components that the loss of u leaves.
func (c *Cuts) ComponentsAfter(u int) int { return c.components - 1 + int(c.Parts[u]) }

// FragmentationAfter returns Borgatti's F of the n − 1 nodes that the loss of u leaves.
func (c *Cuts) FragmentationAfter(u int) float64 {
	return Fragmentation(len(c.Parts)-1, c.ReachedAfter(u))
}

// ReachedAfter returns the number of unordered pairs that reach each other once u is lost.
func (c *Cuts) ReachedAfter(u int) int64 {
	return c.reached - Pairs(c.componentSize(u)) + c.Reached[u]
}

// CutOff returns how many nodes of its component the loss of u leaves outside the largest part.
func (c *Cuts) CutOff(u int) int { return c.componentSize(u) - 1 - int(c.Largest[u]) }

// componentSize is one more than the sum of the parts.
func (c *Cuts) componentSize(u int) int { return int(c.size[u]) }

// TwoEdgeParts returns the 2-edge-connected part of each node, numbered from 0 in the order of the search, and how many
// there are. Two nodes share a part where no single pair's loss parts them. O(n).
func (c *Cuts) TwoEdgeParts() (part []uint32, count int) {
	part = make([]uint32, len(c.order))
	for _, u := range c.order {
		if c.block[u] == view.None || c.single[c.block[u]] {
			part[u] = uint32(count)
			count++
		} else {
			part[u] = part[c.parent[u]]
		}
	}
	return part, count
}

// BridgeForest returns the leaves p and the isolated nodes q of the forest that is left when each 2-edge-connected part
// is shrunk to a node. O(n).
func (c *Cuts) BridgeForest() (leaves, isolated int) {
	part, count := c.TwoEdgeParts()
	degree := make([]uint32, count)
	for _, b := range c.Bridges {
		degree[part[b.U]]++
		degree[part[b.V]]++
	}
	for _, d := range degree {
		switch d {
		case 0:
			isolated++
		case 1:
			leaves++
		}
	}
	return leaves, isolated
}

// LinksToRobust returns how many new pairs it takes, at least, until no single pair's loss disconnects anything:
// ⌈p/2⌉ + q for p leaves and q isolated nodes of the bridge forest, 0 where p + q ≤ 1 (Eswaran and Tarjan 1976,
// doi:10.1137/0205044). At n ≤ 2 no simple graph gets there; the figure is that of the formula all the same.
func LinksToRobust(leaves, isolated int) int {
	if leaves+isolated <= 1 {
		return 0
	}
	return (leaves+1)/2 + isolated
}

// BlockOf returns, for each node but the roots of the search, the block that holds the pair of it and its parent,
// numbered from 0 in the order of the search; None for a root. With Parent it is the block–cut forest.
func (c *Cuts) BlockOf() []uint32 { return c.block }

// Order returns the nodes in pre-order of a spanning forest.
func (c *Cuts) Order() []uint32 { return c.order }

// Parent returns the node above u in that forest, None for the root of a component.
func (c *Cuts) Parent(u int) uint32 { return c.parent[u] }
