package source

import (
	"fmt"
	"slices"
	"strings"

	"trama/graph"
)

// A cell that says that nothing is known says something all the same: two of which the area is "n.d." have it in common. Cells stay as
// they are; a note names such columns.

// placeholderWords are what people write where they do not know. NA is Naples.
func placeholderWords() []string {
	return []string{"n.d.", "n.d", "nd", "n/a", "n.a.", "-", "--", "?", "??", "???", "boh", "null", "non disponibile", "non noto", "non pervenuto", "unknown"}
}

// dittoWords are what people write where the cell above has the word.
func dittoWords() []string {
	return []string{"come sopra", "c.s.", "c. s.", "idem", "id.", "vedi sopra", "v. sopra", "ditto", "as above", "same as above", "see above", `"`, "''", "”", "“", "″", "〃", `" "`, `"""`}
}

// placeholders returns the notes on columns in which cells say that nothing is known, or the same as the cell above.
func (r *Reading) placeholders() []graph.Sentence {
	var notes []graph.Sentence
	if shown, columns := r.saying(placeholderWords()); len(columns) > 0 {
		notes = append(notes, graph.Say("placeholder_cells", "cells such as “{value}” are kept as values, in {columns}: empty them where nothing is known, else those who have them seem to have it in common", graph.V{"value": graph.Shown(shown), "columns": first(columns)}))
	}
	if shown, columns := r.saying(dittoWords()); len(columns) > 0 {
		notes = append(notes, graph.Say("ditto_cells", "cells such as “{value}” are kept as they are written, in {columns}: write the value that is meant, else those who have them seem to have it in common", graph.V{"value": graph.Shown(shown), "columns": first(columns)}))
	}
	return notes
}

// saying returns the columns in which cells are one of some words, in lower case, and the first of those cells in order.
func (r *Reading) saying(words []string) (shown string, columns []string) {
	look := func(c *graph.Column, rows int) {
		if c.Type() != graph.Text && c.Type() != graph.Mixed {
			return
		}
		found := slices.DeleteFunc(c.Distinct(), func(v graph.Value) bool {
			return !slices.Contains(words, strings.ToLower(strings.TrimSpace(v.String())))
		})
		if len(found) == 0 {
			return
		}
		count := 0
		for row := range rows {
			if v, has := c.At(row); has && slices.Contains(found, v) {
				count++
				if shown == "" || v.String() < shown {
					shown = v.String()
				}
			}
		}
		if count > 0 {
			columns = append(columns, fmt.Sprintf("%s (%d)", c.Name(), count))
		}
	}
	for _, c := range r.Graph.NodeColumns() {
		look(c, r.Graph.Nodes())
	}
	for _, c := range r.Graph.EdgeColumns() {
		look(c, r.Graph.Edges())
	}
	return shown, columns
}
