package tavolo

import "trama/graph"

// ExpectRequest says what one side expects of another; a side is an actor or a sector ("sector:administration").
type ExpectRequest struct {
	From      string `json:"from"`
	Of        string `json:"of"`
	What      string `json:"what"`
	Condition string `json:"condition,omitempty"`
}

// Expect records an expectation.
func Expect(g *graph.Graph, r ExpectRequest) (Made, error) {
	d := newDraft(g)
	d.need(r.What, "what")
	from, of := d.side(r.From, "from"), d.side(r.Of, "of")
	if from == of {
		d.invalid("expect_self", "nobody expects something of themselves here", nil)
	}
	d.edge(from, "expects", of, attributes("what", text(r.What), "condition", text(r.Condition), "status", text("declared")))
	return d.done()
}
