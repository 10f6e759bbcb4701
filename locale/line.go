package locale

import (
	"unicode"
	"unicode/utf8"
)

// Begun begins a line with a capital letter.
func Begun(line string) string {
	first, size := utf8.DecodeRuneInString(line)
	if size == 0 {
		return line
	}
	return string(unicode.ToUpper(first)) + line[size:]
}

// Whole makes a sentence of one line, as errors are: it begins with a capital letter and ends with a point.
func Whole(line string) string {
	if last, _ := utf8.DecodeLastRuneInString(line); unicode.IsLetter(last) || unicode.IsDigit(last) {
		line += "."
	}
	return Begun(line)
}

// Cut shortens a line to so many letters, with an ellipsis.
func Cut(line string, letters int) string {
	if utf8.RuneCountInString(line) <= letters {
		return line
	}
	return string([]rune(line)[:max(0, letters-1)]) + "…"
}
