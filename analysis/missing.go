package analysis

import (
	"context"
	"slices"
	"strings"
	"sync"

	"trama/analysis/effect"
	"trama/analysis/gap"
	"trama/graph"
)

// MissingSchema is the name of the list's document.
const MissingSchema = "trama.missing/1"

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
	// Notes are on filters that no node fits; they stand among those of the result.
	Notes []graph.Sentence `json:"-"`
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

// What a list and a plan are made of.
type (
	// Figures are what a relation can change, as they are in one state.
	Figures = effect.Figures
	// Suggestion is a missing relation with its reasons and what it would change.
	Suggestion = gap.Suggestion
	// Weighing is what speaks for a suggestion, and how it begins.
	Weighing = gap.Weighing
	// Reason is why a relation is proposed.
	Reason = gap.Reason
	// Introducer is who could bring the two together.
	Introducer = gap.Introducer
	// Tie is a relation through which people know each other.
	Tie = gap.Tie
)

// Missing returns the missing relations of what the lens leaves of a source, each with its plausibility, its benefit,
// what exactly it would change, and why it is proposed. It fails with Usage for an option that is none, with NotFound
// for a node that is not there, and when the context ends. The search is in analysis/gap.
func Missing(ctx context.Context, src Source, o MissingOptions) (*MissingList, error) {
	if err := checkMissing(o); err != nil {
		return nil, err
	}
	gaps, err := NewGaps(ctx, src, o)
	if err != nil {
		return nil, err
	}
	return gaps.Missing(ctx, o)
}

// Gaps are what a source is read into before it is searched for missing relations, for several searches with the same lens, seed
// and exactness. It is safe for concurrent use: one search waits for another.
type Gaps struct {
	src Source

	mu      sync.Mutex
	network *gap.Network
}

// NewGaps reads a source with the lens, the seed and the exactness of the options. It costs what gap.New does, keeps a byte for
// each pair of up to effect.RowsUpTo nodes, and fails as Missing does.
func NewGaps(ctx context.Context, src Source, o MissingOptions) (*Gaps, error) {
	n, err := gap.New(ctx, src.Graph, o.network(src))
	if err != nil {
		return nil, err
	}
	return &Gaps{src: src, network: n}, nil
}

// Missing returns what the function Missing does for the source, with options of the same lens, seed and exactness.
func (g *Gaps) Missing(ctx context.Context, o MissingOptions) (*MissingList, error) {
	if err := checkMissing(o); err != nil {
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	src, n := g.src, g.network
	found, err := n.Missing(ctx, gap.Wanted{
		Family: o.Family, Between: o.Between, Sector: o.Sector, Line: o.Line, Involving: o.Involving,
		Sort: o.Sort, Limit: o.Limit, Offset: o.Offset,
	})
	if err != nil {
		return nil, err
	}
	o.Candidates = found.Candidates
	list := &MissingList{
		Schema: MissingSchema, Network: src.network(), Lens: o.Lens, Params: o, Before: n.Before,
		Families: map[string]FamilyCount{}, Backtest: learned(n.Model), Suggestions: found.Suggestions,
		Notes: slices.Concat(src.notes(), o.Notes, n.Notes()),
	}
	for family, count := range found.Families {
		list.Families[family] = FamilyCount{Count: count}
	}
	return list, nil
}

// network returns how the network of a source is read.
func (o MissingOptions) network(src Source) gap.Options {
	return gap.Options{Lens: o.Lens, Today: src.day(o.Lens), Seed: o.Seed, Exact: o.Exact}
}

func checkMissing(o MissingOptions) error {
	for _, family := range o.Family {
		if !slices.Contains(Families(), family) {
			return graph.Fail(graph.Usage, "analysis.Missing", graph.Say("bad_family", "a family is one of {families}", graph.V{"families": strings.Join(Families(), ", ")}).Own("families"))
		}
	}
	if !slices.Contains([]string{"", "plausibility", "benefit"}, o.Sort) {
		return graph.Fail(graph.Usage, "analysis.Missing", graph.Say("bad_sort", "suggestions are sorted by plausibility or benefit", nil))
	}
	if len(o.Between) != 0 && len(o.Between) != 2 {
		return graph.Fail(graph.Usage, "analysis.Missing", graph.Say("bad_between", "between takes two kinds", nil))
	}
	if o.Limit < 0 || o.Offset < 0 {
		return graph.Fail(graph.Usage, "analysis.Missing", graph.Say("bad_limit", "limit and offset are not below 0", nil))
	}
	return nil
}

// Families returns the families of suggestions, in the order of the design.
func Families() []string { return gap.Families() }

// missingBeside is the size up to which a page has time for the missing relations, which take longer than its report.
const missingBeside = 20_000

// MissingBeside returns the search for the first missing relations that the page of a report with these options shows, and
// whether there is time for it: in a large network only where a meeting is to discuss them.
func MissingBeside(src Source, o ReportOptions, meeting bool) (search MissingOptions, inTime bool) {
	search = DefaultMissingOptions()
	search.Lens, search.Seed, search.Exact = o.Lens, o.Seed, o.Exact
	return search, meeting || src.Graph.Nodes() <= missingBeside
}

// Sought is one suggestion that is looked for.
type Sought struct {
	ID     string // its ends in either order
	Family string // another of its pair's families; "": the one in which it ranks best
	Seed   int64  // of the search, as Exact: a list shows what is found of the pair where both are the list's
	Exact  bool
}

// FindSuggestion returns the suggestion that is sought, of what the default lens leaves of a source. It fails with Usage for a
// family that is none, with NotFound where gap.Network.Pair finds nothing, and when the context ends.
func FindSuggestion(ctx context.Context, src Source, sought Sought) (*Suggestion, error) {
	list, err := MissingPair(ctx, src, sought)
	if err != nil {
		return nil, err
	}
	return &list.Suggestions[0], nil
}

// MissingPair returns the list of the one suggestion that FindSuggestion finds, with the figures that it starts from.
func MissingPair(ctx context.Context, src Source, sought Sought) (*MissingList, error) {
	o := MissingOptions{Seed: sought.Seed, Exact: sought.Exact}
	if sought.Family != "" {
		o.Family = []string{sought.Family}
	}
	if err := checkMissing(o); err != nil {
		return nil, err
	}
	n, err := gap.New(ctx, src.Graph, o.network(src))
	if err != nil {
		return nil, err
	}
	found, err := n.Pair(ctx, sought.ID, sought.Family)
	if err != nil {
		return nil, err
	}
	return &MissingList{
		Schema: MissingSchema, Network: src.network(), Lens: o.Lens, Params: o, Before: n.Before, Suggestions: []Suggestion{*found},
	}, nil
}

// Pairs returns, for each suggestion of a list, the list that MissingPair returns for it and the list's family. It is nil
// for a list that was searched otherwise: through another lens, by filters, in another order.
func (l *MissingList) Pairs() []*MissingList {
	o := l.Params
	filters := len(o.Between) + len(o.Sector) + len(o.Line) + len(o.Involving)
	if filters > 0 || len(o.Family) > 1 || o.Sort != "" || !isDefault(o.Lens) {
		return nil
	}
	o.Limit, o.Offset, o.Candidates = 0, 0, 0
	var out []*MissingList
	for i := range l.Suggestions {
		out = append(out, &MissingList{Schema: l.Schema, Network: l.Network, Lens: o.Lens, Params: o, Before: l.Before, Suggestions: l.Suggestions[i : i+1 : i+1]})
	}
	return out
}
