package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// Preview is what changes would do to a network: how much, and the first values that would be other ones or gone.
type Preview struct {
	Counts
	ValuesCount int            `json:"values_count"`
	ByHand      int            `json:"by_hand"` // how many of the values somebody has written by hand
	Values      []PreviewValue `json:"values"`  // the first ones, those by hand before the others
}

// previewValues is how many values a preview has.
const previewValues = 20

// PreviewValue is a value that would be another one, of the network itself, of a node or of a relation, or one of these that would go.
type PreviewValue struct {
	ID     string       `json:"id"`              // "": it is of the network itself
	Label  string       `json:"label,omitempty"` // of a node
	Edge   *PreviewEdge `json:"edge,omitempty"`  // nil: it is of a node
	Name   string       `json:"name,omitempty"`  // the kind of a node counts, of a relation type, directed and ends; "": all of it goes
	Before Value        `json:"before"`
	After  Value        `json:"after"`
	ByHand *Handwritten `json:"by_hand,omitempty"` // nil: an import has written it, or nobody
}

// PreviewEdge names a relation: the labels of its ends, and its type.
type PreviewEdge struct {
	Source string `json:"source"`
	Type   string `json:"type"`
	Target string `json:"target"`
}

// Handwritten says who has written a value by hand, and when.
type Handwritten struct {
	Revision Revision  `json:"revision"`
	Author   string    `json:"author"`
	Time     time.Time `json:"time"`
	Back     bool      `json:"back"` // what would take its place stood there before it
}

// importCommand begins the message of a commit that imports.
const importCommand = "import"

// ImportMessage returns the message of a commit that imports, with what is to be said of it; "" is nothing.
func ImportMessage(text string) string {
	switch {
	case text == "":
		return importCommand
	case Commit{Message: text}.Imports():
		return text
	}
	return importCommand + ": " + text
}

// Imports tells whether a commit is an import, as its message says.
func (c Commit) Imports() bool {
	return c.Message == importCommand || strings.HasPrefix(c.Message, importCommand+":")
}

// byHand tells whether somebody has written a commit by hand, or has taken one back.
func (c Commit) byHand() bool { return !c.Imports() && !c.Erases() }

// PreviewOf returns what changes would do to the newest state of a stored network, and which of the values that they would
// overwrite were last written by hand: by a commit that is no import; a value that an undo gave back is by who wrote it
// before. On revision 0 there is no network yet. It fails as Rewriter.Versions does; in a store that is none nothing counts
// as written by hand. Cost: O(changes), and where something would be overwritten and somebody has written by hand
// O(size of the history), read once.
func PreviewOf(ctx context.Context, store Store, info NetworkInfo, before *Graph, c Changes) (Preview, error) {
	values := c.overwritten(before)
	p := Preview{Counts: c.Count(before), ValuesCount: len(values)}
	if err := written(ctx, store, info, values); err != nil {
		return p, err
	}
	slices.SortStableFunc(values, func(a, b PreviewValue) int { return cmp.Compare(b.rank(), a.rank()) })
	for _, v := range values {
		p.ByHand += v.rank()
	}
	p.Values = append([]PreviewValue{}, values[:min(len(values), previewValues)]...)
	for i := range p.Values {
		p.Values[i].name(before)
	}
	return p, nil
}

func (v PreviewValue) rank() int {
	if v.ByHand != nil {
		return 1
	}
	return 0
}

// name puts in what people call the node or the relation.
func (v *PreviewValue) name(g *Graph) {
	if v.Edge == nil {
		if i, there := g.FindNode(v.ID); there {
			v.Label = g.Label(i)
		}
		return
	}
	e, _ := g.FindEdge(v.ID)
	s, t := g.Ends(e)
	v.Edge = &PreviewEdge{Source: g.Label(s), Type: g.Type(e), Target: g.Label(t)}
}

// overwritten returns the values of g that the changes put other ones in place of, or take away: its own, those of nodes, then those
// of edges, without names.
func (c Changes) overwritten(g *Graph) []PreviewValue {
	var out []PreviewValue
	for _, a := range c.Attributes {
		if before := g.attrs.Get(a.Name); !before.IsZero() && before != a.Value {
			out = append(out, PreviewValue{Name: a.Name, Before: before, After: a.Value})
		}
	}
	for _, id := range c.RemoveNodes {
		out = append(out, PreviewValue{ID: id})
	}
	for _, n := range c.PutNodes {
		if i, there := g.FindNode(n.ID); there {
			before := Version{Node: &Node{Kind: g.Kind(i), Attributes: g.NodeAttributes(i)}}
			changed := n.Attributes
			if n.Kind != nil {
				changed = append(Attributes{{Name: "kind", Value: TextValue(*n.Kind)}}, changed...)
			}
			out = append(out, before.differing(PreviewValue{ID: n.ID}, changed)...)
		}
	}
	return append(out, c.overwrittenEdges(g)...)
}

func (c Changes) overwrittenEdges(g *Graph) []PreviewValue {
	var out []PreviewValue
	for _, id := range c.EdgesGone() {
		out = append(out, PreviewValue{ID: id, Edge: &PreviewEdge{}})
	}
	for _, change := range c.PutEdges {
		if e, there := g.FindEdge(change.ID); there {
			edge := g.Edge(e)
			changed := change.Attributes
			if change.Source != "" { // it has other ends, and is told as a whole
				changed = diffAttributes(edge.Attributes, changed)
			}
			out = append(out, Version{Edge: &edge}.differing(PreviewValue{ID: change.ID, Edge: &PreviewEdge{}}, append(change.own(), changed...))...)
		}
	}
	return out
}

// own returns what a change says of an edge beside its attributes.
func (c EdgeChange) own() Attributes {
	var out Attributes
	if c.Source != "" {
		out = append(out, Attribute{"ends", endsValue(c.Source, c.Target)})
	}
	if c.Type != nil {
		out = append(out, Attribute{"type", TextValue(*c.Type)})
	}
	if c.Directed != nil {
		out = append(out, Attribute{"directed", BooleanValue(*c.Directed)})
	}
	return out
}

// differing returns the values of a version in whose place others are put, each as a copy of like.
func (v Version) differing(like PreviewValue, changed Attributes) []PreviewValue {
	var out []PreviewValue
	for _, a := range changed {
		if like.Name, like.Before, like.After = a.Name, v.value(a.Name), a.Value; like.Before != like.After {
			out = append(out, like)
		}
	}
	return out
}

// value returns what a version says under a name; the kind of a node is one of its values, and what an edge has beside its
// attributes too.
func (v Version) value(name string) Value {
	switch {
	case v.Node != nil && name == "kind":
		return TextValue(v.Node.Kind)
	case v.Node != nil:
		return v.Node.Attributes.Get(name)
	case v.Edge == nil:
		return v.Attributes.Get(name)
	case name == "ends":
		return endsValue(v.Edge.Source, v.Edge.Target)
	case name == "type":
		return TextValue(v.Edge.Type)
	case name == "directed":
		return BooleanValue(v.Edge.Directed)
	}
	return v.Edge.Attributes.Get(name)
}

func endsValue(source, target string) Value { return ListValue([]string{source, target}) }

// written puts into values by whose hand they were written.
func written(ctx context.Context, store Store, info NetworkInfo, values []PreviewValue) error {
	rewriter, ok := store.(Rewriter)
	if !ok || info.Revision == 0 || len(values) == 0 {
		return nil
	}
	commits, err := store.History(ctx, info.Network, Page{})
	if err != nil || !slices.ContainsFunc(commits, Commit.byHand) {
		return err
	}
	h := handwriting{commits: map[Revision]Commit{}, past: map[elementKey][]Version{}}
	for _, c := range commits {
		h.commits[c.Revision] = c
	}
	for _, v := range values {
		h.past[v.key()] = nil
	}
	if err := rewriter.Versions(ctx, info.Network, info.Revision, h.version); err != nil {
		return err
	}
	for _, past := range h.past {
		slices.SortFunc(past, func(a, b Version) int { return cmp.Compare(a.Since, b.Since) })
	}
	for i, v := range values {
		values[i].ByHand = h.of(v)
	}
	return nil
}

// elementKey is the id of a node or of an edge.
type elementKey struct {
	edge bool
	id   string
}

func (v PreviewValue) key() elementKey { return elementKey{v.Edge != nil, v.ID} }

// handwriting is what is known of who wrote what: the commits, and the states of some nodes and edges, in their order.
type handwriting struct {
	commits map[Revision]Commit
	past    map[elementKey][]Version
}

// version keeps a state of those that are asked for.
func (h handwriting) version(v Version) error {
	var key elementKey
	switch {
	case v.Node != nil:
		key.id = v.Node.ID
	case v.Edge != nil:
		key = elementKey{true, v.Edge.ID}
	}
	if past, asked := h.past[key]; asked {
		h.past[key] = append(past, v)
	}
	return nil
}

// of returns who has written a value by hand; nil where nobody has.
func (h handwriting) of(v PreviewValue) *Handwritten {
	past := h.past[v.key()]
	if v.Name == "" {
		return h.whole(past)
	}
	for last := len(past) - 1; last >= 0; {
		first := last
		for first > 0 && past[first-1].Until == past[first].Since && past[first-1].value(v.Name) == v.Before {
			first--
		}
		c := h.commits[past[first].Since]
		made := first == 0 || past[first-1].Until != past[first].Since
		if undone, undoes := c.Undoes(); undoes {
			before := stoodAt(past[:first], undone-1)
			if before >= 0 && past[before].value(v.Name) == v.Before {
				last = before
				continue
			}
		}
		if !c.byHand() || made && v.Before.IsZero() { // nothing was there from the beginning: nobody has taken it away
			return nil
		}
		return &Handwritten{c.Revision, c.Author, c.Time, !made && past[first-1].value(v.Name) == v.After}
	}
	return nil
}

// whole returns who has written anything by hand of what goes, the last time since it was made.
func (h handwriting) whole(past []Version) *Handwritten {
	for i := len(past) - 1; i >= 0; i-- {
		c := h.commits[past[i].Since]
		if _, undoes := c.Undoes(); c.byHand() && !undoes {
			return &Handwritten{Revision: c.Revision, Author: c.Author, Time: c.Time}
		}
		if i > 0 && past[i-1].Until != past[i].Since {
			return nil
		}
	}
	return nil
}

// stoodAt returns the place of the state that stood at a revision; -1 where none did.
func stoodAt(past []Version, at Revision) int {
	return slices.IndexFunc(past, func(v Version) bool { return v.Since <= at && (v.Until == 0 || v.Until > at) })
}
