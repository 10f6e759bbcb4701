package tavolo

import (
	"cmp"
	"slices"
	"strings"

	"trama/graph"
)

// States returns the states of a commitment.
func States() []string { return []string{"proposed", "agreed", "under_way", "kept", "dropped"} }

// Gifts returns what can be put on the table.
func Gifts() []string { return []string{"time", "space", "money", "skill", "contact"} }

// CommitRequest makes a commitment, or changes the one named by ID. The fields after Today are those of a pact of
// collaboration (patto di collaborazione).
type CommitRequest struct {
	ID    string   `json:"id,omitempty"`
	By    []string `json:"by,omitempty"`
	What  string   `json:"what,omitempty"`
	Gives []string `json:"gives,omitempty"`
	For   string   `json:"for,omitempty"` // a node, a relation, an expectation or a suggestion
	Due   string   `json:"due,omitempty"`
	State string   `json:"state,omitempty"`
	Today string   `json:"-"`

	Goals      string `json:"goals,omitempty"`
	Modes      string `json:"modes,omitempty"`
	Support    string `json:"support,omitempty"`
	Duration   string `json:"duration,omitempty"`
	Revocation string `json:"revocation,omitempty"`

	// Suggestion is what For names, where it names a suggestion: the caller looks it up.
	Suggestion *Suggestion `json:"-"`
}

// Commit records a commitment, or a change of one. A commitment about a suggestion that is kept adds the relation, with
// the commitment as its source; it counts at once and waits for validation.
func Commit(g *graph.Graph, r CommitRequest) (Made, error) {
	d := newDraft(g)
	if i, there := g.FindNode(r.ID); r.ID != "" && there && g.Kind(i) == graph.Commitment {
		d.changeCommitment(i, r)
		return d.done()
	}
	if r.ID != "" && r.What == "" && len(r.By) == 0 {
		d.fail(graph.NotFound, "no_node", "there is no node {id}", graph.V{"id": r.ID})
	}
	d.need(r.What, "what")
	d.commitment(d.aboutOf(r), r)
	return d.done()
}

// aboutOf returns what a commitment is for.
func (d *draft) aboutOf(r CommitRequest) About {
	if r.For == "" {
		return About{}
	}
	about, found := Lookup(d.g, r.For)
	switch {
	case found:
		return about
	case r.Suggestion != nil:
		return r.Suggestion.about()
	}
	d.fail(graph.NotFound, "no_thing", "there is no node or relation {id}", graph.V{"id": r.For})
	return About{}
}

func (d *draft) commitment(about About, r CommitRequest) {
	d.actors(r.By, "by")
	state := cmp.Or(r.State, "proposed")
	d.checkCommitment(r, state)
	attrs := d.commitmentAttributes(r).With("state", text(state))
	if about != (About{}) {
		for _, a := range about.attributes(d.g) {
			if a.Name != "label" || r.What == "" {
				attrs = attrs.With(a.Name, a.Value)
			}
		}
	}
	id := d.freeID(r.ID, graph.Commitment)
	d.record(id, graph.Commitment, attrs)
	for _, by := range once(r.By) {
		d.edge(by, "commits", id, nil)
	}
	for _, on := range once([]string{about.Node, about.Source, about.Target}) {
		if on != "" {
			d.edge(id, "concerns", on, nil)
		}
	}
	if state == "kept" {
		d.keep(id, about)
	}
}

func (d *draft) checkCommitment(r CommitRequest, state string) {
	if !slices.Contains(States(), state) {
		d.invalid("commit_state", "a commitment is {states}", graph.V{"states": strings.Join(States(), ", ")})
	}
	for _, gift := range r.Gives {
		if !slices.Contains(Gifts(), gift) {
			d.invalid("commit_gives", "what is given is {gifts}", graph.V{"gifts": strings.Join(Gifts(), ", ")})
		}
	}
}

func (d *draft) commitmentAttributes(r CommitRequest) graph.Attributes {
	return attributes("label", text(r.What), "gives", graph.ListValue(r.Gives), "due", d.comingDay(r.Due, "due", r.Today),
		"goals", text(r.Goals), "modes", text(r.Modes), "support", text(r.Support), "duration", text(r.Duration), "revocation", text(r.Revocation))
}

func (d *draft) changeCommitment(i int, r CommitRequest) {
	id := d.g.NodeID(i)
	if r.For != "" {
		d.invalid("commit_for", "what {id} is for does not change: another commitment is made for that", graph.V{"id": id})
	}
	state := cmp.Or(r.State, d.g.NodeColumn("state").Text(i), "proposed") // a table may say none
	d.checkCommitment(r, state)
	d.set(id, d.commitmentAttributes(r).With("state", text(state)))
	d.made.IDs = append(d.made.IDs, id)
	for _, by := range once(r.By) {
		d.actor(by)
		if len(d.between(by, "commits", id)) == 0 {
			d.edge(by, "commits", id, nil)
		}
	}
	if state == "kept" && d.g.NodeColumn("state").Text(i) != "kept" {
		d.keep(id, d.aboutRecord(i))
	}
}

// aboutRecord returns what a record that is there is about.
func (d *draft) aboutRecord(i int) About {
	value := func(name string) string { return d.g.NodeColumn(name).Text(i) }
	about := About{Node: value("on_node"), ID: value("on_id"), Source: value("on_source"), Target: value("on_target"), Type: value("on_type")}
	if about.ID != "" {
		_, isEdge := d.g.FindEdge(about.ID)
		_, _, isPair := graph.PairOf(about.ID)
		about.Suggested = !isEdge && isPair
	}
	return about
}

// keep adds the relation that a kept commitment has made, where it is about a suggested one.
func (d *draft) keep(commitment string, about About) {
	if !about.Suggested || about.Type == graph.Commitment || about.Type == "" {
		return
	}
	if !hasNode(d.g, about.Source) || !hasNode(d.g, about.Target) {
		d.note("kept_no_end", "an end of the relation is gone: none is added", nil)
		return
	}
	if d.g.Stands(graph.EdgeChange{Source: about.Source, Target: about.Target, Type: &about.Type}) {
		d.note("kept_already", "the relation is there already", nil)
		return
	}
	d.edge(about.Source, about.Type, about.Target, attributes("status", text("declared"), "source", text(commitment)))
}

func hasNode(g *graph.Graph, id string) bool { _, there := g.FindNode(id); return there }
