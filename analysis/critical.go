package analysis

import (
	"cmp"
	"slices"

	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// CriticalActor is an articulation point.
type CriticalActor struct {
	ID                 string  `json:"id"`
	Label              string  `json:"label"`
	Kind               string  `json:"kind"`
	ComponentsAfter    int     `json:"components_after"`
	CutOff             int     `json:"cut_off"`
	FragmentationAfter float64 `json:"fragmentation_after"`
}

// CriticalRelation is a bridge. It goes from the source to the target where its edges have a direction, all the same one; else the source
// has the lower id.
type CriticalRelation struct {
	Source    string   `json:"source"`
	Target    string   `json:"target"`
	IDs       []string `json:"ids"`
	Types     []string `json:"types"`
	Separates int      `json:"separates"`
}

// critical lists the articulation points by the pairs that their loss parts, and the bridges by what they separate;
// ties in order of id.
func (b *reporter) critical() error {
	b.CriticalActors, b.CriticalRelations = b.actors(), b.relations()
	return b.ctx.Err()
}

func (b *reporter) actors() []CriticalActor {
	points := b.cuts.ArticulationPoints()
	slices.SortStableFunc(points, func(u, w int) int { return cmp.Compare(b.cuts.ReachedAfter(u), b.cuts.ReachedAfter(w)) })
	points = points[:atMost(len(points), b.o.Limit)]
	actors := make([]CriticalActor, 0, len(points))
	for _, u := range points {
		m := member(b.v, u)
		actors = append(actors, CriticalActor{
			ID: m.ID, Label: m.Label, Kind: m.Kind, ComponentsAfter: b.cuts.ComponentsAfter(u), CutOff: b.cuts.CutOff(u),
			FragmentationAfter: b.cuts.FragmentationAfter(u),
		})
	}
	return actors
}

func (b *reporter) relations() []CriticalRelation {
	bridges := b.cuts.BridgesBySeparation()
	bridges = bridges[:atMost(len(bridges), b.o.Limit)]
	relations := make([]CriticalRelation, 0, len(bridges))
	for _, bridge := range bridges {
		relations = append(relations, relationOf(b.v, bridge))
	}
	return relations
}

// relationOf names the ends and the edges of a bridge of a view.
func relationOf(v *view.View, bridge structure.Bridge) CriticalRelation {
	g, u, w := v.Graph(), int(bridge.U), int(bridge.V)
	r := CriticalRelation{
		Source: g.NodeID(v.Position(u)), Target: g.NodeID(v.Position(w)), Separates: bridge.Separates,
		IDs: []string{}, Types: []string{},
	}
	for _, e := range v.Edges(u, w) {
		r.IDs = append(r.IDs, g.EdgeID(e))
		r.Types = append(r.Types, g.Type(e))
	}
	slices.Sort(r.Types)
	r.Types = slices.Compact(r.Types)
	if goesBack(v, u, w) {
		r.Source, r.Target = r.Target, r.Source
	}
	return r
}

// goesBack tells whether the edges between two nodes that have a direction all go from the second to the first.
func goesBack(v *view.View, u, w int) bool {
	g, back := v.Graph(), false
	for _, e := range v.Edges(u, w) {
		if source, _ := g.Ends(e); g.Directed(e) {
			if source == v.Position(u) {
				return false
			}
			back = true
		}
	}
	return back
}
