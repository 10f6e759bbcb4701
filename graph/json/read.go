package json

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"

	"trama/graph"
)

// Decode reads a trama.graph/1 document into b, which may hold other files already, and returns what is to be said of
// it. The name is the file's, for messages. The members of an object may stand in any order; one that trama.graph/1 does
// not know is refused, and so is a value of another type: nothing is guessed.
//
// The error is Invalid, with a graph.Refused inside that names the lines; TooLarge beyond a limit; Interrupted at the end
// of the context. Memory is that of b, and of one element.
func Decode(ctx context.Context, r io.Reader, name string, b *graph.Builder, o graph.DecodeOptions) ([]graph.Sentence, error) {
	b.BeginFile()
	d := &decoder{Decoding: graph.NewDecoding(name, o), ctx: ctx, b: b, nodeColumns: map[string]*column{}, edgeColumns: map[string]*column{}}
	d.scanner = newScanner(r, d.Options.Limits)
	if err := d.document(); err != nil {
		return nil, d.placed(err)
	}
	if err := d.End("json.Decode"); err != nil {
		return nil, err
	}
	return d.notes(), nil
}

// decoder is one Decode on its way.
type decoder struct {
	graph.Decoding
	*scanner
	ctx context.Context
	b   *graph.Builder

	nodeColumns, edgeColumns map[string]*column
	element                  element  // the one that is being read
	number                   int      // of that element, from 1
	lost                     int      // values that lost a character
	emptied                  int      // lists that lost empty items
	fixed                    int      // edges of which the file says another direction than their type has
	unfit                    []string // attributes whose values do not fit the meaning of their name
}

// column is an attribute, with the element that set it last.
type column struct {
	name   string
	handle int
	last   int
	meant  bool // the name has a meaning, which all values fit so far
}

// element is a node or an edge on its way.
type element struct {
	line               int
	id, source, target string
	class              string // kind or type
	undirected         bool
	saysDirected       bool // or undirected
	columns            []*column
	values             []graph.Value
	repeated           string   // an attribute given twice
	given              []string // the fields so far
}

// placed puts file and line in front of what is wrong.
func (d *decoder) placed(err error) error {
	kind := graph.Invalid
	var known graph.Sentence
	if inside, ok := errors.AsType[*graph.Error](err); ok {
		kind = inside.Kind
	} else if graph.KindOf(err) == graph.Interrupted {
		return &graph.Error{Kind: graph.Interrupted, Op: "json.Decode", Err: err}
	}
	if !errors.As(err, &known) {
		known = graph.Say("unreadable", "the file cannot be read further: {why}", graph.V{"why": err.Error()})
	}
	return graph.FailAt(kind, "json.Decode", graph.Refusal{File: d.File, Line: d.line, Why: known})
}

func (d *decoder) notes() []graph.Sentence {
	var out graph.Notes
	if d.lost > 0 {
		out = append(out, graph.ControlsDropped(d.lost))
	}
	if d.fixed > 0 {
		out = append(out, graph.DirectionFixed(d.fixed))
	}
	if d.emptied > 0 {
		out = append(out, graph.Say("empty_items", "empty items of lists were left out (values: {count})", graph.V{"count": d.emptied}))
	}
	out.Unfit(d.unfit)
	return out
}

func (d *decoder) document() error {
	c, err := d.next()
	if err != nil {
		return err
	}
	if c != '{' {
		if c == 0 {
			return graph.Say("json_cut", "the file breaks off", nil)
		}
		return noGraph()
	}
	if err := d.take('{'); err != nil {
		return err
	}
	fields := map[string]bool{}
	for first := true; ; {
		more, err := d.more('}', &first)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if err := d.member(fields); err != nil {
			return err
		}
	}
	if !fields["schema"] && !fields["nodes"] && !fields["edges"] {
		return noGraph()
	}
	return d.end()
}

// member reads a member of the document.
func (d *decoder) member(fields map[string]bool) error {
	name, err := d.scanner.name()
	if err != nil {
		return err
	}
	field := string(name)
	if fields[field] {
		return graph.Say("json_twice", `"{field}" is given twice`, graph.V{"field": graph.Shown(field)})
	}
	fields[field] = true
	switch field {
	case "schema":
		return d.schema()
	case "attributes":
		return d.attributes()
	case "nodes":
		return d.list(d.node)
	case "edges":
		return d.list(d.edge)
	}
	return foreignField(field, "")
}

// foreignField says that a field is none of a node, of an edge or, where what has it is "", of the document.
func foreignField(field, of string) error {
	said, values := "{schema}", graph.V{"field": graph.Shown(field), "schema": graph.GraphSchema}
	if of != "" {
		said, values[of] = map[string]string{"node": "a node of ", "edge": "an edge of "}[of]+said, true
	}
	return graph.Say("json_field", `"{field}" is no field of `+said+"; the JSON that d3, NetworkX and others write is not read: export GraphML, or two tables", values)
}

// noGraph says that the file is something else; on portals of open data it is often one of several forms of a table.
func noGraph() error {
	return graph.Say("no_graph_json", "this is no {schema}; if it is open data, take it as CSV or as a workbook", graph.V{"schema": graph.GraphSchema})
}

func (d *decoder) schema() error {
	if err := d.text(); err != nil {
		return err
	}
	if string(d.buf) != graph.GraphSchema {
		return noGraph()
	}
	return nil
}

// attributes reads those of the graph itself.
func (d *decoder) attributes() error {
	given := map[string]bool{}
	return d.object(func(name string) error {
		v, err := d.attribute(name)
		if err != nil {
			return err
		}
		if given[name] {
			return graph.Say("json_twice", `"{field}" is given twice`, graph.V{"field": graph.Shown(name)})
		}
		given[name] = true
		d.b.SetAttribute(name, v)
		return nil
	})
}

// checkEvery is the number of elements after which the context is asked.
const checkEvery = 1024

func (d *decoder) list(element func() error) error {
	if err := d.take('['); err != nil {
		return err
	}
	for first := true; ; {
		more, err := d.more(']', &first)
		if err != nil || !more {
			return err
		}
		if d.number%checkEvery == 0 && d.ctx.Err() != nil {
			return d.ctx.Err()
		}
		if err := element(); err != nil {
			return err
		}
	}
}

// object reads an object; f is called with the name of each member and reads its value.
func (d *decoder) object(f func(name string) error) error {
	if err := d.take('{'); err != nil {
		return err
	}
	for first := true; ; {
		more, err := d.more('}', &first)
		if err != nil || !more {
			return err
		}
		name, err := d.scanner.name()
		if err != nil {
			return err
		}
		d.countLost()
		if err := f(string(name)); err != nil {
			return err
		}
	}
}

// attribute reads a value; the name is that of its attribute.
func (d *decoder) attribute(name string) (graph.Value, error) {
	switch {
	case name == "":
		return graph.Value{}, graph.Say("no_name", "an attribute has no name", nil)
	case len(name) > graph.MaxNodeID:
		return graph.Value{}, tooLarge(graph.LongName())
	}
	return d.value()
}

// value reads a value of an attribute; null is no value.
func (d *decoder) value() (graph.Value, error) {
	c, err := d.next()
	if err != nil {
		return graph.Value{}, err
	}
	switch c {
	case '"':
		if err := d.text(); err != nil {
			return graph.Value{}, err
		}
		d.countLost()
		return graph.TextValue(string(d.buf)), nil
	case '{':
		return d.date()
	case '[':
		return d.texts()
	}
	if err := d.word(); err != nil {
		return graph.Value{}, err
	}
	return d.wordValue()
}

func (d *decoder) countLost() {
	if d.dropped {
		d.lost++
	}
}

func (d *decoder) date() (graph.Value, error) {
	var v graph.Value
	wrong := graph.Say("json_object", `an object as value is {"date": "2026-01-31"}`, nil)
	err := d.object(func(name string) error {
		if name != "date" || !v.IsZero() {
			return wrong
		}
		if err := d.text(); err != nil {
			return err
		}
		var ok bool
		if v, ok = graph.DateValue(string(d.buf)); !ok {
			return graph.Say("bad_date", "a date is a day that exists, as 2026-01-31", nil)
		}
		return nil
	})
	if err == nil && v.IsZero() {
		err = wrong
	}
	return v, err
}

// texts reads a list.
func (d *decoder) texts() (graph.Value, error) {
	var items []string
	size := 0
	err := d.list(func() error {
		c, err := d.next()
		if err != nil {
			return err
		}
		if c != '"' {
			return graph.Say("json_list", "a list holds texts only", nil)
		}
		if err := d.text(); err != nil {
			return err
		}
		d.countLost()
		items = append(items, string(d.buf))
		if size += len(d.buf) + 1; int64(size) > d.Options.Limits.Value { // as text, with "|" between them
			return tooLarge(d.Options.Limits.LongValue())
		}
		return nil
	})
	if slices.Contains(items, "") {
		d.emptied++
	}
	return graph.ListValue(items), err
}

// wordValue returns what a word is: an integer where it has neither point nor exponent, a float, true, false or null.
func (d *decoder) wordValue() (graph.Value, error) {
	switch string(d.buf) {
	case "null":
		return graph.Value{}, nil
	case "true", "false":
		return graph.BooleanValue(d.buf[0] == 't'), nil
	}
	isInteger, ok := numeral(d.buf)
	if !ok {
		return graph.Value{}, graph.Say("bad_json", "this is no JSON: {why}", graph.V{"why": "unexpected " + graph.Shown(string(d.buf))})
	}
	if isInteger {
		n, err := strconv.ParseInt(string(d.buf), 10, 64)
		if err != nil {
			return graph.Value{}, graph.Say("json_integer", "an integer has at most 64 bits", nil)
		}
		return graph.IntegerValue(n), nil
	}
	x, err := strconv.ParseFloat(string(d.buf), 64)
	if err != nil {
		return graph.Value{}, graph.Say("json_finite", "a number is finite", nil)
	}
	return graph.FloatValue(x), nil
}

// numeral tells whether a word is a number as JSON writes it, and whether it has neither point nor exponent.
func numeral(word []byte) (isInteger, ok bool) {
	digits := func() int {
		n := 0
		for n < len(word) && word[n] >= '0' && word[n] <= '9' {
			n++
		}
		return n
	}
	if len(word) > 0 && word[0] == '-' {
		word = word[1:]
	}
	n := digits()
	if n == 0 || n > 1 && word[0] == '0' {
		return false, false
	}
	word, isInteger = word[n:], true
	if len(word) > 0 && word[0] == '.' {
		word, isInteger = word[1:], false
		if n = digits(); n == 0 {
			return false, false
		}
		word = word[n:]
	}
	if len(word) > 0 && (word[0] == 'e' || word[0] == 'E') {
		word, isInteger = word[1:], false
		if len(word) > 0 && (word[0] == '+' || word[0] == '-') {
			word = word[1:]
		}
		if n = digits(); n == 0 {
			return false, false
		}
		word = word[n:]
	}
	return isInteger, len(word) == 0
}
