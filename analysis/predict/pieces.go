package predict

import "trama/analysis/internal/view"

// triangles counts the triangles at each node.
func triangles(v *view.View) []float64 {
	out, mark := make([]float64, v.N()), make([]bool, v.N())
	for u := range v.N() {
		for _, w := range v.Row(u) {
			mark[w] = true
		}
		for _, w := range v.Row(u) {
			if w < uint32(u) {
				continue
			}
			for _, x := range v.Row(int(w)) {
				if x > w && mark[x] {
					out[u]++
					out[w]++
					out[x]++
				}
			}
		}
		for _, w := range v.Row(u) {
			mark[w] = false
		}
	}
	return out
}

// componentsOf numbers the components of a view.
func componentsOf(v *view.View) []uint32 {
	part := make([]uint32, v.N())
	for u := range part {
		part[u] = view.None
	}
	count := uint32(0)
	var stack []uint32
	for u := range part {
		if part[u] != view.None {
			continue
		}
		part[u] = count
		for stack = append(stack[:0], uint32(u)); len(stack) > 0; {
			x := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, y := range v.Row(int(x)) {
				if part[y] == view.None {
					part[y] = count
					stack = append(stack, y)
				}
			}
		}
		count++
	}
	return part
}
