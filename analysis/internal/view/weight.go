package view

// Weights returns the strength of each slot: the sum of the weights of the edges between the two, added in order of
// edge id. An edge without a weight, or in a graph whose weights do not fit their meaning, counts 1. It is made at the
// first call, in O(m log k). A weight is a strength and never a length.
func (v *View) Weights() []float64 {
	v.weightOnce.Do(func() { v.weights = v.sumWeights() })
	return v.weights
}

// Strength returns the sum of the weights in the row of u.
func (v *View) Strength(u int) float64 {
	sum := 0.0
	for _, w := range v.Weights()[v.Offsets[u]:v.Offsets[u+1]] {
		sum += w
	}
	return sum
}

func (v *View) sumWeights() []float64 {
	weights := make([]float64, len(v.Targets))
	if v.sel == nil {
		for i := range weights {
			weights[i] = 1
		}
		return weights
	}
	g := v.sel.Graph
	column := g.EdgeMeaning("weight")
	for e := range g.Edges() {
		if !v.sel.HasEdge(e) {
			continue
		}
		from, to := g.Ends(e)
		if from == to {
			continue
		}
		u, in := v.Index(from)
		w, too := v.Index(to)
		if !in || !too {
			continue // of a part, the rest
		}
		weight, ok := column.Number(e)
		if !ok {
			weight = 1
		}
		there, _ := v.Slot(u, w)
		back, _ := v.Slot(w, u)
		weights[there] += weight
		weights[back] += weight
	}
	return weights
}

// Edges returns the positions in the graph of the selected edges between u and w, ascending; nil without a graph.
func (v *View) Edges(u, w int) []int {
	if v.sel == nil {
		return nil
	}
	g := v.sel.Graph
	if v.Degree(u) > v.Degree(w) {
		u, w = w, u
	}
	from, to := v.Position(u), v.Position(w)
	var edges []int
	for _, e := range g.Incidence().Of(from) {
		s, t := g.Ends(int(e))
		if (s == to || t == to) && v.sel.HasEdge(int(e)) {
			edges = append(edges, int(e))
		}
	}
	return edges
}
