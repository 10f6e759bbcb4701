package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
)

// planFlags are what trama plan can be told.
type planFlags struct {
	question
	goal   string
	budget int
}

func (s *session) planCommand() *cobra.Command {
	var f planFlags
	cmd := &cobra.Command{
		Use:   s.say("plan SORGENTE… --goal META", "plan SOURCE… --goal GOAL"),
		Short: s.say("L'elenco più corto di relazioni nuove per una meta", "The shortest list of new relations for a goal"),
		Long: s.say(`Mete: connected (un pezzo solo), robust-links (nessuna relazione è l'unica via), robust-actors (nessun attore
è l'unica via), needs-covered (ogni bisogno ha risposta). Con --budget N le N migliori; con una meta e
--budget, le N che più vi avvicinano.`, `Goals: connected (one piece), robust-links (no relation is the only way), robust-actors (no actor is the only
way), needs-covered (every need is answered). With --budget N the best N; with a goal and --budget
the N that lead nearest to it.`),
		Example: s.say(`  trama plan nodi.csv relazioni.csv --goal robust-links
  trama plan --network valdora --budget 5`, `  trama plan nodes.csv edges.csv --goal robust-links
  trama plan --network valdora --budget 5`),
		RunE: func(cmd *cobra.Command, args []string) error { return s.plan(cmd.Context(), f, args) },
	}
	f.add(cmd, s, "seed", "exact")
	cmd.Flags().StringVar(&f.goal, "goal", "", s.say("`META` da raggiungere", "`GOAL` to reach"))
	cmd.Flags().IntVar(&f.budget, "budget", 0, s.say("al massimo `N` relazioni nuove", "at most `N` new relations"))
	return cmd
}

// plan reads a source, plans and prints the plan.
func (s *session) plan(ctx context.Context, f planFlags, args []string) error {
	if f.goal == "" && f.budget == 0 {
		return usage("plan_without_goal", "a plan needs --goal or --budget", nil)
	}
	return s.answered(ctx, f.question, args, func(ctx context.Context, src opened, lens graph.Lens) (any, error) {
		return analysis.Plan(ctx, src.Source, analysis.PlanOptions{Lens: lens, Goal: f.goal, Budget: f.budget, Seed: s.Seed, Exact: s.Exact})
	})
}
