package analysis

import (
	"context"
	"time"

	"trama/analysis/internal/view"
	"trama/graph"
)

// SourceAt returns the source that one revision of a network is.
func SourceAt(info graph.NetworkInfo, at graph.Revision, g *graph.Graph) Source {
	return Source{Graph: g, Network: info.Network, Revision: at, Today: info.Time.UTC().Format(time.DateOnly)}
}

// network returns what a result says of the graph that was analysed.
func (s Source) network() Network {
	g := s.Graph
	return Network{
		Name: s.Network, Revision: s.Revision, Digest: g.Digest(), Nodes: g.Nodes(), Edges: g.Edges(),
		Kinds: named(g.Kinds(), g.KindCounts()), Types: named(g.Types(), g.TypeCounts()),
	}
}

func named(names []string, counts []int) map[string]int {
	byName := map[string]int{}
	for code, count := range counts {
		if count > 0 {
			byName[names[code]] = count
		}
	}
	return byName
}

func (s Source) has(node string) bool {
	_, there := s.Graph.FindNode(node)
	return there
}

// notes returns a copy of what reading the source had to say, never nil.
func (s Source) notes() []graph.Sentence {
	return append([]graph.Sentence{}, s.Notes...)
}

// viewOf returns the view that a lens leaves of the source.
func viewOf(ctx context.Context, src Source, l graph.Lens) (*view.View, *graph.Selection, error) {
	sel, err := l.Select(src.Graph)
	if err != nil {
		return nil, nil, err
	}
	v, err := view.New(ctx, sel, view.Options{})
	return v, sel, err
}

// say returns a sentence of the analysis: a code with its figures, which locale turns into words.
func say(code string, values graph.V) graph.Sentence {
	return graph.Sentence{Code: code, Values: values}
}

// member names node u of a view.
func member(v *view.View, u int) Member {
	g, i := v.Graph(), v.Position(u)
	return Member{ID: g.NodeID(i), Label: g.Label(i), Kind: g.Kind(i)}
}

// atMost is how many items of a list are given: limit of them, all where limit is 0.
func atMost(items, limit int) int {
	if limit == 0 {
		return items
	}
	return min(items, limit)
}
