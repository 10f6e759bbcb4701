package render

import (
	"reflect"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// Localize returns a copy of a result with the text of every sentence in the language. A value that holds no sentences
// is returned as it is. Results may be values or pointers; the one given does not change.
func Localize[T any](result T, lang string) T {
	l := locale.New(lang)
	given := reflect.ValueOf(result)
	if given.Kind() == reflect.Pointer && !given.IsNil() {
		out := reflect.New(given.Type().Elem())
		out.Elem().Set(reflect.ValueOf(localized(given.Elem().Interface(), l)))
		return out.Interface().(T)
	}
	out, _ := localized(result, l).(T)
	return out
}

// localized is Localize of a value: what it returns has the type of what it was given.
func localized(result any, l *locale.Locale) any {
	switch r := result.(type) {
	case Viewed:
		return Viewed{Result: Localize(r.Result, l.Lang()), View: r.View}
	case analysis.Report:
		return localizedReport(r, l)
	case analysis.MissingList:
		return localizedMissing(r, l)
	case analysis.PlanResult:
		return localizedPlan(r, l)
	case analysis.WhatIfResult:
		r.Notes = l.Sentences(r.Notes)
		return r
	case analysis.Minutes:
		r.Notes = l.Sentences(r.Notes)
		return r
	case analysis.Comparison:
		r.Notes = l.Sentences(r.Notes)
		return r
	case analysis.Metrics:
		r.Notes = l.Sentences(r.Notes)
		return r
	case analysis.Scores:
		r.Notes = l.Sentences(r.Notes)
		return r
	case analysis.BacktestResult:
		r.Notes = l.Sentences(r.Notes)
		return r
	case graph.Checked:
		return localizedCheck(r, l)
	case graph.Imported:
		r.Notes = l.Sentences(r.Notes)
		return r
	case graph.Recorded:
		r.Notes = l.Sentences(r.Notes)
		return r
	case graph.Sentence:
		return l.Localized(r)
	case []graph.Sentence:
		return l.Sentences(r)
	}
	return result
}

func localizedReport(r analysis.Report, l *locale.Locale) analysis.Report {
	r.Headline = l.Localized(r.Headline)
	r.Notes = l.Sentences(r.Notes)
	strengths := make([]analysis.Strength, len(r.Strengths))
	for i, s := range r.Strengths {
		s.Sentence = l.Localized(s.Sentence)
		strengths[i] = s
	}
	r.Strengths = strengths
	return r
}

func localizedMissing(r analysis.MissingList, l *locale.Locale) analysis.MissingList {
	r.Suggestions = localizedSuggestions(r.Suggestions, l)
	r.Notes = l.Sentences(r.Notes)
	return r
}

func localizedSuggestions(list []analysis.Suggestion, l *locale.Locale) []analysis.Suggestion {
	out := make([]analysis.Suggestion, len(list))
	for i, s := range list {
		if s.Weighing != nil {
			s.Weighing = localizedWeighing(*s.Weighing, l)
		}
		out[i] = s
	}
	return out
}

func localizedWeighing(w analysis.Weighing, l *locale.Locale) *analysis.Weighing {
	reasons := make([]analysis.Reason, len(w.Reasons))
	for i, reason := range w.Reasons {
		reason.Sentence = l.Localized(reason.Sentence)
		reasons[i] = reason
	}
	w.Reasons, w.Cautions = reasons, l.Sentences(w.Cautions)
	return &w
}

func localizedPlan(r analysis.PlanResult, l *locale.Locale) analysis.PlanResult {
	if r.Impossible != nil {
		why := l.Localized(*r.Impossible)
		r.Impossible = &why
	}
	r.Suggestions = localizedSuggestions(r.Suggestions, l)
	r.Notes = l.Sentences(r.Notes)
	return r
}

func localizedCheck(r graph.Checked, l *locale.Locale) graph.Checked {
	refused := make([]graph.RefusedPlace, len(r.Refused))
	for i, place := range r.Refused {
		place.Why = l.Sentence(graph.Sentence{Code: place.Code, Values: place.Values, Text: place.Why})
		refused[i] = place
	}
	r.Refused = refused
	r.Notes = l.Sentences(r.Notes)
	return r
}
