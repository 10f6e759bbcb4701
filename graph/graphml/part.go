package graphml

import (
	"errors"
	"io"
	"runtime"
	"sync"
)

// Rows are written in parts by all cores, and the parts go out in their order. Handing a part over must cost little
// beside its rows; where the rows are long, it goes in several pieces, so that little lies in memory.
const (
	partRows  = 512
	partBytes = 1 << 17
	partsWait = 4 // parts that may be ready, for each core
)

// part is some rows that are written together.
type part struct {
	from, to int
	pieces   chan []byte // closed behind the last
	dropped  int         // known when pieces is closed, as is err
	err      error
}

// output puts the parts together. The first error stays, be it of the writer that it writes to or of a row.
type output struct {
	w       io.Writer
	err     error
	dropped int
	used    chan []byte // buffers that can be filled again
}

func newOutput(w io.Writer) *output {
	return &output{w: w, used: make(chan []byte, 2*partsWait*runtime.GOMAXPROCS(0))}
}

// write writes a piece and keeps its buffer, unless that holds much.
func (o *output) write(piece []byte) {
	if o.err == nil {
		_, o.err = o.w.Write(piece)
	}
	if cap(piece) > 2*partBytes {
		return
	}
	select {
	case o.used <- piece[:0]:
	default:
	}
}

// buffer returns an empty buffer.
func (o *output) buffer() []byte {
	select {
	case buf := <-o.used:
		return buf
	default:
		return make([]byte, 0, partBytes+partBytes/4)
	}
}

// rows writes n rows, each by one call of row.
func (o *output) rows(n int, like writer, row func(w *writer, i int)) {
	if o.err != nil {
		return
	}
	parts, todo, stop := make(chan *part, partsWait*runtime.GOMAXPROCS(0)), make(chan *part), make(chan struct{})
	var working sync.WaitGroup
	defer working.Wait()
	defer close(stop)
	working.Go(func() { divide(n, parts, todo, stop) })
	for range min(runtime.GOMAXPROCS(0), (n+partRows-1)/partRows) {
		working.Go(func() {
			w := like
			w.buf = o.buffer()
			for p := range todo {
				p.fill(o, &w, row, stop)
			}
		})
	}
	for p := range parts {
		if o.take(p); o.err != nil {
			return
		}
	}
}

// divide puts the parts of n rows in line, for those who write them and for the one who takes them.
func divide(n int, parts, todo chan<- *part, stop <-chan struct{}) {
	defer close(parts)
	defer close(todo)
	for from := 0; from < n; from += partRows {
		p := &part{from: from, to: min(from+partRows, n), pieces: make(chan []byte, 1)}
		for _, line := range []chan<- *part{parts, todo} {
			select {
			case line <- p:
			case <-stop:
				return
			}
		}
	}
}

// take writes what comes of a part.
func (o *output) take(p *part) {
	for piece := range p.pieces {
		if o.write(piece); o.err != nil {
			return
		}
	}
	o.dropped += p.dropped
	o.err = p.err
}

// errUnwanted ends the work on a part where writing has ended with an error.
var errUnwanted = errors.New("the part is not wanted any more")

// fill writes the rows of a part.
func (p *part) fill(o *output, w *writer, row func(w *writer, i int), stop <-chan struct{}) {
	w.full = func(piece []byte) []byte {
		select {
		case p.pieces <- piece:
			return o.buffer()
		case <-stop:
			w.err = errUnwanted
			return piece[:0]
		}
	}
	w.dropped = 0
	for i := p.from; i < p.to && w.err == nil; i++ {
		row(w, i)
	}
	if w.err == nil {
		w.flush()
	}
	p.dropped, p.err = w.dropped, w.err
	close(p.pieces)
}
