package gap

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"trama/analysis/effect"
	"trama/analysis/paths"
	"trama/graph"
)

// Paths of three are the relations between the partners of one and those of the other, and to count them for two hubs of a
// hundred thousand partners each takes no time: without it ten thousand million pairs of partners would be looked at.
func TestPathsOfThreeBetweenHubs(t *testing.T) {
	const leaves = 100_000
	b := graph.NewBuilder()
	hubs := [2]int{b.Node("a"), b.Node("b")}
	join := func(i, j int) { b.Edge(graph.BuilderEdge{Source: i, Target: j, Type: "collaborates"}) }
	var last [2]int
	for i := range leaves {
		for side, hub := range hubs {
			leaf := b.Node(fmt.Sprint("n", side, "-", i))
			join(hub, leaf)
			if side == 1 && i < 3 {
				join(last[0], leaf)
			}
			last[side] = leaf
		}
	}
	g, _ := b.Build()
	st, err := effect.NewState(context.Background(), g, effect.Options{Far: &paths.Distances{}})
	if err != nil {
		t.Fatal(err)
	}
	s := &search{Network: &Network{State: st}}
	at := func(id string) int {
		i, _ := g.FindNode(id)
		u, _ := st.View.Index(i)
		return u
	}
	if got := s.pathsOfThree(&candidate{u: at("a"), w: at("b")}); got != 3 {
		t.Errorf("%d paths of three between the hubs, want 3", got)
	}
	if got := s.pathsOfThree(&candidate{u: at("n0-1"), w: at("n0-2")}); got != 0 {
		t.Errorf("%d between two of one hub, want 0", got)
	}
}

// reasonsOf returns what is said of a suggestion, without how much each multiplies the odds and which of several bridges and actors
// is named: see facts.denies.
func reasonsOf(s *Suggestion) []string {
	var out []string
	for _, r := range s.Reasons {
		values := maps.Clone(r.Values)
		delete(values, "times")
		if r.Code == "second_way" || r.Code == "relieves" {
			maps.DeleteFunc(values, func(name string, _ any) bool { return name == "a" || name == "b" || name == "actor" })
		}
		out = append(out, fmt.Sprint(r.Code, " ", values))
	}
	return out
}

// What a relation would do is said with names and figures, first what it does for the whole.
//
//	a──b──c──d   x──y   z
func TestReasonsByHand(t *testing.T) {
	lines := []string{"node a person label=Ada", "node b person", "node c person", "node d person", "node x person", "node y organization label=Ypsilon", "node z person",
		"edge a knows b", "edge b knows c", "edge c knows d", "edge x member_of y"}
	for _, c := range []struct {
		a, b string
		want []string
	}{
		{"a", "d", []string{"second_way map[bridges:3]", "relieves map[points:2]", "shortens map[a:Ada b:d steps:3]", "paths_of_three map[count:1]"}},
		{"a", "c", []string{"second_way map[bridges:2]", "relieves map[points:1]", "common_partners map[count:1 partners:b]"}},
		{"d", "x", []string{"joins_pieces map[a:d b:x label_a:b label_b:Ypsilon pairs:8 rank_a:1 rank_b:2 size_a:4 size_b:2]"}},
		{"a", "z", []string{"ends_isolation map[actor:z other:Ada]"}},
	} {
		if got := reasonsOf(suggested(t, c.a, c.b, lines...)); !slices.Equal(got, c.want) {
			t.Errorf("%s and %s: %q, want %q", c.a, c.b, got, c.want)
		}
	}
	lone := suggested(t, "p", "q", "node p person", "node q person")
	if got, want := reasonsOf(lone), []string{"ends_both_isolations map[a:p b:q]"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// What two have in common is said by the names that people know it by; what they share with everybody multiplies the odds by one, and what few share by what is stated.
func TestWhatTwoHaveInCommon(t *testing.T) {
	lines := []string{"node a person tags=x|y|z lines=l1|l2 area=Centro sector=health team=red", "node b person tags=z|y lines=l2 area=Centro sector=health team=red", "node c person area=Centro sector=citizens tags=w team=blue lines=l1",
		"node d person area=Centro team=blue", "node e person team=blue", "node l1 line label=Casa", "node l2 line label=Cibo", "node n need label=Sollievo", "edge a has_need n", "edge b raised n", "edge c knows d"}
	want := []string{"ends_both_isolations map[a:a b:b]", "shared_tags map[count:2 tags:y, z]", "shared_lines map[count:1 lines:Cibo]", "shared_need map[count:1 needs:Sollievo]",
		"same_area map[area:Centro]", "same_sector map[sector:health]", "shared_attribute map[attribute:team value:red]"}
	s := suggested(t, "a", "b", lines...)
	if got := reasonsOf(s); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	// Of so little nothing is learned. What stands are priors, of which .8 count: of three with tags or lines two pairs share one, which
	// a tag in common makes 3 · 2 ÷ (1 + 3 · 2) of relations, a line 2 · 2 ÷ (1 + 2 · 2).
	for _, r := range s.Reasons {
		want := 1.
		switch r.Code {
		case "shared_tags":
			want = math.Pow(6./7/(2./3), .8)
		case "shared_lines":
			want = math.Pow(4./5/(2./3), .8)
		}
		if times, there := r.Values["times"]; there && times != math.Round(100*want)/100 {
			t.Errorf("%s: %v times, want %v", r.Code, times, want)
		}
	}
	if got := reasonsOf(suggested(t, "a", "b", "node a person area=n.d.", "node b person area=n.d.", "node c person area=Centro")); len(got) != 1 {
		t.Errorf("areas that say that there is none: %q", got)
	}
	near := suggested(t, "a", "b", "node a person area=Centro lat=45.0 lon=9.0", "node b person area=Centro lat=45.0045 lon=9.0", "node c person lat=46.0 lon=9.0")
	if got := reasonsOf(near); !slices.Contains(got, "same_km2 map[metres:500]") || len(got) != 2 {
		t.Errorf("half a kilometre apart: %q", got)
	}
	far := suggested(t, "a", "b", "node a person area=Centro lat=45.0 lon=9.0", "node b person area=Centro lat=45.0095 lon=9.0", "node c person lat=46.0 lon=9.0")
	if got := reasonsOf(far); !slices.Contains(got, "same_area map[area:Centro]") || len(got) != 2 {
		t.Errorf("1,056 m apart: %q", got)
	}
}

// What area, tag and line in common do to the odds of an answer is stated as 4, 8 and 2 times where nothing is known, against pairs
// that have it by chance: of one need and one service that share all three, chance is taken as 3 in 4.
func TestOddsOfAnAnswerByHand(t *testing.T) {
	s := suggested(t, "n", "s", "node n need area=Centro tags=casa lines=l people=7", "node s service area=Centro tags=casa lines=l", "node l line label=Casa")
	want := []string{"covers_need map[area:Centro need:n people:7]", "shared_tags map[count:1 tags:casa]", "shared_lines map[count:1 lines:Casa]", "same_area map[area:Centro]"}
	if got := reasonsOf(s); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	odds := 1. // the chance of any pair is at most a half
	for _, r := range s.Reasons[1:] {
		prior := map[string]float64{"shared_tags": 8, "shared_lines": 2, "same_area": 4}[r.Code]
		times := prior * .75 / (.25 + prior*.75) / .75
		if odds *= times; r.Values["times"] != math.Round(100*times)/100 {
			t.Errorf("%s: %v times, want %v", r.Code, r.Values["times"], times)
		}
	}
	if want := odds / (1 + odds); math.Abs(s.Plausibility-want) > 1e-12 || s.Lift != s.Plausibility/.5 || s.Benefit != 1 {
		t.Errorf("plausibility %v, want %v; lift %v, benefit %v", s.Plausibility, want, s.Lift, s.Benefit)
	}
}
