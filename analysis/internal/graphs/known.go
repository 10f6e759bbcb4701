package graphs

// Known returns small graphs whose figures stand in the literature: "kite" (Krackhardt 1990, doi:10.2307/2393394, in the
// numbering of NetworkX), "petersen", "k33" (complete, three and three), "barbell" (two cliques of four, joined by a
// path over node 4: 0–3, 3–4, 4–5, 5–8) and "grid" (three rows of four, row by row). Another name is an empty graph.
func Known(name string) Edges {
	switch name {
	case "kite":
		return of(10, [][2]int{{0, 1}, {0, 2}, {0, 3}, {0, 5}, {1, 3}, {1, 4}, {1, 6}, {2, 3}, {2, 5}, {3, 4}, {3, 5}, {3, 6},
			{4, 6}, {5, 6}, {5, 7}, {6, 7}, {7, 8}, {8, 9}})
	case "petersen":
		return of(10, [][2]int{{0, 1}, {0, 4}, {0, 5}, {1, 2}, {1, 6}, {2, 3}, {2, 7}, {3, 4}, {3, 8}, {4, 9}, {5, 7}, {5, 8},
			{6, 8}, {6, 9}, {7, 9}})
	case "k33":
		e := Edges{N: 6}
		for i := range 3 {
			for j := range 3 {
				e.add(i, 3+j)
			}
		}
		return e
	case "barbell":
		e := of(9, [][2]int{{3, 4}, {4, 5}})
		for _, first := range []int{0, 5} {
			for i := range 4 {
				for j := range i {
					e.add(first+j, first+i)
				}
			}
		}
		return e
	case "grid":
		e := Edges{N: 12}
		for i := range 12 {
			if i%4 < 3 {
				e.add(i, i+1)
			}
			if i < 8 {
				e.add(i, i+4)
			}
		}
		return e
	}
	return Edges{}
}

func of(n int, pairs [][2]int) Edges {
	e := Edges{N: n}
	for _, p := range pairs {
		e.add(p[0], p[1])
	}
	return e
}
