package graph

import (
	"slices"
	"strings"
)

// Joined returns the changes that make one node of two that turned out to be the same: the first takes over the relations
// of the other, and what it does not say itself, but not that the other is retired or when it was there; the other is taken
// away. A relation between the two goes, and one that the first has already: of the same type, with the same third, saying
// nothing else, and standing on no day on which that of the first does not. Records about the other, or about its
// relations, are about the first then, but what was recorded of the two together stays as it was; and what names it as its
// meeting, line, action or commitment names the first; who voted at both of two meetings has voted at the first. It is NotFound
// where one of them is not there, Usage where they are one, Invalid where one is no piece of the network, as a meeting, and the
// other of another kind.
func (g *Graph) Joined(keep, other string) (Changes, error) {
	to, there := g.FindNode(keep)
	from, too := g.FindNode(other)
	switch {
	case !there:
		return Changes{}, NoNode("graph.Joined", keep)
	case !too:
		return Changes{}, NoNode("graph.Joined", other)
	case to == from:
		return Changes{}, Fail(Usage, "graph.Joined", Say("join_itself", "{id} is one node already", V{"id": keep}))
	}
	if a, b := g.Kind(to), g.Kind(from); differ(a, b) {
		return Changes{}, Fail(Invalid, "graph.Joined", Say("join_kinds", "{id} is of kind {kind}, {other} of kind {another}: they are not the same thing", V{"id": keep, "kind": a, "other": other, "another": b}))
	}
	j := joining{g: g, to: to, from: from, now: map[string]string{}, grown: map[int]Attributes{}}
	next, err := g.Apply(j.relations())
	if err != nil {
		return Changes{}, err
	}
	j.find(next)
	if next, err = next.Apply(j.records(next)); err != nil {
		return Changes{}, err
	}
	return Diff(g, next), nil
}

// joinCommand begins the message of a commit that makes one node of two.
const joinCommand = "join"

// JoinMessage returns the message of a commit that makes one node of two; it does not say which where their ids are longer
// than a message may be.
func JoinMessage(a, b string) string {
	const most = 1000
	if message := joinCommand + ": " + PairID(a, b); len(message) <= most {
		return message
	}
	return joinCommand
}

// Joins returns the two nodes of which a commit makes one, as its message says, in order of id, and whether it says so.
func (c Commit) Joins() (a, b string, joins bool) {
	pair, joins := strings.CutPrefix(c.Message, joinCommand+": ")
	a, b, named := PairOf(pair)
	return a, b, joins && named
}

// isApart tells whether a kind is one of nodes that are no pieces of the network.
func isApart(kind string) bool {
	k, known := FindKind(kind)
	return known && !k.Lens
}

// differ tells whether what is of one kind cannot be what is of the other.
func differ(a, b string) bool { return a != b && (isApart(a) || isApart(b)) }

// joining is two nodes while they become one: the relations of the node from go to the node to.
type joining struct {
	g        *Graph
	to, from int
	put      []putEdge
	now      map[string]string  // which relation each of from is, by their ids
	grown    map[int]Attributes // what the relations of to say that took something over
}

// putEdge is a relation of the other node that is put again at the first.
type putEdge struct {
	id string
	EdgeChange
}

// relations are the changes of the nodes and their relations.
func (j *joining) relations() Changes {
	keep, other := j.g.NodeID(j.to), j.g.NodeID(j.from)
	node := NodeChange{ID: keep}
	if kind := j.g.Kind(j.from); j.g.Kind(j.to) == "" && kind != "" {
		node.Kind = &kind
	}
	node.Attributes = j.g.NodeAttributes(j.to).unsaid(j.g.NodeAttributes(j.from))
	c := Changes{RemoveNodes: []string{other}, PutNodes: []NodeChange{node}}
	of := slices.Clone(j.g.Incidence().Of(j.from))
	slices.Sort(of)
	for _, e := range slices.Compact(of) {
		change, between := j.replaced(int(e))
		if between {
			continue
		}
		id := j.g.EdgeID(int(e))
		if own, there := j.there(change); there {
			j.now[id] = j.g.EdgeID(own)
			c.PutEdges = append(c.PutEdges, j.takingOver(own, change.Attributes)...)
		} else if !j.votedToo(change) {
			j.put = append(j.put, putEdge{id, change})
			c.PutEdges = append(c.PutEdges, change)
		}
	}
	return c
}

// find finds the relations that were put in the next graph: each is another one, and says what it said.
func (j *joining) find(next *Graph) {
	taken := map[int]bool{}
	for _, put := range j.put {
		for _, e := range next.Alike(put.EdgeChange) {
			_, before := j.g.FindEdge(next.EdgeID(e))
			if !before && !taken[e] && slices.Equal(next.EdgeAttributes(e), put.Attributes) {
				taken[e], j.now[put.id] = true, next.EdgeID(e)
				break
			}
		}
	}
}

// unsaid returns what others say and these do not, but not that it is retired or when it was there. A status that is declared says
// nothing that one which is validated or contested does not.
func (a Attributes) unsaid(others Attributes) Attributes {
	var out Attributes
	for _, other := range others {
		mine := a.Get(other.Name)
		silent := mine.IsZero() || other.Name == "status" && mine.String() == "declared" && mine != other.Value
		if silent && a.With(other.Name, other.Value).standAs(a) {
			out = append(out, other)
		}
	}
	return out
}

// replaced returns a relation of the other node as one of the first, and whether it is between the two.
func (j *joining) replaced(e int) (c EdgeChange, between bool) {
	a, b := j.g.Ends(e)
	if a == j.to || b == j.to {
		return c, true
	}
	end := func(i int) string {
		if i == j.from {
			i = j.to
		}
		return j.g.NodeID(i)
	}
	typ, directed := j.g.Type(e), j.g.Directed(e)
	c = EdgeChange{Source: end(a), Target: end(b), Type: &typ, Directed: &directed, Attributes: j.g.EdgeAttributes(e)}
	if typ == "attends" && j.voted(c.Source, c.Target) {
		c.Attributes = slices.DeleteFunc(c.Attributes, func(a Attribute) bool { return a.Name == "abstained" })
	}
	return c, false
}

// there returns the relation of the first node that says what one of the other does, and whether there is one.
func (j *joining) there(c EdgeChange) (e int, there bool) {
	edges := j.g.Alike(c)
	i := slices.IndexFunc(edges, func(e int) bool { return j.says(e, c.Attributes) })
	if i < 0 {
		return 0, false
	}
	return edges[i], true
}

// takingOver returns the change of a relation that takes over what another one says and it does not; a weight is never one
// such, since none is 1.
func (j *joining) takingOver(e int, other Attributes) []EdgeChange {
	taken := slices.DeleteFunc(j.of(e).unsaid(other), func(a Attribute) bool { return a.Name == "weight" })
	if len(taken) == 0 {
		return nil
	}
	j.grown[e] = j.of(e)
	for _, a := range taken {
		j.grown[e] = j.grown[e].With(a.Name, a.Value)
	}
	return []EdgeChange{{ID: j.g.EdgeID(e), Attributes: taken}}
}

// of returns what a relation of the first node says by now.
func (j *joining) of(e int) Attributes {
	if grown, is := j.grown[e]; is {
		return grown
	}
	return j.g.EdgeAttributes(e)
}

// votedToo tells whether a relation is a vote at a meeting at which the first node voted or abstained: nobody votes twice.
func (j *joining) votedToo(c EdgeChange) bool {
	meeting := c.Attributes.Get("meeting").String()
	return *c.Type == "prefers" && c.Source == j.g.NodeID(j.to) && (j.voted(c.Source, meeting) || j.abstained(c.Source, meeting))
}

// voted tells whether somebody voted at a meeting.
func (j *joining) voted(who, meeting string) bool {
	return j.has(who, func(e, _ int) bool { return j.g.Type(e) == "prefers" && j.g.EdgeColumn("meeting").Text(e) == meeting })
}

// abstained tells whether somebody abstained at a meeting.
func (j *joining) abstained(who, meeting string) bool {
	return j.has(who, func(e, to int) bool {
		return j.g.Type(e) == "attends" && j.g.NodeID(to) == meeting && j.g.EdgeColumn("abstained").Text(e) == "true"
	})
}

// has tells whether a relation that leaves a node, to another one, is such.
func (j *joining) has(who string, such func(e, to int) bool) bool {
	i, _ := j.g.FindNode(who)
	return slices.ContainsFunc(j.g.Incidence().Of(i), func(e uint32) bool {
		from, to := j.g.Ends(int(e))
		return from == i && such(int(e), to)
	})
}

// says tells whether a relation says all that another one does. Of the map, and of who was there, it may take over what it does not say
// itself, and whether it was confirmed is one thing of the two; it says less where it is weaker, retired, or does not stand on a day on
// which the other does.
func (j *joining) says(e int, other Attributes) bool {
	own := j.of(e)
	t, _ := FindType(j.g.Type(e))
	grows := t.Structural || t.ID == "attends"
	if !own.standAs(other) || t.Structural && own.strength() < other.strength() {
		return false
	}
	return !slices.ContainsFunc(other, func(a Attribute) bool {
		mine := own.Get(a.Name)
		switch {
		case mine == a.Value:
			return false
		case t.Structural && slices.Contains([]string{"status", "since", "until", "weight"}, a.Name):
			return false
		}
		return !grows || !mine.IsZero()
	})
}

// strength returns the weight among the attributes of a relation, 1 where there is none.
func (a Attributes) strength() float64 {
	if w, is := a.Get("weight").Number(); is {
		return w
	}
	return 1
}

// standAs tells whether what has these attributes stands wherever what has the others does: it is not retired alone, and not
// on fewer days.
func (a Attributes) standAs(other Attributes) bool {
	const retired = "retired"
	text := func(of Attributes, name string) string { return of.Get(name).String() }
	if text(a, "status") == retired && text(other, "status") != retired {
		return false
	}
	since, until := text(a, "since"), text(a, "until")
	end := text(other, "until")
	return since <= text(other, "since") && (until == "" || end != "" && end <= until)
}

// records are the changes of what the table recorded about the other node and its relations, and of what names it.
func (j *joining) records(next *Graph) Changes {
	c := Changes{}
	for i := range next.Nodes() {
		if attrs := j.ofNode(next, i); len(attrs) > 0 {
			c.PutNodes = append(c.PutNodes, NodeChange{ID: next.NodeID(i), Attributes: attrs})
		}
	}
	for e := range next.Edges() {
		if j.votesAgain(next, e) {
			c.RemoveEdges = append(c.RemoveEdges, next.EdgeID(e))
		} else if attrs := j.ofEdge(next, e); len(attrs) > 0 {
			c.PutEdges = append(c.PutEdges, EdgeChange{ID: next.EdgeID(e), Attributes: attrs})
		}
	}
	return c
}

// ofNode returns what names the other node among the attributes of a node, as it names the first: what a record is about, and
// production lines.
func (j *joining) ofNode(next *Graph, i int) Attributes {
	var out Attributes
	out = append(out, j.renaming(next.NodeColumn("on_node"), i)...)
	if from, to := next.NodeColumn("on_source"), next.NodeColumn("on_target"); !j.isPair(from.Text(i), to.Text(i)) {
		out = append(append(out, j.renaming(from, i)...), j.renaming(to, i)...)
	}
	if j.g.Kind(j.from) == Line {
		out = append(out, j.renaming(next.NodeColumn("lines"), i)...)
	}
	if id := j.nowAbout(next.NodeColumn("on_id").Text(i)); id != "" {
		out = append(out, Attribute{Name: "on_id", Value: TextValue(id)})
	}
	return out
}

// isPair tells whether two ids are those of the two nodes: what was recorded of the two together stays as it was, since no relation
// leads from a node to itself.
func (j *joining) isPair(a, b string) bool {
	keep, other := j.g.NodeID(j.to), j.g.NodeID(j.from)
	return a == keep && b == other || a == other && b == keep
}

// ofEdge does so for an edge: votes name actions, what was said its meeting, and a relation the commitment it came of.
func (j *joining) ofEdge(next *Graph, e int) Attributes {
	out := append(j.renaming(next.EdgeColumn("actions"), e), j.renaming(next.EdgeColumn("meeting"), e)...)
	if j.g.Kind(j.from) == Commitment {
		out = append(out, j.renaming(next.EdgeColumn("source"), e)...)
	}
	return out
}

// renaming returns a value that names the other node with the name of the first, nil where it does not.
func (j *joining) renaming(c *Column, row int) Attributes {
	keep, other := j.g.NodeID(j.to), j.g.NodeID(j.from)
	v, _ := c.At(row)
	items := v.Items()
	if !slices.Contains(items, other) {
		return nil
	}
	if items = renamed(items, other, keep); v.Type() == List {
		return Attributes{{Name: c.Name(), Value: ListValue(items)}}
	}
	return Attributes{{Name: c.Name(), Value: TextValue(strings.Join(items, "|"))}}
}

// votesAgain tells whether an edge is a vote at the other of two meetings by who voted or abstained at the first too.
func (j *joining) votesAgain(next *Graph, e int) bool {
	if next.Type(e) != "prefers" || next.EdgeColumn("meeting").Text(e) != j.g.NodeID(j.from) {
		return false
	}
	from, _ := next.Ends(e)
	who, meeting := next.NodeID(from), j.g.NodeID(j.to)
	return j.voted(who, meeting) || j.abstained(who, meeting)
}

// renamed returns a list in which one item has the place of another, once.
func renamed(items []string, from, to string) []string {
	var out []string
	for _, item := range items {
		if item == from {
			item = to
		}
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out
}

// nowAbout is what a record is about that was about a relation of the other node, or about one that is suggested; "" where
// it was about something else. Of several relations between the same two it is the last.
func (j *joining) nowAbout(id string) string {
	if now, moved := j.now[id]; moved {
		return now
	}
	keep, other := j.g.NodeID(j.to), j.g.NodeID(j.from)
	switch a, b, pair := PairOf(id); {
	case pair && a == other && b != keep:
		return PairID(keep, b)
	case pair && b == other && a != keep:
		return PairID(a, keep)
	}
	return ""
}
