package desk

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"trama/graph"
	"trama/locale"
	"trama/render"
)

// telling turns the changes of a commit into sentences with names. Each of its parts tells of one kind of record, and
// says of which nodes and edges it told; what none told of is counted at the end.
type telling struct {
	l             *locale.Locale
	before, after *graph.Graph
	changes       graph.Changes
	done          map[string]bool
	moved         map[string]bool // decisions that are about something else now, and no others for that
	lines         []string
}

func told(w Written, l *locale.Locale) []string {
	t := &telling{l: l, before: w.Before, after: w.After, changes: graph.Diff(w.Before, w.After), done: map[string]bool{}, moved: map[string]bool{}}
	if w.Commit.Erases() {
		t.say("erase", nil)
	}
	if t.join(w.Commit) {
		return t.lines
	}
	for _, part := range []func(){t.undone(w), t.meetings, t.attendances, t.invitations, t.needs, t.answers, t.votes, t.expectations, t.commitments, t.voices, t.decisions, t.relations, t.joined, t.corrected, t.removed, t.rest} {
		part()
	}
	return t.lines
}

func (t *telling) say(id string, values graph.V) {
	t.lines = append(t.lines, t.l.Say("told."+id, values))
}

// join says which two nodes have become one, where that is all that the commit did: what it moved is nothing that anybody said now.
func (t *telling) join(c graph.Commit) bool {
	other, keep, joins := c.Joins()
	if _, there := t.before.FindNode(other); !joins || !there {
		return false
	}
	if _, there := t.after.FindNode(other); there {
		other, keep = keep, other
	}
	made, err := t.before.Joined(keep, other)
	if err != nil || !reflect.DeepEqual(made, t.changes) { // anybody may write such a message
		return false
	}
	values := graph.V{"other": t.label(other), "keep": t.label(keep)}
	if values["other"] == values["keep"] {
		values["other_id"], values["keep_id"] = other, keep
	}
	t.say("join", values)
	return true
}

// undone names the commit that was taken back, and what of it stays; what came back or went is told like any other change.
func (t *telling) undone(w Written) func() {
	return func() {
		if revision, undoes := w.Commit.Undoes(); undoes {
			t.say("undone", graph.V{"revision": revision})
		}
		for _, s := range w.Left {
			t.left(s)
		}
	}
}

// left says what stays as others made it later, with names in place of ids.
func (t *telling) left(s graph.Sentence) {
	values := maps.Clone(s.Values)
	if id, ok := values["id"].(string); ok {
		values["id"] = t.recordSaid(id)
	}
	switch name, _ := values["name"].(string); name {
	case "":
	case "label":
		values["name"] = t.l.Name("field", "name")
	default:
		values["name"], _ = t.l.Attribute(name)
	}
	if s.Code == "undo_value" {
		t.say("left", values)
		return
	}
	t.lines = append(t.lines, locale.Whole(t.l.Sentence(s.With(values))))
}

// recordSaid is a node by its name, or an edge as a sentence.
func (t *telling) recordSaid(id string) string {
	for _, g := range []*graph.Graph{t.after, t.before} {
		if e, there := g.FindEdge(id); there {
			from, to := g.Ends(e)
			return t.l.Relation(g.Label(from), g.Type(e), g.Label(to))
		}
	}
	return t.label(id)
}

// label is the name of a node as it is now, or as it was where it is gone.
func (t *telling) label(id string) string {
	for _, g := range []*graph.Graph{t.after, t.before} {
		if i, there := g.FindNode(id); there {
			return g.Label(i)
		}
	}
	return id
}

// nodes are those of a kind that the commit put, each with its attributes as they are now.
func (t *telling) nodes(kind string, tell func(id string, of func(string) graph.Value, isNew bool)) {
	for _, n := range t.changes.PutNodes {
		i, there := t.after.FindNode(n.ID)
		if !there || t.after.Kind(i) != kind {
			continue
		}
		t.done[n.ID] = true
		_, was := t.before.FindNode(n.ID)
		tell(n.ID, t.after.NodeAttributes(i).Get, !was)
	}
}

// edgeTold is an edge that a commit put, with its attributes as they are now.
type edgeTold struct {
	id, source, target, typ string
	of                      func(string) graph.Value
	isNew                   bool
}

// edges are those that pass which the commit put.
func (t *telling) edges(passes func(typ string) bool, tell func(edgeTold)) {
	for _, c := range t.changes.PutEdges {
		e, there := t.after.FindEdge(c.ID)
		if !there || t.done[c.ID] || !passes(t.after.Type(e)) {
			continue
		}
		t.done[c.ID] = true
		s, d := t.after.Ends(e)
		_, was := t.before.FindEdge(c.ID)
		tell(edgeTold{c.ID, t.after.NodeID(s), t.after.NodeID(d), t.after.Type(e), t.after.EdgeAttributes(e).Get, !was})
	}
}

func ofType(want string) func(string) bool { return func(typ string) bool { return typ == want } }

func (t *telling) meetings() {
	t.nodes(graph.Meeting, func(id string, of func(string) graph.Value, isNew bool) {
		t.say("meeting", graph.V{"label": t.label(id), "date": of("date").String(), "new": isNew})
	})
}

// attendances tells who was there, all of one meeting in one sentence; who abstained is told with the votes.
func (t *telling) attendances() {
	present := map[string][]string{}
	var order []string
	t.edges(ofType("attends"), func(e edgeTold) {
		switch {
		case e.of("abstained").String() == "true":
			t.say("abstained", graph.V{"by": t.label(e.source), "meeting": t.label(e.target)})
		case e.isNew:
			if present[e.target] == nil {
				order = append(order, e.target)
			}
			present[e.target] = append(present[e.target], t.label(e.source))
		}
	})
	for _, meeting := range order {
		t.say("attend", graph.V{"meeting": t.label(meeting), "who": present[meeting]})
	}
}

func (t *telling) invitations() {
	t.edges(ofType("invites"), func(e edgeTold) {
		t.say("invite", graph.V{"by": t.label(e.source), "who": t.label(e.target), "meeting": t.label(e.of("meeting").String())})
	})
}

func (t *telling) needs() {
	raised := map[string]string{}
	t.edges(ofType("raised"), func(e edgeTold) { raised[e.target] = t.label(e.source) })
	t.nodes(graph.Need, func(id string, _ func(string) graph.Value, isNew bool) {
		t.say("need", graph.V{"label": t.label(id), "by": raised[id], "new": isNew})
	})
}

func (t *telling) answers() {
	t.edges(ofType("answers"), func(e edgeTold) {
		t.say("answer", graph.V{"with": t.label(e.source), "need": t.label(e.target)})
	})
}

// votes tells each vote in one sentence, its lines with their points.
func (t *telling) votes() {
	type vote struct{ by, meeting string }
	given := map[vote][]edgeTold{}
	var order []vote
	t.edges(ofType("prefers"), func(e edgeTold) {
		v := vote{e.source, e.of("meeting").String()}
		if given[v] == nil {
			order = append(order, v)
		}
		given[v] = append(given[v], e)
	})
	for _, v := range order {
		values := t.vote(given[v])
		values["by"], values["meeting"] = t.label(v.by), t.label(v.meeting)
		t.say("vote", values)
	}
	t.votesGone()
}

// vote says what a vote gives its lines, a ranking in its order, and which actions it names.
func (t *telling) vote(edges []edgeTold) graph.V {
	slices.SortStableFunc(edges, func(a, b edgeTold) int {
		return cmp.Compare(render.WholeNumber(a.of("rank").String()), render.WholeNumber(b.of("rank").String()))
	})
	var lines, actions []string
	for _, e := range edges {
		lines = append(lines, preferred(t.l, e.of, t.label(e.target)))
	}
	for _, id := range edges[0].of("actions").Items() {
		actions = append(actions, t.label(id))
	}
	return graph.V{"lines": lines, "actions": actions}
}

// votesGone tells of votes that are taken away; one that another took the place of is told with that one.
func (t *telling) votesGone() {
	said := map[[2]string]bool{}
	for _, id := range t.changes.RemoveEdges {
		e, there := t.before.FindEdge(id)
		if !there || t.before.Type(e) != "prefers" {
			continue
		}
		t.done[id] = true
		by, _ := t.before.Ends(e)
		vote := [2]string{t.before.NodeID(by), t.before.EdgeColumn("meeting").Text(e)}
		if !said[vote] {
			said[vote] = true
			t.say("vote_gone", graph.V{"by": t.label(vote[0]), "meeting": t.label(vote[1])})
		}
	}
}

func (t *telling) expectations() {
	t.edges(ofType("expects"), func(e edgeTold) {
		t.done[e.source], t.done[e.target] = true, true // a sector's node may be made on the way
		t.say("expect", graph.V{"from": locale.Begun(t.l.Side(t.label(e.source))), "of": t.l.Side(t.label(e.target)), "what": e.of("what").String()})
	})
}

func (t *telling) commitments() {
	by := map[string][]string{}
	t.edges(ofType("commits"), func(e edgeTold) { by[e.target] = append(by[e.target], t.label(e.source)) })
	t.nodes(graph.Commitment, func(id string, of func(string) graph.Value, isNew bool) {
		t.say("commit", graph.V{"label": t.label(id), "by": t.l.List(by[id]), "due": of("due").String(), "state": of("state").String(), "new": isNew})
	})
	t.edges(ofType("concerns"), func(edgeTold) {})
}

// voices tells what each said of a relation or a node, and is silent of the status that follows from it.
func (t *telling) voices() {
	t.edges(ofType("voices"), func(e edgeTold) {
		t.say("voice", graph.V{"by": t.label(e.source), "value": e.of("value").String(), "about": t.about(e.target), "note": e.of("note").String()})
		t.done[e.target] = true
	})
}

// about says what a decision is about, and marks it as told.
func (t *telling) about(decision string) string {
	i, there := t.after.FindNode(decision)
	if !there {
		return decision
	}
	of := t.after.NodeAttributes(i).Get
	if node := of("on_node").String(); node != "" {
		t.done[node] = true
		return t.label(node)
	}
	t.done[of("on_id").String()] = true
	return t.l.Relation(t.label(of("on_source").String()), of("on_type").String(), t.label(of("on_target").String()))
}

func (t *telling) decisions() {
	silent := map[string]bool{}
	for id := range t.done {
		silent[id] = true
	}
	t.nodes(graph.Decision, func(id string, of func(string) graph.Value, isNew bool) {
		if silent[id] {
			return
		}
		if !isNew && t.keeps(id, of, "state", "note", "until") { // nobody has decided anew: who it is about has become one with another
			t.moved[id] = true
			return
		}
		t.say("decision", graph.V{"state": of("state").String(), "about": t.about(id), "note": of("note").String(), "until": of("until").String()})
	})
}

// keeps tells whether a node that was there has these values still.
func (t *telling) keeps(id string, of func(string) graph.Value, names ...string) bool {
	i, _ := t.before.FindNode(id)
	before := t.before.NodeAttributes(i)
	return !slices.ContainsFunc(names, func(name string) bool { return before.Get(name) != of(name) })
}

// relations tells of new relations of the network itself.
func (t *telling) relations() {
	t.edges(graph.Structural, func(e edgeTold) {
		if !e.isNew {
			delete(t.done, e.id)
			return
		}
		t.say("relation", graph.V{"about": t.l.Relation(t.label(e.source), e.typ, t.label(e.target))})
	})
}

// joined names the nodes of the map that are new.
func (t *telling) joined() {
	for _, n := range t.changes.PutNodes {
		i, there := t.after.FindNode(n.ID)
		if _, was := t.before.FindNode(n.ID); !was && there && !t.done[n.ID] {
			t.done[n.ID] = true
			t.say("joined", graph.V{"label": t.after.Label(i), "kind": t.after.Kind(i)})
		}
	}
}

// corrected names the nodes of the map that are otherwise than they were, with the name that one had where it is new.
func (t *telling) corrected() {
	for _, n := range t.changes.PutNodes {
		was, there := t.before.FindNode(n.ID)
		if !there || t.done[n.ID] {
			continue
		}
		t.done[n.ID] = true
		values := graph.V{"label": t.label(n.ID)}
		if before := t.before.Label(was); before != t.label(n.ID) {
			values["was"] = before
		}
		t.say("corrected", values)
	}
}

// removed names what is gone; the relations of a node go with it.
func (t *telling) removed() {
	gone := map[string]bool{}
	for _, id := range t.changes.RemoveNodes {
		i, there := t.before.FindNode(id)
		if !there {
			continue
		}
		gone[id], t.done[id] = true, true
		t.say("removed", graph.V{"label": t.before.Label(i), "kind": t.before.Kind(i)})
	}
	for _, id := range t.changes.RemoveEdges {
		e, there := t.before.FindEdge(id)
		if !there {
			continue
		}
		s, d := t.before.Ends(e)
		if t.done[id] {
			continue
		}
		t.done[id] = true
		if !gone[t.before.NodeID(s)] && !gone[t.before.NodeID(d)] {
			t.say("removed_relation", graph.V{"about": t.l.Relation(t.before.Label(s), t.before.Type(e), t.before.Label(d))})
		}
	}
}

// rest counts what no sentence told of.
func (t *telling) rest() {
	more := 0
	for _, n := range t.changes.PutNodes {
		if !t.done[n.ID] || t.moved[n.ID] {
			more++
		}
	}
	for _, e := range t.changes.PutEdges {
		if !t.done[e.ID] {
			more++
		}
	}
	if more+len(t.changes.Attributes) > 0 && (more > 0 || len(t.lines) == 0) {
		t.say("rest", graph.V{"n": more + len(t.changes.Attributes), "alone": len(t.lines) == 0})
	}
}
