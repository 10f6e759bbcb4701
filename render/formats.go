package render

import (
	"fmt"
	"io"
	"net/url"
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

// Text writes a result as a terminal page in a language.
func Text(w io.Writer, result any, lang string) error {
	result, v := opened(result, lang)
	if s, ok := result.(graph.Sentence); ok {
		return writeText(w, page{Lead: v.locale().Sentence(s)}, v.locale())
	}
	s, err := shellOf(result, v)
	if err != nil {
		return err
	}
	return writeText(w, s.Page, v.locale())
}

// HTML writes a result as one self-contained page in a language.
func HTML(w io.Writer, result any, lang string) error {
	result, v := opened(result, lang)
	s, err := shellOf(result, v)
	if err != nil {
		return err
	}
	if v.Self != "" {
		return v.writePage(w, s)
	}
	return writeHTML(w, s, v.locale())
}

// shellOf returns the page of a result.
func shellOf(result any, v View) (shell, error) {
	switch r := result.(type) {
	case analysis.Report:
		return shell{Page: newReportPage(r, v).page()}, nil
	case analysis.MissingList:
		return missingShell(r, v), nil
	case analysis.PlanResult:
		s := shell{Page: planPage(r, v)}
		if v.Self != "" {
			s.Form = planForm(r.Params, v)
		}
		return s, nil
	case analysis.WhatIfResult:
		s := shell{Page: whatIfPage(r, v)}
		if v.Self != "" {
			s.Links = []link{{Href: address(sibling(v.Self, "missing"), with(v.Query, "lang", v.locale().Lang())), Name: v.locale().Say("whatif.back", nil)}}
		}
		return s, nil
	case analysis.Scores:
		return shell{Page: scoresPage(r, v)}, nil
	case analysis.BacktestResult:
		return shell{Page: backtestPage(r, v)}, nil
	case analysis.Metrics:
		return shell{Page: metricsPage(r, v)}, nil
	case analysis.Comparison:
		s := shell{Page: comparePage(r, v)}
		if v.Self != "" {
			s.Links = []link{{Href: address(sibling(v.Self, "history"), url.Values{"lang": {v.locale().Lang()}}), Name: v.locale().Say("network.link.history", nil)}}
		}
		return s, nil
	case graph.NetworkList:
		return shell{Page: networksPage(r, v)}, nil
	case graph.CommitList:
		if v.Writing != nil {
			return historyDesk(r, v), nil
		}
		s := shell{Page: historyPage(r, v)}
		if v.Self != "" {
			s.Form = compareForm(r, v)
			s.Page.Sections[0].Blocks = append(s.Page.Sections[0].Blocks, block{Entries: v.turns(len(r.Commits))})
		}
		return s, nil
	case graph.Checked:
		return shell{Page: checkPage(r, v)}, nil
	case graph.Imported:
		return shell{Page: importPage(r, v)}, nil
	}
	return shell{}, noFormat(result)
}

func noFormat(result any) error {
	return graph.Fail(graph.Usage, "render", graph.Say("no_format",
		"this result is given as json only", graph.V{"result": fmt.Sprintf("%T", result)}))
}
