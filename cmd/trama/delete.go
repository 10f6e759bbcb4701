package main

import (
	"context"

	"github.com/spf13/cobra"
)

func (s *session) deleteCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:     s.say("delete --network RETE --yes", "delete --network NETWORK --yes"),
		Short:   s.say("Toglie una rete con tutta la sua storia", "Takes a network away with all its history"),
		Example: `  trama delete --network valdora --yes`,
		Args:    s.noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return s.delete(cmd.Context(), yes) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, s.say("sì, per sempre", "yes, for good"))
	s.settingFlags(cmd.Flags(), "network")
	return cmd
}

// delete takes a network out of the store.
func (s *session) delete(ctx context.Context, yes bool) error {
	if err := s.needNetwork(); err != nil {
		return err
	}
	if !yes {
		return usage("delete_without_yes", "a network is taken away for good: --yes says so", nil)
	}
	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	return store.Delete(ctx, s.Network, 0)
}
