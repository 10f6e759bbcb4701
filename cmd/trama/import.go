package main

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"trama/graph"
	"trama/graph/source"
)

// importFlags are what trama import can be told.
type importFlags struct {
	readFlags
	dryRun bool
	out    string
}

func (s *session) importCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   s.say("import SORGENTE… --network RETE", "import SOURCE… --network NETWORK"),
		Short: s.say("Mette file nell'archivio, come un solo passo della storia", "Puts files into the store, as one step of the history"),
		Long: s.say(`Unisce per id: un valore dato sostituisce, una cella vuota lascia ciò che c'è. Con --replace la rete diventa ciò
che dice la sorgente. Una rete che non c'è nasce così.`, `Merges by id: a value given replaces, an empty cell leaves what is there. With --replace the network becomes what
the source says. A network that is not there is made.`),
		Example: s.say(`  trama import nodi.csv relazioni.csv --network valdora
  trama import rete.graphml --network valdora --replace`, `  trama import nodes.csv edges.csv --network valdora
  trama import network.graphml --network valdora --replace`),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.Known = s.known
			if f.dryRun {
				return s.check(cmd.Context(), f.readFlags, args, f.out)
			}
			return s.importFiles(cmd.Context(), f, args)
		},
	}
	f.add(cmd, s)
	cmd.Flags().BoolVar(&f.Replace, "replace", false, s.say("la rete diventa ciò che dice la sorgente", "the network becomes what the source says"))
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, s.say("come check, e che cosa cambierebbe nella rete: non conserva niente", "as check, and what would change in the network: nothing is stored"))
	s.settingFlags(cmd.Flags(), "network", "author", "format")
	s.outFlag(cmd, &f.out)
	return cmd
}

// importFiles reads files, puts them into the network as one commit, and prints what changed.
func (s *session) importFiles(ctx context.Context, f importFlags, args []string) error {
	if len(args) == 0 {
		return usage("no_file_named", "a file or a folder is needed", nil)
	}
	if err := s.needNetwork(); err != nil {
		return err
	}
	ctx, done := s.progress(ctx)
	defer done()
	reading, err := s.files(ctx, f.readFlags, args)
	if err != nil {
		return err
	}
	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	imported, err := s.importReading(ctx, store, reading, graph.ImportOptions{Replace: f.Replace, Commit: graph.Commit{Message: importMessage(args)}})
	if err != nil {
		return err
	}
	done()
	s.note(imported.Notes)
	return s.print(f.out, s.noted(imported))
}

// known returns the newest state of the session's network, nil where there is none yet.
func (s *session) known(ctx context.Context) (*graph.Graph, error) {
	if s.Network == "" {
		return nil, nil
	}
	store, err := s.openStore(ctx)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	info, err := newest(ctx, store, s.Network)
	if err != nil || info.Revision == 0 {
		return nil, err
	}
	return store.Load(ctx, s.Network, info.Revision)
}

// preview returns what an import would do to the network of the session, and keeps that as what the command has read.
func (s *session) preview(ctx context.Context, incoming *graph.Graph, replace bool) (*graph.Preview, error) {
	store, err := s.networkStore(ctx)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	return retried(func() (*graph.Preview, error) {
		info, err := newest(ctx, store, s.Network)
		if err != nil {
			return nil, err
		}
		s.read = graph.Empty()
		if info.Revision > 0 {
			if s.read, err = store.Load(ctx, s.Network, info.Revision); err != nil {
				return nil, err
			}
		}
		p, err := graph.PreviewOf(ctx, store, info, s.read, graph.ImportChanges(s.read, incoming, replace))
		return &p, err
	})
}

// noted returns what was done as it is printed: in text without its notes, which stand on standard error already.
func (s *session) noted(did graph.Imported) graph.Imported {
	if s.Format == "text" && !s.Quiet {
		did.Notes = nil
	}
	return did
}

func importMessage(files []string) string {
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = filepath.Base(file)
	}
	return graph.ImportMessage(strings.Join(names, ", "))
}

// importReading puts what was read into the newest state of the session's network.
func (s *session) importReading(ctx context.Context, store graph.Store, reading *source.Reading, o graph.ImportOptions) (graph.Imported, error) {
	did, err := retried(func() (graph.Imported, error) {
		base, err := newest(ctx, store, s.Network)
		if err != nil {
			return graph.Imported{}, err
		}
		o.Base, o.Commit.Author = base.Revision, s.author()
		return graph.Import(ctx, store, s.Network, reading.Graph, o)
	})
	did.Notes = append(did.Notes, reading.Notes...)
	return did, err
}
