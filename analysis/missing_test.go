package analysis_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"trama/analysis"
	"trama/analysis/gap"
	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/source"
)

// valdora reads the fictional town of the demo.
func valdora(t testing.TB) *graph.Graph {
	t.Helper()
	r, err := source.Open(background, []string{"../cmd/trama/valdora/valdora.nodes.csv", "../cmd/trama/valdora/valdora.edges.csv"}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Graph
}

func missing(t testing.TB, g *graph.Graph, change func(*analysis.MissingOptions)) *analysis.MissingList {
	t.Helper()
	o := analysis.DefaultMissingOptions()
	if change != nil {
		change(&o)
	}
	r, err := analysis.Missing(background, analysis.Source{Graph: g}, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func all(o *analysis.MissingOptions) { o.Limit = 0 }

// lists are the networks on which lists are checked, by name.
func lists(t *testing.T) map[string]*graph.Graph {
	out := map[string]*graph.Graph{"valdora": valdora(t)}
	r := rand.New(rand.NewPCG(4, 4))
	for i := range 8 {
		out[fmt.Sprint("made ", i)] = graphtest.RandomTown(t, r, 6+r.IntN(50))
	}
	return out
}

// Every effect, of every family, is what what-if says, to the last digit.
func TestEffectsAreThoseOfWhatIf(t *testing.T) {
	for name, g := range lists(t) {
		seen := map[string]int{}
		for _, s := range missing(t, g, all).Suggestions {
			if seen[s.Family]++; seen[s.Family] > 6 || s.Type == graph.Commitment {
				continue
			}
			w, err := analysis.WhatIf(background, analysis.Source{Graph: g}, analysis.WhatIfOptions{Add: []analysis.Relation{{Source: s.Source, Target: s.Target, Type: s.Type}}, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			if w.Difference != s.Effect {
				t.Errorf("%s: %s %s: effect %+v, what-if %+v", name, s.Family, s.ID, s.Effect, w.Difference)
			}
		}
	}
}

// A need, an answer and who gives it count on the days on which they stand, in the list as in the report.
func TestNeedsCountOnTheDaysOnWhichTheyStand(t *testing.T) {
	on := func(name, day string) graph.Attributes {
		v, ok := graph.DateValue(day)
		if !ok {
			t.Fatal(day)
		}
		return graph.Attributes{}.With(name, v)
	}
	need, service, answers := graph.Need, graph.Service, "answers"
	g := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{
			node("a", graph.Person), node("b", graph.Person), node("always", graph.Need), node("open", graph.Need), node("s", graph.Service),
			{ID: "past", Kind: &need, Attributes: on("until", "2025-12-31")}, {ID: "to-come", Kind: &need, Attributes: on("since", "2027-01-01")},
			{ID: "closed", Kind: &service, Attributes: on("until", "2026-06-30")},
		},
		PutEdges: []graph.EdgeChange{
			edge("s", "past", "answers"), edge("s", "to-come", "answers"), edge("closed", "open", "answers"),
			{Source: "s", Target: "always", Type: &answers, Attributes: on("since", "2026-03-01")},
		},
	})
	for _, c := range []struct {
		day  string
		open []string // needs
		kept int      // answered
	}{
		{"", nil, 4}, {"2025-06-01", []string{"always"}, 2}, {"2025-12-31", []string{"always"}, 2}, {"2026-01-01", []string{"always"}, 1},
		{"2026-03-01", nil, 2}, {"2026-07-01", []string{"open"}, 1}, {"2027-01-01", []string{"open"}, 2},
	} {
		lens := graph.Lens{AsOf: c.day}
		list := missing(t, g, func(o *analysis.MissingOptions) { o.Lens, o.Limit = lens, 0 })
		o := analysis.DefaultReportOptions()
		o.Lens = lens
		r, err := analysis.NewReport(background, analysis.Source{Graph: g}, o)
		if err != nil {
			t.Fatal(err)
		}
		if list.Before.NeedsCovered != c.kept || r.Coverage.Answered != c.kept || r.Coverage.Needs != c.kept+len(c.open) {
			t.Errorf("%q: %d answered, the report says %d of %d; want %d and %v open", c.day, list.Before.NeedsCovered, r.Coverage.Answered, r.Coverage.Needs, c.kept, c.open)
		}
		var proposed []string
		for _, s := range list.Suggestions {
			if s.Type == "answers" && !slices.Contains(proposed, s.Target) {
				proposed = append(proposed, s.Target)
			}
		}
		if slices.Sort(proposed); len(c.open) == 0 && len(proposed) > 0 || len(proposed) > 0 && !slices.Equal(proposed, c.open) {
			t.Errorf("%q: proposed for %v, want %v", c.day, proposed, c.open)
		}
	}
}

// Options that are none are refused.
func TestOptionsThatAreNone(t *testing.T) {
	g := valdora(t)
	for name, change := range map[string]func(*analysis.MissingOptions){
		"family":    func(o *analysis.MissingOptions) { o.Family = []string{"sbagliata"} },
		"sort":      func(o *analysis.MissingOptions) { o.Sort = "colore" },
		"between":   func(o *analysis.MissingOptions) { o.Between = []string{"person"} },
		"limit":     func(o *analysis.MissingOptions) { o.Limit = -1 },
		"involving": func(o *analysis.MissingOptions) { o.Involving = []string{"nessuno"} },
	} {
		o := analysis.DefaultMissingOptions()
		change(&o)
		if _, err := analysis.Missing(background, analysis.Source{Graph: g}, o); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// The same bytes at any number of cores and in any order of rows.
func TestListsAreTheSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	base := valdora(t)
	var first string
	for i, cores := range []int{1, 2, 3} {
		runtime.GOMAXPROCS(cores)
		text, err := json.Marshal(missing(t, shuffled(t, base, uint64(i)), all))
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(text)
		}
		if string(text) != first {
			t.Fatalf("%d cores give other bytes", cores)
		}
	}
}

// shuffled builds the same graph from its nodes and edges in another order.
func shuffled(t *testing.T, g *graph.Graph, seed uint64) *graph.Graph {
	r := rand.New(rand.NewPCG(seed, 1))
	b := graph.NewBuilder()
	for _, i := range r.Perm(g.Nodes()) {
		at := b.Node(g.NodeID(i))
		b.SetKind(at, g.Kind(i))
		for _, attr := range g.NodeAttributes(i) {
			b.SetNode(at, b.NodeColumn(attr.Name), attr.Value)
		}
	}
	for _, e := range r.Perm(g.Edges()) {
		x := g.Edge(e)
		at := b.Edge(graph.BuilderEdge{ID: x.ID, Source: b.End(x.Source), Target: b.End(x.Target), Type: x.Type, Directed: x.Directed})
		for _, attr := range x.Attributes {
			b.SetEdge(at, b.EdgeColumn(attr.Name), attr.Value)
		}
	}
	next, _ := b.Build()
	return next
}

// Nothing to say about nobody.
func TestNothingIsMissingOfNothing(t *testing.T) {
	list := missing(t, graph.Empty(), nil)
	text, _ := json.Marshal(list)
	if len(list.Suggestions) != 0 || strings.Contains(string(text), ":null,") {
		t.Errorf("%s", text)
	}
}

// Through a lens that counts some relations only, what is proposed counts too: effects still are those of what-if.
func TestEffectsThroughALens(t *testing.T) {
	g := valdora(t)
	for name, lens := range map[string]graph.Lens{
		"types":     {Types: []string{"offers", "collaborates"}},
		"not types": {Types: []string{"!collaborates", "!knows"}},
		"status":    {Statuses: []string{"validated"}},
		"weight":    {MinWeight: 2},
		"kinds":     {Kinds: []string{"!place"}},
		"area":      {Areas: []string{"Centro", "Borgo Nuovo"}},
		"answers":   {Kinds: []string{"need", "service", "action"}, Types: []string{"answers"}},
		"expects":   {Types: []string{"expects"}},
		"contested": {Statuses: []string{"contested"}},
		"no answer": {Types: []string{"!answers"}},
	} {
		list := missing(t, g, func(o *analysis.MissingOptions) { o.Lens, o.Limit = lens, 25 })
		if len(list.Suggestions) == 0 {
			t.Errorf("%s: nothing is missing", name)
		}
		for _, s := range list.Suggestions {
			if s.Type == graph.Commitment {
				continue
			}
			w, err := analysis.WhatIf(background, analysis.Source{Graph: g}, analysis.WhatIfOptions{Lens: lens, Add: []analysis.Relation{{Source: s.Source, Target: s.Target, Type: s.Type}}, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			if w.Difference != s.Effect {
				t.Errorf("%s: %s %s %s: effect %+v, what-if %+v %v", name, s.Family, s.ID, s.Type, s.Effect, w.Difference, w.Notes)
			}
		}
	}
}

// Needs are those of the report under the same lens.
func TestNeedsAreTheReports(t *testing.T) {
	g := valdora(t)
	for _, lens := range []graph.Lens{
		{}, {LeaveOut: []string{"bis-sollievo"}}, {LeaveOut: []string{"srv-doposcuola"}}, {Statuses: []string{"validated"}}, {Types: []string{"!answers"}},
		{Areas: []string{"Centro"}}, {AsOf: "2020-01-01"}, {Kinds: []string{"!need"}},
	} {
		report, err := analysis.NewReport(background, analysis.Source{Graph: g}, analysis.ReportOptions{Lens: lens, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		list := missing(t, g, func(o *analysis.MissingOptions) { o.Lens = lens })
		if list.Before.NeedsCovered != report.Coverage.Answered {
			t.Errorf("%+v: the list counts %d needs covered, the report %d", lens, list.Before.NeedsCovered, report.Coverage.Answered)
		}
	}
}

// Where nothing is said a list holds the first twenty.
func TestTheFirstTwentyOfTheList(t *testing.T) {
	if list := missing(t, valdora(t), nil).Suggestions; len(list) != 20 {
		t.Errorf("%d suggestions where nothing is said", len(list))
	}
}

// A pair is looked for in a family that there is.
func TestAPairOfNoFamily(t *testing.T) {
	src := analysis.Source{Graph: graphtest.Town()}
	if found, err := analysis.FindSuggestion(t.Context(), src, analysis.Sought{ID: "ada~elsa", Family: "sbagliata"}); graph.KindOf(err) != graph.Usage {
		t.Errorf("%+v, %v", found, err)
	}
	if found, err := analysis.FindSuggestion(t.Context(), src, analysis.Sought{ID: "ada~elsa"}); err != nil || found.ID != "ada~elsa" {
		t.Errorf("%+v, %v", found, err)
	}
}

// TestAListHasWhatIsFoundOfEachPair: what a list shows of a pair is, to the last digit, what is found of the pair alone; a
// list that was searched otherwise promises nothing.
func TestAListHasWhatIsFoundOfEachPair(t *testing.T) {
	for name, g := range map[string]*graph.Graph{"town": graphtest.Town(), "valdora": valdora(t)} {
		src := analysis.Source{Graph: g}
		for _, family := range []string{"", gap.Likely, gap.Coverage} {
			o := analysis.DefaultMissingOptions()
			o.Limit, o.Offset, o.Seed, o.Exact = 6, 2, 7, family != ""
			if family != "" {
				o.Family = []string{family}
			}
			list, err := analysis.Missing(t.Context(), src, o)
			if err != nil {
				t.Fatal(err)
			}
			pairs := list.Pairs()
			if len(pairs) != len(list.Suggestions) {
				t.Errorf("%s %q: %d of %d", name, family, len(pairs), len(list.Suggestions))
			}
			for _, got := range pairs {
				want, err := analysis.MissingPair(t.Context(), src, analysis.Sought{ID: got.Suggestions[0].ID, Family: family, Seed: o.Seed, Exact: o.Exact})
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%s %q: %+v, want %+v, %v", name, family, got, want, err)
				}
			}
		}
	}
	src := analysis.Source{Graph: graphtest.Town()}
	for _, change := range []func(*analysis.MissingOptions){
		func(o *analysis.MissingOptions) { o.Lens.LeaveOut = []string{"ada"} }, func(o *analysis.MissingOptions) { o.Sort = "benefit" },
		func(o *analysis.MissingOptions) { o.Involving = []string{"hilda"} }, func(o *analysis.MissingOptions) { o.Family = []string{gap.Likely, gap.Coverage} },
		func(o *analysis.MissingOptions) { o.Lens.AsOf = "2026-01-01" }, func(o *analysis.MissingOptions) { o.Between = []string{"person", "person"} },
	} {
		o := analysis.DefaultMissingOptions()
		change(&o)
		list, err := analysis.Missing(t.Context(), src, o)
		if err != nil || list.Pairs() != nil {
			t.Errorf("%+v: %d pairs, %v", o, len(list.Pairs()), err)
		}
	}
}
