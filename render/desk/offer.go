package desk

import (
	"maps"
	"slices"

	"trama/graph"
	"trama/render"
)

// What a preview offers to read otherwise: what the command line has a flag for.

// Codes of the notes and refusals of graph/source, graph/csv and graph/hsds that an offer takes the place of.
const (
	markColumns  = "mark_columns"
	marksBefore  = "marks_made_before"
	matrixCode   = "matrix"
	personalCode = "hsds_personal"
)

// matrixTypes are what marks may mean, as the page offers it.
func matrixTypes() []string {
	return []string{"collaborates", "knows", "refers", "offers", "uses", "member_of", "attends"}
}

// isMatrix tells whether a refusal or a note is that a table is a matrix.
func isMatrix(code string, values graph.V) bool { return code == matrixCode && values["pivot"] == nil }

// matrix offers to make relations of marks: of columns of nodes, or of a table that is refused as a matrix.
func (p previewPage) matrix() render.Section {
	var o offer
	if p.Matrix != "" {
		o.Text = p.l.Say("preview.matrix.made", graph.V{"type": p.Matrix})
		p.Matrix = ""
		o.Buttons = []sending{p.otherwise(p.l.Say("preview.matrix.leave", nil))}
	} else if said, is := p.marked(); is {
		o.Text = p.l.Say("preview.matrix.text", said)
		types := matrixTypes()
		if before, made := said["type"].(string); made { // what was chosen then comes first
			types = append([]string{before}, slices.DeleteFunc(types, func(typ string) bool { return typ == before })...)
		}
		for _, typ := range types {
			p.Matrix = typ
			o.Buttons = append(o.Buttons, p.otherwise(p.l.Say("preview.matrix.make", graph.V{"type": typ})))
		}
	}
	return p.offering("matrix", "preview.matrix", o)
}

// marked returns what a note says of columns of marks, and whether there are any or a table is refused as a matrix.
func (p previewPage) marked() (said graph.V, is bool) {
	for _, note := range p.Checked.Notes {
		why, _ := note.Values["why"].(graph.Sentence)
		switch {
		case note.Code == markColumns, note.Code == marksBefore:
			return note.Values, true
		case isMatrix(why.Code, why.Values):
			is = true
		}
	}
	return nil, is || slices.ContainsFunc(p.Checked.Refused, func(r graph.RefusedPlace) bool { return isMatrix(r.Code, r.Values) })
}

// contacts offers to take what a directory of services says of persons too, or leaves it.
func (p previewPage) contacts() render.Section {
	var o offer
	if p.Contacts {
		p.Contacts = false
		o = offer{p.l.Say("preview.contacts.taken", nil), []sending{p.otherwise(p.l.Say("preview.contacts.leave", nil))}}
	} else if i := slices.IndexFunc(p.Checked.Notes, func(n graph.Sentence) bool { return n.Code == personalCode }); i >= 0 {
		p.Contacts = true
		o = offer{p.l.Say("preview.contacts.text", p.Checked.Notes[i].Values), []sending{p.otherwise(p.l.Say("preview.contacts.take", nil))}}
	}
	return p.offering("contacts", "preview.contacts", o)
}

// offered tells whether a note says what the page offers itself.
func (p previewPage) isOffered(s graph.Sentence) bool {
	return columnOffer(s.Code) != "" || s.Code == markColumns || s.Code == marksBefore || s.Code == personalCode
}

// withoutFlags are refusals that name no flag of the command line: what it does, the page offers.
func (p previewPage) withoutFlags(refused []graph.RefusedPlace) []graph.RefusedPlace {
	refused = slices.Clone(refused)
	for i, r := range refused {
		if isMatrix(r.Code, r.Values) {
			refused[i] = graph.RefusedPlace{Where: r.Where, Why: p.l.Say("preview.matrix.refused", nil)}
		}
	}
	return refused
}

// noteWithoutFlags is a note that names no flag of the command line: what it does to a table of marks, the page offers.
func (p previewPage) noteWithoutFlags(note graph.Sentence) graph.Sentence {
	why, _ := note.Values["why"].(graph.Sentence)
	if !isMatrix(why.Code, why.Values) {
		return note
	}
	values := maps.Clone(note.Values)
	values["why"] = graph.Sentence{Text: p.l.Say("preview.matrix.refused", nil)}
	return graph.Say(note.Code, "{file} is passed over: {why}", values)
}
