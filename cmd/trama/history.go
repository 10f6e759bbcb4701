package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/graph"
)

func (s *session) historyCommand() *cobra.Command {
	var offset int
	var out string
	cmd := &cobra.Command{
		Use:     s.say("history --network RETE", "history --network NETWORK"),
		Short:   s.say("Chi ha cambiato che cosa e quando", "Who changed what and when"),
		Example: `  trama history --network valdora --limit 10`,
		Args:    s.noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return s.history(cmd.Context(), offset, out) },
	}
	cmd.Flags().IntVar(&offset, "offset", 0, s.say("salta le prime `N`", "skips the first `N`"))
	s.settingFlags(cmd.Flags(), "network", "limit", "format")
	s.outFlag(cmd, &out)
	return cmd
}

// history prints the commits of a network, newest first.
func (s *session) history(ctx context.Context, offset int, out string) error {
	store, err := s.networkStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	page := graph.Page{Offset: offset}
	if s.Limit != nil {
		page.Limit = *s.Limit
	}
	commits, err := store.History(ctx, s.Network, page)
	if err != nil {
		return err
	}
	return s.print(out, graph.NewCommitList(s.Network, commits))
}
