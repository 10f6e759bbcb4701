package csv

import (
	"bytes"
	"slices"

	"trama/graph"
)

// Cytoscape exports the table of its edges without their ends: these stand in the name, as SOURCE (INTERACTION) TARGET, and
// so does what the edge is.

// endsInName are the columns of such a table.
type endsInName struct{ name, shared, interaction int }

// findEndsInName returns the columns of a table of Cytoscape's edges, nil where it is none. The name becomes the source, and
// the shared name, which is the same, the target.
func findEndsInName(headers []header) *endsInName {
	e := &endsInName{
		name: find(headers, []string{"name"}), shared: find(headers, []string{"shared name"}), interaction: find(headers, []string{"interaction"}),
	}
	if e.name < 0 || e.shared < 0 || e.interaction < 0 {
		return nil
	}
	headers[e.name].role, headers[e.shared].role = source, target
	return e
}

// part puts the ends of an edge into the cells of its names. It is a refusal where the name can be read in none or in more
// than one way.
func (e *endsInName) part(cells [][]byte) error {
	if len(cells) <= max(e.name, e.shared, e.interaction) {
		return wrongName(nil)
	}
	name, shared := cells[e.name], cells[e.shared]
	middle := slices.Concat([]byte(" ("), trimmed(cells[e.interaction]), []byte(") "))
	first, last := bytes.Index(name, middle), bytes.LastIndex(name, middle)
	if first < 0 || first != last || !bytes.Equal(name, shared) {
		return wrongName(name)
	}
	cells[e.name], cells[e.shared] = name[:first], shared[first+len(middle):]
	return nil
}

func wrongName(name []byte) error {
	return refusal{graph.Say("cytoscape_name", `the name "{value}" does not say between whom the relation is, as SOURCE (INTERACTION) TARGET: in Cytoscape, export the network to a file, as GraphML`,
		graph.V{"value": graph.Shown(string(name))})}
}
