package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"trama/graph"
	"trama/locale"
)

func (s *session) changeCommand() *cobra.Command {
	var changes, out string
	cmd := &cobra.Command{
		Use:     s.say("change --network RETE --changes FILE", "change --network NETWORK --changes FILE"),
		Short:   s.say("Una modifica qualunque, come un solo passo della storia", "Any change, as one step of the history"),
		Example: `  trama change --network valdora --changes changes.json`,
		Args:    s.noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return s.changeNetwork(cmd.Context(), changes, out) },
	}
	cmd.Flags().StringVar(&changes, "changes", "", s.say("`FILE` trama.changes/1; - è standard input", "`FILE` trama.changes/1; - is standard input"))
	s.settingFlags(cmd.Flags(), "network", "author", "format")
	s.outFlag(cmd, &out)
	return cmd
}

// changeNetwork commits a file of changes.
func (s *session) changeNetwork(ctx context.Context, file, out string) error {
	if file == "" {
		return usage("no_changes_file", "--changes FILE is needed", nil)
	}
	if err := s.needNetwork(); err != nil {
		return err
	}
	changes, notes, err := s.changesFile(file)
	if err != nil {
		return err
	}
	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	did, err := retried(func() (graph.Imported, error) {
		src, err := loaded(ctx, store, s.Network, "")
		if err != nil {
			return graph.Imported{}, err
		}
		made, err := changes.Made(src.Graph)
		if err != nil {
			return graph.Imported{}, err
		}
		revision, err := s.commit(ctx, store, src.Revision, s.say("modifica: ", "change: ")+filepath.Base(file), changes)
		said := slices.Concat(notes, changes.Unmeant(src.Graph), graph.NamesakesSaid(changes.Namesakes(src.Graph, locale.Searched)))
		return graph.Imported{Revision: revision, Summary: made.Count(src.Graph).Summary(), Change: true, Notes: said}, err
	})
	if err != nil {
		return err
	}
	return s.print(out, did)
}

// changesFile reads a trama.changes/1 file.
func (s *session) changesFile(name string) (graph.Changes, []graph.Sentence, error) {
	in, err := s.input(name)
	if err != nil {
		return graph.Changes{}, nil, err
	}
	defer in.Close()
	limited := &io.LimitedReader{R: in, N: s.Limits.Request + 1}
	changes, notes, err := graph.ReadChanges(limited, s.limits())
	if limited.N <= 0 { // then what was read breaks off, too
		err = graph.Fail(graph.TooLarge, "trama.change", graph.Say("limit_request", "there are more than {limit} bytes (limit-request)", graph.V{"limit": s.Limits.Request}))
	}
	if err != nil {
		return graph.Changes{}, nil, inFile(name, err)
	}
	return changes, notes, nil
}

// inFile returns an error with the file in front, as the errors of readers have it.
func inFile(name string, err error) error {
	var why graph.Sentence
	if !errors.As(err, &why) {
		return err
	}
	return graph.FailAt(graph.KindOf(err), "trama.file", graph.Refusal{File: filepath.Base(name), Why: why})
}
