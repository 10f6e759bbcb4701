package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) declineCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"decline PROPOSTA --why TESTO", "decline SUGGESTION --why TEXT"},
		short:   [2]string{"Scarta una relazione che manca: non torna più", "Turns a missing relation down: it does not come back"},
		example: `  trama decline org-forno~org-parrocchia --why "già provato" --network valdora`, argument: "suggestion",
		fields: []field{{name: "why", help: [2]string{"`TESTO` del perché", "`TEXT` of why"}}, {name: "family", help: [2]string{"`FAMIGLIA`", "`FAMILY`"}}},
		rule: func(_ *session, v values) (rule, error) {
			r, id, family := tavolo.DeclineRequest{Why: v.text("why")}, v.text("suggestion"), v.text("family")
			return func(ctx context.Context, src opened) (recorded, error) {
				found, err := s.suggested(ctx, src, id, family)
				if err != nil {
					return recorded{}, err
				}
				return made(tavolo.Decline(src.Graph, found, r))
			}, nil
		},
	})
}
