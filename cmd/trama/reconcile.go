package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trama/graph"
)

// reconcileFlags are what trama reconcile can be told.
type reconcileFlags struct {
	take, restore bool
	out           string
}

func (s *session) reconcileCommand() *cobra.Command {
	var f reconcileFlags
	cmd := &cobra.Command{
		Use:   s.say("reconcile --network RETE", "reconcile --network NETWORK"),
		Short: s.say("Che cosa altri programmi hanno cambiato in Neo4j", "What other programs have changed in Neo4j"),
		Long: s.say(`La storia fa fede: ciò che altri programmi cambiano nei nodi e nelle relazioni di Trama non è in nessuna revisione.
Senza opzioni elenca in che cosa Neo4j differisce dalla revisione più recente. Con --take ciò che vi si vede diventa una
revisione nuova, che undo può annullare; con --restore in Neo4j torna la revisione più recente.`,
			`The history is the truth: what other programs change in Trama's nodes and relations is in no revision.
Without a flag it lists how Neo4j differs from the newest revision. With --take what is seen there becomes a new
revision, which undo can take back; with --restore Neo4j shows the newest revision again.`),
		Example: `  trama reconcile --network valdora
  trama reconcile --network valdora --take`,
		Args: s.noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return s.reconcile(cmd.Context(), f) },
	}
	cmd.Flags().BoolVar(&f.take, "take", false, s.say("lo prende nella storia, come una revisione nuova", "takes it into the history, as a new revision"))
	cmd.Flags().BoolVar(&f.restore, "restore", false, s.say("lo riporta in Neo4j a come dice la storia", "puts Neo4j back to what the history says"))
	s.settingFlags(cmd.Flags(), "network", "author", "format")
	s.outFlag(cmd, &f.out)
	return cmd
}

// reconcile prints what others have changed in the newest revision of a network, or what was done with it.
func (s *session) reconcile(ctx context.Context, f reconcileFlags) error {
	if f.take && f.restore {
		return usage("take_or_restore", "--take or --restore, not both", nil)
	}
	store, err := s.networkStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	did, err := s.reconciled(ctx, store, f)
	if err != nil {
		return err
	}
	return s.print(f.out, did)
}

// reconciled finds what others have changed in the newest revision of the network, and commits it or takes it back if it
// is told to. It returns what they have changed, or what was done with it.
func (s *session) reconciled(ctx context.Context, store graph.Store, f reconcileFlags) (graph.Imported, error) {
	shared, ok := store.(graph.Shared)
	if !ok {
		return s.unshared(ctx, store)
	}
	seen, made, err := s.outside(ctx, shared, f.take)
	if err != nil {
		return graph.Imported{}, err
	}
	changes := seen.Changes()
	did := graph.Imported{Revision: made, Change: true, Summary: changes.Count(seen.Graph).Summary(), Notes: outsideNotes(seen.Graph, changes)}
	if f.restore {
		did.Added, did.Removed = did.Removed, did.Added
	}
	if f.take || f.restore {
		left, err := s.restored(ctx, shared, seen.Shown)
		switch {
		case err != nil && !f.take: // what was taken stands
			return did, err
		case err != nil:
			did.Notes = append(did.Notes, graph.Say("outside_not_shown", "taken in, but Neo4j may not show all of it yet: trama reconcile --network {network} says what differs", graph.V{"network": s.Network}))
		case left > 0:
			did.Notes = append(did.Notes, graph.Say("outside_since", "nodes and relations that other programs have changed meanwhile, and that stay as they are now: {count}", graph.V{"count": left}))
		}
	}
	return did, nil
}

// outside returns what others have changed in the newest revision of the network, and the revision that it is in: where it
// is to be taken, a new one. Others who commit meanwhile change what there is to take.
func (s *session) outside(ctx context.Context, store graph.Shared, take bool) (seen graph.Seen, made graph.Revision, err error) {
	made, err = retried(func() (graph.Revision, error) {
		if seen, err = store.Outside(ctx, s.Network); err != nil || !take {
			return seen.At, err
		}
		return s.commit(ctx, store, seen.At, "reconcile", seen.Changes())
	})
	return seen, made, err
}

// restored puts the newest revision in place of what others were seen to have made of it. It returns how much they have
// changed since, which stays.
func (s *session) restored(ctx context.Context, store graph.Shared, shown *graph.Graph) (int, error) {
	return retried(func() (int, error) {
		info, err := store.Info(ctx, s.Network)
		if err != nil {
			return 0, err
		}
		return store.Restore(ctx, s.Network, info.Revision, shown)
	})
}

// unshared says that nobody else can have changed the network.
func (s *session) unshared(ctx context.Context, store graph.Store) (graph.Imported, error) {
	info, err := store.Info(ctx, s.Network)
	note := graph.Say("not_shared", "no other program changes this store: only one in Neo4j is shared", nil)
	return graph.Imported{Revision: info.Revision, Change: true, Notes: []graph.Sentence{note}}, err
}

// outsideNotes names what others have changed.
func outsideNotes(before *graph.Graph, c graph.Changes) []graph.Sentence {
	var nodes, edges struct{ added, changed, removed []string }
	for _, n := range c.PutNodes {
		if _, there := before.FindNode(n.ID); there {
			nodes.changed = append(nodes.changed, withAttributes(n.ID, n.Attributes))
		} else {
			nodes.added = append(nodes.added, n.ID)
		}
	}
	for _, e := range c.PutEdges {
		if _, there := before.FindEdge(e.ID); there {
			edges.changed = append(edges.changed, withAttributes(e.ID, e.Attributes))
		} else {
			edges.added = append(edges.added, e.ID)
		}
	}
	nodes.removed, edges.removed = c.RemoveNodes, c.EdgesGone()
	notes := graph.Notes{}
	list := func(code, template string, ids []string) { notes.List(code, template, "", firstOf(ids)) }
	list("outside_nodes_added", "nodes made: {names}", nodes.added)
	list("outside_nodes_changed", "nodes changed: {names}", nodes.changed)
	list("outside_nodes_removed", "nodes taken away: {names}", nodes.removed)
	list("outside_edges_added", "relations made: {names}", edges.added)
	list("outside_edges_changed", "relations changed: {names}", edges.changed)
	list("outside_edges_removed", "relations taken away: {names}", edges.removed)
	return notes
}

// firstOf returns ids as a note holds them: at most 200, as in the lists of a report.
func firstOf(ids []string) []string {
	const most = 200
	if len(ids) <= most {
		return ids
	}
	return append(slices.Clone(ids[:most]), "…")
}

// withAttributes returns an id with the names of the attributes that have changed.
func withAttributes(id string, attrs graph.Attributes) string {
	if len(attrs) == 0 {
		return id
	}
	names := make([]string, len(attrs))
	for i, attr := range attrs {
		names[i] = attr.Name
	}
	return id + " (" + strings.Join(names, ", ") + ")"
}
