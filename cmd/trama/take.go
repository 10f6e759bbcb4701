package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) takeCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"take PROPOSTA --by ATTORE,…", "take SUGGESTION --by ACTOR,…"},
		short:   [2]string{"Prende in carico una relazione che manca", "Takes a missing relation up"},
		example: `  trama take org-forno~org-parrocchia --by org-forno --due 2027-03-31 --network valdora`, argument: "suggestion",
		fields: []field{
			{name: "by", help: [2]string{"`ATTORI` che se ne occupano", "`ACTORS` who see to it"}},
			{name: "due", help: [2]string{"`DATA` entro cui", "`DATE` by which"}},
			{name: "what", help: [2]string{"`TESTO` di che cosa fanno", "`TEXT` of what they do"}},
			{name: "family", help: [2]string{"`FAMIGLIA`, se la coppia ne ha più d'una", "`FAMILY`, where the pair has more than one"}},
			{name: "id", help: [2]string{"`ID` dell'impegno (altrimenti commitment-N)", "`ID` of the commitment (else commitment-N)"}},
		},
		rule: func(_ *session, v values) (rule, error) {
			r := tavolo.TakeRequest{By: v.list("by"), Due: v.text("due"), What: v.text("what"), ID: v.text("id")}
			id, family := v.text("suggestion"), v.text("family")
			return func(ctx context.Context, src opened) (recorded, error) {
				found, err := s.suggested(ctx, src, id, family)
				if err != nil {
					return recorded{}, err
				}
				r.Today = src.Today
				return made(tavolo.Take(src.Graph, found, r))
			}, nil
		},
	})
}
