package gap

import (
	"context"
	"slices"

	"trama/analysis/effect"
	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/predict"
	"trama/graph"
)

// Options say how a network is read.
type Options struct {
	Lens  graph.Lens
	Today string // on which records are judged; "" where it is not known
	Seed  int64
	Exact bool // forces exact distances at any size

	exactUpTo int // nodes; 0: as paths.Options say
}

func (o Options) distances() paths.Options {
	return paths.Options{Seed: o.Seed, Exact: o.Exact, UpTo: o.exactUpTo}
}

// Network is a graph through a lens as gaps are looked for in it: a state, what it would take to change it, what its own
// relations teach, and what the table has said.
type Network struct {
	*effect.State
	Before effect.Figures
	Model  *predict.Model

	o       Options
	effects *effect.Effects
	weighed map[[2]uint32]effect.Figures // what is known of pairs already, by searches before
	traits  []trait
	records records

	incidence graph.Incidence
	wholeView bool // every structural relation between nodes of the view is in it
	class     []uint8
	joins     [][]bool
	central   []float64
	places    places
}

// New reads a graph. It takes as long as effect.New and predict.Learn do. It fails as the lens does for one that is none,
// and when the context ends.
func New(ctx context.Context, g *graph.Graph, o Options) (*Network, error) {
	graph.Report(ctx, "missing", 0, 5)
	st, err := effect.NewState(ctx, g, effect.Options{Lens: o.Lens, Distances: o.distances()})
	if err != nil {
		return nil, err
	}
	n := &Network{State: st, Before: st.Figures(), o: o, records: newRecords(g, o.Today), weighed: map[[2]uint32]effect.Figures{}, incidence: g.Incidence(), places: newPlaces(g)}
	graph.Report(ctx, "missing", 1, 5)
	if n.effects, err = effect.New(ctx, st); err != nil {
		return nil, err
	}
	graph.Report(ctx, "missing", 2, 5)
	n.traits = traitsOf(st.View, st.Aside)
	n.class, n.joins = classesOf(st.View, o.Lens)
	evidence := predict.Network{View: st.View, Traits: learnable(n.traits), Class: n.class}
	if n.Model, err = predict.Learn(ctx, evidence, predict.Options{Seed: o.Seed}); err != nil {
		return nil, err
	}
	n.wholeView = len(o.Lens.Types)+len(o.Lens.Statuses) == 0 && o.Lens.AsOf == "" && o.Lens.MinWeight == 0
	n.central = n.centrality(ctx)
	return n, ctx.Err()
}

// Notes says what of a network is not exact, or could not be learned.
func (n *Network) Notes() []graph.Sentence {
	var out []graph.Sentence
	if m := n.View.M(); m < LittleData {
		out = append(out, say("learned_too_little", graph.V{"relations": m}))
	}
	if !n.Far.Exact {
		out = append(out, say("sampled_effects", graph.V{"samples": n.Far.Sources, "nodes": n.Far.N, "seed": n.o.Seed}))
	}
	return out
}

// classesOf returns the class of each node, which decides with whom it may be joined, and which classes may. Kinds that
// the catalogue does not know are one class.
func classesOf(v *view.View, l graph.Lens) ([]uint8, [][]bool) {
	kinds := []string{""}
	for _, k := range graph.KindCatalogue() {
		kinds = append(kinds, k.ID)
	}
	class := make([]uint8, v.N())
	for u := range class {
		if at := slices.Index(kinds[1:], v.Graph().Kind(v.Position(u))); at >= 0 {
			class[u] = uint8(at + 1)
		}
	}
	joins := make([][]bool, len(kinds))
	for i, a := range kinds {
		joins[i] = make([]bool, len(kinds))
		for j, b := range kinds {
			_, _, joins[i][j] = l.TypeBetween(a, b)
		}
	}
	return class, joins
}

// centrality returns how near each node is to the others of its component: Σ 1/d where all distances are kept, else its
// degree.
func (n *Network) centrality(ctx context.Context) []float64 {
	out := make([]float64, n.View.N())
	for u := range out {
		out[u] = float64(n.View.Degree(u))
		if n.effects.Rows == nil || ctx.Err() != nil {
			continue
		}
		var at [paths.FarAway]int
		for _, d := range n.effects.Rows.Row(u) {
			if d < paths.FarAway {
				at[d]++
			}
		}
		out[u] = 0
		for d := len(at) - 1; d > 0; d-- {
			out[u] += float64(at[d]) / float64(d)
		}
	}
	return out
}

// size returns how many pairs a family may propose in a network of this size, so that all can be weighed in time.
func (n *Network) size() int {
	switch nodes := n.View.N(); {
	case nodes <= 2_000:
		return 300
	case nodes <= effect.RowsUpTo:
		return 200
	}
	return 60
}
