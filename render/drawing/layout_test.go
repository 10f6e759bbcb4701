package drawing

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/locale"
)

// drawnGraph draws a connected graph: a random tree, and some more edges.
func drawnGraph(t *rapid.T) [][]int {
	n := rapid.IntRange(1, 40).Draw(t, "nodes")
	neighbours := make([][]int, n)
	join := func(a, b int) {
		if a != b && !slices.Contains(neighbours[a], b) {
			neighbours[a], neighbours[b] = append(neighbours[a], b), append(neighbours[b], a)
		}
	}
	for i := 1; i < n; i++ {
		join(i, rapid.IntRange(0, i-1).Draw(t, "parent"))
	}
	for range rapid.IntRange(0, n).Draw(t, "more") {
		join(rapid.IntRange(0, n-1).Draw(t, "a"), rapid.IntRange(0, n-1).Draw(t, "b"))
	}
	return neighbours
}

func finite(t *rapid.T, at []point) {
	for i, p := range at {
		if math.IsNaN(p.x) || math.IsNaN(p.y) || math.IsInf(p.x, 0) || math.IsInf(p.y, 0) {
			t.Fatalf("node %d lies at %v", i, p)
		}
	}
}

func TestStressLayoutIsFiniteAndTheSameEveryTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		neighbours := drawnGraph(t)
		at := stressLayout(neighbours)
		finite(t, at)
		if !slices.Equal(at, stressLayout(neighbours)) {
			t.Fatal("the second layout differs from the first")
		}
	})
}

// TestPathLiesStraight: on a path the distances fit on paper, and the rounds come near to that.
func TestPathLiesStraight(t *testing.T) {
	for _, n := range []int{2, 3, 5, 12} {
		neighbours := make([][]int, n)
		for i := range n - 1 {
			neighbours[i], neighbours[i+1] = append(neighbours[i], i+1), append(neighbours[i+1], i)
		}
		at := stressLayout(neighbours)
		for i, p := range at {
			for j, q := range at {
				want := math.Abs(float64(i - j))
				if d := p.to(q); math.Abs(d-want) > .03*want {
					t.Errorf("path of %d: %d and %d are %.3f apart, want %v", n, i, j, d, want)
				}
			}
			if math.Abs(p.y) > .06*float64(n) {
				t.Errorf("path of %d: node %d is not level: %v", n, i, p)
			}
		}
	}
}

func TestStepsFromAreThoseOfAPlainSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		neighbours := drawnGraph(t)
		n := len(neighbours)
		distance := make([][]int, n) // Floyd and Warshall
		for i := range distance {
			distance[i] = make([]int, n)
			for j := range distance[i] {
				distance[i][j] = n * n
			}
			distance[i][i] = 0
			for _, j := range neighbours[i] {
				distance[i][j] = 1
			}
		}
		for k := range n {
			for i := range n {
				for j := range n {
					distance[i][j] = min(distance[i][j], distance[i][k]+distance[k][j])
				}
			}
		}
		for i := range n {
			if got := stepsFrom(neighbours, i); !slices.Equal(got, distance[i]) {
				t.Fatalf("from %d: %v, want %v", i, got, distance[i])
			}
		}
	})
}

// TestPanelsFillTheirRows: rows are no wider than the paper, in order, and no panel is squeezed or stretched too much.
func TestPanelsFillTheirRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wanted := rapid.SliceOfN(rapid.Float64Range(60, 1500), 0, 25).Draw(t, "wanted")
		widths, rows := panelRows(wanted, paperWidth)
		if len(widths) != len(wanted) || len(rows) != len(wanted) {
			t.Fatalf("%d widths, %d rows for %d", len(widths), len(rows), len(wanted))
		}
		sums := map[int]float64{}
		for i, w := range widths {
			if i > 0 && rows[i] != rows[i-1] && rows[i] != rows[i-1]+1 {
				t.Fatalf("rows %v", rows)
			}
			if sums[rows[i]] > 0 {
				sums[rows[i]] += panelGap
			}
			sums[rows[i]] += w
			if want := min(wanted[i], paperWidth); w < want/(panelTight*1.3) || w > want*panelLoose+1e-6 {
				t.Fatalf("%v is made %v", want, w)
			}
		}
		for row, sum := range sums {
			if sum > paperWidth+1e-6 {
				t.Fatalf("row %d is %v wide", row, sum)
			}
		}
	})
}

// TestNothingInAPanelCoversAnother: whatever the plates, they come apart and lie in the panel.
func TestNothingInAPanelCoversAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		neighbours := drawnGraph(t)
		plates := make([]plate, len(neighbours))
		for i := range plates {
			plates[i] = plate{rapid.Float64Range(6, 80).Draw(t, "side"), rapid.Float64Range(6, 14).Draw(t, "up"), rapid.Float64Range(6, 60).Draw(t, "down")}
		}
		width := rapid.Float64Range(190, paperWidth).Draw(t, "width")
		at, height := settled(stressLayout(neighbours), plates, width)
		finite(t, at)
		for i, p := range plates {
			a := p.at(at[i], 1)
			if !a.within(box{0, 0, width, height}) {
				t.Fatalf("%v is not in %v × %v", a, width, height)
			}
			for j := range i {
				b := plates[j].at(at[j], 1)
				if x, y := min(a.right, b.right)-max(a.left, b.left), min(a.bottom, b.bottom)-max(a.top, b.top); x > .2 && y > .2 {
					t.Fatalf("%v covers %v", a, b)
				}
			}
		}
	})
}

// chain makes a graph of a path, a star and isolates, of given sizes.
func chain(t *testing.T, path, star, isolates int) *graph.Graph {
	t.Helper()
	typ := "collaborates"
	c := graph.Changes{}
	node := func(id string) {
		kind := "organization"
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id, Kind: &kind})
	}
	for i := range path {
		node(name("p", i))
	}
	for i := range star {
		node(name("s", i))
	}
	for i := range isolates {
		node(name("i", i))
	}
	for i := 1; i < path; i++ {
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: name("p", i-1), Target: name("p", i), Type: &typ})
	}
	for i := 1; i < star; i++ {
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: name("s", 0), Target: name("s", i), Type: &typ})
	}
	g, err := graph.Empty().Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func name(prefix string, i int) string {
	return prefix + string([]byte{'0' + byte(i/1000%10), '0' + byte(i/100%10), '0' + byte(i/10%10), '0' + byte(i%10)})
}

func TestSketchOfASmallNetworkIsWhole(t *testing.T) {
	s, ok := newSketch(chain(t, 7, 5, 3), sketchOptions{lens: graph.Lens{}, locale: locale.New("it"), most: smallLimits()})
	if !ok || s.drawn() != 15 || s.total != 15 || len(s.pieces) != 2 || s.size.pieces != 2 || s.size.isolates != 3 {
		t.Errorf("drawn %d of %d, %d pieces, size %v", s.drawn(), s.total, len(s.pieces), s.size)
	}
	if first := s.pieces[0]; first.whole != 7 || len(first.nodes) != 7 {
		t.Errorf("the first piece is not the largest: %v", first)
	}
}

func TestSketchOfALargeNetworkTakesTheConnectedPartOfEachPiece(t *testing.T) {
	s, _ := newSketch(chain(t, 3000, 1500, 500), sketchOptions{lens: graph.Lens{}, locale: locale.New("it"), most: smallLimits()})
	if s.drawn() > largeNodes+isolatesNamed+2 || len(s.isolates) != isolatesNamed || s.size.isolates != 500 {
		t.Errorf("drawn %d, isolates %d of %d", s.drawn(), len(s.isolates), s.size.isolates)
	}
	for i, p := range s.pieces {
		if seen := inBreadth(p.neighbours, 0); len(seen) != len(p.nodes) {
			t.Errorf("piece %d: %d of %d nodes hang together", i, len(seen), len(p.nodes))
		}
	}
	hub := s.pieces[1]
	if s.graph.NodeID(hub.nodes[0]) != "s0000" {
		t.Errorf("the star is not drawn from its middle, but from %s", s.graph.NodeID(hub.nodes[0]))
	}
}

func TestSketchOfALensThatDoesNotFit(t *testing.T) {
	if _, ok := newSketch(chain(t, 2, 0, 0), sketchOptions{lens: graph.Lens{LeaveOut: []string{"nobody"}}, locale: locale.New("it"), most: smallLimits()}); ok {
		t.Error("a lens that leaves out who is not there gives a sketch")
	}
}

func TestCoordinatesAreShort(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 1: "1", -0.01: "0", 12.34: "12.3", -7.25: "-7.2", 100: "100", 99.96: "100"} {
		if got := px(x); got != want {
			t.Errorf("%v: %q, want %q", x, got, want)
		}
	}
}

func BenchmarkStressLayout(b *testing.B) {
	neighbours := make([][]int, largeNodes)
	for i := 1; i < largeNodes; i++ {
		j := (i * 7) % i
		neighbours[i], neighbours[j] = append(neighbours[i], j), append(neighbours[j], i)
	}
	for b.Loop() {
		stressLayout(neighbours)
	}
}
