package main

import (
	"context"

	"github.com/spf13/cobra"

	"trama/graph/tavolo"
)

func (s *session) meetingCommand() *cobra.Command {
	return s.tableCommand(tableCommand{
		use:     [2]string{"meeting --id INCONTRO --date DATA", "meeting --id MEETING --date DATE"},
		short:   [2]string{"Un incontro del tavolo", "A meeting of the table"},
		example: `  trama meeting --id incontro-3 --date 2026-05-14 --label "Incontro 3: gli impegni" --freeze --network valdora`,
		fields: []field{
			{name: "id", help: [2]string{"`ID` dell'incontro (altrimenti meeting-N)", "`ID` of the meeting (else meeting-N)"}},
			{name: "date", help: [2]string{"`DATA`", "`DATE`"}},
			{name: "label", help: [2]string{"`TESTO`", "`TEXT`"}},
			{name: "freeze", help: [2]string{"fissa lo stato della rete con il nome dell'incontro", "keeps the state of the network under the meeting's name"}, yes: true},
		},
		rule: func(v values) rule {
			r := tavolo.MeetingRequest{ID: v.text("id"), Date: v.text("date"), Label: v.text("label"), Freeze: v.yes("freeze")}
			return func(_ context.Context, src opened) (recorded, error) {
				m, err := tavolo.Meeting(src.Graph, r)
				if err != nil || !r.Freeze {
					return made(m, err)
				}
				return recorded{Made: m, freeze: m.IDs[0]}, nil
			}
		},
	})
}
