package source

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"trama/graph"
)

// A table of nodes has ids, and the one of relations calls them by their names: people copy what they can read. Such a relation goes
// to the node that is labelled so, where one alone is, and a note counts them.

// lost are the ends of relations that no table lists, by their folded names, and who is called so.
type lost struct {
	rows  map[string][]int
	nodes map[string]labelled
}

// labelled is a node of some label.
type labelled struct {
	id      string
	several bool
	bare    bool // one of them has no id but its label; ids are never folded
}

// endsByLabel moves the ends of relations that no table lists to the nodes with their names as labels: those of the tables, else those
// of the network into which they go. It says which, and which names are those of several nodes.
func (d *decoder) endsByLabel() ([]graph.Sentence, error) {
	l := d.lostEnds()
	if len(l.rows) == 0 {
		return nil, nil
	}
	label := d.b.NodeColumn("label")
	for row := range d.b.Nodes() {
		if d.b.Listed(row) {
			l.meet(d.b.NodeID(row), d.b.NodeValue(row, label).String())
		}
	}
	if err := d.meetKnown(l); err != nil {
		return nil, err
	}
	return d.moveEnds(l), nil
}

// lostEnds returns the ends that no table lists; none where they are too many to be called by hand, or nothing is there to find them in.
func (d *decoder) lostEnds() *lost {
	l := &lost{rows: map[string][]int{}, nodes: map[string]labelled{}}
	var rows []int
	anyListed := false
	for row := range d.b.Nodes() {
		if d.b.Listed(row) {
			anyListed = true
		} else if len(rows) <= maxNaming {
			rows = append(rows, row)
		}
	}
	if len(rows) > maxNaming || !anyListed && d.o.Known == nil {
		return l
	}
	for _, row := range rows {
		name := graph.FoldedName(d.b.NodeID(row))
		l.rows[name] = append(l.rows[name], row)
	}
	return l
}

// meet looks whether a node is called as a relation names it.
func (l *lost) meet(id, label string) {
	name := graph.FoldedName(label)
	if _, is := l.rows[name]; !is || label == "" {
		return
	}
	met, there := l.nodes[name]
	l.nodes[name] = labelled{id: id, several: met.several || there && met.id != id, bare: met.bare || label == id}
}

// meetKnown looks for the names that no table has among the nodes of the network. Who is there by the id is no lost end.
func (d *decoder) meetKnown(l *lost) error {
	known, err := d.merged()
	if err != nil || known == nil {
		return err
	}
	for name, rows := range l.rows {
		l.rows[name] = slices.DeleteFunc(rows, func(row int) bool { _, there := known.FindNode(d.b.NodeID(row)); return there })
	}
	inTables := maps.Clone(l.nodes)
	for i := range known.Nodes() {
		if _, met := inTables[graph.FoldedName(known.Label(i))]; !met {
			l.meet(known.NodeID(i), known.Label(i))
		}
	}
	return nil
}

// moveEnds moves the ends to the nodes that were found, and says so.
func (d *decoder) moveEnds(l *lost) []graph.Sentence {
	to := map[int]int{}
	var moved, unclear []string
	for _, name := range slices.Sorted(maps.Keys(l.nodes)) {
		node, rows := l.nodes[name], l.rows[name]
		if len(rows) == 0 || node.bare && !node.several {
			continue
		}
		called := "“" + graph.Shown(d.b.NodeID(slices.MinFunc(rows, func(a, b int) int { return strings.Compare(d.b.NodeID(a), d.b.NodeID(b)) }))) + "”"
		if node.several {
			unclear = append(unclear, called)
			continue
		}
		moved = append(moved, fmt.Sprintf("%s = %s", called, graph.Shown(node.id)))
		for _, row := range rows {
			to[row] = d.b.End(node.id)
		}
	}
	d.moved, d.unclear = len(to), len(unclear)
	var notes []graph.Sentence
	if len(to) > 0 {
		notes = append(notes, graph.Say("ends_by_label", "relations that call nodes by their names go to the nodes with these names, which have ids ({count}): {names}", graph.V{"count": d.b.MoveEnds(to), "names": first(moved)}))
	}
	if len(unclear) > 0 {
		notes = append(notes, graph.Say("ends_unclear", "several nodes are called as relations name them, and which one is meant is not known ({count}): {names}; write the id in the relations", graph.V{"count": len(unclear), "names": first(unclear)}))
	}
	return notes
}
