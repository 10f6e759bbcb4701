package analysis

import (
	"context"

	"trama/graph"
)

// FindSuggestion returns the suggestion with an id, its ends in either order, from the unfiltered list of missing
// relations; family, where it is not "", picks another of its pair's families. It returns NotFound where the list does
// not have it: because it was declined or taken up already, or because the two ends are related now.
func FindSuggestion(ctx context.Context, src Source, id, family string) (*Suggestion, error) {
	o := DefaultMissingOptions()
	o.Limit = 0
	if family != "" {
		o.Family = []string{family}
	}
	list, err := Missing(ctx, src, o)
	if err != nil {
		return nil, err
	}
	for i, pair := 0, graph.PairNamed(id); i < len(list.Suggestions); i++ {
		if list.Suggestions[i].ID == pair {
			return &list.Suggestions[i], nil
		}
	}
	return nil, graph.Fail(graph.NotFound, "analysis.FindSuggestion", graph.Say("no_suggestion",
		"{id} is not among the missing relations", graph.V{"id": id}))
}
