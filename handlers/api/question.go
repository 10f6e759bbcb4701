package api

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"trama/analysis"
	"trama/render"
)

// asker is an input that asks an analysis.
type asker[In any] interface {
	*In
	Question(s *Service) (Question, error)
}

// ask registers an operation that answers a question.
func ask[In any, P asker[In]](s *Service, a huma.API, op huma.Operation) {
	handle(s, a, op, func(ctx context.Context, in *In) (*Answer, error) {
		q, err := P(in).Question(s)
		if err != nil {
			return nil, err
		}
		if op.Method != http.MethodGet {
			q.Known = "" // of a state, not of an answer to another body
		}
		if more, ok := any(in).(beside); ok {
			q.Beside = more.beside(s)
		}
		return s.Answered(ctx, q)
	})
}

// beside is an input whose page shows more than the result.
type beside interface {
	beside(s *Service) func(context.Context, analysis.Source, *render.View) error
}

// asked is all that an answer depends on beside the state: what counts, and the options as they were given.
type asked struct {
	LensInput
	options any
}

// question returns the question that a request about a state asks; name is the page's. The key quotes what was given, so
// that lists which differ have different keys.
func (in StateInput) question(name string, key asked, ask func(context.Context, analysis.Source) (any, error)) Question {
	return Question{
		Network: in.Network, At: in.At, Format: in.Format, Lang: in.Lang, Known: in.IfNoneMatch,
		Key: fmt.Sprintf("%s %#v", name, key), Ask: ask, Page: Page{Name: name, Query: in.query},
	}
}
