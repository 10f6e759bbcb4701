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
	q := in.question("minutes", asked{in.LensInput, []any{span.From, o}}, func(ctx context.Context, after analysis.Source) (_ any, err error) {
		if o.Lens, err = in.lens(after.Graph); err != nil {
			return nil, err
		}
		before, err := s.before(ctx, info, span)
		if err != nil {
			return nil, err
		}
		return analysis.NewMinutes(ctx, before, after, o)
	})
	if in.At == "" && span.To != info.Revision {
		q.At, q.Page.Settled = strconv.FormatInt(int64(span.To), 10), true
	}
	return s.Answered(ctx, q)
}

// before returns the state before a meeting, nil where it is not known.
func (s *Service) before(ctx context.Context, info graph.NetworkInfo, span graph.Span) (*analysis.Source, error) {
	if span.From == 0 {
		return nil, nil
	}
	src, err := s.sourceOf(ctx, state{info: info, revision: span.From})
	return &src, err
}
