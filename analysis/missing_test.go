package analysis_test

import (
	"encoding/json"
	"fmt"
	"math"
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
		out[fmt.Sprint("made ", i)] = made(t, r, 6+r.IntN(50))
	}
	return out
}

// made is a small town: nodes of several kinds, of none and of an unknown one, with areas, tags and needs.
func made(t *testing.T, r *rand.Rand, n int) *graph.Graph {
	kinds := []string{graph.Person, graph.Service, graph.Organization, graph.Place, graph.Action, graph.Need, "gatto", ""}
	var c graph.Changes
	for i := range n {
		kind := kinds[r.IntN(len(kinds))]
		attrs := graph.Attributes{}.With("area", graph.TextValue([]string{"Centro", "Borgo", "Colle"}[r.IntN(3)]))
		if r.IntN(2) == 0 {
			attrs = attrs.With("tags", graph.ListValue([]string{[]string{"scuola", "casa", "cibo"}[r.IntN(3)]}))
		}
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: fmt.Sprintf("n%02d", i), Kind: &kind, Attributes: attrs})
	}
	for range n {
		a, b := r.IntN(n), r.IntN(n)
		x, y := c.PutNodes[a], c.PutNodes[b]
		typ, turned, ok := graph.TypeBetween(*x.Kind, *y.Kind)
		if a == b || !ok {
			continue
		}
		if turned {
			x, y = y, x
		}
		c.PutEdges = append(c.PutEdges, graph.EdgeChange{Source: x.ID, Target: y.ID, Type: &typ})
	}
	return stateOf(t, c)
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

// Suggestions are new pairs that the catalogue allows, each once, with all that a planner needs to read.
func TestSuggestionsAreSound(t *testing.T) {
	codes := analysis.ReasonCodes()
	for name, g := range lists(t) {
		list := missing(t, g, all)
		ids := map[string]bool{}
		for _, s := range list.Suggestions {
			a, _ := g.FindNode(s.Source)
			b, _ := g.FindNode(s.Target)
			what := fmt.Sprintf("%s: %s %s", name, s.Family, s.ID)
			if ids[s.ID] || s.ID != graph.PairID(s.Source, s.Target) {
				t.Errorf("%s: a pair stands twice, or under a wrong id", what)
			}
			ids[s.ID] = true
			if s.Type != graph.Commitment && !allowed(s.Type, g.Kind(a), g.Kind(b)) {
				t.Errorf("%s: %s does not join %q and %q", what, s.Type, g.Kind(a), g.Kind(b))
			}
			if s.Type != graph.Commitment && joined(g, a, b) {
				t.Errorf("%s: they are joined already", what)
			}
			if len(s.Reasons) == 0 || s.Step < 1 || s.Step > 7 || !(s.Plausibility > 0 && s.Plausibility <= 1) || s.Benefit < 0 || s.Benefit > 1 || s.ExpectedBenefit != s.Plausibility*s.Benefit {
				t.Errorf("%s: %+v", what, s)
			}
			for _, r := range s.Reasons {
				checkCode(t, what, codes, r.Sentence)
			}
			for _, c := range s.Cautions {
				checkCode(t, what, codes, c)
			}
			if why := factsOf(g, s).deniesFamily(); why != "" {
				t.Errorf("%s: %s", what, why)
			}
		}
		count := 0
		for _, family := range analysis.Families() {
			count += list.Families[family].Count
		}
		if count < len(list.Suggestions) || list.Params.Candidates < len(list.Suggestions) {
			t.Errorf("%s: %d suggestions, families count %d, candidates %d", name, len(list.Suggestions), count, list.Params.Candidates)
		}
	}
}

// allowed tells whether the catalogue lets a type go from one kind to another: to and from an unknown one it is
// "collaborates".
func allowed(typ, from, to string) bool {
	_, knownFrom := graph.FindKind(from)
	_, knownTo := graph.FindKind(to)
	if !knownFrom || !knownTo {
		return typ == "collaborates"
	}
	relation, known := graph.FindType(typ)
	return known && relation.Joins(from, to)
}

func checkCode(t *testing.T, what string, codes map[string][]string, s graph.Sentence) {
	t.Helper()
	names, known := codes[s.Code]
	if !known || s.Text != "" {
		t.Errorf("%s: code %q, text %q", what, s.Code, s.Text)
	}
	for _, name := range names {
		if _, there := s.Values[name]; !there {
			t.Errorf("%s: %s lacks %s", what, s.Code, name)
		}
	}
	for name := range s.Values {
		if !slices.Contains(names, name) {
			t.Errorf("%s: %s has %s, which is not listed", what, s.Code, name)
		}
	}
}

// joined tells whether a structural relation that is not retired joins two nodes.
func joined(g *graph.Graph, a, b int) bool {
	for e := range g.Edges() {
		s, t := g.Ends(e)
		if (s == a && t == b || s == b && t == a) && graph.Structural(g.Type(e)) && g.EdgeColumn("status").Text(e) != "retired" {
			return true
		}
	}
	return false
}

// What each reason says is true of the graph.
func TestReasonsAreTrue(t *testing.T) {
	for name, g := range lists(t) {
		for _, s := range missing(t, g, func(o *analysis.MissingOptions) { o.Limit = 40 }).Suggestions {
			f := factsOf(g, s)
			for _, r := range s.Reasons {
				if why := f.denies(r); why != "" {
					t.Errorf("%s: %s: %s %v: %s", name, s.ID, r.Code, r.Values, why)
				}
			}
			for _, i := range s.Introducers {
				if len(i.Path) < 3 || i.Path[0] != s.Source || i.Path[len(i.Path)-1] != s.Target {
					t.Errorf("%s: %s: path %v", name, s.ID, i.Path)
				}
				for k := range i.Path[1:] {
					if !f.anyRelation(i.Path[k], i.Path[k+1]) {
						t.Errorf("%s: %s: %s and %s on the path are not joined", name, s.ID, i.Path[k], i.Path[k+1])
					}
				}
			}
		}
	}
}

// facts are what a graph says of a suggestion, by plain search.
type facts struct {
	g    *graph.Graph
	s    analysis.Suggestion
	a, b int
	near map[int]map[int]bool // neighbours in the default lens
}

func factsOf(g *graph.Graph, s analysis.Suggestion) *facts {
	f := &facts{g: g, s: s, near: map[int]map[int]bool{}}
	f.a, _ = g.FindNode(s.Source)
	f.b, _ = g.FindNode(s.Target)
	sel, _ := graph.Lens{}.Select(g)
	for i := range g.Nodes() {
		if sel.HasNode(i) {
			f.near[i] = map[int]bool{}
		}
	}
	for e := range g.Edges() {
		if from, to := g.Ends(e); sel.HasEdge(e) && from != to {
			f.near[from][to], f.near[to][from] = true, true
		}
	}
	return f
}

// deniesFamily returns what a suggestion has not that its family stands for, "" where it has it.
func (f *facts) deniesFamily() string {
	s, d := f.s, f.reach(f.a, -1, noPair)
	steps, together := d[f.b]
	switch s.Family {
	case gap.Reconnect:
		if together || s.Effect.Components != -1 {
			return "they are in one piece"
		}
	case gap.Reinforce:
		if !together || s.Effect.Components != 0 || s.Effect.Bridges+s.Effect.ArticulationPoints > 0 {
			return "it is no second way"
		}
	case gap.Shortcut:
		if together && steps < 3 || s.Effect.GlobalEfficiency <= 0 {
			return fmt.Sprintf("they are %d steps apart", steps)
		}
	case gap.Coverage:
		codes := []string{"covers_need", "service_alone", "action_unhosted"}
		if !slices.ContainsFunc(s.Reasons, func(r analysis.Reason) bool { return slices.Contains(codes, r.Code) }) {
			return "it covers nothing"
		}
	case gap.Reciprocity:
		if s.Type != graph.Commitment {
			return "it is no commitment"
		}
	}
	return ""
}

func (f *facts) anyRelation(x, y string) bool {
	a, _ := f.g.FindNode(x)
	b, _ := f.g.FindNode(y)
	for e := range f.g.Edges() {
		s, t := f.g.Ends(e)
		if s == a && t == b || s == b && t == a {
			return true
		}
	}
	return false
}

// reach returns the distances from a node, without one other node and one pair.
func (f *facts) reach(from, without int, pair [2]int) map[int]int {
	d := map[int]int{from: 0}
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		for w := range f.near[queue[0]] {
			if _, met := d[w]; met || w == without || queue[0] == pair[0] && w == pair[1] || queue[0] == pair[1] && w == pair[0] {
				continue
			}
			d[w] = d[queue[0]] + 1
			queue = append(queue, w)
		}
	}
	return d
}

var noPair = [2]int{-1, -1}

// denies returns what is wrong with a reason, "" where nothing is.
func (f *facts) denies(r analysis.Reason) string {
	v := func(name string) any { return r.Values[name] }
	column := func(name string, i int) string { return f.g.NodeColumn(name).Text(i) }
	switch r.Code {
	case "joins_pieces":
		x, y := f.reach(f.a, -1, noPair), f.reach(f.b, -1, noPair)
		if _, same := x[f.b]; same {
			return "they are in one piece"
		}
		if got := [2]int{v("size_a").(int), v("size_b").(int)}; got != [2]int{len(x), len(y)} && got != [2]int{len(y), len(x)} {
			return fmt.Sprintf("the pieces have %d and %d", len(x), len(y))
		}
		if int(v("pairs").(int64)) != len(x)*len(y) {
			return "other pairs"
		}
	case "ends_isolation":
		if len(f.near[f.a]) > 0 && len(f.near[f.b]) > 0 {
			return "both have relations"
		}
	case "second_way":
		return f.deniesBridges(v("bridges").(int), [2]any{v("a"), v("b")})
	case "relieves":
		return f.deniesPoints(v("points").(int), v("actor").(string))
	case "shortens":
		if d := f.reach(f.a, -1, noPair)[f.b]; d != v("steps").(int) {
			return fmt.Sprintf("they are %d steps apart", d)
		}
	case "common_partners":
		count := 0
		for w := range f.near[f.a] {
			if f.near[f.b][w] {
				count++
			}
		}
		if count != v("count").(int) || len(strings.Split(v("partners").(string), ", ")) < min(3, count) {
			return fmt.Sprintf("they have %d", count)
		}
	case "paths_of_three":
		count := 0
		for x := range f.near[f.a] {
			for y := range f.near[f.b] {
				if f.near[x][y] {
					count++
				}
			}
		}
		if count != v("count").(int) {
			return fmt.Sprintf("there are %d", count)
		}
	case "shared_tags", "shared_lines":
		name := strings.TrimPrefix(r.Code, "shared_")
		x, _ := f.g.NodeColumn(name).At(f.a)
		y, _ := f.g.NodeColumn(name).At(f.b)
		count := 0
		for _, item := range x.List() {
			if slices.Contains(y.List(), item) {
				count++
			}
		}
		if count != v("count").(int) || v(name).(string) == "" {
			return fmt.Sprintf("they share %d", count)
		}
	case "same_area":
		if column("area", f.a) != v("area") || column("area", f.b) != v("area") {
			return "they are elsewhere"
		}
	case "same_sector":
		if column("sector", f.a) != v("sector") || column("sector", f.b) != v("sector") {
			return "they are of other sectors"
		}
	case "shared_attribute":
		name := v("attribute").(string)
		if column(name, f.a) != v("value") || column(name, f.b) != v("value") {
			return "they differ"
		}
	case "same_km2":
		if metres := v("metres").(int); metres < 0 || metres > 1000 {
			return "too far"
		}
	case "covers_need":
		if f.g.Kind(f.b) != graph.Need || f.g.Label(f.b) != v("need") || column("area", f.b) != v("area") {
			return "it is another need"
		}
		for e := range f.g.Edges() {
			from, to := f.g.Ends(e)
			status := f.g.EdgeColumn("status").Text(e)
			if to == f.b && f.g.Type(e) == "answers" && status != "contested" && status != "retired" && column("status", from) != "retired" {
				return "it is answered"
			}
		}
	case "service_alone", "action_unhosted":
		other := map[string]string{"service_alone": graph.Organization, "action_unhosted": graph.Place}[r.Code]
		alone := f.a
		if f.g.Kind(alone) == other {
			alone = f.b
		}
		for w := range f.near[alone] {
			if f.g.Kind(w) == other {
				return "it has one"
			}
		}
	case "expectation":
		for e := range f.g.Edges() {
			from, to := f.g.Ends(e)
			if f.g.Type(e) == "expects" && f.g.Label(from) == v("asks") && f.g.Label(to) == v("asked") && f.g.EdgeColumn("what").Text(e) == v("what") {
				return ""
			}
		}
		return "nobody expects it"
	case "shared_need":
		if !strings.Contains(fmt.Sprint(f.needs(f.a)), fmt.Sprint(v("count"))) && len(f.needs(f.a)) == 0 {
			return "they share none"
		}
		count := 0
		for need := range f.needs(f.a) {
			if f.needs(f.b)[need] {
				count++
			}
		}
		if count != v("count").(int) {
			return fmt.Sprintf("they share %d", count)
		}
	case "plausible":
		if r.Value == nil || *r.Value != f.s.Lift {
			return "it has another lift"
		}
	default:
		return "nobody checks it"
	}
	return ""
}

// needs returns the needs that a node is tied to.
func (f *facts) needs(at int) map[int]bool {
	out := map[int]bool{}
	for e := range f.g.Edges() {
		if from, to := f.g.Ends(e); from == at && f.g.Kind(to) == graph.Need {
			out[to] = true
		}
	}
	return out
}

// deniesBridges counts the pairs without which the two would be apart, and looks for the one that is named.
func (f *facts) deniesBridges(said int, ends [2]any) string {
	count, named := 0, false
	for x, around := range f.near {
		for y := range around {
			if x < y {
				if _, still := f.reach(f.a, -1, [2]int{x, y})[f.b]; !still {
					count++
					a, b := f.g.Label(x), f.g.Label(y)
					named = named || ends == [2]any{a, b} || ends == [2]any{b, a}
				}
			}
		}
	}
	if count != said || !named {
		return fmt.Sprintf("there are %d", count)
	}
	return ""
}

// deniesPoints counts the nodes that are critical now and are not with the relation, and looks for the one that is named.
func (f *facts) deniesPoints(said int, actor string) string {
	count, named := 0, false
	for x := range f.near {
		parts := func() int {
			left, pieces := map[int]bool{}, 0
			for w := range f.near[x] {
				if left[w] {
					continue
				}
				pieces++
				for y := range f.reach(w, x, noPair) {
					left[y] = true
				}
			}
			return pieces
		}
		before := parts()
		f.near[f.a][f.b], f.near[f.b][f.a] = true, true
		after := parts()
		delete(f.near[f.a], f.b)
		delete(f.near[f.b], f.a)
		if before > 1 && after <= 1 {
			count++
			named = named || f.g.Label(x) == actor
		}
	}
	if count != said || !named {
		return fmt.Sprintf("there are %d", count)
	}
	return ""
}

// The head of the list is spread over families and actors.
func TestTheHeadIsSpread(t *testing.T) {
	for name, g := range lists(t) {
		list := missing(t, g, all)
		count := map[string]int{}
		head := list.Suggestions[:min(20, len(list.Suggestions))]
		for _, s := range head {
			count[s.Family]++
		}
		for _, family := range analysis.Families() {
			if has := list.Families[family].Count; len(head) == 20 && count[family] < min(2, has) {
				t.Errorf("%s: %d of %d of %s in the first twenty", name, count[family], has, family)
			}
		}
		if name != "valdora" {
			continue
		}
		actors := map[string]int{}
		for _, s := range list.Suggestions[:10] {
			actors[s.Source]++
			actors[s.Target]++
		}
		for id, times := range actors {
			if times > 3 {
				t.Errorf("%s stands %d times in the first ten", id, times)
			}
		}
	}
}

// Filters keep what they say, and the order is that of the axis asked for.
func TestFiltersAndOrder(t *testing.T) {
	g := valdora(t)
	for _, family := range analysis.Families() {
		for _, s := range missing(t, g, func(o *analysis.MissingOptions) { o.Family, o.Limit = []string{family}, 0 }).Suggestions {
			if s.Family != family {
				t.Errorf("--family %s shows %s", family, s.Family)
			}
		}
	}
	between := missing(t, g, func(o *analysis.MissingOptions) { o.Between = []string{"servizio", "person"} })
	for _, s := range between.Suggestions {
		a, _ := g.FindNode(s.Source)
		b, _ := g.FindNode(s.Target)
		if kinds := []string{g.Kind(a), g.Kind(b)}; !slices.Contains(kinds, graph.Service) || !slices.Contains(kinds, graph.Person) {
			t.Errorf("between service and person: %v", kinds)
		}
	}
	involving := missing(t, g, func(o *analysis.MissingOptions) { o.Involving = []string{"org-forno"} })
	if len(involving.Suggestions) < 15 {
		t.Errorf("%d suggestions involve org-forno", len(involving.Suggestions))
	}
	for _, s := range involving.Suggestions {
		if s.Source != "org-forno" && s.Target != "org-forno" {
			t.Errorf("%s does not involve org-forno", s.ID)
		}
	}
	for axis, of := range map[string]func(analysis.Suggestion) float64{
		"plausibility": func(s analysis.Suggestion) float64 { return s.Plausibility },
		"benefit":      func(s analysis.Suggestion) float64 { return s.Benefit },
	} {
		last := math.Inf(1)
		for _, s := range missing(t, g, func(o *analysis.MissingOptions) { o.Sort, o.Limit = axis, 0 }).Suggestions {
			if of(s) > last {
				t.Errorf("sorted by %s: %v after %v", axis, of(s), last)
			}
			last = of(s)
		}
	}
	whole := missing(t, g, all).Suggestions
	part := missing(t, g, func(o *analysis.MissingOptions) { o.Limit, o.Offset = 5, 3 }).Suggestions
	for i := range part {
		if part[i].ID != whole[3+i].ID {
			t.Errorf("place %d of the page is %s, want %s", i, part[i].ID, whole[3+i].ID)
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

// What stands about a pair keeps it out of every family, until it is dropped or its day has come.
func TestRecordsKeepPairsOut(t *testing.T) {
	g := valdora(t)
	first := missing(t, g, nil).Suggestions[0]
	record := func(kind, state, until string) *graph.Graph {
		attrs := graph.Attributes{}.With("state", graph.TextValue(state)).With("on_id", graph.TextValue(first.ID)).
			With("on_source", graph.TextValue(first.Source)).With("on_target", graph.TextValue(first.Target)).With("on_type", graph.TextValue(first.Type))
		if day, ok := graph.DateValue(until); ok {
			attrs = attrs.With("until", day)
		}
		next, err := g.Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: "zz", Kind: &kind, Attributes: attrs}}})
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	for _, c := range []struct {
		kind, state, until string
		out                bool
	}{
		{graph.Decision, "declined", "", true},
		{graph.Decision, "contested", "", true},
		{graph.Commitment, "agreed", "", true},
		{graph.Commitment, "kept", "", true},
		{graph.Commitment, "dropped", "", false},
		{graph.Decision, "postponed", "2100-01-01", true},
		{graph.Decision, "postponed", "2001-01-01", false},
	} {
		list := missing(t, record(c.kind, c.state, c.until), all).Suggestions
		if there := slices.ContainsFunc(list, func(s analysis.Suggestion) bool { return s.ID == first.ID }); there == c.out {
			t.Errorf("%s %s %s: it is there: %v", c.kind, c.state, c.until, there)
		}
	}
}

// An expectation that a commitment answers is not proposed again; all effects of the others are 0.
func TestReciprocity(t *testing.T) {
	g := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{node("a", graph.Organization), node("b", graph.Organization), node("c", graph.Organization)},
		PutEdges: []graph.EdgeChange{edge("a", "b", "expects"), edge("c", "b", "expects")},
	})
	commitment := graph.Commitment
	g, err := g.Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: "i", Kind: &commitment, Attributes: graph.Attributes{}.
		With("on_id", graph.TextValue("ab")).With("state", graph.TextValue("agreed"))}}})
	if err != nil {
		t.Fatal(err)
	}
	list := missing(t, g, func(o *analysis.MissingOptions) { o.Family = []string{gap.Reciprocity} }).Suggestions
	if len(list) != 1 || list[0].Source != "b" || list[0].Target != "c" || list[0].Type != graph.Commitment || list[0].Effect != (analysis.Figures{}) {
		t.Errorf("%+v", list)
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

// Whom and what the lens leaves out is no end of a suggestion, introduces nobody and ties nobody.
func TestTheLensKeepsOutOfLists(t *testing.T) {
	g := valdora(t)
	for name, test := range map[string]struct {
		lens graph.Lens
		out  func(id string) bool
	}{
		"kind":      {graph.Lens{Kinds: []string{"!person"}}, func(id string) bool { return strings.HasPrefix(id, "per-") }},
		"left out":  {graph.Lens{LeaveOut: []string{"org-comune"}}, func(id string) bool { return id == "org-comune" }},
		"need":      {graph.Lens{LeaveOut: []string{"bis-sollievo"}}, func(id string) bool { return id == "bis-sollievo" }},
		"condition": {graph.Lens{Where: []string{"sector!=health"}}, func(id string) bool { return text(g, id, "sector") == "health" }},
	} {
		for _, s := range missing(t, g, func(o *analysis.MissingOptions) { o.Lens, o.Limit = test.lens, 0 }).Suggestions {
			named := []string{s.Source, s.Target}
			for _, i := range s.Introducers {
				named = append(append(named, i.ID), i.Path...)
			}
			if slices.ContainsFunc(named, test.out) {
				t.Errorf("%s: %s %s names %v", name, s.Family, s.ID, named)
			}
		}
	}
}

func text(g *graph.Graph, id, name string) string {
	i, _ := g.FindNode(id)
	return g.NodeColumn(name).Text(i)
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

// A pair for which two things were proposed stands once, with the reasons of both, and is counted once.
func TestAPairStandsOnce(t *testing.T) {
	var c graph.Changes
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		c.PutNodes = append(c.PutNodes, node(id, graph.Organization))
	}
	c.PutEdges = []graph.EdgeChange{edge("a", "b", "collaborates"), edge("b", "c", "collaborates"), edge("d", "e", "collaborates"), edge("a", "c", "expects"), edge("a", "d", "expects")}
	list := missing(t, stateOf(t, c), all)
	counted := 0
	for _, family := range list.Families {
		counted += family.Count
	}
	if counted != len(list.Suggestions) {
		t.Errorf("families count %d, the list has %d", counted, len(list.Suggestions))
	}
	for _, s := range list.Suggestions {
		said := slices.ContainsFunc(s.Reasons, func(r analysis.Reason) bool { return r.Code == "expectation" })
		if want := s.ID == "a~c" || s.ID == "a~d"; said != want {
			t.Errorf("%s: reasons %+v", s.ID, s.Reasons)
		}
	}
}

// A pair that a relation of the lens's type joins is not proposed, though its status keeps the relation out of the view.
func TestWhatIsThereOutsideTheView(t *testing.T) {
	g := stateOf(t, graph.Changes{
		PutNodes: []graph.NodeChange{node("a", graph.Organization), node("b", graph.Organization), node("c", graph.Organization)},
		PutEdges: []graph.EdgeChange{edge("a", "b", "expects")},
	})
	lens := graph.Lens{Types: []string{"expects"}, Statuses: []string{"validated"}}
	list := missing(t, g, func(o *analysis.MissingOptions) { o.Lens, o.Limit = lens, 0 }).Suggestions
	if len(list) != 2 || list[0].ID == "a~b" || list[1].ID == "a~b" {
		t.Errorf("%+v", list)
	}
}

// Equals stand in order of id, whatever the list is sorted by.
func TestEqualSuggestionsAreInOrderOfID(t *testing.T) {
	for sort, of := range map[string]func(analysis.Suggestion) float64{
		"plausibility": func(s analysis.Suggestion) float64 { return s.Plausibility },
		"benefit":      func(s analysis.Suggestion) float64 { return s.Benefit },
	} {
		list := missing(t, valdora(t), func(o *analysis.MissingOptions) { o.Sort, o.Limit = sort, 0 }).Suggestions
		equals := 0
		for i := 1; i < len(list); i++ {
			switch before, now := of(list[i-1]), of(list[i]); {
			case before < now:
				t.Errorf("%s: %s stands before %s", sort, list[i-1].ID, list[i].ID)
			case before == now:
				if equals++; list[i-1].ID > list[i].ID {
					t.Errorf("%s: %s stands before its equal %s", sort, list[i-1].ID, list[i].ID)
				}
			}
		}
		if equals == 0 {
			t.Errorf("%s: there are no equals", sort)
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
	if found, err := analysis.FindSuggestion(t.Context(), src, "ada~elsa", "sbagliata"); graph.KindOf(err) != graph.Usage {
		t.Errorf("%+v, %v", found, err)
	}
	if found, err := analysis.FindSuggestion(t.Context(), src, "ada~elsa", ""); err != nil || found.ID != "ada~elsa" {
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
			o.Limit, o.Offset = 6, 2
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
				want, err := analysis.MissingPair(t.Context(), src, got.Suggestions[0].ID, family)
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%s %q: %+v, want %+v, %v", name, family, got, want, err)
				}
			}
		}
	}
	src := analysis.Source{Graph: graphtest.Town()}
	for _, change := range []func(*analysis.MissingOptions){
		func(o *analysis.MissingOptions) { o.Lens.LeaveOut = []string{"ada"} }, func(o *analysis.MissingOptions) { o.Sort = "benefit" }, func(o *analysis.MissingOptions) { o.Seed = 2 },
		func(o *analysis.MissingOptions) { o.Involving = []string{"hilda"} }, func(o *analysis.MissingOptions) { o.Family = []string{gap.Likely, gap.Coverage} }, func(o *analysis.MissingOptions) { o.Exact = true },
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
