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
	of, after, err := s.aroundMeeting(ctx, f, args)
	if err != nil {
		return err
	}
	o := analysis.MinutesOptions{Meeting: f.meeting, Seed: s.Seed, Exact: s.Exact}
	if o.Lens, err = f.lens.lens(after.Graph); err != nil {
		return err
	}
	result, err := analysis.NewMinutes(ctx, of, o)
	if err != nil {
		return err
	}
	done()
	return s.printView(ctx, f.out, result, after.view())
}

// aroundMeeting returns the states around a meeting, and what the one after it was read from; files have one state only, and
// nothing before it.
func (s *session) aroundMeeting(ctx context.Context, f minutesFlags, args []string) (of analysis.MinutesStates, after opened, err error) {
	if after, err = s.source(ctx, f.source, args); err != nil {
		return of, after, err
	}
	if after.Network != "" {
		of, after, err = s.stateSpan(ctx, f, after)
	} else if f.since != "" {
		err = usage("since_without_network", "--since needs --network", nil)
	}
	of.After = after.Source
	return of, after, err
}

// stateSpan returns the states before a meeting that are known, and the one after it.
func (s *session) stateSpan(ctx context.Context, f minutesFlags, after opened) (of analysis.MinutesStates, _ opened, err error) {
	store, err := s.openStore(ctx)
	if err != nil {
		return of, after, err
	}
	defer store.Close()
	span, err := graph.SpanOf(ctx, store, after.info, graph.SpanAsked{Meeting: f.meeting, Since: f.since, At: f.source.at})
	if err != nil {
		return of, after, err
	}
	if span.To != after.Revision {
		if after, err = loadedAt(ctx, store, after.info, span.To); err != nil {
			return of, after, err
		}
		s.read = after.Graph
	}
	at := func(revision graph.Revision) *analysis.Source {
		var before opened
		if err == nil && revision > 0 {
			before, err = loadedAt(ctx, store, after.info, revision)
			return &before.Source
		}
		return nil
	}
	if of.Before = at(span.From); span.Eve > span.From {
		of.Eve = at(span.Eve)
	}
	return of, after, err
}
