package view

// Arranged returns the same graph with its nodes numbered anew in breadth-first order, component by component, so that a
// kernel that follows pairs finds beside each other in memory what it meets together: on a path of a million nodes whose
// ids are in any order that is the difference between minutes and seconds. number is what each node is called there,
// was the node that each number was. The arranged view has no graph behind it. O(n+m).
func (v *View) Arranged() (arranged *View, number, was []uint32) {
	n := v.N()
	number, was = make([]uint32, n), make([]uint32, 0, n)
	for u := range number {
		number[u] = None
	}
	for root := range n {
		if number[root] != None {
			continue
		}
		number[root] = uint32(len(was))
		was = append(was, uint32(root))
		for i := len(was) - 1; i < len(was); i++ {
			for _, w := range v.Row(int(was[i])) {
				if number[w] == None {
					number[w] = uint32(len(was))
					was = append(was, w)
				}
			}
		}
	}
	r := rows{offsets: make([]uint32, 1, n+1), targets: make([]uint32, 0, len(v.Targets))}
	for _, u := range was {
		for _, w := range v.Row(int(u)) {
			r.targets = append(r.targets, number[w])
		}
		r.offsets = append(r.offsets, uint32(len(r.targets)))
	}
	r = r.transposed() // a symmetric graph turned over is itself, with ascending rows
	return &View{Offsets: r.offsets, Targets: r.targets}, number, was
}
