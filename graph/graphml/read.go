package graphml

import (
	"context"
	"io"

	"trama/graph"
)

// Decode reads a GraphML file into b, which may hold other files already, and returns what is to be said of it. The name
// is the file's, for messages.
//
// The error is Invalid for what is no GraphML, with a graph.Refused inside that names the lines, and for a DOCTYPE;
// TooLarge for what is beyond a limit; Interrupted at the end of the context. The file is read as a stream, by another
// goroutine, which has ended when Decode returns: memory is that of b, and of some thousand elements,
// fewer where they hold much.
func Decode(ctx context.Context, r io.Reader, name string, b *graph.Builder, o graph.DecodeOptions) ([]graph.Sentence, error) {
	b.BeginFile()
	f := newFile(graph.NewDecoding(name, o), b)
	if err := f.read(ctx, newParser(ctx, r, f)); err != nil {
		return nil, err
	}
	if err := f.finish(); err != nil {
		return nil, err
	}
	if err := f.End("graphml.Decode"); err != nil {
		return nil, err
	}
	return f.notes.sentences(), nil
}

// read does the steps that the parser gives, while the parser is ahead. What is wrong with a step comes before what the
// parser finds behind it.
func (f *file) read(ctx context.Context, p *parser) error {
	parsed := make(chan ending, 1)
	go func() { parsed <- endingOf(p) }()
	for some := range p.steps.full {
		if err := f.do(ctx, some); err != nil {
			close(p.steps.stop)
			<-parsed
			return err
		}
		p.steps.done <- some
	}
	f.notes.passed = p.passed
	end := <-parsed
	if end.fault != nil {
		panic(end.fault)
	}
	return end.err
}

// ending is how the parser ended: with an error, or with what it panicked with, which is for the caller's goroutine to
// panic with, since nobody can recover in the parser's.
type ending struct {
	err   error
	fault any
}

func endingOf(p *parser) (end ending) {
	defer func() { end.fault = recover() }()
	return ending{err: p.parse()}
}

func (f *file) do(ctx context.Context, some []step) error {
	if ctx.Err() != nil {
		return &graph.Error{Kind: graph.Interrupted, Op: "graphml.Decode", Err: ctx.Err()}
	}
	f.approach(some)
	for _, one := range some {
		if err := one.into(f); err != nil {
			return err
		}
	}
	return nil
}

// approach brings near what the Builder knows of the nodes that some steps name.
func (f *file) approach(some []step) {
	f.near = f.near[:0]
	for _, one := range some {
		if e, is := one.(*element); is {
			f.near = append(f.near, e.keys[:e.on]...) // a node has one, an edge two
		}
	}
	f.b.Approach(f.near)
}
