package csv

import (
	"context"
	"errors"
	"io"

	"trama/graph"
)

// Records is a table that is neither of nodes nor of edges: pairs to score, or the rows of a command.
type Records struct {
	Name    string
	Headers []string
	Rows    []Record
	headers []header
}

// Record is a row and the line of the file on which it begins. It has as many cells as the table has headers; they have
// lost surrounding white space.
type Record struct {
	Line  int
	Cells []string
}

// ReadRecords reads a table whose columns the caller knows. It is Invalid, with file and line, where a row is wrong or
// the file is empty, and TooLarge beyond a limit. All rows are held in memory.
func ReadRecords(ctx context.Context, in io.Reader, name string) (Records, error) {
	text, err := newText(ctx, in)
	if err != nil {
		return Records{}, whole(name, err)
	}
	rows := newRows(text, graph.MaxValue)
	if err := rows.settleSeparator(); err != nil {
		return Records{}, place(name, rows.line, err)
	}
	if ok, err := rows.next(); err != nil {
		return Records{}, place(name, rows.line, err)
	} else if !ok {
		return Records{}, at(graph.Invalid, name, 0, graph.Say(EmptyFile, "the file is empty", nil))
	}
	out := Records{Name: name, headers: readHeaders(rows.cells)}
	for _, h := range out.headers {
		out.Headers = append(out.Headers, h.own)
	}
	return out, out.read(rows)
}

func (r *Records) read(rows *rows) error {
	refused := &graph.Refused{}
	for {
		ok, err := rows.next()
		var wrong refusal
		switch {
		case errors.As(err, &wrong):
			refused.Add(graph.Refusal{File: r.Name, Line: rows.line, Why: wrong.why})
			continue
		case err != nil:
			return place(r.Name, rows.line, err)
		case !ok && refused.Count > 0:
			return &graph.Error{Kind: graph.Invalid, Op: "csv.ReadRecords", Err: refused}
		case !ok:
			return nil
		}
		r.Rows = append(r.Rows, r.record(rows))
	}
}

func (r *Records) record(rows *rows) Record {
	out := Record{Line: rows.line, Cells: make([]string, len(r.headers))}
	for i := range out.Cells {
		if i < len(rows.cells) {
			out.Cells[i] = string(trimmed(withoutControls(unguarded(rows.cells[i]))))
		}
	}
	return out
}

// Ends returns the columns of source and target; ok is false where one is missing.
func (r Records) Ends() (from, to int, ok bool) {
	return endColumns(r.headers)
}

func endColumns(headers []header) (from, to int, ok bool) {
	a, b := endMeanings()
	from, to = find(headers, a.headers), find(headers, targetHeaders(headers, b))
	return from, to, from >= 0 && to >= 0
}
