package gap

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/source"
)

// valdora reads the fictional town of the demo.
func valdora(t testing.TB) *graph.Graph {
	t.Helper()
	r, err := source.Open(t.Context(), []string{"../../cmd/trama/valdora/valdora.nodes.csv", "../../cmd/trama/valdora/valdora.edges.csv"}, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Graph
}

// lists are the networks on which lists are checked, by name.
func lists(t *testing.T) map[string]*graph.Graph {
	out := map[string]*graph.Graph{"valdora": valdora(t)}
	r := rand.New(rand.NewPCG(4, 4))
	for i := range 8 {
		out[fmt.Sprint("made ", i)] = graphtest.RandomTown(t, r, 6+r.IntN(50))
	}
	return out
}

// found returns all that a graph lacks.
func found(t *testing.T, g *graph.Graph) *List {
	t.Helper()
	list, err := read(t, g, Options{Seed: 1}).Missing(t.Context(), Wanted{})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// Suggestions are new pairs that the catalogue allows, each once, with all that a planner needs to read.
func TestSuggestionsAreSound(t *testing.T) {
	for name, g := range lists(t) {
		list := found(t, g)
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
			if typ, known := graph.FindType(s.Type); known && typ.Symmetric && s.Source > s.Target {
				t.Errorf("%s: %s has no direction, and goes from the higher end", what, s.Type)
			}
			if s.Type != graph.Commitment && joined(g, a, b) {
				t.Errorf("%s: they are joined already", what)
			}
			if len(s.Reasons) == 0 || s.Step < 1 || s.Step > 7 || !(s.Plausibility > 0 && s.Plausibility <= 1) || s.Benefit < 0 || s.Benefit > 1 || s.ExpectedBenefit != s.Plausibility*s.Benefit {
				t.Errorf("%s: %+v", what, s)
			}
			for _, r := range s.Reasons {
				checkCode(t, what, r.Sentence)
			}
			for _, c := range s.Cautions {
				checkCode(t, what, c)
			}
			if why := factsOf(g, s).deniesFamily(); why != "" {
				t.Errorf("%s: %s", what, why)
			}
		}
		count := 0
		for _, family := range Families() {
			count += list.Families[family]
		}
		if count < len(list.Suggestions) || list.Candidates < len(list.Suggestions) {
			t.Errorf("%s: %d suggestions, families count %d, candidates %d", name, len(list.Suggestions), count, list.Candidates)
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
		for _, s := range missing(t, read(t, g, Options{Seed: 1}), Wanted{Limit: 40}) {
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
	s    Suggestion
	a, b int
	near map[int]map[int]bool // neighbours in the default lens
}

func factsOf(g *graph.Graph, s Suggestion) *facts {
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
	case Reconnect:
		if together || s.Effect.Components != -1 {
			return "they are in one piece"
		}
	case Reinforce:
		if !together || s.Effect.Components != 0 || s.Effect.Bridges+s.Effect.ArticulationPoints > 0 {
			return "it is no second way"
		}
	case Shortcut:
		if together && steps < 3 || s.Effect.GlobalEfficiency <= 0 {
			return fmt.Sprintf("they are %d steps apart", steps)
		}
	case Coverage:
		codes := []string{"covers_need", "service_alone", "action_unhosted"}
		if !slices.ContainsFunc(s.Reasons, func(r Reason) bool { return slices.Contains(codes, r.Code) }) {
			return "it covers nothing"
		}
	case Likely:
		if s.Lift < 1 {
			return fmt.Sprintf("it is %v times as plausible as a pair at random", s.Lift)
		}
	case Reciprocity:
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
func (f *facts) denies(r Reason) string {
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
	case "ends_both_isolations":
		if len(f.near[f.a])+len(f.near[f.b]) > 0 {
			return "one has relations"
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
		for _, s := range missing(t, read(t, g, Options{Lens: test.lens, Seed: 1}), Wanted{}) {
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
