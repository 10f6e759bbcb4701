package graph

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Apply returns the graph that the changes make of g, which stays as it is. It returns an Invalid error for an id that
// is empty or not text, a value that does not fit, an edge without its ends, an edge whose ends would change;
// NotFound for the removal of what is not there. Cost: O(n+m) and the sorting of what is new.
func (g *Graph) Apply(c Changes) (*Graph, error) {
	a := applying{old: g, changes: c, next: &Graph{}}
	for _, step := range []func() error{a.removals, a.nodes, a.edges, a.attributes} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return a.next, nil
}

// applying is one Apply on its way.
type applying struct {
	old, next   *Graph
	changes     Changes
	nodesGone   bits
	edgesGone   bits
	newPosition []uint32   // of each old node, absent where it is gone
	fresh       []*newEdge // what is made, in ascending order of id
}

func invalidChange(code, template string, values V) error {
	return Fail(Invalid, "graph.Apply", Say(code, template, values))
}

func (a *applying) removals() error {
	a.nodesGone, a.edgesGone = newBits(a.old.Nodes()), newBits(a.old.Edges())
	for _, id := range a.changes.RemoveNodes {
		i, there := a.old.FindNode(id)
		if !there {
			return NoNode("graph.Apply", id)
		}
		a.nodesGone.set(i)
	}
	for _, id := range a.changes.RemoveEdges {
		e, there := a.old.FindEdge(id)
		if !there {
			return NoEdge("graph.Apply", id)
		}
		a.edgesGone.set(e)
	}
	if len(a.changes.RemoveNodes) == 0 {
		return nil
	}
	for e := range a.old.Edges() {
		if s, t := a.old.Ends(e); a.nodesGone.get(s) || a.nodesGone.get(t) {
			a.edgesGone.set(e)
		}
	}
	return nil
}

func checkID(id string) error {
	switch {
	case id == "" || strings.TrimSpace(id) != id:
		return invalidChange("bad_id", "an id is empty or has white space at an end", nil)
	case strings.ContainsFunc(id, NotInID):
		return invalidChange("control_in_id", "an id holds a control character or is no text", nil)
	}
	return nil
}

func checkAttributes(attrs Attributes, isEdge bool) error {
	for _, attr := range attrs {
		if attr.Name == "" {
			return invalidChange("no_name", "an attribute has no name", nil)
		}
		if isEdge && attr.Name == "weight" && !attr.Value.IsZero() && !Fits("weight", attr.Value) {
			return invalidChange("bad_weight", "a weight is a finite number above 0", nil)
		}
	}
	return nil
}

func (a *applying) nodes() error {
	made := map[string]bool{}
	for _, n := range a.changes.PutNodes {
		if err := cmp.Or(checkID(n.ID), checkAttributes(n.Attributes, false)); err != nil {
			return err
		}
		if i, there := a.old.FindNode(n.ID); !there || a.nodesGone.get(i) {
			made[n.ID] = true
		}
	}
	from := a.nodeRows(slices.Sorted(maps.Keys(made)))
	edit := newEdit(&a.old.nodes, from)
	for _, n := range a.changes.PutNodes {
		row, _ := a.next.FindNode(n.ID)
		if n.Kind != nil {
			edit.class[row] = edit.classes.code(KindNamed(*n.Kind))
		}
		edit.set(row, n.Attributes)
	}
	edit.into(&a.next.nodes)
	return nil
}

// nodeRows sets the ids of the next graph and returns for each of its nodes the old one, absent for new ones.
func (a *applying) nodeRows(made []string) []uint32 {
	from := make([]uint32, 0, a.old.Nodes()+len(made))
	ids := newPacker(a.old.Nodes() + len(made))
	a.newPosition = make([]uint32, a.old.Nodes())
	add := func(id string, row uint32) {
		ids.add(id)
		from = append(from, row)
	}
	for i := range a.old.Nodes() {
		id := a.old.NodeID(i)
		for len(made) > 0 && made[0] < id {
			add(made[0], absent)
			made = made[1:]
		}
		a.newPosition[i] = absent
		if !a.nodesGone.get(i) {
			a.newPosition[i] = uint32(len(from))
			add(id, uint32(i))
		}
	}
	for _, id := range made {
		add(id, absent)
	}
	a.next.nodes.ids = ids.strings()
	return from
}

// edit is a table that is being changed.
type edit struct {
	old     *table
	from    []uint32
	same    bool // the rows are the old ones
	class   []uint32
	classes names
	columns map[string]*cells // those that were written
}

func newEdit(old *table, from []uint32) *edit {
	e := &edit{old: old, from: from, same: len(from) == len(old.class), class: make([]uint32, len(from)), classes: newNames(asRead), columns: map[string]*cells{}}
	codes := make([]uint32, len(old.classes))
	for i, name := range old.classes {
		codes[i] = e.classes.code(name)
	}
	for i, row := range from {
		if row == absent {
			e.same = false
			continue
		}
		e.class[i] = codes[old.class[row]]
		e.same = e.same && int(row) == i
	}
	return e
}

func (e *edit) set(row int, attrs Attributes) {
	for _, attr := range attrs {
		c := e.columns[attr.Name]
		if c == nil {
			c = newCells(attr.Name)
			if old := e.old.column(attr.Name); old != nil {
				c = old.gathered(e.from)
			}
			e.columns[attr.Name] = c
		}
		c.set(row, attr.Value)
	}
}

// into writes the classes and columns of the edited table.
func (e *edit) into(t *table) {
	order := identity(len(e.from))
	t.class, t.classes = classesInOrder(e.class, e.classes.list, order)
	for _, old := range e.old.columns {
		if e.columns[old.name] != nil {
			continue
		}
		if e.same {
			t.columns = append(t.columns, old)
		} else if made := old.gathered(e.from).column(order); made != nil {
			t.columns = append(t.columns, made)
		}
	}
	for _, c := range e.columns {
		if made := c.column(order); made != nil {
			t.columns = append(t.columns, made)
		}
	}
	slices.SortFunc(t.columns, func(x, y *Column) int { return cmp.Compare(x.name, y.name) })
}

// newEdge is an edge that the changes make.
type newEdge struct {
	id             string
	key            edgeKey
	source, target uint32
	nth            uint32
	at             int // the old edge before which it stands
}

func (a *applying) edges() error {
	made, err := a.madeEdges()
	if err != nil {
		return err
	}
	from, placed := a.edgeRows(made)
	a.edgeEnds(from)
	edit := newEdit(&a.old.edges.table, from)
	t := &a.next.edges
	row := a.edgeRow(made, placed)
	for i, c := range a.changes.PutEdges {
		at := row(i)
		if c.Type != nil {
			edit.class[at] = edit.classes.code(TypeNamed(*c.Type))
		}
		edit.set(at, c.Attributes)
	}
	edit.into(&t.table)
	a.edgeIDs(from)
	a.edgeDirections(from, row)
	return nil
}

// madeEdges returns the edges that the changes make, by the position of their first change; ids are given to those
// without one.
func (a *applying) madeEdges() (map[int]*newEdge, error) {
	made, byID := map[int]*newEdge{}, map[string]bool{}
	for _, c := range a.changes.PutEdges {
		byID[c.ID] = true
	}
	first := map[string]EdgeChange{}
	for i := range a.changes.PutEdges {
		c := a.changes.PutEdges[i]
		if err := checkAttributes(c.Attributes, true); err != nil {
			return nil, err
		}
		if c.ID != "" {
			if err := checkID(c.ID); err != nil {
				return nil, err
			}
			if e, there := a.old.FindEdge(c.ID); there && !a.edgesGone.get(e) {
				if err := a.checkEnds(c, e); err != nil {
					return nil, err
				}
				continue
			}
			if before, again := first[c.ID]; again {
				if otherEnds(c, before.Source, before.Target) {
					return nil, endsChange(c.ID)
				}
				continue
			}
			first[c.ID] = c
		}
		e, err := a.madeEdge(c, byID)
		if err != nil {
			return nil, err
		}
		made[i] = e
	}
	return made, nil
}

func (a *applying) checkEnds(c EdgeChange, e int) error {
	source, target := a.old.Ends(e)
	if otherEnds(c, a.old.NodeID(source), a.old.NodeID(target)) {
		return endsChange(c.ID)
	}
	return nil
}

// otherEnds tells whether a change names ends other than those that its edge has.
func otherEnds(c EdgeChange, source, target string) bool {
	return c.Source != "" && c.Source != source || c.Target != "" && c.Target != target
}

func endsChange(id string) error {
	return invalidChange("ends_change", "relation {id} joins other nodes already", V{"id": id})
}

func (a *applying) madeEdge(c EdgeChange, taken map[string]bool) (*newEdge, error) {
	if c.ID != "" && c.Source == "" && c.Target == "" {
		return nil, NoEdge("graph.Apply", c.ID) // so much is said only of one that is there
	}
	e := &newEdge{id: c.ID, key: edgeKey{source: c.Source, target: c.Target}}
	if c.Type != nil {
		e.key.typ = TypeNamed(*c.Type)
	}
	s, okS := a.next.FindNode(c.Source)
	t, okT := a.next.FindNode(c.Target)
	if !okS || !okT {
		missing := c.Source
		if okS {
			missing = c.Target
		}
		return nil, invalidChange("no_end", "a relation names a node that is not there: {id}", V{"id": missing})
	}
	e.source, e.target = uint32(s), uint32(t)
	if e.id == "" {
		for e.nth = 1; ; e.nth++ {
			e.id = derivedID(e.key, e.nth)
			if old, there := a.old.FindEdge(e.id); (!there || a.edgesGone.get(old)) && !taken[e.id] {
				break
			}
		}
		taken[e.id] = true
	}
	return e, nil
}

// edgeRows returns for each edge of the next graph the old one, or absent, and the position of each new edge.
func (a *applying) edgeRows(made map[int]*newEdge) ([]uint32, map[*newEdge]int) {
	for _, e := range made {
		a.fresh = append(a.fresh, e)
	}
	slices.SortFunc(a.fresh, func(x, y *newEdge) int { return cmp.Compare(x.id, y.id) })
	a.placeBetweenOld()
	fresh := a.fresh
	from := make([]uint32, 0, a.old.Edges()+len(fresh))
	placed := make(map[*newEdge]int, len(fresh))
	for e := 0; e <= a.old.Edges(); e++ {
		for len(fresh) > 0 && fresh[0].at == e {
			placed[fresh[0]] = len(from)
			from = append(from, absent)
			fresh = fresh[1:]
		}
		if e < a.old.Edges() && !a.edgesGone.get(e) {
			from = append(from, uint32(e))
		}
	}
	return from, placed
}

// placeBetweenOld finds the old edge before which each new one stands: by search where they are few, in one walk where
// they are many.
func (a *applying) placeBetweenOld() {
	if len(a.fresh)*20 < a.old.Edges() {
		for _, e := range a.fresh {
			e.at, _ = a.old.FindEdge(e.id)
		}
		return
	}
	old := 0
	for _, e := range a.fresh {
		for old < a.old.Edges() && a.old.EdgeID(old) < e.id {
			old++
		}
		e.at = old
	}
}

func (a *applying) edgeEnds(from []uint32) {
	t := &a.next.edges
	t.source, t.target = make([]uint32, len(from)), make([]uint32, len(from))
	for i, row := range from {
		if row != absent {
			t.source[i], t.target[i] = a.newPosition[a.old.edges.source[row]], a.newPosition[a.old.edges.target[row]]
		}
	}
	fresh := a.fresh
	for i, row := range from {
		if row == absent {
			t.source[i], t.target[i] = fresh[0].source, fresh[0].target
			fresh = fresh[1:]
		}
	}
}

// edgeRow returns a function from a change of an edge to that edge's position in the next graph.
func (a *applying) edgeRow(made map[int]*newEdge, placed map[*newEdge]int) func(change int) int {
	byID := make(map[string]int, len(placed))
	for e, at := range placed {
		byID[e.id] = at
	}
	var kept []uint32 // old edge → position
	return func(change int) int {
		if e := made[change]; e != nil {
			return placed[e]
		}
		id := a.changes.PutEdges[change].ID
		if at, isNew := byID[id]; isNew {
			return at
		}
		if kept == nil {
			kept = a.keptEdges(placed)
		}
		old, _ := a.old.FindEdge(id)
		return int(kept[old])
	}
}

func (a *applying) keptEdges(placed map[*newEdge]int) []uint32 {
	taken := newBits(a.old.Edges() + len(placed))
	for _, at := range placed {
		taken.set(at)
	}
	kept, at := make([]uint32, a.old.Edges()), 0
	for e := range kept {
		kept[e] = absent
		if a.edgesGone.get(e) {
			continue
		}
		for taken.get(at) {
			at++
		}
		kept[e] = uint32(at)
		at++
	}
	return kept
}

// edgeIDs writes the ids. An edge whose id is derived keeps it when its type changes, as an id of its own.
func (a *applying) edgeIDs(from []uint32) {
	t, fresh := &a.next.edges, a.fresh
	nth, own := make([]uint32, len(from)), newPacker(0)
	anyOwn, anyDerived := false, false
	ids := make([]string, len(from))
	for i, row := range from {
		if row == absent {
			nth[i], ids[i] = a.freshNumber(fresh[0], i), fresh[0].id
			fresh = fresh[1:]
		} else {
			nth[i] = a.keptNumber(int(row), i)
			if nth[i] == 0 {
				ids[i] = a.old.EdgeID(int(row))
			}
		}
		anyOwn, anyDerived = anyOwn || nth[i] == 0, anyDerived || nth[i] > 0
	}
	if anyDerived {
		t.nth = nth
	}
	for i, id := range ids {
		if !anyOwn {
			break
		}
		if nth[i] > 0 {
			id = ""
		}
		own.add(id)
	}
	t.ids = own.strings()
}

// freshNumber returns the number of a new edge's id, 0 where the id is its own: whether it was made here or given, since a
// store gives back the id alone.
func (a *applying) freshNumber(e *newEdge, next int) uint32 {
	if e.nth > 0 {
		return e.nth
	}
	return derivedNumberOf(e.id, a.next.edgeKey(next))
}

// keptNumber returns the number of an old edge's derived id, 0 where the id is its own or must become so.
func (a *applying) keptNumber(old, next int) uint32 {
	if a.old.Type(old) == a.next.Type(next) {
		return uint32(a.old.EdgeNumber(old))
	}
	return derivedNumberOf(a.old.EdgeID(old), a.next.edgeKey(next))
}

// edgeDirections sets the directions: by the catalogue, else as given, else as before; what is new is directed.
func (a *applying) edgeDirections(from []uint32, row func(int) int) {
	t := &a.next.edges
	t.directed = newBits(len(from))
	for i, old := range from {
		if old == absent || a.old.Directed(int(old)) {
			t.directed.set(i)
		}
	}
	for i, c := range a.changes.PutEdges {
		if at := row(i); c.Directed != nil {
			t.directed.clear(at)
			if *c.Directed {
				t.directed.set(at)
			}
		}
	}
	decided := make([]direction, len(t.classes))
	for i, name := range t.classes {
		decided[i] = directionOf(name)
	}
	for i, class := range t.class {
		switch decided[class] {
		case directed:
			t.directed.set(i)
		case undirected:
			t.directed.clear(i)
		}
	}
}

func (a *applying) attributes() error {
	if err := checkAttributes(a.changes.Attributes, false); err != nil {
		return err
	}
	a.next.attrs = a.old.attrs.over(a.changes.Attributes)
	return nil
}
