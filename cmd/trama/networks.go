package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/graph"
)

func (s *session) networksCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:     "networks",
		Short:   s.say("Le reti dell'archivio", "The networks of the store"),
		Example: `  trama networks`,
		Args:    s.noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return s.networks(cmd.Context(), out) },
	}
	s.settingFlags(cmd.Flags(), "format")
	s.outFlag(cmd, &out)
	return cmd
}

// networks prints the networks of the store.
func (s *session) networks(ctx context.Context, out string) error {
	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	infos, err := store.Networks(ctx)
	if err != nil {
		return err
	}
	return s.print(out, graph.NewNetworkList(infos))
}
