package api

import (
	"context"
	"strings"

	"trama/analysis"
	"trama/graph"
)

// found is what a search for one suggestion depends on.
type found struct {
	network, digest, today string
	revision               graph.Revision
	sought                 analysis.Sought
}

// maxFound is how many suggestions are kept.
const maxFound = 1024

func foundIn(src analysis.Source, sought analysis.Sought) found {
	return found{network: src.Network, digest: src.Graph.Digest(), today: src.Today, revision: src.Revision, sought: sought}
}

// sought returns what is looked for with the service's settings.
func (s *Service) sought(id, family string) analysis.Sought {
	return analysis.Sought{ID: id, Family: family, Seed: s.Seed, Exact: s.Exact}
}

// Suggestion returns what analysis.MissingPair does: what a list of the same state showed of the pair, or what was found
// before, else it searches.
func (s *Service) Suggestion(ctx context.Context, src analysis.Source, id, family string) (*analysis.MissingList, error) {
	sought := s.sought(graph.PairNamed(id), family)
	key := foundIn(src, sought)
	if list, ok := s.pairs.Get(key); ok {
		return list, nil
	}
	end, err := s.Turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	list, err := analysis.MissingPair(ctx, src, s.sought(id, family))
	if err == nil {
		s.pairs.Add(key, list)
	}
	return list, err
}

// keep keeps what a list of missing relations shows of each pair, for who looks at one of them next.
func (s *Service) keep(src analysis.Source, list *analysis.MissingList) {
	o := list.Params
	family := strings.Join(o.Family, "") // of several no pairs are promised
	for _, one := range list.Pairs() {
		s.pairs.Add(foundIn(src, analysis.Sought{ID: one.Suggestions[0].ID, Family: family, Seed: o.Seed, Exact: o.Exact}), one)
	}
}
