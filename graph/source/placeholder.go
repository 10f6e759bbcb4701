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

// placeholders returns the note on columns in which cells say that nothing is known.
func (r *Reading) placeholders() []graph.Sentence {
	var columns []string
	shown := ""
	look := func(c *graph.Column, rows int) {
		if c.Type() != graph.Text && c.Type() != graph.Mixed {
			return
		}
		words := slices.DeleteFunc(c.Distinct(), func(v graph.Value) bool {
			return !slices.Contains(placeholderWords(), strings.ToLower(strings.TrimSpace(v.String())))
		})
		if len(words) == 0 {
			return
		}
		count := 0
		for row := range rows {
			if v, has := c.At(row); has && slices.Contains(words, v) {
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
	if len(columns) == 0 {
		return nil
	}
	return []graph.Sentence{graph.Say("placeholder_cells", "cells such as “{value}” are kept as values, in {columns}: empty them where nothing is known, else those who have them seem to have it in common", graph.V{"value": graph.Shown(shown), "columns": first(columns)})}
}
