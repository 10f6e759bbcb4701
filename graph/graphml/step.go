package graphml

import (
	"errors"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// step is something that the parser has seen and that changes the graph. The parser reads ahead on one core while the
// file does the steps on another, in the order of the document.
type step interface {
	into(f *file) error
}

func (e *element) into(f *file) error { return f.take(e) }

type graphBegun struct{ *oneGraph }

func (g graphBegun) into(f *file) error {
	g.first = f.b.Edges()
	f.graphs = append(f.graphs, g.oneGraph)
	return nil
}

type graphEnded struct{ *oneGraph }

func (g graphEnded) into(f *file) error {
	g.last = f.b.Edges()
	return nil
}

// graphData is kept until it is known whether Encode wrote the file, which such data say.
type graphData datum

func (d graphData) into(f *file) error {
	f.graphData = append(f.graphData, datum{key: d.key, text: strings.Clone(d.text)})
	if f.decided {
		f.setAttributes()
	}
	return nil
}

// description is the <desc> of a graph.
type description struct {
	graph *oneGraph
	text  string
}

func (d description) into(f *file) error {
	if text := xml.Trimmed(d.text); text != "" && d.graph != nil && !d.graph.inner {
		f.setAttribute(descName, graph.TextValue(strings.Clone(text)))
	}
	return nil
}

// fallback is the value that a key gives to elements without one.
type fallback struct {
	key  *key
	text string
}

func (d fallback) into(f *file) error {
	if d.text != "" && d.key.fallback == "" {
		d.key.fallback = strings.Clone(d.text)
		f.fallbacks = append(f.fallbacks, d.key)
	}
	return nil
}

// steps hands steps over from the parser to the file, many at a time, and takes back what can be used again.
type steps struct {
	full, done chan []step
	stop       chan struct{} // closed when no more steps are wanted
	next       []step
	size       int
	free       []*element
}

// How much is handed over at once, and how often before the parser waits.
const (
	stepsAtOnce = 1024
	sizeAtOnce  = 1 << 20
	stepsAhead  = 4
)

func newSteps() *steps {
	return &steps{full: make(chan []step, stepsAhead), done: make(chan []step, stepsAhead+2), stop: make(chan struct{})}
}

// errStopped ends the parser where the file cannot be read on.
var errStopped = errors.New("no more is wanted")

func (s *steps) add(one step) error {
	s.next = append(s.next, one)
	if e, is := one.(*element); is {
		s.size += e.size()
	}
	if len(s.next) < stepsAtOnce && s.size < sizeAtOnce {
		return nil
	}
	return s.handOver()
}

func (s *steps) handOver() error {
	select {
	case s.full <- s.next:
	case <-s.stop:
		return errStopped
	}
	s.next, s.size = nil, 0
	select {
	case s.next = <-s.done:
		s.reuse()
	default:
	}
	return nil
}

// reuse frees the elements of steps that are done, but for those that hold much.
func (s *steps) reuse() {
	for _, one := range s.next {
		if e, is := one.(*element); is && cap(e.data) <= maxRepeated {
			s.free = append(s.free, e)
		}
	}
	clear(s.next)
	s.next = s.next[:0]
}

// element returns one to be filled.
func (s *steps) element() *element {
	n := len(s.free)
	if n == 0 {
		return &element{}
	}
	e := s.free[n-1]
	s.free = s.free[:n-1]
	return e
}

// parse goes through the file and gives its steps.
func (p *parser) parse() error {
	defer close(p.steps.full)
	err := p.tokens()
	if stopped := p.steps.handOver(); err == nil {
		err = stopped
	}
	return err
}
