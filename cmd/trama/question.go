package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/graph"
)

// question is what every analysis of one source can be told: what is read, what counts, and where the answer goes.
type question struct {
	source sourceFlags
	lens   lensFlags
	out    string
}

// add adds the flags, with those of the settings that the analysis goes by.
func (q *question) add(cmd *cobra.Command, s *session, settings ...string) {
	q.source.add(cmd, s)
	q.lens.add(cmd, s)
	s.settingFlags(cmd.Flags(), append(settings, "format")...)
	s.outFlag(cmd, &q.out)
}

// answered reads a source, analyses what the lens leaves of it and prints the result.
func (s *session) answered(ctx context.Context, q question, args []string, analyse func(context.Context, opened, graph.Lens) (any, error)) error {
	ctx, done := s.progress(ctx)
	defer done()
	src, err := s.source(ctx, q.source, args)
	if err != nil {
		return err
	}
	lens, err := q.lens.lens(src.Graph)
	if err != nil {
		return err
	}
	result, err := analyse(ctx, src, lens)
	if err != nil {
		return err
	}
	done()
	return s.printView(ctx, q.out, result, src.view())
}
