package api

import (
	"context"
	"errors"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"trama/analysis"
	"trama/graph"
	"trama/graph/tavolo"
	"trama/locale"
)

// RecordInput is a record of the round table: the body has the flags' names as fields.
type RecordInput struct {
	WriteInput
	BodyInput
	Author string `query:"author" maxLength:"200"`
}

func (in *RecordInput) plain() *SuggestionInput { return &SuggestionInput{RecordInput: *in} }

// SuggestionInput is a record about a suggestion.
type SuggestionInput struct {
	RecordInput
	ID     string `path:"id" doc:"the suggestion's id, percent-encoded"`
	Family string `query:"family" doc:"of the suggestion, where its pair has more than one"`
}

func (in *SuggestionInput) plain() *SuggestionInput { return in }

// recordInput is an input of a record, about a suggestion or not.
type recordInput[In any] interface {
	*In
	plain() *SuggestionInput
}

// tavoloRoutes registers the records of the round table.
func (r routes) tavoloRoutes(one string) {
	s, a := r.s, r.api
	plain := func(id, path, summary string) huma.Operation {
		return r.write(id, one+path, summary, graph.Recorded{}, nil)
	}
	of := func(id, summary string) huma.Operation { return plain(id, "/suggestions/{id}/"+id, summary) }
	record[RecordInput](s, a, plain("validate", "/validations", "Say how one who knows sees nodes and relations"), without(validate))
	record[RecordInput](s, a, plain("need", "/needs", "Record a need"), without(tavolo.Need))
	record[RecordInput](s, a, plain("answer", "/answers", "Record what answers a need"), without(tavolo.Answer))
	record[RecordInput](s, a, plain("vote", "/votes", "Record a vote; it replaces the voter's earlier one at that meeting"), without(tavolo.Vote))
	record[RecordInput](s, a, plain("expect", "/expectations", "Record what one side expects of another"), without(tavolo.Expect))
	record[RecordInput](s, a, plain("attend", "/attendances", "Record who was at a meeting"), without(tavolo.Attend))
	record[RecordInput](s, a, plain("invite", "/invitations", "Record who brings whom"), without(tavolo.Invite))
	record[RecordInput](s, a, plain("meeting", "/meetings", "Record a meeting"), without(tavolo.Meeting))
	record[RecordInput](s, a, plain("commit", "/commitments", "Make a commitment, or change one"), s.commitment)
	record[SuggestionInput](s, a, of("take", "Take a suggestion up"), about(s, take))
	record[SuggestionInput](s, a, of("decline", "Turn a suggestion down"), about(s, decline))
	record[SuggestionInput](s, a, of("postpone", "Put a suggestion off"), about(s, postpone))
}

// rule makes changes of a request; in has what stands beside the body.
type rule[R any] func(ctx context.Context, src analysis.Source, in *SuggestionInput, body R) (tavolo.Made, error)

// without makes a rule of one that needs the graph and the body only.
func without[R any](f func(*graph.Graph, R) (tavolo.Made, error)) rule[R] {
	return func(_ context.Context, src analysis.Source, _ *SuggestionInput, body R) (tavolo.Made, error) {
		return f(src.Graph, body)
	}
}

func record[In any, P recordInput[In], R any](s *Service, a huma.API, op huma.Operation, f rule[R]) {
	body := a.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[R](), true, op.OperationID+"Body")
	op.RequestBody.Content["application/json"] = &huma.MediaType{Schema: body}
	handle(s, a, op, func(ctx context.Context, given *In) (*Answer, error) {
		in := P(given).plain()
		info, err := s.guarded(ctx, in.WriteInput)
		if err != nil {
			return nil, err
		}
		var body R
		if err := in.into(&body, in.Lang); err != nil {
			return nil, err
		}
		src, err := s.sourceOf(ctx, state{info: info, revision: info.Revision})
		if err != nil {
			return nil, err
		}
		made, err := f(ctx, src, in, body)
		if err != nil {
			return nil, inField(err)
		}
		made.Notes = append(made.Notes, calledAlike(made.Changes, src.Graph)...)
		if freezes(body) {
			if err := info.Nameable(made.IDs[0], src.Graph, made.Changes); err != nil {
				return nil, err
			}
		}
		return s.recorded(ctx, &in.RecordInput, info, op.OperationID, made, freezes(body))
	})
}

// atField is an error about one field of a body.
type atField struct {
	error
	field string
}

// Unwrap returns the error without its place.
func (e atField) Unwrap() error { return e.error }

// inField says of a request that breaks a rule of the table which field of the body is wrong.
func inField(err error) error {
	var why graph.Sentence
	if graph.KindOf(err) != graph.Invalid || !errors.As(err, &why) {
		return err
	}
	if name, named := why.Values["name"].(string); named {
		return atField{err, name}
	}
	return atField{err, map[string]string{
		"commit_state": "state", "commit_for": "for", "commit_gives": "gives", "expect_self": "of", "invite_self": "who", "need_people": "people", "table_taken": "id",
		"validate_as": "as", "vote_actions": "actions", "vote_negative": "points", "vote_sum": "points", "vote_twice": "rank",
	}[why.Code]}
}

// freezes tells whether a body asks for a snapshot.
func freezes(body any) bool {
	m, ok := body.(tavolo.MeetingRequest)
	return ok && m.Freeze
}

// recorded commits what was made and answers with its ids.
func (s *Service) recorded(ctx context.Context, in *RecordInput, info graph.NetworkInfo, message string, made tavolo.Made, freeze bool) (*Answer, error) {
	c := graph.Commit{Author: authorOf(in.Author), Message: message, Changes: made.Changes}
	revision, err := s.Store.Apply(ctx, in.Network, info.Revision, c)
	if err != nil {
		return nil, overtaken(err, in.Lang)
	}
	if freeze {
		if err := s.Store.Snapshot(ctx, in.Network, revision, made.IDs[0]); err != nil {
			return nil, err
		}
	}
	done := graph.Recorded{Revision: revision, IDs: append([]string{}, made.IDs...), Notes: append([]graph.Sentence{}, made.Notes...)}
	return s.writtenNewest(ctx, in.WriteInput, revision, done)
}

func validate(g *graph.Graph, body tavolo.ValidateRequest) (tavolo.Made, error) {
	body.As = locale.Entry("status", body.As)
	return tavolo.Validate(g, body)
}

func (s *Service) suggestionOf(ctx context.Context, src analysis.Source, in *SuggestionInput) (tavolo.Suggestion, error) {
	id, err := decoded(in.ID)
	if err != nil {
		return tavolo.Suggestion{}, err
	}
	return s.suggested(ctx, src, s.sought(id, locale.Entry("family", in.Family)))
}

// suggested looks a suggestion up in the list of missing relations.
func (s *Service) suggested(ctx context.Context, src analysis.Source, what analysis.Sought) (tavolo.Suggestion, error) {
	found, err := analysis.FindSuggestion(ctx, src, what)
	if err != nil {
		return tavolo.Suggestion{}, err
	}
	return tavolo.Suggestion{ID: found.ID, Source: found.Source, Target: found.Target, Type: found.Type}, nil
}

// about makes a rule of one about the suggestion that the address names.
func about[R any](s *Service, f func(analysis.Source, tavolo.Suggestion, R) (tavolo.Made, error)) rule[R] {
	return func(ctx context.Context, src analysis.Source, in *SuggestionInput, body R) (tavolo.Made, error) {
		found, err := s.suggestionOf(ctx, src, in)
		if err != nil {
			return tavolo.Made{}, err
		}
		return f(src, found, body)
	}
}

func take(src analysis.Source, found tavolo.Suggestion, body tavolo.TakeRequest) (tavolo.Made, error) {
	body.Today = src.Today
	return tavolo.Take(src.Graph, found, body)
}

func decline(src analysis.Source, found tavolo.Suggestion, body tavolo.DeclineRequest) (tavolo.Made, error) {
	return tavolo.Decline(src.Graph, found, body)
}

func postpone(src analysis.Source, found tavolo.Suggestion, body tavolo.PostponeRequest) (tavolo.Made, error) {
	body.Today = src.Today
	return tavolo.Postpone(src.Graph, found, body)
}

// commitment makes a commitment; what it is for may be a suggestion.
func (s *Service) commitment(ctx context.Context, src analysis.Source, _ *SuggestionInput, body tavolo.CommitRequest) (tavolo.Made, error) {
	body.Today, body.State, body.Gives = src.Today, locale.Entry("state", body.State), locale.Entries("gift", body.Gives)
	if body.For != "" {
		if _, known := tavolo.Lookup(src.Graph, body.For); !known {
			found, err := s.suggested(ctx, src, s.sought(body.For, ""))
			if err != nil {
				return tavolo.Made{}, err
			}
			body.Suggestion = &found
		}
	}
	return tavolo.Commit(src.Graph, body)
}
