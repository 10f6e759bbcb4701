package drawing

import "math"

// point is a place in a drawing.
type point struct{ x, y float64 }

func (p point) to(q point) float64 { return math.Hypot(p.x-q.x, p.y-q.y) }

// stressRounds is how often every node is moved to where its distances to the others fit best.
const stressRounds = 80

// stressLayout places the nodes of a connected graph so that distances on paper follow distances in steps: stress
// majorization (Gansner, Koren and North 2004, doi:10.1007/978-3-540-31843-9_25), node by node, from a radial start.
// The result has its middle at 0, an edge is about 1 long, and the longer side lies flat. O(rounds · n²).
func stressLayout(neighbours [][]int) []point {
	n := len(neighbours)
	steps := make([][]int, n)
	for i := range steps {
		steps[i] = stepsFrom(neighbours, i)
	}
	at := radialStart(neighbours, steps)
	for range stressRounds {
		for i := range at {
			at[i] = bestPlace(at, steps[i], i)
		}
	}
	return levelled(at)
}

// stepsFrom returns the distance in steps from a node to every other.
func stepsFrom(neighbours [][]int, from int) []int {
	steps := make([]int, len(neighbours))
	for i := range steps {
		steps[i] = -1
	}
	steps[from] = 0
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		for _, next := range neighbours[queue[0]] {
			if steps[next] < 0 {
				steps[next] = steps[queue[0]] + 1
				queue = append(queue, next)
			}
		}
	}
	return steps
}

// radialStart puts the most connected node in the middle and the others on rings around it, in the order in which a
// walk in breadth reaches them.
func radialStart(neighbours [][]int, steps [][]int) []point {
	middle := 0
	for i := range neighbours {
		if len(neighbours[i]) > len(neighbours[middle]) {
			middle = i
		}
	}
	rings := map[int][]int{}
	for _, i := range inBreadth(neighbours, middle) {
		rings[steps[middle][i]] = append(rings[steps[middle][i]], i)
	}
	at := make([]point, len(neighbours))
	for ring := 1; ring < len(neighbours); ring++ {
		for k, i := range rings[ring] {
			angle := 2 * math.Pi * (float64(k) + .5/float64(ring)) / float64(len(rings[ring]))
			at[i] = point{float64(ring) * math.Cos(angle), float64(ring) * math.Sin(angle)}
		}
	}
	return at
}

func inBreadth(neighbours [][]int, from int) []int {
	seen := make([]bool, len(neighbours))
	seen[from] = true
	order := []int{from}
	for at := 0; at < len(order); at++ {
		for _, next := range neighbours[order[at]] {
			if !seen[next] {
				seen[next] = true
				order = append(order, next)
			}
		}
	}
	return order
}

// bestPlace is where node i lies best while the others stay: the mean, weighted by 1/d², of where each other wants it.
func bestPlace(at []point, steps []int, i int) point {
	var x, y, total float64
	for j, p := range at {
		d := float64(steps[j])
		if j == i || d <= 0 {
			continue
		}
		away := at[i].to(p)
		if away < 1e-9 {
			away = 1e-9
		}
		w := 1 / (d * d)
		x += w * (p.x + d*(at[i].x-p.x)/away)
		y += w * (p.y + d*(at[i].y-p.y)/away)
		total += w
	}
	if total == 0 {
		return at[i]
	}
	return point{x / total, y / total}
}

// levelled moves the middle to 0 and turns the longest direction level.
func levelled(at []point) []point {
	var middle point
	for _, p := range at {
		middle.x += p.x / float64(len(at))
		middle.y += p.y / float64(len(at))
	}
	var xx, xy, yy float64
	for i, p := range at {
		at[i] = point{p.x - middle.x, p.y - middle.y}
		xx, xy, yy = xx+at[i].x*at[i].x, xy+at[i].x*at[i].y, yy+at[i].y*at[i].y
	}
	angle := math.Atan2(2*xy, xx-yy) / 2
	sin, cos := math.Sincos(-angle)
	for i, p := range at {
		at[i] = point{p.x*cos - p.y*sin, p.x*sin + p.y*cos}
	}
	return at
}
