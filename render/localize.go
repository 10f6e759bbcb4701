package render

import (
	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// Localize returns a copy of a result with the text of every sentence in the language. A value that holds no sentences
// is returned as it is. Results may be values or pointers; the one given does not change.
func Localize[T any](result T, lang string) T {
	l := locale.New(lang)
	var out any
	switch r := any(result).(type) {
	case Viewed:
		out = Viewed{Result: Localize(r.Result, lang), View: r.View}
	case analysis.Report:
		out = localizedReport(r, l)
	case *analysis.Report:
		out = pointerTo(r, l, localizedReport)
	case analysis.MissingList:
		out = localizedMissing(r, l)
	case *analysis.MissingList:
		out = pointerTo(r, l, localizedMissing)
	case analysis.PlanResult:
		out = localizedPlan(r, l)
	case *analysis.PlanResult:
		out = pointerTo(r, l, localizedPlan)
	case analysis.WhatIfResult:
		out = localizedWhatIf(r, l)
	case *analysis.WhatIfResult:
		out = pointerTo(r, l, localizedWhatIf)
	case analysis.Comparison:
		r.Notes = l.Sentences(r.Notes)
		out = r
	case *analysis.Comparison:
		out = pointerTo(r, l, func(c analysis.Comparison, l *locale.Locale) analysis.Comparison { return Localize(c, l.Lang()) })
	case analysis.Metrics:
		r.Notes = l.Sentences(r.Notes)
		out = r
	case *analysis.Metrics:
		out = pointerTo(r, l, func(m analysis.Metrics, l *locale.Locale) analysis.Metrics { return Localize(m, l.Lang()) })
	case analysis.Scores:
		r.Notes = l.Sentences(r.Notes)
		out = r
	case *analysis.Scores:
		out = pointerTo(r, l, func(s analysis.Scores, l *locale.Locale) analysis.Scores { return Localize(s, l.Lang()) })
	case analysis.BacktestResult:
		r.Notes = l.Sentences(r.Notes)
		out = r
	case *analysis.BacktestResult:
		out = pointerTo(r, l, func(b analysis.BacktestResult, l *locale.Locale) analysis.BacktestResult {
			return Localize(b, l.Lang())
		})
	case graph.Checked:
		out = localizedCheck(r, l)
	case *graph.Checked:
		out = pointerTo(r, l, localizedCheck)
	case graph.Imported:
		out = localizedImport(r, l)
	case *graph.Imported:
		out = pointerTo(r, l, localizedImport)
	case graph.Sentence:
		out = l.Localized(r)
	case []graph.Sentence:
		out = l.Sentences(r)
	default:
		return result
	}
	return out.(T)
}

func pointerTo[T any](r *T, l *locale.Locale, localized func(T, *locale.Locale) T) *T {
	if r == nil {
		return nil
	}
	out := localized(*r, l)
	return &out
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
		reasons := make([]analysis.Reason, len(s.Reasons))
		for j, reason := range s.Reasons {
			reason.Sentence = l.Localized(reason.Sentence)
			reasons[j] = reason
		}
		s.Reasons = reasons
		s.Cautions = l.Sentences(s.Cautions)
		out[i] = s
	}
	return out
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

func localizedWhatIf(r analysis.WhatIfResult, l *locale.Locale) analysis.WhatIfResult {
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

func localizedImport(r graph.Imported, l *locale.Locale) graph.Imported {
	r.Notes = l.Sentences(r.Notes)
	return r
}
