package analysis

import (
	"context"
	"math"
	"reflect"
	"slices"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// A lens that says anything at all is not the default one.
func TestTheDefaultLensSaysNothing(t *testing.T) {
	if !isDefault(graph.Lens{}) {
		t.Error("the empty lens is not the default")
	}
	some := map[reflect.Kind]any{reflect.Slice: []string{"x"}, reflect.String: "x", reflect.Float64: 1.0, reflect.Bool: true}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[graph.Lens]()) {
		var l graph.Lens
		reflect.ValueOf(&l).Elem().FieldByIndex(field.Index).Set(reflect.ValueOf(some[field.Type.Kind()]))
		if isDefault(l) {
			t.Errorf("a lens with %s is the default", field.Name)
		}
	}
}

// Metres are those of great circles on a sphere of 6,371 km: of a degree of latitude π/180 of its radius, from pole to pole
// half the way around; between two nodes of which one has no place they are not known.
func TestMetresOnTheGround(t *testing.T) {
	g := graphtest.FromLines(t, "node a person lat=45.5 lon=9.25", "node b person lat=46.5 lon=9.25", "node c person lat=60.0 lon=10.0", "node d person lat=60.0 lon=11.0",
		"node e person lat=90.0 lon=0.0", "node f person lat=-90.0 lon=77.0", "node g person lat=45.5", "node h person")
	p := newPlaces(g)
	degree := math.Pi / 180 * 6_371_000
	for _, c := range []struct {
		a, b   int
		metres float64
		known  bool
	}{
		{0, 0, 0, true}, {0, 1, degree, true}, {1, 0, degree, true}, {4, 5, 180 * degree, true}, {0, 6, 0, false}, {6, 0, 0, false}, {7, 0, 0, false}, {0, 7, 0, false},
		{2, 3, 2 * 6_371_000 * math.Asin(.5*math.Sin(.5*math.Pi/180)), true}, // along a parallel at 60° a degree is half as long, about
	} {
		if metres, known := p.metres(c.a, c.b); known != c.known || math.Abs(metres-c.metres) > 1e-3 {
			t.Errorf("%s–%s: %v, %v; want %v, %v", g.NodeID(c.a), g.NodeID(c.b), metres, known, c.metres, c.known)
		}
	}
}

// Traits are what several share and not all: no names, no days, no measures, and nothing that relations decide.
func TestTraitsAreWhatSomeShare(t *testing.T) {
	g := graphtest.FromLines(t,
		"node a person sector=health town=Valdora size=1 team=x|y height=1.5 since=2026-01-01 label=A area=Nord one=1 lat=45.0 lon=9.0",
		"node b person sector=health town=Valdora size=2 team=y height=1.5 since=2026-01-01 label=A lat=45.005 lon=9.0",
		"node c person sector=citizens town=Valdora size=1 team=z height=2.5 since=2026-01-02 label=C area=Sud lat=45.02 lon=9.0",
		"node n need", "node m need", "edge a has_need n", "edge b raised n", "edge b raised n", "edge c has_need m status=retired", "edge n concerns a")
	n, err := learnedFrom(context.Background(), Source{Graph: g}, graph.Lens{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, trait := range n.Traits {
		names = append(names, trait.Name)
		switch trait.Name {
		case "sector", "team", traitNeed:
			if _, shared := trait.Shares(0, 1); !shared {
				t.Errorf("a and b do not share %s", trait.Name)
			}
			if _, shared := trait.Shares(0, 2); shared {
				t.Errorf("a and c share %s", trait.Name)
			}
		case traitNear: // 556 m, and 2.2 km
			ab, known := trait.Near(0, 1)
			if ac, _ := trait.Near(0, 2); !ab || !known || ac {
				t.Errorf("near: a and b %v, a and c %v", ab, ac)
			}
		}
	}
	if want := []string{"sector", "size", "team", traitNeed, traitNear}; !slices.Equal(sorted(names), sorted(want)) {
		t.Errorf("%v, want %v", names, want)
	}
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

// What an answer has in common with a need is a bit each: area, a tag, a line. An empty area is none.
func TestWhatAnAnswerHasInCommonWithANeed(t *testing.T) {
	need := &profile{area: 1, tags: []int{2, 3}, lines: []int{4}}
	for _, c := range []struct {
		giver profile
		want  common
	}{
		{profile{}, 0}, {profile{area: 1}, 1}, {profile{area: 2}, 0}, {profile{tags: []int{9, 3}}, 2}, {profile{lines: []int{4, 2}}, 4}, {profile{lines: []int{2}}, 0},
		{profile{1, []int{2}, []int{4}}, 7},
	} {
		if got := c.giver.shares(need); got != c.want || need.shares(&c.giver) != c.want {
			t.Errorf("%+v: %b, want %b", c.giver, got, c.want)
		}
	}
	if none := (&profile{}).shares(&profile{}); none != 0 {
		t.Errorf("two without anything share %b", none)
	}
}

// Benefit is the largest share that a relation has of what is left to do, of each of five things; never below 0 nor above 1.
func TestBenefitIsTheLargestShareOfWhatIsLeft(t *testing.T) {
	// a──b──c   d   n, m: of ten pairs of five nodes 3 reach each other, 2 relations are bridges, 1 actor is critical, 2 needs are open.
	g := graphtest.FromLines(t, "node a person", "node b person", "node c person", "node d person", "node e person", "node n need", "node m need", "edge a knows b", "edge b knows c")
	s, err := newSearch(context.Background(), Source{Graph: g}, MissingOptions{})
	if err != nil {
		t.Fatal(err)
	}
	efficiency := s.before.GlobalEfficiency // (1 + 1 + ½) ÷ 10
	for _, c := range []struct {
		effect Figures
		want   float64
	}{
		{Figures{}, 0}, {Figures{PairsReached: 3}, 3. / 7}, {Figures{PairsReached: -3}, 0}, {Figures{Bridges: -1}, .5}, {Figures{Bridges: 1}, 0}, {Figures{Bridges: -3}, 1},
		{Figures{ArticulationPoints: -1}, 1}, {Figures{NeedsCovered: 1}, .5}, {Figures{GlobalEfficiency: .15}, .2}, {Figures{PairsReached: 1, Bridges: -1, NeedsCovered: 0}, .5},
	} {
		if got := s.benefit(c.effect); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%+v: %v, want %v", c.effect, got, c.want)
		}
	}
	if math.Abs(efficiency-.25) > 1e-12 {
		t.Errorf("efficiency %v", efficiency)
	}
}
