// Package augment finds the fewest new relations that make a network hold together: that join its pieces, leave no
// relation whose loss disconnects (Eswaran and Tarjan), or no actor whose loss does (biconnectivity augmentation).
//
// Where any two nodes may be joined the number is the optimum of the formulas given with each function. Where the
// catalogue forbids pairs it is the fewest that the same search finds, begun again in other orders (attempt.go), and Plan
// says what is left. Begin with Connected, then TwoEdgeConnected and Biconnected, which share one search on a forest
// (forest.go, close.go); blocks.go takes the graph apart by analysis/structure.
package augment

import (
	"context"

	"trama/analysis/internal/view"
)

// Options say which pairs may be joined, and which are better. The zero value allows all and finds all equal.
type Options struct {
	Class  []uint8                // of each node: nodes of one class may join the same classes; nil: all are of class 0
	Joins  func(a, b uint8) bool  // whether nodes of two classes may be joined; nil: yes
	Barred func(a, b int) bool    // single pairs that may not be joined, beside those joined already; nil: none
	Score  func(a, b int) float64 // the ends of a new relation are those with the higher score; nil: all are 0
	Rank   func(node int) float64 // which nodes of a large part are tried as ends; nil: those of most relations
	Most   int                    // Connected stops after this many relations, its goal not reached; 0: it does not
}

// Plan is a list of new relations.
type Plan struct {
	Links      [][2]int // in the order in which they were found; the lower node first
	LowerBound int      // no plan can do with fewer
	Reached    bool     // false: what may be joined does not suffice, and Links is the best that can be done
	Left       int      // where not reached: components beside the first, or parts that hang on one relation or one node
}

// Optimal tells whether the goal is reached and no plan has fewer relations.
func (p Plan) Optimal() bool { return p.Reached && len(p.Links) == p.LowerBound }

func (o Options) class(node uint32) uint8 {
	if o.Class == nil {
		return 0
	}
	return o.Class[node]
}

func (o Options) joins(a, b uint32) bool {
	return o.Joins == nil || o.Joins(o.class(a), o.class(b))
}

func (o Options) score(a, b uint32) float64 {
	if o.Score == nil {
		return 0
	}
	return o.Score(int(a), int(b))
}

// TwoEdgeConnected returns the fewest relations after which the loss of no single relation disconnects: ⌈p/2⌉ + q, for
// p leaves and q isolated nodes of the forest that is left when parts without a bridge are shrunk, and 0 where p + q
// is at most 1 (Eswaran and Tarjan, doi:10.1137/0205044). On fewer than three nodes that are not joined so already there
// is no such plan. Cost: O(k·t) for k relations and a forest of t nodes, after one pass over the graph; where the forest is
// large O(n + m), in rounds (rounds.go), which weigh fewer ends against each other.
func TwoEdgeConnected(ctx context.Context, v *view.View, o Options) (Plan, error) {
	return augmented(ctx, v, o, bridgeForest)
}

// Biconnected returns the fewest relations after which the loss of no single node disconnects the others:
// max(d − 1, ⌈p/2⌉ + q), for p leaf blocks and q components that are one block, and d the most components that the loss
// of one node leaves (Eswaran and Tarjan, doi:10.1137/0205044; the search follows Hsu and Ramachandran,
// doi:10.1007/BF01758765). Two nodes that are not joined have no such plan. Cost as TwoEdgeConnected; where the forest is
// large a few more than the fewest may be found.
func Biconnected(ctx context.Context, v *view.View, o Options) (Plan, error) {
	return augmented(ctx, v, o, blockForest)
}

// shrunk returns the forest of a view.
type shrunk func(ctx context.Context, v *view.View, o Options) (*forest, error)

func augmented(ctx context.Context, v *view.View, o Options, shrink shrunk) (Plan, error) {
	f, err := shrink(ctx, v, o)
	if err != nil {
		return Plan{}, err
	}
	plan, err := f.plan(ctx, shrink)
	for order := uint64(1); err == nil && order <= f.attempts() && !plan.Optimal(); order++ {
		var other Plan
		if other, err = attempted(ctx, v, o, attempt{shrink, order}); err == nil && other.better(plan) {
			plan = other
		}
	}
	return plan, err
}

// plan returns the relations that make one part of the forest, which it uses up.
func (f *forest) plan(ctx context.Context, shrink shrunk) (Plan, error) {
	s := f.state()
	done, plan := s.done(), Plan{LowerBound: f.bound(s)}
	if len(f.nodes) > crowd {
		var err error
		if f, plan.Links, err = f.inRounds(ctx, shrink, crowd); err != nil {
			return Plan{}, err
		}
		s = f.state()
	}
	if !s.done() {
		if err := f.join(ctx, s.trees); err != nil {
			return Plan{}, err
		}
		if err := f.close(ctx); err != nil {
			return Plan{}, err
		}
	}
	left := f.state()
	plan.Links, plan.Reached = append(plan.Links, f.links...), left.done() && (f.v.N() != 2 || done)
	plan.Left = max(len(left.trees)-1, left.leaves)
	return plan, nil
}
