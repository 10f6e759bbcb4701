package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strconv"
)

// Digester returns the digests of many revisions of one network without making their graphs: the versions of nodes and
// edges, each with the revisions in which it stood, are read once, and what revisions have in common up to there is hashed
// once for all of them. It is not safe for concurrent use. Cost: for each revision at most the hashing of its document, and
// no more than the hashing.
type Digester struct {
	runs []*run // ascending, none overlapping
	buf  []byte
}

// run is revisions one after the other whose documents are the same so far.
type run struct {
	from, to Revision // both are in it
	sum      hash.Hash
	began    bool // its list has an item
}

// NewDigester returns a digester of revisions, which ascend.
func NewDigester(revisions []Revision) *Digester {
	d := &Digester{}
	for _, r := range revisions {
		if last := len(d.runs) - 1; last >= 0 && d.runs[last].to == r-1 {
			d.runs[last].to = r
		} else {
			d.runs = append(d.runs, &run{from: r, to: r, sum: sha256.New()})
		}
	}
	return d
}

// Attributes takes one state of the network's own attributes; together they must be told of all revisions, before all else.
func (d *Digester) Attributes(v Version) {
	d.buf = append(append(append(d.buf[:0], `{"schema":"`...), GraphSchema...), `","attributes":`...)
	d.buf = append(appendAttributes(d.buf, v.Attributes), `,"nodes":[`...)
	for _, r := range d.standing(v.Since, v.Until) {
		r.sum.Write(d.buf)
	}
}

// Node takes one state of a node, in ascending order of id, with its attributes as the canonical document has them.
func (d *Digester) Node(v Version, attributes string) {
	d.buf = append(appendNodeHead(append(d.buf[:0], ','), v.Node.ID, v.Node.Kind), attributes...)
	d.item(v)
}

// Edges ends the nodes.
func (d *Digester) Edges() {
	for _, r := range d.runs {
		r.sum.Write([]byte(`],"edges":[`))
		r.began = false
	}
}

// Edge takes one state of an edge, in ascending order of id, likewise.
func (d *Digester) Edge(v Version, attributes string) {
	e := v.Edge
	d.buf = AppendString(append(d.buf[:0], `,{"id":`...), e.ID)
	d.buf = append(appendEdgeHead(d.buf, e.Source, e.Target, e.Type, e.Directed), attributes...)
	d.item(v)
}

func (d *Digester) item(v Version) {
	d.buf = append(d.buf, '}')
	for _, r := range d.standing(v.Since, v.Until) {
		item := d.buf
		if !r.began {
			item, r.began = item[1:], true
		}
		r.sum.Write(item)
	}
}

// standing returns the runs from one revision until before another, 0 for no end; runs are cut in two where these lie in them.
func (d *Digester) standing(since, until Revision) []*run {
	from := d.cut(since)
	if until == 0 {
		return d.runs[from:]
	}
	return d.runs[from:d.cut(until)]
}

// cut returns the first run from a revision on.
func (d *Digester) cut(at Revision) int {
	i, _ := slices.BinarySearchFunc(d.runs, at, func(r *run, at Revision) int { return int(r.to - at) })
	if i == len(d.runs) || d.runs[i].from >= at {
		return i
	}
	before := d.runs[i]
	sum, err := before.sum.(hash.Cloner).Clone()
	if err != nil {
		panic(err) // the library's own hash can be cloned
	}
	d.runs = slices.Insert(d.runs, i+1, &run{from: at, to: before.to, sum: sum.(hash.Hash), began: before.began})
	before.to = at - 1
	return i + 1
}

// Digests ends the edges and returns the digest of each revision.
func (d *Digester) Digests() map[Revision]string {
	out := map[Revision]string{}
	for _, r := range d.runs {
		r.sum.Write([]byte("]}"))
		digest := hex.EncodeToString(r.sum.Sum(nil))
		for at := r.from; at <= r.to; at++ {
			out[at] = digest
		}
	}
	return out
}

// appendNodeHead appends a node up to its attributes.
func appendNodeHead(buf []byte, id, kind string) []byte {
	buf = AppendString(append(buf, `{"id":`...), id)
	return append(AppendString(append(buf, `,"kind":`...), kind), `,"attributes":`...)
}

// appendEdgeHead appends an edge from behind its id up to its attributes.
func appendEdgeHead(buf []byte, source, target, typ string, directed bool) []byte {
	buf = AppendString(append(buf, `,"source":`...), source)
	buf = AppendString(append(buf, `,"target":`...), target)
	buf = AppendString(append(buf, `,"type":`...), typ)
	return append(strconv.AppendBool(append(buf, `,"directed":`...), directed), `,"attributes":`...)
}
