package pages

import (
	"context"
	"io"

	"trama/graph"
	"trama/graph/tavolo"
	"trama/locale"
	"trama/render/desk"
)

func (p *Pages) suggestionRoutes(pages routes) {
	const one = "/networks/:network/suggestions/:id"
	pages.GET(one, p.draws(p.suggestion))
	for _, form := range []struct {
		does string
		body func(*sent) any
	}{{"take", taken}, {"decline", declined}, {"postpone", postponed}} {
		pages.POST(one+"/"+form.does, p.writes(writing{path: "suggestions/{}/" + form.does, page: "suggestions/{}", draw: p.suggestion, body: form.body, keeps: []string{"family", "list"}}))
	}
}

// suggestion draws the page of one missing relation, where the table decides about it. Of a pair of the network that is
// no longer missing it says what was decided.
func (p *Pages) suggestion(ctx context.Context, s scene, w io.Writer) error {
	page := desk.SuggestionPage{View: s.view, ID: graph.PairNamed(s.id)}
	list, err := p.Answers.Suggestion(ctx, s.src, s.id, locale.Entry("family", s.view.Query.Get("family")))
	switch {
	case err == nil:
		page.Suggestion, page.Before = &list.Suggestions[0], list.Before
	case graph.KindOf(err) != graph.NotFound || !s.pairThere(page.ID):
		return err
	}
	if a, b, pair := graph.PairOf(page.ID); pair {
		if page.View.Gone, err = p.gonePast(ctx, s.view.Past, s.info.Network, a, b); err != nil {
			return err
		}
	}
	if to, ok := s.within(s.view.Query.Get("list")); ok {
		page.List = to.String()
	}
	return page.Write(w)
}

// pairThere tells whether an id names two nodes of the network.
func (s scene) pairThere(id string) bool {
	a, b, _ := graph.PairOf(id)
	_, first := s.src.Graph.FindNode(a)
	_, second := s.src.Graph.FindNode(b)
	return first && second
}

func taken(s *sent) any {
	return tavolo.TakeRequest{By: s.nodes("by", graph.Actors()...), Due: s.text("due"), What: s.text("what")}
}

func declined(s *sent) any { return tavolo.DeclineRequest{Why: s.text("why")} }

func postponed(s *sent) any { return tavolo.PostponeRequest{Until: s.text("until")} }
