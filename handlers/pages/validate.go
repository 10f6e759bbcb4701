package pages

import (
	"context"
	"io"
	"net/url"

	"trama/analysis"
	"trama/graph"
	"trama/graph/tavolo"
	"trama/locale"
	"trama/render/desk"
)

func (p *Pages) validateRoutes(pages routes) {
	const one = "/networks/:network/validate"
	pages.GET(one, p.draws(p.validate))
	pages.POST(one, p.writes(writing{path: "validations", page: "validate", draw: p.validate, body: validation, keeps: []string{"by", "meeting"}, then: nextCard}))
}

// validate draws one relation that waits to be validated: the one that the address names, else the first.
func (p *Pages) validate(ctx context.Context, s scene, w io.Writer) error {
	end, err := p.Answers.Turn(ctx)
	if err != nil {
		return err
	}
	defer end()
	queue, err := analysis.NewQueue(ctx, s.src, analysis.DefaultReportOptions().Lens)
	if err != nil {
		return err
	}
	page := desk.ValidatePage{View: s.view, Queue: queue, By: s.view.Query.Get("by")}
	s.speaker(&page)
	page.Card, page.Next = queue.Card(s.view.Query.Get("card"))
	return page.Write(w)
}

// speaker checks who speaks before the first card is shown: who is on the map.
func (s scene) speaker(page *desk.ValidatePage) {
	if page.By == "" || s.view.Writing == nil {
		return
	}
	id := page.By
	if _, isID := s.src.Graph.FindNode(id); !isID {
		if ids := s.src.Graph.NodesLabelled(id, graph.Actors()...); len(ids) == 1 {
			id = ids[0]
		}
	}
	if i, there := s.src.Graph.FindNode(id); there && graph.IsActor(s.src.Graph.Kind(i)) {
		page.Name = s.src.Graph.Label(i)
		return
	}
	writing := *s.view.Writing
	writing.Refused = &desk.Refused{Form: "begin", Field: "by", Typed: url.Values{"by": {page.By}}, Why: locale.New(s.view.Lang).Say("http_no_actor", graph.V{"name": page.By})}
	page.View.Writing, page.By = &writing, ""
}

func validation(s *sent) any {
	return tavolo.ValidateRequest{IDs: []string{"edge:" + s.text("id")}, As: s.text("as"), By: s.node("by", graph.Actors()...), Meeting: s.text("meeting"), Note: s.text("note")}
}

// nextCard leads on to the card that followed when this one was shown.
func nextCard(s *sent, query url.Values) {
	query.Del("card")
	if next := s.text("next"); next != "" {
		query.Set("card", next)
	}
}
