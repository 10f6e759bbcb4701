package drawing

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/analysis"
	"trama/graph"
)

// lattice is a grid of rows and columns.
func lattice(rows, columns int) [][]int {
	neighbours := make([][]int, rows*columns)
	join := func(a, b int) { neighbours[a], neighbours[b] = append(neighbours[a], b), append(neighbours[b], a) }
	for r := range rows {
		for c := range columns {
			if c+1 < columns {
				join(r*columns+c, r*columns+c+1)
			}
			if r+1 < rows {
				join(r*columns+c, (r+1)*columns+c)
			}
		}
	}
	return neighbours
}

func TestMaxentLayoutIsFiniteAndTheSameEveryTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		neighbours := drawnGraph(t)
		at := evened(maxentLayout(neighbours))
		finite(t, at)
		if !slices.Equal(at, evened(maxentLayout(neighbours))) {
			t.Fatal("the second layout differs from the first")
		}
		for i, p := range at {
			for j := range i {
				if p.to(at[j]) < 1e-6 {
					t.Fatalf("%d lies on %d", i, j)
				}
			}
		}
	})
}

// TestLatticeLiesFlat: on a grid, distances on paper follow distances in steps: the correlation is that of the plain
// drawing of a grid (0.96 for a square of 20 by 20) less a little.
func TestLatticeLiesFlat(t *testing.T) {
	neighbours := lattice(20, 20)
	at := maxentLayout(neighbours)
	var paper, steps []float64
	for i := range at {
		for j, d := range stepsFrom(neighbours, i) {
			if j < i {
				paper, steps = append(paper, at[i].to(at[j])), append(steps, float64(d))
			}
		}
	}
	if r := correlation(paper, steps); r < .93 {
		t.Errorf("correlation %.3f", r)
	}
}

func correlation(x, y []float64) float64 {
	mean := func(x []float64) (m float64) {
		for _, v := range x {
			m += v / float64(len(x))
		}
		return m
	}
	mx, my := mean(x), mean(y)
	var xy, xx, yy float64
	for i := range x {
		xy, xx, yy = xy+(x[i]-mx)*(y[i]-my), xx+(x[i]-mx)*(x[i]-mx), yy+(y[i]-my)*(y[i]-my)
	}
	return xy / math.Sqrt(xx*yy)
}

// TestPivotStartOfAPath: the nodes of a path lie in its order.
func TestPivotStartOfAPath(t *testing.T) {
	at := pivotStart(lattice(1, 200))
	rising := at[199].x > at[0].x
	for i := 10; i < 200; i += 10 { // apart from what the spiral moves each
		if (at[i].x > at[i-10].x) != rising {
			t.Fatalf("node %d lies at %v, node %d at %v", i-10, at[i-10], i, at[i])
		}
	}
}

// TestPushIsNearTheSum: what a tree sums is near to the plain sum over all points.
func TestPushIsNearTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coordinate := rapid.Float64Range(-50, 50)
		at := make([]point, rapid.IntRange(1, 120).Draw(t, "n"))
		for i := range at {
			at[i] = point{coordinate.Draw(t, "x"), coordinate.Draw(t, "y")}
		}
		if rapid.Bool().Draw(t, "twice") {
			at = append(at, at...) // points on each other
		}
		push := func(squared float64) float64 { return 1 / max(squared, 1) }
		tree := newQuadtree(at)
		for _, p := range at {
			var want point
			size := 0.0
			for _, q := range at {
				w := push(p.to(q) * p.to(q))
				want.x, want.y = want.x+w*(p.x-q.x), want.y+w*(p.y-q.y)
				size += w * p.to(q)
			}
			if got := tree.push(p, push); got.to(want) > .25*size+1e-9 {
				t.Fatalf("%v: %v, want %v of %v", p, got, want, size)
			}
		}
	})
}

// TestEvenedKeepsDirectionsAndOrder: seen from the middle each node stays in its direction, and who was farther out stays so.
func TestEvenedKeepsDirectionsAndOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 60).Draw(t, "n")
		var at []point
		for range n { // with its opposite, so that the middle is at 0
			p := point{rapid.Float64Range(-20, 20).Draw(t, "x"), rapid.Float64Range(-20, 20).Draw(t, "y")}
			at = append(at, p, point{-p.x, -p.y})
		}
		before := slices.Clone(at)
		evened(at)
		for i, p := range at {
			q := before[i]
			if cross := p.x*q.y - p.y*q.x; math.Abs(cross) > 1e-6*(1+math.Hypot(p.x, p.y)*math.Hypot(q.x, q.y)) || p.x*q.x+p.y*q.y < -1e-9 {
				t.Fatalf("%v turns to %v", q, p)
			}
			for j := range i {
				if math.Hypot(q.x, q.y) > math.Hypot(before[j].x, before[j].y)+1e-6 && math.Hypot(p.x, p.y) < math.Hypot(at[j].x, at[j].y)-1e-6 {
					t.Fatalf("%d was farther out than %d", i, j)
				}
			}
		}
	})
}

// TestALargeNetworkIsDrawnWhole: 2,000 nodes and 6,000 relations, in a page of sane size, the same bytes each time; its names
// cover none other.
func TestALargeNetworkIsDrawnWhole(t *testing.T) {
	g := built(t, 2000, 6000)
	d := Pieces(analysis.Report{}, g, Options{Lang: "en"})
	svg := string(d.SVG)
	small := 0
	for _, m := range regexp.MustCompile(`<path d="([^"]*h0)" stroke="#4a545e"`).FindAllStringSubmatch(svg, -1) {
		small += strings.Count(m[1], "h0")
	}
	far := strings.Count(svg[strings.Index(svg, `class="far"`):], "<text")
	if isolates := strings.Count(svg, `<circle`); small+isolates < 2000 || far < 1800 {
		t.Errorf("%d nodes, %d isolates, %d hidden names", small, isolates, far)
	}
	if strings.Contains(d.Caption, "are drawn") || !strings.Contains(d.Caption, "large") {
		t.Error(d.Caption)
	}
	if len(svg) > 450_000 {
		t.Errorf("%d bytes", len(svg))
	}
	if again := Pieces(analysis.Report{}, g, Options{Lang: "en"}); again.SVG != d.SVG {
		t.Error("the second drawing differs from the first")
	}
}

// TestDenseNamesCoverNoOther of a piece with a hub, a critical actor and many more.
func TestDenseNamesCoverNoOther(t *testing.T) {
	s, _ := newSketch(built(t, 700, 2000), sketchOptions{most: wholeLimits()})
	p := placed(s, look{critical: map[string]bool{"n0000007": true}, names: s.namings()})
	labels := p.denseLabels(0)
	if len(labels) < denseNames {
		t.Errorf("%d names", len(labels))
	}
	critical, _ := s.graph.FindNode("n0000007")
	if !slices.ContainsFunc(labels, func(l label) bool { return l.node == critical }) {
		t.Error("the critical actor has no name")
	}
	for i, l := range labels {
		if !l.within(p.panels[0]) {
			t.Errorf("%v leaves the panel", l.lines)
		}
		for _, other := range labels[:i] {
			if l.meets(other.box) {
				t.Errorf("%v covers %v", l.lines, other.lines)
			}
		}
	}
}

// TestLegendOfALargeNetworkCountsItsMarks: only the first critical actors have a ring, and the legend says how many of how many.
func TestLegendOfALargeNetworkCountsItsMarks(t *testing.T) {
	g := built(t, 700, 2000)
	r := analysis.Report{}
	for i := range 50 {
		r.CriticalActors = append(r.CriticalActors, analysis.CriticalActor{ID: g.NodeID(i)})
	}
	r.Fragility.ArticulationPoints = 60
	d := Pieces(r, g, Options{Lang: "en"})
	if rings, said := strings.Count(string(d.SVG), `stroke="#1b2127"`), fmt.Sprint(d.Legend); rings != firstCritical || !strings.Contains(said, "(the first 40 of 60)") {
		t.Errorf("%d rings; %s", rings, said)
	}
}

func BenchmarkLargeDrawing(b *testing.B) {
	g := built(b, 2000, 6000)
	b.ResetTimer()
	for b.Loop() {
		if d := Pieces(analysis.Report{}, g, Options{Lang: "it"}); d == nil {
			b.Fatal("nothing drawn")
		}
	}
}

// ways is a graph of a lattice of organizations.
func ways(rows, columns int) *graph.Graph {
	b := graph.NewBuilder()
	for i, list := range lattice(rows, columns) {
		for _, j := range list {
			if i < j {
				b.Edge(graph.BuilderEdge{Source: b.Node(fmt.Sprintf("w%05d", i)), Target: b.Node(fmt.Sprintf("w%05d", j)), Type: "collaborates"})
			}
		}
	}
	g, _ := b.Build()
	return g
}

// TestMoreThanIsDrawnIsSaid of a network that is too large even so.
func TestMoreThanIsDrawnIsSaid(t *testing.T) {
	d := Pieces(analysis.Report{}, ways(60, 100), Options{Lang: "en"})
	if want := "5,000 of 6,000 nodes are drawn: of each large piece, the best connected part."; !strings.Contains(d.Caption, want) {
		t.Errorf("%q does not say %q", d.Caption, want)
	}
}
