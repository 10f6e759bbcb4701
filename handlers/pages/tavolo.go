package pages

import (
	"context"
	"io"
	"slices"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/graph/tavolo"
	"trama/locale"
	"trama/render/desk"
)

// tavoloRoutes registers the page of the round table and its forms. A form has the address of the API's request that it
// becomes, under the page's own.
func (p *Pages) tavoloRoutes(pages routes) {
	const one = "/networks/:network/table"
	pages.GET(one, p.draws(p.tavolo))
	pages.POST(one+"/author", p.sign)
	for _, form := range []struct {
		noun string
		body func(*sent) any
	}{
		{"meetings", meeting}, {"attendances", attendance}, {"invitations", invitation}, {"needs", need}, {"answers", answers},
		{"votes", vote}, {"expectations", expectation}, {"commitments", commitment},
	} {
		pages.POST(one+"/"+form.noun, p.writes(writing{path: form.noun, page: "table", draw: p.tavolo, body: form.body}))
	}
	pages.POST(one+"/snapshots", p.writes(writing{path: "snapshots", page: "table", draw: p.tavolo, body: closing, says: "named"}))
}

// recentShown is how many commits the page of the table tells of.
const recentShown = 6

// tavolo draws the page of the round table.
func (p *Pages) tavolo(ctx context.Context, s scene, w io.Writer) error {
	recent, err := p.newest(ctx, s.info, s.src.Revision, recentShown)
	if err != nil {
		return err
	}
	answers, err := analysis.NewAnswers(ctx, s.src, analysis.DefaultReportOptions().Lens)
	if err != nil {
		return err
	}
	return desk.TavoloPage{View: s.view, Answers: *answers, Recent: recent}.Write(w)
}

func meeting(s *sent) any {
	r := tavolo.MeetingRequest{Date: s.text("date"), Label: s.text("label"), Freeze: s.text("freeze") != ""}
	r.ID = s.free(slug(r.Label))
	return r
}

// closing names the network as it is after a meeting: by the meeting's id, or by its label where the id names how the network was when
// the meeting began.
func closing(s *sent) any {
	name := s.node("meeting", graph.Meeting)
	if i, there := s.src.Graph.FindNode(name); there && slices.ContainsFunc(s.info.Snapshots, func(had graph.Snapshot) bool { return had.Name == name }) {
		name = s.src.Graph.Label(i)
	}
	return map[string]any{"name": name}
}

// free returns an id where no node has it, else "": a form that makes something changes nothing that is there.
func (s *sent) free(id string) string {
	if _, taken := s.src.Graph.FindNode(id); taken {
		return ""
	}
	return id
}

func attendance(s *sent) any {
	return tavolo.AttendRequest{Meeting: s.node("meeting", graph.Meeting), Who: s.nodes("who", graph.Actors()...)}
}

func invitation(s *sent) any {
	return tavolo.InviteRequest{By: s.node("by", graph.Person), Who: s.node("who", graph.Person), Meeting: s.node("meeting", graph.Meeting)}
}

func need(s *sent) any {
	r := tavolo.NeedRequest{Label: s.text("label"), Area: s.text("area"), Line: s.node("line", graph.Line), People: s.number("people"), RaisedBy: s.node("raised_by", graph.Actors()...)}
	for _, tag := range strings.Split(s.form.Get("tags"), ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			r.Tags = append(r.Tags, tag)
		}
	}
	return r
}

func answers(s *sent) any {
	return tavolo.AnswerRequest{Need: s.node("need", graph.Need), With: s.node("with", graph.Service, graph.Action)}
}

// vote reads the points of each line, or the lines in the order of their places. Who abstains gives none, whatever stands in
// the fields.
func vote(s *sent) any {
	r := tavolo.VoteRequest{By: s.node("by", graph.Actors()...), Meeting: s.node("meeting", graph.Meeting), Why: s.text("why"), Abstain: s.text("abstain") != ""}
	if r.Abstain {
		return r
	}
	r.Actions = s.nodes("actions", graph.Action)
	if s.form.Has("rank") {
		r.Rank = slices.DeleteFunc(slices.Clone(s.form["rank"]), func(line string) bool { return line == "" })
		return r
	}
	r.Points = map[string]int{}
	for name := range s.form {
		if line, of := strings.CutPrefix(name, desk.VotePoints); of {
			r.Points[line] = s.number(name)
		}
	}
	return r
}

func expectation(s *sent) any {
	return tavolo.ExpectRequest{From: s.side("from"), Of: s.side("of"), What: s.text("what"), Condition: s.text("condition")}
}

// side is one side of an expectation: an actor, or a sector by its name in any language, as the list has it or, where nobody is called
// so, by its word alone.
func (s *sent) side(field string) string {
	text := s.text(field)
	if word := locale.Entry("sector", text); slices.Contains(desk.Sectors(), word) && len(s.src.Graph.NodesLabelled(text)) == 0 {
		return "sector:" + word
	}
	for _, lang := range locale.Languages() {
		for _, sector := range desk.Sectors() {
			if strings.EqualFold(text, locale.New(lang).Sector(sector)) {
				return "sector:" + sector
			}
		}
	}
	return s.node(field, append(graph.Actors(), graph.Sector)...)
}

// commitment makes one, or changes the state of the one whose id the form has.
func commitment(s *sent) any {
	return tavolo.CommitRequest{
		ID: s.text("id"), By: s.nodes("by", graph.Actors()...), What: s.text("what"), Gives: s.texts("gives"), For: s.text("for"), Due: s.text("due"), State: s.text("state"),
	}
}
