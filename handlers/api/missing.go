package api

import (
	"context"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// MissingInput are the parameters of a search for missing relations.
type MissingInput struct {
	StateInput
	LensInput
	ListInput
	Family    []string `query:"family,explode" doc:"families of suggestions"`
	Between   string   `query:"between" doc:"two kinds, joined by a comma"`
	Sector    []string `query:"sector,explode"`
	Line      []string `query:"line,explode" doc:"production lines"`
	Involving []string `query:"involving,explode" doc:"ids of nodes"`
	Sort      string   `query:"sort" enum:"plausibility,benefit" doc:"expected benefit otherwise"`
	Offset    int      `query:"offset" minimum:"0"`
}

// options returns the options of the search in a graph.
func (in *MissingInput) options(g *graph.Graph) (analysis.MissingOptions, error) {
	o := analysis.DefaultMissingOptions()
	o.Limit, o.Seed, o.Exact, o.Sort, o.Offset = in.Limit.or(o.Limit), in.Seed.value, in.Exact.value, in.Sort, in.Offset
	var err error
	if o.Lens, o.Notes, err = in.noted(g); err != nil {
		return o, err
	}
	if o.Involving, err = g.NodesNamed(in.Involving); err != nil {
		return o, err
	}
	for _, list := range []struct {
		given []string
		into  *[]string
	}{{in.Family, &o.Family}, {[]string{in.Between}, &o.Between}, {in.Sector, &o.Sector}, {in.Line, &o.Line}} {
		if *list.into, err = graph.SplitLists(list.given); err != nil {
			return o, err
		}
	}
	o.Family = locale.Entries("family", o.Family)
	ends, notes := locale.ByEnds{Sector: o.Sector, Line: o.Line, Between: o.Between}.Meant(g)
	o.Sector, o.Line, o.Notes = ends.Sector, ends.Line, append(o.Notes, notes...)
	return o, nil
}

// Question returns the question that the request asks.
func (in *MissingInput) Question(s *Service) (Question, error) {
	key := asked{in.LensInput, []any{in.Family, in.Between, in.Sector, in.Line, in.Involving, in.Sort, in.Limit.or(analysis.DefaultMissingOptions().Limit), in.Offset, in.Seed.value, in.Exact.value}}
	return in.question("missing", key, func(ctx context.Context, src analysis.Source) (any, error) {
		o, err := in.options(src.Graph)
		if err != nil {
			return nil, err
		}
		return s.Missing(ctx, src, o)
	}), nil
}
