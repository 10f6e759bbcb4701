package main

import (
	"context"
	"io"
	"os"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
	"trama/graph/source"
	"trama/render"
)

// readFlags are the flags of reading files.
type readFlags struct{ source.Options }

func (r *readFlags) add(cmd *cobra.Command, s *session) {
	f := cmd.Flags()
	f.StringVar(&r.From, "from", "", s.say("`FORMATO` di ciò che arriva da standard input (-): csv, xlsx, ods, graphml, gexf, json …", "`FORMAT` of what comes from standard input (-): csv, xlsx, ods, graphml, gexf, json …"))
	f.StringVar(&r.Weight, "weight", "", s.say("`COLONNA` del peso, o none: nessuna", "`COLUMN` of the weight, or none"))
	f.Var((*texts)(&r.Relations), "relations", s.say("`COLONNA` che nomina altri nodi, per farne relazioni; si ripete", "`COLUMN` that names other nodes, to make relations of it; repeats"))
	f.StringVar(&r.Matrix, "matrix", "", s.say("fa di ogni segno (x, 1) una relazione di questo `TIPO`, dalla riga alla colonna", "makes of each mark (x, 1) a relation of this `TYPE`, from the row to the column"))
	f.StringVar(&r.DefaultKind, "default-kind", "", s.say("`TIPO` dei nodi che non ne dicono uno", "`KIND` of the nodes that say none"))
	f.BoolVar(&r.SkipRefused, "skip-refused", false, s.say("prende il resto e elenca le righe rifiutate", "takes the rest and lists the refused rows"))
	f.BoolVar(&r.Contacts, "contacts", false, s.say("di un elenco di servizi (HSDS) prende anche contatti, telefoni ed e-mail", "of a service directory (HSDS) takes contacts, telephone numbers and e-mail too"))
}

// sourceFlags are the flags of commands that read files or a network of the store.
type sourceFlags struct {
	readFlags
	at    string
	given func(flag string) bool
}

func (f *sourceFlags) add(cmd *cobra.Command, s *session) {
	f.readFlags.add(cmd, s)
	s.settingFlags(cmd.Flags(), "network")
	cmd.Flags().StringVar(&f.at, "at", "", s.say("`REVISIONE` o nome di un'istantanea (altrimenti la più recente)", "`REVISION` or name of a snapshot (else the newest)"))
	f.given = cmd.Flags().Changed
}

// opened is a source and the name of its revision, where it has one.
type opened struct {
	analysis.Source
	snapshot string
	info     graph.NetworkInfo // of a network of the store
}

// view is what the page of a result shows of its source.
func (o opened) view() render.View {
	return render.View{Title: o.Graph.Attributes().Get("title").String(), Snapshot: o.snapshot, Graph: o.Graph}
}

// source returns the graph that the arguments name: files, or with --network a network of the store.
func (s *session) source(ctx context.Context, f sourceFlags, files []string) (opened, error) {
	switch {
	case len(files) > 0 && f.at != "" && !f.given("network"):
		return opened{}, usage("at_of_network", "--at is of a network of the store (--network): files have one state only", nil)
	case len(files) > 0 && f.given("network"):
		return opened{}, usage("files_or_network", "files or --network, not both", nil)
	case len(files) > 0:
		reading, err := s.files(ctx, f.readFlags, files)
		if err != nil {
			return opened{}, err
		}
		s.read = reading.Graph
		if s.Format == "csv" {
			s.note(reading.Notes) // a table has no place for them
		}
		return opened{Source: analysis.Source{Graph: reading.Graph, Notes: reading.Notes}}, nil
	case s.Network != "":
		return s.network(ctx, f.at)
	}
	return opened{}, usage("no_source", "a file, a folder or --network NAME is needed", nil)
}

// files reads files, folders and archives.
func (s *session) files(ctx context.Context, f readFlags, files []string) (*source.Reading, error) {
	f.Stdin, f.Limits = s.in, s.limits()
	return source.Open(ctx, files, f.Options)
}

// input opens a file, or with "-" standard input.
func (s *session) input(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(s.in), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	return f, nil
}

func (s *session) limits() graph.Limits {
	l := s.Limits
	return graph.Limits{Value: l.Value, NodeID: l.NodeID, EdgeID: l.EdgeID, Depth: l.Depth, Members: l.Members, Unpacked: l.Unpacked}
}

// network reads the network of --network at a revision or snapshot, "" being the newest.
func (s *session) network(ctx context.Context, at string) (opened, error) {
	store, err := s.networkStore(ctx)
	if err != nil {
		return opened{}, err
	}
	defer store.Close()
	src, err := loaded(ctx, store, s.Network, at)
	s.read = src.Graph
	return src, err
}

// needNetwork returns an error where no network is named, or by a name that no network can have.
func (s *session) needNetwork() error {
	if s.Network == "" {
		return usage("no_network_named", "--network NAME is needed", nil)
	}
	return graph.CheckNetworkName(s.Network)
}

// networkStore opens the store in which the network named is.
func (s *session) networkStore(ctx context.Context) (graph.Store, error) {
	if err := s.needNetwork(); err != nil {
		return nil, err
	}
	return s.openStore(ctx)
}

// loaded reads one revision of a network.
func loaded(ctx context.Context, store graph.Store, network, at string) (opened, error) {
	info, err := store.Info(ctx, network)
	if err != nil {
		return opened{}, err
	}
	revision, err := info.At(at)
	if err != nil {
		return opened{}, err
	}
	return loadedAt(ctx, store, info, revision)
}

// loadedAt reads a revision of a network of which the rest is known.
func loadedAt(ctx context.Context, store graph.Store, info graph.NetworkInfo, revision graph.Revision) (opened, error) {
	g, err := store.Load(ctx, info.Network, revision)
	if err != nil {
		return opened{}, err
	}
	return opened{analysis.SourceAt(info, revision, g), info.SnapshotOf(revision), info}, nil
}
