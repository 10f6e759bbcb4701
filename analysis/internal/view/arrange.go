package view

// Arrangement is a view with its nodes numbered anew, so that a kernel finds beside each other in memory what it needs
// together: on a large graph that is most of its time. It has no graph behind it.
type Arrangement struct {
	*View
	Number []uint32 // what each node is called here
	Was    []uint32 // the node that each number was
}

// HubsFirst returns the arrangement by descending degree, equals in their order: most rows of a skewed graph name its
// hubs, which then lie close together. It is made at the first call, in O(n+m).
func (v *View) HubsFirst() *Arrangement {
	v.hubsOnce.Do(func() { v.hubs = v.arranged(v.byDegree()) })
	return v.hubs
}

// byDegree returns the nodes by descending degree, sorted by counting.
func (v *View) byDegree() []uint32 {
	start := make([]uint32, v.MaxDegree()+2)
	for u := range v.N() {
		start[v.Degree(u)]++
	}
	next := uint32(0)
	for d := len(start) - 1; d >= 0; d-- {
		start[d], next = next, next+start[d]
	}
	order := make([]uint32, v.N())
	for u := range order {
		place := &start[v.Degree(u)]
		order[*place] = uint32(u)
		*place++
	}
	return order
}

// BreadthFirst returns the arrangement in breadth-first order, each component from its hub: for kernels that follow
// pairs. On a path of a million nodes whose ids are in any order that is the difference between minutes and seconds.
// O(n+m).
func (v *View) BreadthFirst() *Arrangement {
	hubs := v.HubsFirst()
	order := hubs.breadthFirst()
	a := hubs.arranged(order)
	number := make([]uint32, len(order))
	for u, hub := range hubs.Number {
		number[u] = a.Number[hub]
	}
	for i, hub := range order {
		order[i] = hubs.Was[hub]
	}
	a.Number, a.Was = number, order
	return a
}

func (v *View) breadthFirst() []uint32 {
	met, order := make([]bool, v.N()), make([]uint32, 0, v.N())
	for root := range met {
		if met[root] {
			continue
		}
		met[root] = true
		order = append(order, uint32(root))
		for i := len(order) - 1; i < len(order); i++ {
			for _, w := range v.Row(int(order[i])) {
				if !met[w] {
					met[w] = true
					order = append(order, w)
				}
			}
		}
	}
	return order
}

// arranged returns the view with its nodes in an order. Going through the nodes in it and entering each into the rows of
// its neighbours leaves every row ascending.
func (v *View) arranged(order []uint32) *Arrangement {
	number, was := make([]uint32, v.N()), rows{offsets: make([]uint32, v.N()+1)}
	for i, u := range order {
		number[u] = uint32(i)
		was.offsets[i+1] = was.offsets[i] + uint32(v.Degree(int(u)))
	}
	r := rowsOf(v.N(), entries{len(v.Targets), func(from int, row, value []uint32) {
		for i, k := was.holding(from), 0; k < len(row); i++ {
			behind := v.Row(int(order[i]))[from+k-int(was.offsets[i]):]
			for _, w := range behind[:min(len(behind), len(row)-k)] {
				row[k], value[k] = number[w], uint32(i)
				k++
			}
		}
	}})
	return &Arrangement{View: &View{Offsets: r.offsets, Targets: r.targets}, Number: number, Was: order}
}
