package drawing

import (
	"cmp"
	"container/heap"
	"slices"

	"trama/graph"
	"trama/locale"
)

// limits are how much of a network is drawn: nodes of pieces, pieces, and isolates.
type limits struct{ nodes, pieces, isolates int }

// wholeLimits leave a network of a few thousand nodes whole, smallLimits what the eye follows node by node.
func wholeLimits() limits { return limits{5000, 800, 2000} }
func smallLimits() limits { return limits{largeNodes, 60, 90} }

// A network of more nodes in pieces than largeNodes is drawn as a large one: its pieces of more than densePiece nodes with
// thin lines and few names. A piece of smallPiece nodes is drawn whole beside larger ones that are not.
const (
	largeNodes = 320
	densePiece = 120
	smallPiece = 8
)

// sketch is what is drawn of a network: the whole of a small one, the most connected part of each piece of a large one.
type sketch struct {
	graph    *graph.Graph
	pieces   []sketchPiece
	isolates []int // nodes of the graph
	total    int   // nodes that the lens leaves
	large    bool
	size     sketchSize
	degree   []uint32 // by node of the graph
	locale   *locale.Locale
}

// name is what is written at a node: its label, of a sector of the table its word.
func (s sketch) name(node int) string { return s.locale.Side(s.graph.Label(node)) }

// sketchSize is how many pieces and isolates there are, drawn or not.
type sketchSize struct{ pieces, isolates int }

// sketchPiece is a piece: nodes of the graph, and for each the positions in nodes of its neighbours.
type sketchPiece struct {
	nodes      []int
	neighbours [][]int
	whole      int // nodes of the piece, drawn or not
}

// relations is how many pairs of the nodes drawn are joined.
func (p sketchPiece) relations() int {
	n := 0
	for _, list := range p.neighbours {
		n += len(list)
	}
	return n / 2
}

// sketchOptions say what of a graph is drawn, in which language, and how much at most.
type sketchOptions struct {
	lens   graph.Lens
	locale *locale.Locale
	most   limits
}

// newSketch chooses what to draw of a graph under a lens. It returns false where the lens does not fit the graph.
func newSketch(g *graph.Graph, o sketchOptions) (sketch, bool) {
	selection, err := o.lens.Select(g)
	if err != nil {
		return sketch{}, false
	}
	s := sketch{graph: g, locale: o.locale, total: selection.NodeCount, degree: make([]uint32, g.Nodes())}
	a := newAdjacency(selection, s.degree)
	components := a.components(selection)
	inPieces := 0
	for _, c := range components {
		if len(c) > 1 {
			s.size.pieces++
			inPieces += len(c)
		} else {
			s.size.isolates++
			if len(s.isolates) < o.most.isolates {
				s.isolates = append(s.isolates, c[0])
			}
		}
	}
	components = components[:min(s.size.pieces, o.most.pieces)]
	s.large = inPieces > largeNodes && o.most.nodes > largeNodes
	share := o.most.shares(components, inPieces)
	for _, c := range components {
		s.pieces = append(s.pieces, a.piece(c, share(len(c))))
	}
	return s, true
}

// dense tells whether a piece is drawn with thin lines and few names.
func (s sketch) dense(piece int) bool { return s.large && len(s.pieces[piece].nodes) > densePiece }

// shares returns how many nodes are drawn of a piece of a size: all where there is room for all, and of small pieces also where
// these take no more than a quarter of it; the others have shares of what is left.
func (most limits) shares(components [][]int, inPieces int) func(size int) int {
	room, left, small := most.nodes, inPieces, 0
	for _, c := range components {
		if len(c) <= smallPiece {
			small += len(c)
		}
	}
	whole := 0
	if small <= most.nodes/4 {
		whole, room, left = smallPiece, room-small, left-small
	}
	return func(size int) int {
		if inPieces <= most.nodes || size <= whole {
			return size
		}
		return max(2, size*room/left)
	}
}

// drawn is how many nodes the sketch holds.
func (s sketch) drawn() int {
	n := len(s.isolates)
	for _, p := range s.pieces {
		n += len(p.nodes)
	}
	return n
}

// adjacency is the undirected neighbours of each node, as positions in the graph; loops dropped, parallels kept.
type adjacency struct {
	offsets []uint32
	targets []uint32
	degree  []uint32
}

func newAdjacency(s *graph.Selection, degree []uint32) adjacency {
	g := s.Graph
	a := adjacency{offsets: make([]uint32, g.Nodes()+1), degree: degree}
	each := func(do func(from, to int)) {
		for e := range g.Edges() {
			if from, to := g.Ends(e); from != to && s.HasEdge(e) {
				do(from, to)
				do(to, from)
			}
		}
	}
	each(func(from, _ int) { a.offsets[from+1]++ })
	for i := range g.Nodes() {
		a.offsets[i+1] += a.offsets[i]
	}
	a.targets = make([]uint32, a.offsets[g.Nodes()])
	next := slices.Clone(a.offsets)
	each(func(from, to int) {
		a.targets[next[from]] = uint32(to)
		next[from]++
	})
	for i := range g.Nodes() {
		of := a.of(i)
		slices.Sort(of)
		degree[i] = uint32(len(slices.Compact(slices.Clone(of))))
	}
	return a
}

func (a adjacency) of(i int) []uint32 { return a.targets[a.offsets[i]:a.offsets[i+1]] }

// components returns the nodes of each component in ascending order, the largest component first, then by lowest node.
func (a adjacency) components(s *graph.Selection) [][]int {
	seen := make([]bool, s.Graph.Nodes())
	var all [][]int
	for i := range s.Graph.Nodes() {
		if seen[i] || !s.HasNode(i) {
			continue
		}
		seen[i] = true
		c := []int{i}
		for at := 0; at < len(c); at++ {
			for _, next := range a.of(c[at]) {
				if !seen[next] {
					seen[next] = true
					c = append(c, int(next))
				}
			}
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(x, y []int) int { return cmp.Compare(len(y), len(x)) })
	return all
}

// piece takes the best connected part of a component: from the node with most relations outwards, the neighbour with
// most relations first.
func (a adjacency) piece(component []int, share int) sketchPiece {
	p := sketchPiece{whole: len(component)}
	start := component[0]
	for _, i := range component {
		if a.degree[i] > a.degree[start] || a.degree[i] == a.degree[start] && i < start {
			start = i
		}
	}
	place := map[int]int{start: -1}
	front := &frontier{degree: a.degree, nodes: []int{start}}
	for front.Len() > 0 && len(p.nodes) < share {
		i := heap.Pop(front).(int)
		place[i] = len(p.nodes)
		p.nodes = append(p.nodes, i)
		for _, next := range a.of(i) {
			if _, known := place[int(next)]; !known {
				place[int(next)] = -1
				heap.Push(front, int(next))
			}
		}
	}
	p.neighbours = make([][]int, len(p.nodes))
	for k, i := range p.nodes {
		for _, next := range slices.Compact(slices.Clone(a.of(i))) {
			if to, known := place[int(next)]; known && to >= 0 {
				p.neighbours[k] = append(p.neighbours[k], to)
			}
		}
	}
	return p
}

// frontier is the nodes that a piece may take next, the most connected on top.
type frontier struct {
	degree []uint32
	nodes  []int
}

// Len returns the number of nodes; with the other four methods they are a heap.Interface.
func (f *frontier) Len() int { return len(f.nodes) }

// Less tells whether node i has the greater degree, of equals the lower number.
func (f *frontier) Less(i, j int) bool {
	a, b := f.nodes[i], f.nodes[j]
	return f.degree[a] > f.degree[b] || f.degree[a] == f.degree[b] && a < b
}

// Swap exchanges two nodes.
func (f *frontier) Swap(i, j int) { f.nodes[i], f.nodes[j] = f.nodes[j], f.nodes[i] }

// Push appends a node; only heap.Push calls it, which then moves the node to its place in O(log n).
func (f *frontier) Push(x any) { f.nodes = append(f.nodes, x.(int)) }

// Pop takes the last node off, where heap.Pop has put the most connected.
func (f *frontier) Pop() any {
	last := f.nodes[len(f.nodes)-1]
	f.nodes = f.nodes[:len(f.nodes)-1]
	return last
}
