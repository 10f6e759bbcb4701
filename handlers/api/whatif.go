package api

import (
	"context"
	"crypto/sha256"
	"fmt"

	"trama/analysis"
	"trama/graph"
)

type inWhatIf struct {
	inState
	inLens
	inBody
	Seed  int64 `query:"seed" default:"1"`
	Exact bool  `query:"exact"`
}

// whatIfBody is the body of a what-if.
type whatIfBody struct {
	Add     []analysis.Relation `json:"add"`
	Remove  []analysis.Relation `json:"remove"`
	Without []string            `json:"without"`
	Changes graph.Changes       `json:"changes"`
}

func (s *Service) whatIf(ctx context.Context, in *inWhatIf) (*answer, error) {
	var body whatIfBody
	if err := in.into(&body, in.Lang); err != nil {
		return nil, err
	}
	o := analysis.WhatIfOptions{Add: body.Add, Remove: body.Remove, Without: body.Without, Changes: body.Changes, Seed: in.Seed, Exact: in.Exact}
	var err error
	if o.Lens, err = in.lens(); err != nil {
		return nil, err
	}
	key := fmt.Sprintf("whatif %x %+v %d %v", sha256.Sum256(in.RawBody), o.Lens, o.Seed, o.Exact)
	return s.answered(ctx, in.question(s.Lang, key, func(ctx context.Context, src analysis.Source) (any, error) {
		return analysis.WhatIf(ctx, src, o)
	}))
}
