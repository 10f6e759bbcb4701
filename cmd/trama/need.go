package main

import (
	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) needCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"need --label TESTO", "need --label TEXT"},
		short:   [2]string{"Segna un bisogno", "Records a need"},
		example: `  trama need --label "Compiti nel pomeriggio" --area Centro --tags scuola --people 30 --raised-by org-genitori --network valdora`,
		fields: []field{
			{name: "label", help: [2]string{"`TESTO` del bisogno", "`TEXT` of the need"}},
			{name: "area", help: [2]string{"`ZONA`", "`AREA`"}},
			{name: "tags", help: [2]string{"`PAROLE`, separate da virgole", "`TAGS`, joined by commas"}},
			{name: "line", help: [2]string{"`LINEA` di produzione", "production `LINE`"}},
			{name: "people", help: [2]string{"`NUMERO` di persone", "`NUMBER` of people"}},
			{name: "raised-by", help: [2]string{"`ATTORE` che lo segnala", "`ACTOR` who raised it"}},
			{name: "id", help: [2]string{"`ID` del bisogno (altrimenti need-N)", "`ID` of the need (else need-N)"}},
		},
		rule: func(v values) rule {
			return ruleOf(tavolo.Need, tavolo.NeedRequest{
				ID: v.text("id"), Label: v.text("label"), Area: v.text("area"), Tags: v.list("tags"), Line: v.text("line"),
				People: v.number("people"), RaisedBy: v.text("raised-by"),
			})
		},
	})
}
