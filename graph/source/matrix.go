package source

import (
	"slices"
	"strings"

	"trama/graph"
	"trama/graph/csv"
)

// People keep who is where in a table of marks: organisations in the rows, services in the columns, an x where they are joined; or
// the same names in both, with an x or a number. Nobody can know what the marks mean. A note says that there are some, and
// Options.Matrix, which is what they mean, makes relations of them.

// matrixed makes relations of that type of the columns that hold marks: each mark is one, from the node of the row to the one that
// the column is called, which is made where there is none. Rows of totals are left out. A column whose name is that of a node may
// hold numbers: they are weights, unless all of them are 1. A relation of a node with itself is none, and a relation without
// direction is one though both say it. It is Invalid where no column holds marks.
func (r *Reading) matrixed(name string, network *names) error {
	if name == "" {
		return nil
	}
	m := r.matrix(graph.TypeNamed(strings.TrimSpace(name)))
	m.names.network = network
	if len(m.columns) == 0 {
		return graph.Fail(graph.Invalid, "source.Open", graph.Say("no_matrix", "no table of nodes has columns that hold nothing but marks (x, 1, 0)", nil))
	}
	for _, column := range m.columns {
		if err := m.columnOf(column); err != nil {
			return err
		}
		r.mapRelations(column.Name())
	}
	made := m.names.made
	m.giveKinds()
	m.names.made = nil // the note says which columns there are
	r.Read.Nodes += len(made)
	if err := r.apply(m.changes, m.names); err != nil {
		return err
	}
	r.Notes = append(r.Notes, m.said(made)...)
	return nil
}

// sheets are the tables of a reading by the attributes that they have, and those of them that are matrices.
type sheets struct {
	of       map[string][]string
	matrices map[string]bool
}

// sheets finds the tables that are matrices: the one with the most columns of marks, and others with at least two where fewer
// columns hold something else.
func (r *Reading) sheets(marks []*graph.Column) sheets {
	s := sheets{of: map[string][]string{}, matrices: map[string]bool{}}
	marked, other := map[string]int{}, map[string]int{}
	for _, use := range r.Mapping {
		s.of[use.Became] = append(s.of[use.Became], use.File)
		switch {
		case slices.ContainsFunc(marks, func(c *graph.Column) bool { return c.Name() == use.Became }):
			marked[use.File]++
		case use.Became != "id" && use.Became != "label" && !isSum(use.Became):
			other[use.File]++
		}
	}
	most := 0
	for _, n := range marked {
		most = max(most, n)
	}
	for table, n := range marked {
		s.matrices[table] = n == most || n >= leastMarked && n > other[table]
	}
	return s
}

// inMatrix tells whether a matrix has an attribute, or no table that is known.
func (s sheets) inMatrix(name string) bool {
	return len(s.of[name]) == 0 || slices.ContainsFunc(s.of[name], func(table string) bool { return s.matrices[table] })
}

// within leaves what is of a table that is a matrix: columns, and rows of totals, which have a value in one of them.
func (m *matrix) within(s sheets) {
	marks := m.columns
	m.columns = nil
	for _, column := range marks {
		if !s.inMatrix(column.Name()) {
			m.other = append(m.other, column.Name())
			continue
		}
		m.columns = append(m.columns, column)
		sorts := m.sortsOf(column)
		m.weighted, m.fraction = m.weighted || sorts.numbers > 0, m.fraction || sorts.numbers > 0 && column.Type() != graph.Integer
	}
	outside := func(name string) bool { return !s.inMatrix(name) }
	m.data, m.mixed = slices.DeleteFunc(m.data, outside), slices.DeleteFunc(m.mixed, outside)
	m.totals = slices.DeleteFunc(m.totals, func(id string) bool {
		i, _ := m.names.g.FindNode(id)
		return !slices.ContainsFunc(m.names.g.NodeAttributes(i), func(a graph.Attribute) bool {
			return a.Name != "label" && s.inMatrix(a.Name)
		})
	})
}

// matrix are the columns of marks, and the relations that are made of them.
type matrix struct {
	names    *names
	typ      graph.RelationType // with the name as its id where it is none of the catalogue
	columns  []*graph.Column
	mixed    []string // columns of marks with something else among them
	data     []string // columns of something else, sums too
	other    []string // columns of marks of tables that are no matrix
	totals   []string // nodes
	weighted bool     // a number is another than 1
	fraction bool     // and perhaps no integer

	there   map[relation]graph.Value
	targets map[string]bool
	changes graph.Changes
	selves  int
}

// matrix finds the columns of marks: those with x, 1 and 0, and those that are called as a node; where there are none, those with
// yes and no.
func (r *Reading) matrix(typ string) *matrix {
	m := &matrix{names: newNames(r.Graph), there: map[relation]graph.Value{}, targets: map[string]bool{}}
	var known bool
	if m.typ, known = graph.FindType(typ); !known {
		m.typ = graph.RelationType{ID: typ}
	}
	for i := range r.Graph.Nodes() {
		if csv.IsTotal(r.Graph.Label(i)) {
			m.totals = append(m.totals, r.Graph.NodeID(i))
		}
	}
	var words []*graph.Column
	for _, column := range r.Graph.NodeColumns() {
		known := graph.HasMeaning(column.Name()) || slices.Contains(apartFromNames(), column.Name())
		if !known && !m.place(column) {
			words = append(words, column)
		}
	}
	if len(m.columns) == 0 {
		m.columns, words = words, nil
	}
	for _, column := range words {
		m.data = append(m.data, column.Name())
	}
	m.within(r.sheets(m.columns))
	return m
}

// place puts a column among those of marks, the mixed ones or the data. One of yes and no alone has no place yet: placed is false.
func (m *matrix) place(column *graph.Column) (placed bool) {
	name := column.Name()
	if isSum(name) {
		m.data = append(m.data, name)
		return true
	}
	s := m.sortsOf(column)
	_, square := m.names.find(name)
	switch {
	case s.yes+s.words == 0 && (!square || s.numbers == 0):
		m.data = append(m.data, name)
	case s.yes+s.no == s.all, square && s.other == 0:
		m.columns = append(m.columns, column)
	case s.other == 0 && s.numbers == 0:
		return false
	case 2*s.other < s.all && s.numbers == 0:
		m.mixed = append(m.mixed, name)
	default:
		m.data = append(m.data, name)
	}
	return true
}

// isSum tells whether a heading is that of sums and counts.
func isSum(heading string) bool {
	heading = graph.FoldedName(heading)
	return csv.IsTotal(heading) || slices.ContainsFunc([]string{"totale ", "tot. ", "tot ", "numero ", "n. ", "n° ", "nr ", "nr. ", "somma ", "total ", "number of ", "sum of "}, func(start string) bool { return strings.HasPrefix(heading, start) })
}

// sorts are how many cells of a column are of which sort.
type sorts struct{ yes, no, words, numbers, other, all int }

// sortsOf counts the cells of a column, without rows of totals.
func (m *matrix) sortsOf(column *graph.Column) (s sorts) {
	for i := range m.names.g.Nodes() {
		v, has := column.At(i)
		if !has || slices.Contains(m.totals, m.names.g.NodeID(i)) {
			continue
		}
		s.all++
		x, isNumber := v.Number()
		mark, sort := markOf(v)
		switch {
		case sort == aWord:
			s.words++
		case sort == aMark && mark:
			s.yes++
		case sort == aMark:
			s.no++
		case isNumber && x > 0:
			s.numbers++
		default:
			s.other++
		}
	}
	return s
}

// What a cell of a matrix is: no mark, a mark, or a word that may be an answer to something else.
const (
	noMark = iota
	aMark
	aWord
)

// markOf tells whether a cell says that two are joined, and of what sort it is.
func markOf(v graph.Value) (yes bool, sort int) {
	text := v.String()
	if yes, mark := csv.Mark(text); mark {
		return yes, aMark
	}
	if yes, answer := csv.Answer(text); answer {
		return yes, aWord
	}
	return false, noMark
}

// columnOf makes the relations of one column.
func (m *matrix) columnOf(column *graph.Column) error {
	g := m.names.g
	for i := range g.Nodes() {
		v, has := column.At(i)
		if !has || slices.Contains(m.totals, g.NodeID(i)) {
			continue
		}
		id := g.NodeID(i)
		m.changes.PutNodes = append(m.changes.PutNodes, graph.NodeChange{ID: id, Attributes: graph.Attributes{{Name: column.Name()}}})
		yes, sort := markOf(v)
		if sort != noMark && !yes {
			continue
		}
		other, err := m.names.node(column.Name(), column.Name())
		if err != nil {
			return err
		}
		m.join(id, other, v)
	}
	return nil
}

// join makes a relation, unless it is there with the same weight.
func (m *matrix) join(from, to string, v graph.Value) {
	if from == to {
		m.selves++
		return
	}
	m.targets[to] = true
	var attributes graph.Attributes
	if x, isNumber := v.Number(); m.weighted && isNumber && x > 0 {
		if m.fraction {
			v = graph.FloatValue(x)
		}
		attributes = graph.Attributes{{Name: "weight", Value: v}}
	} else {
		v = graph.Value{}
	}
	edge := relation{from, to, m.typ.ID}
	if m.typ.Symmetric && to < from {
		edge.source, edge.target = to, from
	}
	if old, there := m.there[edge]; there && old == v {
		return
	}
	m.there[edge] = v
	m.changes.PutEdges = append(m.changes.PutEdges, graph.EdgeChange{Source: edge.source, Target: edge.target, Type: &m.typ.ID, Attributes: attributes})
}

// giveKinds makes the nodes that are new, gives the ends the only kind that the type joins where they say none, and takes the rows
// of totals away.
func (m *matrix) giveKinds() {
	slices.Sort(m.names.made)
	for _, id := range m.names.made {
		m.changes.PutNodes = append(m.changes.PutNodes, graph.NodeChange{ID: id})
	}
	sources := map[string]bool{}
	for edge := range m.there {
		sources[edge.source] = true
	}
	for _, end := range []struct {
		ids   map[string]bool
		kinds []string
	}{{sources, m.typ.From}, {m.targets, m.typ.To}} {
		if len(end.kinds) != 1 {
			continue
		}
		for _, id := range inOrder(end.ids) {
			if m.names.kind(id) == "" {
				m.changes.PutNodes = append(m.changes.PutNodes, graph.NodeChange{ID: id, Kind: &end.kinds[0]})
			}
		}
	}
	m.changes.RemoveNodes = m.totals
}

func inOrder(set map[string]bool) []string {
	var out []string
	for id := range set {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// said says what was made.
func (m *matrix) said(made []string) []graph.Sentence {
	var names []string
	for _, column := range m.columns {
		names = append(names, column.Name())
	}
	values := graph.V{"columns": len(m.columns), "names": first(names), "edges": len(m.changes.PutEdges), "type": m.typ.ID}
	read := "a matrix, relations of type {type} from the rows to the columns ({edges}), by its columns ({columns}): {names}"
	if len(made) > 0 {
		values["made"] = len(made)
		read += "; nodes that only columns name: {made}"
	}
	notes := []graph.Sentence{graph.Say("matrix_read", read, values)}
	if m.selves > 0 {
		notes = append(notes, graph.Say("matrix_selves", "marks that join a node with itself are no relations ({count})", graph.V{"count": m.selves}))
	}
	if len(m.totals) > 0 {
		notes = append(notes, graph.Say("matrix_totals", "rows of totals are left out of the matrix: {names}", graph.V{"names": strings.Join(m.totals, ", ")}))
	}
	if len(m.data) > 0 {
		notes = append(notes, graph.Say("matrix_data", "columns of something else than marks, or of sums, are no part of the matrix and stay data: {columns}", graph.V{"columns": first(m.data)}))
	}
	if len(m.other) > 0 {
		notes = append(notes, graph.Say("matrix_other", "columns of marks in tables that are no matrix stay data: {columns}", graph.V{"columns": first(m.other)}))
	}
	if len(m.mixed) > 0 {
		notes = append(notes, graph.Say("matrix_mixed", "columns that hold something else among marks stay data: {columns}", graph.V{"columns": first(m.mixed)}))
	}
	return notes
}

// MarkColumns is the code of the note on columns of which Options.Matrix would make relations.
const MarkColumns = "mark_columns"

// leastMarked is how many columns of marks are a matrix.
const leastMarked = 2

// marks returns the note that there are columns of marks.
func (r *Reading) marks() []graph.Sentence {
	if r.Graph.Nodes() > maxNaming {
		return nil
	}
	m := r.matrix("")
	var names []string
	for _, column := range m.columns {
		if s := m.sortsOf(column); s.yes+s.no == s.all {
			names = append(names, column.Name())
		}
	}
	if len(names) < leastMarked {
		return nil
	}
	return []graph.Sentence{graph.Say(MarkColumns, "columns that hold nothing but marks ({count}) are kept as data: {columns}; --matrix TYPE makes a relation of each mark, to what the column is called", graph.V{"count": len(names), "columns": first(names)})}
}
