package neo4j

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"math"

	"trama/graph"
)

// payloadVersion is the first byte of a packed batch.
const payloadVersion = 1

// pack returns the batch as bytes: lists one after the other, each behind its length, texts likewise, all deflated.
func (b *batch) pack() []byte {
	p := packing{}
	p.flag(b.fresh)
	p.length(len(b.attributes))
	p.attributes(b.attributes)
	p.length(len(b.removeEdges))
	for _, e := range b.removeEdges {
		p.texts(e.id, e.source, e.target)
	}
	p.length(len(b.putNodes))
	for _, n := range b.putNodes {
		p.text(n.ID)
		p.optional(n.Kind)
		p.length(len(n.Attributes))
		p.attributes(n.Attributes)
	}
	p.length(len(b.putEdges))
	for _, e := range b.putEdges {
		p.edge(e)
	}
	p.length(len(b.removeNodes))
	p.texts(b.removeNodes...)
	return p.deflated()
}

type packing struct{ bytes []byte }

func (p *packing) length(n int) { p.bytes = binary.AppendUvarint(p.bytes, uint64(n)) }

func (p *packing) text(s string) {
	p.length(len(s))
	p.bytes = append(p.bytes, s...)
}

func (p *packing) texts(list ...string) {
	for _, s := range list {
		p.text(s)
	}
}

func (p *packing) flag(b bool) {
	if b {
		p.bytes = append(p.bytes, 1)
	} else {
		p.bytes = append(p.bytes, 0)
	}
}

// optional packs a text that may be missing: 0, or its length and one.
func (p *packing) optional(s *string) {
	if s == nil {
		p.length(0)
		return
	}
	p.length(len(*s) + 1)
	p.bytes = append(p.bytes, *s...)
}

func (p *packing) edge(e graph.EdgeChange) {
	p.texts(e.ID, e.Source, e.Target)
	p.optional(e.Type)
	directed := byte(0)
	if e.Directed != nil {
		directed = 1
		if *e.Directed {
			directed = 2
		}
	}
	p.bytes = append(p.bytes, directed)
	p.length(len(e.Attributes))
	p.attributes(e.Attributes)
}

func (p *packing) attributes(attrs graph.Attributes) {
	for _, attr := range attrs {
		p.text(attr.Name)
		p.value(attr.Value)
	}
}

func (p *packing) value(v graph.Value) {
	p.bytes = append(p.bytes, byte(v.Type()))
	switch v.Type() {
	case graph.Integer:
		n, _ := v.Integer()
		p.bytes = binary.AppendVarint(p.bytes, n)
	case graph.Float:
		x, _ := v.Number()
		p.bytes = binary.BigEndian.AppendUint64(p.bytes, math.Float64bits(x))
	case graph.Boolean:
		b, _ := v.Boolean()
		p.flag(b)
	case graph.List:
		items := v.List()
		p.length(len(items))
		p.texts(items...)
	case graph.Text, graph.Date:
		p.text(v.String())
	}
}

func (p *packing) deflated() []byte {
	var out bytes.Buffer
	out.WriteByte(payloadVersion)
	w, _ := flate.NewWriter(&out, flate.BestSpeed) // the level is one of its own
	w.Write(p.bytes)                               // a buffer takes everything
	w.Close()
	return out.Bytes()
}

var errPayload = errors.New("a batch of the log is damaged")

// unpack is the way back. It returns an error for bytes that pack has not made.
func unpack(payload []byte) (*batch, error) {
	if len(payload) == 0 || payload[0] != payloadVersion {
		return nil, errPayload
	}
	all, err := io.ReadAll(flate.NewReader(bytes.NewReader(payload[1:])))
	if err != nil {
		return nil, errPayload
	}
	u := unpacking{bytes: string(all)}
	b := u.batch()
	if u.bad || len(u.bytes) > 0 {
		return nil, errPayload
	}
	return b, nil
}

// unpacking reads from the front of the bytes. After a fault it returns zeros.
type unpacking struct {
	bytes string
	bad   bool
}

func (u *unpacking) batch() *batch {
	b := &batch{fresh: u.octet() == 1, attributes: u.attributes()}
	for range u.count() {
		b.removeEdges = append(b.removeEdges, edgeRef{id: u.text(), source: u.text(), target: u.text()})
	}
	for range u.count() {
		b.putNodes = append(b.putNodes, graph.NodeChange{ID: u.text(), Kind: u.optional(), Attributes: u.attributes()})
	}
	for range u.count() {
		b.putEdges = append(b.putEdges, u.edge())
	}
	for range u.count() {
		b.removeNodes = append(b.removeNodes, u.text())
	}
	return b
}

func (u *unpacking) fail() {
	u.bad, u.bytes = true, ""
}

func (u *unpacking) octet() byte {
	if u.bytes == "" {
		u.fail()
		return 0
	}
	c := u.bytes[0]
	u.bytes = u.bytes[1:]
	return c
}

func (u *unpacking) uvarint() uint64 {
	var n uint64
	for shift := uint(0); shift < 64; shift += 7 {
		c := u.octet()
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
	u.fail()
	return 0
}

// count reads a length of a list. Each item takes a byte at least, so a greater one is a fault.
func (u *unpacking) count() int {
	n := u.uvarint()
	if n > uint64(len(u.bytes)) {
		u.fail()
		return 0
	}
	return int(n)
}

func (u *unpacking) take(n uint64) string {
	if n > uint64(len(u.bytes)) {
		u.fail()
		return ""
	}
	s := u.bytes[:n]
	u.bytes = u.bytes[n:]
	return s
}

func (u *unpacking) text() string { return u.take(u.uvarint()) }

func (u *unpacking) optional() *string {
	n := u.uvarint()
	if n == 0 {
		return nil
	}
	s := u.take(n - 1)
	return &s
}

func (u *unpacking) edge() graph.EdgeChange {
	e := graph.EdgeChange{ID: u.text(), Source: u.text(), Target: u.text(), Type: u.optional()}
	if d := u.octet(); d > 0 {
		directed := d == 2
		e.Directed = &directed
	}
	e.Attributes = u.attributes()
	return e
}

func (u *unpacking) attributes() graph.Attributes {
	n := u.count()
	if n == 0 {
		return nil
	}
	attrs := make(graph.Attributes, 0, n)
	for range n {
		attrs = append(attrs, graph.Attribute{Name: u.text(), Value: u.value()})
		if u.bad {
			return nil
		}
	}
	return attrs
}

func (u *unpacking) value() graph.Value {
	switch graph.ValueType(u.octet()) {
	case graph.None:
		return graph.Value{}
	case graph.Integer:
		n := u.uvarint()
		return graph.IntegerValue(int64(n>>1) ^ -int64(n&1)) // as binary.AppendVarint writes it
	case graph.Float:
		if b := u.take(8); len(b) == 8 {
			return graph.FloatValue(math.Float64frombits(binary.BigEndian.Uint64([]byte(b))))
		}
	case graph.Boolean:
		return graph.BooleanValue(u.octet() == 1)
	case graph.Text:
		return graph.TextValue(u.text())
	case graph.Date:
		return u.date()
	case graph.List:
		return u.list()
	}
	u.fail()
	return graph.Value{}
}

func (u *unpacking) date() graph.Value {
	v, ok := graph.DateValue(u.text())
	if !ok {
		u.fail()
	}
	return v
}

func (u *unpacking) list() graph.Value {
	items := make([]string, u.count())
	for i := range items {
		items[i] = u.text()
	}
	return graph.ListValue(items)
}
