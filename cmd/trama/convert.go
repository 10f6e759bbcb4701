package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trama/graph"
	"trama/graph/source"
	"trama/render"
)

func (s *session) convertCommand() *cobra.Command {
	var f conversion
	cmd := &cobra.Command{
		Use:   s.say("convert SORGENTE… --to FORMATO", "convert SOURCE… --to FORMAT"),
		Short: s.say("Da un formato all'altro, tutto e senza lente", "From one format to another, everything and without a lens"),
		Long:  s.say("Formati: ", "Formats: ") + source.EncodingNames() + ".",
		Example: s.say(`  trama convert nodi.csv relazioni.csv --to graphml --out rete.graphml
  cat rete.json | trama convert - --from json --to graphml`, `  trama convert nodes.csv edges.csv --to graphml --out network.graphml
  cat network.json | trama convert - --from json --to graphml`),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.convert(cmd.Context(), f, args)
		},
	}
	f.readFlags.add(cmd, s)
	f.graphFile.add(cmd, s)
	return cmd
}

// conversion is what trama convert can be told.
type conversion struct {
	readFlags
	graphFile
}

// graphFile is what commands that write a graph can be told of the file.
type graphFile struct{ to, out, codebook string }

func (f *graphFile) add(cmd *cobra.Command, s *session) {
	cmd.Flags().StringVar(&f.to, "to", "", s.say("in questo `FORMATO`: ", "in this `FORMAT`: ")+source.EncodingNames())
	s.outFlag(cmd, &f.out)
	cmd.Flags().StringVar(&f.codebook, "codebook", "", s.say(
		"scrive in questo `FILE` anche una tabella di ciò che i dati sono e significano", "also writes a table of what the data are and mean to this `FILE`"))
}

// convert reads a source and writes it in another format.
func (s *session) convert(ctx context.Context, f conversion, args []string) error {
	format, err := s.encoding(f.graphFile)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return usage("no_file_named", "a file or a folder is needed", nil)
	}
	ctx, done := s.progress(ctx)
	defer done()
	reading, err := s.files(ctx, f.readFlags, args)
	if err != nil {
		return err
	}
	return s.writeGraph(ctx, f.graphFile, outgoing{graph: reading.Graph, format: format, notes: reading.Notes})
}

// outgoing is a graph that is to be written, with what reading it had to say.
type outgoing struct {
	graph   *graph.Graph
	format  source.Encoding
	notes   []graph.Sentence
	figures map[string]string // measures, by the attributes of nodes that hold them
}

// writeGraph writes a graph and its codebook, and then says what reading and writing had to say.
func (s *session) writeGraph(ctx context.Context, f graphFile, g outgoing) error {
	err := s.write(ctx, f.out, func(w io.Writer) error {
		written, err := g.format.Encode(w, g.graph)
		g.notes = append(slices.Clip(g.notes), written...)
		return err
	})
	if err == nil && f.codebook != "" {
		err = s.write(ctx, f.codebook, func(w io.Writer) error {
			return render.Codebook(w, render.Documented{Graph: g.graph, Figures: g.figures}, s.lang)
		})
	}
	if err == nil {
		s.note(g.notes)
	}
	return err
}

// encoding returns the format that --to names, or an error where what is written cannot go where it is to.
func (s *session) encoding(f graphFile) (source.Encoding, error) {
	format, known := source.FindEncoding(f.to)
	if !known {
		return format, usage("no_such_format", "--to is one of {values}", graph.V{"values": source.EncodingNames()})
	}
	if f.codebook != "" && samePlace(f.out, f.codebook) {
		return format, usage("codebook_apart", "a network and its codebook are two files: --out and --codebook name the same one", nil)
	}
	return format, s.checkArchive(f.to, f.out)
}

// samePlace tells whether what is written to one place would be lost in, or mixed with, what is written to another.
func samePlace(a, b string) bool {
	if a == "" {
		a = "-"
	}
	if filepath.Clean(a) == filepath.Clean(b) {
		return a != os.DevNull
	}
	one, err := os.Stat(a)
	other, failed := os.Stat(b)
	return err == nil && failed == nil && os.SameFile(one, other)
}

// checkArchive returns an error where both tables in one archive would go to a place that is no archive: to a file of
// another name, or onto a terminal.
func (s *session) checkArchive(to, out string) error {
	if to != "csv" || strings.HasSuffix(strings.ToLower(out), ".zip") || out == os.DevNull {
		return nil
	}
	if (out == "" || out == "-") && !s.screen {
		return nil
	}
	return usage("csv_is_archive", "--to csv is both tables in one archive: write --out FILE.zip, or --to nodes.csv and --to edges.csv, a file each", nil)
}
