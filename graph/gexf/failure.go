package gexf

import (
	"context"
	"encoding/xml"
	"errors"

	"trama/graph"
)

// failed puts the place in front of what is wrong.
func (f *file) failed(err error, line int) error {
	var syntax *xml.SyntaxError
	var known graph.Sentence
	var charset unknownCharset
	var inside *graph.Error
	kind := graph.Invalid
	switch {
	case errors.As(err, &inside):
		kind = inside.Kind
		if !errors.As(err, &known) {
			return err
		}
	case errors.As(err, &known):
	case errors.Is(err, errTokenTooLong):
		kind, known = graph.TooLarge, f.o.Limits.LongValue()
	case errors.As(err, &charset):
		known = say("unknown_encoding", "nothing is known of the encoding {encoding}", graph.V{"encoding": string(charset)})
	case errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		known = f.cut()
	case errors.As(err, &syntax):
		line, known = syntax.Line, badXML(syntax.Msg)
	default: // of the reader: a damaged archive, a disk
		known = say("unreadable", "the file cannot be read further: {why}", graph.V{"why": err.Error()})
	}
	return graph.FailAt(kind, "gexf.Decode", graph.Refusal{File: f.name, Line: line, Why: known})
}

// cut says where the file breaks off.
func (f *file) cut() graph.Sentence {
	inside := "gexf"
	if len(f.stack) > 0 {
		inside = f.top().name.Local
	}
	return say("gexf_cut", "the file breaks off inside <{element}>", graph.V{"element": graph.Shown(inside)})
}

func badXML(why string) graph.Sentence {
	return say("bad_xml", "this is no XML: {why}", graph.V{"why": graph.Shown(why)})
}

func tooLarge(why graph.Sentence) error { return graph.Fail(graph.TooLarge, "gexf.Decode", why) }

func interrupted(ctx context.Context) error {
	return &graph.Error{Kind: graph.Interrupted, Op: "gexf.Decode", Err: ctx.Err()}
}

func say(code, template string, values graph.V) graph.Sentence {
	return graph.Say(code, template, values)
}
