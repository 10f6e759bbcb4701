package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Schema names of the documents that a graph is written as.
const (
	GraphSchema   = "trama.graph/1"
	ChangesSchema = "trama.changes/1"
)

// WriteJSON writes the graph as trama.graph/1 without white space: the canonical document, of which Digest is the hash.
func (g *Graph) WriteJSON(w io.Writer) error {
	buf := append([]byte(`{"schema":"`), GraphSchema...)
	buf = append(appendAttributes(append(buf, `","attributes":`...), g.attrs), `,"nodes":[`...)
	_, err := w.Write(buf)
	if err == nil {
		err = writeItems(w, g.Nodes(), g.appendNode)
	}
	if err == nil {
		_, err = io.WriteString(w, `],"edges":[`)
	}
	if err == nil {
		err = writeItems(w, g.Edges(), g.appendEdge)
	}
	if err == nil {
		_, err = io.WriteString(w, "]}")
	}
	return err
}

// itemsAtOnce is how many items of a list a core makes at a time.
const itemsAtOnce = 1 << 10

// writeItems writes the n items of a list. Blocks of items are made on all cores and written in their order, those of one
// round while the next are made.
func writeItems(w io.Writer, n int, appendItem func(buf []byte, i int) []byte) error {
	blocks := max(1, min(4*cores(), n/itemsAtOnce))
	made, next := make([][]byte, blocks), make([][]byte, blocks)
	var err error
	for start := 0; start < n+blocks*itemsAtOnce && err == nil; start += blocks * itemsAtOnce {
		inTasks(blocks+1, func(_, task int) {
			if task == 0 {
				err = writeAll(w, made)
				return
			}
			buf := next[task-1]
			from := start + (task-1)*itemsAtOnce
			for i := from; i < min(from+itemsAtOnce, n); i++ {
				if i > 0 {
					buf = append(buf, ',')
				}
				buf = appendItem(buf, i)
			}
			next[task-1] = buf
		})
		made, next = next, made
	}
	return err
}

// writeAll writes some buffers and empties them.
func writeAll(w io.Writer, buffers [][]byte) error {
	for i, buf := range buffers {
		if _, err := w.Write(buf); err != nil {
			return err
		}
		buffers[i] = buf[:0]
	}
	return nil
}

// Digest returns the SHA-256 of the canonical document, in hexadecimal. It is computed at the first call.
func (g *Graph) Digest() string {
	g.digestOnce.Do(func() {
		h := sha256.New()
		g.WriteJSON(h) // a hash takes everything
		g.digest = hex.EncodeToString(h.Sum(nil))
	})
	return g.digest
}

func (g *Graph) appendNode(buf []byte, i int) []byte {
	return append(g.nodes.appendAttributes(appendNodeHead(buf, g.NodeID(i), g.Kind(i)), i), '}')
}

func (g *Graph) appendEdge(buf []byte, e int) []byte {
	s, t := g.Ends(e)
	buf = g.appendEdgeID(append(buf, `{"id":`...), e)
	buf = appendEdgeHead(buf, g.NodeID(s), g.NodeID(t), g.Type(e), g.Directed(e))
	return append(g.edges.appendAttributes(buf, e), '}')
}

// appendEdgeID appends the id of an edge as JSON. A derived one holds nothing that must be escaped.
func (g *Graph) appendEdgeID(buf []byte, e int) []byte {
	if g.derived(e) {
		return append(g.AppendEdgeID(append(buf, '"'), e), '"')
	}
	return AppendString(buf, g.EdgeID(e))
}

func (t *table) appendAttributes(buf []byte, row int) []byte {
	buf = append(buf, '{')
	first := true
	for _, c := range t.columns {
		v, ok := c.At(row)
		if !ok {
			continue
		}
		if !first {
			buf = append(buf, ',')
		}
		first = false
		buf = appendValue(append(AppendString(buf, c.name), ':'), v)
	}
	return append(buf, '}')
}

func appendAttributes(buf []byte, attrs Attributes) []byte {
	buf = append(buf, '{')
	for i, attr := range attrs {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = appendValue(append(AppendString(buf, attr.Name), ':'), attr.Value)
	}
	return append(buf, '}')
}

func appendValue(buf []byte, v Value) []byte {
	switch v.typ {
	case None:
		return append(buf, "null"...)
	case Text:
		return AppendString(buf, v.text)
	case Date:
		return append(append(append(buf, `{"date":"`...), v.text...), `"}`...)
	case List:
		buf = append(buf, '[')
		for i, item := range v.List() {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = AppendString(buf, item)
		}
		return append(buf, ']')
	}
	return v.Append(buf)
}

// AppendString appends a text as JSON: what is not UTF-8 becomes U+FFFD, controls and U+2028, U+2029 are escaped, "<",
// ">" and "&" are not.
func AppendString(buf []byte, s string) []byte {
	buf = append(buf, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if c >= utf8.RuneSelf && !(r == utf8.RuneError && size == 1) && r != '\u2028' && r != '\u2029' {
			i += size
			continue
		}
		buf = appendEscaped(append(buf, s[start:i]...), r)
		i += size
		start = i
	}
	return append(append(buf, s[start:]...), '"')
}

func appendEscaped(buf []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(buf, '\\', byte(r))
	case '\n':
		return append(buf, `\n`...)
	case '\r':
		return append(buf, `\r`...)
	case '\t':
		return append(buf, `\t`...)
	case utf8.RuneError:
		return append(buf, "\uFFFD"...)
	}
	const hex = "0123456789abcdef"
	return append(buf, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}

func decimal(n uint32) string { return strconv.FormatUint(uint64(n), 10) }

// MarshalJSON writes attributes as an object, names ascending; a zero Value is null.
func (a Attributes) MarshalJSON() ([]byte, error) { return appendAttributes(nil, a), nil }

// UnmarshalJSON reads an object of values; null is a zero Value.
func (a *Attributes) UnmarshalJSON(data []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	byName := make(map[string]Value, len(raw))
	for name, text := range raw {
		var v Value
		if err := v.UnmarshalJSON(text); err != nil {
			return err
		}
		byName[name] = v
	}
	*a = sortedAttributes(byName)
	return nil
}

// MarshalJSON writes the value as the canonical document has it.
func (v Value) MarshalJSON() ([]byte, error) { return appendValue(nil, v), nil }

// UnmarshalJSON reads a value: text, a number (an integer where it has neither point nor exponent), a boolean,
// {"date": "2026-01-31"}, an array of texts, or null for no value.
func (v *Value) UnmarshalJSON(data []byte) error {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return badValue("a value is missing")
	}
	switch data[0] {
	case '"':
		var text string
		err := json.Unmarshal(data, &text)
		*v = TextValue(text)
		return err
	case '{':
		return v.unmarshalDate(data)
	case '[':
		var items []string
		if err := json.Unmarshal(data, &items); err != nil {
			return badValue("a list holds texts only")
		}
		*v = ListValue(items)
		return nil
	case 'n':
		*v = Value{}
		return nil
	case 't', 'f':
		*v = BooleanValue(data[0] == 't')
		return nil
	}
	return v.unmarshalNumber(string(data))
}

func (v *Value) unmarshalDate(data []byte) error {
	var wrapped map[string]string
	if err := json.Unmarshal(data, &wrapped); err != nil || len(wrapped) != 1 {
		return badValue(`an object as value is {"date": "2026-01-31"}`)
	}
	day, ok := DateValue(wrapped["date"])
	if !ok {
		return badValue("a date is a day that exists, as 2026-01-31")
	}
	*v = day
	return nil
}

func (v *Value) unmarshalNumber(text string) error {
	if !strings.ContainsAny(text, ".eE") {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return badValue("an integer has at most 64 bits")
		}
		*v = IntegerValue(n)
		return nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return badValue("a number is finite")
	}
	*v = FloatValue(x)
	return nil
}

func badValue(text string) error {
	return Fail(Invalid, "graph.Value.UnmarshalJSON", Say("bad_value", "{why}", V{"why": text}))
}
