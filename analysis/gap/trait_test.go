package gap

import (
	"math"
	"slices"
	"testing"

	"trama/graph/graphtest"
)

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

// Traits are what several share and not all: no names, no days, no measures, no figures about each, and nothing that
// relations decide.
func TestTraitsAreWhatSomeShare(t *testing.T) {
	g := graphtest.FromLines(t,
		"node a person sector=health town=Valdora size=1 grade=1 team=x|y height=1.5 since=2026-01-01 label=A area=Nord one=1 lat=45.0 lon=9.0",
		"node b person sector=health town=Valdora size=2 grade=1 team=y height=1.5 since=2026-01-01 label=A lat=45.005 lon=9.0",
		"node c person sector=citizens town=Valdora size=1 grade=2 team=z height=2.5 since=2026-01-02 label=C area=Sud lat=45.02 lon=9.0",
		"node d person grade=1", "node e person grade=2", "node f person grade=2", "node g person grade=1", "node h person grade=2",
		"node n need", "node m need", "edge a has_need n", "edge b raised n", "edge b raised n", "edge c has_need m status=retired", "edge n concerns a")
	var names []string
	for _, trait := range read(t, g, Options{}).traits {
		names = append(names, trait.Name)
		switch trait.Name {
		case "sector", "grade", "team", traitNeed:
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
	if want := []string{"sector", "grade", "team", traitNeed, traitNear}; !slices.Equal(slices.Sorted(slices.Values(names)), slices.Sorted(slices.Values(want))) {
		t.Errorf("%v, want %v", names, want)
	}
}
