package main

import (
	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) voteCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:   [2]string{"vote --by ATTORE --meeting INCONTRO", "vote --by ACTOR --meeting MEETING"},
		short: [2]string{"Un voto sulle linee di produzione", "A vote on the production lines"},
		example: `  trama vote --by per-maestra --meeting incontro-2 --points linea-relazioni=6,linea-welfare=4 --why "conoscersi viene prima" --network valdora
  trama vote --by org-emporio --meeting incontro-2 --rank linea-generativa,linea-welfare --network valdora`,
		fields: []field{
			{name: "by", help: [2]string{"`ATTORE` che vota", "`ACTOR` who votes"}},
			{name: "meeting", help: [2]string{"`INCONTRO`", "`MEETING`"}},
			{name: "points", help: [2]string{"`LINEA=N,…`, 10 in tutto", "`LINE=N,…`, 10 in all"}},
			{name: "rank", help: [2]string{"`LINEA,…`, la preferita per prima", "`LINE,…`, the best first"}},
			{name: "abstain", help: [2]string{"si astiene", "abstains"}, yes: true},
			{name: "why", help: [2]string{"`TESTO` del perché", "`TEXT` of why"}},
			{name: "actions", help: [2]string{"fino a tre `AZIONI` concrete", "up to three concrete `ACTIONS`"}},
		},
		rule: func(v values) rule {
			return ruleOf(tavolo.Vote, tavolo.VoteRequest{
				By: v.text("by"), Meeting: v.text("meeting"), Points: v.points("points"), Rank: v.list("rank"), Abstain: v.yes("abstain"),
				Why: v.text("why"), Actions: v.list("actions"),
			})
		},
	})
}
