package drawing

import "trama/locale"

// missingDrawn is how many missing relations are drawn: the first ones, that the eye may follow them.
const missingDrawn = 8

// drawnPairs returns where the first of some pairs lie of which both nodes are drawn.
func (p *placement) drawnPairs(pairs [][2]string) [][2]point {
	at := map[string]point{}
	for i, piece := range p.pieces {
		for k, node := range piece.nodes {
			at[p.graph.NodeID(node)] = p.at[i][k]
		}
	}
	for i, node := range p.isolates {
		at[p.graph.NodeID(node)] = p.isolated[i]
	}
	var out [][2]point
	for _, pair := range pairs {
		a, first := at[pair[0]]
		b, second := at[pair[1]]
		if first && second && len(out) < missingDrawn {
			out = append(out, [2]point{a, b})
		}
	}
	return out
}

// drawMissing writes the missing relations as dots, also from one piece to another.
func (p *placement) drawMissing(out *svg) {
	line := ""
	for _, ends := range p.missing {
		line += "M" + px(ends[0].x) + " " + px(ends[0].y) + "L" + px(ends[1].x) + " " + px(ends[1].y)
	}
	if line != "" {
		dotted(out, line)
	}
}

func dotted(out *svg, line string) {
	out.element("path", "d", line, "stroke", "#05527d", "stroke-width", "2.6", "stroke-dasharray", "0.1 5.5", "stroke-linecap", "round", "fill", "none")
}

// missingLegend names the mark of what is missing, where any is drawn.
func (p *placement) missingLegend(l *locale.Locale) []Legend {
	if len(p.missing) == 0 {
		return nil
	}
	return []Legend{{small(func(s *svg) { dotted(s, "M2 9L17 9") }), l.Say("drawing.missing", nil)}}
}
