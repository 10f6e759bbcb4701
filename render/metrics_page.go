package render

import (
	"cmp"
	"slices"

	"trama/analysis"
	"trama/graph"
)

// metricRows has a column for each figure and a row for each node, in order of id.
func metricRows(r analysis.Metrics) [][]string {
	head := make([]string, len(r.Nodes.Columns))
	for i, c := range r.Nodes.Columns {
		head[i] = c.Name
	}
	rows := [][]string{head}
	for row := range r.Nodes.Len() {
		cells := make([]string, len(head))
		for i, c := range r.Nodes.Columns {
			cells[i] = cell(c.Value(row))
		}
		rows = append(rows, cells)
	}
	return rows
}

// metricsShown is how many nodes a page lists; the CSV and the JSON have them all.
const metricsShown = 200

func metricsPage(r analysis.Metrics, v View) Page {
	l := v.locale()
	t := &Table{Caption: l.Say("metrics.table", nil)}
	var meanings []string
	for _, c := range r.Nodes.Columns {
		label, meaning := l.Measure(c.Name, nil)
		t.Columns = append(t.Columns, Column{Name: label, Row: c.Name == "label", Figure: c.Texts == nil})
		if meaning != "" {
			meanings = append(meanings, label+": "+meaning)
		}
	}
	for _, row := range mostConnected(r.Nodes)[:min(r.Nodes.Len(), metricsShown)] {
		cells := make([]string, len(t.Columns))
		for i, c := range r.Nodes.Columns {
			cells[i] = l.Value(c.Value(row))
			switch {
			case c.Value(row) == nil:
				cells[i] = "–"
			case c.Name == "kind":
				cells[i] = l.Kind(c.Texts[row])
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	if more := r.Nodes.Len() - len(t.Rows); more > 0 {
		t.More = l.Say("metrics.more", graph.V{"n": more})
	}
	return Page{
		Title: l.Say("metrics.title", nil), Subtitle: networkName(r.Network, v), Lead: l.Say("metrics.lead", graph.V{"n": r.Nodes.Len()}),
		Sections: []Section{
			{ID: "nodes", Title: l.Say("metrics.nodes", nil), Blocks: []Block{{Brief: true, Table: filledTable(t)}}},
			{ID: "meanings", Title: l.Say("page.meaning", nil), Blocks: []Block{{Items: meanings}}},
			methodSection(l, origin{r.Network, r.Lens, r.Params.Seed, r.Notes}),
		},
	}
}

// mostConnected returns the rows by degree, the highest first, where there is that column.
func mostConnected(rows analysis.MetricRows) []int {
	order := make([]int, rows.Len())
	for i := range order {
		order[i] = i
	}
	if degree, ok := rows.Column("degree"); ok {
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(degree.Integers[b], degree.Integers[a]) })
	}
	return order
}
