package graph

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// blank stands in a text where words were taken out.
const blank = "[…]"

// Words are words to be found in texts. One is found in any capitals, and only where it stands by itself: “Ada” is not in
// “Adamello”. Between two words of one, up to three signs may stand that are neither letters nor digits: “Maria Rossi” is in
// “ROSSI: Maria-Rossi”, and in “maria.rossi@example.org”. Characters that do not show, as a soft hyphen, hide no word; one that marks
// where a line may break is within a word or between two.
type Words struct {
	list   [][]string
	folded func(word string) string // nil: as it is
}

// NewWords returns the words of some texts. A text without a letter is none.
func NewWords(texts ...string) Words {
	var w Words
	for _, text := range texts {
		var parts []string
		for from, to := wordFrom(text, 0, outOfWord); from < to; from, to = wordFrom(text, to, outOfWord) {
			parts = append(parts, shown(text[from:to]))
		}
		if len(parts) > 0 && strings.ContainsFunc(text, unicode.IsLetter) {
			w.list = append(w.list, parts)
		}
	}
	slices.SortStableFunc(w.list, func(a, b []string) int { return len(b) - len(a) }) // the longer of two that begin alike
	return w
}

// Folded returns the words, found also where a word of a text is only what a function makes it the same as: “è” may be one
// character, or an e and an accent. The function leaves letters of ASCII as they are, but for capitals.
func (w Words) Folded(by func(word string) string) Words {
	out := Words{folded: by}
	for _, parts := range w.list {
		folded := make([]string, len(parts))
		for i, part := range parts {
			folded[i] = by(part)
		}
		out.list = append(out.list, folded)
	}
	return out
}

// fold returns a word of a text as the words are kept.
func (w Words) fold(word string) string {
	word = shown(word)
	if w.folded == nil || !strings.ContainsFunc(word, func(c rune) bool { return c >= utf8.RuneSelf }) {
		return word
	}
	return w.folded(word)
}

// None tells whether there are no words.
func (w Words) None() bool { return len(w.list) == 0 }

// Stand tells whether one of the words is in a text.
func (w Words) Stand(text string) bool {
	from, to := w.found(text, 0)
	return from < to
}

// Blanked returns the text with “[…]” in place of the words.
func (w Words) Blanked(text string) string {
	from, to := w.found(text, 0)
	if from == to {
		return text
	}
	var b strings.Builder
	last := 0
	for from < to {
		b.WriteString(text[last:from])
		b.WriteString(blank)
		last = to
		from, to = w.found(text, to)
	}
	b.WriteString(text[last:])
	return b.String()
}

// found returns where the first of the words stands behind a place in a text; nowhere the two are equal.
func (w Words) found(text string, behind int) (from, to int) {
	if w.None() {
		return 0, 0
	}
	from, to = w.foundCut(text, behind, outOfWord)
	if !strings.ContainsRune(text[behind:], mayBreak) {
		return from, to
	}
	if early, end := w.foundCut(text, behind, outOrBreak); early < end && (from == to || early < from || early == from && end > to) {
		return early, end
	}
	return from, to
}

// foundCut is found in a text whose words end where out says.
func (w Words) foundCut(text string, behind int, out func(rune) bool) (from, to int) {
	for from, to := wordFrom(text, behind, out); from < to; from, to = wordFrom(text, to, out) {
		first := w.fold(text[from:to])
		for _, parts := range w.list {
			if !strings.EqualFold(first, parts[0]) {
				continue
			}
			if end, ok := w.goOn(cutText{text, out}, to, parts[1:]); ok {
				return from, end
			}
		}
	}
	return 0, 0
}

// cutText is a text whose words end where out says.
type cutText struct {
	text string
	out  func(rune) bool
}

// signsBetween is how many signs may stand between two words of one.
const signsBetween = 3

// goOn tells whether the parts follow in a text behind a place, and where they end.
func (w Words) goOn(c cutText, behind int, parts []string) (end int, ok bool) {
	end = behind
	for _, part := range parts {
		from, to := wordFrom(c.text, end, c.out)
		if from == to || utf8.RuneCountInString(shown(c.text[end:from])) > signsBetween || !strings.EqualFold(w.fold(c.text[from:to]), part) {
			return 0, false
		}
		end = to
	}
	return end, true
}

// wordFrom returns where the first word of letters and digits behind a place begins, and where it ends, as out says; the two are equal
// where there is none.
func wordFrom(text string, behind int, out func(rune) bool) (from, to int) {
	from = strings.IndexFunc(text[behind:], inWord)
	if from < 0 {
		return len(text), len(text)
	}
	from += behind
	if to = strings.IndexFunc(text[from:], out); to < 0 {
		return from, len(text)
	}
	return from, from + to
}

func inWord(c rune) bool {
	return (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)) && !Unseen(c)
}

func outOfWord(c rune) bool { return !inWord(c) && !Unseen(c) }

// mayBreak is the space without width: what stands before and behind it looks like one word, and may be two.
const mayBreak = '\u200b'

func outOrBreak(c rune) bool { return c == mayBreak || outOfWord(c) }

// Unseen tells whether a character does not show: a soft hyphen, a space or a joiner without width, a mark of direction. Texts that
// were copied from documents have them within words.
func Unseen(c rune) bool {
	return c >= '\u00ad' && unicode.In(c, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// shows tells whether anything of a text shows.
func shows(text string) bool {
	return strings.ContainsFunc(text, func(c rune) bool { return !unicode.IsSpace(c) && !Unseen(c) && !unicode.IsControl(c) })
}

// shown returns a text without the characters that do not show.
func shown(text string) string {
	if !strings.ContainsFunc(text, Unseen) {
		return text
	}
	return strings.Map(func(c rune) rune {
		if Unseen(c) {
			return -1
		}
		return c
	}, text)
}
