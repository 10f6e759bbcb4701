package analysis

import (
	"cmp"
	"context"
	"slices"
)

// budgetTried is how many candidates are weighed again at each step of a plan with a budget.
const budgetTried = 120

// best takes the budget's number of relations, each time the one of the highest plausibility × benefit in the network as
// the ones before leave it: what they do together is recomputed at each step.
func (p *planner) best(ctx context.Context) error {
	if err := p.collect(ctx); err != nil {
		return err
	}
	pool := p.ordered()
	pool = pool[:min(len(pool), max(budgetTried, 2*p.o.Budget))]
	for len(p.chosen) < p.o.Budget && len(pool) > 0 {
		at := p.bestOf(pool)
		p.chosen = append(p.chosen, pool[at])
		pool = slices.Delete(pool, at, at+1)
		if len(p.chosen) == p.o.Budget {
			break
		}
		next, err := p.reweighed(ctx, pool)
		if err != nil {
			return err
		}
		pool = next
	}
	return nil
}

func (p *planner) bestOf(pool []*candidate) int {
	at := 0
	for i, c := range pool {
		if order := cmp.Compare(c.expected(), pool[at].expected()); order > 0 || order == 0 && p.id(c) < p.id(pool[at]) {
			at = i
		}
	}
	return at
}

// reweighed gives the pool the effects and benefits that its relations would have after what was chosen.
func (p *planner) reweighed(ctx context.Context, pool []*candidate) ([]*candidate, error) {
	st, err := p.with(ctx, p.chosen)
	if err != nil {
		return nil, err
	}
	e, err := newEffects(ctx, st, p.distances())
	if err != nil {
		return nil, err
	}
	covered := map[int]bool{}
	for _, c := range p.chosen {
		if c.typ == "answers" {
			covered[c.to] = true
		}
	}
	turn := &search{state: st, effects: e}
	effects, err := e.ofAll(ctx, pairsOf(pool))
	if err != nil {
		return nil, err
	}
	for _, c := range pool {
		switch {
		case c.inView():
			c.effect, effects = effects[0], effects[1:]
		case covered[c.to] && c.typ == "answers":
			c.effect = Figures{}
		}
		c.benefit = turn.benefit(c.effect)
	}
	return pool, nil
}
