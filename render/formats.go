package render

import (
	"fmt"
	"io"
	"reflect"

	"trama/analysis"
	"trama/graph"
)

// Viewed is a result together with what its page may show beside it. Every function of this package that takes a result
// takes a Viewed one too.
type Viewed struct {
	Result any
	View   View
}

// opened takes a result out of its view; the language is the reader's.
func opened(result any, lang string) (any, View) {
	v := View{}
	if viewed, ok := pointedTo(result).(Viewed); ok {
		result, v = viewed.Result, viewed.View
	}
	v.Lang = lang
	return pointedTo(result), v
}

// pointedTo is the value behind the pointers that analysis returns.
func pointedTo(result any) any {
	if v := reflect.ValueOf(result); v.Kind() == reflect.Pointer && !v.IsNil() {
		return v.Elem().Interface()
	}
	return result
}

// In returns what writes a result in a format: text, csv or html, else json with its sentences in the language.
func In(format string) func(w io.Writer, result any, lang string) error {
	switch format {
	case "text":
		return Text
	case "csv":
		return CSV
	case "html":
		return HTML
	}
	return func(w io.Writer, result any, lang string) error { return JSON(w, Localize(result, lang)) }
}

// Text writes a result as a terminal page in a language.
func Text(w io.Writer, result any, lang string) error {
	result, v := opened(result, lang)
	if s, ok := result.(graph.Sentence); ok {
		return writeText(w, Page{Lead: v.locale().Sentence(s)}, v.locale())
	}
	s, err := ShellOf(result, v)
	if err != nil {
		return err
	}
	return writeText(w, s.Page, v.locale())
}

// HTML writes a result as one self-contained page in a language.
func HTML(w io.Writer, result any, lang string) error {
	result, v := opened(result, lang)
	s, err := ShellOf(result, v)
	if err != nil {
		return err
	}
	if v.Self != "" {
		s = v.Around(s)
		s.Above = append(v.Notices(), s.Above...)
	}
	return s.Write(w, lang)
}

// ShellOf returns the page of a result, to which other rooms may add.
func ShellOf(result any, v View) (Shell, error) {
	switch r := localized(result, v.locale()).(type) {
	case analysis.Report:
		return newReportPage(r, v).shell(), nil
	case analysis.MissingList:
		return missingShell(r, v), nil
	case analysis.PlanResult:
		return planShell(r, v), nil
	case analysis.WhatIfResult:
		return whatIfShell(r, v), nil
	case analysis.Scores:
		return Shell{Page: scoresPage(r, v)}, nil
	case analysis.BacktestResult:
		return Shell{Page: backtestPage(r, v)}, nil
	case analysis.Metrics:
		return Shell{Page: metricsPage(r, v)}, nil
	case analysis.Comparison:
		return compareShell(r, v), nil
	case analysis.Minutes:
		return minutesShell(r, v), nil
	case graph.NetworkList:
		return Shell{Page: networksPage(r, v)}, nil
	case graph.CommitList:
		return historyShell(r, v), nil
	case graph.Checked:
		return Shell{Page: checkPage(r, v)}, nil
	case graph.Imported:
		return Shell{Page: importPage(r, v)}, nil
	case graph.Erased:
		return Shell{Page: erasePage(r, v)}, nil
	}
	return Shell{}, noFormat(result)
}

func noFormat(result any) error {
	return graph.Fail(graph.Usage, "render", graph.Say("no_format",
		"this result is given as json only", graph.V{"result": fmt.Sprintf("%T", result)}))
}
