package analysis

import (
	"context"
	"slices"
	"strings"

	"trama/analysis/cohesion"
	"trama/analysis/internal/view"
	"trama/graph"
)

// MetricsSchema is the name of the document of a row per node.
const MetricsSchema = "trama.metrics/1"

// MetricsOptions are the parameters of the figures of nodes.
type MetricsOptions struct {
	Lens     graph.Lens `json:"-"`
	Measures []string   `json:"measures,omitempty"` // names of columns, "brokerage" for its five; none: all but these
	By       string     `json:"by,omitempty"`       // the attribute of the groups of brokerage
	Seed     int64      `json:"seed"`
	Exact    bool       `json:"exact,omitempty"` // forces exact figures at any size
}

// Metrics is a row of figures for each node of a view, in order of id.
type Metrics struct {
	Schema  string           `json:"schema"`
	Network Network          `json:"network"`
	Lens    graph.Lens       `json:"lens"`
	Params  MetricsOptions   `json:"params"`
	Nodes   MetricRows       `json:"nodes"`
	Notes   []graph.Sentence `json:"notes"`
}

// NewMetrics returns the figures of each node of what the lens leaves of a source. Only the kernels that the asked
// columns need run. It fails with Usage for a measure that there is not and for brokerage without groups, with Usage and
// NotFound for a lens that is none, and when the context ends.
func NewMetrics(ctx context.Context, src Source, o MetricsOptions) (*Metrics, error) {
	wanted, err := wantedColumns(o)
	if err != nil {
		return nil, err
	}
	v, _, err := viewOf(ctx, src, o.Lens)
	if err != nil {
		return nil, err
	}
	m := &measurer{ctx: ctx, v: v, o: o, wanted: wanted}
	m.Metrics = &Metrics{Schema: MetricsSchema, Network: src.network(), Lens: o.Lens, Params: o, Notes: src.notes()}
	columns := metricColumns()
	for i, family := range columns {
		graph.Report(ctx, "metrics", int64(i), int64(len(columns)))
		if !m.wants(family.names) {
			continue
		}
		if err := family.fill(m); err != nil {
			return nil, err
		}
	}
	graph.Report(ctx, "metrics", int64(len(columns)), int64(len(columns)))
	return m.Metrics, ctx.Err()
}

// measurer is a table of figures in the making.
type measurer struct {
	*Metrics
	ctx    context.Context
	v      *view.View
	o      MetricsOptions
	wanted map[string]bool
	closed *cohesion.Triangles
}

func (m *measurer) wants(names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return m.wanted[name] })
}

// add adds a column where it is wanted.
func (m *measurer) add(c MetricColumn) {
	if m.wanted[c.Name] {
		m.Nodes.Columns = append(m.Nodes.Columns, c)
	}
}

func (m *measurer) note(code string, values graph.V) { m.Notes = append(m.Notes, say(code, values)) }

// brokerageColumns are the five roles of brokerage.
func brokerageColumns() []string {
	return []string{"coordinator", "itinerant", "representative", "gatekeeper", "liaison"}
}

// MetricNames returns the names of all columns, in their order.
func MetricNames() []string {
	var names []string
	for _, family := range metricColumns() {
		names = append(names, family.names...)
	}
	return names
}

// wantedColumns returns the set of columns to make: id, label and kind always, then those asked for.
func wantedColumns(o MetricsOptions) (map[string]bool, error) {
	roles, all := brokerageColumns(), MetricNames()
	wanted := map[string]bool{"id": true, "label": true, "kind": true}
	for _, name := range all {
		wanted[name] = wanted[name] || len(o.Measures) == 0 && (o.By != "" || !slices.Contains(roles, name))
	}
	for _, name := range o.Measures {
		switch {
		case name == "brokerage":
			for _, role := range roles {
				wanted[role] = true
			}
		case slices.Contains(all, name):
			wanted[name] = true
		default:
			return nil, graph.Fail(graph.Usage, "analysis.NewMetrics", graph.Say("no_measure",
				"there is no measure {measure}; there are {measures}", graph.V{"measure": name, "measures": strings.Join(all[3:], ", ") + ", brokerage"}).Own("measures"))
		}
	}
	for _, role := range roles {
		if wanted[role] && o.By == "" {
			return nil, graph.Fail(graph.Usage, "analysis.NewMetrics", graph.Say("brokerage_by",
				"brokerage needs the attribute of the groups: --by", nil))
		}
	}
	return wanted, nil
}
