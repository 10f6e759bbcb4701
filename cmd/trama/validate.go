package main

import (
	"github.com/spf13/cobra"

	"trama/graph/tavolo"
	"trama/locale"
)

func (s *session) validateCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"validate ID… --as STATO --by ATTORE", "validate ID… --as STATUS --by ACTOR"},
		short:   [2]string{"Conferma, contesta o ritira nodi e relazioni", "Validates, contests or retires nodes and relations"},
		example: `  trama validate org-forno --as validated --by per-fornaia --meeting incontro-2 --network valdora`, argument: "id", many: true,
		fields: []field{
			{name: "as", help: [2]string{"`STATO`: validated, contested, retired", "`STATUS`: validated, contested, retired"}},
			{name: "by", help: [2]string{"`ATTORE` che lo dice", "`ACTOR` who says so"}},
			{name: "meeting", help: [2]string{"`INCONTRO` a cui lo dice", "`MEETING` at which"}},
			{name: "note", help: [2]string{"`TESTO` di ciò che dice", "`TEXT` of what is said"}},
		},
		rule: func(v values) rule {
			return ruleOf(tavolo.Validate, tavolo.ValidateRequest{IDs: v.args, As: locale.Entry("status", v.text("as")), By: v.text("by"), Meeting: v.text("meeting"), Note: v.text("note")})
		},
	})
}
