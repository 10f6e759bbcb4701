package graphml

import (
	"strings"

	"trama/graph"
)

func (f *file) takeNode(e *element) error {
	if fine, err := f.checkNodeID(e, e.id); !fine {
		return err
	}
	row := f.b.NodeKeyed(e.keys[0], f.bytes(e.id))
	f.listed.set(row)
	n := f.nodeMeaning(e)
	if n.kind != "" && !f.b.SetKind(row, n.kind) {
		f.refuse(e.line, conflict(e.id, kindName))
		return nil
	}
	if n.typ != nil {
		if n.kind == "" {
			f.kindless = append(f.kindless, kindless{row: row, datum: datum{key: n.typ.key, text: strings.Clone(n.typ.text)}})
		} else {
			n.rest = append(n.rest, *n.typ)
		}
	}
	for _, d := range n.rest {
		if !f.set(forNode, row, d) {
			f.refuse(e.line, conflict(e.id, d.key.name))
			return nil
		}
	}
	f.describeNode(row, e)
	return nil
}

// nodeMeaning is the data of a node told apart.
type nodeMeaning struct {
	kind string
	typ  *datum // data type, which may turn out to be the kind
	rest []datum
}

func (f *file) nodeMeaning(e *element) nodeMeaning {
	n := nodeMeaning{rest: f.rest[:0]}
	var kind, labels, name *datum
	var label string
	for i := range e.data {
		d := &e.data[i]
		switch f.use(d.key, forNode).meaning {
		case isKind:
			keep(&kind, d, &n.rest)
		case isLabels:
			keep(&labels, d, &n.rest)
		case isType:
			keep(&n.typ, d, &n.rest)
		case isCopy:
			keep(&name, d, &n.rest)
		case isLabel:
			label = d.text
			n.rest = append(n.rest, *d)
		default:
			n.rest = append(n.rest, *d)
		}
	}
	if kind != nil {
		if n.kind = kind.text; !f.own {
			n.kind = trimmed(kind.text)
		}
	}
	if name != nil && name.text != label {
		n.rest = append(n.rest, *name)
	}
	f.takeLabels(e, &n, labels)
	f.rest = n.rest
	return n
}

// takeLabels makes the kind of the labels, XML attribute or data, where there is no kind. Labels that say more than the
// kind are kept as data.
func (f *file) takeLabels(e *element, n *nodeMeaning, data *datum) {
	d := datum{key: f.labelsKey, text: e.labels}
	if data != nil {
		d = *data
	}
	var all []string
	for _, label := range strings.Split(d.text, ":") {
		if label = trimmed(label); label != "" {
			all = append(all, label)
		}
	}
	if len(all) == 0 {
		return
	}
	consumed := n.kind == "" && len(all) == 1
	if n.kind == "" {
		n.kind = all[len(all)-1]
		for _, label := range all {
			if _, known := graph.FindKind(graph.KindNamed(label)); known {
				n.kind = label
			}
		}
	}
	if !consumed {
		n.rest = append(n.rest, d)
	}
}

// describeNode keeps what stands in <desc> and in a drawing, where the data says nothing of the kind.
func (f *file) describeNode(row int, e *element) {
	for _, more := range []struct{ name, text string }{{descName, e.desc}, {labelName, e.drawn}} {
		if text := trimmed(more.text); text != "" {
			f.b.SetNode(row, f.column(forNode, more.name).handle, graph.TextValue(text)) // another value stays
		}
	}
}
