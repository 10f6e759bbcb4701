package main

import (
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
		rule: func(v values) rule {
			r := tavolo.TakeRequest{By: v.list("by"), Due: v.text("due"), What: v.text("what"), ID: v.text("id")}
			return s.about(v, func(src opened, found tavolo.Suggestion) (tavolo.Made, error) {
				r.Today = src.Today
				return tavolo.Take(src.Graph, found, r)
			})
		},
	})
}
