package predict

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"sync"
)

// boosting is how a forest is grown: Newton boosting of the logistic loss on binned features (Friedman 2001,
// doi:10.1214/aos/1013203451; Chen and Guestrin 2016, doi:10.1145/2939672.2939785).
type boosting struct {
	trees, depth int
	rate         float64
	least        float64 // sum of second derivatives in a leaf
	ridge        float64
}

type row struct {
	x      features
	hidden bool
	weight float64
}

const binCount = 64

// grow returns the forest of some rows.
func (b boosting) grow(rows []row) Forest {
	edges := featureEdges(rows)
	binned := make([][]uint8, featureCount)
	parallel(featureCount, func(f int) {
		binned[f] = make([]uint8, len(rows))
		for i := range rows {
			binned[f][i] = uint8(binOf(edges[f], rows[i].x[f]))
		}
	})
	var positive, all float64
	for _, r := range rows {
		all += r.weight
		if r.hidden {
			positive += r.weight
		}
	}
	forest := Forest{Base: math.Log(positive / (all - positive))}
	logit, grad, hess := make([]float64, len(rows)), make([]float64, len(rows)), make([]float64, len(rows))
	for i := range logit {
		logit[i] = forest.Base
	}
	for range b.trees {
		for i, r := range rows {
			p := logistic(logit[i])
			y := 0.0
			if r.hidden {
				y = 1
			}
			grad[i], hess[i] = r.weight*(p-y), r.weight*p*(1-p)
		}
		t := b.tree(binned, edges, grad, hess, logit)
		forest.Trees = append(forest.Trees, t)
	}
	return forest
}

// tree grows one tree level by level and adds its values to the logits.
func (b boosting) tree(binned [][]uint8, edges [][]float32, grad, hess, logit []float64) Tree {
	t := Tree{Nodes: []TreeNode{{}}}
	at := make([]int32, len(grad)) // the node of each row
	level := []int{0}
	for depth := 0; depth <= b.depth && len(level) > 0; depth++ {
		slot := make(map[int]int, len(level))
		slots := make([]int32, len(t.Nodes))
		for i := range slots {
			slots[i] = -1
		}
		for i, node := range level {
			slot[node] = i
			slots[node] = int32(i)
		}
		best := make([][]split, featureCount)
		totals := b.totals(at, slots, grad, hess, len(level))
		if depth < b.depth {
			parallel(featureCount, func(f int) {
				best[f] = b.splits(f, binned[f], len(edges[f]), at, slots, grad, hess, totals)
			})
		}
		var next []int
		chosen := make([]split, len(level))
		for i, node := range level {
			for f := range best {
				if best[f] != nil && best[f][i].gain > chosen[i].gain {
					chosen[i] = best[f][i]
				}
			}
			if chosen[i].gain <= 1e-9 {
				t.Nodes[node].Value = float32(-b.rate * totals[i].g / (totals[i].h + b.ridge))
				continue
			}
			left := len(t.Nodes)
			t.Nodes = append(t.Nodes, TreeNode{}, TreeNode{})
			t.Nodes[node] = TreeNode{Feature: chosen[i].feature, At: edges[chosen[i].feature][chosen[i].bin], Left: left}
			next = append(next, left, left+1)
		}
		for r, node := range at {
			if int(node) < len(slots) && slots[node] >= 0 && t.Nodes[node].Left != 0 {
				c := chosen[slots[node]]
				at[r] = int32(t.Nodes[node].Left)
				if int(binned[c.feature][r]) > c.bin {
					at[r]++
				}
			}
		}
		level = next
	}
	for r, node := range at {
		logit[r] += float64(t.Nodes[node].Value)
	}
	return t
}

type sum struct{ g, h float64 }

type split struct {
	gain         float64
	feature, bin int
}

func (b boosting) totals(at, slots []int32, grad, hess []float64, n int) []sum {
	out := make([]sum, n)
	for r, node := range at {
		if s := slots[node]; s >= 0 {
			out[s].g += grad[r]
			out[s].h += hess[r]
		}
	}
	return out
}

func (b boosting) splits(f int, binned []uint8, nEdges int, at, slots []int32, grad, hess []float64, totals []sum) []split {
	hist := make([][binCount]sum, len(totals))
	for r, node := range at {
		if s := slots[node]; s >= 0 {
			h := &hist[s][binned[r]]
			h.g += grad[r]
			h.h += hess[r]
		}
	}
	out := make([]split, len(totals))
	for s := range hist {
		var left sum
		whole := totals[s].g * totals[s].g / (totals[s].h + b.ridge)
		for bin := range nEdges {
			left.g += hist[s][bin].g
			left.h += hist[s][bin].h
			right := sum{totals[s].g - left.g, totals[s].h - left.h}
			if left.h < b.least || right.h < b.least {
				continue
			}
			gain := left.g*left.g/(left.h+b.ridge) + right.g*right.g/(right.h+b.ridge) - whole
			if gain > out[s].gain {
				out[s] = split{gain, f, bin}
			}
		}
	}
	return out
}

func featureEdges(rows []row) [][]float32 {
	out := make([][]float32, featureCount)
	parallel(featureCount, func(f int) {
		var all []float32
		for i := 0; i < len(rows); i++ {
			if rows[i].hidden || i%3 == 0 {
				all = append(all, rows[i].x[f])
			}
		}
		slices.Sort(all)
		for b := 1; b < binCount; b++ {
			x := all[b*len(all)/binCount]
			if len(out[f]) == 0 || out[f][len(out[f])-1] != x {
				out[f] = append(out[f], x)
			}
		}
		if k := len(out[f]); k > 0 && out[f][k-1] == all[len(all)-1] {
			out[f] = out[f][:k-1]
		}
	})
	return out
}

func binOf(edges []float32, x float32) int {
	at, _ := slices.BinarySearchFunc(edges, x, func(e, t float32) int { return cmp.Compare(e, t) })
	return at
}

func parallel(n int, f func(i int)) {
	var wait sync.WaitGroup
	limit := make(chan bool, 2)
	for i := range n {
		limit <- true
		wait.Go(func() { f(i); <-limit })
	}
	wait.Wait()
}

// MarshalJSON writes a tree as UnmarshalJSON reads it.
func (t Tree) MarshalJSON() ([]byte, error) {
	flat := make([]float32, 0, 4*len(t.Nodes))
	for _, n := range t.Nodes {
		flat = append(flat, float32(n.Feature), n.At, float32(n.Left), n.Value)
	}
	return json.Marshal(flat)
}
