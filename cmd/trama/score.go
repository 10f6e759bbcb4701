package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
	"trama/graph/csv"
)

// scoreFlags are what trama score can be told.
type scoreFlags struct {
	question
	pairs string
}

func (s *session) scoreCommand() *cobra.Command {
	var f scoreFlags
	cmd := &cobra.Command{
		Use:   s.say("score SORGENTE… --pairs FILE", "score SOURCE… --pairs FILE"),
		Short: s.say("Quanto sono plausibili certe coppie", "How plausible given pairs are"),
		Long: s.say("FILE è una tabella con source e target; il risultato ha una riga per coppia, nello stesso ordine e verso.",
			"FILE is a table with source and target; the result has a row for each pair, in the same order and orientation."),
		Example: s.say(`  trama score nodi.csv relazioni.csv --pairs coppie.csv --format csv`, `  trama score nodes.csv edges.csv --pairs pairs.csv --format csv`),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.score(cmd.Context(), f, args) },
	}
	f.add(cmd, s, "seed")
	cmd.Flags().StringVar(&f.pairs, "pairs", "", s.say("`FILE` delle coppie; - è standard input", "`FILE` of pairs; - is standard input"))
	return cmd
}

// score reads a source and pairs, scores the pairs and prints a row for each.
func (s *session) score(ctx context.Context, f scoreFlags, args []string) error {
	if f.pairs == "" {
		return usage("no_pairs", "--pairs FILE is needed", nil)
	}
	return s.answered(ctx, f.question, args, func(ctx context.Context, src opened, lens graph.Lens) (any, error) {
		pairs, err := s.pairs(ctx, f.pairs, src.Graph)
		if err != nil {
			return nil, err
		}
		return analysis.Score(ctx, src.Source, analysis.ScoreOptions{Lens: lens, Pairs: pairs, Seed: s.Seed})
	})
}

// pairs reads a table of pairs. An end that the graph does not have is refused with its line, and so is a pair of one
// node with itself.
func (s *session) pairs(ctx context.Context, name string, g *graph.Graph) ([][2]string, error) {
	table, err := s.records(ctx, name)
	if err != nil {
		return nil, err
	}
	return pairsOf(table, g)
}

func pairsOf(table csv.Records, g *graph.Graph) ([][2]string, error) {
	refused := &graph.Refused{}
	from, to, ok := table.Ends()
	if !ok {
		refused.Add(graph.Refusal{File: table.Name, Why: graph.Say("no_pair_columns", "a table of pairs has a column source and a column target", nil)})
	}
	pairs := make([][2]string, 0, len(table.Rows))
	for _, row := range table.Rows {
		if !ok {
			break
		}
		pair := [2]string{row.Cells[from], row.Cells[to]}
		if why, wrong := pairFault(pair, g); wrong {
			refused.Add(graph.Refusal{File: table.Name, Line: row.Line, Why: why})
		}
		pairs = append(pairs, pair)
	}
	if refused.Count > 0 {
		return nil, &graph.Error{Kind: graph.Invalid, Op: "trama.pairs", Err: refused}
	}
	return pairs, nil
}

func pairFault(ends [2]string, g *graph.Graph) (graph.Sentence, bool) {
	for _, id := range ends {
		if _, there := g.FindNode(id); !there {
			return graph.Say("no_node", "there is no node {id}", graph.V{"id": id}), true
		}
	}
	if ends[0] == ends[1] {
		return graph.Say("pair_of_one", "a pair is of two nodes, not of one with itself", nil), true
	}
	return graph.Sentence{}, false
}
