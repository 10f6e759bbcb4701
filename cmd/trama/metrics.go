package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
)

// metricsFlags are what trama metrics can be told.
type metricsFlags struct {
	question
	measures texts
	by       string
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
	f.add(cmd, s, "seed", "exact")
	cmd.Flags().Var(&f.measures, "measures", s.say("solo queste `MISURE`, con virgole", "only these `MEASURES`, with commas"))
	cmd.Flags().StringVar(&f.by, "by", "", s.say("`ATTRIBUTO` dei gruppi", "`ATTRIBUTE` of the groups"))
	return cmd
}

// metrics reads a source, measures each node and prints a row for each.
func (s *session) metrics(ctx context.Context, f metricsFlags, args []string) error {
	return s.answered(ctx, f.question, args, func(ctx context.Context, src opened, lens graph.Lens) (any, error) {
		measures, err := f.measures.items()
		if err != nil {
			return nil, err
		}
		return analysis.NewMetrics(ctx, src.Source, analysis.MetricsOptions{Lens: lens, Measures: measures, By: f.by, Seed: s.Seed, Exact: s.Exact})
	})
}
