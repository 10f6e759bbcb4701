package drawing

// quadtree is points in squares within squares, so that many far ones count as one in their middle (Barnes and Hut 1986,
// doi:10.1038/324446a0).
type quadtree struct{ squares []square }

// square is one of the squares: how many points lie in it, their middle, and the squares within it, 0 where there are none.
type square struct {
	centre, middle point
	half           float64
	points         float64
	in             [4]int32
}

// squareDepth is how deep squares lie in each other: points nearer than that are one.
const squareDepth = 48

// newQuadtree makes the tree of some points, in O(n · depth).
func newQuadtree(at []point) *quadtree {
	low, high := extent(at)
	centre, half := point{(low.x + high.x) / 2, (low.y + high.y) / 2}, max(high.x-low.x, high.y-low.y)/2+1e-9
	t := &quadtree{squares: append(make([]square, 0, 2*len(at)), square{centre: centre, half: half})}
	for _, p := range at {
		t.insert(p)
	}
	for i := range t.squares {
		s := &t.squares[i]
		s.middle = point{s.middle.x / s.points, s.middle.y / s.points}
	}
	return t
}

// insert adds a point; middles are sums until all are in.
func (t *quadtree) insert(p point) {
	at := int32(0)
	for depth := 0; ; depth++ {
		s := &t.squares[at]
		before := point{s.middle.x, s.middle.y}
		s.points++
		s.middle = point{s.middle.x + p.x, s.middle.y + p.y}
		switch {
		case s.points == 1 || depth == squareDepth:
			return
		case s.points == 2: // the one that lay here alone goes into a square of its own
			in := t.within(at, before)
			t.squares[in].points, t.squares[in].middle = 1, before
		}
		at = t.within(at, p)
	}
}

// within returns the square inside another one in which a point lies, made where it is not there yet.
func (t *quadtree) within(at int32, p point) int32 {
	s := t.squares[at]
	k, half := 0, s.half/2
	centre := point{s.centre.x - half, s.centre.y - half}
	if p.x > s.centre.x {
		k, centre.x = k+1, s.centre.x+half
	}
	if p.y > s.centre.y {
		k, centre.y = k+2, s.centre.y+half
	}
	if s.in[k] == 0 {
		t.squares = append(t.squares, square{centre: centre, half: half})
		t.squares[at].in[k] = int32(len(t.squares) - 1)
	}
	return t.squares[at].in[k]
}

// farSquare is how wide a square may look from a point, as a share of its distance, to count as one: two points in opposite
// corners then push less than a quarter more or less than one in their middle would, about half the square of it.
const farSquare = .65

// push returns the sum of f(d²)·(p − q) over the points q at distance d from p, far ones taken together.
func (t *quadtree) push(p point, f func(squared float64) float64) point {
	var sum point
	stack := [4 * squareDepth]int32{}
	for n := 1; n > 0; {
		n--
		s := &t.squares[stack[n]]
		dx, dy := p.x-s.middle.x, p.y-s.middle.y
		squared := dx*dx + dy*dy
		if leaf := s.in == [4]int32{}; leaf || 4*s.half*s.half < farSquare*farSquare*squared {
			if squared > 0 {
				w := f(squared) * s.points
				sum.x, sum.y = sum.x+w*dx, sum.y+w*dy
			}
			continue
		}
		for _, in := range s.in {
			if in != 0 {
				stack[n] = in
				n++
			}
		}
	}
	return sum
}
