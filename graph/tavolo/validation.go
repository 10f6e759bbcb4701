package tavolo

import (
	"slices"

	"trama/graph"
)

// ValidateRequest says how one who knows sees some nodes and relations. An id is looked up as a node, then as an edge;
// "node:" and "edge:" in front force one.
type ValidateRequest struct {
	IDs     []string `json:"ids"`
	As      string   `json:"as"` // validated, contested or retired
	By      string   `json:"by"`
	Meeting string   `json:"meeting,omitempty"`
	Note    string   `json:"note,omitempty"`
}

// Validate sets the status of each thing and keeps the voice of who spoke, on the thing's decision, beside the others'.
func Validate(g *graph.Graph, r ValidateRequest) (Made, error) {
	d := newDraft(g)
	if !slices.Contains([]string{"validated", "contested", "retired"}, r.As) {
		d.invalid("validate_as", "a thing is validated, contested or retired", nil)
	}
	d.need(r.By, "by")
	d.actor(r.By)
	if r.Meeting != "" {
		d.node(r.Meeting, graph.Meeting)
	}
	if len(r.IDs) == 0 {
		d.need("", "id")
	}
	var judged []About
	for _, id := range r.IDs {
		about, found := Lookup(g, id)
		switch {
		case !found:
			d.fail(graph.NotFound, "no_thing", "there is no node or relation {id}", graph.V{"id": id})
		case !slices.Contains(judged, about):
			judged = append(judged, about)
			d.validate(about, r)
		}
	}
	return d.done()
}

func (d *draft) validate(about About, r ValidateRequest) {
	status := graph.Attributes{{Name: "status", Value: text(r.As)}}
	if about.Node != "" {
		d.set(about.Node, status)
	} else {
		d.made.Changes.PutEdges = append(d.made.Changes.PutEdges, graph.EdgeChange{ID: about.ID, Attributes: status})
	}
	decision := d.decisionAbout(about, r.As)
	d.voice(decision, r)
}

// decisionAbout returns the decision that keeps the voices about a thing, made where there is none.
func (d *draft) decisionAbout(about About, state string) string {
	for i := range d.g.Nodes() {
		if d.g.Kind(i) == graph.Decision && about.is(d.g, i) && voiced(d.g.NodeColumn("state").Text(i)) {
			d.set(d.g.NodeID(i), graph.Attributes{{Name: "state", Value: text(state)}})
			d.made.IDs = append(d.made.IDs, d.g.NodeID(i))
			return d.g.NodeID(i)
		}
	}
	id := d.freeID("", graph.Decision)
	d.record(id, graph.Decision, about.attributes(d.g).With("state", text(state)))
	return id
}

// voiced tells whether a decision's state is one about validity, and not about a suggestion.
func voiced(state string) bool {
	return slices.Contains([]string{"validated", "contested", "retired", ""}, state)
}

// voice records what one says; the same voice at the same meeting is heard once.
func (d *draft) voice(decision string, r ValidateRequest) {
	attrs := attributes("value", text(r.As), "note", text(r.Note), "meeting", text(r.Meeting))
	for _, e := range d.between(r.By, "voices", decision) {
		if d.g.EdgeColumn("meeting").Text(e) == r.Meeting {
			id := d.g.EdgeID(e)
			d.made.Changes.PutEdges = append(d.made.Changes.PutEdges, graph.EdgeChange{ID: id, Attributes: graph.Attributes{
				{Name: "note", Value: text(r.Note)}, {Name: "value", Value: text(r.As)},
			}})
			d.made.IDs = append(d.made.IDs, id)
			return
		}
	}
	d.edge(r.By, "voices", decision, attrs)
}
