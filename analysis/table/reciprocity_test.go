package table_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trama/analysis/table"
	"trama/graph"
)

// An expectation is returned where a commitment that is not dropped is about it. Who is asked twice or more and returns nothing is
// silent, the most asked first; sectors ask each other what those who are of them ask.
func TestReciprocityIsThePlainOne(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(low, high int) int { return rapid.IntRange(low, high).Draw(rt, "pick") }
		n := draw(1, 5)
		sectors, lines := make([]string, n), []string{}
		for i := range n {
			sectors[i] = []string{"", "citizens", "health"}[draw(0, 2)]
			lines = append(lines, fmt.Sprintf("node n%d organization sector=%s", i, sectors[i]))
		}
		want := table.Reciprocity{Matrix: []table.Exchange{}, Unreturned: []table.Expectation{}, Silent: []table.Silent{}}
		asked, returned, equals, cells := make([]int, n), make([]int, n), map[string]int{}, map[string]table.Exchange{}
		for k := range draw(0, 8) {
			from, to, state := draw(0, n-1), draw(0, n-1), []string{"", "", "dropped", "kept", "agreed"}[draw(0, 4)]
			a, b, what := fmt.Sprint("n", from), fmt.Sprint("n", to), fmt.Sprint("w", k)
			equals[a+b]++ // the third that a expects of b has a number of its own, as what is expected goes up
			id := fmt.Sprint(a, "~expects~", b, "~", equals[a+b])
			if lines = append(lines, fmt.Sprintf("edge %s expects %s what=%s", a, b, what)); state != "" {
				lines = append(lines, fmt.Sprintf("node c%d commitment on_id=%s state=%s", k, id, state))
			}
			cell := cells[sectors[from]+">"+sectors[to]]
			cell.From, cell.To, cell.Asked = sectors[from], sectors[to], cell.Asked+1
			if want.Asked++; state == "kept" || state == "agreed" {
				want.Returned++
				cell.Returned++
				returned[to]++
			} else {
				want.Unreturned = append(want.Unreturned, table.Expectation{ID: id, From: a, FromLabel: a, To: b, ToLabel: b, What: what})
			}
			asked[to]++
			cells[cell.From+">"+cell.To] = cell
		}
		for _, cell := range slices.Sorted(maps.Keys(cells)) {
			want.Matrix = append(want.Matrix, cells[cell])
		}
		for times := 8; times > 1; times-- {
			for i := range n {
				if asked[i] == times && returned[i] == 0 {
					want.Silent = append(want.Silent, table.Silent{Thing: table.Thing{ID: fmt.Sprint("n", i), Label: fmt.Sprint("n", i)}, Asked: times})
				}
			}
		}
		slices.SortFunc(want.Unreturned, func(a, b table.Expectation) int { return strings.Compare(a.ID, b.ID) })
		made, _ := of(t, town(t, lines...), graph.Lens{})
		if diff := cmp.Diff(want, made.Reciprocity()); diff != "" {
			rt.Fatalf("%q: %s", lines, diff)
		}
	})
}
