package drawing

import (
	"html/template"
	"math"
	"unicode/utf8"

	"trama/locale"
)

// Bars is a chart of a few numbers.
type Bars struct {
	ID      string // unique in the page
	Caption string
	Rows    []Bar
	All     int // how many numbers there are, with those that have no bar
}

// Bar is one number of a chart.
type Bar struct {
	Name  string
	Value float64
	Text  string // the value as it is written
}

// SVG draws the bars, each with its name to the left and its number at its end.
func (b Bars) SVG() template.HTML {
	const row, name = 24.0, 300.0
	most, widest := 0.0, 0
	for _, r := range b.Rows {
		most, widest = max(most, r.Value), max(widest, utf8.RuneCountInString(r.Text))
	}
	room := paperWidth - name - 20 - 8.5*float64(widest)
	out := newSVG(b.ID, paperWidth, row*float64(len(b.Rows))+8, b.Caption, b.described())
	for i, r := range b.Rows {
		y := 4 + row*float64(i)
		width := 0.0
		if most > 0 {
			width = math.Max(r.Value/most*room, 1.5)
		}
		out.text(name-10, y+16, locale.Cut(r.Name, 40), "text-anchor", "end")
		out.element("rect", "x", name, "y", y+3, "width", width, "height", row-7, "fill", "#05527d")
		out.text(name+width+8, y+16, r.Text, "font-weight", "600")
	}
	return out.done()
}

func (b Bars) described() string {
	text := ""
	for i, r := range b.Rows {
		if i > 0 {
			text += "; "
		}
		text += r.Name + ": " + r.Text
	}
	return text
}

// Curve draws how the largest piece shrinks as the best connected leave one after the other. The table beside it
// says the same in eleven rows.
func Curve(curve [][2]float64, lang string) *Drawing {
	l := locale.New(lang)
	const left, top, width, height = 64.0, 36.0, 860.0, 300.0
	out := newSVG("robustness-curve", paperWidth, height+top+52, l.Say("curve.title", nil), l.Say("curve.description", nil))
	for k := 0; k <= 10; k += 2 {
		share := float64(k) / 10
		x, y := left+share*width, top+(1-share)*height
		out.element("line", "x1", left, "y1", y, "x2", left+width, "y2", y, "stroke", "#cfd6dc")
		out.text(left-10, y+4, l.Percent(share), "text-anchor", "end")
		out.text(x, top+height+22, l.Percent(share), "text-anchor", "middle")
	}
	path, ideal := "", "M"+px(left)+" "+px(top)+"L"+px(left+width)+" "+px(top+height)
	for i, p := range curve {
		command := "L"
		if i == 0 {
			command = "M"
		}
		path += command + px(left+p[0]*width) + " " + px(top+(1-p[1])*height)
	}
	out.element("path", "d", ideal, "stroke", "#6b7681", "stroke-width", "1.5", "stroke-dasharray", "6 5", "fill", "none")
	out.element("path", "d", path, "stroke", "#a34a00", "stroke-width", "3", "fill", "none", "stroke-linejoin", "round")
	out.text(left+width, top+height+44, l.Say("curve.x", nil), "text-anchor", "end")
	out.text(left, top-18, l.Say("curve.y", nil))
	return &Drawing{SVG: out.done(), Caption: l.Say("curve.caption", nil)}
}
