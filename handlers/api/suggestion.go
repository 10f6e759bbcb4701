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
	pair, family           string
}

// maxFound is how many suggestions are kept.
const maxFound = 1024

func foundIn(src analysis.Source, pair, family string) found {
	return found{network: src.Network, digest: src.Graph.Digest(), today: src.Today, revision: src.Revision, pair: pair, family: family}
}

// Suggestion returns what analysis.MissingPair does: what a list of the same state showed of the pair, or what was found
// before, else it searches.
func (s *Service) Suggestion(ctx context.Context, src analysis.Source, id, family string) (*analysis.MissingList, error) {
	key := foundIn(src, graph.PairNamed(id), family)
	if list, ok := s.pairs.Get(key); ok {
		return list, nil
	}
	end, err := s.Turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	list, err := analysis.MissingPair(ctx, src, id, family)
	if err == nil {
		s.pairs.Add(key, list)
	}
	return list, err
}

// keep keeps what a list of missing relations shows of each pair, for who looks at one of them next.
func (s *Service) keep(src analysis.Source, list *analysis.MissingList) {
	family := strings.Join(list.Params.Family, "") // of several no pairs are promised
	for _, one := range list.Pairs() {
		s.pairs.Add(foundIn(src, one.Suggestions[0].ID, family), one)
	}
}
