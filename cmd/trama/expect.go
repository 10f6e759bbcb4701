package main

import (
	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) expectCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"expect --from X --of Y --what TESTO", "expect --from X --of Y --what TEXT"},
		short:   [2]string{"Che cosa uno si aspetta da un altro", "What one expects of another"},
		example: `  trama expect --from sector:citizens --of org-comune --what "orari serali" --network valdora`,
		fields: []field{
			{name: "from", help: [2]string{"`ATTORE` o settore (sector:citizens)", "`ACTOR` or sector (sector:citizens)"}},
			{name: "of", help: [2]string{"`ATTORE` o settore", "`ACTOR` or sector"}},
			{name: "what", help: [2]string{"`TESTO` di ciò che si aspetta", "`TEXT` of what is expected"}},
			{name: "condition", help: [2]string{"`TESTO` della condizione", "`TEXT` of the condition"}},
		},
		rule: func(v values) rule {
			return ruleOf(tavolo.Expect, tavolo.ExpectRequest{From: v.text("from"), Of: v.text("of"), What: v.text("what"), Condition: v.text("condition")})
		},
	})
}
