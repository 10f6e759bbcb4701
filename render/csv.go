package render

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"trama/analysis"
	"trama/graph"
)

// CSV writes a result as a table for other programs: the names of the JSON document, numbers with a point whatever the
// language, an empty cell where there is no figure. Sentences in it are in the language.
func CSV(w io.Writer, result any, lang string) error {
	result, v := opened(result, lang)
	t, err := csvOf(result, v)
	if err != nil {
		return err
	}
	var out buffer
	c := csv.NewWriter(&out)
	for _, row := range t {
		for i, cell := range row {
			row[i] = harmless(cell)
		}
		if err := c.Write(row); err != nil {
			return &graph.Error{Kind: graph.Internal, Op: "render.CSV", Err: err}
		}
	}
	c.Flush()
	return out.to(w)
}

// harmless puts an apostrophe before a text that a spreadsheet would run as a formula.
func harmless(cell string) string {
	rest := strings.TrimLeft(cell, "'")
	if rest == "" {
		return cell
	}
	switch rest[0] {
	case '=', '+', '@', '\t', '\r':
		return "'" + cell
	case '-':
		if _, err := strconv.ParseFloat(rest, 64); err != nil {
			return "'" + cell
		}
	}
	return cell
}

// csvOf returns the rows of a result, the heading first.
func csvOf(result any, v View) ([][]string, error) {
	switch r := localized(result, v.locale()).(type) {
	case analysis.Report:
		return reportRows(r), nil
	case analysis.MissingList:
		return suggestionRows(r.Suggestions), nil
	case analysis.PlanResult:
		return suggestionRows(r.Suggestions), nil
	case analysis.WhatIfResult:
		return whatIfRows(r), nil
	case analysis.Scores:
		return scoreRows(r), nil
	case analysis.BacktestResult:
		return backtestRows(r), nil
	case analysis.Metrics:
		return metricRows(r), nil
	case analysis.Comparison:
		return comparisonRows(r), nil
	case analysis.Minutes:
		return recordedRows(r), nil
	case graph.NetworkList:
		return networkRows(r), nil
	case graph.CommitList:
		return commitRows(r), nil
	case graph.Checked:
		return checkRows(r), nil
	case graph.Imported:
		return importRows(r), nil
	case graph.Erased:
		return erasedRows(r), nil
	}
	return nil, noFormat(result)
}

// cell writes a value as the JSON document does, without quotes: nothing for what is undefined.
func cell(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case graph.Revision:
		return strconv.FormatInt(int64(v), 10)
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case *float64:
		if v != nil {
			return cell(*v)
		}
	case *int64:
		if v != nil {
			return cell(*v)
		}
	case *string:
		if v != nil {
			return *v
		}
	case []string:
		return strings.Join(v, "|")
	}
	return ""
}

func cells(values ...any) []string {
	row := make([]string, len(values))
	for i, v := range values {
		row[i] = cell(v)
	}
	return row
}

func suggestionRows(list []analysis.Suggestion) [][]string {
	rows := [][]string{{
		"id", "family", "source", "source_label", "target", "target_label", "type", "plausibility", "lift", "benefit", "expected_benefit",
		"components", "pairs_reached", "fragmentation", "global_efficiency", "bridges", "articulation_points", "needs_covered",
		"step", "reasons", "introducers", "cautions",
	}}
	for _, s := range list {
		row := cells(s.ID, s.Family, s.Source, s.SourceLabel, s.Target, s.TargetLabel, s.Type)
		if s.Weighing != nil {
			row = append(row, weighingCells(*s.Weighing)...)
		}
		rows = append(rows, slices.Concat(row, make([]string, len(rows[0])-len(row))))
	}
	return rows
}

func weighingCells(w analysis.Weighing) []string {
	var reasons, introducers, cautions []string
	for _, r := range w.Reasons {
		reasons = append(reasons, r.Text)
	}
	for _, i := range w.Introducers {
		introducers = append(introducers, i.Label)
	}
	for _, c := range w.Cautions {
		cautions = append(cautions, c.Text)
	}
	e := w.Effect
	return cells(w.Plausibility, w.Lift, w.Benefit, w.ExpectedBenefit,
		e.Components, e.PairsReached, e.Fragmentation, e.GlobalEfficiency, e.Bridges, e.ArticulationPoints, e.NeedsCovered,
		w.Step, reasons, introducers, cautions)
}

// namedFigures are the figures of a state with their names, in the order of the document.
func namedFigures(f analysis.Figures) []namedFigure {
	return []namedFigure{
		{"components", f.Components}, {"pairs_reached", f.PairsReached}, {"fragmentation", f.Fragmentation},
		{"global_efficiency", f.GlobalEfficiency}, {"bridges", f.Bridges}, {"articulation_points", f.ArticulationPoints},
		{"needs_covered", f.NeedsCovered},
	}
}

type namedFigure struct {
	name  string
	value any
}

func whatIfRows(r analysis.WhatIfResult) [][]string {
	rows := [][]string{{"figure", "before", "after", "difference"}}
	after, difference := namedFigures(r.After), namedFigures(r.Difference)
	for i, f := range namedFigures(r.Before) {
		rows = append(rows, cells(f.name, f.value, after[i].value, difference[i].value))
	}
	return rows
}

func scoreRows(r analysis.Scores) [][]string {
	rows := [][]string{{"source", "target", "score", "plausibility"}}
	for _, p := range r.Pairs {
		rows = append(rows, cells(p.Source, p.Target, p.Score, p.Plausibility))
	}
	return rows
}

func backtestRows(r analysis.BacktestResult) [][]string {
	rows := [][]string{{"method", "auc", "auc_degree_corrected", "aupr", "precision_at_hidden", "precision_at_10", "chosen", "best"}}
	for _, m := range r.Methods {
		rows = append(rows, cells(m.Method, m.AUC, m.AUCDegreeCorrected, m.AUPR, m.PrecisionAtHidden, m.PrecisionAt10, m.Method == r.Chosen, m.Method == r.Best))
	}
	return rows
}

func networkRows(r graph.NetworkList) [][]string {
	rows := [][]string{{"network", "title", "revision", "digest", "nodes", "edges", "snapshots"}}
	for _, n := range r.Networks {
		rows = append(rows, cells(n.Network, n.Title, n.Revision, n.Digest, n.Nodes, n.Edges, snapshotNames(n.Snapshots)))
	}
	return rows
}

func snapshotNames(list []graph.Snapshot) []string {
	var names []string
	for _, s := range list {
		names = append(names, s.Name)
	}
	return names
}

func commitRows(r graph.CommitList) [][]string {
	rows := [][]string{{
		"revision", "time", "author", "message", "snapshot",
		"nodes_added", "nodes_changed", "nodes_removed", "edges_added", "edges_changed", "edges_removed",
	}}
	for _, c := range r.Commits {
		n := c.Counts
		rows = append(rows, cells(c.Revision, moment(c.Time), c.Author, c.Message, c.Snapshot,
			n.NodesAdded, n.NodesChanged, n.NodesRemoved, n.EdgesAdded, n.EdgesChanged, n.EdgesRemoved))
	}
	return rows
}

func checkRows(r graph.Checked) [][]string {
	rows := [][]string{{"where", "why", "code"}}
	for _, place := range r.Refused {
		rows = append(rows, cells(place.Where, place.Why, place.Code))
	}
	return rows
}

func importRows(r graph.Imported) [][]string {
	return [][]string{{"revision", "added", "changed", "same"}, cells(r.Revision, r.Added, r.Changed, r.Same)}
}
