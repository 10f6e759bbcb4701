package render

import (
	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

func scoresPage(r analysis.Scores, v View) Page {
	l := v.locale()
	t := &Table{Caption: l.Say("score.table", nil), Whole: true, Columns: columns(l, []string{"column.from", "column.to"}, "measure.plausibility", "column.score")}
	for _, p := range r.Pairs {
		t.Rows = append(t.Rows, []string{v.label(p.Source), v.label(p.Target), l.Percent(p.Plausibility), l.Number(p.Score)})
	}
	return Page{
		Title: l.Say("score.title", nil), Subtitle: networkName(r.Network, v), Lead: l.Say("score.lead", graph.V{"n": len(r.Pairs)}),
		Sections: []Section{
			{ID: "pairs", Title: l.Say("score.pairs", nil), About: l.Say("score.about", nil), Blocks: []Block{{Brief: true, Table: filledTable(t)}}},
			methodSection(l, origin{r.Network, r.Lens, r.Params.Seed, r.Notes}),
		},
	}
}

func backtestPage(r analysis.BacktestResult, v View) Page {
	l := v.locale()
	said := graph.V{"hidden": r.Hidden, "repeats": r.Repeats, "method": l.Name("method", r.Chosen), "best": bestMethod(r, l), "base": r.BaseRate}
	p := Page{Title: l.Say("backtest.title", nil), Subtitle: networkName(r.Network, v), Lead: l.Say("backtest.nothing", said)}
	if r.Hidden > 0 {
		p.Lead = l.Say("backtest.lead", said)
		p.Sections = []Section{
			{ID: "methods", Title: l.Say("backtest.methods", nil), Blocks: methodsBeside(r, l)},
			{ID: "reliability", Title: l.Say("backtest.reliability", nil), About: l.Say("backtest.reliability.about", nil), Blocks: []Block{{Brief: true, Table: reliabilityTable(r, v)}}},
		}
	}
	p.Sections = append(p.Sections, methodSection(l, origin{r.Network, r.Lens, r.Params.Seed, r.Notes}))
	return p
}

// methodsBeside compares the methods in a table, and says what its columns mean.
func methodsBeside(r analysis.BacktestResult, l *locale.Locale) []Block {
	t := &Table{Caption: l.Say("backtest.table", nil), Whole: true, Columns: columns(l, []string{"column.method"})}
	var meanings []string
	for _, name := range []string{"auc", "auc_degree_corrected", "aupr", "precision_at_hidden", "precision_at_10"} {
		label, meaning := l.Measure(name, nil)
		t.Columns = append(t.Columns, Column{Name: label, Figure: true})
		meanings = append(meanings, label+": "+meaning)
	}
	for _, m := range r.Methods {
		name := l.Name("method", m.Method)
		switch m.Method {
		case r.Chosen:
			name += " " + l.Say("backtest.chosen", nil)
		case r.Best:
			name += " " + l.Say("backtest.best", nil)
		}
		row := []string{name}
		for _, x := range []*float64{m.AUC, m.AUCDegreeCorrected, m.AUPR, m.PrecisionAtHidden, m.PrecisionAt10} {
			row = append(row, l.Number(x))
		}
		t.Rows = append(t.Rows, row)
	}
	return []Block{{Brief: true, Table: filledTable(t)}, {Items: meanings}}
}

// bestMethod names the method that found most again, where it is another one than that of the suggestions.
func bestMethod(r analysis.BacktestResult, l *locale.Locale) string {
	if r.Best == "" || r.Best == r.Chosen {
		return ""
	}
	return l.Name("method", r.Best)
}

// reliabilityTable compares the plausibilities given with what was found.
func reliabilityTable(r analysis.BacktestResult, v View) *Table {
	l := v.locale()
	t := &Table{Caption: l.Say("backtest.reliability.table", nil), Whole: true, Columns: columns(l, []string{"column.between"}, "column.pairs", "column.given", "column.found")}
	for _, bin := range r.Reliability {
		if bin.Pairs == 0 {
			continue // nothing was given such a plausibility: there is no share to compare
		}
		t.Rows = append(t.Rows, []string{l.Percent(bin.From) + " – " + l.Percent(bin.To), l.Number(bin.Pairs), l.Percent(bin.Given), l.Percent(bin.Found)})
	}
	return filledTable(t)
}
