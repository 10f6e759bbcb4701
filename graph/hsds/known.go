package hsds

import (
	"slices"

	"trama/graph"
)

// A later edition of a directory goes into a network that has an earlier one. Who is there keeps the id that it has, whatever ids the
// new edition doubles, and a service that the directory had retired comes back when it is active again.

// idOf returns the id that a node of a part has on the map: that which the network has for it, with or without the part in front;
// of a new one its own, with the part in front where another part has it too, here or in the network.
func (m *making) idOf(part Part, id string, n *node) string {
	apart := prefixOf(part) + id
	if at, there := m.known(apart); there && m.o.Known.Kind(at) == kindOf(part) {
		return apart
	}
	at, there := m.known(id)
	switch {
	case there && m.is(at, part, n):
		if m.apart {
			m.keeps++
		}
		return id
	case there || m.apart:
		m.prefixed++
		return apart
	}
	return id
}

// known returns the node of the network that has an id.
func (m *making) known(id string) (at int, there bool) {
	if m.o.Known == nil {
		return 0, false
	}
	return m.o.Known.FindNode(id)
}

// is tells whether a node of the network is one of a part: of its kind, or of none, or called as it is.
func (m *making) is(at int, part Part, n *node) bool {
	kind := m.o.Known.Kind(at)
	name := n.first.key(n.table.column(nameHeaders()...))
	return kind == kindOf(part) || kind == "" || name != "" && graph.FoldedName(m.o.Known.Label(at)) == graph.FoldedName(name)
}

// before returns the word of the directory that the network has for a service, and its status there.
func (m *making) before(n *node) (word, status string) {
	at, there := m.known(n.id)
	if !there {
		return "", ""
	}
	return wordOf(m.o.Known.NodeAttributes(at).Get("hsds_status").String()), m.o.Known.NodeAttributes(at).Get("status").String()
}

// isBack tells whether a service is active that the directory had retired on the map.
func (m *making) isBack(n *node) bool {
	word, status := m.before(n)
	return isOver(word) && status == "retired"
}

// isOver tells whether a word of the directory says that a service is over or rests.
func isOver(word string) bool { return slices.Contains([]string{"inactive", "defunct"}, word) }
