package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
)

// exportFlags are what trama export can be told.
type exportFlags struct {
	lens        lensFlags
	at, to, out string
	withMetrics bool
}

func (s *session) exportCommand() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   s.say("export --network RETE --to FORMATO", "export --network NETWORK --to FORMAT"),
		Short: s.say("Fuori dall'archivio, in un formato per altri programmi", "Out of the store, in a format for other programs"),
		Long:  s.say("Parte da tutto; la lente toglie. Formati: ", "It starts from everything; a lens takes away. Formats: ") + formatList() + ".",
		Example: s.say(`  trama export --network valdora --to graphml --out valdora.graphml
  trama export --network valdora --to csv --kind '!person' --out valdora.zip`, `  trama export --network valdora --to graphml --out valdora.graphml
  trama export --network valdora --to csv --kind '!person' --out valdora.zip`),
		Args: s.noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return s.export(cmd.Context(), f) },
	}
	f.lens.add(cmd, s)
	cmd.Flags().StringVar(&f.at, "at", "", s.say("`REVISIONE` o nome di un'istantanea (altrimenti la più recente)", "`REVISION` or name of a snapshot (else the newest)"))
	cmd.Flags().BoolVar(&f.withMetrics, "with-metrics", false, s.say("con le misure di ogni nodo", "with the figures of each node"))
	s.settingFlags(cmd.Flags(), "network", "seed", "exact")
	s.toFlag(cmd, &f.to)
	s.outFlag(cmd, &f.out)
	return cmd
}

// export reads a network, takes what the lens leaves and writes it.
func (s *session) export(ctx context.Context, f exportFlags) error {
	encode, err := encoder(f.to)
	if err != nil {
		return err
	}
	if err := s.checkArchive(f.to, f.out); err != nil {
		return err
	}
	ctx, done := s.progress(ctx)
	defer done()
	src, err := s.network(ctx, f.at)
	if err != nil {
		return err
	}
	part, err := f.part(src.Graph)
	if err != nil {
		return err
	}
	var notes []graph.Sentence
	if f.withMetrics {
		if part, notes, err = s.measured(ctx, src, part, f.lens); err != nil {
			return err
		}
	}
	done()
	return s.writeGraph(ctx, f.out, outgoing{part, encode, notes})
}

// part returns what the lens leaves of a graph, starting from everything.
func (f exportFlags) part(g *graph.Graph) (*graph.Graph, error) {
	lens, err := f.lens.lens(g)
	if err != nil {
		return nil, err
	}
	lens.Everything = true
	selection, err := lens.Select(g)
	if err != nil {
		return nil, err
	}
	return selection.Part(), nil
}

// measured returns the part of a source with the figures that trama metrics gives under the same lens. A figure whose
// name is an attribute's already gets a trailing "_".
func (s *session) measured(ctx context.Context, src opened, part *graph.Graph, flags lensFlags) (*graph.Graph, []graph.Sentence, error) {
	flags.note = func([]graph.Sentence) {} // they have been said
	lens, err := flags.lens(src.Graph)
	if err != nil {
		return nil, nil, err
	}
	metrics, err := analysis.NewMetrics(ctx, src.Source, analysis.MetricsOptions{Lens: lens, Seed: s.Seed, Exact: s.Exact})
	if err != nil {
		return nil, nil, err
	}
	with, err := part.Apply(graph.Changes{PutNodes: figuresOf(part, metrics.Nodes)})
	return with, metrics.Notes, err
}

// figuresOf returns the figures as attributes of the nodes that the graph has.
func figuresOf(g *graph.Graph, rows analysis.MetricRows) []graph.NodeChange {
	ids, _ := rows.Column("id")
	out := make([]graph.NodeChange, 0, rows.Len())
	for row := range rows.Len() {
		n := graph.NodeChange{ID: ids.Texts[row]}
		if _, there := g.FindNode(n.ID); !there {
			continue
		}
		for _, c := range rows.Columns {
			if value := figure(c, row); !value.IsZero() {
				n.Attributes = n.Attributes.With(freeName(g, c.Name), value)
			}
		}
		out = append(out, n)
	}
	return out
}

// figure returns the value of a column of figures, none for a column that the graph has itself.
func figure(c analysis.MetricColumn, row int) graph.Value {
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
