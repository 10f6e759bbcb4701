package main

import (
	"context"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"trama/graph"
)

func (s *session) convertCommand() *cobra.Command {
	var f readFlags
	var to, out string
	cmd := &cobra.Command{
		Use:   s.say("convert SORGENTE… --to FORMATO", "convert SOURCE… --to FORMAT"),
		Short: s.say("Da un formato all'altro, tutto e senza lente", "From one format to another, everything and without a lens"),
		Long:  s.say("Formati: ", "Formats: ") + formatList() + ".",
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
	encode, err := encoder(f.to)
	if err != nil {
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
	return s.writeGraph(f.out, reading.Graph, encode, reading.Notes)
}

// writeGraph writes a graph and then says what reading and writing it had to say.
func (s *session) writeGraph(out string, g *graph.Graph, encode encoding, notes []graph.Sentence) error {
	err := s.write(out, func(w io.Writer) error {
		written, err := encode(w, g)
		notes = append(slices.Clip(notes), written...)
		return err
	})
	if err == nil {
		s.note(notes)
	}
	return err
}
