package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/graph/tavolo"
	"trama/locale"
)

func (s *session) commitCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:   [2]string{"commit --by ATTORE,… --what TESTO", "commit --by ACTOR,… --what TEXT"},
		short: [2]string{"Un impegno, o un cambiamento di uno", "A commitment, or a change of one"},
		example: `  trama commit --by org-parrocchia --what "la sala due sere al mese" --gives space --for az-tavolata --due 2027-06-30 --network valdora
  trama commit --id imp-sala --state kept --network valdora`,
		fields: []field{
			{name: "by", help: [2]string{"`ATTORI` che si impegnano", "`ACTORS` who commit themselves"}},
			{name: "what", help: [2]string{"`TESTO` dell'impegno", "`TEXT` of the commitment"}},
			{name: "gives", help: [2]string{"che cosa mettono: `DONI` time, space, money, skill, contact", "what they give: `GIFTS` time, space, money, skill, contact"}},
			{name: "for", help: [2]string{"`ID` per cui: nodo, relazione, aspettativa o proposta", "`ID` it is for: a node, relation, expectation or suggestion"}},
			{name: "due", help: [2]string{"`DATA` entro cui", "`DATE` by which"}},
			{name: "state", help: [2]string{"`STATO`: proposed, agreed, under_way, kept, dropped", "`STATE`: proposed, agreed, under_way, kept, dropped"}},
			{name: "id", help: [2]string{"`ID` di un impegno che c'è, o del nuovo", "`ID` of a commitment that is there, or of the new one"}},
			{name: "goals", help: [2]string{"`TESTO` degli obiettivi del patto", "`TEXT` of the pact's goals"}},
			{name: "modes", help: [2]string{"`TESTO` delle modalità", "`TEXT` of how"}},
			{name: "support", help: [2]string{"`TESTO` del sostegno", "`TEXT` of the support"}},
			{name: "duration", help: [2]string{"`TESTO` della durata", "`TEXT` of the duration"}},
			{name: "revocation", help: [2]string{"`TESTO` di sospensione e revoca", "`TEXT` of suspension and revocation"}},
		},
		rule: func(v values) rule {
			r := tavolo.CommitRequest{
				ID: v.text("id"), By: v.list("by"), What: v.text("what"), Gives: locale.Entries("gift", v.list("gives")), For: v.text("for"), Due: v.text("due"), State: locale.Entry("state", v.text("state")),
				Goals: v.text("goals"), Modes: v.text("modes"), Support: v.text("support"), Duration: v.text("duration"), Revocation: v.text("revocation"),
			}
			return func(ctx context.Context, src opened) (recorded, error) { return s.commitFor(ctx, src, r) }
		},
	})
}

// commitFor makes a commitment; what it is for may be a suggestion.
func (s *session) commitFor(ctx context.Context, src opened, r tavolo.CommitRequest) (recorded, error) {
	r.Today = src.Today
	if r.For != "" {
		if _, known := tavolo.Lookup(src.Graph, r.For); !known {
			found, err := s.suggested(ctx, src, r.For, "")
			if err != nil {
				return recorded{}, err
			}
			r.Suggestion = &found
		}
	}
	return made(tavolo.Commit(src.Graph, r))
}
