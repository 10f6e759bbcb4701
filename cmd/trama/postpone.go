package main

import (
	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) postponeCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"postpone PROPOSTA --until DATA", "postpone SUGGESTION --until DATE"},
		short:   [2]string{"Rimanda una relazione che manca a dopo una data", "Puts a missing relation off until after a day"},
		example: `  trama postpone org-forno~org-parrocchia --until 2027-01-31 --network valdora`, argument: "suggestion",
		fields: []field{{name: "until", help: [2]string{"`DATA`, compresa: torna il giorno dopo", "`DATE`, that day too: it is back on the next"}}, {name: "family", help: [2]string{"`FAMIGLIA`", "`FAMILY`"}}},
		rule: func(v values) rule {
			r := tavolo.PostponeRequest{Until: v.text("until")}
			return s.about(v, func(src opened, found tavolo.Suggestion) (tavolo.Made, error) {
				r.Today = src.Today
				return tavolo.Postpone(src.Graph, found, r)
			})
		},
	})
}
