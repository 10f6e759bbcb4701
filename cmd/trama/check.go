package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/graph"
	"trama/render"
)

func (s *session) checkCommand() *cobra.Command {
	var f readFlags
	var out string
	cmd := &cobra.Command{
		Use:   s.say("check SORGENTE…", "check SOURCE…"),
		Short: s.say("Che cosa si importerebbe, e riga per riga che cosa no e perché", "What would be imported, and row by row what not and why"),
		Long: s.say("Non conserva niente. Esce con 3 dove qualcosa sarebbe rifiutato.",
			"Nothing is stored. It exits with 3 where anything would be refused."),
		Example: s.say(`  trama check nodi.csv relazioni.csv`, `  trama check nodes.csv edges.csv`),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.check(cmd.Context(), f, args, out) },
	}
	f.add(cmd, s)
	s.settingFlags(cmd.Flags(), "format")
	s.outFlag(cmd, &out)
	return cmd
}

// check reads files and prints what would be imported of them, and what that would change in the network into which they go.
func (s *session) check(ctx context.Context, f readFlags, args []string, out string) error {
	if len(args) == 0 {
		return usage("no_file_named", "a file or a folder is needed", nil)
	}
	ctx, done := s.progress(ctx)
	defer done()
	f.Check = true
	reading, err := s.files(ctx, f, args)
	if err != nil {
		return err
	}
	checked := reading.Check()
	if f.Known != nil && s.Network != "" && (reading.RefusedCount == 0 || f.SkipRefused) {
		if checked.Preview, err = s.preview(ctx, reading.Graph, f.Replace); err != nil {
			return err
		}
	}
	done()
	if err := s.printView(ctx, out, checked, render.View{Graph: s.read}); err != nil {
		return err
	}
	if len(checked.Refused) > 0 {
		return silent{graph.Invalid}
	}
	return nil
}
