package main

import (
	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) attendCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"attend --meeting INCONTRO --who ID,…", "attend --meeting MEETING --who ID,…"},
		short:   [2]string{"Chi c'era a un incontro", "Who was at a meeting"},
		example: `  trama attend --meeting incontro-2 --who per-maestra,org-cooperativa --network valdora`,
		fields: []field{
			{name: "meeting", help: [2]string{"`INCONTRO`", "`MEETING`"}},
			{name: "who", help: [2]string{"`ID` di chi c'era", "`IDS` of who was there"}},
		},
		rule: func(v values) rule {
			return ruleOf(tavolo.Attend, tavolo.AttendRequest{Meeting: v.text("meeting"), Who: v.list("who")})
		},
	})
}
