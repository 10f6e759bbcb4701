package predict

import (
	"math"
	"testing"

	"trama/analysis/internal/view"
)

// A prior stands where the relations are too few to say anything else, as if it were ten of them; it gives way to what they say, and
// a trait without one says nothing until then. Of twenty nodes in two groups of ten a pair shares the group with chance 9/19; four that are
// in none do not count.
func TestPriorsOfTraits(t *testing.T) {
	values := make([][]uint32, 24)
	for u := range values[:20] {
		values[u] = []uint32{uint32(u % 2)}
	}
	const chance = 9. / 19
	expected := 3 * chance / (1 - chance + 3*chance)
	for _, c := range []struct {
		name          string
		prior         float64
		within, other int // relations within a group, and between two
		share         float64
	}{
		{"nothing known", 3, 0, 0, expected},
		{"nothing known, nothing stated", 0, 0, 0, chance},
		{"two relations within", 3, 2, 0, (2 + 10*expected) / 12},
		{"two relations between", 3, 0, 2, (0 + 10*expected) / 12},
		{"as by chance, few", 3, 4, 5, (4 + 10*expected) / 19},
		{"as by chance, many: the prior is refuted", 3, 30, 33, chance},
		{"few relations, nothing stated", 0, 4, 2, chance},
		{"less than three errors apart, nothing stated", 0, 21, 9, chance},
		{"few relations speak against a weak prior", 1.5, 3, 7, chance},
		{"many relations speak for themselves", 3, 40, 5, (40 + 10*chance) / 55},
		{"many relations speak against it", 3, 5, 40, (5 + 10*chance) / 55},
	} {
		var source, target []uint32
		for apart, count := range []int{c.other, c.within} {
			for a := uint32(0); a < 20 && count > 0; a++ {
				for b := a + 1; b < 20 && count > 0; b++ {
					if (a%2 == b%2) == (apart == 1) {
						source, target, count = append(source, a), append(target, b), count-1
					}
				}
			}
		}
		v, err := view.Of(t.Context(), len(values), source, target)
		if err != nil {
			t.Fatal(err)
		}
		got := oddsOfTrait(&Trait{Name: "area", Values: values, Prior: c.prior}, v)
		if want := math.Log(c.share / chance); math.Abs(got.shared-want) > 1e-12 || math.Abs(got.other-math.Log((1-c.share)/(1-chance))) > 1e-12 {
			t.Errorf("%s: %v, want %v; other %v", c.name, got.shared, want, got.other)
		}
	}
}

// Relations between two classes are as many more, or fewer, than by chance as there are beside those that would fall on their pairs,
// five by chance added to both.
func TestOddsOfClasses(t *testing.T) {
	n := groupsOfTwo(t, 50)
	for u := range 10 {
		n.Class[5*u] = 2
	}
	pairs, links := map[[2]uint8]float64{}, map[[2]uint8]float64{}
	for u := range 50 {
		for w := range u {
			kinds := [2]uint8{min(n.Class[u], n.Class[w]), max(n.Class[u], n.Class[w])}
			if pairs[kinds]++; n.View.Has(u, w) {
				links[kinds]++
			}
		}
	}
	got := oddsBetween(n.Class, n.View)
	for kinds, all := range pairs {
		chance := all * float64(n.View.M()) / (50 * 49 / 2)
		want := math.Log((links[kinds] + 5) / (chance + 5))
		if a, b := got[kinds[0]][kinds[1]], got[kinds[1]][kinds[0]]; math.Abs(a-want) > 1e-12 || math.Abs(b-want) > 1e-12 {
			t.Errorf("%v: %v and %v, want %v", kinds, a, b, want)
		}
	}
}
