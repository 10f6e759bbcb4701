package drawing

import (
	"fmt"
	"html"
	"html/template"
	"strconv"
	"strings"
)

// svg writes a picture as inline SVG: presentation attributes only, so that a page needs no style of its own for it,
// and coordinates to a tenth, so that the same picture is the same bytes.
type svg struct{ strings.Builder }

// newSVG opens a picture of a size; title and description are what a screen reader says. The id is unique in a page.
func newSVG(id string, width, height float64, title, description string) *svg {
	s := &svg{}
	fmt.Fprintf(s, `<svg viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-labelledby="%s-t %s-d" font-size="13">`, px(width), px(height), px(width), px(height), id, id)
	fmt.Fprintf(s, `<title id="%s-t">%s</title><desc id="%s-d">%s</desc>`, id, html.EscapeString(title), id, html.EscapeString(description))
	return s
}

// element writes an element with attributes given as name, value, name, value …: numbers are coordinates.
func (s *svg) element(name string, attributes ...any) {
	s.open(name, attributes...)
	s.WriteString("/>")
}

func (s *svg) open(name string, attributes ...any) {
	s.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		s.WriteString(" " + attributes[i].(string) + `="`)
		switch v := attributes[i+1].(type) {
		case float64:
			s.WriteString(px(v))
		case int:
			s.WriteString(strconv.Itoa(v))
		default:
			s.WriteString(html.EscapeString(v.(string)))
		}
		s.WriteString(`"`)
	}
}

// text writes a text at a point; its attributes follow as in element.
func (s *svg) text(x, y float64, text string, attributes ...any) {
	s.open("text", append([]any{"x", x, "y", y}, attributes...)...)
	s.WriteString(">" + html.EscapeString(text) + "</text>")
}

// done closes the picture.
func (s *svg) done() template.HTML {
	s.WriteString("</svg>")
	return template.HTML(s.String()) // every text in it went through html.EscapeString
}

// px is a coordinate to a tenth, without needless zeros.
func px(x float64) string {
	text := strconv.FormatFloat(x, 'f', 1, 64)
	text = strings.TrimSuffix(text, ".0")
	if text == "-0" {
		return "0"
	}
	return text
}
