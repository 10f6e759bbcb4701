package graph

import "context"

// ImportOptions say how a graph that was read goes into a network.
type ImportOptions struct {
	Base    Revision // the newest revision, on which the import builds; 0 makes the network
	Replace bool     // makes the network what was read, instead of merging by id
	Commit  Commit   // author, time and message
}

// ImportChanges returns the changes that an import makes: a merge by id, or what makes the one graph of the other.
func ImportChanges(before, incoming *Graph, replace bool) Changes {
	if replace {
		return Diff(before, incoming)
	}
	c, _ := Merge(before, incoming)
	return c
}

// manyChanges is the size from which a store's bulk path is taken.
const manyChanges = 10_000

// Import puts a graph that was read into a network, as one commit, by the store's bulk path where it has one and the
// change is large. It returns the revision and what changed; the errors are those of Store.Apply.
func Import(ctx context.Context, s Store, network string, incoming *Graph, o ImportOptions) (Imported, error) {
	state := importing{before: Empty(), next: incoming, did: Summary{Added: incoming.Nodes() + incoming.Edges()}}
	if o.Base > 0 {
		var err error
		if state.before, err = s.Load(ctx, network, o.Base); err != nil {
			return Imported{}, err
		}
		state.compare(incoming, o.Replace)
	}
	revision, err := state.commit(ctx, s, network, o)
	return Imported{Revision: revision, Summary: state.did, Notes: []Sentence{}}, err
}

// importing is one Import on its way. Without a network there is nothing to compare with, and of millions of values no
// Changes are made.
type importing struct {
	before, next *Graph // next is nil where the changes must still be applied
	changes      Changes
	compared     bool
	did          Summary
}

func (i *importing) compare(incoming *Graph, replace bool) {
	i.compared = true
	if !replace {
		i.changes, i.did = Merge(i.before, incoming)
		i.next = nil
		return
	}
	i.changes = Diff(i.before, incoming)
	i.did = i.changes.Count(i.before).Summary()
	i.did.Same = incoming.Nodes() + incoming.Edges() - i.did.Added - i.did.Changed
}

func (i *importing) commit(ctx context.Context, s Store, network string, o ImportOptions) (Revision, error) {
	size := i.changes.Size()
	if !i.compared {
		size = i.did.Added
	}
	bulk, ok := s.(Importer)
	if !ok || size <= manyChanges {
		o.Commit.Changes = i.changes
		if !i.compared {
			o.Commit.Changes = Diff(i.before, i.next)
		}
		return s.Apply(ctx, network, o.Base, o.Commit)
	}
	if i.next == nil {
		var err error
		if i.next, err = i.before.Apply(i.changes); err != nil {
			return 0, err
		}
	}
	return bulk.Import(ctx, network, o.Base, i.next, o.Commit)
}
