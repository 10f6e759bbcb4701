package augment

import (
	"context"

	"trama/analysis/internal/view"
	"trama/analysis/structure"
)

// blocks returns the biconnected components of the view as lists of nodes. A bridge is a block of two nodes, an isolated
// node one of itself.
func blocks(ctx context.Context, v *view.View) ([][]uint32, error) {
	cuts, err := structure.NewCuts(ctx, v)
	if err != nil {
		return nil, err
	}
	of := cuts.BlockOf()
	var out, alone [][]uint32
	for _, u := range cuts.Order() {
		switch parent := cuts.Parent(int(u)); {
		case parent == view.None:
			if v.Degree(int(u)) == 0 {
				alone = append(alone, []uint32{u})
			}
		case int(of[u]) == len(out):
			out = append(out, []uint32{parent, u})
		default:
			out[of[u]] = append(out[of[u]], u)
		}
	}
	return append(out, alone...), nil
}
