package graph

// Undo returns the changes that take back, from the newest state, what was done between before and after: a value
// changed since stays, the ends of an edge too; a node that the commit added goes together with its later edges; what no
// longer exists is skipped. A sentence tells of each thing left or taken along.
func Undo(newest, before, after *Graph) (Changes, []Sentence) {
	u := undoing{newest: newest, before: before, after: after, put: map[string]bool{}, gone: map[string]bool{}}
	inverse := Diff(after, before)
	u.removals(inverse)
	u.puts(inverse)
	u.out.Attributes = u.still("", inverse.Attributes, after.attrs, newest.attrs)
	return u.out, u.notes
}

type undoing struct {
	newest, before, after *Graph
	out                   Changes
	notes                 []Sentence
	put, gone             map[string]bool // the nodes in out
}

func (u *undoing) say(code, template, id string) {
	u.notes = append(u.notes, Say(code, template, V{"id": id}))
}

func (u *undoing) removals(inverse Changes) {
	for _, id := range inverse.RemoveNodes {
		i, there := u.newest.FindNode(id)
		if !there {
			u.say("undo_gone", "{id} is gone already", id)
			continue
		}
		u.out.RemoveNodes = append(u.out.RemoveNodes, id)
		for _, e := range u.newest.Incidence().Of(i) {
			if edge := u.newest.EdgeID(int(e)); !hasEdge(u.after, edge) && !u.goes(int(e)) { // once, not for each end
				u.say("undo_later_edge", "{id}, added later, goes with its node", edge)
			}
		}
		u.gone[id] = true
	}
	for _, id := range inverse.RemoveEdges {
		now, there := u.newest.FindEdge(id)
		then, _ := u.after.FindEdge(id)
		switch {
		case !there:
			if !hasEdge(u.before, id) {
				u.say("undo_gone", "{id} is gone already", id)
			}
		case hasEdge(u.before, id) && !sameEnds(u.newest, u.after, now, then):
			u.say("undo_changed", "{id} was changed since, and stays", id)
		default:
			u.out.RemoveEdges = append(u.out.RemoveEdges, id)
		}
	}
}

func hasEdge(g *Graph, id string) bool { _, there := g.FindEdge(id); return there }

func hasNode(g *Graph, id string) bool { _, there := g.FindNode(id); return there }

func (u *undoing) puts(inverse Changes) {
	for _, n := range inverse.PutNodes {
		u.putNode(n)
	}
	removed := map[string]bool{}
	for _, id := range u.out.RemoveEdges {
		removed[id] = true
	}
	for _, e := range inverse.PutEdges {
		u.putEdge(e, removed[e.ID])
	}
}

func (u *undoing) putNode(n NodeChange) {
	then, was := u.after.FindNode(n.ID)
	now, is := u.newest.FindNode(n.ID)
	switch {
	case was && !is:
		u.say("undo_gone", "{id} is gone already", n.ID)
		return
	case !was && is:
		u.say("undo_back", "{id} is there again already", n.ID)
		return
	case was:
		n.Attributes = u.still(n.ID, n.Attributes, u.after.NodeAttributes(then), u.newest.NodeAttributes(now))
		if n.Kind != nil && u.newest.Kind(now) != u.after.Kind(then) {
			u.say("undo_changed", "{id} was changed since, and stays", n.ID)
			n.Kind = nil
		}
		if n.Kind == nil && len(n.Attributes) == 0 {
			return
		}
	}
	u.out.PutNodes = append(u.out.PutNodes, n)
	u.put[n.ID] = true
}

func (u *undoing) putEdge(e EdgeChange, again bool) {
	then, was := u.after.FindEdge(e.ID)
	now, is := u.newest.FindEdge(e.ID)
	if e.Source != "" && was && is { // the commit gave it other ends
		if e = u.withLater(e, again, now, then); again {
			was, is = false, false
		}
	}
	switch {
	case was && !is:
		u.say("undo_gone", "{id} is gone already", e.ID)
		return
	case !was && is && !u.goes(now): // one that goes leaves its id to what was there before
		u.say("undo_back", "{id} is there again already", e.ID)
		return
	case was && u.goes(now):
		u.say("undo_no_end", "{id} has lost an end, and stays away", e.ID)
		return
	case was:
		e.Attributes = u.still(e.ID, e.Attributes, u.after.EdgeAttributes(then), u.newest.EdgeAttributes(now))
		if e.Type != nil && u.newest.Type(now) != u.after.Type(then) {
			u.say("undo_changed", "{id} was changed since, and stays", e.ID)
			e.Type, e.Directed = nil, nil // a direction goes with its type
		}
		if e.Type == nil && e.Directed == nil && len(e.Attributes) == 0 {
			return
		}
	case !u.standsAfter(e.Source) || !u.standsAfter(e.Target):
		u.say("undo_no_end", "{id} has lost an end, and stays away", e.ID)
		return
	}
	u.out.PutEdges = append(u.out.PutEdges, e)
}

// goes tells whether an edge of the newest state goes with a node.
func (u *undoing) goes(e int) bool {
	s, t := u.newest.Ends(e)
	return u.gone[u.newest.NodeID(s)] || u.gone[u.newest.NodeID(t)]
}

// withLater returns the change of an edge to which the commit gave other ends: made anew with those that it had and with what
// was changed since or, where the ends themselves were, only what else the commit did.
func (u *undoing) withLater(e EdgeChange, again bool, now, then int) EdgeChange {
	if !again {
		old, _ := u.before.FindEdge(e.ID)
		return changedEdge(u.after, u.before, then, old)
	}
	later := diffAttributes(u.after.EdgeAttributes(then), u.newest.EdgeAttributes(now))
	for _, attr := range later {
		u.sayValue(e.ID, attr.Name)
	}
	e.Attributes = e.Attributes.over(later)
	if typ := u.newest.Type(now); typ != u.after.Type(then) {
		u.say("undo_changed", "{id} was changed since, and stays", e.ID)
		e.Type = &typ
	}
	return e
}

// standsAfter tells whether a node is there once the changes so far are applied.
func (u *undoing) standsAfter(id string) bool {
	return u.put[id] || !u.gone[id] && hasNode(u.newest, id)
}

// still keeps, of attributes to be set back, those that have not been changed since.
func (u *undoing) still(id string, back, then, now Attributes) Attributes {
	var out Attributes
	for _, attr := range back {
		if now.Get(attr.Name) == then.Get(attr.Name) {
			out = append(out, attr)
			continue
		}
		u.sayValue(id, attr.Name)
	}
	return out
}

// sayValue tells of a value that was changed since; the id is "" for one of the graph itself.
func (u *undoing) sayValue(id, name string) {
	if id == "" {
		u.notes = append(u.notes, Say("undo_attribute", "{name} of the network was changed since, and stays", V{"name": name}))
		return
	}
	u.notes = append(u.notes, Say("undo_value", "{name} of {id} was changed since, and stays", V{"id": id, "name": name}))
}
