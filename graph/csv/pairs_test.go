package csv

import (
	"fmt"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// A number at a place is what its digits say, as long as they are no more than eight and are written plainly.
func TestNumberAtIsWhatItsDigitsSay(t *testing.T) {
	for text, want := range map[string][2]int{
		"0,": {0, 1}, "7\n": {7, 1}, "10;": {10, 2}, "12345678,": {12345678, 8}, "99999999\r": {99999999, 8}, "00,": {0, 0}, "01,": {0, 0}, ",1": {0, 0},
		"-1,": {0, 0}, "x": {0, 0}, "1x": {1, 1}, "/": {0, 0}, ":": {0, 0}, "1:": {1, 1}, "\xb1,": {0, 0},
	} {
		if value, end := numberAt([]byte(text+"        "), 0); int(value) != want[0] || end != want[1] {
			t.Errorf("%q: %d to %d, want %v", text, value, end, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Uint32Range(0, 99_999_999).Draw(t, "n")
		before := rapid.StringOfN(rapid.RuneFrom([]rune("a,0")), 0, 5, -1).Draw(t, "before")
		text := strconv.Itoa(int(n))
		if value, end := numberAt([]byte(before+text+";        "), len(before)); value != n || end != len(before)+len(text) {
			t.Fatalf("%q: %d to %d", text, value, end)
		}
	})
}

// Pairs are read until a row is anything else, and no further than there is room.
func TestPairsEndWhereARowIsAnythingElse(t *testing.T) {
	const tail = "                                "
	for text, want := range map[string]string{
		"1;2\n3;4\r\n5;6": "[1 2 3 4] 9", "1;2\nx;4\n": "[1 2] 4", "1;2;3\n": "[] 0", "01;2\n": "[] 0", "1;2 \n": "[] 0", "1,2\n": "[] 0", "1;123456789\n": "[] 0",
		"1;2\n3;4\n5;6\n7;8\n": "[1 2 3 4 5 6] 12",
	} {
		pairs, end := appendPairs(make([]uint32, 0, 6), []byte(text+tail), 0, ';')
		if got := fmt.Sprint(pairs, end); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
