package locale

import (
	"context"
	"errors"
	"strings"

	"trama/graph"
)

// Error returns an error as people read it, in one line; of many refused rows, a line for each that is listed and the
// count. Files, lines and columns stand in front as they are, the same in every language. What has no sentence in this
// language keeps its English one.
func (l *Locale) Error(err error) string {
	if err == nil {
		return ""
	}
	var refused *graph.Refused
	if errors.As(err, &refused) {
		return l.refused(refused)
	}
	var s graph.Sentence
	if errors.As(err, &s) {
		return inside(err.Error(), s.Text, l.Sentence(s))
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return l.Say("interrupted", nil)
	}
	return err.Error()
}

// inside puts the sentence in the place of its English text, so that what stands around it, a file and a line, stays.
func inside(whole, english, sentence string) string {
	if english == "" {
		return strings.TrimSpace(whole + sentence)
	}
	return strings.Replace(whole, english, sentence, 1)
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

// Refusal returns one refused place with its reason: "edges.csv: line 17: il peso «abc» non è un numero".
func (l *Locale) Refusal(r graph.Refusal) string {
	if where := r.Where(); where != "" {
		return where + ": " + l.Sentence(r.Why)
	}
	return l.Sentence(r.Why)
}
