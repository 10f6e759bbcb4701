package graph

import "context"

// ImportOptions say how a graph that was read goes into a network.
type ImportOptions struct {
	Base    Revision // the newest revision, on which the import builds; 0 makes the network
	Replace bool     // makes the network what was read, instead of merging by id
	Commit  Commit   // author, time and message
}

// Import puts a graph that was read into a network, as one commit, by the store's bulk path where it has one. It returns
// the revision and what changed; the errors are those of Store.Apply.
func Import(ctx context.Context, s Store, network string, incoming *Graph, o ImportOptions) (Imported, error) {
	before := Empty()
	if o.Base > 0 {
		var err error
		if before, err = s.Load(ctx, network, o.Base); err != nil {
			return Imported{}, err
		}
	}
	changes, did := Merge(before, incoming)
	next := incoming
	if !o.Replace && o.Base > 0 {
		var err error
		if next, err = before.Apply(changes); err != nil {
			return Imported{}, err
		}
	}
	revision, err := commitState(ctx, s, network, before, next, o)
	return Imported{Revision: revision, Summary: did, Notes: []Sentence{}}, err
}

func commitState(ctx context.Context, s Store, network string, before, next *Graph, o ImportOptions) (Revision, error) {
	if bulk, ok := s.(Importer); ok {
		return bulk.Import(ctx, network, o.Base, next, o.Commit)
	}
	o.Commit.Changes = Diff(before, next)
	return s.Apply(ctx, network, o.Base, o.Commit)
}
