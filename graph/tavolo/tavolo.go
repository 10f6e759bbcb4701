// Package tavolo holds the rules of the round table as pure functions: a graph and a request give the changes that
// record it. Votes, expectations, commitments, validations, meetings are nodes and edges of the one graph, so that every
// codec writes them and the history keeps them.
//
// A function returns what it made and what it has to say, or an error: NotFound for an id that is not there, Invalid for
// a request that breaks a rule. Nothing is read but the graph, and nothing is written: the caller commits the Changes.
// The figures that come of these records are in analysis (coverage, priorities, reciprocity …).
package tavolo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"trama/graph"
)

// Made is what a request comes to.
type Made struct {
	Changes graph.Changes
	IDs     []string // the record first, then its edges, then nodes made on the way
	Notes   []graph.Sentence
}

// draft collects the changes of one request.
type draft struct {
	g       *graph.Graph
	made    Made
	onWay   []string        // nodes made on the way
	taken   map[string]bool // ids of the nodes of this draft
	failure error
}

func newDraft(g *graph.Graph) *draft { return &draft{g: g, taken: map[string]bool{}} }

// done returns what was made, or the first thing that was wrong.
func (d *draft) done() (Made, error) {
	if d.failure != nil {
		return Made{}, d.failure
	}
	changes, notes, err := d.made.Changes.Holdable(graph.Limits{})
	if err != nil {
		return Made{}, err
	}
	d.made.Changes, d.made.Notes = changes, append(d.made.Notes, notes...)
	d.made.IDs = append(d.made.IDs, d.onWay...)
	return d.made, nil
}

func (d *draft) fail(kind graph.ErrorKind, code, template string, values graph.V) {
	if d.failure == nil {
		d.failure = graph.Fail(kind, "tavolo", graph.Say(code, template, values).Own("name", "kinds", "states", "gifts"))
	}
}

func (d *draft) invalid(code, template string, values graph.V) {
	d.fail(graph.Invalid, code, template, values)
}

func (d *draft) note(code, template string, values graph.V) {
	d.made.Notes = append(d.made.Notes, graph.Say(code, template, values))
}

// need checks that a text was given.
func (d *draft) need(value, name string) {
	if strings.TrimSpace(value) == "" {
		d.invalid("table_missing", "{name} is missing", graph.V{"name": name})
	}
}

// node checks that a node is there and of one of the kinds.
func (d *draft) node(id string, kinds ...string) {
	i, there := d.g.FindNode(id)
	if !there {
		d.fail(graph.NotFound, "no_node", "there is no node {id}", graph.V{"id": id})
		return
	}
	if kind := d.g.Kind(i); !slices.Contains(kinds, kind) {
		d.invalid("table_kind", "{id} is of kind {kind}, not {kinds}", graph.V{"id": id, "kind": kind, "kinds": strings.Join(kinds, ", ")})
	}
}

// actor checks that a node is there and is a person, a service or an organization.
func (d *draft) actor(id string) { d.node(id, graph.Actors()...) }

// actors checks that there are some, and that each is an actor.
func (d *draft) actors(ids []string, name string) {
	if len(ids) == 0 {
		d.need("", name)
	}
	for _, id := range ids {
		d.actor(id)
	}
}

// day returns a date as a value; "" is none.
func (d *draft) day(text, name string) graph.Value {
	if text == "" {
		return graph.Value{}
	}
	v, ok := graph.DateValue(text)
	if !ok {
		d.invalid("table_date", "{name}: “{value}” is no date; it is written {example}", graph.V{"name": name, "value": text, "example": asDate(text)})
	}
	return v
}

// asDate returns a day written as DD/MM/YYYY as it is written here, or any day as an example.
func asDate(text string) string {
	if d, err := time.Parse("2/1/2006", strings.NewReplacer("-", "/", ".", "/").Replace(text)); err == nil {
		return d.Format(time.DateOnly)
	}
	return "2026-01-31"
}

// comingDay returns a date that must not lie before today; where today is not known, any day does.
func (d *draft) comingDay(text, name, today string) graph.Value {
	v := d.day(text, name)
	if text != "" && today != "" && text < today {
		d.invalid("table_past", "{name}: {value} is past already; today is {today}", graph.V{"name": name, "value": text, "today": today})
	}
	return v
}

// freeID returns an id that is not taken: the one given, else KIND-N with the lowest free N.
func (d *draft) freeID(given, kind string) string {
	if given != "" {
		if _, there := d.g.FindNode(given); there {
			d.invalid("table_taken", "{id} is there already", graph.V{"id": given})
		}
		return given
	}
	for n := 1; ; n++ {
		id := fmt.Sprintf("%s-%d", kind, n)
		if _, there := d.g.FindNode(id); !there && !d.taken[id] {
			d.taken[id] = true
			return id
		}
	}
}

// record makes the node that a request is about.
func (d *draft) record(id, kind string, attrs graph.Attributes) {
	d.made.IDs = append(d.made.IDs, id)
	d.put(id, kind, attrs)
}

func (d *draft) put(id, kind string, attrs graph.Attributes) {
	d.made.Changes.PutNodes = append(d.made.Changes.PutNodes, graph.NodeChange{ID: id, Kind: &kind, Attributes: given(attrs)})
}

// set changes attributes of a node that is there.
func (d *draft) set(id string, attrs graph.Attributes) {
	d.made.Changes.PutNodes = append(d.made.Changes.PutNodes, graph.NodeChange{ID: id, Attributes: attrs})
}

// given leaves out attributes without a value.
func given(attrs graph.Attributes) graph.Attributes {
	return slices.DeleteFunc(attrs, func(a graph.Attribute) bool { return a.Value.IsZero() })
}

// edge makes a relation, beside those of its ends and type that are there.
func (d *draft) edge(source, typ, target string, attrs graph.Attributes) {
	id := ""
	for n := 1; ; n++ {
		id = graph.DerivedEdgeID(source, typ, target, n)
		if _, there := d.g.FindEdge(id); !there {
			break
		}
	}
	directed := true
	d.made.Changes.PutEdges = append(d.made.Changes.PutEdges, graph.EdgeChange{
		ID: id, Source: source, Target: target, Type: &typ, Directed: &directed, Attributes: given(attrs),
	})
	d.made.IDs = append(d.made.IDs, id)
}

// edges returns the edges of a type at a node that pass, ascending.
func (d *draft) edges(node, typ string, passes func(e int) bool) []int {
	i, there := d.g.FindNode(node)
	if !there {
		return nil
	}
	var out []int
	for _, e := range d.g.Incidence().Of(i) {
		if d.g.Type(int(e)) == typ && passes(int(e)) {
			out = append(out, int(e))
		}
	}
	return out
}

// between returns the edges of a type from one node to another, ascending.
func (d *draft) between(source, typ, target string) []int {
	return d.edges(source, typ, func(e int) bool {
		s, t := d.g.Ends(e)
		return d.g.NodeID(s) == source && d.g.NodeID(t) == target
	})
}

// side returns the id of an actor or of a sector, whose node is made when it is first needed.
func (d *draft) side(id, name string) string {
	d.need(id, name)
	if _, there := d.g.FindNode(id); !there {
		if word, ok := strings.CutPrefix(id, "sector:"); ok && word != "" {
			return d.sector(word)
		}
	}
	d.node(id, append(graph.Actors(), graph.Sector)...)
	return id
}

// sector returns the id of the sector that a word means: as nodes have it, else by its Italian or English name, so that two
// names do not make two sectors of one. A word that is neither is kept, with a note.
func (d *draft) sector(word string) string {
	sector := word
	if !d.onMap(word) {
		code, known := graph.Group("sector", word)
		if known {
			sector = code
		} else {
			d.note("sector_of_nobody", "nobody on the map is of the sector “{sector}”: it is kept as it is", graph.V{"sector": word})
		}
	}
	id := "sector:" + sector
	if _, there := d.g.FindNode(id); !there {
		d.onWay = append(d.onWay, id)
		d.put(id, graph.Sector, attributes("sector", graph.TextValue(sector)))
	}
	return id
}

// onMap tells whether a node has a sector.
func (d *draft) onMap(sector string) bool {
	column := d.g.NodeColumn("sector")
	for i := range d.g.Nodes() {
		if column.Text(i) == sector {
			return true
		}
	}
	return false
}

// attributes returns attributes from names and values in turn.
func attributes(pairs ...any) graph.Attributes {
	var out graph.Attributes
	for i := 0; i+1 < len(pairs); i += 2 {
		if v, ok := pairs[i+1].(graph.Value); ok && !v.IsZero() {
			out = out.With(pairs[i].(string), v)
		}
	}
	return out
}

// once returns a list without what stands in it before.
func once(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func text(s string) graph.Value { return graph.TextValue(strings.TrimSpace(s)) }
