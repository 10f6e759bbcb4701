package gap

import (
	"math"
	"testing"

	"trama/graph/graphtest"
)

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

// How plausible an answer is follows from how often those that are given share area, tag and line with their need, beside how often any
// service or action does, with ten answers as stated beforehand added: computed here from the attributes themselves.
func TestAnswersLikeThoseThatAreGiven(t *testing.T) {
	lines := []string{"node n1 need area=Centro tags=casa", "node n2 need area=Borgo tags=cibo|casa lines=l", "node n3 need area=n.d.", "node n4 need area=Borgo",
		"node s1 service area=Centro tags=casa", "node s2 service area=Borgo tags=cibo lines=l", "node s3 service area=n.d. tags=casa", "node k action area=Borgo lines=l|m", "node p person area=Centro",
		"edge s1 answers n1", "edge s2 answers n2 status=contested", "edge k answers n4", "edge s3 answers n1 status=retired", "edge s3 concerns n2", "edge p answers n3"}
	n := read(t, graphtest.FromLines(t, lines...), Options{Seed: 1})
	m := n.search(Wanted{}).answering()
	givers, needs := []string{"k", "s1", "s2", "s3"}, []string{"n1", "n2", "n3", "n4"}
	at := func(id string) int { i, _ := n.Graph.FindNode(id); return i }
	shares := func(giver, need string) (out [3]bool) {
		out[0] = text(n.Graph, giver, "area") == text(n.Graph, need, "area") && text(n.Graph, giver, "area") != "n.d."
		for k, name := range []string{"tags", "lines"} {
			out[k+1] = len(sharedItems(n.Graph, name, at(giver), at(need))) > 0
		}
		return out
	}
	says := func(need string) (out [3]bool) {
		out[0] = text(n.Graph, need, "area") != "n.d."
		for k, name := range []string{"tags", "lines"} {
			out[k+1] = text(n.Graph, need, name) != ""
		}
		return out
	}
	var by, found, looked, answered [3]float64
	for _, giver := range givers {
		for _, need := range needs {
			for k, is := range shares(giver, need) {
				if says(need)[k] {
					looked[k]++
				}
				if is {
					by[k]++
				}
			}
		}
	}
	for _, given := range [][2]string{{"s1", "n1"}, {"s2", "n2"}, {"k", "n4"}} {
		for k, is := range shares(given[0], given[1]) {
			if says(given[1])[k] {
				answered[k]++
			}
			if is {
				found[k]++
			}
		}
	}
	base := 1. / (16 - 3)
	for _, giver := range givers {
		for _, need := range needs {
			odds := base / (1 - base)
			for k, is := range shares(giver, need) {
				if !says(need)[k] {
					continue // what the need does not say speaks neither for nor against
				}
				prior, chance := []float64{4, 8, 2}[k], (by[k]+.5)/(looked[k]+1)
				share := (found[k] + 10*prior*chance/(1-chance+prior*chance)) / (answered[k] + 10)
				if odds *= (1 - share) / (1 - chance); is {
					odds *= share / chance / ((1 - share) / (1 - chance))
				}
			}
			if got, want := m.plausibility(m.shares(at(giver), at(need)), m.saidBy(at(need))), odds/(1+odds); math.Abs(got-want) > 1e-12 {
				t.Errorf("%s answers %s: %v, want %v", giver, need, got, want)
			}
		}
	}
}
