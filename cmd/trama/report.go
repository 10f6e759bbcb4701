package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/analysis"
	"trama/render"
)

// reportFlags are what trama report can be told.
type reportFlags struct {
	question
	without texts
	by      texts
	since   string
	meeting bool
}

func (s *session) reportCommand() *cobra.Command {
	var f reportFlags
	cmd := &cobra.Command{
		Use:   s.say("report SORGENTE…", "report SOURCE…"),
		Short: s.say("Il rapporto sulla frammentazione", "The fragmentation report"),
		Long: s.say(`Dice quanto la rete è a pezzi, dove è fragile, chi resta solo e che cosa funziona già.
Una SORGENTE è un file, una cartella o un archivio; con --network si legge l'archivio.`, `Says how far the network is in pieces, where it is fragile, who is alone and what works already.
A SOURCE is a file, a folder or an archive; with --network the store is read.`),
		Example: s.say(`  trama report nodi.csv relazioni.csv
  trama report --network valdora --format html --out rapporto.html
  trama report --network valdora --kind '!place' --without per-coordinatrice
  trama report --network valdora --for-meeting --format html --out fascicolo.html`, `  trama report nodes.csv edges.csv
  trama report --network valdora --format html --out report.html
  trama report --network valdora --kind '!place' --without per-coordinatrice
  trama report --network valdora --for-meeting --format html --out pack.html`),
		RunE: func(cmd *cobra.Command, args []string) error { return s.report(cmd.Context(), f, args) },
	}
	f.add(cmd, s, "limit", "seed", "exact")
	cmd.Flags().Var(&f.without, "without", s.say("confronta con e senza `ID[,ID]`; si ripete", "compares with and without `ID[,ID]`; repeats"))
	cmd.Flags().Var(&f.by, "by", s.say("altro `ATTRIBUTO` di cui dire l'apertura; si ripete", "more `ATTRIBUTE` to tell the openness of; repeats"))
	cmd.Flags().BoolVar(&f.meeting, "for-meeting", false, s.say("il fascicolo per l'incontro: l'ordine del giorno, con ciò che c'è da discutere", "the pack for the meeting: the agenda, with what there is to discuss"))
	cmd.Flags().StringVar(&f.since, "since", "", s.say("confronta con questa `REVISIONE` o istantanea di --network", "compares with this `REVISION` or snapshot of --network"))
	return cmd
}

// report reads a source, analyses it and prints the report.
func (s *session) report(ctx context.Context, f reportFlags, args []string) error {
	ctx, done := s.progress(ctx)
	defer done()
	src, err := s.source(ctx, f.source, args)
	if err != nil {
		return err
	}
	o, err := f.options(s, src)
	if err != nil {
		return err
	}
	result, err := analysis.NewReport(ctx, src.Source, o)
	if err != nil {
		return err
	}
	view, err := s.reportView(ctx, f, src, o)
	if err != nil {
		return err
	}
	done()
	return s.printView(ctx, f.out, result, view)
}

// reportView returns what stands beside the figures of a report: the first missing relations, and what changed since.
func (s *session) reportView(ctx context.Context, f reportFlags, src opened, o analysis.ReportOptions) (render.View, error) {
	view := src.view()
	view.ForMeeting = f.meeting
	var err error
	if search, inTime := analysis.MissingBeside(src.Source, o, f.meeting); inTime && (f.meeting || s.Format == "html") {
		if view.Missing, err = analysis.Missing(ctx, src.Source, search); err != nil {
			return view, err
		}
	}
	if f.since == "" {
		return view, nil
	}
	if src.Network == "" {
		return view, usage("since_without_network", "--since needs --network", nil)
	}
	then, err := s.network(ctx, f.since)
	if err != nil {
		return view, err
	}
	view.Since, err = analysis.Compare(ctx, then.Source, src.Source, analysis.CompareOptions{Lens: o.Lens, Seed: o.Seed, Exact: o.Exact})
	return view, err
}

func (f reportFlags) options(s *session, src opened) (analysis.ReportOptions, error) {
	o := analysis.DefaultReportOptions()
	o.Seed, o.Exact = s.Seed, s.Exact
	if s.Limit != nil {
		o.Limit = *s.Limit
	}
	var err error
	if o.Lens, err = f.lens.lens(src.Graph); err != nil {
		return o, err
	}
	if o.By, err = f.by.items(); err != nil {
		return o, err
	}
	for _, text := range f.without {
		set, err := src.Graph.NodesNamed([]string{text})
		if err != nil {
			return o, err
		}
		o.Without = append(o.Without, set)
	}
	return o, nil
}
