package api

import (
	"context"
	"fmt"

	"trama/analysis"
	"trama/render"
)

// ReportInput are the parameters of a report.
type ReportInput struct {
	StateInput
	LensInput
	By      []string `query:"by,explode" doc:"more attributes for openness"`
	Without []string `query:"without,explode" doc:"sets of nodes to compare without, each a list of ids"`
	Limit   int      `query:"limit" minimum:"0" default:"200" doc:"of each list; 0 is all"`
	Seed    int64    `query:"seed" default:"1"`
	Exact   bool     `query:"exact" doc:"exact distances at any size"`

	ForMeeting bool   `query:"for_meeting" doc:"as text or html: the pack for a meeting"`
	Since      string `query:"since" doc:"as text or html: what changed since this revision or snapshot"`
}

func (in *ReportInput) options() (analysis.ReportOptions, error) {
	o := analysis.DefaultReportOptions()
	o.Limit, o.Seed, o.Exact = in.Limit, in.Seed, in.Exact
	var err error
	if o.Lens, err = in.lens(); err != nil {
		return o, err
	}
	for _, text := range in.Without {
		o.Without = append(o.Without, []string{text})
	}
	o.By, err = split(in.By)
	return o, err
}

// Question returns the question that the request asks.
func (in *ReportInput) Question() (Question, error) {
	o, err := in.options()
	return in.question("report", fmt.Sprintf("%+v %v %s", o, in.ForMeeting, in.Since), func(ctx context.Context, src analysis.Source) (any, error) {
		lists := []*[]string{&o.Lens.LeaveOut}
		for i := range o.Without {
			lists = append(lists, &o.Without[i])
		}
		if err := named(src.Graph, lists...); err != nil {
			return nil, err
		}
		return analysis.NewReport(ctx, src, o)
	}), err
}

// withMissing is the size up to which a report as a page holds the first missing relations, which take longer than it.
const withMissing = 20_000

// beside adds to a report's page the first missing relations, and what changed since.
func (in *ReportInput) beside(s *Service) func(context.Context, analysis.Source, *render.View) error {
	return func(ctx context.Context, src analysis.Source, view *render.View) error {
		o, err := in.options()
		if err != nil {
			return err
		}
		view.ForMeeting = in.ForMeeting
		if in.ForMeeting || in.Format == "html" && src.Graph.Nodes() <= withMissing {
			if view.Missing, err = analysis.Missing(ctx, src, analysis.MissingOptions{Lens: o.Lens, Limit: 20, Seed: o.Seed, Exact: o.Exact}); err != nil {
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
