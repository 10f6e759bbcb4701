package api

import (
	"context"
	"fmt"

	"trama/analysis"
)

type inMissing struct {
	inState
	inLens
	Family    []string `query:"family,explode" doc:"families of suggestions"`
	Between   string   `query:"between" doc:"two kinds, joined by a comma"`
	Sector    []string `query:"sector,explode"`
	Line      []string `query:"line,explode" doc:"production lines"`
	Involving []string `query:"involving,explode" doc:"ids of nodes"`
	Sort      string   `query:"sort" enum:"plausibility,benefit" doc:"expected benefit otherwise"`
	Limit     int      `query:"limit" minimum:"0" default:"20" doc:"0 is all"`
	Offset    int      `query:"offset" minimum:"0"`
	Seed      int64    `query:"seed" default:"1"`
	Exact     bool     `query:"exact"`
}

func (in *inMissing) options() (analysis.MissingOptions, error) {
	o := analysis.DefaultMissingOptions()
	o.Sort, o.Limit, o.Offset, o.Seed, o.Exact = in.Sort, in.Limit, in.Offset, in.Seed, in.Exact
	var err error
	if o.Lens, err = in.lens(); err != nil {
		return o, err
	}
	for _, list := range []struct {
		given []string
		into  *[]string
	}{{in.Family, &o.Family}, {[]string{in.Between}, &o.Between}, {in.Sector, &o.Sector}, {in.Line, &o.Line}, {in.Involving, &o.Involving}} {
		if *list.into, err = split(list.given); err != nil {
			return o, err
		}
	}
	return o, nil
}

func (s *Service) missing(ctx context.Context, in *inMissing) (*answer, error) {
	o, err := in.options()
	if err != nil {
		return nil, err
	}
	return s.answered(ctx, in.question(s.Lang, fmt.Sprintf("missing %+v", o), func(ctx context.Context, src analysis.Source) (any, error) {
		return analysis.Missing(ctx, src, o)
	}))
}
