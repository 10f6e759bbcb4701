package csv

import "trama/graph"

// weights is the column of the weights of all tables.
type weights struct {
	handle   int
	any      bool
	fraction bool // one of them is no integer, or too large to be exact
	profile  profile
	doubts   graph.Refusal // the first weight that could be read in two ways, if all others could
}

func (w *weights) add(t *table, edge int, x float64, n number) {
	if !w.any {
		w.any, w.handle = true, t.r.b.EdgeColumn(hidden+"weight")
	}
	t.r.b.SetEdge(edge, w.handle, graph.FloatValue(x))
	if n.integer {
		w.fraction = w.fraction || x > 1<<53
		return
	}
	w.fraction = true
	p := &w.profile
	before := p.doubtful(false)
	p.comma, p.point = p.comma || n.comma, p.point || n.point
	p.only3 = p.only3 || !t.commas && n.thousands()
	p.other3 = p.other3 || n.point && (t.commas || !n.thousands() || x < 1)
	if !before && p.doubtful(false) {
		w.doubts = graph.Refusal{File: t.name, Line: t.line, Why: graph.Say("weight_doubtful",
			`weight "{value}" could be read in two ways: points and commas among the weights mean different things`, graph.V{"value": graph.Shown(string(t.cells[t.weight]))})}
	}
}

// doubt returns an error where points among the weights may be decimal marks or stand between thousands.
func (w *weights) doubt() error {
	if !w.profile.doubtful(false) {
		return nil
	}
	return at(graph.Invalid, w.doubts.File, w.doubts.Line, w.doubts.Why)
}

// finishWeight makes integers of the weights where all of them are.
func (r *Reader) finishWeight() {
	if !r.weights.any {
		return
	}
	if !r.weights.fraction {
		r.b.ConvertEdges(r.weights.handle, func(v graph.Value) graph.Value {
			x, _ := v.Number()
			return graph.IntegerValue(int64(x))
		})
	}
	if !r.b.RenameEdges(r.weights.handle, "weight") {
		r.joinEdges(r.weights.handle, r.b.EdgeColumn("weight"))
	}
}

// wrongWeight returns why a cell is no weight.
func wrongWeight(cell []byte, n number, decimalComma bool) graph.Sentence {
	values := graph.V{"value": graph.Shown(string(cell))}
	switch _, ok := parseNumber(cell); {
	case ok && n.comma && !decimalComma:
		return graph.Say("weight_comma", `weight "{value}" is not a number: the decimal mark of this table is the point`, values)
	case ok:
		return graph.Say("weight_range", `weight "{value}" is not a finite number above 0`, values)
	}
	return graph.Say("weight_no_number", `weight "{value}" is not a number`, values)
}

// weightOf returns the value of a cell as a weight: a finite number above 0, plain, in which a table without commas
// between cells may have a decimal comma. Small whole numbers are read without a detour.
func weightOf(cell []byte, decimalComma bool) (x float64, n number, ok bool) {
	if len(cell) < 16 {
		whole := uint64(0)
		for i, c := range cell {
			if !isDigit(c) {
				break
			}
			whole = whole*10 + uint64(c-'0')
			if i == len(cell)-1 {
				return float64(whole), number{integer: true}, whole > 0
			}
		}
	}
	n, ok = parseNumber(cell)
	if !ok || n.comma && !decimalComma {
		return 0, n, false
	}
	x, ok = floatOf(cell, n)
	return x, n, ok && x > 0
}
