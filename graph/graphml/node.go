package graphml

import (
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// takeNode puts a node into the builder, or nothing of it where it is refused.
func (f *file) takeNode(e *element) error {
	f.Found.Nodes++
	why, long := f.Options.Limits.WrongNodeID(e.id)
	if wrong, err := f.wrong(e, why, long); wrong {
		return err
	}
	n := f.nodeMeaning(e)
	all := n.rest
	if n.typ != nil {
		all = append(all, *n.typ)
	}
	if twice := f.saidTwice(forNode, all); twice != "" {
		f.Refuse(e.line, graph.NodeConflict(e.id, twice))
		return nil
	}
	row := f.b.EndKeyed(e.keys[0], f.bytes(e.id))
	if other := f.describe(row, n); other != "" { // never where the node is new: it stays out
		f.Refuse(e.line, graph.NodeConflict(e.id, other))
		return nil
	}
	if !f.b.Listed(row) {
		f.Made.Nodes++
	}
	f.b.List(row)
	f.listed.set(row)
	f.describeNode(row, e)
	return nil
}

// describe gives a node what its data say. Where that is other than what was said of it before it stays as it was, and
// the name of that comes back.
func (f *file) describe(row int, n nodeMeaning) (other string) {
	rest := n.rest
	if n.typ != nil && n.kind != "" {
		rest = append(rest, *n.typ)
	}
	f.written = f.written[:0]
	for _, d := range rest {
		c, ok := f.write(forNode, row, d)
		if !ok {
			f.takeBack(row)
			return d.key.name
		}
		if c != nil {
			f.written = append(f.written, c)
		}
	}
	if n.kind != "" {
		if !f.b.SetKind(row, n.kind) {
			f.takeBack(row)
			return kindName
		}
	} else if n.typ != nil && xml.Trimmed(n.typ.text) != "" {
		text := strings.Clone(n.typ.text)
		if graph.KindNamed(xml.Trimmed(f.firstType(row, text))) != graph.KindNamed(xml.Trimmed(text)) {
			f.takeBack(row)
			return n.typ.key.name
		}
		f.kindless = append(f.kindless, kindless{row: row, line: n.line, datum: datum{key: n.typ.key, text: text}})
	}
	return ""
}

// firstType returns the first data type of a node, of which several elements tell perhaps: the given one where it is that.
func (f *file) firstType(row int, text string) string {
	if f.typed == nil && !f.listed.get(row) {
		return text // most files tell of each node once
	}
	if f.typed == nil {
		f.typed = map[int]string{}
		for _, n := range f.kindless {
			f.typed[n.row] = n.datum.text
		}
	}
	if first, there := f.typed[row]; there {
		return first
	}
	f.typed[row] = text
	return text
}

// nodeMeaning is the data of a node told apart.
type nodeMeaning struct {
	kind string
	typ  *datum // data type, which may turn out to be the kind
	rest []datum
	line int
}

func (f *file) nodeMeaning(e *element) nodeMeaning {
	n := nodeMeaning{rest: f.rest[:0], line: e.line}
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
			n.kind = xml.Trimmed(kind.text)
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
	for label := range strings.SplitSeq(d.text, ":") {
		if label = xml.Trimmed(label); label != "" {
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
		if text := xml.Trimmed(more.text); text != "" {
			f.b.SetNode(row, f.column(forNode, more.name).handle, graph.TextValue(text)) // another value stays
		}
	}
}
