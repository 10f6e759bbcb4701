package source

import (
	"fmt"

	"trama/graph"
)

// namesakes returns a note on the rows without an id of their own that are called as a node of the network which has one: each
// becomes a second node, and looks as if it told more of the first.
func (d *decoder) namesakes() ([]graph.Sentence, error) {
	if d.o.Known == nil || d.o.Replace {
		return nil, nil
	}
	called := d.calledByLabel()
	if len(called) == 0 { // the network need not be loaded
		return nil, nil
	}
	known, err := d.merged()
	if err != nil || known == nil {
		return nil, err
	}
	var names []string
	for i := range known.Nodes() {
		name := graph.FoldedName(known.Label(i))
		id, is := called[name]
		if _, there := known.FindNode(id); is && !there {
			names = append(names, fmt.Sprintf("“%s” = %s", graph.Shown(id), graph.Shown(known.NodeID(i))))
			delete(called, name)
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	return []graph.Sentence{graph.Say("namesakes", "nodes without an id become new ones, beside nodes of the network that are called so and have another id ({count}): {names}; with that id in a column “id” they are the same", graph.V{"count": len(names), "names": first(names)})}, nil
}

// calledByLabel returns the ids of the rows whose label is their id, by their folded names.
func (d *decoder) calledByLabel() map[string]string {
	called, label := map[string]string{}, d.b.NodeColumn("label")
	for row := range d.b.Nodes() {
		if id := d.b.NodeID(row); d.b.Listed(row) && d.b.NodeValue(row, label).String() == id {
			called[graph.FoldedName(id)] = id
		}
	}
	return called
}
