package api

import (
	"context"

	"trama/analysis"
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
}

func (in *ReportInput) options() (analysis.ReportOptions, error) {
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

// Question returns the question that the request asks.
func (in *ReportInput) Question() (Question, error) {
	o, err := in.options()
	return in.question("report", o, func(ctx context.Context, src analysis.Source) (any, error) {
		return analysis.NewReport(ctx, src, o)
	}), err
}
