package source

import (
	"maps"
	"slices"
	"strings"

	"trama/graph"
	"trama/graph/csv"
)

// People keep who works with whom in the table of who there is: a column "Collabora con", with one name or several in each
// cell. Nobody can know that it is meant so. Where a column names other nodes a note says so, and Options.Relations makes
// relations of it.

// related makes relations of the columns that name other nodes: each name in a cell is one, from the node of the row, of
// the type that the column is called. Columns that differ by a number behind their name are one. A name is the id or the label
// of a node, of the network where no row has it, or makes a node. Two that name each other have one relation where the type
// has no direction. Who says no kind will be of the one given; what only a name made is of the only kind that the type joins
// there. It is Invalid where no table has such a column, or several nodes have a name.
func (r *Reading) related(columns []string, kind string, network *names) error {
	if len(columns) == 0 {
		return nil
	}
	m := relating{names: newNames(r.Graph), there: relationsOf(r.Graph), kinds: map[string]string{}}
	m.names.network, m.names.given = network, graph.KindNamed(kind)
	for _, called := range columns {
		g, err := r.relationColumns(called)
		if err != nil {
			return err
		}
		for _, column := range g.columns {
			if err := m.columnOf(column, g.stem); err != nil {
				return err
			}
			r.mapRelations(column.Name())
		}
	}
	m.giveKinds()
	return r.apply(m.changes, m.names)
}

// relationsOf returns the relations that there are: a mark and a name may say the same.
func relationsOf(g *graph.Graph) map[relation]bool {
	there := make(map[relation]bool, g.Edges())
	for e := range g.Edges() {
		source, target := g.Ends(e)
		if !g.Directed(e) && g.NodeID(target) < g.NodeID(source) {
			source, target = target, source
		}
		there[relation{g.NodeID(source), g.NodeID(target), g.Type(e)}] = true
	}
	return there
}

// mapRelations says of columns that they became relations.
func (r *Reading) mapRelations(names ...string) {
	became := map[string]bool{}
	for _, name := range names {
		became[name] = true
	}
	for i, mapped := range r.Mapping {
		if became[mapped.Became] {
			r.Mapping[i].Became = "relations"
		}
	}
}

// apply adds the relations, and the nodes that they alone name.
func (r *Reading) apply(c graph.Changes, n *names) error {
	slices.Sort(n.made)
	near := n.near()
	for _, id := range slices.Concat(n.made, n.met) {
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id})
	}
	g, err := r.Graph.Apply(c)
	if err != nil {
		return err
	}
	r.Graph, r.Kept = g, graph.Size{Nodes: g.Nodes(), Edges: g.Edges()}
	r.Read.Nodes, r.Read.Edges = r.Read.Nodes+len(n.made)+len(n.met), r.Read.Edges+len(c.PutEdges)
	r.Notes = append(r.Notes, builtNotes(graph.Built{Unlisted: n.made[:min(5, len(n.made))], UnlistedAll: len(n.made)})...)
	r.Notes = append(append(r.Notes, near...), n.told()...)
	return nil
}

// relating makes the relations of columns.
type relating struct {
	names   *names
	there   map[relation]bool
	kinds   map[string]string // of the nodes that a name made; "" where two relations join two kinds
	changes graph.Changes
}

// relation is one that a cell says.
type relation struct{ source, target, typ string }

// columnOf makes the relations of one column, which is called so.
func (m *relating) columnOf(column *graph.Column, called string) error {
	for i := range m.names.g.Nodes() {
		if _, has := column.At(i); !has {
			continue
		}
		id := m.names.g.NodeID(i)
		m.changes.PutNodes = append(m.changes.PutNodes, graph.NodeChange{ID: id, Attributes: graph.Attributes{{Name: column.Name()}}})
		for _, name := range m.names.in(column, i) {
			other, err := m.names.node(name, column.Name())
			if err != nil {
				return err
			}
			edge := m.relationOf(id, other, called)
			m.takeKind(other, edge, called)
			if !m.there[edge] {
				m.there[edge] = true
				m.changes.PutEdges = append(m.changes.PutEdges, graph.EdgeChange{Source: edge.source, Target: edge.target, Type: &edge.typ})
			}
		}
	}
	return nil
}

// relationOf returns the relation that a column says of a node and one that it names. “Offered by” goes to the node of the row, where
// the two are of kinds that the type may join so, and a question is of a type that joins them; else the heading is a type of its own.
// “Organization” beside a person says of which that one is a member.
func (m *relating) relationOf(id, other, called string) relation {
	typ, turned := graph.TypeOfColumn(called)
	t, known := graph.FindType(typ)
	switch {
	case saysBody(called) && m.names.kind(id) == graph.Person && m.mayBeBody(other):
		return relation{id, other, memberOf}
	case turned && t.Joins(m.kindFor(other, t.From), m.names.kind(id)), known && t.Symmetric && other < id:
		return relation{other, id, typ}
	case turned, known && strings.HasSuffix(called, "?") && !t.Joins(m.names.kind(id), m.kindFor(other, t.To)):
		return relation{id, other, called}
	}
	return relation{id, other, typ}
}

// memberOf is the type of the relation of a person with the organization that a row has beside the name.
const memberOf = "member_of"

// saysBody tells whether the heading of a column is the kind of organizations.
func saysBody(called string) bool { return graph.KindNamed(called) == graph.Organization }

// mayBeBody tells whether one can be a member of a node.
func (m *relating) mayBeBody(id string) bool {
	t, _ := graph.FindType(memberOf)
	return m.names.isMade(id) || t.Joins(graph.Person, m.names.kind(id))
}

// kindFor returns the kind of a node that may be one of some kinds: what only a name made may be any of them.
func (m *relating) kindFor(id string, kinds []string) string {
	if len(kinds) == 1 && m.names.isMade(id) {
		return kinds[0]
	}
	return m.names.kind(id)
}

// takeKind notes the only kind that a relation joins at the end of a node that a name made, or the one that the heading says.
func (m *relating) takeKind(id string, edge relation, called string) {
	t, _ := graph.FindType(edge.typ)
	kinds := t.To
	if edge.source == id {
		kinds = t.From
	}
	if edge.typ == memberOf && saysBody(called) {
		kinds = []string{graph.Organization}
	}
	if len(kinds) != 1 || !m.names.isMade(id) {
		return
	}
	kind := kinds[0]
	if other, said := m.kinds[id]; said && other != kind {
		kind = ""
	}
	m.kinds[id] = kind
}

// giveKinds gives the nodes that a name made the kinds that their relations say.
func (m *relating) giveKinds() {
	for _, id := range slices.Sorted(maps.Keys(m.kinds)) {
		if kind := m.kinds[id]; kind != "" {
			m.changes.PutNodes = append(m.changes.PutNodes, graph.NodeChange{ID: id, Kind: &kind})
		}
	}
}

// Bounds of the search for columns that name nodes.
const (
	maxNaming   = 200_000 // nodes
	leastNaming = 2       // rows that name others, unless the heading is a type of relation
)

// NamesInColumn is the code of the note on a column of which Options.Relations would make relations, BodiesInColumn of that on one whose
// heading says so, MadeBefore of that on one of which it seems to have made them before.
const (
	NamesInColumn  = "names_in_column"
	BodiesInColumn = "bodies_in_column"
	MadeBefore     = "names_made_before"
)

// ColumnsMadeBefore returns the columns of nodes of which relations seem to have been made when they came into the network before: it has
// at least half of the relations that they say, and none of their texts.
func (r *Reading) ColumnsMadeBefore() []string {
	var out []string
	for _, note := range r.madeBefore() {
		out = append(out, note.Values["column"].(string))
	}
	return out
}

// madeBefore returns a note on each such column, or group of columns, that is text now.
func (r *Reading) madeBefore() []graph.Sentence {
	if r.before == nil || r.before.Edges() == 0 {
		return nil
	}
	groups := slices.DeleteFunc(r.groups(), func(g columnGroup) bool { return !r.mayBeMade(g) })
	if len(groups) == 0 {
		return nil
	}
	m := relating{names: newNames(r.Graph), there: relationsOf(r.before)}
	m.names.network = newNames(r.before)
	var notes []graph.Sentence
	for _, g := range groups {
		if made, of := m.made(g); made > 0 && 2*made >= of {
			rows, _ := m.names.naming(g.columns)
			notes = append(notes, graph.Say(MadeBefore, "the network has relations of column {column} ({relations}), and not its texts: it seems that they were made of it before; here it is kept as text, and --relations \"{column}\" makes relations of it again", graph.V{"column": g.stem, "count": rows, "relations": made}))
		}
	}
	return notes
}

// mayBeMade tells whether the network has relations of the type that columns are called, and none of their texts.
func (r *Reading) mayBeMade(g columnGroup) bool {
	typ, _ := graph.TypeOfColumn(g.stem)
	types := r.before.Types()
	if !slices.Contains(types, typ) && !slices.Contains(types, g.stem) && !(saysBody(g.stem) && slices.Contains(types, memberOf)) {
		return false
	}
	return !r.textsThere(g.columns)
}

// textsThere tells whether the network has what stands in columns, of a node that the files tell of too.
func (r *Reading) textsThere(columns []*graph.Column) bool {
	rows := r.rowsThere()
	return slices.ContainsFunc(columns, func(c *graph.Column) bool {
		there := r.before.NodeColumn(c.Name())
		return there != nil && slices.ContainsFunc(rows, func(i int) bool { _, has := there.At(i); return has })
	})
}

// rowsThere returns the rows of the network's nodes that the files tell of too.
func (r *Reading) rowsThere() []int {
	var out []int
	for i := range r.Graph.Nodes() {
		if at, there := r.before.FindNode(r.Graph.NodeID(i)); there {
			out = append(out, at)
		}
	}
	return out
}

// made counts the relations that some columns say, and those of them that are there.
func (m *relating) made(g columnGroup) (made, of int) {
	there, lacking := map[relation]bool{}, map[[2]string]bool{}
	for i := range m.names.g.Nodes() {
		id := m.names.g.NodeID(i)
		for _, column := range g.columns {
			if _, has := column.At(i); !has {
				continue
			}
			for _, name := range m.names.in(column, i) {
				other, ok := m.names.meant(name)
				if edge := m.relationOf(id, other, g.stem); ok && m.there[edge] {
					there[edge] = true
				} else {
					lacking[[2]string{id, graph.FoldedName(name)}] = true
				}
			}
		}
	}
	return len(there), len(there) + len(lacking)
}

// namings returns a note on each column of the nodes that is plain data, or group of such columns, in which at least half of the
// rows name other nodes, of the network into which they go too.
func (r *Reading) namings() []graph.Sentence {
	wrongIDs := slices.ContainsFunc(r.Notes, func(s graph.Sentence) bool { return s.Code == idsApart })
	if r.Graph.Nodes() > maxNaming || wrongIDs { // such a column is the one of the ids
		return nil
	}
	n := newNames(r.Graph)
	if r.known != nil {
		n.network = newNames(r.known)
	}
	notes, before := r.madeBefore(), r.ColumnsMadeBefore()
	for _, g := range r.groups() {
		if slices.Contains(before, g.stem) {
			continue
		}
		if rows := n.members(g); rows > 0 {
			notes = append(notes, graph.Say(BodiesInColumn, "column {column} says of what persons are members, in {count} of its cells, and is kept as text: --relations \"{column}\" makes relations of it, and organizations of what no row has", graph.V{"column": g.stem, "count": rows}))
			continue
		}
		naming, cells := n.naming(g.columns)
		typ, _ := graph.TypeOfColumn(g.stem)
		_, said := graph.FindType(typ)
		if (naming < leastNaming || 2*naming < cells) && (naming == 0 || !said) {
			continue
		}
		if len(g.columns) == 1 {
			notes = append(notes, graph.Say(NamesInColumn, "column {column} names other nodes, in {count} of its cells, and is kept as text: --relations \"{column}\" makes relations of it", graph.V{"column": g.stem, "count": naming}))
			continue
		}
		notes = append(notes, graph.Say(NamesInColumn, "columns {columns} name other nodes, in {count} of their rows, and are kept as text: --relations \"{column}\" makes relations of all of them", graph.V{"column": g.stem, "columns": g.names(), "count": naming}))
	}
	return notes
}

// apartFromNames are the attributes that say something else, also where they have a word that is the name of a node.
func apartFromNames() []string {
	return []string{"label", "area", "sector", "circle", "role", "status", "description", "note", "title"}
}

// members counts the rows in which columns name the organization of a person; 0 where their heading does not say so, the row of one is
// no person, or a cell only says yes or no.
func (n *names) members(g columnGroup) int {
	if !saysBody(g.stem) {
		return 0
	}
	rows := 0
	for i := range n.g.Nodes() {
		if !slices.ContainsFunc(g.columns, func(c *graph.Column) bool { _, has := c.At(i); return has && len(n.in(c, i)) > 0 }) {
			continue
		}
		if n.kind(n.g.NodeID(i)) != graph.Person || slices.ContainsFunc(g.columns, func(c *graph.Column) bool { return saysYesOrNo(c, i) }) {
			return 0
		}
		rows++
	}
	return rows
}

// saysYesOrNo tells whether a cell is a mark, or an answer.
func saysYesOrNo(c *graph.Column, i int) bool {
	value, _ := c.At(i)
	_, mark := csv.Mark(value.String())
	_, answer := csv.Answer(value.String())
	return mark || answer
}

// naming counts the rows in which some columns name another node, and those in which they hold anything.
func (n *names) naming(columns []*graph.Column) (naming, cells int) {
	for i := range n.g.Nodes() {
		filled, names := false, false
		for _, column := range columns {
			_, has := column.At(i)
			filled = filled || has
			names = names || has && slices.ContainsFunc(n.in(column, i), func(name string) bool { return n.isOther(name, n.g.NodeID(i)) })
		}
		if filled {
			cells++
		}
		if names {
			naming++
		}
	}
	return naming, cells
}

// isOther tells whether a name is that of one node, other than the one with an id, of the network where no row has it.
func (n *names) isOther(name, than string) bool {
	id, ok := n.meant(name)
	return ok && id != than
}

// meant returns the one node that a name means, of the network where no row has it.
func (n *names) meant(name string) (id string, ok bool) {
	id, ok = n.find(name)
	if !ok && n.network != nil {
		id, ok = n.network.find(name)
	}
	return id, ok
}
