package drawing

import "math"

// pivotsMost is how many pivots a start is made of.
const pivotsMost = 50

// pivotStart places the nodes of a connected graph by their distances to a few pivots, far from each other: pivot MDS
// (Brandes and Pich 2007, doi:10.1007/978-3-540-70904-6_6). Nodes that have the same distances lie a little apart, in a spiral.
// O(k · (n + m) + k² · n) for k pivots.
func pivotStart(neighbours [][]int) []point {
	steps := pivotSteps(neighbours)
	c := doubleCentred(steps)
	first := strongest(c, nil)
	second := strongest(c, first)
	at := make([]point, len(neighbours))
	for i := range at {
		for k := range c {
			at[i].x += c[k][i] * first[k]
			at[i].y += c[k][i] * second[k]
		}
	}
	return spread(at, neighbours)
}

// pivotSteps returns the distances from pivots to all nodes: the first pivot has most neighbours, each next one lies
// farthest from those before.
func pivotSteps(neighbours [][]int) [][]int {
	pivot := 0
	for i := range neighbours {
		if len(neighbours[i]) > len(neighbours[pivot]) {
			pivot = i
		}
	}
	nearest := make([]int, len(neighbours))
	for i := range nearest {
		nearest[i] = math.MaxInt
	}
	var all [][]int
	for range min(pivotsMost, len(neighbours)) {
		steps := stepsFrom(neighbours, pivot)
		all = append(all, steps)
		for i, d := range steps {
			nearest[i] = min(nearest[i], d)
			if nearest[i] > nearest[pivot] {
				pivot = i
			}
		}
	}
	return all
}

// doubleCentred returns −½ of the squared distances, less the means of rows and columns.
func doubleCentred(steps [][]int) [][]float64 {
	n, whole := len(steps[0]), 0.0
	columns := make([]float64, n)
	c := make([][]float64, len(steps))
	for k, row := range steps {
		c[k] = make([]float64, n)
		mean := 0.0
		for i, d := range row {
			c[k][i] = float64(d * d)
			mean += c[k][i] / float64(n)
			columns[i] += c[k][i] / float64(len(steps))
		}
		for i := range c[k] {
			c[k][i] -= mean
		}
		whole += mean / float64(len(steps))
	}
	for k := range c {
		for i := range c[k] {
			c[k][i] = -(c[k][i] - columns[i] + whole) / 2
		}
	}
	return c
}

// powerRounds is how often the power iteration is made: the directions need not be exact.
const powerRounds = 60

// strongest returns the direction among the pivots in which the nodes spread most, at right angles to another one.
func strongest(c [][]float64, other []float64) []float64 {
	products := make([][]float64, len(c))
	for k := range c {
		products[k] = make([]float64, len(c))
		for m := range c[:k+1] {
			sum := 0.0
			for i := range c[k] {
				sum += c[k][i] * c[m][i]
			}
			products[k][m], products[m][k] = sum, sum
		}
	}
	v := make([]float64, len(c))
	for k := range v {
		v[k] = 1 / float64(k+1)
	}
	for range powerRounds {
		next := make([]float64, len(v))
		for k := range next {
			for m := range v {
				next[k] += products[k][m] * v[m]
			}
		}
		v = unit(without(next, other))
	}
	return v
}

func without(v, other []float64) []float64 {
	along := 0.0
	for k := range other {
		along += v[k] * other[k]
	}
	for k := range other {
		v[k] -= along * other[k]
	}
	return v
}

func unit(v []float64) []float64 {
	length := 0.0
	for _, x := range v {
		length = math.Hypot(length, x)
	}
	if length < 1e-12 {
		return make([]float64, len(v))
	}
	for k := range v {
		v[k] /= length
	}
	return v
}

// spread brings a layout to edges about 1 long, and moves each node a little, in the direction of a spiral of golden angles.
func spread(at []point, neighbours [][]int) []point {
	length, n := 0.0, 0
	for i, list := range neighbours {
		for _, j := range list {
			length, n = length+at[i].to(at[j]), n+1
		}
	}
	scale := 1.0
	if length > 1e-9 {
		scale = float64(n) / length
	}
	for i, p := range at {
		sin, cos := math.Sincos(float64(i) * math.Pi * (3 - math.Sqrt(5)))
		at[i] = point{p.x*scale + .3*cos, p.y*scale + .3*sin}
	}
	return at
}
