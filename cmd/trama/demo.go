package main

import (
	"context"
	"embed"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
	"trama/graph/source"
	"trama/handlers"
	"trama/render"
)

//go:embed valdora/*.csv
var valdora embed.FS

func (s *session) demoCommand() *cobra.Command {
	var open bool
	var folder string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: s.say("Valdora, un comune inventato: il rapporto in breve e le pagine", "Valdora, a fictional town: its report in short and the pages"),
		Long: s.say("Mette Valdora in un archivio provvisorio, che sparisce alla fine, o in quello di --store. Con --files scrive solo le sue due tabelle.",
			"Puts Valdora into a temporary store, gone at the end, or into that of --store. With --files it only writes its two tables."),
		Example: `  trama demo`,
		Args:    s.noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if folder != "" {
				return s.writeValdora(cmd.Context(), folder)
			}
			return s.demo(cmd.Context(), demonstration{ownStore: cmd.Flags().Changed("store"), open: open})
		},
	}
	cmd.Flags().StringVar(&folder, "files", "", s.say("scrive le tabelle di Valdora in questa `CARTELLA`, e basta", "writes the tables of Valdora into this `FOLDER`, and no more"))
	cmd.Flags().BoolVar(&open, "open", false, s.say("apre il browser", "opens the browser"))
	s.settingFlags(cmd.Flags(), "addr", "insecure-open", "read-only", "hosts", "seed")
	return cmd
}

// demonstration is how the demo runs.
type demonstration struct{ ownStore, open bool }

// demo puts Valdora into a store, prints its report in short and serves it.
func (s *session) demo(ctx context.Context, d demonstration) error {
	listener, err := handlers.Listen(ctx, s.Addr, s.InsecureOpen)
	if err != nil {
		return err
	}
	defer listener.Close()
	if !d.ownStore {
		folder, err := os.MkdirTemp("", "trama-demo-")
		if err != nil {
			return fileError(os.TempDir(), err)
		}
		defer os.RemoveAll(folder)
		s.Store = "sqlite:" + filepath.Join(folder, "trama.db")
	}
	s.Network = "valdora"
	if err := s.importValdora(ctx); err != nil {
		return err
	}
	if err := s.printShort(ctx); err != nil {
		return err
	}
	return s.serveOn(ctx, listener, d.open)
}

// valdoraTables are the files of the town.
func valdoraTables() []string { return []string{"valdora.nodes.csv", "valdora.edges.csv"} }

// writeValdora writes the tables of the town into a folder, made where it is missing, and prints their names. Files of
// these names are not touched.
func (s *session) writeValdora(ctx context.Context, folder string) error {
	os.MkdirAll(folder, 0o755) // what stands in the way is said of the first file
	for _, name := range valdoraTables() {
		file := filepath.Join(folder, name)
		if _, err := os.Lstat(file); err == nil {
			return graph.Fail(graph.Conflict, "trama.demo", graph.Say("file_there", "{file} is there already", graph.V{"file": file}))
		}
	}
	for _, name := range valdoraTables() {
		file := filepath.Join(folder, name)
		content, err := valdora.ReadFile("valdora/" + name)
		if err != nil {
			return err
		}
		if err := s.write(ctx, file, func(w io.Writer) error { _, err := w.Write(content); return err }); err != nil {
			return err
		}
		fmt.Fprintln(s.out, file)
	}
	return nil
}

// importValdora puts the town into the store of the session.
func (s *session) importValdora(ctx context.Context) error {
	reading, err := valdoraReading(ctx)
	if err != nil {
		return err
	}
	store, err := s.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	_, err = s.importReading(ctx, store, reading, graph.ImportOptions{Commit: graph.Commit{Message: "Valdora"}})
	return err
}

// valdoraReading reads the embedded tables.
func valdoraReading(ctx context.Context) (*source.Reading, error) {
	var files []source.File
	for _, name := range valdoraTables() {
		f, err := valdora.Open("valdora/" + name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		files = append(files, source.File{Name: name, Reader: f})
	}
	reading, err := source.Decode(ctx, files, source.Options{})
	if err != nil {
		return nil, err
	}
	reading.Graph, err = reading.Graph.Apply(graph.Changes{Attributes: graph.Attributes{}.With("title", graph.TextValue("Valdora"))})
	return reading, err
}

// printShort prints the report of the session's network in short.
func (s *session) printShort(ctx context.Context) error {
	src, err := s.network(ctx, "")
	if err != nil {
		return err
	}
	o := analysis.DefaultReportOptions()
	o.Limit, o.Seed = 3, s.Seed
	report, err := analysis.NewReport(ctx, src.Source, o)
	if err != nil {
		return err
	}
	view := src.view()
	view.Short = true
	return render.Text(s.out, render.Viewed{Result: report, View: view}, s.lang)
}
