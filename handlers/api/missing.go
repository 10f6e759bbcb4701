package api

import (
	"context"

	"trama/analysis"
)

// MissingInput are the parameters of a search for missing relations.
type MissingInput struct {
	StateInput
	LensInput
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

func (in *MissingInput) options() (analysis.MissingOptions, error) {
	o := analysis.DefaultMissingOptions()
	o.Involving = in.Involving
	o.Sort, o.Limit, o.Offset, o.Seed, o.Exact = in.Sort, in.Limit, in.Offset, in.Seed, in.Exact
	var err error
	if o.Lens, err = in.lens(); err != nil {
		return o, err
	}
	for _, list := range []struct {
		given []string
		into  *[]string
	}{{in.Family, &o.Family}, {[]string{in.Between}, &o.Between}, {in.Sector, &o.Sector}, {in.Line, &o.Line}} {
		if *list.into, err = split(list.given); err != nil {
			return o, err
		}
	}
	return o, nil
}

// Question returns the question that the request asks.
func (in *MissingInput) Question() (Question, error) {
	o, err := in.options()
	return in.question("missing", o, func(ctx context.Context, src analysis.Source) (any, error) {
		if err := named(src.Graph, &o.Lens.LeaveOut, &o.Involving); err != nil {
			return nil, err
		}
		return analysis.Missing(ctx, src, o)
	}), err
}
