package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/graph"
)

// minutesFlags are what trama minutes can be told.
type minutesFlags struct {
	question
	meeting, since string
}

func (s *session) minutesCommand() *cobra.Command {
	var f minutesFlags
	cmd := &cobra.Command{
		Use:   s.say("minutes --network RETE", "minutes --network NETWORK"),
		Short: s.say("Il verbale di un incontro: chi c'era, che cosa si è deciso, che cosa è cambiato", "The minutes of a meeting: who was there, what was decided, what has changed"),
		Long: s.say(`Mette in fila ciò che la rete ha registrato a un incontro: presenti, voti e priorità, validazioni e voci, relazioni che
mancavano prese in carico o scartate, bisogni, aspettative, impegni con chi e per quando, e che cosa è cambiato nella mappa.
L'incontro va dall'istantanea di quello prima (o da prima che fosse scritto) alla propria, o fino all'incontro dopo, o alla revisione più recente.`, `Puts in order what the network recorded at a meeting: who was there, votes and priorities, validations and voices, missing
relations taken up or turned down, needs, expectations, commitments with who and by when, and what has changed in the map.
The meeting goes from the snapshot of the one before (or from before it was written) to its own, or up to the next one, or to the newest revision.`),
		Example: s.say(`  trama minutes --network valdora
  trama minutes --network valdora --meeting incontro-2 --format html --out verbale.html
  trama minutes --network valdora --since 1`, `  trama minutes --network valdora
  trama minutes --network valdora --meeting incontro-2 --format html --out minutes.html
  trama minutes --network valdora --since 1`),
		RunE: func(cmd *cobra.Command, args []string) error { return s.minutes(cmd.Context(), f, args) },
	}
	f.add(cmd, s, "seed", "exact")
	cmd.Flags().StringVar(&f.meeting, "meeting", "", s.say("`ID` dell'incontro (altrimenti il più recente)", "`ID` of the meeting (else the newest)"))
	cmd.Flags().StringVar(&f.since, "since", "", s.say("com'era prima: `REVISIONE` o istantanea di --network", "how it was before: `REVISION` or snapshot of --network"))
	return cmd
}

// minutes reads a source as it was after a meeting and before it, and prints what the meeting recorded.
func (s *session) minutes(ctx context.Context, f minutesFlags, args []string) error {
	ctx, done := s.progress(ctx)
	defer done()
	before, after, err := s.aroundMeeting(ctx, f, args)
	if err != nil {
		return err
	}
	o := analysis.MinutesOptions{Meeting: f.meeting, Seed: s.Seed, Exact: s.Exact}
	if o.Lens, err = f.lens.lens(after.Graph); err != nil {
		return err
	}
	result, err := analysis.NewMinutes(ctx, before, after.Source, o)
	if err != nil {
		return err
	}
	done()
	return s.printView(ctx, f.out, result, after.view())
}

// aroundMeeting returns the states before and after a meeting; files have one state only, and nothing before it.
func (s *session) aroundMeeting(ctx context.Context, f minutesFlags, args []string) (*analysis.Source, opened, error) {
	after, err := s.source(ctx, f.source, args)
	if err != nil {
		return nil, after, err
	}
	if after.Network == "" {
		if f.since != "" {
			return nil, after, usage("since_without_network", "--since needs --network", nil)
		}
		return nil, after, nil
	}
	store, err := s.openStore(ctx)
	if err != nil {
		return nil, after, err
	}
	defer store.Close()
	span, err := graph.SpanOf(ctx, store, after.info, graph.SpanAsked{Meeting: f.meeting, Since: f.since, At: f.source.at})
	if err != nil {
		return nil, after, err
	}
	if span.To != after.Revision {
		if after, err = loadedAt(ctx, store, after.info, span.To); err != nil {
			return nil, after, err
		}
		s.read = after.Graph
	}
	if span.From == 0 {
		return nil, after, nil
	}
	before, err := loadedAt(ctx, store, after.info, span.From)
	return &before.Source, after, err
}
