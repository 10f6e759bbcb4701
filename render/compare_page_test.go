package render

import (
	"slices"
	"testing"

	"trama/locale"
)

// TestManyEqualPiecesAreAProduct: a network whose pieces were single nodes is told in a line, not in a page of ones.
func TestManyEqualPiecesAreAProduct(t *testing.T) {
	l := locale.New("en")
	for want, sizes := range map[string][]int{
		"": nil, "6 + 2": {6, 2}, "2 + 1 + 1 + 1": {2, 1, 1, 1}, "4 × 1": {1, 1, 1, 1}, "9 + 5 × 3 + 1 + 1": {9, 3, 3, 3, 3, 3, 1, 1},
		"1,200 × 1": slices.Repeat([]int{1}, 1200),
	} {
		if got := sizesSaid(sizes, l); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
