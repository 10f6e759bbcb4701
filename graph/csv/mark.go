package csv

import (
	"slices"
	"strings"
)

// Mark tells whether a cell says only that something is so, or that it is not, and which: x, ✓, 1, 0 and their like, also in
// parentheses or before a full stop.
func Mark(cell string) (yes, mark bool) {
	text := strings.ToLower(strings.TrimSpace(cell))
	switch text {
	case "":
		return false, false
	case "1", "1.0":
		return true, true
	case "0", "0.0", "-", "–", "—", "☐", "/", ".":
		return false, true
	}
	const emoji = "\ufe0f" // follows a mark that is drawn in colour
	text = strings.Trim(text, "()[]. "+emoji)
	if text == "" {
		return false, strings.ContainsAny(cell, "[(")
	}
	yes = slices.Contains([]string{"x", "✓", "✔", "☑", "✅", "v", "●", "•", "*"}, text)
	return yes, yes
}

// Answer tells whether a cell says yes or no, in words, and which.
func Answer(cell string) (yes, answer bool) {
	switch strings.ToLower(strings.TrimSpace(cell)) {
	case "sì", "si", "yes", "true", "vero":
		return true, true
	case "no", "false", "falso":
		return false, true
	}
	return false, false
}

func isMark(cell []byte) bool {
	_, mark := Mark(string(cell))
	return mark
}

func isAnswer(cell []byte) bool {
	_, answer := Answer(string(cell))
	return answer
}
