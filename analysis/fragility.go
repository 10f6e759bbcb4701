package analysis

import "trama/analysis/structure"

// Most that a report holds whatever its limit.
const (
	curvePoints   = 101 // of the robustness curve
	keyActorsMost = 5   // k of the key actors
)

// Fragility is what a graph owes to single relations and single actors.
type Fragility struct {
	Bridges            int          `json:"bridges"`
	ArticulationPoints int          `json:"articulation_points"`
	BridgeLeaves       int          `json:"bridge_leaves"`
	BridgeIsolated     int          `json:"bridge_isolated"`
	LinksToConnect     int          `json:"links_to_connect"`
	LinksToRobust      int          `json:"links_to_robust"`
	Robustness         *float64     `json:"robustness"`
	RobustnessCurve    [][2]float64 `json:"robustness_curve"` // share removed, largest component's share left
	KeyActors          []KeyActors  `json:"key_actors"`
}

// KeyActors are the k nodes whose loss fragments most.
type KeyActors struct {
	K                  int      `json:"k"`
	IDs                []string `json:"ids"`
	Labels             []string `json:"labels"`
	FragmentationAfter float64  `json:"fragmentation_after"`
	ComponentsAfter    int      `json:"components_after"`
}

// fragility fills what hangs on single relations and single actors.
func (b *reporter) fragility() (err error) {
	if b.cuts, err = structure.NewCuts(b.ctx, b.v); err != nil {
		return err
	}
	r, err := structure.NewRobustness(b.ctx, b.v)
	if err != nil {
		return err
	}
	leaves, isolated := b.cuts.BridgeForest()
	b.Fragility = Fragility{
		Bridges: len(b.cuts.Bridges), ArticulationPoints: len(b.cuts.ArticulationPoints()),
		BridgeLeaves: leaves, BridgeIsolated: isolated,
		LinksToConnect: max(0, b.comps.Count()-1), LinksToRobust: structure.LinksToRobust(leaves, isolated),
		Robustness: r.R(), RobustnessCurve: r.Curve(curvePoints),
	}
	b.Fragility.KeyActors, err = b.keyActors()
	return err
}

func (b *reporter) keyActors() ([]KeyActors, error) {
	sets, err := structure.NewKeyActors(b.ctx, b.v, keyActorsMost)
	if err != nil {
		return nil, err
	}
	all := make([]KeyActors, 0, len(sets))
	for _, set := range sets {
		k := KeyActors{
			K: len(set.Nodes), ComponentsAfter: set.Components,
			FragmentationAfter: structure.Fragmentation(b.v.N()-len(set.Nodes), set.Reached),
		}
		for _, u := range set.Nodes {
			m := member(b.v, int(u))
			k.IDs, k.Labels = append(k.IDs, m.ID), append(k.Labels, m.Label)
		}
		all = append(all, k)
	}
	return all, nil
}
