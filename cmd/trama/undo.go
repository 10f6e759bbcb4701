package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/graph"
)

func (s *session) undoCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   s.say("undo [REVISIONE] --network RETE", "undo [REVISION] --network NETWORK"),
		Short: s.say("Annulla una modifica, come un passo nuovo della storia", "Takes a change back, as a new step of the history"),
		Long: s.say(`Senza REVISIONE la più recente. Ciò che nel frattempo è cambiato resta com'è, e le note lo dicono.
Anche un undo è una revisione: un secondo undo rimette ciò che il primo ha tolto. Per tornare più indietro si dice quale.`,
			`Without REVISION the newest. What has changed since stays as it is, and notes say so.
An undo is a revision too: a second undo puts back what the first took away. To go further back, name the revision.`),
		Example: `  trama undo --network valdora
  trama undo 3 --network valdora`,
		Args: s.atMostOne,
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.undo(cmd.Context(), append(args, "")[0], out)
		},
	}
	s.settingFlags(cmd.Flags(), "network", "author", "format")
	s.outFlag(cmd, &out)
	return cmd
}

func (s *session) atMostOne(_ *cobra.Command, args []string) error {
	if len(args) <= 1 {
		return nil
	}
	return usage("one_revision", "one revision at most", nil)
}

// undo commits what takes one revision back.
func (s *session) undo(ctx context.Context, at, out string) error {
	store, err := s.networkStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	did, err := retried(func() (graph.Imported, error) { return s.undone(ctx, store, at) })
	if err != nil {
		return err
	}
	s.note(did.Notes)
	return s.print(out, s.noted(did))
}

// undone takes a revision back once; it is a Conflict where another process commits meanwhile.
func (s *session) undone(ctx context.Context, store graph.Store, at string) (graph.Imported, error) {
	info, err := store.Info(ctx, s.Network)
	if err != nil {
		return graph.Imported{}, err
	}
	revision, err := info.At(at)
	if err != nil {
		return graph.Imported{}, err
	}
	changes, did, err := graph.UndoOf(ctx, store, info, revision)
	if err != nil {
		return graph.Imported{}, err
	}
	did.Revision, err = s.commit(ctx, store, info.Revision, did.Undid.Commit(), changes)
	return did, err
}
