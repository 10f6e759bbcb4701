package source

import (
	"slices"
	"strings"
	"unicode"

	"trama/graph"
)

// People keep who works with whom in the table of who there is: a column "Collabora con", with one name or several in each
// cell. Nobody can know that it is meant so. Where a column names other nodes a note says so, and Options.Relations makes
// relations of it.

// related makes relations of the columns that name other nodes: each name in a cell is one, from the node of the row, of
// the type that the column is called. A name is the id or the label of a node, or makes a node. Two that name each other
// have one relation where the type has no direction. It is Invalid where no table has such a column, or several nodes have
// a name.
func (r *Reading) related(columns []string) error {
	if len(columns) == 0 {
		return nil
	}
	c, names := graph.Changes{}, newNames(r.Graph)
	for _, called := range columns {
		column, err := r.relationColumn(called)
		if err != nil {
			return err
		}
		m := relating{names: names, column: column, typ: graph.TypeNamed(column.Name()), there: map[[2]string]bool{}}
		for i := range r.Graph.Nodes() {
			if err := m.row(r.Graph.NodeID(i), i); err != nil {
				return err
			}
		}
		c.PutEdges = append(c.PutEdges, m.edges...)
		c.PutNodes = append(c.PutNodes, m.emptied...)
		for i, mapped := range r.Mapping {
			if mapped.Became == column.Name() {
				r.Mapping[i].Became = "relations"
			}
		}
	}
	return r.apply(c, names.made)
}

// apply adds the relations, and the nodes that they alone name.
func (r *Reading) apply(c graph.Changes, made []string) error {
	slices.Sort(made)
	for _, id := range made {
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id})
	}
	g, err := r.Graph.Apply(c)
	if err != nil {
		return err
	}
	r.Graph, r.Kept = g, graph.Size{Nodes: g.Nodes(), Edges: g.Edges()}
	r.Read.Nodes, r.Read.Edges = r.Read.Nodes+len(made), r.Read.Edges+len(c.PutEdges)
	r.Notes = append(r.Notes, builtNotes(graph.Built{Unlisted: made[:min(5, len(made))], UnlistedAll: len(made)})...)
	return nil
}

// relationColumn returns the attribute of the nodes that is called so, in any case and with "_" for white space.
func (r *Reading) relationColumn(name string) (*graph.Column, error) {
	if c := r.Graph.NodeColumn(name); c != nil {
		return c, nil
	}
	for _, c := range r.Graph.NodeColumns() {
		if graph.FoldedName(c.Name()) == graph.FoldedName(name) {
			return c, nil
		}
	}
	return nil, graph.Fail(graph.Invalid, "source.Open", graph.Say("no_relations_column", "no table of nodes has a column {column}", graph.V{"column": name}))
}

// relating makes the relations of one column.
type relating struct {
	names   *names
	column  *graph.Column
	typ     string
	there   map[[2]string]bool
	edges   []graph.EdgeChange
	emptied []graph.NodeChange // the nodes without what became relations
}

// row makes the relations of one node.
func (m *relating) row(id string, i int) error {
	if _, has := m.column.At(i); !has {
		return nil
	}
	m.emptied = append(m.emptied, graph.NodeChange{ID: id, Attributes: graph.Attributes{{Name: m.column.Name()}}})
	for _, name := range m.names.in(m.column, i) {
		other, err := m.names.node(name, m.column.Name())
		if err != nil {
			return err
		}
		pair := [2]string{id, other}
		if t, known := graph.FindType(m.typ); known && t.Symmetric && other < id {
			pair = [2]string{other, id}
		}
		if !m.there[pair] {
			m.there[pair] = true
			m.edges = append(m.edges, graph.EdgeChange{Source: pair[0], Target: pair[1], Type: &m.typ})
		}
	}
	return nil
}

// names are what nodes are called, and the nodes that only a name made.
type names struct {
	g       *graph.Graph
	folded  map[string]string // the node by its id or label in lower case
	several map[string]bool   // what more than one is called
	made    []string
}

func newNames(g *graph.Graph) *names {
	n := &names{g: g, folded: map[string]string{}, several: map[string]bool{}}
	for i := range g.Nodes() {
		for _, name := range []string{g.NodeID(i), g.Label(i)} {
			name = graph.FoldedName(name)
			n.several[name] = n.several[name] || n.folded[name] != "" && n.folded[name] != g.NodeID(i)
			n.folded[name] = g.NodeID(i)
		}
	}
	return n
}

// find returns the node that a name means; ok is false where none does, or several are called so.
func (n *names) find(name string) (id string, ok bool) {
	if _, there := n.g.FindNode(name); there {
		return name, true
	}
	id, ok = n.folded[graph.FoldedName(name)]
	return id, ok && !n.several[graph.FoldedName(name)]
}

// node returns the node that a name in a column means, and makes one where none does.
func (n *names) node(name, column string) (string, error) {
	id, ok := n.find(name)
	switch {
	case ok:
		return id, nil
	case n.several[graph.FoldedName(name)]:
		return "", graph.Fail(graph.Invalid, "source.Open", graph.Say("ambiguous_name", "column {column}: several nodes are called {name}; write the id of the one that is meant", graph.V{"column": column, "name": graph.Shown(name)}))
	case len(name) > graph.MaxNodeID:
		return "", graph.Fail(graph.TooLarge, "source.Open", graph.Limits{}.OrDefault().LongNodeID())
	}
	n.folded[graph.FoldedName(name)], n.made = name, append(n.made, name)
	return name, nil
}

// in returns the names in a cell: the items of a list, else what stands between line ends, ";", "|" and commas. A name that
// a node has may hold commas.
func (n *names) in(column *graph.Column, i int) []string {
	value, _ := column.At(i)
	parts := value.Items()
	if value.Type() != graph.List {
		parts = strings.FieldsFunc(value.String(), func(c rune) bool { return strings.ContainsRune("\n\r;|", c) })
	}
	var out []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); n.knows(part) {
			out = append(out, part)
			continue
		}
		for name := range strings.SplitSeq(part, ",") {
			if name = strings.TrimSpace(name); strings.ContainsFunc(name, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
				out = append(out, name)
			}
		}
	}
	return out
}

// knows tells whether a node, or several, are called so.
func (n *names) knows(name string) bool {
	_, is := n.folded[graph.FoldedName(name)]
	return is
}

// Bounds of the search for columns that name nodes.
const (
	maxNaming   = 200_000 // nodes
	leastNaming = 2       // rows that name others
)

// NamesInColumn is the code of the note on a column of which Options.Relations would make relations.
const NamesInColumn = "names_in_column"

// namings returns a note on each column of the nodes that is plain data, and in which at least half of the cells name other
// nodes.
func (r *Reading) namings() []graph.Sentence {
	wrongIDs := slices.ContainsFunc(r.Notes, func(s graph.Sentence) bool { return s.Code == idsApart })
	if r.Graph.Nodes() > maxNaming || wrongIDs { // such a column is the one of the ids
		return nil
	}
	n := newNames(r.Graph)
	var notes []graph.Sentence
	for _, column := range r.Graph.NodeColumns() {
		if column.Type() != graph.Text || slices.Contains(apartFromNames(), column.Name()) {
			continue
		}
		if naming := n.naming(column); naming >= leastNaming && 2*naming >= column.Count() {
			notes = append(notes, graph.Say(NamesInColumn, "column {column} names other nodes, in {count} of its cells, and is kept as text: --relations \"{column}\" makes relations of it", graph.V{"column": column.Name(), "count": naming}))
		}
	}
	return notes
}

// apartFromNames are the attributes that say something else, also where they have a word that is the name of a node.
func apartFromNames() []string {
	return []string{"label", "area", "sector", "circle", "role", "status", "description", "note", "title"}
}

// naming counts the cells of a column that name another node.
func (n *names) naming(column *graph.Column) int {
	count := 0
	for i := range n.g.Nodes() {
		if slices.ContainsFunc(n.in(column, i), func(name string) bool { id, ok := n.find(name); return ok && id != n.g.NodeID(i) }) {
			count++
		}
	}
	return count
}
