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
	order      []uint32 // the nodes as the search met them
	visits     []visit
}

// Bridge is a pair whose loss disconnects its ends. U < V.
type Bridge struct {
	U, V      uint32
	Separates int // nodes on the smaller side
}

// visit is what the search keeps of a node, in one place, since it needs all of it at once. Orders count from 1.
type visit struct{ order, low, parent, next uint32 }

// NewCuts returns bridges, articulation points, blocks, and the size of every part that each loss leaves, from one
// iterative depth-first search with low-links and subtree sizes (Hopcroft and Tarjan 1973, doi:10.1145/362248.362272).
// Direction and weights are ignored; parallel edges count as one, so that two contracts between the same two bodies are
// a bridge. Each piece is searched by itself. O(n+m). It fails only when the context ends.
func NewCuts(ctx context.Context, v *view.View) (*Cuts, error) {
	var hubs *view.Arrangement
	if v.N() >= arrangeFrom {
		hubs = v.HubsFirst()
		v = hubs.View
	}
	c, err := newSearch(v).run(ctx, nil)
	if err != nil {
		return nil, err
	}
	if hubs != nil {
		c = c.ofNodes(hubs)
	}
	slices.SortFunc(c.Bridges, func(a, b Bridge) int {
		return cmp.Compare(uint64(a.U)<<32|uint64(a.V), uint64(b.U)<<32|uint64(b.V))
	})
	return c, nil
}

// ofNodes returns the cuts of the view that was arranged for the search.
func (c *Cuts) ofNodes(a *view.Arrangement) *Cuts {
	n := len(c.Parts)
	of := &Cuts{
		Bridges: c.Bridges, Blocks: c.Blocks, components: c.components, reached: c.reached, order: c.order,
		Parts: make([]uint32, n), Largest: make([]uint32, n), Reached: make([]int64, n), visits: make([]visit, n),
	}
	for i, b := range of.Bridges {
		u, w := a.Was[b.U], a.Was[b.V]
		of.Bridges[i].U, of.Bridges[i].V = min(u, w), max(u, w)
	}
	for i, x := range of.order {
		of.order[i] = a.Was[x]
	}
	for u, x := range a.Number {
		of.Parts[u], of.Largest[u], of.Reached[u], of.visits[u] = c.Parts[x], c.Largest[x], c.Reached[x], c.visits[x]
		if parent := &of.visits[u].parent; *parent != view.None {
			*parent = a.Was[*parent]
		}
	}
	return of
}

// ArticulationPoints returns how many nodes there are whose loss leaves their component in two parts or more.
func (c *Cuts) ArticulationPoints() int {
	count := 0
	for _, parts := range c.Parts {
		if parts > 1 {
			count++
		}
	}
	return count
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

// componentSize is one more than the sum of the parts; next holds it once the search is over.
func (c *Cuts) componentSize(u int) int { return int(c.visits[u].next) }

// search is the state of the walk beside what Cuts keeps. It can run again, which makes a new result in the old place.
type search struct {
	*Cuts
	v       *view.View
	subtree []subtree
}

// subtree counts the nodes below and at a node, and how many of them its loss cuts off.
type subtree struct{ size, cut uint32 }

func newSearch(v *view.View) *search {
	n := v.N()
	return &search{v: v, subtree: make([]subtree, n), Cuts: &Cuts{
		Parts: make([]uint32, n), Largest: make([]uint32, n), Reached: make([]int64, n),
		order: make([]uint32, 0, n), visits: make([]visit, n),
	}}
}

// gone is the order of a node that the search is to pass over: neither new nor low.
const gone = ^uint32(0)

// run searches the graph without some nodes. Bridges are in the order in which they were found.
func (s *search) run(ctx context.Context, out []uint32) (*Cuts, error) {
	s.reset()
	for _, u := range out {
		s.visits[u].order = gone
	}
	for root := range s.visits {
		if root%steps == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if s.visits[root].order != 0 {
			continue
		}
		if err := s.component(ctx, uint32(root)); err != nil {
			return nil, err
		}
	}
	return s.Cuts, nil
}

func (s *search) reset() {
	clear(s.Parts)
	clear(s.Largest)
	clear(s.Reached)
	clear(s.visits)
	s.order, s.Bridges, s.Blocks, s.components, s.reached = s.order[:0], s.Bridges[:0], 0, 0, 0
}

// component walks one component. A node is finished when its row is at an end: then its parent learns its low-link and
// size, and whether the parent's loss cuts it off.
func (s *search) component(ctx context.Context, root uint32) error {
	first, bridges := len(s.order), len(s.Bridges)
	s.enter(root, view.None)
	for u := root; ; {
		at := &s.visits[u]
		if down := s.advance(at, s.v.Offsets[u+1]); down != view.None {
			if len(s.order)%steps == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			s.enter(down, u)
			u = down
			continue
		}
		if u == root {
			break
		}
		s.finish(u, at)
		u = at.parent
	}
	s.close(s.order[first:], s.Bridges[bridges:])
	return nil
}

// advance walks on in the row of a node until it meets a new one, and returns that, or None at the end of the row.
func (s *search) advance(at *visit, end uint32) uint32 {
	for at.next < end {
		w := s.v.Targets[at.next]
		at.next++
		order := s.visits[w].order
		if order == 0 {
			return w
		}
		if order < at.low && w != at.parent {
			at.low = order
		}
	}
	return view.None
}

func (s *search) enter(u, parent uint32) {
	s.order = append(s.order, u)
	order := uint32(len(s.order))
	s.visits[u] = visit{order: order, low: order, parent: parent, next: s.v.Offsets[u]}
	s.subtree[u] = subtree{size: 1}
}

func (s *search) finish(u uint32, at *visit) {
	p := at.parent
	up, size := &s.visits[p], s.subtree[u].size
	s.subtree[p].size += size
	if at.low < up.order {
		up.low = min(up.low, at.low)
		return
	}
	s.Blocks++
	s.subtree[p].cut += size
	s.addPart(p, size)
	if at.low > up.order {
		s.Bridges = append(s.Bridges, Bridge{U: min(u, p), V: max(u, p), Separates: int(size)})
	}
}

func (c *Cuts) addPart(u, size uint32) {
	c.Parts[u]++
	c.Largest[u] = max(c.Largest[u], size)
	c.Reached[u] += Pairs(int(size))
}

// close gives each node of a component the part on the side of its parent, now that the component's size is known, and
// turns the subtree under each bridge into its smaller side.
func (s *search) close(members []uint32, bridges []Bridge) {
	size := uint32(len(members))
	s.components++
	s.reached += Pairs(int(size))
	for _, u := range members {
		if rest := size - 1 - s.subtree[u].cut; rest > 0 {
			s.addPart(u, rest)
		}
		s.visits[u].next = size
	}
	for i := range bridges {
		bridges[i].Separates = min(bridges[i].Separates, int(size)-bridges[i].Separates)
	}
}

// TwoEdgeParts returns the 2-edge-connected part of each node, numbered from 0 in the order of the search, and how many
// there are. Two nodes share a part where no single pair's loss parts them. O(n).
func (c *Cuts) TwoEdgeParts() (part []uint32, count int) {
	part = make([]uint32, len(c.order))
	for _, u := range c.order {
		at := c.visits[u]
		if at.low == at.order { // a root, or under a bridge
			part[u] = uint32(count)
			count++
		} else {
			part[u] = part[at.parent]
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
// numbered from 0 in the order of the search; None for a root. With Parent it is the block–cut forest. O(n).
func (c *Cuts) BlockOf() []uint32 {
	block, count := make([]uint32, len(c.order)), uint32(0)
	for _, u := range c.order {
		at := c.visits[u]
		switch {
		case at.parent == view.None:
			block[u] = view.None
		case at.low >= c.visits[at.parent].order:
			block[u] = count
			count++
		default:
			block[u] = block[at.parent]
		}
	}
	return block
}

// Order returns the nodes in the order in which the search met them: pre-order of a spanning forest.
func (c *Cuts) Order() []uint32 { return c.order }

// Parent returns the node from which the search came to u, None for the root of a component.
func (c *Cuts) Parent(u int) uint32 { return c.visits[u].parent }
