package render

import (
	"cmp"
	"math"
	"slices"
)

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

// enclosed moves the middle of the smallest circle around all nodes to 0 and returns its radius (Bădoiu and Clarkson
// 2003: a middle that goes towards the farthest node by ever smaller steps).
func enclosed(at []point) float64 {
	middle := at[0]
	for k := range 200 {
		far := 0
		for i, p := range at {
			if p.to(middle) > at[far].to(middle) {
				far = i
			}
		}
		step := 1 / float64(k+2)
		middle = point{middle.x + (at[far].x-middle.x)*step, middle.y + (at[far].y-middle.y)*step}
	}
	radius := 0.0
	for i, p := range at {
		at[i] = point{p.x - middle.x, p.y - middle.y}
		radius = max(radius, math.Hypot(at[i].x, at[i].y))
	}
	return radius
}

// apart pushes nodes that lie closer than least away from each other, a few rounds long.
func apart(at []point, least float64) {
	order := make([]int, len(at))
	for range 30 {
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(at[a].x, at[b].x) })
		moved := false
		for k, i := range order {
			for _, j := range order[k+1:] {
				if at[j].x-at[i].x >= least {
					break
				}
				moved = pushed(at, i, j, least) || moved
			}
		}
		if !moved {
			return
		}
	}
}

func pushed(at []point, i, j int, least float64) bool {
	d := at[i].to(at[j])
	if d >= least-1e-6 {
		return false
	}
	dx, dy := at[j].x-at[i].x, at[j].y-at[i].y
	if d < 1e-9 {
		sin, cos := math.Sincos(float64(i*7 + j)) // any direction, the same every time
		dx, dy, d = cos, sin, 1
	}
	shift := (least - at[i].to(at[j])) / 2 / d
	at[i].x, at[i].y = at[i].x-dx*shift, at[i].y-dy*shift
	at[j].x, at[j].y = at[j].x+dx*shift, at[j].y+dy*shift
	return true
}

// packed places circles of given radii without overlap, the first in the middle and each next one, touching two that
// are there, as near to it as it can be; nearness counts less sideways, for pages are wider than pictures are high.
func packed(radii []float64) []point {
	at := make([]point, len(radii))
	for i := 1; i < len(radii); i++ {
		best, found := point{}, false
		for a := range i {
			for _, p := range touching(at, radii, a, i) {
				if (!found || spread(p) < spread(best)-1e-9) && free(at, radii, p, i) {
					best, found = p, true
				}
			}
		}
		at[i] = best
	}
	return at
}

func spread(p point) float64 { return math.Hypot(p.x*.62, p.y) }

// touching returns places for circle i that touch circle a: in eight directions, and where it touches another one too.
func touching(at []point, radii []float64, a, i int) []point {
	reach := radii[a] + radii[i]
	var places []point
	for k := range 8 {
		sin, cos := math.Sincos(float64(k) * math.Pi / 4)
		places = append(places, point{at[a].x + reach*cos, at[a].y + reach*sin})
	}
	for b := range a {
		d, other := at[a].to(at[b]), radii[b]+radii[i]
		if d == 0 || d > reach+other {
			continue
		}
		along := (d*d + reach*reach - other*other) / (2 * d)
		aside := math.Sqrt(max(0, reach*reach-along*along))
		ux, uy := (at[b].x-at[a].x)/d, (at[b].y-at[a].y)/d
		places = append(places,
			point{at[a].x + along*ux - aside*uy, at[a].y + along*uy + aside*ux},
			point{at[a].x + along*ux + aside*uy, at[a].y + along*uy - aside*ux})
	}
	return places
}

func free(at []point, radii []float64, p point, i int) bool {
	for j := range i {
		if at[j].to(p) < radii[j]+radii[i]-1e-6 {
			return false
		}
	}
	return true
}
