package api

import (
	"context"
	"fmt"

	"trama/analysis"
)

type inReport struct {
	inState
	inLens
	By      []string `query:"by,explode" doc:"more attributes for openness"`
	Without []string `query:"without,explode" doc:"sets of nodes to compare without, each a list of ids"`
	Limit   int      `query:"limit" minimum:"0" default:"200" doc:"of each list; 0 is all"`
	Seed    int64    `query:"seed" default:"1"`
	Exact   bool     `query:"exact" doc:"exact distances at any size"`
}

func (in *inReport) options() (analysis.ReportOptions, error) {
	o := analysis.DefaultReportOptions()
	o.Limit, o.Seed, o.Exact = in.Limit, in.Seed, in.Exact
	var err error
	if o.Lens, err = in.lens(); err != nil {
		return o, err
	}
	if o.By, err = split(in.By); err != nil {
		return o, err
	}
	o.Without, err = sets(in.Without)
	return o, err
}

func (s *Service) report(ctx context.Context, in *inReport) (*answer, error) {
	o, err := in.options()
	if err != nil {
		return nil, err
	}
	return s.answered(ctx, in.question(s.Lang, fmt.Sprintf("report %+v", o), func(ctx context.Context, src analysis.Source) (any, error) {
		return analysis.NewReport(ctx, src, o)
	}))
}

// question returns the question that a request about a state asks.
func (in inState) question(lang, key string, ask func(context.Context, analysis.Source) (any, error)) question {
	if in.Lang != "" {
		lang = in.Lang
	}
	return question{network: in.Network, at: in.At, format: in.Format, lang: lang, known: in.IfNoneMatch, key: key, ask: ask}
}
