package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
)

// whatIfFlags are what trama whatif can be told.
type whatIfFlags struct {
	question
	add, remove, without texts
	changes              string
}

func (s *session) whatIfCommand() *cobra.Command {
	var f whatIfFlags
	cmd := &cobra.Command{
		Use:   s.say("whatif SORGENTE… --add A,B", "whatif SOURCE… --add A,B"),
		Short: s.say("Prima, dopo e differenza di modifiche non ancora fatte", "Before, after and difference of changes not made yet"),
		Long: s.say(`Prova relazioni in più o in meno, nodi che se ne vanno o un file di modifiche, e dice che cosa cambia.
Un ID che contiene una virgola si scrive fra virgolette.`, `Tries relations more or less, nodes that leave or a file of changes, and says what changes.
An ID that holds a comma is written in quotes.`),
		Example: s.say(`  trama whatif --network valdora --add org-biblioteca,per-vedovo
  trama whatif nodi.csv relazioni.csv --without anna --add '"Casa, Sport",orto'`, `  trama whatif --network valdora --add org-biblioteca,per-vedovo
  trama whatif nodes.csv edges.csv --without anna --add '"House, Sports",garden'`),
		RunE: func(cmd *cobra.Command, args []string) error { return s.whatIf(cmd.Context(), f, args) },
	}
	f.question.add(cmd, s, "seed", "exact")
	cmd.Flags().Var(&f.add, "add", s.say("relazione in più, `A,B[,TIPO]`; si ripete", "one relation more, `A,B[,TYPE]`; repeats"))
	cmd.Flags().Var(&f.remove, "remove", s.say("relazione in meno, `A,B[,TIPO]`; si ripete", "one relation less, `A,B[,TYPE]`; repeats"))
	cmd.Flags().Var(&f.without, "without", s.say("senza i nodi `ID[,ID]`; si ripete", "without the nodes `ID[,ID]`; repeats"))
	cmd.Flags().StringVar(&f.changes, "changes", "", s.say("`FILE` trama.changes/1", "`FILE` trama.changes/1"))
	return cmd
}

// whatIf reads a source, tries the changes and prints both states.
func (s *session) whatIf(ctx context.Context, f whatIfFlags, args []string) error {
	if f.changes == "" && len(f.add)+len(f.remove)+len(f.without) == 0 {
		return usage("whatif_nothing", "what to try is missing: --add A,B, --remove A,B, --without ID or --changes FILE", nil)
	}
	return s.answered(ctx, f.question, args, func(ctx context.Context, src opened, lens graph.Lens) (any, error) {
		o, err := f.options(s, src.Graph, lens)
		if err != nil {
			return nil, err
		}
		return analysis.WhatIf(ctx, src.Source, o)
	})
}

func (f whatIfFlags) options(s *session, g *graph.Graph, lens graph.Lens) (analysis.WhatIfOptions, error) {
	o := analysis.WhatIfOptions{Lens: lens, Seed: s.Seed, Exact: s.Exact}
	var err error
	if o.Add, err = relations(g, f.add); err != nil {
		return o, err
	}
	for _, r := range o.Add {
		if note, unknown := graph.UnknownType(r.Type, 0); unknown && !slices.Contains(g.Types(), r.Type) {
			s.note([]graph.Sentence{note}) // a name all the same, but probably mistyped
		}
	}
	if o.Remove, err = relations(g, f.remove); err != nil {
		return o, err
	}
	if o.Without, err = g.NodesNamed(f.without); err != nil {
		return o, err
	}
	if f.changes != "" {
		o.Changes, _, err = s.changesFile(f.changes)
	}
	return o, err
}

// relations returns the relations that A,B[,TYPE] name, between nodes of the graph.
func relations(g *graph.Graph, list texts) ([]analysis.Relation, error) {
	var out []analysis.Relation
	for _, text := range list {
		r, err := analysis.RelationNamed(text)
		if err != nil {
			return nil, err
		}
		for _, id := range []string{r.Source, r.Target} {
			if _, there := g.FindNode(id); !there {
				return nil, graph.NoNode("trama.relations", id)
			}
		}
		out = append(out, r)
	}
	return out, nil
}
