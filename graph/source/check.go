package source

import (
	"slices"

	"trama/graph"
)

// Check returns what would be imported and what not, trama.check/1. No list in it is nil. Looking for nodes that may be
// one and the same takes O(n log n) and a bounded number of comparisons.
func (r *Reading) Check() graph.Checked {
	c := graph.Checked{
		Schema: graph.CheckSchema, Read: r.Read, Kept: r.Kept,
		Refused: make([]graph.RefusedPlace, 0, len(r.Refused)), Duplicates: r.Duplicates(), Mapping: r.Mapping, Notes: []graph.Sentence{},
	}
	for _, refusal := range r.Refused {
		c.Refused = append(c.Refused, graph.RefusedPlace{
			Where: refusal.Where(), Why: refusal.Why.Text, Code: refusal.Why.Code, Values: refusal.Why.Values,
		})
	}
	for _, note := range r.Notes {
		if note.Code != "left_out" && note.Code != "left_out_count" {
			c.Notes = append(c.Notes, note)
		}
	}
	c.Notes = append(c.Notes, slices.Concat(r.namings(), r.marks(), r.strays(), r.placeholders(), r.doubts())...)
	return c
}
