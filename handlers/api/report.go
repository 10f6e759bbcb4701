package api

import (
	"context"

	"trama/analysis"
	"trama/graph"
	"trama/render"
)

// ReportInput are the parameters of a report.
type ReportInput struct {
	StateInput
	LensInput
	ListInput
	By      []string `query:"by,explode" doc:"more attributes for openness"`
	Without []string `query:"without,explode" doc:"sets of nodes to compare without, each a list of ids"`

	ForMeeting bool   `query:"for_meeting" doc:"as text or html: the pack for a meeting"`
	Since      string `query:"since" doc:"as text or html: what changed since this revision or snapshot"`
}

// options returns the options of the report on a graph.
func (in *ReportInput) options(g *graph.Graph) (analysis.ReportOptions, error) {
	o := analysis.DefaultReportOptions()
	o.Limit, o.Seed, o.Exact = in.Limit.or(o.Limit), in.Seed.value, in.Exact.value
	var err error
	if o.Lens, err = in.lens(g); err != nil {
		return o, err
	}
	for _, text := range in.Without {
		set, err := g.NodesNamed([]string{text})
		if err != nil {
			return o, err
		}
		o.Without = append(o.Without, set)
	}
	o.By, err = graph.SplitLists(in.By)
	return o, err
}

// Question returns the question that the request asks.
func (in *ReportInput) Question(s *Service) (Question, error) {
	key := asked{in.LensInput, []any{in.By, in.Without, in.Limit.or(analysis.DefaultReportOptions().Limit), in.Seed.value, in.Exact.value, in.ForMeeting, in.Since}}
	return in.question("report", key, func(ctx context.Context, src analysis.Source) (any, error) {
		o, err := in.options(src.Graph)
		if err != nil {
			return nil, err
		}
		return s.Report(ctx, src, o)
	}), nil
}

// beside adds to a report's page the first missing relations, and what changed since.
func (in *ReportInput) beside(s *Service) func(context.Context, analysis.Source, *render.View) error {
	return func(ctx context.Context, src analysis.Source, view *render.View) error {
		o, err := in.options(src.Graph)
		if err != nil {
			return err
		}
		view.ForMeeting = in.ForMeeting
		if search, inTime := analysis.MissingBeside(src, o, in.ForMeeting); inTime && (in.ForMeeting || in.Format == "html") {
			if view.Missing, err = s.Missing(ctx, src, search); err != nil {
				return err
			}
		}
		if in.Since == "" {
			return nil
		}
		st, err := s.stateOf(ctx, src.Network, in.Since)
		if err != nil {
			return err
		}
		then, err := s.sourceOf(ctx, st)
		if err != nil {
			return err
		}
		view.Since, err = analysis.Compare(ctx, then, src, analysis.CompareOptions{Lens: o.Lens, Seed: o.Seed, Exact: o.Exact})
		return err
	}
}
