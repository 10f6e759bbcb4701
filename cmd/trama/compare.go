package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
)

// compareFlags are what trama compare can be told.
type compareFlags struct {
	lens lensFlags
	out  string
}

func (s *session) compareCommand() *cobra.Command {
	var f compareFlags
	cmd := &cobra.Command{
		Use:     s.say("compare A B --network RETE", "compare A B --network NETWORK"),
		Short:   s.say("Due revisioni a confronto: chi c'è, chi non c'è più, ogni misura", "Two revisions compared: who joined, who left, every figure"),
		Example: s.say(`  trama compare "Incontro 1" "Incontro 2" --network valdora`, `  trama compare "Meeting 1" "Meeting 2" --network valdora`),
		Args:    s.arguments(2, "two_revisions", "two revisions or snapshots are needed"),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.compare(cmd.Context(), f, [2]string(args)) },
	}
	f.lens.add(cmd, s)
	s.settingFlags(cmd.Flags(), "network", "format", "seed", "exact")
	s.outFlag(cmd, &f.out)
	return cmd
}

// compare reads two revisions of a network, compares them and prints what differs.
func (s *session) compare(ctx context.Context, f compareFlags, at [2]string) error {
	ctx, done := s.progress(ctx)
	defer done()
	var sides [2]opened
	for i := range sides {
		var err error
		if sides[i], err = s.network(ctx, at[i]); err != nil {
			return err
		}
	}
	lens, err := f.lens.lens(sides[1].Graph, sides[0].Graph)
	if err != nil {
		return err
	}
	result, err := analysis.Compare(ctx, sides[0].Source, sides[1].Source, analysis.CompareOptions{Lens: lens, Seed: s.Seed, Exact: s.Exact})
	if err != nil {
		return err
	}
	done()
	return s.printView(ctx, f.out, result, sides[1].view())
}
