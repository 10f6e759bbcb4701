package csv

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"trama/graph"
)

// columns are the attribute columns of nodes or of edges, over all tables.
type columns struct {
	list   []*column
	byName map[string]*column // by the name that the Builder has for them until they are typed
}

func newColumns() columns { return columns{byName: map[string]*column{}} }

// column is an attribute that tables give, typed when all of them have been read.
type column struct {
	handle  int
	nodes   bool
	name    string
	role    role
	owns    []string // how the tables name it
	file    string   // the first that has it
	mixed   bool     // tables with and without commas between cells have it
	commas  bool     // the first of them has commas
	profile profile
	days    *days    // of a column of sheets that means a day
	origins []origin // by node, of a type that may turn out to be the kind: only the end tells who disagrees
}

// origin is the row of a table that said something: the file by its number, and the line, 0 where nothing was said.
type origin struct{ file, line uint32 }

// from keeps which row says the type of a node.
func (c *column) from(row int, t *table) {
	if missing := row + 1 - len(c.origins); missing > 0 {
		c.origins = append(c.origins, make([]origin, missing)...)
	}
	c.origins[row] = origin{uint32(t.number), uint32(t.line)}
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
	provisional := hidden + strconv.Itoa(int(h.role)) + h.name
	c, known := all.byName[provisional]
	if known {
		c.owns = append(c.owns, h.own)
		c.mixed = c.mixed || c.commas != t.commas
		if !t.sheet {
			c.days = nil
		}
		return c
	}
	c = &column{nodes: nodes, name: h.name, role: h.role, owns: []string{h.own}, file: t.name, commas: t.commas}
	if t.sheet && meansDay(h.name) {
		c.days = &days{}
	}
	if nodes {
		c.handle = r.b.NodeColumn(provisional)
	} else {
		c.handle = r.b.EdgeColumn(provisional)
	}
	all.list = append(all.list, c)
	all.byName[provisional] = c
	return c
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
	if r.typesAreKinds = r.takeKinds(c); r.typesAreKinds {
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
	if c.role == meant && isList(c.name) {
		typ = graph.List
	}
	if typ == graph.Text && c.profile.doubtful(coordinate) {
		r.note("doubtful_numbers", "column {column} is kept as text: its numbers could be read in two ways", graph.V{"column": c.own()})
	}
	if (typ == graph.Integer || typ == graph.Float) && c.profile.twins && !coordinate && r.haveTwins(c) {
		return
	}
	if typ == graph.Text && r.setDays(c) {
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
	var texts []string
	for _, v := range r.values(c) {
		texts = append(texts, v.String())
	}
	return anyTwins(texts)
}

// setName gives a column its name for good: that of its meaning where all values fit, else its own.
func (r *Reader) setName(c *column) {
	name := c.name
	if c.role == meant && name == "status" {
		r.readStatus(c)
	}
	if unfit, is := r.unfit(c); is && c.role == meant {
		note, days := c.daysUnfit()
		if name = c.own(); !days {
			note = graph.ValueUnfit(name, c.name, unfit)
		}
		r.notes = append(r.notes, note)
	}
	r.rename(c, name)
}

// readStatus makes statuses of words that mean them where all values of a column are such, and says how each was read.
func (r *Reader) readStatus(c *column) {
	values := r.values(c)
	if !areStatuses(values) || !slices.ContainsFunc(values, func(v graph.Value) bool { return statusOf(v) != v }) {
		return
	}
	var read []string
	for _, v := range values {
		word := strings.ToLower(strings.TrimSpace(v.String()))
		if status := statusOf(v).String(); status != word {
			read = append(read, word+" = "+status)
		}
	}
	r.convert(c, statusOf)
	if len(read) > 0 {
		slices.Sort(read)
		r.note("status_read", "column {column} is read as the status: {words}", graph.V{"column": c.own(), "words": strings.Join(slices.Compact(read), ", ")})
	}
}

// areStatuses tells whether all values are words that mean a status.
func areStatuses(values []graph.Value) bool {
	return !slices.ContainsFunc(values, func(v graph.Value) bool { return !fits("status", v) })
}

// statusOf returns the status that a word means.
func statusOf(v graph.Value) graph.Value {
	status, _ := graph.StatusNamed(v.String())
	return graph.TextValue(status)
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
			r.refuseNode(row, c)
		}
	}
	r.b.DropNodes(c.handle)
}

// refuseNode refuses what a column says of a node that another says otherwise of.
func (r *Reader) refuseNode(row int, c *column) {
	why := graph.NodeConflict(r.b.NodeID(row), c.own())
	if row < len(c.origins) && c.origins[row].line > 0 {
		r.refuse(r.files[c.origins[row].file], int(c.origins[row].line), why)
		return
	}
	r.refuse(c.file, 0, why)
}

func (r *Reader) joinEdges(from, into int) {
	for edge := range r.b.Edges() {
		if v := r.b.EdgeValue(edge, from); !v.IsZero() {
			r.b.SetEdge(edge, into, v)
		}
	}
	r.b.DropEdges(from)
}

// own returns how the tables name the column: the name of its meaning if one of them does, else the first in order.
func (c *column) own() string {
	if slices.Contains(c.owns, c.name) {
		return c.name
	}
	return slices.Min(c.owns)
}

// unfit returns the value of a column that cannot have the column's meaning: of several the least as text, those last that
// are texts only because another one is.
func (r *Reader) unfit(c *column) (text string, there bool) {
	switch c.name {
	case "status", "since", "until", "lat", "lon":
		dragged := false
		for _, v := range r.values(c) {
			if fits(c.name, v) {
				continue
			}
			one, would := v.String(), fits(c.name, c.alone(v.String()))
			if !there || dragged && !would || dragged == would && one < text {
				text, dragged, there = one, would, true
			}
		}
	}
	return text, there
}

// alone returns what a cell of a column would be if it were the only one.
func (c *column) alone(text string) graph.Value {
	cell := trimmed([]byte(text))
	if meansDay(c.name) {
		day, _ := dateOf(cell, !c.commas)
		return day
	}
	if _, ok := parseNumber(cell); ok && c.name != "status" {
		return graph.FloatValue(cellNumber(text))
	}
	return graph.TextValue(text)
}

// fits tells whether a value, or the word for one, fits a meaning.
func fits(name string, v graph.Value) bool {
	if name == "status" {
		_, ok := graph.StatusNamed(v.String())
		return ok
	}
	return graph.Fits(name, v)
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
			r.refuseNode(row, c)
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
