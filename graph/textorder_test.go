package graph

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestTextOrderIsThatOfBytes compares the sort by eight bytes with a comparison of the texts: long common beginnings, texts
// that begin others, zero bytes at their ends, and more of them than are sorted by comparison.
func TestTextOrderIsThatOfBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"", "a", "b", "\x00", "1", "10", "\xff", "persona/", "12345678", "è"})
		p := newPacker(0)
		var want, numbers []uint32
		for i := range rapid.SampledFrom([]int{0, 1, 7, 300, 900}).Draw(t, "texts") {
			var text string
			for range rapid.IntRange(0, 4).Draw(t, "pieces") {
				text += piece.Draw(t, "piece")
			}
			p.add(text)
			numbers = append(numbers, uint32(i))
		}
		want = slices.Clone(numbers)
		slices.SortStableFunc(want, func(x, y uint32) int {
			return strings.Compare(string(p.at(int(x))), string(p.at(int(y))))
		})
		if got := p.ascending(numbers); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
