package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
	"trama/graph/source"
)

// exportFlags are what trama export can be told.
type exportFlags struct {
	graphFile
	lens        lensFlags
	at          string
	withMetrics bool
}

func (s *session) exportCommand() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   s.say("export --network RETE --to FORMATO", "export --network NETWORK --to FORMAT"),
		Short: s.say("Fuori dall'archivio, in un formato per altri programmi", "Out of the store, in a format for other programs"),
		Long:  s.say("Parte da tutto; la lente toglie. Formati: ", "It starts from everything; a lens takes away. Formats: ") + source.EncodingNames() + ".",
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
	f.graphFile.add(cmd, s)
	return cmd
}

// export reads a network, takes what the lens leaves and writes it.
func (s *session) export(ctx context.Context, f exportFlags) error {
	format, err := s.encoding(f.graphFile)
	if err != nil {
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
	out := outgoing{graph: part, format: format}
	if f.withMetrics {
		f.lens.note = func([]graph.Sentence) {} // they have been said
		o := analysis.MetricsOptions{Seed: s.Seed, Exact: s.Exact}
		if o.Lens, err = f.lens.lens(src.Graph); err != nil {
			return err
		}
		if out.graph, out.notes, err = analysis.WithMetrics(ctx, src.Source, part, o); err != nil {
			return err
		}
		out.figures = analysis.FiguresAdded(part, out.graph)
	}
	done()
	return s.writeGraph(ctx, f.graphFile, out)
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
