package graphs

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Made returns a large random graph by its name, the same for the same seed: "ba:N:M" preferential attachment with M
// pairs a node, "rmat:SCALE:FACTOR" with 2^SCALE nodes and FACTOR times as many edges (.57/.19/.19/.05), "er:N:M" M edges
// between N nodes, "path:N" and "star:N". Nodes are shuffled, so that numbers do not tell how a graph grew.
func Made(name string, seed int64) (Edges, error) {
	kind, rest, _ := strings.Cut(name, ":")
	var sizes []int
	for text := range strings.SplitSeq(rest, ":") {
		size, err := strconv.Atoi(text)
		if err != nil || size < 1 {
			return Edges{}, fmt.Errorf("%s is no graph", name)
		}
		sizes = append(sizes, size)
	}
	random := rand.New(rand.NewPCG(uint64(seed), 0))
	var e Edges
	switch {
	case kind == "ba" && len(sizes) == 2 && sizes[0] > sizes[1] && sizes[0]*sizes[1] < 1<<31:
		e = preferential(sizes[0], sizes[1], random)
	case kind == "rmat" && len(sizes) == 2 && sizes[0] <= 27 && sizes[1] <= 1<<(30-sizes[0]):
		e = recursive(sizes[0], sizes[1], random)
	case kind == "er" && len(sizes) == 2 && sizes[0] < 1<<31 && sizes[1] < 1<<31:
		e = uniform(sizes[0], sizes[1], random)
	case kind == "path" && len(sizes) == 1 && sizes[0] < 1<<31:
		e = Edges{N: sizes[0]}
		path(nil, &e)
	case kind == "star" && len(sizes) == 1 && sizes[0] < 1<<31:
		e = Edges{N: sizes[0]}
		star(nil, &e)
	default:
		return Edges{}, fmt.Errorf("%s is no graph", name)
	}
	e.shuffle(random)
	return e, nil
}

func (e *Edges) shuffle(random *rand.Rand) {
	names := make([]uint32, e.N)
	for i := range names {
		j := random.IntN(i + 1)
		names[i] = names[j]
		names[j] = uint32(i)
	}
	for i := range e.Source {
		e.Source[i], e.Target[i] = names[e.Source[i]], names[e.Target[i]]
	}
}

// preferential lets each new node join an end, uniformly chosen, of earlier edges (Batagelj and Brandes 2005,
// doi:10.1103/PhysRevE.71.036113).
func preferential(n, m int, random *rand.Rand) Edges {
	e := Edges{N: n}
	for i := range m + 1 {
		for j := range i {
			e.add(i, j)
		}
	}
	for v := m + 1; v < n; v++ {
		older := 2 * len(e.Source)
		for range m {
			end := random.IntN(older)
			to := e.Source[end/2]
			if end%2 == 1 {
				to = e.Target[end/2]
			}
			e.add(v, int(to))
		}
	}
	return e
}

// recursive chooses the bits of both ends of an edge together, one quadrant after the other (Chakrabarti, Zhan, Faloutsos
// 2004, doi:10.1137/1.9781611972740.43).
func recursive(scale, factor int, random *rand.Rand) Edges {
	e := Edges{N: 1 << scale}
	for range factor << scale {
		s, t := 0, 0
		for range scale {
			quadrant := random.Float64()
			s, t = 2*s, 2*t
			if quadrant >= .76 {
				s++
			}
			if quadrant >= .57 && quadrant < .76 || quadrant >= .95 {
				t++
			}
		}
		e.add(s, t)
	}
	return e
}

func uniform(n, m int, random *rand.Rand) Edges {
	e := Edges{N: n}
	for range m {
		e.add(random.IntN(n), random.IntN(n))
	}
	return e
}
