package render

import "trama/locale"

// curveTable is the curve in eleven rows: what is left when a tenth, two tenths … of the nodes have left.
func curveTable(curve [][2]float64, l *locale.Locale) *Table {
	t := &Table{Caption: l.Say("curve.table", nil), Columns: columns(l, []string{"curve.x"}, "curve.y")}
	for k := 0; k <= 10; k++ {
		share := float64(k) / 10
		t.Rows = append(t.Rows, []string{l.Percent(share), l.Percent(leftAt(curve, share))})
	}
	return t
}

// leftAt is the share left at the last point of the curve that is not beyond the share removed.
func leftAt(curve [][2]float64, share float64) float64 {
	left := 0.0
	for _, p := range curve {
		if p[0] > share+1e-9 {
			break
		}
		left = p[1]
	}
	return left
}
