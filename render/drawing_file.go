package render

import (
	"io"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/render/drawing"
)

// DrawingFile writes the drawing that the page of a report shows, as an SVG file of its own. It fails with NotFound where
// nothing is to be drawn.
func DrawingFile(w io.Writer, r analysis.Report, v View) error {
	p := newReportPage(r, v)
	d := p.drawing()
	if d == nil {
		return graph.Fail(graph.NotFound, "render.DrawingFile", graph.Sentence{Code: "no_drawing"})
	}
	return d.File(w, drawing.Head{Title: p.name(), About: strings.TrimPrefix(p.subtitle(), p.name()+" · ")})
}

// drawing is that of the pieces, with the address at which a page has it as a file; nil where there is nothing to draw.
func (p reportPage) drawing() *drawing.Drawing {
	d := drawing.Pieces(p.r, p.v.Graph, drawing.Options{Lang: p.l.Lang(), Missing: p.missingPairs()})
	if d == nil || p.v.Network() == "" {
		return d
	}
	query := p.v.onTheWay()
	if side := p.v.Query.Get("coordinator"); side != "" {
		query.Set("coordinator", side)
	}
	d.Saved = Address(p.v.Network()+"/drawing.svg", query)
	return d
}
