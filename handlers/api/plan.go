package api

import (
	"context"
	"fmt"

	"trama/analysis"
)

type inPlan struct {
	inState
	inLens
	Goal   string `query:"goal" enum:"connected,robust-links,robust-actors,needs-covered"`
	Budget int    `query:"budget" minimum:"0" doc:"the best so many relations instead of a goal"`
	Seed   int64  `query:"seed" default:"1"`
	Exact  bool   `query:"exact"`
}

func (s *Service) plan(ctx context.Context, in *inPlan) (*answer, error) {
	o := analysis.PlanOptions{Goal: in.Goal, Budget: in.Budget, Seed: in.Seed, Exact: in.Exact}
	var err error
	if o.Lens, err = in.lens(); err != nil {
		return nil, err
	}
	return s.answered(ctx, in.question(s.Lang, fmt.Sprintf("plan %+v", o), func(ctx context.Context, src analysis.Source) (any, error) {
		return analysis.Plan(ctx, src, o)
	}))
}
