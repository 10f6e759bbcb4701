package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
)

// backtestFlags are what trama backtest can be told.
type backtestFlags struct {
	source  sourceFlags
	lens    lensFlags
	repeats int
	out     string
}

func (s *session) backtestCommand() *cobra.Command {
	var f backtestFlags
	cmd := &cobra.Command{
		Use:     s.say("backtest SORGENTE…", "backtest SOURCE…"),
		Short:   s.say("Nasconde relazioni note e dice quante ne ritrova ogni metodo", "Hides known relations and says how many each method finds again"),
		Example: s.say(`  trama backtest nodi.csv relazioni.csv`, `  trama backtest nodes.csv edges.csv`),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.backtest(cmd.Context(), f, args) },
	}
	f.source.add(cmd, s)
	f.lens.add(cmd, s)
	cmd.Flags().IntVar(&f.repeats, "repeats", analysis.DefaultBacktestOptions().Repeats, s.say("`N` volte, fino a 100", "`N` times, up to 100"))
	s.settingFlags(cmd.Flags(), "format", "seed")
	s.outFlag(cmd, &f.out)
	return cmd
}

// backtest reads a source, hides and finds again, and prints how well each method did.
func (s *session) backtest(ctx context.Context, f backtestFlags, args []string) error {
	ctx, done := s.progress(ctx)
	defer done()
	src, err := s.source(ctx, f.source, args)
	if err != nil {
		return err
	}
	lens, err := f.lens.lens(src.Graph)
	if err != nil {
		return err
	}
	result, err := analysis.Backtest(ctx, src.Source, analysis.BacktestOptions{Lens: lens, Repeats: f.repeats, Seed: s.Seed})
	if err != nil {
		return err
	}
	done()
	return s.printView(ctx, f.out, result, src.view())
}
