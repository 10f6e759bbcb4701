package graph

import (
	"math"
	"slices"
	"strings"
	"time"
)

// Lens says what of a graph counts in an analysis. The zero Lens is the default one: persons, services, organizations,
// places, actions and nodes of unknown or no kind, with their structural relations that are not retired.
//
// In each list any of the values is enough; a value that begins with "!" excludes. A plain kind or type takes the place
// of the default ones, and so does a plain status.
type Lens struct {
	Kinds     []string `json:"kind,omitempty"`
	Types     []string `json:"type,omitempty"`
	Statuses  []string `json:"status,omitempty"`
	Areas     []string `json:"area,omitempty"`
	Where     []string `json:"where,omitempty"` // ATTR=VALUE or ATTR!=VALUE, of nodes
	LeaveOut  []string `json:"leave_out,omitempty"`
	AsOf      string   `json:"as_of,omitempty"` // a day
	MinWeight float64  `json:"min_weight,omitempty"`
	// Everything starts from all kinds and types instead of the default ones, as an export does.
	Everything bool `json:"everything,omitempty"`
	// Records keeps what a table records and nobody weighs or vouches for, where it says neither itself, whatever weight and
	// status are wanted: who was at a meeting was there however strong the relations are that count.
	Records bool `json:"-"`
}

// Named returns the lens that is meant where its lists are as people write them, in a flag or a parameter that repeats:
// each text is a list with commas, unless it is an area or the id of a node, or a condition, that holds one. It is Usage for
// a list that is none, and NotFound for a node to leave out that neither the graph nor another state of it has.
func (l Lens) Named(g *Graph, others ...*Graph) (Lens, error) {
	var err error
	if l.Statuses, err = SplitLists(l.Statuses); err != nil {
		return Lens{}, err
	}
	for _, list := range []*[]string{&l.Kinds, &l.Types} {
		if *list, err = namesListed(*list); err != nil {
			return Lens{}, err
		}
	}
	if l.Areas, err = g.areasNamed(l.Areas); err != nil {
		return Lens{}, err
	}
	l.Where = conditionsNamed(l.Where)
	l.LeaveOut, err = nodesNamed(l.LeaveOut, append([]*Graph{g}, others...)...)
	return l, err
}

// NoName is how a list of kinds or types names the empty one, in CSV's quotes: nodes without a kind, relations without a
// type. A text with nothing in it is no item, as a form sends a field that nobody filled in.
const NoName = `""`

// namesListed returns the kinds or types that the lists name.
func namesListed(texts []string) ([]string, error) {
	names, err := SplitLists(texts)
	if slices.Contains(texts, NoName) {
		names = append(names, "")
	}
	return names, err
}

// Selection is what a lens leaves of a graph.
type Selection struct {
	Graph *Graph
	nodes bits
	edges bits

	barred        bits // nodes that are left out by name: theirs, or that of their kind
	personsBarred bool

	// NodeCount and EdgeCount are how many are in, NodesOut and EdgesOut how many are left out.
	NodeCount, EdgeCount, NodesOut, EdgesOut int
}

// HasNode tells whether node i is in.
func (s *Selection) HasNode(i int) bool { return s.nodes.get(i) }

// HasEdge tells whether edge e is in. Both its ends are, too.
func (s *Selection) HasEdge(e int) bool { return s.edges.get(e) }

// Bars tells whether node i is left out by name, or because the lens excludes its kind: what is told of a network by other
// rules than the lens's does not name it either.
func (s *Selection) Bars(i int) bool { return s.barred.get(i) }

// Select returns what the lens leaves of g, in O(n+m). It returns NotFound for a node to leave out that is not there,
// Usage for a date, a status or a condition that is none, and for a least weight below 0.
func (l Lens) Select(g *Graph) (*Selection, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	s := &Selection{Graph: g, nodes: newBits(g.Nodes()), edges: newBits(g.Edges())}
	if err := l.selectNodes(g, s); err != nil {
		return nil, err
	}
	l.selectEdges(g, s)
	s.NodesOut, s.EdgesOut = g.Nodes()-s.NodeCount, g.Edges()-s.EdgeCount
	return s, nil
}

func (l Lens) check() error {
	if l.AsOf != "" {
		if _, err := time.Parse(time.DateOnly, l.AsOf); err != nil {
			return Fail(Usage, "graph.Lens", Say("bad_date", "a date is a day that exists, as 2026-01-31", nil))
		}
	}
	for _, status := range l.Statuses {
		if !slices.Contains(Statuses(), strings.TrimPrefix(status, "!")) {
			return Fail(Usage, "graph.Lens", Say("bad_status", "a status is one of {values}", V{"values": strings.Join(Statuses(), ", ")}).Own("values"))
		}
	}
	for _, where := range l.Where {
		if i := strings.IndexByte(where, '='); i <= 0 || where[:i] == "!" {
			return Fail(Usage, "graph.Lens", Say("bad_where", "a condition is ATTRIBUTE=VALUE or ATTRIBUTE!=VALUE", nil))
		}
	}
	if !(l.MinWeight >= 0 && l.MinWeight <= math.MaxFloat64) {
		return Fail(Usage, "graph.Lens", Say("bad_min_weight", "the least weight is a finite number, not below 0", nil))
	}
	return nil
}

// chosen is a list of the lens told apart: what is wanted and what is not.
type chosen struct{ in, out []string }

func choose(list []string, name func(string) string) chosen {
	var c chosen
	for _, value := range list {
		if rest, not := strings.CutPrefix(value, "!"); not {
			c.out = append(c.out, name(rest))
		} else {
			c.in = append(c.in, name(value))
		}
	}
	return c
}

// takes tells whether a value is chosen; without wanted ones, byDefault decides.
func (c chosen) takes(value string, byDefault bool) bool {
	if slices.Contains(c.out, value) {
		return false
	}
	if len(c.in) == 0 {
		return byDefault
	}
	return slices.Contains(c.in, value)
}

func asIs(s string) string { return s }

func (l Lens) selectNodes(g *Graph, s *Selection) error {
	left := newBits(g.Nodes())
	for _, id := range l.LeaveOut {
		i, there := g.FindNode(id)
		if !there {
			return NoNode("graph.Lens", id)
		}
		left.set(i)
	}
	kinds := choose(l.Kinds, KindNamed)
	wanted := make([]bool, len(g.Kinds()))
	for code, kind := range g.Kinds() {
		entry, known := FindKind(kind)
		wanted[code] = kinds.takes(kind, l.Everything || !known || entry.Lens)
	}
	passes := l.nodeConditions(g)
	s.personsBarred = slices.Contains(kinds.out, Person)
	for i := range g.Nodes() {
		if left.get(i) || slices.Contains(kinds.out, g.Kind(i)) {
			s.barred.set(i)
		} else if wanted[g.KindCode(i)] && passes(i) {
			s.nodes.set(i)
			s.NodeCount++
		}
	}
	return nil
}

// nodeConditions returns the test of status, area, attributes and date.
func (l Lens) nodeConditions(g *Graph) func(i int) bool {
	status, since, until := g.Meaning("status"), g.Meaning("since"), g.Meaning("until")
	if l.Everything {
		status = nil
	}
	area, areas := g.NodeColumn("area"), choose(l.Areas, asIs)
	where := l.conditions(g)
	return func(i int) bool {
		if status != nil && status.Text(i) == "retired" || !stands(since, until, i, l.AsOf) {
			return false
		}
		if len(l.Areas) > 0 && !areas.takes(area.Text(i), true) {
			return false
		}
		for _, passes := range where {
			if !passes(i) {
				return false
			}
		}
		return true
	}
}

// stands tells whether what is in a row stands on a day: whether it lies between since and until, where they are given.
// Everything stands on the day "".
func stands(since, until *Column, row int, day string) bool {
	if day == "" {
		return true
	}
	if from := since.Text(row); from != "" && from > day {
		return false
	}
	to := until.Text(row)
	return to == "" || to >= day
}

// conditions returns a test for each attribute that Where names: any of the values wanted, none of those not wanted.
func (l Lens) conditions(g *Graph) []func(i int) bool {
	byName, names := map[string][]string{}, []string(nil)
	for _, where := range l.Where {
		name, value, _ := strings.Cut(where, "=")
		if rest, not := strings.CutSuffix(name, "!"); not {
			name, value = rest, "!"+value
		}
		if byName[name] == nil {
			names = append(names, name)
		}
		byName[name] = append(byName[name], value)
	}
	var out []func(int) bool
	for _, name := range names {
		column, values := g.NodeColumn(name), choose(byName[name], asIs)
		out = append(out, func(i int) bool { return takesAny(values, column, i) })
	}
	return out
}

// takesAny tests a value against what is chosen; of a list, any item counts.
func takesAny(values chosen, column *Column, row int) bool {
	v, ok := column.At(row)
	if !ok || v.Type() != List {
		return values.takes(v.String(), true)
	}
	wanted := len(values.in) == 0
	for _, item := range v.List() {
		if slices.Contains(values.out, item) {
			return false
		}
		wanted = wanted || slices.Contains(values.in, item)
	}
	return wanted
}

func (l Lens) selectEdges(g *Graph, s *Selection) {
	types := choose(l.Types, TypeNamed)
	wanted := make([]bool, len(g.Types()))
	for code, typ := range g.Types() {
		wanted[code] = types.takes(typ, l.Everything || Structural(typ))
	}
	passes := l.edgeConditions(g)
	for e := range g.Edges() {
		from, to := g.Ends(e)
		if s.nodes.get(from) && s.nodes.get(to) && wanted[g.TypeCode(e)] && passes(e) {
			s.edges.set(e)
			s.EdgeCount++
		}
	}
}

func (l Lens) edgeConditions(g *Graph) func(e int) bool {
	since, until := g.EdgeMeaning("since"), g.EdgeMeaning("until")
	status, weight := l.statusCondition(g), l.weightCondition(g)
	return func(e int) bool {
		return (status == nil || status(e)) && (weight == nil || weight(e)) && stands(since, until, e, l.AsOf)
	}
}

// statusCondition returns the test of an edge's status, nil where all pass it.
func (l Lens) statusCondition(g *Graph) func(e int) bool {
	status, statuses := g.EdgeMeaning("status"), choose(l.Statuses, asIs)
	if status == nil && len(l.Statuses) == 0 {
		return nil
	}
	happened := l.records(g, func(t RelationType) bool { return t.Happened })
	return func(e int) bool {
		value := status.Text(e)
		if value == "" {
			if happened[g.TypeCode(e)] {
				return true
			}
			value = "declared" // whoever has put it on the map says so
		}
		return statuses.takes(value, l.Everything || value != "retired")
	}
}

// weightCondition returns the test of an edge's weight, nil where all pass it. A relation without a weight has 1.
func (l Lens) weightCondition(g *Graph) func(e int) bool {
	if l.MinWeight <= 0 {
		return nil
	}
	weight := g.EdgeColumn("weight")
	unweighed := l.records(g, func(t RelationType) bool { return !t.Structural })
	return func(e int) bool {
		if w, ok := weight.Number(e); ok {
			return w >= l.MinWeight
		}
		return l.MinWeight <= 1 || unweighed[g.TypeCode(e)]
	}
}

// records tells of each code of a type whether the lens keeps the records of that type, and it is one of those asked for.
func (l Lens) records(g *Graph, is func(RelationType) bool) []bool {
	out := make([]bool, len(g.Types()))
	for code, typ := range g.Types() {
		if entry, known := FindType(typ); l.Records && known {
			out[code] = is(entry)
		}
	}
	return out
}
