package analysis

import (
	"cmp"
	"slices"

	"trama/analysis/internal/view"
	"trama/graph"
)

// Strength is something that works already.
type Strength struct {
	graph.Sentence
	IDs []string `json:"ids"`
}

// strongParts is how many of the parts that stay whole are named, and how many nodes such a part has at least.
const (
	strongParts = 5
	strongSize  = 4
)

// strengths names what works already: parts that stay whole without any one actor, the largest first. Needs that are answered
// more than once follow when the table is read.
func (b *reporter) strengths() error {
	b.Strengths = []Strength{}
	var named []uint32
	for _, block := range largeBlocks(b.v, b.cuts.Order(), b.cuts.BlockOf(), b.cuts.Parent) {
		ids := make([]string, 0, len(block))
		for _, u := range block {
			ids = append(ids, b.v.Graph().NodeID(b.v.Position(int(u))))
		}
		name := b.newName(block, named)
		named = append(named, name)
		b.Strengths = append(b.Strengths, Strength{
			Sentence: say("strength_whole", graph.V{"size": len(block), "label": b.v.Graph().Label(b.v.Position(int(name)))}),
			IDs:      ids[:atMost(len(ids), b.o.Limit)],
		})
	}
	return b.ctx.Err()
}

// answeredTwice is the strength of needs that two or more answer, where there are any.
func (b *reporter) answeredTwice(needs []string) {
	if len(needs) > 0 {
		b.Strengths = append(b.Strengths, Strength{
			Sentence: say("strength_answered_twice", graph.V{"needs": len(needs)}), IDs: needs[:atMost(len(needs), b.o.Limit)],
		})
	}
}

// newName returns the node that a part is named after: one that names no part yet, for two parts may meet in a node.
func (b *reporter) newName(block, named []uint32) uint32 {
	left := slices.DeleteFunc(slices.Clone(block), func(u uint32) bool { return slices.Contains(named, u) })
	if len(left) == 0 {
		left = block
	}
	return uint32(b.v.Namegiver(left))
}

// largeBlocks returns the largest biconnected components, each as its nodes ascending; ties by the lowest node.
func largeBlocks(v *view.View, order, block []uint32, parent func(int) uint32) [][]uint32 {
	size := make([]int, v.N())
	for _, b := range block {
		if b != view.None {
			size[b]++ // its nodes but the one nearest to the root
		}
	}
	var large []int
	for b, s := range size {
		if s+1 >= strongSize {
			large = append(large, b)
		}
	}
	slices.SortStableFunc(large, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	large = large[:min(len(large), strongParts)]
	blocks := make([][]uint32, len(large))
	for _, u := range order {
		at := slices.Index(large, int(block[u]))
		if block[u] == view.None || at < 0 {
			continue
		}
		if len(blocks[at]) == 0 {
			blocks[at] = append(blocks[at], parent(int(u)))
		}
		blocks[at] = append(blocks[at], u)
	}
	for _, nodes := range blocks {
		slices.Sort(nodes)
	}
	return blocks
}
