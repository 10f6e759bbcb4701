package main

import (
	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) answerCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"answer BISOGNO --with ID", "answer NEED --with ID"},
		short:   [2]string{"Segna un servizio o un'azione che risponde a un bisogno", "Records a service or an action that answers a need"},
		example: `  trama answer bis-compiti --with srv-doposcuola --network valdora`, argument: "need",
		fields: []field{{name: "with", help: [2]string{"`ID` del servizio o dell'azione", "`ID` of the service or action"}}},
		rule: func(v values) rule {
			return ruleOf(tavolo.Answer, tavolo.AnswerRequest{Need: v.text("need"), With: v.text("with")})
		},
	})
}
