package analysis

import (
	"cmp"
	"slices"

	"trama/analysis/internal/view"
)

// membersShown is how many members of each component are named, whatever the limit.
const membersShown = 20

// Component is a piece of the network.
type Component struct {
	Rank    int            `json:"rank"`
	Size    int            `json:"size"`
	Share   float64        `json:"share"`
	Label   string         `json:"label"`
	Kinds   map[string]int `json:"kinds"`
	Sectors map[string]int `json:"sectors"`
	Members []Member       `json:"members"` // the first 20, by degree
}

// components lists the pieces by rank, each with its best connected members.
func (b *reporter) components() error {
	shown := atMost(b.comps.Count(), b.o.Limit)
	b.Components = make([]Component, 0, shown)
	for rank, members := range b.comps.Members()[:shown] {
		if rank%1024 == 0 && b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		b.Components = append(b.Components, componentOf(b.v, rank, members))
	}
	return nil
}

// componentOf describes a piece of a view, given by its rank from 0 and its nodes.
func componentOf(v *view.View, rank int, members []uint32) Component {
	g := v.Graph()
	c := Component{
		Rank: rank + 1, Size: len(members), Share: float64(len(members)) / float64(v.N()),
		Kinds: map[string]int{}, Sectors: map[string]int{}, Label: namesake(v, members),
	}
	sector := g.Meaning("sector")
	kinds := make([]int, len(g.Kinds()))
	for _, u := range members {
		i := v.Position(int(u))
		kinds[g.KindCode(i)]++
		if s := sector.Text(i); s != "" {
			c.Sectors[s]++
		}
	}
	c.Kinds = named(g.Kinds(), kinds)
	best := bestConnected(v, members, membersShown)
	c.Members = make([]Member, 0, len(best))
	for _, u := range best {
		c.Members = append(c.Members, member(v, int(u)))
	}
	return c
}

// bestConnected returns the first few of some nodes by degree, of equals the lowest first.
func bestConnected(v *view.View, nodes []uint32, most int) []uint32 {
	var best []uint32
	byDegree := func(a, b uint32) int {
		if by := cmp.Compare(v.Degree(int(b)), v.Degree(int(a))); by != 0 {
			return by
		}
		return cmp.Compare(a, b)
	}
	for _, u := range nodes {
		if len(best) == most && byDegree(best[most-1], u) < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, u, byDegree)
		best = slices.Insert(best, at, u)
		best = best[:min(len(best), most)]
	}
	return best
}

// namesake returns the label by which a group of nodes is called, "" where it is empty.
func namesake(v *view.View, nodes []uint32) string {
	if len(nodes) == 0 {
		return ""
	}
	return v.Graph().Label(v.Position(v.Namegiver(nodes)))
}

// isolates lists the nodes without any relation, in order of id.
func (b *reporter) isolates() error {
	shown := atMost(b.Structure.Isolates, b.o.Limit)
	b.Isolates = make([]Member, 0, shown)
	for u := 0; len(b.Isolates) < shown; u++ {
		if b.v.Degree(u) == 0 {
			b.Isolates = append(b.Isolates, member(b.v, u))
		}
	}
	return nil
}
