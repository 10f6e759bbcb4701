package locale

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"trama/graph"
)

// Error returns an error as people read it, in one line; of many refused rows, a line for each that is listed and the
// count. The file and the line stand in front. What has no sentence in this language keeps its English one.
func (l *Locale) Error(err error) string {
	if err == nil {
		return ""
	}
	if refused, ok := errors.AsType[*graph.Refused](err); ok {
		return l.refused(refused)
	}
	if s, ok := errors.AsType[graph.Sentence](err); ok {
		return inside(err.Error(), s.Text, l.Sentence(s), l)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return l.Say("interrupted", nil)
	}
	return err.Error()
}

// inside puts the sentence in the place of its English text, so that what stands around it, a file and a line, stays.
func inside(whole, english, sentence string, l *Locale) string {
	if english == "" {
		return strings.TrimSpace(l.Place(whole) + sentence)
	}
	before, after, found := strings.Cut(whole, english)
	if !found {
		return whole
	}
	return l.Place(before) + sentence + after
}

func (l *Locale) refused(r *graph.Refused) string {
	lines := make([]string, 0, len(r.First)+1)
	for _, refusal := range r.First {
		lines = append(lines, l.Refusal(refusal))
	}
	if r.Count > len(r.First) {
		lines = append(lines, l.Say("rows_wrong", graph.V{"count": r.Count}))
	}
	return strings.Join(lines, "\n")
}

// Refusal returns one refused place with its reason: "edges.csv: riga 17: il peso «abc» non è un numero".
func (l *Locale) Refusal(r graph.Refusal) string {
	if where := l.Place(r.Where()); where != "" {
		return where + ": " + l.Sentence(r.Why)
	}
	return l.Sentence(r.Why)
}

// aLine is how a place in a file ends: graph.Refusal.Where.
var aLine = regexp.MustCompile(`: line ([0-9]+)(: |$)`)

// aSheet is how a sheet of a workbook stands behind its file.
var aSheet = regexp.MustCompile(`(\.(?i:xlsx|xlsm|ods|ots|fods|xml|zip|gz)|^-): sheet `)

// Place returns a place in a file in this language: "edges.csv: line 17" is "edges.csv: riga 17", and
// "town.xlsx: sheet Who: line 17" is "town.xlsx: foglio Who: riga 17".
func (l *Locale) Place(where string) string {
	where = aSheet.ReplaceAllString(where, "$1: "+l.Say("word.sheet", nil)+" ")
	return aLine.ReplaceAllString(where, ": "+l.Say("word.line", nil)+" $1$2")
}
