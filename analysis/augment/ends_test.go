package augment_test

import (
	"context"
	"testing"

	"trama/analysis/augment"
)

// ring returns a ring of the nodes from first to first + size − 1.
func (g simple) ring(first, size int) {
	for i := range size {
		a, b := first+i, first+(i+1)%size
		g.pair[[2]int{min(a, b), max(a, b)}] = true
	}
}

// In two triangles only one node of each may be joined to the other one's: it then is the end of both relations that make the
// loss of any relation harmless.
func TestANodeMayBeTheEndOfTwoRelations(t *testing.T) {
	g := simple{6, map[[2]int]bool{}}
	g.ring(0, 3)
	g.ring(3, 3)
	o := augment.Options{Class: []uint8{0, 1, 1, 1, 1, 1}, Joins: func(a, b uint8) bool { return a != b }}
	got, err := augment.TwoEdgeConnected(context.Background(), g.view(t), o)
	if err != nil || !got.Optimal() || len(got.Links) != 2 || !g.with(got.Links).robustLinks() {
		t.Errorf("%+v, %v", got, err)
	}
	for _, link := range got.Links {
		if link[0] != 0 {
			t.Errorf("%v does not end at 0", link)
		}
	}
}

// Of a part of more than twelve nodes those of the highest rank are the ends, and of these the pair of the highest score; nodes
// of another class are tried apart. Without ranks it is the nodes of most relations.
func TestEndsOfALargePartAreThoseOfTheHighestRank(t *testing.T) {
	g := simple{21, map[[2]int]bool{}} // a ring of twenty, and 20 alone
	g.ring(0, 20)
	rank := func(u int) float64 { return float64(u % 10) }
	score := func(a, _ int) float64 { return -float64(a) }
	for _, test := range []struct {
		name string
		o    augment.Options
		want int
	}{
		{"by rank 9, 9, 8, 8 are tried", augment.Options{Rank: rank, Score: score}, 8},
		{"of equals in all the lowest", augment.Options{Rank: func(int) float64 { return 1 }}, 0},
		{"the highest where scores are equal", augment.Options{Rank: rank}, 9},
		{"by degree", augment.Options{}, 0},
		{"of each class some", augment.Options{Rank: rank, Score: score, Class: classOf(21, 3), Joins: func(a, b uint8) bool { return true }}, 3},
		{"of one class some", augment.Options{Rank: rank, Score: score, Class: classOf(21, 3), Joins: func(a, b uint8) bool { return a+b == 1 }}, 3},
	} {
		got, err := augment.Connected(context.Background(), g.view(t), test.o)
		if err != nil || len(got.Links) != 1 || got.Links[0] != [2]int{test.want, 20} {
			t.Errorf("%s: %v, want %d; %v", test.name, got.Links, test.want, err)
		}
	}
}

// classOf is class 0 for all of n nodes but one.
func classOf(n, one int) []uint8 {
	class := make([]uint8, n)
	class[one] = 1
	return class
}

// Where those tried of a large part are barred, any other node of it is an end.
func TestAnyNodeIsAnEndWhereTheFirstAreBarred(t *testing.T) {
	g := simple{21, map[[2]int]bool{}}
	g.ring(0, 20)
	o := augment.Options{Barred: func(a, _ int) bool { return a != 17 }}
	if got, err := augment.Connected(context.Background(), g.view(t), o); err != nil || !got.Optimal() || got.Links[0] != [2]int{17, 20} {
		t.Errorf("%+v, %v", got, err)
	}
}

// A plan that does what can be done and no more is no optimum, and says how much is left.
func TestAPlanThatFallsShort(t *testing.T) {
	g := simple{4, map[[2]int]bool{{0, 1}: true}} // and 2 and 3 alone, of which 3 may not be joined
	o := augment.Options{Class: []uint8{0, 0, 0, 1}, Joins: func(a, b uint8) bool { return a+b == 0 }}
	got, err := augment.Connected(context.Background(), g.view(t), o)
	if err != nil || got.Optimal() || got.Reached || got.LowerBound != 2 || got.Left != 1 || len(got.Links) != 1 {
		t.Errorf("connected: %+v, %v", got, err)
	}
	barred := augment.Options{Barred: func(a, b int) bool { return a == 3 || b == 3 }}
	if got, err := augment.Connected(context.Background(), g.view(t), barred); err != nil || got.Reached || got.Left != 1 || len(got.Links) != 1 {
		t.Errorf("barred: %+v, %v", got, err)
	}
	for name, plan := range map[string]method{"links": augment.TwoEdgeConnected, "actors": augment.Biconnected} {
		got, err := plan(context.Background(), g.view(t), o)
		if err != nil || got.Optimal() || got.Reached || got.Left != 1 || len(got.Links) != 2 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	// As many relations as the bound are no optimum where the goal is not reached: of a star's four leaves three may be joined.
	star := simple{5, map[[2]int]bool{{0, 1}: true, {0, 2}: true, {0, 3}: true, {0, 4}: true}}
	only := augment.Options{Class: []uint8{1, 0, 0, 0, 1}, Joins: func(a, b uint8) bool { return a+b == 0 }}
	if got, err := augment.TwoEdgeConnected(context.Background(), star.view(t), only); err != nil || got.Optimal() || got.Reached || len(got.Links) != got.LowerBound || got.Left != 2 {
		t.Errorf("star: %+v, %v", got, err)
	}
}

// Of very many pieces each is weighed against the largest only; those that may not be joined to any of these are joined to
// others all the same, wherever they stand: thirty services that only the one person may join, and 469 places beside them.
func TestPiecesThatNoHubMayJoinAreJoinedToOthers(t *testing.T) {
	const service, person, place = 0, 1, 2
	for _, at := range []int{30, 300, 499} { // of 500 pieces 262 are weighed each against each
		g := simple{500, map[[2]int]bool{}}
		class := make([]uint8, g.n)
		for u := range class {
			if class[u] = place; u < 30 {
				class[u] = service
			}
		}
		class[at] = person
		o := augment.Options{Class: class, Joins: func(a, b uint8) bool { return a != b && (a == person || b == person) }}
		got, err := augment.Connected(context.Background(), g.view(t), o)
		if err != nil || !got.Optimal() || len(got.Links) != 499 || !g.with(got.Links).connected() {
			t.Errorf("the person is %d: %d relations, %d left, %v", at, len(got.Links), got.Left, err)
		}
	}
}

// Without classes all nodes are of class 0.
func TestWithoutClassesAllAreOfClassZero(t *testing.T) {
	g := simple{2, map[[2]int]bool{}}
	for joined, joins := range map[int]func(a, b uint8) bool{1: func(a, b uint8) bool { return a+b == 0 }, 0: func(a, b uint8) bool { return a+b > 0 }} {
		if got, err := augment.Connected(context.Background(), g.view(t), augment.Options{Joins: joins}); err != nil || len(got.Links) != joined {
			t.Errorf("%d relations, want %d; %v", len(got.Links), joined, err)
		}
	}
}

func TestPlansStopWithTheirContext(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	v := simple{5, map[[2]int]bool{{0, 1}: true}}.view(t)
	for name, plan := range map[string]method{"connected": augment.Connected, "links": augment.TwoEdgeConnected, "actors": augment.Biconnected} {
		if _, err := plan(ended, v, augment.Options{}); err == nil {
			t.Errorf("%s went on", name)
		}
	}
	if _, err := augment.Offers(ended, v, augment.Options{}, 3); err == nil {
		t.Error("offers went on")
	}
}
