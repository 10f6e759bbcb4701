package gap

import (
	"cmp"
	"context"
	"slices"

	"trama/analysis/effect"
	"trama/analysis/paths"
	"trama/graph"
)

// budgetTried is how many candidates are weighed again at each step of a plan with a budget.
const budgetTried = 120

// best takes the budget's number of relations from the head of the list of all.
func (p *planner) best(ctx context.Context) error {
	if err := p.collect(ctx); err != nil {
		return err
	}
	pool := p.ordered()
	return p.choose(ctx, pool[:min(len(pool), p.tried())])
}

// tried is how many candidates are weighed again at each step.
func (p *planner) tried() int { return max(budgetTried, 2*p.aim.Budget) }

// part takes the budget's number of the relations that reach a goal: of very many, of those that join the largest pieces.
func (p *planner) part(ctx context.Context) error {
	p.Notes = append(p.Notes, say("plan_part", graph.V{"count": p.aim.Budget, "all": len(p.chosen), "goal": p.aim.Goal}))
	p.Optimal = false
	pool := p.chosen
	slices.SortStableFunc(pool, func(x, y *candidate) int { return cmp.Compare(p.joined(y), p.joined(x)) })
	p.found, p.chosen = pool[:min(len(pool), p.tried())], nil
	if err := p.weigh(ctx); err != nil {
		return err
	}
	return p.choose(ctx, p.found)
}

// joined is how many pairs a relation lets reach each other.
func (s *search) joined(c *candidate) int64 {
	if !c.inView() || s.sameComponent(c) {
		return 0
	}
	return int64(s.Parts.Sizes[s.Parts.Of[c.u]]) * int64(s.Parts.Sizes[s.Parts.Of[c.w]])
}

// choose takes the budget's number of relations from a pool, each time the one of the highest plausibility × benefit in the
// network as the ones before leave it: what they do together is recomputed at each step.
func (p *planner) choose(ctx context.Context, pool []*candidate) error {
	pool = slices.Clone(pool)
	benefits := make([]float64, len(pool))
	for i, c := range pool {
		benefits[i] = c.benefit
	}
	turn := turn{search: p.search, now: p.State, effects: p.effects}
	for len(pool) > 0 {
		at := p.bestOf(pool, benefits)
		p.chosen = append(p.chosen, pool[at])
		pool = slices.Delete(pool, at, at+1)
		if len(p.chosen) == p.aim.Budget {
			break
		}
		graph.Report(ctx, "plan", int64(len(p.chosen)), int64(p.aim.Budget))
		var err error
		if benefits, err = turn.benefits(ctx, pool, p.chosen); err != nil {
			return err
		}
	}
	return nil
}

// bestOf returns the place of the best candidate, given the benefit of each.
func (p *planner) bestOf(pool []*candidate, benefits []float64) int {
	at := 0
	expected := func(i int) float64 { return pool[i].estimate.Plausibility * benefits[i] }
	for i, c := range pool {
		if order := cmp.Compare(expected(i), expected(at)); order > 0 || order == 0 && p.id(c) < p.id(pool[at]) {
			at = i
		}
	}
	return at
}

// turn is the network as the relations that were chosen leave it.
type turn struct {
	*search
	now     *effect.State
	effects *effect.Effects
	growth  *effect.Growth // nil: distances are searched for again
}

// benefits returns the benefit of each of the pool in the network in which the chosen are made, the last of them now.
func (t *turn) benefits(ctx context.Context, pool, chosen []*candidate) ([]float64, error) {
	if len(chosen) == 1 {
		var err error
		if t.growth, err = t.effects.Growth(ctx, pairsOf(append(pool[:len(pool):len(pool)], chosen[0]))); err != nil {
			return nil, err
		}
	}
	if err := t.next(ctx, chosen); err != nil {
		return nil, err
	}
	effects, err := t.ofAll(ctx, pairsOf(pool))
	if err != nil {
		return nil, err
	}
	now := &search{Network: &Network{State: t.now, Before: t.now.Figures()}}
	out := make([]float64, len(pool))
	for i, c := range pool {
		change := c.effect
		if c.inView() {
			change, effects = effects[0], effects[1:]
		}
		change.NeedsCovered = now.covers(c)
		out[i] = now.benefit(change)
	}
	return out, nil
}

// next goes on to the network in which the last of the chosen is made too. It lets go of the one before first: of a large
// network there is no room for both.
func (t *turn) next(ctx context.Context, chosen []*candidate) error {
	far, err := t.far(ctx, chosen[len(chosen)-1])
	if err != nil {
		return err
	}
	t.now, t.effects = nil, nil
	g, err := t.with(chosen)
	if err != nil {
		return err
	}
	if t.now, err = effect.NewState(ctx, g, effect.Options{Lens: t.Lens, Distances: t.o.distances(), Far: far}); err != nil {
		return err
	}
	t.effects, err = effect.New(ctx, t.now)
	return err
}

// far returns the distances with one more relation; nil where they are to be searched for.
func (t *turn) far(ctx context.Context, made *candidate) (*paths.Distances, error) {
	e := t.effects
	switch {
	case !made.inView():
		return e.Far, nil
	case e.Far.Exact:
		return e.Distances(ctx, made.u, made.w)
	case t.growth == nil:
		return nil, nil
	}
	change, fits, err := t.growth.Add(ctx, [2]uint32{uint32(made.u), uint32(made.w)})
	if err == nil && !fits {
		t.growth = nil
		return nil, nil
	}
	return e.Far.With(change), err
}

func (t *turn) ofAll(ctx context.Context, pairs [][2]uint32) ([]effect.Figures, error) {
	if t.growth != nil {
		return t.growth.Of(ctx, t.effects, pairs)
	}
	return t.effects.Of(ctx, pairs)
}
