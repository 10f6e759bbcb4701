package graph

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// undoCommand begins the message of a commit that takes another one back.
const undoCommand = "undo "

// Commit returns the message of the commit that takes a revision back.
func (u Undone) Commit() string { return fmt.Sprint(undoCommand, u.Revision) }

// Undoes returns the revision that a commit takes back, as its message says.
func (c Commit) Undoes() (Revision, bool) {
	number, undoes := strings.CutPrefix(c.Message, undoCommand)
	at, err := strconv.ParseInt(number, 10, 64)
	return Revision(at), undoes && err == nil && at > 0 && Revision(at) < c.Revision
}

// eraseCommand is the message of a commit that says that something was taken out of the history.
const eraseCommand = "erase"

// Erases tells whether a commit says that something was taken out of the history: there is nothing in it to take back.
func (c Commit) Erases() bool { return c.Message == eraseCommand && c.Counts == (Counts{}) }

// UndoOf returns the changes that take one revision of a stored network back from its newest state, and what is to be
// said of them. Nothing is written: the caller commits the changes on info.Revision. It fails as Store.Load does.
func UndoOf(ctx context.Context, store Store, info NetworkInfo, at Revision) (Changes, Imported, error) {
	before, after, err := StatesOf(ctx, store, info.Network, at)
	if err != nil {
		return Changes{}, Imported{}, err
	}
	newest := after
	if at != info.Revision {
		if newest, err = store.Load(ctx, info.Network, info.Revision); err != nil {
			return Changes{}, Imported{}, err
		}
	}
	changes, notes := Undo(newest, before, after)
	if changes, err = changes.Made(newest); err != nil {
		return Changes{}, Imported{}, err
	}
	did := Imported{Revision: info.Revision, Summary: changes.Count(newest).Summary(), Notes: append([]Sentence{}, notes...), Undid: &Undone{Revision: at}}
	commits, err := store.History(ctx, info.Network, Page{Offset: int(info.Revision - at), Limit: 1})
	if err == nil && len(commits) > 0 {
		did.Undid.Author, did.Undid.Message = commits[0].Author, commits[0].Message
	}
	return changes, did, err
}

// StatesOf returns a stored network as it was before and after one commit. It fails as Store.Load does.
func StatesOf(ctx context.Context, store Store, network string, at Revision) (before, after *Graph, err error) {
	before = Empty()
	if at > 1 {
		if before, err = store.Load(ctx, network, at-1); err != nil {
			return nil, nil, err
		}
	}
	after, err = store.Load(ctx, network, at)
	return before, after, err
}
