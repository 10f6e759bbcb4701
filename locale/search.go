package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"trama/graph"
)

// Searched returns a text as a search compares it: without capitals, accents, marks and what does not show, its words apart by one
// space.
func Searched(text string) string {
	var out strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case unicode.Is(unicode.Mn, c), graph.Unseen(c):
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			out.WriteRune(c)
		default:
			out.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// Composed returns a text in which each letter with an accent is one character where there is one: some systems write two,
// which look the same.
func Composed(text string) string { return norm.NFC.String(text) }
