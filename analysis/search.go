package analysis

import (
	"context"
	"slices"
	"strings"
	"sync"

	"trama/analysis/augment"
	"trama/analysis/effect"
	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/predict"
	"trama/graph"
)

// MissingSchema is the name of the list's document.
const MissingSchema = "trama.missing/1"

// Missing returns the missing relations of what the lens leaves of a source, each with its plausibility, its benefit,
// what exactly it would change, and why it is proposed. It fails with Usage for an option that is none, with NotFound
// for a node that is not there, and when the context ends.
//
// Candidates come from the families (family_*.go); predict says how plausible each is, effects what it would change.
func Missing(ctx context.Context, src Source, o MissingOptions) (*MissingList, error) {
	if err := checkMissing(o); err != nil {
		return nil, err
	}
	s, err := newSearch(ctx, src, o)
	if err != nil {
		return nil, err
	}
	if err := s.collect(ctx); err != nil {
		return nil, err
	}
	o.Candidates = len(s.found)
	shown := s.ordered()
	list := &MissingList{
		Schema: MissingSchema, Network: src.network(), Lens: o.Lens, Params: o, Before: s.before,
		Families: s.familyCounts(), Backtest: learned(s.model), Notes: s.listNotes(),
	}
	list.Suggestions, err = s.suggestions(ctx, page(shown, o))
	return list, err
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

// search is a list of missing relations in the making: a state, what it would take to change it, what the table has
// said, and the pairs found so far.
type search struct {
	*effect.State
	src     Source
	o       MissingOptions
	before  Figures
	effects *effect.Effects
	model   *predict.Model
	traits  []predict.Trait
	records records

	incidence  graph.Incidence
	wholeView  bool // every structural relation between nodes of the view is in it
	class      []uint8
	joins      [][]bool
	central    []float64
	places     places
	pieces     []int // the node that each component is named after, once that is asked for
	piecesOnce sync.Once

	found     []*candidate
	byPair    map[relation]*candidate
	standings map[int]standing
}

func (s *search) distances() paths.Options { return paths.Options{Seed: s.o.Seed, Exact: s.o.Exact} }

func newSearch(ctx context.Context, src Source, o MissingOptions) (*search, error) {
	far := paths.Options{Seed: o.Seed, Exact: o.Exact}
	graph.Report(ctx, "missing", 0, 5)
	st, err := effect.NewState(ctx, src.Graph, effect.Options{Lens: o.Lens, Distances: far})
	if err != nil {
		return nil, err
	}
	s := &search{State: st, src: src, o: o, before: st.Figures(), records: newRecords(src.Graph, src.day(o.Lens)), byPair: map[relation]*candidate{}, standings: map[int]standing{}, places: newPlaces(src.Graph)}
	graph.Report(ctx, "missing", 1, 5)
	if s.effects, err = effect.New(ctx, st); err != nil {
		return nil, err
	}
	graph.Report(ctx, "missing", 2, 5)
	n := networkOf(st.View, st.Aside)
	s.traits = n.Traits
	s.model, err = predict.Learn(ctx, n, predict.Options{Seed: o.Seed})
	if err != nil {
		return nil, err
	}
	s.incidence = src.Graph.Incidence()
	s.wholeView = len(o.Lens.Types)+len(o.Lens.Statuses) == 0 && o.Lens.AsOf == "" && o.Lens.MinWeight == 0
	s.class, s.joins = classesOf(st.View, o.Lens)
	s.central = s.centrality(ctx)
	return s, ctx.Err()
}

// collect lets each family propose, and weighs what was proposed.
func (s *search) collect(ctx context.Context) error {
	graph.Report(ctx, "missing", 3, 5)
	for _, propose := range []func(context.Context) error{
		s.reconnect, s.reinforce, s.shortcut, s.likely, s.coverage, s.reciprocity, s.involving,
	} {
		if err := propose(ctx); err != nil {
			return err
		}
	}
	graph.Report(ctx, "missing", 4, 5)
	if err := s.weigh(ctx); err != nil {
		return err
	}
	s.settle()
	graph.Report(ctx, "missing", 5, 5)
	return nil
}

// weigh gives every candidate its plausibility, effect and benefit.
func (s *search) weigh(ctx context.Context) error {
	pairs := pairsOf(s.found)
	estimates, err := s.model.Of(ctx, pairs)
	if err != nil {
		return err
	}
	effects, err := s.effects.Of(ctx, pairs)
	if err != nil {
		return err
	}
	for _, c := range s.found {
		if c.inView() {
			if c.parts == nil {
				c.estimate = estimates[0]
			}
			c.effect = effects[0]
			estimates, effects = estimates[1:], effects[1:]
		}
		c.effect.NeedsCovered = s.covers(c)
		c.benefit = s.benefit(c.effect)
	}
	return nil
}

// covers returns how many needs a relation covers that nobody answered: one or none.
func (s *search) covers(c *candidate) int {
	if _, open := slices.BinarySearch(s.Needs.Open, c.to); open && c.typ == "answers" && s.answersCount() {
		return 1
	}
	return 0
}

// answersCount tells whether the lens counts a new relation "answers" as an answer.
func (s *search) answersCount() bool {
	status := s.Lens.Passing().Get("status").String()
	return !slices.ContainsFunc(s.Lens.Types, func(value string) bool {
		name, out := strings.CutPrefix(value, "!")
		return out && graph.TypeNamed(name) == "answers"
	}) && status != "contested" && status != "retired"
}

// pairsOf returns the two nodes of each candidate that joins nodes of the view.
func pairsOf(list []*candidate) [][2]uint32 {
	var pairs [][2]uint32
	for _, c := range list {
		if c.inView() {
			pairs = append(pairs, [2]uint32{uint32(c.u), uint32(c.w)})
		}
	}
	return pairs
}

// benefit is the largest of what a relation does of what is left to do: pairs newly reached, bridges and articulation
// points removed, efficiency gained, needs covered, each as a share.
func (s *search) benefit(effect Figures) float64 {
	before := s.before
	n := int64(s.View.N())
	return max(
		share(float64(effect.PairsReached), float64(n*(n-1)/2-before.PairsReached)),
		share(float64(-effect.Bridges), float64(before.Bridges)),
		share(float64(-effect.ArticulationPoints), float64(before.ArticulationPoints)),
		share(effect.GlobalEfficiency, 1-before.GlobalEfficiency),
		share(float64(effect.NeedsCovered), float64(len(s.Needs.Open))),
		0)
}

func share(part, whole float64) float64 {
	if whole <= 0 || part <= 0 {
		return 0
	}
	return min(1, part/whole)
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

// augmentation returns the rules by which plans join nodes.
func (s *search) augmentation() augment.Options {
	return augment.Options{
		Class:  s.class,
		Joins:  func(a, b uint8) bool { return s.joins[a][b] },
		Barred: func(a, b int) bool { return !s.free(s.View.Position(a), s.View.Position(b)) },
		Score:  func(a, b int) float64 { return s.model.Affinity(uint32(a), uint32(b)) },
		Rank:   func(u int) float64 { return s.central[u] },
	}
}

// centrality returns how near each node is to the others of its component: Σ 1/d where all distances are kept, else its
// degree.
func (s *search) centrality(ctx context.Context) []float64 {
	out := make([]float64, s.View.N())
	for u := range out {
		out[u] = float64(s.View.Degree(u))
		if s.effects.Rows == nil || ctx.Err() != nil {
			continue
		}
		var at [paths.FarAway]int
		for _, d := range s.effects.Rows.Row(u) {
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
func (s *search) size() int {
	switch n := s.View.N(); {
	case n <= 2_000:
		return 300
	case n <= effect.RowsUpTo:
		return 200
	}
	return 60
}
