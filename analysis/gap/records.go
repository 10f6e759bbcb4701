package gap

import (
	"cmp"

	"trama/graph"
)

// records are what the table has said already: the pairs about which a decision or a commitment stands, and the
// expectations that a commitment answers.
type records struct {
	pairs    map[[2]int]bool // positions of both ends, the lower first
	answered map[string]bool // ids of edges
}

// newRecords reads the records that stand on a day: all but what was dropped, and what was put off to a day before it.
func newRecords(g *graph.Graph, day string) records {
	r := records{pairs: map[[2]int]bool{}, answered: map[string]bool{}}
	column := g.NodeColumn
	for i := range g.Nodes() {
		kind := g.Kind(i)
		if kind != graph.Decision && kind != graph.Commitment {
			continue
		}
		state := column("state").Text(i)
		if state == "dropped" || column("status").Text(i) == "retired" {
			continue
		}
		if kind == graph.Commitment {
			r.answered[column("on_id").Text(i)] = true
		}
		until := cmp.Or(column("until").Text(i), column("date").Text(i))
		if state == "postponed" && until != "" && day != "" && until < day {
			continue
		}
		r.bar(g, column("on_source").Text(i), column("on_target").Text(i), column("on_id").Text(i))
	}
	return r
}

// bar keeps a pair out, named by its ends, else by the suggestion's id.
func (r records) bar(g *graph.Graph, source, target, id string) {
	if source == "" || target == "" {
		var ok bool
		if source, target, ok = graph.PairOf(id); !ok {
			return
		}
	}
	a, thereA := g.FindNode(source)
	b, thereB := g.FindNode(target)
	if thereA && thereB {
		r.pairs[[2]int{min(a, b), max(a, b)}] = true
	}
}

func (r records) bars(a, b int) bool { return r.pairs[[2]int{min(a, b), max(a, b)}] }
