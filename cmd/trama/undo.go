package main

import (
	"context"
	"fmt"

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
	if err := s.needNetwork(); err != nil {
		return err
	}
	store, err := s.openStore(ctx)
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
	states, revision, err := statesAround(ctx, store, info, at)
	if err != nil {
		return graph.Imported{}, err
	}
	changes, notes := graph.Undo(states.newest, states.before, states.after)
	then, err := states.newest.Apply(changes)
	if err != nil {
		return graph.Imported{}, err
	}
	changes = graph.Diff(states.newest, then)
	did := graph.Imported{Summary: changes.Count(states.newest).Summary(), Notes: append([]graph.Sentence{}, notes...)}
	if did.Undid, err = s.undid(ctx, store, info.Revision, revision); err != nil {
		return graph.Imported{}, err
	}
	did.Revision, err = s.commit(ctx, store, info.Revision, fmt.Sprintf("undo %d", revision), changes)
	return did, err
}

// undid returns what the history says of a revision.
func (s *session) undid(ctx context.Context, store graph.Store, newest, revision graph.Revision) (*graph.Undone, error) {
	commits, err := store.History(ctx, s.Network, graph.Page{Offset: int(newest - revision), Limit: 1})
	if err != nil || len(commits) == 0 {
		return nil, err
	}
	return &graph.Undone{Revision: revision, Author: commits[0].Author, Message: commits[0].Message}, nil
}

// states are a network as it is, and as it was before and after one commit.
type states struct{ newest, before, after *graph.Graph }

func statesAround(ctx context.Context, store graph.Store, info graph.NetworkInfo, at string) (states, graph.Revision, error) {
	revision, err := info.At(at)
	if err != nil {
		return states{}, 0, err
	}
	var out states
	for _, state := range []struct {
		at graph.Revision
		to **graph.Graph
	}{{info.Revision, &out.newest}, {revision - 1, &out.before}, {revision, &out.after}} {
		*state.to = graph.Empty()
		if state.at == 0 {
			continue
		}
		if *state.to, err = store.Load(ctx, info.Network, state.at); err != nil {
			return states{}, 0, err
		}
	}
	return out, revision, nil
}
