package analysis

import (
	"context"
	"slices"
	"strings"

	"trama/analysis/gap"
	"trama/graph"
)

// PlanSchema is the name of the plan's document.
const PlanSchema = "trama.plan/1"

// Goals of a plan.
const (
	GoalConnected    = gap.Connected
	GoalRobustLinks  = gap.RobustLinks
	GoalRobustActors = gap.RobustActors
	GoalNeedsCovered = gap.NeedsCovered
)

// Goals returns the goals that a plan may have.
func Goals() []string { return gap.Goals() }

// PlanOptions are the goal of a plan, or a budget of relations.
type PlanOptions struct {
	Lens   graph.Lens `json:"-"`
	Goal   string     `json:"goal,omitempty"` // connected, robust-links, robust-actors, needs-covered
	Budget int        `json:"budget,omitempty"`
	Seed   int64      `json:"seed"`
	Exact  bool       `json:"exact,omitempty"`
}

// PlanResult is the shortest list of new relations that reaches a goal, trama.plan/1.
type PlanResult struct {
	Schema      string           `json:"schema"`
	Network     Network          `json:"network"`
	Lens        graph.Lens       `json:"lens"`
	Params      PlanOptions      `json:"params"`
	Goal        string           `json:"goal"`
	Optimal     bool             `json:"optimal"`
	LowerBound  int              `json:"lower_bound"`
	Impossible  *graph.Sentence  `json:"impossible"`
	Suggestions []Suggestion     `json:"suggestions"`
	Before      Figures          `json:"before"`
	After       Figures          `json:"after"`
	Notes       []graph.Sentence `json:"notes"`
}

// Plan returns the shortest list of new relations that reaches a goal, or the best Budget of them. It fails with Usage
// for a goal that is none, and when the context ends. A goal that cannot be reached is no failure: Impossible says why,
// and Suggestions is the best that can be done. The search is in analysis/gap.
func Plan(ctx context.Context, src Source, o PlanOptions) (*PlanResult, error) {
	if o.Budget < 0 || o.Goal == "" && o.Budget == 0 || o.Goal != "" && !slices.Contains(Goals(), o.Goal) {
		return nil, graph.Fail(graph.Usage, "analysis.Plan", graph.Say("bad_goal", "a plan has a budget above 0 or one of the goals {goals}", graph.V{"goals": strings.Join(Goals(), ", ")}).Own("goals"))
	}
	n, err := gap.New(ctx, src.Graph, gap.Options{Lens: o.Lens, Today: src.day(o.Lens), Seed: o.Seed, Exact: o.Exact})
	if err != nil {
		return nil, err
	}
	p, err := n.Plan(ctx, gap.Aim{Goal: o.Goal, Budget: o.Budget})
	if err != nil {
		return nil, err
	}
	return &PlanResult{
		Schema: PlanSchema, Network: src.network(), Lens: o.Lens, Params: o, Goal: o.Goal, Optimal: p.Optimal,
		LowerBound: p.LowerBound, Impossible: p.Impossible, Suggestions: p.Suggestions, Before: n.Before, After: p.After,
		Notes: append(src.notes(), p.Notes...),
	}, nil
}
