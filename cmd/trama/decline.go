package main

import (
	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) declineCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"decline PROPOSTA --why TESTO", "decline SUGGESTION --why TEXT"},
		short:   [2]string{"Scarta una relazione che manca: non torna più", "Turns a missing relation down: it does not come back"},
		example: `  trama decline org-forno~org-parrocchia --why "già provato" --network valdora`, argument: "suggestion",
		fields: []field{{name: "why", help: [2]string{"`TESTO` del perché", "`TEXT` of why"}}, {name: "family", help: [2]string{"`FAMIGLIA`", "`FAMILY`"}}},
		rule: func(v values) rule {
			r := tavolo.DeclineRequest{Why: v.text("why")}
			return s.about(v, func(src opened, found tavolo.Suggestion) (tavolo.Made, error) {
				return tavolo.Decline(src.Graph, found, r)
			})
		},
	})
}
