package source

import (
	"cmp"
	"maps"
	"math"
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
	var called []string
	for _, column := range m.columns {
		if err := m.columnOf(column); err != nil {
			return err
		}
		called = append(called, column.Name())
	}
	m.once()
	r.mapRelations(called...)
	made := m.names.made
	m.giveKinds()
	m.names.made = nil // the note says which columns there are
	r.Read.Nodes += len(made)
	r.Graph = r.Graph.WithoutNodeColumns(called)
	if err := r.apply(m.changes, m.names); err != nil {
		return err
	}
	r.Graph = m.joined(r.Graph)
	r.Kept.Edges, r.Read.Edges = r.Graph.Edges(), r.Read.Edges+len(m.marks)
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

	isTotal []bool // of each node
	marks   []mark
	ends    []string // ids of those that are no rows of the graph, behind the number of its nodes
	changes graph.Changes
	selves  int
}

// mark is a relation that a cell says, of ends by their numbers. A matrix may have tens of millions.
type mark struct {
	from, to uint32
	weight   uint64 // the bits of a fraction, else an integer; 0: none
}

// matrix finds the columns of marks: those with x, 1 and 0, and those that are called as a node; where there are none, those with
// yes and no.
func (r *Reading) matrix(typ string) *matrix {
	m := &matrix{names: newNames(r.Graph), isTotal: make([]bool, r.Graph.Nodes())}
	var known bool
	if m.typ, known = graph.FindType(typ); !known {
		m.typ = graph.RelationType{ID: typ}
	}
	for i := range r.Graph.Nodes() {
		if csv.IsTotal(r.Graph.Label(i)) {
			m.totals, m.isTotal[i] = append(m.totals, r.Graph.NodeID(i)), true
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
		if !has || m.isTotal[i] {
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
	to, met := uint32(0), false
	for i := range m.names.g.Nodes() {
		v, has := column.At(i)
		if !has || m.isTotal[i] {
			continue
		}
		yes, sort := markOf(v)
		if sort != noMark && !yes {
			continue
		}
		if !met {
			other, err := m.names.node(column.Name(), column.Name())
			if err != nil {
				return err
			}
			if to, met = m.number(other), true; int(to) < len(m.isTotal) && m.isTotal[to] {
				return nil // nothing is related to a sum
			}
		}
		m.join(uint32(i), to, v)
	}
	return nil
}

// number returns the number of a node: its row, or one behind all rows.
func (m *matrix) number(id string) uint32 {
	if i, here := m.names.g.FindNode(id); here {
		return uint32(i)
	}
	at := slices.Index(m.ends, id)
	if at < 0 {
		at, m.ends = len(m.ends), append(m.ends, id)
	}
	return uint32(m.names.g.Nodes() + at)
}

// id returns the id of the node with a number.
func (m *matrix) id(number uint32) string {
	if n := m.names.g.Nodes(); int(number) >= n {
		return m.ends[int(number)-n]
	}
	return m.names.g.NodeID(int(number))
}

// join notes a relation.
func (m *matrix) join(from, to uint32, v graph.Value) {
	if from == to {
		m.selves++
		return
	}
	edge := mark{from: from, to: to}
	if x, isNumber := v.Number(); m.weighted && isNumber && x > 0 {
		edge.weight = math.Float64bits(x)
		if n, whole := v.Integer(); whole && !m.fraction {
			edge.weight = uint64(n)
		}
	}
	if m.typ.Symmetric && m.id(to) < m.id(from) {
		edge.from, edge.to = to, from
	}
	m.marks = append(m.marks, edge)
}

// once leaves of relations that are there several times with the same weight one.
func (m *matrix) once() {
	slices.SortFunc(m.marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.weight, b.weight))
	})
	m.marks = slices.Compact(m.marks)
}

// joined returns the graph, in which all ends are, with the relations.
func (m *matrix) joined(g *graph.Graph) *graph.Graph {
	b := graph.BuilderOf(g)
	rows := make([]int, m.names.g.Nodes()+len(m.ends))
	for n := range rows {
		rows[n], _ = g.FindNode(m.id(uint32(n))) // that of a total has no relation
	}
	weight := b.EdgeColumn("weight")
	b.ExpectEdges(len(m.marks))
	for _, edge := range m.marks {
		n := b.Edge(graph.BuilderEdge{Source: rows[edge.from], Target: rows[edge.to], Type: m.typ.ID, Directed: true})
		switch {
		case edge.weight == 0:
		case m.fraction:
			b.SetEdge(n, weight, graph.FloatValue(math.Float64frombits(edge.weight)))
		default:
			b.SetEdge(n, weight, graph.IntegerValue(int64(edge.weight)))
		}
	}
	next, _ := b.Build()
	return next
}

// giveKinds makes the nodes that are new, gives the ends the only kind that the type joins where they say none, and takes the rows
// of totals away.
func (m *matrix) giveKinds() {
	slices.Sort(m.names.made)
	for _, id := range m.names.made {
		m.changes.PutNodes = append(m.changes.PutNodes, graph.NodeChange{ID: id})
	}
	sources, targets := map[string]bool{}, map[string]bool{}
	for _, edge := range m.marks {
		sources[m.id(edge.from)], targets[m.id(edge.to)] = true, true
	}
	for _, end := range []struct {
		ids   map[string]bool
		kinds []string
	}{{sources, m.typ.From}, {targets, m.typ.To}} {
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
	values := graph.V{"columns": len(m.columns), "names": first(names), "edges": len(m.marks), "type": m.typ.ID}
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

// MarkColumns is the code of the note on columns of which Options.Matrix would make relations, MarksMadeBefore of that on columns of
// which it seems to have made them before.
const (
	MarkColumns     = "mark_columns"
	MarksMadeBefore = "marks_made_before"
)

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
	if typ, made := r.marksMadeBefore(m); made > 0 {
		return []graph.Sentence{graph.Say(MarksMadeBefore, "the network has relations of type {type} ({relations}) where there are marks in columns ({count}): {columns}; it seems that they were made of them before; here they are kept as data, and --matrix \"{type}\" makes relations of them again",
			graph.V{"count": len(names), "columns": first(names), "type": typ, "relations": made})}
	}
	return []graph.Sentence{graph.Say(MarkColumns, "columns that hold nothing but marks ({count}) are kept as data: {columns}; --matrix TYPE makes a relation of each mark, to what the column is called", graph.V{"count": len(names), "columns": first(names)})}
}

// marksMadeBefore returns the type of which the network has a relation where at least half of the marks are, and none of the marks,
// and how many these are; 0 where there is none. Of several types it is the one of the most, then the first by name.
func (r *Reading) marksMadeBefore(m *matrix) (typ string, made int) {
	if r.before == nil || r.before.Edges() == 0 || r.textsThere(m.columns) {
		return "", 0
	}
	m.names.network = newNames(r.before)
	marked, marks := m.pairs()
	found := map[relation]bool{}
	for e := range r.before.Edges() {
		s, t := r.before.Ends(e)
		from, to := r.before.NodeID(s), r.before.NodeID(t)
		if !r.before.Directed(e) && !marked[[2]string{from, to}] {
			from, to = to, from
		}
		if marked[[2]string{from, to}] {
			found[relation{from, to, r.before.Type(e)}] = true
		}
	}
	count := map[string]int{}
	for f := range found {
		count[f.typ]++
	}
	for _, one := range slices.Sorted(maps.Keys(count)) {
		if count[one] > made {
			typ, made = one, count[one]
		}
	}
	if 2*made < marks {
		return "", 0
	}
	return typ, made
}

// pairs returns the nodes of the row and of the column of each mark, and how many marks there are between two nodes: also of a column
// that is called as no node.
func (m *matrix) pairs() (marked map[[2]string]bool, marks int) {
	marked = map[[2]string]bool{}
	for _, column := range m.columns {
		to, known := m.names.meant(column.Name())
		for i := range m.names.g.Nodes() {
			v, has := column.At(i)
			yes, sort := markOf(v)
			if id := m.names.g.NodeID(i); has && !m.isTotal[i] && (yes || sort == noMark) && id != to {
				marks++
				if known {
					marked[[2]string{id, to}] = true
				}
			}
		}
	}
	return marked, marks
}
