package predict

import (
	_ "embed"
	"encoding/json"
	"math"
	"sync"
)

// Forest is a sum of regression trees whose value is a logit.
type Forest struct {
	Base  float64 `json:"base"`
	Trees []Tree  `json:"trees"`
}

// Tree is a regression tree in one array, the root first.
type Tree struct {
	Nodes []TreeNode `json:"nodes"`
}

// TreeNode is a split, or a leaf where Left is 0: a pair goes left where its feature is at most At.
type TreeNode struct {
	Feature int
	At      float32
	Left    int // the right child stands behind it
	Value   float32
}

// Value returns the forest's logit.
func (f *Forest) Value(x *features) float64 {
	sum := f.Base
	for i := range f.Trees {
		nodes := f.Trees[i].Nodes
		at := 0
		for nodes[at].Left != 0 {
			next := nodes[at].Left
			if x[nodes[at].Feature] > nodes[at].At {
				next++
			}
			at = next
		}
		sum += float64(nodes[at].Value)
	}
	return sum
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

//go:embed forest.json
var forestFile []byte

// learnedForest is the forest that TestTrainForest made of the networks of the corpus. It is read once and never changed.
var learnedForest = sync.OnceValue(func() *Forest {
	f := &Forest{}
	if err := json.Unmarshal(forestFile, f); err != nil {
		panic(err) // the file is part of the program
	}
	return f
})

// UnmarshalJSON reads a tree from one list of numbers, four a node.
func (t *Tree) UnmarshalJSON(data []byte) error {
	var flat []float32
	if err := json.Unmarshal(data, &flat); err != nil {
		return err
	}
	for ; len(flat) >= 4; flat = flat[4:] {
		t.Nodes = append(t.Nodes, TreeNode{Feature: int(flat[0]), At: flat[1], Left: int(flat[2]), Value: flat[3]})
	}
	return nil
}
