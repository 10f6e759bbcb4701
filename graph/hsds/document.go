package hsds

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"trama/graph"
)

// object is an object of a JSON document, with the line on which it begins.
type object struct {
	line   int
	names  []string
	fields map[string]any // an *object, a []any of such, or the text of a plain value
}

// reader reads a JSON document as objects; the limits bound what it holds.
type reader struct {
	*json.Decoder
	ctx    context.Context
	name   string
	limits graph.Limits
	lines  *lines
}

// lines remembers where the lines of a file end.
type lines struct {
	io.Reader
	read int64
	ends []int64
	at   int // how many of them are behind the last place that was asked for
}

// Read reads on.
func (l *lines) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	for i, c := range p[:n] {
		if c == '\n' {
			l.ends = append(l.ends, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

// line returns the line in which a place is that is not before the last one.
func (l *lines) line(offset int64) int {
	for l.at < len(l.ends) && l.ends[l.at] < offset {
		l.at++
	}
	return l.at + 1
}

// document returns the value that a file holds.
func (d *Directory) document(ctx context.Context, name string, r io.Reader) (any, error) {
	buffered := bufio.NewReader(r)
	if mark, _ := buffered.Peek(3); string(mark) == "\xef\xbb\xbf" {
		buffered.Discard(3)
	}
	in := &lines{Reader: buffered}
	read := &reader{json.NewDecoder(in), ctx, name, d.o.Limits.OrDefault(), in}
	read.UseNumber()
	v, err := read.value(0)
	if err == nil {
		if _, err = read.Token(); errors.Is(err, io.EOF) {
			return v, nil
		}
		if err == nil {
			err = graph.Say("bad_json", "this is no JSON: {why}", graph.V{"why": "something follows its end"})
		}
	}
	return nil, read.placed(err)
}

// placed puts file and line in front of what is wrong with the JSON; what reading itself fails with stays as it is.
func (d *reader) placed(err error) error {
	var known *graph.Error
	var why graph.Sentence
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &known):
		return err
	case errors.As(err, &why):
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		why = graph.Say("json_cut", "the file breaks off", nil)
	case errors.As(err, &syntax):
		why = graph.Say("bad_json", "this is no JSON: {why}", graph.V{"why": err.Error()})
	default:
		return err
	}
	return graph.FailAt(graph.Invalid, "hsds.AddDocument", graph.Refusal{File: d.name, Line: d.lines.line(d.InputOffset()), Why: why})
}

func (d *reader) value(depth int64) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	if depth > d.limits.Depth {
		return nil, d.beyond(graph.Say("limit_depth", "there are more than {limit} levels (limit-depth)", graph.V{"limit": d.limits.Depth}))
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			return d.object(depth)
		}
		return d.list(depth)
	case string:
		if int64(len(token)) > d.limits.Value {
			return nil, d.beyond(d.limits.LongValue())
		}
		return token, nil
	case json.Number:
		return token.String(), nil
	case bool:
		return map[bool]string{true: "true", false: "false"}[token], nil
	}
	return "", nil
}

func (d *reader) beyond(why graph.Sentence) error {
	return graph.FailAt(graph.TooLarge, "hsds.AddDocument", graph.Refusal{File: d.name, Line: d.lines.line(d.InputOffset()), Why: why})
}

func (d *reader) object(depth int64) (any, error) {
	if err := d.ctx.Err(); err != nil {
		return nil, err
	}
	o := &object{line: d.lines.line(d.InputOffset()), fields: map[string]any{}}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		if len(name) > graph.MaxNodeID {
			return nil, d.beyond(graph.LongName())
		}
		if _, twice := o.fields[name]; twice {
			return nil, graph.Say("json_twice", `"{field}" is given twice`, graph.V{"field": graph.Shown(name)})
		}
		if o.fields[name], err = d.value(depth + 1); err != nil {
			return nil, err
		}
		o.names = append(o.names, name)
	}
	slices.Sort(o.names)
	_, err := d.Token()
	return o, err
}

func (d *reader) list(depth int64) (any, error) {
	list := []any{}
	for d.More() {
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := d.Token()
	return list, err
}
