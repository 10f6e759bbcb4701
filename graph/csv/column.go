package csv

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"trama/graph"
)

// columns are the attribute columns of nodes or of edges, over all tables.
type columns struct {
	nodes bool
	list  []*column
}

// column is an attribute that tables give, typed when all of them have been read.
type column struct {
	handle  int
	nodes   bool
	name    string
	role    role
	owns    []string // how the tables name it
	file    string   // the first that has it
	mixed   bool     // tables with and without commas between cells have it
	commas  bool     // the last of them has commas
	profile profile
}

// hidden keeps columns that are still text apart from those that other formats have typed already; no header holds it.
const hidden = "\x00"

// column returns the column with a role and name, made where it is not there yet.
func (r *Reader) column(nodes bool, h header, t *table) *column {
	all := &r.edges
	if nodes {
		all = &r.nodes
	}
	if h.role == maybeKind {
		h.name = "type"
	}
	for _, c := range all.list {
		if c.name == h.name && c.role == h.role {
			c.owns = append(c.owns, h.own)
			c.mixed = c.mixed || c.commas != t.commas
			c.commas = t.commas
			return c
		}
	}
	c := &column{nodes: nodes, name: h.name, role: h.role, owns: []string{h.own}, file: t.name, commas: t.commas}
	provisional := hidden + strconv.Itoa(int(h.role)) + h.name
	if nodes {
		c.handle = r.b.NodeColumn(provisional)
	} else {
		c.handle = r.b.EdgeColumn(provisional)
	}
	all.list = append(all.list, c)
	return c
}

// profile says what the cells of a column could all be.
type profile struct {
	cells                    bool // there are any
	noNumber, noBool, noDate bool
	fraction                 bool // a number is no integer
	inexact                  bool // an integer is too large to be a float
	comma, point             bool
	only3                    bool // each point of a table without commas stands before three digits
	other3                   bool // and this is a point that does not
	twins                    bool // two texts may be the same number
}

// add looks at a cell that is new to the column. italian: the table's cells are not separated by commas.
func (p *profile) add(cell []byte, italian bool) {
	p.cells = true
	if !p.noNumber {
		p.addNumber(trimmed(cell), italian)
	}
	if !p.noBool {
		_, ok := boolean(cell)
		p.noBool = !ok
	}
	if !p.noDate {
		_, ok := dateOf(cell, italian)
		p.noDate = !ok
	}
}

func (p *profile) addNumber(cell []byte, italian bool) {
	n, ok := parseNumber(cell)
	if !ok || n.padded || n.comma && !italian {
		p.noNumber = true
		return
	}
	p.twins = p.twins || !n.integer || n.minus && n.zero
	if n.integer {
		p.addInteger(cell, n)
		return
	}
	p.fraction, p.comma, p.point = true, p.comma || n.comma, p.point || n.point
	if n.point && italian {
		p.only3, p.other3 = p.only3 || n.thousands(), p.other3 || !n.thousands()
	} else if n.point {
		p.other3 = true
	}
	if n.digits > 17 {
		p.noNumber = true
	} else if n.exp || len(cell) > 300 {
		_, ok := floatOf(cell, n)
		p.noNumber = !ok
	}
}

func (p *profile) addInteger(cell []byte, n number) {
	if n.digits < 16 {
		return
	}
	i, err := strconv.ParseInt(string(cell), 10, 64)
	p.noNumber = err != nil
	p.inexact = p.inexact || int64(float64(i)) != i
}

// join adds what another profile saw.
func (p *profile) join(q profile) {
	p.cells = p.cells || q.cells
	p.noNumber, p.noBool, p.noDate = p.noNumber || q.noNumber, p.noBool || q.noBool, p.noDate || q.noDate
	p.fraction, p.inexact, p.twins = p.fraction || q.fraction, p.inexact || q.inexact, p.twins || q.twins
	p.comma, p.point = p.comma || q.comma, p.point || q.point
	p.only3, p.other3 = p.only3 || q.only3, p.other3 || q.other3
}

// doubtful tells whether a column of numbers could be read in two ways.
func (p *profile) doubtful(coordinate bool) bool {
	return !p.noNumber && (p.comma && p.point || p.only3 && !p.other3 && !coordinate)
}

// typ returns the type of the column, None where it has no cells. What two texts may share is not looked at.
func (p *profile) typ(coordinate bool) graph.ValueType {
	switch {
	case !p.cells:
		return graph.None
	case !p.noNumber && !p.fraction:
		return graph.Integer
	case !p.noNumber && !p.doubtful(coordinate) && !p.inexact:
		return graph.Float
	case !p.noBool:
		return graph.Boolean
	case !p.noDate:
		return graph.Date
	}
	return graph.Text
}

// finishColumns settles what kinds the nodes have, types all columns and gives them their names.
func (r *Reader) finishColumns() {
	r.finishWeight()
	r.settleKinds()
	for _, all := range []*columns{&r.nodes, &r.edges} {
		slices.SortStableFunc(all.list, func(a, b *column) int { return cmp.Compare(a.name, b.name) })
		for _, c := range all.list {
			r.setType(c)
		}
		for _, c := range all.list {
			r.setName(c)
		}
	}
}

// settleKinds makes kinds of the type of node tables where a catalogue kind occurs in it, and data where none does.
func (r *Reader) settleKinds() {
	i := slices.IndexFunc(r.nodes.list, func(c *column) bool { return c.role == maybeKind })
	if i < 0 {
		return
	}
	c := r.nodes.list[i]
	r.nodes.list = slices.Delete(r.nodes.list, i, i+1)
	if r.takeKinds(c) {
		return
	}
	c.name, c.role = c.own(), data
	j := slices.IndexFunc(r.nodes.list, func(other *column) bool { return other.role == data && other.name == c.name })
	if j < 0 {
		r.nodes.list = append(r.nodes.list, c)
		return
	}
	into := r.nodes.list[j]
	r.joinNodes(c, into.handle)
	into.profile.join(c.profile)
}

// setType turns the texts of a column into values of its type.
func (r *Reader) setType(c *column) {
	coordinate := c.name == "lat" || c.name == "lon"
	typ := c.profile.typ(coordinate)
	if c.role == meant && (c.name == "tags" || c.name == "lines") {
		typ = graph.List
	}
	if typ == graph.Text && c.profile.doubtful(coordinate) {
		r.note("doubtful_numbers", "column {column} is kept as text: its numbers could be read in two ways", graph.V{"column": c.own()})
	}
	if (typ == graph.Integer || typ == graph.Float) && c.profile.twins && !coordinate && r.haveTwins(c) {
		return
	}
	if f := conversion(typ, c); f != nil {
		r.convert(c, f)
	}
}

// conversion returns what makes a value of a cell, nil where it stays the text that it is.
func conversion(typ graph.ValueType, c *column) func(graph.Value) graph.Value {
	switch typ {
	case graph.Integer:
		return func(v graph.Value) graph.Value { return integerValue(strings.TrimSpace(v.String())) }
	case graph.Float:
		return func(v graph.Value) graph.Value { return graph.FloatValue(cellNumber(v.String())) }
	case graph.Boolean:
		return func(v graph.Value) graph.Value {
			value, _ := boolean([]byte(v.String()))
			return graph.BooleanValue(value)
		}
	case graph.Date:
		return func(v graph.Value) graph.Value {
			value, _ := dateOf([]byte(v.String()), true)
			return value
		}
	case graph.List:
		return func(v graph.Value) graph.Value { return listOf(v.String(), c.name == "lines") }
	}
	return nil
}

func integerValue(text string) graph.Value {
	n, _ := strconv.ParseInt(text, 10, 64)
	return graph.IntegerValue(n)
}

func cellNumber(text string) float64 {
	cell := trimmed([]byte(text))
	n, _ := parseNumber(cell)
	x, _ := floatOf(cell, n)
	return x
}

// listOf splits a cell at "|". Lines are ids, which lose surrounding white space.
func listOf(text string, ids bool) graph.Value {
	var items []string
	for item := range strings.SplitSeq(text, "|") {
		if ids {
			item = strings.TrimSpace(item)
		}
		if strings.TrimSpace(item) != "" {
			items = append(items, item)
		}
	}
	return graph.ListValue(items)
}

// haveTwins tells whether two different texts of a column are the same number.
func (r *Reader) haveTwins(c *column) bool {
	type numbered struct {
		x    float64
		text string
	}
	var all []numbered
	for _, v := range r.values(c) {
		all = append(all, numbered{cellNumber(v.String()) + 0, strings.TrimSpace(v.String())})
	}
	slices.SortFunc(all, func(a, b numbered) int {
		return cmp.Or(cmp.Compare(a.x, b.x), strings.Compare(a.text, b.text))
	})
	for i := 1; i < len(all); i++ {
		if all[i].x == all[i-1].x && all[i].text != all[i-1].text {
			return true
		}
	}
	return false
}

// setName gives a column its name for good: that of its meaning where all values fit, else its own.
func (r *Reader) setName(c *column) {
	name := c.name
	if c.role == meant && !r.fits(c) {
		name = c.own()
		r.note("meaning_unfit", "column {column} is kept as data: not all its values are a {meaning}", graph.V{"column": name, "meaning": c.name})
	}
	r.rename(c, name)
}

// rename gives a column its name, and joins it with what other tables or another format have under it.
func (r *Reader) rename(c *column, name string) {
	c.name = name
	switch {
	case c.nodes && !r.b.RenameNodes(c.handle, name):
		r.joinNodes(c, r.b.NodeColumn(name))
	case !c.nodes && !r.b.RenameEdges(c.handle, name):
		r.joinEdges(c.handle, r.b.EdgeColumn(name))
	}
}

func (r *Reader) joinNodes(c *column, into int) {
	for row := range r.b.Nodes() {
		if !r.b.SetNode(row, into, r.b.NodeValue(row, c.handle)) {
			r.refuse(c.file, 0, conflict([]byte(r.b.NodeID(row)), c.own()))
		}
	}
	r.b.DropNodes(c.handle)
}

func (r *Reader) joinEdges(from, into int) {
	for edge := range r.b.Edges() {
		if v := r.b.EdgeValue(edge, from); !v.IsZero() {
			r.b.SetEdge(edge, into, v)
		}
	}
	r.b.DropEdges(from)
}

func conflict(id []byte, column string) graph.Sentence {
	return graph.Say("node_conflict", "node {id} has another {column} already", graph.V{"id": shown(id), "column": column})
}

// own returns how the tables name the column: the name of its meaning if one of them does, else the first in order.
func (c *column) own() string {
	if slices.Contains(c.owns, c.name) {
		return c.name
	}
	return slices.Min(c.owns)
}

func (r *Reader) fits(c *column) bool {
	switch c.name {
	case "status", "since", "until", "lat", "lon":
		return !slices.ContainsFunc(r.values(c), func(v graph.Value) bool { return !graph.Fits(c.name, v) })
	}
	return true
}

// takeKinds makes kinds of a node table's type where a catalogue kind occurs in it.
func (r *Reader) takeKinds(c *column) bool {
	known := func(v graph.Value) bool {
		_, ok := graph.FindKind(graph.KindNamed(strings.TrimSpace(v.String())))
		return ok
	}
	if !slices.ContainsFunc(r.values(c), known) {
		return false
	}
	for row := range r.b.Nodes() {
		v := r.b.NodeValue(row, c.handle)
		if !v.IsZero() && !r.b.SetKind(row, strings.TrimSpace(v.String())) {
			r.refuse(c.file, 0, conflict([]byte(r.b.NodeID(row)), c.own()))
		}
	}
	r.b.DropNodes(c.handle)
	c.name, c.role = "kind", nodeKind
	return true
}

func (r *Reader) values(c *column) []graph.Value {
	if c.nodes {
		return r.b.NodeValues(c.handle)
	}
	return r.b.EdgeValues(c.handle)
}

func (r *Reader) convert(c *column, f func(graph.Value) graph.Value) {
	if c.nodes {
		r.b.ConvertNodes(c.handle, f)
	} else {
		r.b.ConvertEdges(c.handle, f)
	}
}

// weights is the column of the weights of all tables.
type weights struct {
	handle   int
	any      bool
	fraction bool // one of them is no integer, or too large to be exact
	profile  profile
	doubts   graph.Refusal // the first weight that could be read in two ways, if all others could
}

func (w *weights) add(t *table, edge int, x float64, n number) {
	if !w.any {
		w.any, w.handle = true, t.r.b.EdgeColumn(hidden+"weight")
	}
	t.r.b.SetEdge(edge, w.handle, graph.FloatValue(x))
	if n.integer {
		w.fraction = w.fraction || x > 1<<53
		return
	}
	w.fraction = true
	p := &w.profile
	before := p.doubtful(false)
	p.comma, p.point = p.comma || n.comma, p.point || n.point
	p.only3 = p.only3 || !t.commas && n.thousands() && x >= 1
	p.other3 = p.other3 || n.point && (t.commas || !n.thousands() || x < 1)
	if !before && p.doubtful(false) {
		w.doubts = graph.Refusal{File: t.name, Line: t.rows.line, Why: graph.Say("weight_doubtful",
			`weight "{value}" could be read in two ways: points and commas among the weights mean different things`, graph.V{"value": shown(t.rows.cells[t.weight])})}
	}
}

// doubt returns an error where points among the weights may be decimal marks or stand between thousands.
func (w *weights) doubt() error {
	if !w.profile.doubtful(false) {
		return nil
	}
	return at(graph.Invalid, w.doubts.File, w.doubts.Line, w.doubts.Why)
}

// finishWeight makes integers of the weights where all of them are.
func (r *Reader) finishWeight() {
	if !r.weights.any {
		return
	}
	if !r.weights.fraction {
		r.b.ConvertEdges(r.weights.handle, func(v graph.Value) graph.Value {
			x, _ := v.Number()
			return graph.IntegerValue(int64(x))
		})
	}
	if !r.b.RenameEdges(r.weights.handle, "weight") {
		r.joinEdges(r.weights.handle, r.b.EdgeColumn("weight"))
	}
}

// sameCell tells whether two cells of a column are one value although their texts differ: numbers with white space around
// them, true and TRUE, the Italian and the English name of a kind.
func sameCell(a, b []byte, r role) bool {
	a, b = trimmed(a), trimmed(b)
	if r == maybeKind {
		return graph.KindNamed(string(a)) == graph.KindNamed(string(b))
	}
	if bytes.Equal(a, b) {
		_, ok := parseNumber(a)
		return ok
	}
	x, okA := boolean(a)
	y, okB := boolean(b)
	return okA && okB && x == y
}
