package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"trama/graph"
)

func (s *session) snapshotCommand() *cobra.Command {
	var at string
	cmd := &cobra.Command{
		Use:   s.say("snapshot NOME --network RETE", "snapshot NAME --network NETWORK"),
		Short: s.say("Dà un nome a una revisione", "Gives a revision a name"),
		Long: s.say("Il nome vale dovunque si dice una revisione (--at, compare). Non può essere un numero intero: quello è una revisione.",
			"The name stands wherever a revision is asked for (--at, compare). It cannot be a whole number: that is a revision."),
		Example: s.say(`  trama snapshot "Incontro 1" --network valdora`, `  trama snapshot "Meeting 1" --network valdora`),
		Args:    s.arguments(1, "one_name", "one name is needed"),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.snapshot(cmd.Context(), at, args[0]) },
	}
	cmd.Flags().StringVar(&at, "at", "", s.say("`REVISIONE` (altrimenti la più recente)", "`REVISION` (else the newest)"))
	s.settingFlags(cmd.Flags(), "network")
	return cmd
}

// snapshot names a revision of a network.
func (s *session) snapshot(ctx context.Context, at, name string) error {
	if err := s.needNetwork(); err != nil {
		return err
	}
	if name = strings.TrimSpace(name); name == "" {
		return usage("one_name", "one name is needed", nil)
	}
	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	info, err := store.Info(ctx, s.Network)
	if err != nil {
		return err
	}
	revision, err := info.At(at)
	if err != nil {
		return err
	}
	if err := store.Snapshot(ctx, s.Network, revision, name); err != nil {
		return err
	}
	s.note([]graph.Sentence{graph.Say("snapshot_named", "revision {revision} of {network} is named “{name}” now", graph.V{"revision": fmt.Sprint(revision), "network": s.Network, "name": name})})
	return nil
}
