package main

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trama/graph"
	"trama/graph/source"
)

func (s *session) convertCommand() *cobra.Command {
	var f readFlags
	var to, out string
	cmd := &cobra.Command{
		Use:   s.say("convert SORGENTE… --to FORMATO", "convert SOURCE… --to FORMAT"),
		Short: s.say("Da un formato all'altro, tutto e senza lente", "From one format to another, everything and without a lens"),
		Long:  s.say("Formati: ", "Formats: ") + source.EncodingNames() + ".",
		Example: s.say(`  trama convert nodi.csv relazioni.csv --to graphml --out rete.graphml
  cat rete.json | trama convert - --from json --to graphml`, `  trama convert nodes.csv edges.csv --to graphml --out network.graphml
  cat network.json | trama convert - --from json --to graphml`),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.convert(cmd.Context(), conversion{f, to, out}, args)
		},
	}
	f.add(cmd, s)
	s.toFlag(cmd, &to)
	s.outFlag(cmd, &out)
	return cmd
}

// conversion is what trama convert can be told.
type conversion struct {
	read    readFlags
	to, out string
}

// convert reads a source and writes it in another format.
func (s *session) convert(ctx context.Context, f conversion, args []string) error {
	format, err := encodingOf(f.to)
	if err != nil {
		return err
	}
	if err := s.checkArchive(f.to, f.out); err != nil {
		return err
	}
	if len(args) == 0 {
		return usage("no_file_named", "a file or a folder is needed", nil)
	}
	ctx, done := s.progress(ctx)
	defer done()
	reading, err := s.files(ctx, f.read, args)
	if err != nil {
		return err
	}
	return s.writeGraph(ctx, f.out, outgoing{reading.Graph, format, reading.Notes})
}

// outgoing is a graph that is to be written, with what reading it had to say.
type outgoing struct {
	graph  *graph.Graph
	format source.Encoding
	notes  []graph.Sentence
}

// writeGraph writes a graph and then says what reading and writing it had to say.
func (s *session) writeGraph(ctx context.Context, out string, g outgoing) error {
	err := s.write(ctx, out, func(w io.Writer) error {
		written, err := g.format.Encode(w, g.graph)
		g.notes = append(slices.Clip(g.notes), written...)
		return err
	})
	if err == nil {
		s.note(g.notes)
	}
	return err
}

// encodingOf returns the format that --to names.
func encodingOf(to string) (source.Encoding, error) {
	format, known := source.FindEncoding(to)
	if !known {
		return format, usage("no_such_format", "--to is one of {values}", graph.V{"values": source.EncodingNames()})
	}
	return format, nil
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

func (s *session) toFlag(cmd *cobra.Command, to *string) {
	cmd.Flags().StringVar(to, "to", "", s.say("in questo `FORMATO`: ", "in this `FORMAT`: ")+source.EncodingNames())
}
