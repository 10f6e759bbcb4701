package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
)

// metricsFlags are what trama metrics can be told.
type metricsFlags struct {
	source   sourceFlags
	lens     lensFlags
	measures texts
	by, out  string
}

func (s *session) metricsCommand() *cobra.Command {
	var f metricsFlags
	cmd := &cobra.Command{
		Use:   s.say("metrics SORGENTE…", "metrics SOURCE…"),
		Short: s.say("Le misure di ogni nodo, una riga ciascuno", "The figures of each node, one row each"),
		Long: s.say("Con --measures brokerage --by ATTRIBUTO i ruoli di mediazione fra i gruppi dell'attributo.",
			"With --measures brokerage --by ATTRIBUTE the brokerage roles between the attribute's groups."),
		Example: s.say(`  trama metrics nodi.csv relazioni.csv --format csv --out misure.csv
  trama metrics --network valdora --measures degree,betweenness`, `  trama metrics nodes.csv edges.csv --format csv --out figures.csv
  trama metrics --network valdora --measures degree,betweenness`),
		RunE: func(cmd *cobra.Command, args []string) error { return s.metrics(cmd.Context(), f, args) },
	}
	f.source.add(cmd, s)
	f.lens.add(cmd, s)
	cmd.Flags().Var(&f.measures, "measures", s.say("solo queste `MISURE`, con virgole", "only these `MEASURES`, with commas"))
	cmd.Flags().StringVar(&f.by, "by", "", s.say("`ATTRIBUTO` dei gruppi", "`ATTRIBUTE` of the groups"))
	s.settingFlags(cmd.Flags(), "format", "seed", "exact")
	s.outFlag(cmd, &f.out)
	return cmd
}

// metrics reads a source, measures each node and prints a row for each.
func (s *session) metrics(ctx context.Context, f metricsFlags, args []string) error {
	ctx, done := s.progress(ctx)
	defer done()
	src, err := s.source(ctx, f.source, args)
	if err != nil {
		return err
	}
	o := analysis.MetricsOptions{By: f.by, Seed: s.Seed, Exact: s.Exact}
	if o.Lens, err = f.lens.lens(src.Graph); err != nil {
		return err
	}
	if o.Measures, err = f.measures.items(); err != nil {
		return err
	}
	result, err := analysis.NewMetrics(ctx, src.Source, o)
	if err != nil {
		return err
	}
	done()
	return s.printView(ctx, f.out, result, src.view())
}
