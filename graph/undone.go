package graph

import (
	"context"
	"fmt"
)

// Commit returns the message of the commit that takes a revision back.
func (u Undone) Commit() string { return fmt.Sprintf("undo %d", u.Revision) }

// UndoOf returns the changes that take one revision of a stored network back from its newest state, and what is to be
// said of them. Nothing is written: the caller commits the changes on info.Revision. It fails as Store.Load does.
func UndoOf(ctx context.Context, store Store, info NetworkInfo, at Revision) (Changes, Imported, error) {
	s, err := statesAround(ctx, store, info, at)
	if err != nil {
		return Changes{}, Imported{}, err
	}
	changes, notes := Undo(s.newest, s.before, s.after)
	then, err := s.newest.Apply(changes)
	if err != nil {
		return Changes{}, Imported{}, err
	}
	changes = Diff(s.newest, then)
	did := Imported{Revision: info.Revision, Summary: changes.Count(s.newest).Summary(), Notes: append([]Sentence{}, notes...), Undid: &Undone{Revision: at}}
	commits, err := store.History(ctx, info.Network, Page{Offset: int(info.Revision - at), Limit: 1})
	if err == nil && len(commits) > 0 {
		did.Undid.Author, did.Undid.Message = commits[0].Author, commits[0].Message
	}
	return changes, did, err
}

// states are a network as it is, and as it was before and after one commit.
type states struct{ newest, before, after *Graph }

func statesAround(ctx context.Context, store Store, info NetworkInfo, at Revision) (states, error) {
	var out states
	for _, state := range []struct {
		at Revision
		to **Graph
	}{{info.Revision, &out.newest}, {at - 1, &out.before}, {at, &out.after}} {
		*state.to = Empty()
		if state.at == 0 {
			continue
		}
		var err error
		if *state.to, err = store.Load(ctx, info.Network, state.at); err != nil {
			return states{}, err
		}
	}
	return out, nil
}
