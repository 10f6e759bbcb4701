package analysis

import (
	"context"
	"strings"

	"trama/graph"
)

// WithMetrics returns a part of a source's graph with the figures that NewMetrics gives of the source, as attributes of
// its nodes, and what is to say of them. A figure whose name is an attribute's already gets a trailing "_".
func WithMetrics(ctx context.Context, src Source, part *graph.Graph, o MetricsOptions) (*graph.Graph, []graph.Sentence, error) {
	metrics, err := NewMetrics(ctx, src, o)
	if err != nil {
		return nil, nil, err
	}
	with, err := part.Apply(graph.Changes{PutNodes: measuredNodes(part, metrics.Nodes)})
	return with, metrics.Notes, err
}

// measuredNodes returns the figures as attributes of the nodes that the graph has.
func measuredNodes(g *graph.Graph, rows MetricRows) []graph.NodeChange {
	ids, _ := rows.Column("id")
	out := make([]graph.NodeChange, 0, rows.Len())
	for row := range rows.Len() {
		n := graph.NodeChange{ID: ids.Texts[row]}
		if _, there := g.FindNode(n.ID); !there {
			continue
		}
		for _, c := range rows.Columns {
			if value := measured(c, row); !value.IsZero() {
				n.Attributes = n.Attributes.With(freeName(g, c.Name), value)
			}
		}
		out = append(out, n)
	}
	return out
}

// measured returns the value of a column of figures, none for a column that the graph has itself.
func measured(c MetricColumn, row int) graph.Value {
	switch x := c.Value(row).(type) {
	case bool:
		return graph.BooleanValue(x)
	case int64:
		return graph.IntegerValue(x)
	case float64:
		return graph.FloatValue(x)
	case string:
		if c.Name != "id" && c.Name != "label" && c.Name != "kind" {
			return graph.TextValue(x)
		}
	}
	return graph.Value{}
}

func freeName(g *graph.Graph, name string) string {
	for g.NodeColumn(name) != nil {
		name += "_"
	}
	return name
}

// FiguresAdded returns the figures that WithMetrics gave a graph, by the attributes of nodes that hold them: those whose
// names were taken have a "_" behind them.
func FiguresAdded(before, after *graph.Graph) map[string]string {
	figures := map[string]string{}
	for _, c := range after.NodeColumns() {
		if before.NodeColumn(c.Name()) == nil {
			figures[c.Name()] = strings.TrimRight(c.Name(), "_")
		}
	}
	return figures
}
