package graphml

import (
	"context"
	"errors"
	"io"

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
		kind, known = graph.TooLarge, p.limits.LongValue()
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
	return graph.FailAt(kind, "graphml.Decode", graph.Refusal{File: p.name, Line: p.in.line(), Why: known})
}

func tooLarge(why graph.Sentence) error { return graph.Fail(graph.TooLarge, "graphml.Decode", why) }

func interrupted(ctx context.Context) error {
	return &graph.Error{Kind: graph.Interrupted, Op: "graphml.Decode", Err: ctx.Err()}
}

func say(code, template string, values graph.V) graph.Sentence {
	return graph.Say(code, template, values)
}
