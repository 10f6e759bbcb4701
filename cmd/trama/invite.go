package main

import (
	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) inviteCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"invite --by ID --who ID --meeting INCONTRO", "invite --by ID --who ID --meeting MEETING"},
		short:   [2]string{"Un \"+1\": chi porta chi", "A \"+1\": who brings whom"},
		example: `  trama invite --by per-maestra --who per-nonna-tre --meeting incontro-2 --network valdora`,
		fields: []field{
			{name: "by", help: [2]string{"`ID` di chi invita", "`ID` of who invites"}},
			{name: "who", help: [2]string{"`ID` di chi è invitato", "`ID` of who is invited"}},
			{name: "meeting", help: [2]string{"`INCONTRO`", "`MEETING`"}},
		},
		rule: func(v values) rule {
			return ruleOf(tavolo.Invite, tavolo.InviteRequest{By: v.text("by"), Who: v.text("who"), Meeting: v.text("meeting")})
		},
	})
}
