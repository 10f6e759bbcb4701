package api

import (
	"context"
	"strconv"

	"trama/analysis"
	"trama/graph"
)

// inMinutes are the parameters of the minutes of a meeting.
type inMinutes struct {
	StateInput
	LensInput
	ExactInput
	Meeting string `query:"meeting" doc:"the id of the meeting; the newest otherwise"`
	Since   string `query:"since" doc:"the revision or snapshot before the meeting; otherwise the snapshot of the meeting before, or the last revision that does not have the meeting"`
}

func (s *Service) minutes(ctx context.Context, in *inMinutes) (*Answer, error) {
	info, err := s.Store.Info(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	span, err := graph.SpanOf(ctx, s.Store, info, graph.SpanAsked{Meeting: in.Meeting, Since: in.Since, At: in.At})
	if err != nil {
		return nil, err
	}
	o := analysis.MinutesOptions{Meeting: in.Meeting, Seed: in.Seed.value, Exact: in.Exact.value}
	q := in.question("minutes", asked{in.LensInput, []any{span.From, span.Eve, o}}, func(ctx context.Context, after analysis.Source) (_ any, err error) {
		if o.Lens, err = in.lens(after.Graph); err != nil {
			return nil, err
		}
		of, err := s.around(ctx, info, span)
		if err != nil {
			return nil, err
		}
		of.After = after
		return analysis.NewMinutes(ctx, of, o)
	})
	q.Known = "" // a snapshot that is named makes other minutes of the same state
	if in.At == "" && span.To != info.Revision {
		q.At, q.Page.Settled = strconv.FormatInt(int64(span.To), 10), true
	}
	return s.Answered(ctx, q)
}

// around returns the states before a meeting that are known.
func (s *Service) around(ctx context.Context, info graph.NetworkInfo, span graph.Span) (of analysis.MinutesStates, err error) {
	if of.Before, err = s.stateBefore(ctx, info, span.From); err == nil && span.Eve > span.From {
		of.Eve, err = s.stateBefore(ctx, info, span.Eve)
	}
	return of, err
}

// stateBefore returns the state at a revision, nil for none.
func (s *Service) stateBefore(ctx context.Context, info graph.NetworkInfo, at graph.Revision) (*analysis.Source, error) {
	if at == 0 {
		return nil, nil
	}
	src, err := s.sourceOf(ctx, state{info: info, revision: at})
	return &src, err
}
