package analysis

import (
	"slices"
	"strings"

	"trama/graph"
)

// Without is the fragmentation when some nodes are gone.
type Without struct {
	IDs   []string `json:"ids"`
	Label string   `json:"label"`
	Fragmentation
}

// without compares with the loss of the coordinator, where there is one, and of each set that was asked for.
func (b *reporter) without() error {
	b.Without = []Without{}
	sets := b.o.Without
	if coordinators := b.coordinators(); len(coordinators) > 0 {
		sets = append([][]string{coordinators}, sets...)
	}
	for _, ids := range sets {
		w, err := b.withoutSet(ids)
		if err != nil {
			return err
		}
		if w != nil {
			b.Without = append(b.Without, *w)
		}
	}
	return nil
}

// coordinators returns the ids of the nodes of the view whose role is coordinator.
func (b *reporter) coordinators() []string {
	g := b.v.Graph()
	role := g.Meaning("role")
	var ids []string
	for u := range b.v.N() {
		if i := b.v.Position(u); graph.Coordinates(role.Text(i)) {
			ids = append(ids, g.NodeID(i))
		}
	}
	return ids
}

// withoutSet returns the fragmentation without some nodes; nil where the same set stands there already.
func (b *reporter) withoutSet(ids []string) (*Without, error) {
	g := b.v.Graph()
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	for _, w := range b.Without {
		if slices.Equal(w.IDs, ids) {
			return nil, nil
		}
	}
	w, out, labels := &Without{IDs: ids}, make([]bool, b.v.N()), []string(nil)
	for _, id := range ids {
		i, there := g.FindNode(id)
		if !there {
			return nil, graph.NoNode("analysis.NewReport", id)
		}
		if u, in := b.v.Index(i); in {
			out[u] = true
		}
		labels = append(labels, g.Label(i))
	}
	w.Label = strings.Join(labels, ", ")
	part, _ := b.v.Without(out)
	var err error
	w.Fragmentation, err = fragmentationOf(b.ctx, part, b.distances())
	return w, err
}
