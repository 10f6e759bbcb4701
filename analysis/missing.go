package analysis

import (
	"trama/analysis/effect"
	"trama/graph"
)

// MissingOptions are the parameters of a search for missing relations.
type MissingOptions struct {
	Lens      graph.Lens `json:"-"`
	Family    []string   `json:"family,omitempty"`
	Between   []string   `json:"between,omitempty"` // two kinds, joined by a comma
	Sector    []string   `json:"sector,omitempty"`
	Line      []string   `json:"line,omitempty"`
	Involving []string   `json:"involving,omitempty"`
	Sort      string     `json:"sort,omitempty"` // "", plausibility or benefit
	Limit     int        `json:"limit"`          // 0 = all
	Offset    int        `json:"offset,omitempty"`
	Seed      int64      `json:"seed"`
	Exact     bool       `json:"exact,omitempty"`
	// Candidates says how many pairs were looked at; the search fills it.
	Candidates int `json:"candidates"`
}

// DefaultMissingOptions returns the options a search has when nothing is said.
func DefaultMissingOptions() MissingOptions { return MissingOptions{Limit: 20, Seed: 1} }

// MissingList is the explained list of missing relations, trama.missing/1.
type MissingList struct {
	Schema      string                 `json:"schema"`
	Network     Network                `json:"network"`
	Lens        graph.Lens             `json:"lens"`
	Params      MissingOptions         `json:"params"`
	Before      Figures                `json:"before"`
	Families    map[string]FamilyCount `json:"families"`
	Backtest    Learned                `json:"backtest"`
	Suggestions []Suggestion           `json:"suggestions"`
	Notes       []graph.Sentence       `json:"notes"`
}

// FamilyCount is how many suggestions a family has.
type FamilyCount struct {
	Count int `json:"count"`
}

// Learned says which method the network's own relations chose, and how well it found them again. Method is "priors"
// where there is too little to learn from.
type Learned struct {
	Method    string  `json:"method"`
	Hidden    int     `json:"hidden"`
	AUC       float64 `json:"auc"`
	AUPR      float64 `json:"aupr"`
	Precision float64 `json:"precision_at_hidden"`
}

// Figures are what a relation can change, as they are in one state.
type Figures = effect.Figures

// Suggestion is a missing relation with its reasons and what it would change.
type Suggestion struct {
	ID              string           `json:"id"`
	Family          string           `json:"family"`
	Source          string           `json:"source"`
	SourceLabel     string           `json:"source_label"`
	Target          string           `json:"target"`
	TargetLabel     string           `json:"target_label"`
	Type            string           `json:"type"` // see docs/methods.md, The type that is proposed
	Plausibility    float64          `json:"plausibility"`
	Lift            float64          `json:"lift"`
	Benefit         float64          `json:"benefit"`
	ExpectedBenefit float64          `json:"expected_benefit"`
	Effect          Figures          `json:"effect"` // differences, after − before
	Reasons         []Reason         `json:"reasons"`
	Introducers     []Introducer     `json:"introducers"`
	Step            int              `json:"step"` // 1 to 7
	Cautions        []graph.Sentence `json:"cautions"`
}

// Reason is why a relation is proposed; Value is its figure, where it has one.
type Reason struct {
	graph.Sentence
	Value *float64 `json:"value"`
}

// Introducer is who could bring the two together; Path are ids from one end to the other.
type Introducer struct {
	ID    string   `json:"id"`
	Label string   `json:"label"`
	Path  []string `json:"path"`
}

// WhatIfOptions are the changes to try.
type WhatIfOptions struct {
	Lens    graph.Lens    `json:"-"`
	Add     []Relation    `json:"add,omitempty"`
	Remove  []Relation    `json:"remove,omitempty"`
	Without []string      `json:"without,omitempty"`
	Changes graph.Changes `json:"changes"`
	Seed    int64         `json:"seed"`
	Exact   bool          `json:"exact,omitempty"`
}

// Relation names a relation by its ends; without Type it is the first structural type that joins their kinds.
type Relation struct {
	Source string `json:"source"`
	Target string `json:"target"`
	Type   string `json:"type,omitempty"`
}

// WhatIfResult is the state before and after some changes, trama.whatif/1.
type WhatIfResult struct {
	Schema           string           `json:"schema"`
	Network          Network          `json:"network"`
	Lens             graph.Lens       `json:"lens"`
	Params           WhatIfOptions    `json:"params"`
	Before           Figures          `json:"before"`
	After            Figures          `json:"after"`
	Difference       Figures          `json:"difference"`
	Reached          []Member         `json:"reached"`
	CutOff           []Member         `json:"cut_off"`
	NoLongerCritical []Member         `json:"no_longer_critical"`
	NewlyCritical    []Member         `json:"newly_critical"`
	Notes            []graph.Sentence `json:"notes"`
}

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

// ScoreOptions name the pairs to score.
type ScoreOptions struct {
	Lens  graph.Lens  `json:"-"`
	Pairs [][2]string `json:"-"` // ids; they may be any two different nodes that the lens leaves
	Seed  int64       `json:"seed"`
}

// Scores are the plausibilities of given pairs, in their order and orientation.
type Scores struct {
	Schema  string           `json:"schema"`
	Network Network          `json:"network"`
	Lens    graph.Lens       `json:"lens"`
	Params  ScoreOptions     `json:"params"`
	Learned Learned          `json:"backtest"`
	Pairs   []ScoredPair     `json:"pairs"`
	Notes   []graph.Sentence `json:"notes"`
}

// ScoredPair is a pair with its score, which orders pairs of one network, and its plausibility: the chance that it is
// one of the missing relations, if one relation in five is missing.
type ScoredPair struct {
	Source       string  `json:"source"`
	Target       string  `json:"target"`
	Score        float64 `json:"score"`
	Plausibility float64 `json:"plausibility"`
}

// BacktestOptions say how relations are hidden.
type BacktestOptions struct {
	Lens    graph.Lens `json:"-"`
	Repeats int        `json:"repeats"`
	Seed    int64      `json:"seed"`
}

// DefaultBacktestOptions returns the options a backtest has when nothing is said.
func DefaultBacktestOptions() BacktestOptions { return BacktestOptions{Repeats: 3, Seed: 1} }

// BacktestResult says how well each method finds hidden relations again, trama.backtest/1. All figures are means over
// the repeats; ties count at their expected value.
type BacktestResult struct {
	Schema      string           `json:"schema"`
	Network     Network          `json:"network"`
	Lens        graph.Lens       `json:"lens"`
	Params      BacktestOptions  `json:"params"`
	Hidden      int              `json:"hidden"` // relations hidden each time
	Repeats     int              `json:"repeats"`
	Candidates  int              `json:"candidates"` // pairs that were ranked each time, on average
	BaseRate    float64          `json:"base_rate"`  // share of the candidates that were hidden: the precision of a blind guess
	Methods     []Method         `json:"methods"`
	Chosen      string           `json:"chosen"` // what suggestions are ranked by, as a list of them names it
	Best        string           `json:"best"`   // the one that found most again here; "" where nothing was hidden
	Reliability []Reliability    `json:"reliability"`
	Notes       []graph.Sentence `json:"notes"`
}

// Method is a way to rank pairs, and how well it did; one that the network is too small for has no figures.
type Method struct {
	Method             string   `json:"method"`
	AUC                *float64 `json:"auc"`
	AUCDegreeCorrected *float64 `json:"auc_degree_corrected"` // negatives drawn by degree
	AUPR               *float64 `json:"aupr"`
	PrecisionAtHidden  *float64 `json:"precision_at_hidden"`
	PrecisionAt10      *float64 `json:"precision_at_10"`
}

// Reliability compares the plausibilities that were given with what was found.
type Reliability struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Pairs int     `json:"pairs"`
	Given float64 `json:"given"` // mean plausibility
	Found float64 `json:"found"` // share of hidden relations
}
