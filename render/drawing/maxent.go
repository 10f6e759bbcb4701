package drawing

import "math"

// How the layout of a large piece is made: how strongly nodes keep apart from all others at first, by how much less
// at each stage, at how many, and how many rounds a stage has.
const (
	apartFirst  = 1.0
	apartLess   = .3
	apartStages = 5
	apartRounds = 24
	leavesMany  = .3 // the share of nodes with one neighbour from which far ones push less
)

// maxentLayout places the nodes of a connected graph so that neighbours are 1 apart and all others as far as that allows: the
// maxent-stress model (Gansner, Hu and North 2013, doi:10.1109/TVCG.2012.299), the entropy by a quadtree, from a pivot start. As stressLayout the
// result has its middle at 0, and the longer side lies flat. The same graph gives the same bits. O(rounds · (n log n + m)).
func maxentLayout(neighbours [][]int) []point {
	at := pivotStart(neighbours)
	push := pushOf(neighbours)
	next := make([]point, len(at))
	for stage, apart := 0, apartFirst; stage < apartStages; stage, apart = stage+1, apart*apartLess {
		for range apartRounds {
			tree := newQuadtree(at)
			for i := range at {
				next[i] = freePlace(at, neighbours[i], i)
				away := tree.push(at[i], push)
				weight := apart / float64(max(1, len(neighbours[i])))
				next[i].x, next[i].y = next[i].x+weight*away.x, next[i].y+weight*away.y
			}
			at, next = next, at
		}
	}
	return levelled(at)
}

// pushOf is how strongly a node pushes another one, by the square of their distance: as 1/d, and where many nodes have one
// neighbour only as 1/d^1.8, so that these do not fly off.
func pushOf(neighbours [][]int) func(squared float64) float64 {
	leaves := 0
	for _, list := range neighbours {
		if len(list) == 1 {
			leaves++
		}
	}
	if float64(leaves) > leavesMany*float64(len(neighbours)) {
		return func(squared float64) float64 { return 1 / math.Pow(max(squared, 1e-4), 1.4) }
	}
	return func(squared float64) float64 { return 1 / max(squared, 1e-4) }
}

// freePlace is the mean of where the neighbours of node i want it: each 1 from itself.
func freePlace(at []point, neighbours []int, i int) point {
	if len(neighbours) == 0 {
		return at[i]
	}
	var x, y float64
	for _, j := range neighbours {
		away := max(at[i].to(at[j]), 1e-9)
		x += at[j].x + (at[i].x-at[j].x)/away
		y += at[j].y + (at[i].y-at[j].y)/away
	}
	return point{x / float64(len(neighbours)), y / float64(len(neighbours))}
}
