package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) postponeCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"postpone PROPOSTA --until DATA", "postpone SUGGESTION --until DATE"},
		short:   [2]string{"Rimanda una relazione che manca a dopo una data", "Puts a missing relation off until after a day"},
		example: `  trama postpone org-forno~org-parrocchia --until 2027-01-31 --network valdora`, argument: "suggestion",
		fields: []field{{name: "until", help: [2]string{"`DATA`, compresa: torna il giorno dopo", "`DATE`, that day too: it is back on the next"}}, {name: "family", help: [2]string{"`FAMIGLIA`", "`FAMILY`"}}},
		rule: func(_ *session, v values) (rule, error) {
			r, id, family := tavolo.PostponeRequest{Until: v.text("until")}, v.text("suggestion"), v.text("family")
			return func(ctx context.Context, src opened) (recorded, error) {
				found, err := s.suggested(ctx, src, id, family)
				if err != nil {
					return recorded{}, err
				}
				r.Today = src.Today
				return made(tavolo.Postpone(src.Graph, found, r))
			}, nil
		},
	})
}
