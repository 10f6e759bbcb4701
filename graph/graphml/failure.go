package graphml

import (
	"context"
	"errors"
	"io"
	"strconv"
	"unicode"

	"trama/graph"
)

// failed puts the place in front of what is wrong.
func (p *parser) failed(err error) error {
	var syntax syntaxError
	var known graph.Sentence
	var charset unknownCharset
	kind := graph.Invalid
	var inside *graph.Error
	switch {
	case errors.As(err, &inside):
		kind = inside.Kind
		if !errors.As(err, &known) {
			return err
		}
	case errors.As(err, &known):
	case errors.Is(err, errTokenTooLong):
		kind, known = graph.TooLarge, valueTooLong(p.limits)
	case errors.As(err, &charset):
		known = say("unknown_encoding", "nothing is known of the encoding {encoding}", graph.V{"encoding": string(charset)})
	case errors.Is(err, io.ErrUnexpectedEOF):
		known = say("graphml_cut", "the file breaks off inside <{element}>", graph.V{"element": p.innermost()})
	case errors.As(err, &syntax):
		known = say("bad_xml", "this is no XML: {why}", graph.V{"why": string(syntax)})
	case graph.KindOf(err) == graph.Interrupted:
		return &graph.Error{Kind: graph.Interrupted, Op: "graphml.Decode", Err: err}
	default: // of the reader: a damaged archive, a disk
		known = say("unreadable", "the file cannot be read further: {why}", graph.V{"why": err.Error()})
	}
	return refusal(kind, graph.Refusal{File: p.name, Line: p.in.line(), Why: known})
}

// refusal returns the error of one thing that is wrong.
func refusal(kind graph.ErrorKind, r graph.Refusal) error {
	refused := &graph.Refused{}
	refused.Add(r)
	return &graph.Error{Kind: kind, Op: "graphml.Decode", Err: refused}
}

func tooLarge(why graph.Sentence) error { return graph.Fail(graph.TooLarge, "graphml.Decode", why) }

func interrupted(ctx context.Context) error {
	return &graph.Error{Kind: graph.Interrupted, Op: "graphml.Decode", Err: ctx.Err()}
}

func valueTooLong(limits graph.Limits) graph.Sentence {
	return say("limit_value", "a value is longer than {limit} bytes (limit-value)", graph.V{"limit": limits.Value})
}

func say(code, template string, values graph.V) graph.Sentence {
	return graph.Say(code, template, values)
}

func noWeight(text string) graph.Sentence {
	text = trimmed(text)
	values := graph.V{"value": shortened(text)}
	if _, err := strconv.ParseFloat(text, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		return say("weight_range", `weight "{value}" is not a finite number above 0`, values)
	}
	return say("weight_no_number", `weight "{value}" is not a number`, values)
}

func conflict(id, column string) graph.Sentence {
	return say("node_conflict", "node {id} has another {column} already", graph.V{"id": shortened(id), "column": shortened(column)})
}

// shortened returns a text as messages carry it: not long, and without control characters.
func shortened(text string) string {
	const most = 60
	var out []rune
	for _, r := range text {
		if len(out) == most {
			return string(out) + "…"
		}
		if unicode.IsControl(r) {
			r = ' '
		}
		out = append(out, r)
	}
	return string(out)
}
