package graph

import "strings"

// Nearest returns the word of a list that one was probably meant for: the one with the fewest letters added, dropped,
// changed or swapped with their neighbour (optimal string alignment, doi:10.1145/363958.363994), case aside; of equals
// the first. It is "" where none is near: one letter in three, and at most three, may be wrong. It takes time
// proportional to the product of the lengths for each word of a length near enough.
func Nearest(word string, words []string) string {
	a := []rune(strings.ToLower(strings.TrimSpace(word)))
	best, least := "", min(len(a)/3, 3)+1
	for _, candidate := range words {
		b := []rune(strings.ToLower(candidate))
		if len(a)-len(b) >= least || len(b)-len(a) >= least {
			continue
		}
		if d := misspelled(a, b); d < least {
			best, least = candidate, d
		}
	}
	return best
}

// misspelled returns how many letters must be added, dropped, changed or swapped to make b of a.
func misspelled(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
