package graph

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// Limits of what a graph holds; a codec may be told others.
const (
	MaxNodeID = 1024
	MaxEdgeID = 8192
	MaxValue  = 1 << 20
)

// Builder collects nodes, edges and attributes in any order and makes a Graph of them that does not depend on that
// order. It is not safe for concurrent use.
//
// A node is named by its row, the number under which it was made; an edge likewise. A column is a handle from NodeColumn
// or EdgeColumn. Kinds and types are given as read: Build turns those that the catalogue knows into its ids.
type Builder struct {
	ids      *dictionary
	kinds    []uint32
	kindSet  bits
	kindOf   names
	listed   bits
	nodeCols columns

	source, target []uint32 // rows; while the graph is built, ranks
	ranked         []uint32 // the node of each rank
	types          []uint32 // codes; those of edges beyond it are 0
	typeOf         names
	directions     []direction // of the types, by code
	directed       bits
	edgeIDs        *packer
	edgeCols       columns
	files          []int       // the edges at which another file begins
	moved          map[int]int // rows that are no nodes, and those that their edges go to

	attrs map[string]Value
	room  *room // of the columns; nil where there is no bound
}

// NewBuilder returns an empty Builder.
func NewBuilder() *Builder {
	return &Builder{
		ids: newDictionary(), edgeIDs: newPacker(0), attrs: map[string]Value{},
		kindOf: newNames(KindNamed), typeOf: newNames(TypeNamed),
	}
}

// names numbers the canonical forms of names in the order of their first use; 0 is the empty one.
type names struct {
	canonical func(string) string
	codes     map[string]uint32 // of names as read, too
	list      []string
	last      string // the name that was looked for last, and its code
	lastCode  uint32
}

func newNames(canonical func(string) string) names {
	return names{canonical: canonical, codes: map[string]uint32{"": 0}, list: []string{""}}
}

// asRead is the canonical form of names that are ids already.
func asRead(name string) string { return name }

func (n *names) code(name string) uint32 {
	if name != n.last {
		code, ok := n.codes[name]
		if !ok {
			code = n.newCode(name)
		}
		n.last, n.lastCode = name, code
	}
	return n.lastCode
}

func (n *names) newCode(name string) uint32 {
	name = strings.Clone(name)
	canonical := n.canonical(name)
	code, ok := n.codes[canonical]
	if !ok {
		code = uint32(len(n.list))
		n.codes[canonical], n.list = code, append(n.list, canonical)
	}
	n.codes[name] = code
	return code
}

// direction is what the catalogue says of a type.
type direction uint8

const (
	asFile direction = iota // the catalogue does not know the type
	undirected
	directed
)

func directionOf(typ string) direction {
	t, known := FindType(typ)
	switch {
	case !known:
		return asFile
	case t.Symmetric:
		return undirected
	}
	return directed
}

type columns struct {
	byName map[string]int
	list   []*cells
	room   *room
}

func (c *columns) handle(name string) int {
	i, ok := c.byName[name]
	if !ok {
		if c.byName == nil {
			c.byName = map[string]int{}
		}
		i = len(c.list)
		c.byName[name], c.list = i, append(c.list, &cells{name: name, room: c.room})
	}
	return i
}

// Key returns the key of an id, which stands for it in this Builder only.
func (b *Builder) Key(id []byte) Key { return keyOf(b.ids.seed, id) }

// Keys returns what makes keys of ids. Another goroutine may call it while this one adds to the Builder.
func (b *Builder) Keys() func(id []byte) Key {
	seed := b.ids.seed // apart from what changes, which would be fetched from the other core each time
	return func(id []byte) Key { return keyOf(seed, id) }
}

// Approach brings near what the next calls with these keys look at. Ids are all over memory: a million that are fetched one
// after the other take several times as long as those that are fetched together.
func (b *Builder) Approach(keys []Key) { b.ids.approach(keys) }

// Node returns the row of the node with the id, made where it is not there yet, and marks it as listed: named by a node
// table and not only by an edge.
func (b *Builder) Node(id string) int { return b.NodeKeyed(b.Key([]byte(id)), []byte(id)) }

// NodeKeyed is Node for an id in a buffer, which is not kept, and its key.
func (b *Builder) NodeKeyed(key Key, id []byte) int {
	row := b.EndKeyed(key, id)
	b.List(row)
	return row
}

// List marks the node in a row as listed.
func (b *Builder) List(row int) { b.listed.set(row) }

// End returns the row of the node that an edge names, made where it is not there yet.
func (b *Builder) End(id string) int { return b.EndKeyed(b.Key([]byte(id)), []byte(id)) }

// EndKeyed is End for an id in a buffer, which is not kept, and its key.
func (b *Builder) EndKeyed(key Key, id []byte) int {
	row, added := b.ids.internKey(key, id)
	if added {
		b.kinds = append(b.kinds, 0)
	}
	return row
}

// FindKeyed returns the row of the node with the id and key, and whether there is one.
func (b *Builder) FindKeyed(key Key, id []byte) (row int, ok bool) {
	return b.ids.findKey(key, id)
}

// Nodes returns the number of nodes so far, Edges that of edges.
func (b *Builder) Nodes() int { return len(b.ids.ends) }

// Edges returns the number of edges so far.
func (b *Builder) Edges() int { return len(b.source) }

// NodeID returns the id of the node in a row.
func (b *Builder) NodeID(row int) string { return string(b.ids.at(row)) }

// Listed tells whether the node in a row was made by Node, and not only by an edge.
func (b *Builder) Listed(row int) bool { return b.listed.get(row) }

// SetKind gives a node its kind; ok is false, and nothing changes, where it has another kind already.
func (b *Builder) SetKind(row int, kind string) (ok bool) {
	code := b.kindOf.code(kind)
	if b.kindSet.get(row) && b.kinds[row] != code {
		return false
	}
	b.kinds[row] = code
	b.kindSet.set(row)
	return true
}

// Kind returns the kind of the node in a row, and whether it was given one.
func (b *Builder) Kind(row int) (kind string, set bool) {
	return b.kindOf.list[b.kinds[row]], b.kindSet.get(row)
}

// NodeColumn returns a handle of the column with the name.
func (b *Builder) NodeColumn(name string) int { return b.nodeCols.handle(name) }

// EdgeColumn returns a handle of the column with the name.
func (b *Builder) EdgeColumn(name string) int { return b.edgeCols.handle(name) }

// SetNode gives a node a value; ok is false, and nothing changes, where it has another value in that column already.
func (b *Builder) SetNode(row, column int, v Value) (ok bool) {
	c := b.nodeCols.list[column]
	if old := c.at(row); !old.IsZero() {
		return v.IsZero() || old == v
	}
	c.set(row, v)
	return true
}

// ReplaceNode gives a node a value in the place of any that it has; a zero Value takes it away.
func (b *Builder) ReplaceNode(row, column int, v Value) { b.nodeCols.list[column].set(row, v) }

// NodeValue returns the value of a node in a column, zero where it has none.
func (b *Builder) NodeValue(row, column int) Value { return b.nodeCols.list[column].at(row) }

// EdgeValue returns the value of an edge in a column, zero where it has none.
func (b *Builder) EdgeValue(edge, column int) Value { return b.edgeCols.list[column].at(edge) }

// NodeTakes tells whether a node holds nothing in a column, or just this text.
func (b *Builder) NodeTakes(row, column int, text []byte) bool {
	return b.nodeCols.list[column].holdsText(row, text)
}

// SetNodeText gives a node a text that is not empty, whatever it held; it returns whether the column holds that text for
// the first time. The buffer is not kept.
func (b *Builder) SetNodeText(row, column int, text []byte) (added bool) {
	return b.nodeCols.list[column].setText(row, text)
}

// SetEdgeText is the same for an edge.
func (b *Builder) SetEdgeText(edge, column int, text []byte) (added bool) {
	return b.edgeCols.list[column].setText(edge, text)
}

// SetEdge gives an edge a value.
func (b *Builder) SetEdge(edge, column int, v Value) { b.edgeCols.list[column].set(edge, v) }

// SetAttribute gives the graph itself an attribute; a zero Value takes it away.
func (b *Builder) SetAttribute(name string, v Value) {
	if v.IsZero() {
		delete(b.attrs, name)
		return
	}
	b.attrs[name] = v
}

// BuilderEdge is an edge to add: ends are rows, and ID is empty where the file gives none.
type BuilderEdge struct {
	ID             string
	Source, Target int
	Type           string
	Directed       bool // what the file says; the catalogue decides for the types it knows
}

// Edge adds an edge and returns its number.
func (b *Builder) Edge(e BuilderEdge) int {
	n := len(b.source)
	b.source, b.target = append(b.source, uint32(e.Source)), append(b.target, uint32(e.Target))
	b.Retype(n, e.Type, e.Directed)
	if e.ID != "" || len(b.edgeIDs.ends) > 0 {
		for len(b.edgeIDs.ends) < n {
			b.edgeIDs.add("")
		}
		b.edgeIDs.add(e.ID)
	}
	return n
}

// NumberedEdges adds a directed edge without type for each two of the numbers, which are the ids of its ends and have at most
// eight digits: what End and Edge do, for many at a time and on all cores. Nodes that are new are made in ascending order.
func (b *Builder) NumberedEdges(ends []uint32) {
	first, edges := b.Edges(), len(ends)/2
	b.ids.addNumbers(ends)
	b.kinds = grown(b.kinds, b.Nodes())
	b.source, b.target = grown(b.source, first+edges), grown(b.target, first+edges)
	b.directed.setRange(first, first+edges)
	inShares(edges, func(from, to int) {
		for i := from; i < to; i++ {
			b.source[first+i], b.target[first+i] = b.ids.number(ends[2*i]), b.ids.number(ends[2*i+1])
		}
	})
}

// ExpectEdges makes room for so many edges more, so that they need not be moved as they become more.
func (b *Builder) ExpectEdges(n int) {
	b.source, b.target = slices.Grow(b.source, n), slices.Grow(b.target, n)
	b.directed = slices.Grow(b.directed, n/64+1)
}

// EdgeType returns the type of an edge: the catalogue's id where it knows the type.
func (b *Builder) EdgeType(edge int) string { return b.typeOf.list[b.typeCode(edge)] }

func (b *Builder) typeCode(edge int) uint32 {
	if edge < len(b.types) {
		return b.types[edge]
	}
	return 0
}

// Retype gives an edge another type, and the direction that the file says. It returns the one that it has: where the catalogue
// knows the type, that of the type.
func (b *Builder) Retype(edge int, typ string, fileDirected bool) (isDirected bool) {
	code := b.typeOf.code(typ)
	for len(b.directions) < len(b.typeOf.list) {
		b.directions = append(b.directions, directionOf(b.typeOf.list[len(b.directions)]))
	}
	if code > 0 || edge < len(b.types) {
		b.types = grown(b.types, edge+1)
		b.types[edge] = code
	}
	d := b.directions[code]
	if isDirected = d == directed || d == asFile && fileDirected; isDirected {
		b.directed.set(edge)
	} else {
		b.directed.clear(edge)
	}
	return isDirected
}

// IsDirected tells whether an edge has a direction; the catalogue decides for the types it knows.
func (b *Builder) IsDirected(edge int) bool { return b.directed.get(edge) }

// DirectionFixed says of how many edges a file says another direction than their type has.
func DirectionFixed(edges int) Sentence {
	return Say("direction_fixed", "relations of a type that always has a direction, or never one, keep that: what the file says otherwise changes nothing ({count})", V{"count": edges})
}

// BeginFile marks that what follows comes from another file: whether edges keep their ids is decided file by file. What
// files say is within the bounds of CheckRoom.
func (b *Builder) BeginFile() {
	b.files = append(b.files, b.Edges())
	if b.room == nil {
		b.room = &room{}
		b.nodeCols.room, b.edgeCols.room = b.room, b.room
	}
}

// ConvertNodes replaces each distinct value of a node column by what the function makes of it: the way in which a codec
// types a column when all of it has been read.
func (b *Builder) ConvertNodes(column int, f func(Value) Value) { b.nodeCols.list[column].convert(f) }

// ConvertEdges does the same for a column of the edges.
func (b *Builder) ConvertEdges(column int, f func(Value) Value) { b.edgeCols.list[column].convert(f) }

// NodeValues returns the distinct values that a node column holds, each once, in no promised order.
func (b *Builder) NodeValues(column int) []Value { return b.nodeCols.list[column].distinct() }

// EdgeValues returns the distinct values that an edge column holds, each once, in no promised order.
func (b *Builder) EdgeValues(column int) []Value { return b.edgeCols.list[column].distinct() }

// RenameNodes gives a node column another name; ok is false where that name is taken.
func (b *Builder) RenameNodes(column int, name string) (ok bool) {
	return b.nodeCols.rename(column, name)
}

// RenameEdges gives an edge column another name; ok is false where that name is taken.
func (b *Builder) RenameEdges(column int, name string) (ok bool) {
	return b.edgeCols.rename(column, name)
}

func (c *columns) rename(column int, name string) bool {
	if i, taken := c.byName[name]; taken {
		return i == column
	}
	delete(c.byName, c.list[column].name)
	c.list[column].name, c.byName[name] = name, column
	return true
}

// DropNodes takes a column of the nodes away. Its handle is not to be used afterwards.
func (b *Builder) DropNodes(column int) { b.nodeCols.drop(column) }

// DropEdges takes a column of the edges away.
func (b *Builder) DropEdges(column int) { b.edgeCols.drop(column) }

func (c *columns) drop(column int) {
	delete(c.byName, c.list[column].name)
	c.list[column].giveBack()
	c.list[column] = newCells("")
}

func (c *cells) convert(f func(Value) Value) {
	old := *c
	*c = cells{name: old.name}
	if old.numeric != None {
		for row, num := range old.numbers {
			if old.present.get(row) {
				c.set(row, f(Value{typ: old.numeric, num: num}))
			}
		}
		return
	}
	if old.values == nil {
		return
	}
	used, numbers := old.used(), true
	made := make([]Value, len(old.values.ends))
	for i := range made {
		if used[i+1] {
			made[i] = f(unpack(string(old.values.at(i))))
			numbers = numbers && (made[i].typ == Integer || made[i].typ == Float || made[i].IsZero())
		}
	}
	if numbers {
		for row, code := range old.codes {
			if code != 0 {
				c.set(row, made[code-1])
			}
		}
		return
	}
	c.recode(old.codes, made)
}

// recode puts the value made of each old code into the rows that had it.
func (c *cells) recode(old []uint32, made []Value) {
	codes := make([]uint32, len(made)+1)
	for i, v := range made {
		if !v.IsZero() {
			codes[i+1] = c.codeOf(v)
		}
	}
	c.codes = make([]uint32, len(old))
	for row, code := range old {
		c.codes[row] = codes[code]
	}
}

// used tells which codes stand in a row.
func (c *cells) used() []bool {
	used := make([]bool, len(c.values.ends)+1)
	for _, code := range c.codes {
		used[code] = true
	}
	return used
}

func (c *cells) distinct() []Value {
	var out []Value
	if c.numeric != None {
		seen := map[uint64]bool{}
		for row, num := range c.numbers {
			if c.present.get(row) && !seen[num] {
				seen[num] = true
				out = append(out, Value{typ: c.numeric, num: num})
			}
		}
		return out
	}
	if c.values == nil {
		return nil
	}
	for code, used := range c.used() {
		if code != 0 && used {
			out = append(out, unpack(string(c.values.at(code-1))))
		}
	}
	return out
}

// MoveEnds makes the ends of edges that are in some rows the nodes in others: the first are no nodes then. No row that others go
// to may go to another. It returns how many edges have another end then.
func (b *Builder) MoveEnds(to map[int]int) (edges int) {
	b.moved = to
	for e := range b.Edges() {
		source, isSource := to[int(b.source[e])]
		target, isTarget := to[int(b.target[e])]
		if isSource {
			b.source[e] = uint32(source)
		}
		if isTarget {
			b.target[e] = uint32(target)
		}
		if isSource || isTarget {
			edges++
		}
	}
	return edges
}

// nodesInOrder returns the rows of the nodes in ascending order of id.
func (b *Builder) nodesInOrder() []uint32 {
	order := b.ids.inOrder()
	if len(b.moved) == 0 {
		return order
	}
	return slices.DeleteFunc(order, func(row uint32) bool {
		_, moved := b.moved[int(row)]
		return moved
	})
}

// Built says what Build had to decide.
type Built struct {
	Unlisted    []string // the first 20 ids, ascending, that only edges name, where some nodes are listed
	UnlistedAll int      // how many there are
	ReplacedIDs int      // edges whose own ids repeat or are incomplete in their file, and were replaced
}

// Build returns the graph, and what it had to decide. The Builder is not to be used afterwards.
func (b *Builder) Build() (*Graph, Built) {
	var built Built
	rows, order := b.Nodes(), b.nodesInOrder()
	b.findUnlisted(order, &built)
	g := &Graph{nodes: b.nodeTable(order)}
	g.attrs = sortedAttributes(b.attrs)

	b.rankEnds(order, make([]uint32, rows), g)
	built.ReplacedIDs = b.dropIncompleteIDs()
	b.placeEdges(g)
	return g, built
}

// rankEnds makes ranks of the rows that are the edges' ends: the order of the nodes inside derived ids. It keeps them in rank, by row.
func (b *Builder) rankEnds(order, rank []uint32, g *Graph) {
	b.ranked = make([]uint32, len(order))
	for node, r := range partRanks(g.nodes.ids) {
		rank[order[node]], b.ranked[r] = r, uint32(node)
	}
	inShares(b.Edges(), func(from, to int) {
		for e := from; e < to; e++ {
			b.source[e], b.target[e] = rank[b.source[e]], rank[b.target[e]]
		}
	})
}

func (b *Builder) findUnlisted(order []uint32, built *Built) {
	if len(b.listed) == 0 {
		return
	}
	for _, row := range order {
		if b.listed.get(int(row)) {
			continue
		}
		built.UnlistedAll++
		if len(built.Unlisted) < 20 {
			built.Unlisted = append(built.Unlisted, b.NodeID(int(row)))
		}
	}
}

func (b *Builder) nodeTable(order []uint32) table {
	t := table{ids: b.ids.gathered(order), columns: b.nodeCols.columns(order)}
	b.ids = nil
	t.class, t.classes = classesInOrder(b.kinds, b.kindOf.list, order)
	return t
}

// classesInOrder returns the codes in the given order of rows, renumbered so that the names ascend. Rows beyond the codes
// have the first name, which is "".
func classesInOrder(codes []uint32, list []string, order []uint32) ([]uint32, []string) {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	renamed := make([]uint32, len(list))
	for i, name := range list {
		at, _ := slices.BinarySearch(sorted, name)
		renamed[i] = uint32(at)
	}
	out := make([]uint32, len(order))
	if len(list) == 1 {
		return out, sorted
	}
	inShares(len(order), func(from, to int) {
		for i, row := range order[from:to] {
			if int(row) < len(codes) {
				out[from+i] = renamed[codes[row]]
			}
		}
	})
	return out, sorted
}

func (c *columns) columns(order []uint32) []*Column {
	var out []*Column
	for _, col := range c.list {
		if made := col.column(order); made != nil {
			out = append(out, made)
		}
	}
	slices.SortFunc(out, func(a, b *Column) int { return cmp.Compare(a.name, b.name) })
	c.list = nil
	return out
}

func sortedAttributes(byName map[string]Value) Attributes {
	var out Attributes
	for name, v := range byName {
		out = append(out, Attribute{Name: name, Value: v})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// dropIncompleteIDs takes away the ids of each file in which an edge has none or one repeats, and of all files between
// which one repeats. It returns how many ids went.
func (b *Builder) dropIncompleteIDs() int {
	if len(b.edgeIDs.ends) == 0 {
		return 0
	}
	for len(b.edgeIDs.ends) < b.Edges() {
		b.edgeIDs.add("")
	}
	dropped := b.incompleteFiles()
	if len(dropped) == 0 {
		return 0
	}
	kept, gone := newPacker(b.Edges()), 0
	for e := range b.Edges() {
		id := b.edgeIDs.at(e)
		if dropped[b.fileOf(e)] && len(id) > 0 {
			id, gone = nil, gone+1
		}
		kept.addBytes(id)
	}
	b.edgeIDs = kept
	return gone
}

func (b *Builder) fileOf(e int) int { return sort.SearchInts(b.files, e+1) }

func (b *Builder) incompleteFiles() map[int]bool {
	dropped := map[int]bool{}
	seen, files := newDictionary(), []int(nil)
	for e := range b.Edges() {
		id, file := b.edgeIDs.at(e), b.fileOf(e)
		if len(id) == 0 {
			dropped[file] = true
			continue
		}
		n, first := seen.intern(id)
		if first {
			files = append(files, file)
		} else {
			dropped[file], dropped[files[n]] = true, true
		}
	}
	return dropped
}
