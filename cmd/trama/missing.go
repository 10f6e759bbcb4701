package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// missingFlags are what trama missing can be told.
type missingFlags struct {
	question
	family, between, sector, line, involv texts
	sort                                  string
	offset                                int
}

func (s *session) missingCommand() *cobra.Command {
	var f missingFlags
	cmd := &cobra.Command{
		Use:   s.say("missing SORGENTE…", "missing SOURCE…"),
		Short: s.say("Le relazioni che mancano, in ordine e spiegate", "The missing relations, ranked and explained"),
		Long: s.say(`Propone le relazioni che mancano: perché, che cosa cambierebbero, chi può presentare i due e il primo passo.
Famiglie: reconnect (ricucire), reinforce (rinforzare), shortcut (accorciare), likely (verosimile), coverage
(bisogno scoperto), reciprocity (reciprocità).`, `Proposes the missing relations: why, what they would change, who can introduce the two, and the first step.
Families: reconnect, reinforce, shortcut, likely, coverage, reciprocity.`),
		Example: s.say(`  trama missing nodi.csv relazioni.csv --limit 10
  trama missing --network valdora --family reconnect --format html --out proposte.html`, `  trama missing nodes.csv edges.csv --limit 10
  trama missing --network valdora --family reconnect --format html --out suggestions.html`),
		RunE: func(cmd *cobra.Command, args []string) error { return s.missing(cmd.Context(), f, args) },
	}
	f.add(cmd, s, "limit", "seed", "exact")
	flags := cmd.Flags()
	flags.Var(&f.family, "family", s.say("solo questa `FAMIGLIA` di proposte; si ripete", "only this `FAMILY` of suggestions; repeats"))
	flags.Var(&f.between, "between", s.say("solo fra due tipi: `TIPO,TIPO`", "only between two kinds: `KIND,KIND`"))
	flags.Var(&f.sector, "sector", s.say("solo con un capo in questo `SETTORE`; si ripete", "only with an end in this `SECTOR`; repeats"))
	flags.Var(&f.line, "line", s.say("solo con un capo su questa `LINEA`; si ripete", "only with an end on this `LINE`; repeats"))
	flags.Var(&f.involv, "involving", s.say("solo quelle del nodo con questo `ID`; si ripete", "only those of the node with this `ID`; repeats"))
	flags.StringVar(&f.sort, "sort", "", s.say("in ordine di `ASSE` plausibility o benefit", "in order of `AXIS` plausibility or benefit"))
	flags.IntVar(&f.offset, "offset", 0, s.say("salta le prime `N`", "skips the first `N`"))
	return cmd
}

// missing reads a source, looks for missing relations and prints them.
func (s *session) missing(ctx context.Context, f missingFlags, args []string) error {
	var notes []graph.Sentence
	f.lens.note = func(said []graph.Sentence) { notes = said }
	return s.answered(ctx, f.question, args, func(ctx context.Context, src opened, lens graph.Lens) (any, error) {
		o, err := f.options(s, src.Graph)
		if err != nil {
			return nil, err
		}
		o.Lens, o.Notes = lens, append(notes, o.Notes...)
		return analysis.Missing(ctx, src.Source, o)
	})
}

func (f missingFlags) options(s *session, g *graph.Graph) (analysis.MissingOptions, error) {
	o := analysis.DefaultMissingOptions()
	o.Seed, o.Exact, o.Sort, o.Offset = s.Seed, s.Exact, f.sort, f.offset
	if s.Limit != nil {
		o.Limit = *s.Limit
	}
	var err error
	if o.Involving, err = g.NodesNamed(f.involv); err != nil {
		return o, err
	}
	for _, list := range []struct {
		flag texts
		to   *[]string
	}{{f.family, &o.Family}, {f.between, &o.Between}, {f.sector, &o.Sector}, {f.line, &o.Line}} {
		if *list.to, err = list.flag.items(); err != nil {
			return o, err
		}
	}
	o.Family, o.Sort = locale.Entries("family", o.Family), locale.Entry("measure", o.Sort)
	ends, notes := locale.ByEnds{Sector: o.Sector, Line: o.Line, Between: o.Between}.Meant(g)
	o.Sector, o.Line, o.Notes = ends.Sector, ends.Line, append(o.Notes, notes...)
	return o, nil
}
