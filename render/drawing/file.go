package drawing

import (
	"fmt"
	"html"
	"io"
	"strings"
)

// The measures of a drawing as a file, in its own units.
const (
	fileMargin = 24.0
	fileHead   = 62.0 // for the heading and the line beneath it
	legendRow  = 24.0
	legendWide = paperWidth / 3 // of each of the three columns
)

// Head is what stands over a drawing that is a file of its own.
type Head struct{ Title, About string }

// File writes the drawing of Pieces as an SVG file: on white, under its head, with its legend beneath, and nothing outside itself that
// it needs. It fails where w does.
func (d Drawing) File(w io.Writer, head Head) error {
	rows := (len(d.Legend) + 2) / 3
	wide, high := max(d.width, paperWidth)+2*fileMargin, fileHead+d.height+float64(rows)*legendRow+2*fileMargin
	s := &svg{}
	fmt.Fprintf(s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%s" height="%s" font-family="sans-serif" font-size="13" fill="#1b2127">`, px(wide), px(high), px(wide), px(high))
	s.element("rect", "width", wide, "height", high, "fill", "#ffffff")
	s.text(fileMargin, fileMargin+22, head.Title, "font-size", "24", "font-weight", "700")
	s.text(fileMargin, fileMargin+44, head.About, "fill", "#4a545e")
	fmt.Fprintf(s, `<g transform="translate(%s %s)">%s</g>`, px(fileMargin), px(fileMargin+fileHead), d.SVG)
	for i, l := range d.Legend {
		x, y := fileMargin+float64(i%3)*legendWide, fileMargin+fileHead+d.height+float64(i/3)*legendRow+8
		mark := strings.Replace(string(l.Mark), "<svg ", `<svg width="14" height="14" `, 1)
		fmt.Fprintf(s, `<g transform="translate(%s %s)">%s<text x="20" y="12">%s</text></g>`, px(x), px(y), mark, html.EscapeString(l.Name))
	}
	_, err := io.WriteString(w, string(s.done())+"\n")
	return err
}
