package tavolo

import "trama/graph"

// NeedRequest records a need.
type NeedRequest struct {
	ID       string   `json:"id,omitempty"`
	Label    string   `json:"label"`
	Area     string   `json:"area,omitempty"`
	Tags     []string `json:"tags,omitempty"`
	Line     string   `json:"line,omitempty"`
	People   int      `json:"people,omitempty"` // how many have it
	RaisedBy string   `json:"raised_by,omitempty"`
}

// Need records a need, and who raised it.
func Need(g *graph.Graph, r NeedRequest) (Made, error) {
	d := newDraft(g)
	d.need(r.Label, "label")
	var lines []string
	if r.Line != "" {
		d.node(r.Line, graph.Line)
		lines = []string{r.Line}
	}
	people := graph.Value{}
	switch {
	case r.People < 0:
		d.invalid("need_people", "a number of people is not below 0", nil)
	case r.People > 0:
		people = graph.IntegerValue(int64(r.People))
	}
	id := d.freeID(r.ID, graph.Need)
	d.record(id, graph.Need, attributes("label", text(r.Label), "area", text(r.Area), "tags", graph.ListValue(r.Tags),
		"lines", graph.ListValue(lines), "people", people, "status", text("declared")))
	if r.RaisedBy != "" {
		d.actor(r.RaisedBy)
		d.edge(r.RaisedBy, "raised", id, attributes("status", text("declared")))
	}
	return d.done()
}

// AnswerRequest says that a service or an action answers a need.
type AnswerRequest struct {
	Need string `json:"need"`
	With string `json:"with"`
}

// Answer records that a service or an action answers a need.
func Answer(g *graph.Graph, r AnswerRequest) (Made, error) {
	d := newDraft(g)
	d.need(r.Need, "need")
	d.node(r.Need, graph.Need)
	d.need(r.With, "with")
	d.node(r.With, graph.Service, graph.Action)
	for _, e := range d.between(r.With, "answers", r.Need) {
		if g.EdgeColumn("status").Text(e) != "retired" {
			d.note("answered_already", "{with} answers {need} already", graph.V{"with": r.With, "need": r.Need})
			return d.done()
		}
	}
	d.edge(r.With, "answers", r.Need, attributes("status", text("declared")))
	return d.done()
}
