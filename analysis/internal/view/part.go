package view

// Without returns the view of the nodes that are not out, with their pairs, and for each of its nodes the one it was.
// The graph behind it stays reachable: Position and Edges are those of the same graph. O(n+m).
func (v *View) Without(out []bool) (part *View, was []uint32) {
	n, number := 0, make([]uint32, v.N())
	for u := range number {
		number[u] = None
		if !out[u] {
			number[u] = uint32(n)
			n++
		}
	}
	part = &View{Offsets: make([]uint32, 1, n+1), sel: v.sel, positions: make([]uint32, 0, n)}
	was = make([]uint32, 0, n)
	for u := range v.N() {
		if out[u] {
			continue
		}
		for _, w := range v.Row(u) {
			if number[w] != None {
				part.Targets = append(part.Targets, number[w])
			}
		}
		part.Offsets = append(part.Offsets, uint32(len(part.Targets)))
		part.positions, was = append(part.positions, uint32(v.Position(u))), append(was, uint32(u))
	}
	if v.sel != nil {
		part.index = part.indexOf(v.sel.Graph.Nodes())
	} else {
		part.positions = nil
	}
	return part, was
}

func (v *View) indexOf(nodes int) []uint32 {
	index := make([]uint32, nodes)
	for i := range index {
		index[i] = None
	}
	for u, position := range v.positions {
		index[position] = uint32(u)
	}
	return index
}
