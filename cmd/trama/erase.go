package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"trama/graph"
	"trama/locale"
)

// eraseFlags are what trama erase can be told.
type eraseFlags struct {
	words    texts
	dry, yes bool
	out      string
}

func (s *session) eraseCommand() *cobra.Command {
	var f eraseFlags
	cmd := &cobra.Command{
		Use:   s.say("erase ID… --network RETE --yes", "erase ID… --network NETWORK --yes"),
		Short: s.say("Toglie una persona dalla mappa e da tutta la sua storia", "Takes a person out of the map and of all its history"),
		Long: s.say(`Riscrive la storia della rete come se questi nodi non ci fossero mai stati, con le loro relazioni e con ciò che il tavolo ha deciso
su di loro. Le revisioni conservano numero e data. Vale anche per chi oggi non è più sulla mappa. Non si può annullare.
Con --words si mette «[…]» al posto di queste parole nei testi di tutte le revisioni, e nelle firme; senza, si elenca dove
un nome o un id resta scritto. Le copie, i file esportati e i fogli da cui viene la mappa restano come sono.`,
			`Makes the history of the network anew as if these nodes had never been on it, with their relations and with what the table has decided
about them. Revisions keep their numbers and times. Nodes that are off the map by now can be taken out as well. It cannot be undone.
With --words, “[…]” stands in place of these words in the texts of all revisions, and in who signed; without, it lists where
a name or an id still stands. Copies, exports and the sheets that the map comes from stay as they are.`),
		Example: `  trama erase per-assistente-sociale --network valdora --dry-run
  trama erase per-assistente-sociale --network valdora --words "Assistente sociale" --yes`,
		RunE: func(cmd *cobra.Command, args []string) error { return s.erase(cmd.Context(), args, f) },
	}
	cmd.Flags().Var(&f.words, "words", s.say("`PAROLE` da togliere dai testi, come “Maria Rossi”; si ripete", "`WORDS` to take out of texts, such as “Maria Rossi”; repeats"))
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, s.say("dice che cosa sparirebbe, e non scrive", "says what would go, and writes nothing"))
	cmd.Flags().BoolVar(&f.yes, "yes", false, s.say("sì, per sempre", "yes, for good"))
	s.settingFlags(cmd.Flags(), "network", "author", "format")
	s.outFlag(cmd, &f.out)
	return cmd
}

// erase prints what was taken out of a network and its history, or what would be.
func (s *session) erase(ctx context.Context, ids []string, f eraseFlags) error {
	if err := s.needNetwork(); err != nil {
		return err
	}
	switch {
	case f.dry && f.yes:
		return usage("erase_dry_or_yes", "--dry-run or --yes, not both", nil)
	case !f.dry && !f.yes:
		return usage("erase_without_yes", "what is taken out of the history does not come back: --yes says so; --dry-run says first what would go", nil)
	}
	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	request := graph.EraseRequest{IDs: ids, Words: f.words, Same: locale.Composed, Alike: locale.Searched}
	did, err := retried(func() (graph.Erased, error) { return s.erased(ctx, store, request, f.dry) })
	if err != nil {
		return err
	}
	return s.print(f.out, did)
}

// erased takes nodes and words out of the newest state and all before it; it is a Conflict where another process commits
// meanwhile.
func (s *session) erased(ctx context.Context, store graph.Store, r graph.EraseRequest, dry bool) (graph.Erased, error) {
	info, err := store.Info(ctx, s.Network)
	if err != nil {
		return graph.Erased{}, err
	}
	erasure, err := graph.ErasureOf(ctx, store, info, r)
	if err != nil {
		return graph.Erased{}, s.withNames(ctx, store, info, err)
	}
	if dry {
		return erasure.Erased, nil
	}
	return erasure.Do(ctx, store, graph.Commit{Author: s.author()})
}

// withNames returns the error, after it has read who was ever on the map where a node was not found, for the hint.
func (s *session) withNames(ctx context.Context, store graph.Store, info graph.NetworkInfo, err error) error {
	rewriter, ok := store.(graph.Rewriter)
	if ok && graph.KindOf(err) == graph.NotFound {
		names, failed := graph.NamesEver(ctx, rewriter, info)
		if failed != nil {
			return errors.Join(err, failed)
		}
		s.read = names
	}
	return err
}
