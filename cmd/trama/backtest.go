package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
)

// backtestFlags are what trama backtest can be told.
type backtestFlags struct {
	question
	repeats int
}

func (s *session) backtestCommand() *cobra.Command {
	var f backtestFlags
	cmd := &cobra.Command{
		Use:     s.say("backtest SORGENTE…", "backtest SOURCE…"),
		Short:   s.say("Nasconde relazioni note e dice quante ne ritrova ogni metodo", "Hides known relations and says how many each method finds again"),
		Example: s.say(`  trama backtest nodi.csv relazioni.csv`, `  trama backtest nodes.csv edges.csv`),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.backtest(cmd.Context(), f, args) },
	}
	f.add(cmd, s, "seed")
	cmd.Flags().IntVar(&f.repeats, "repeats", analysis.DefaultBacktestOptions().Repeats, s.say("`N` volte, fino a 100", "`N` times, up to 100"))
	return cmd
}

// backtest reads a source, hides and finds again, and prints how well each method did.
func (s *session) backtest(ctx context.Context, f backtestFlags, args []string) error {
	return s.answered(ctx, f.question, args, func(ctx context.Context, src opened, lens graph.Lens) (any, error) {
		return analysis.Backtest(ctx, src.Source, analysis.BacktestOptions{Lens: lens, Repeats: f.repeats, Seed: s.Seed})
	})
}
