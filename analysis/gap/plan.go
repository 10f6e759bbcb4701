package gap

import (
	"context"

	"trama/analysis/augment"
	"trama/analysis/effect"
	"trama/analysis/internal/view"
	"trama/graph"
)

// Goals of a plan.
const (
	Connected    = "connected"
	RobustLinks  = "robust-links"
	RobustActors = "robust-actors"
	NeedsCovered = "needs-covered"
)

// Goals returns the goals that a plan may have.
func Goals() []string { return []string{Connected, RobustLinks, RobustActors, NeedsCovered} }

// Aim is what a plan is made for: a goal, or the best relations, so many, or with both so many of those that reach the goal.
type Aim struct {
	Goal   string
	Budget int
}

// Plan is the shortest list of new relations that reaches a goal, or the best so many.
type Plan struct {
	Optimal     bool
	LowerBound  int
	Impossible  *graph.Sentence // why the goal cannot be reached: then Suggestions is the best that can be done
	Suggestions []Suggestion
	After       effect.Figures // with all of them made
	Notes       []graph.Sentence
}

// planShown is for how many relations of a plan introducers and effects are given.
const planShown = 50

// Plan returns the plan for an aim. It fails only when the context ends.
func (n *Network) Plan(ctx context.Context, a Aim) (*Plan, error) {
	p := &planner{search: n.search(Wanted{}), aim: a, Plan: &Plan{Notes: n.Notes()}}
	if err := p.plan(ctx); err != nil {
		return nil, err
	}
	return p.Plan, p.finish(ctx)
}

// planner is a plan in the making.
type planner struct {
	*search
	*Plan
	aim    Aim
	chosen []*candidate
}

func (p *planner) plan(ctx context.Context) error {
	var err error
	switch p.aim.Goal {
	case NeedsCovered:
		err = p.cover(ctx)
	case Connected:
		err = p.augment(ctx, Reconnect, augment.Connected)
	case RobustLinks:
		err = p.augment(ctx, Reinforce, augment.TwoEdgeConnected)
	case RobustActors:
		err = p.augment(ctx, Reinforce, augment.Biconnected)
	default:
		return p.best(ctx)
	}
	if err != nil || p.aim.Budget == 0 || p.aim.Budget >= len(p.chosen) {
		return err
	}
	return p.part(ctx)
}

func (p *planner) augment(ctx context.Context, family string, plan func(context.Context, *view.View, augment.Options) (augment.Plan, error)) error {
	found, err := plan(ctx, p.View, p.augmentation())
	if err != nil {
		return err
	}
	p.LowerBound, p.Optimal = found.LowerBound, found.Optimal()
	for _, link := range found.Links {
		in := family
		if p.Parts.Of[link[0]] != p.Parts.Of[link[1]] {
			in = Reconnect
		}
		if c, ok := p.addNodes(in, link[0], link[1]); ok {
			c.family = in
			p.chosen = append(p.chosen, c)
		}
	}
	switch {
	case found.Reached && !p.Optimal:
		p.Notes = append(p.Notes, say("plan_dearer", graph.V{"count": len(found.Links), "lower_bound": found.LowerBound}))
	case !found.Reached && p.View.N() <= 2 && p.aim.Goal != Connected:
		p.impossible("plan_two_nodes", graph.V{"nodes": p.View.N()})
	case !found.Reached:
		p.impossible("plan_catalogue", graph.V{"count": found.Left})
	}
	return nil
}

func (p *planner) impossible(code string, values graph.V) {
	why := say(code, values)
	p.Impossible = &why
}

// alikeTried is of how many services and actions that fit a need alike a plan takes the one that answers fewest yet.
const alikeTried = 24

// cover takes, for each need that nobody answers, the service or action that fits it best; of equals the one that the plan
// gives the fewest needs.
func (p *planner) cover(ctx context.Context) error {
	p.LowerBound = len(p.Needs.Open)
	unfit, m, given := 0, p.answering(), map[int]int{}
	for _, need := range p.Needs.Open {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		answers := m.best(need, alikeTried)
		if len(answers) == 0 {
			unfit++
			continue
		}
		best := answers[0]
		for _, a := range answers[1:] {
			if a.plausibility == best.plausibility && given[a.node] < given[best.node] {
				best = a
			}
		}
		given[best.node]++
		if c, ok := p.addAnswer(best, need, m); ok {
			c.family = Coverage
			p.chosen = append(p.chosen, c)
		}
	}
	p.Optimal = unfit == 0
	switch {
	case unfit > 0 && len(m.givers) == 0:
		p.impossible("plan_needs_unfit", graph.V{"count": unfit})
	case unfit > 0:
		p.impossible("plan_needs_spoken", graph.V{"count": unfit})
	}
	return ctx.Err()
}

// finish gives what was chosen its figures, and the network's figures with all of it.
func (p *planner) finish(ctx context.Context) error {
	if p.aim.Goal == "" {
		p.Notes = append(p.Notes, p.keptApart()...)
	}
	p.Notes = append(p.Notes, p.loads()...)
	p.found = p.chosen[:min(len(p.chosen), planShown)]
	var err error
	if p.aim.Goal != "" { // what a budget takes has been weighed
		err = p.weigh(ctx)
	}
	if err != nil {
		return err
	}
	if p.Suggestions, err = p.suggestions(ctx, p.found); err != nil {
		return err
	}
	for _, c := range p.chosen[len(p.found):] {
		p.Suggestions = append(p.Suggestions, p.bare(c))
	}
	if rest := len(p.chosen) - len(p.found); rest > 0 {
		p.Notes = append(p.Notes, say("plan_cut_short", graph.V{"shown": planShown, "count": len(p.chosen)}))
	}
	p.After, err = p.after(ctx)
	return err
}

// after returns the figures with all relations of the plan made: those of before where it has none, as of a goal that is
// reached already.
func (p *planner) after(ctx context.Context) (effect.Figures, error) {
	if len(p.chosen) == 0 {
		return p.Before, ctx.Err()
	}
	g, err := p.with(p.chosen)
	if err != nil {
		return effect.Figures{}, err
	}
	st, err := effect.NewState(ctx, g, effect.Options{Lens: p.Lens, Distances: p.o.distances()})
	if err != nil {
		return effect.Figures{}, err
	}
	return st.Figures(), nil
}

// with returns the graph in which some candidates are relations.
func (s *search) with(list []*candidate) (*graph.Graph, error) {
	var c graph.Changes
	for _, made := range list {
		if made.typ == graph.Commitment {
			continue
		}
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: s.Graph.NodeID(made.from), Target: s.Graph.NodeID(made.to), Type: &made.typ, Attributes: s.Lens.Passing()})
	}
	return s.Graph.Apply(c)
}
