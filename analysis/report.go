package analysis

import (
	"context"
	"sync"

	"trama/analysis/internal/view"
	"trama/analysis/paths"
	"trama/analysis/structure"
	"trama/analysis/table"
	"trama/graph"
)

// ReportSchema is the name of the report's document.
const ReportSchema = "trama.report/1"

// ReportOptions are the parameters of a report. The JSON names are those of flags and URL parameters.
type ReportOptions struct {
	Lens    graph.Lens `json:"-"`
	By      []string   `json:"by,omitempty"`      // more attributes for openness
	Without [][]string `json:"without,omitempty"` // sets of nodes to compare without
	Limit   int        `json:"limit"`             // of each list; 0 = all
	Seed    int64      `json:"seed"`
	Exact   bool       `json:"exact,omitempty"` // forces exact distances at any size
}

// DefaultReportOptions returns the options a report has when nothing is said.
func DefaultReportOptions() ReportOptions { return ReportOptions{Limit: 200, Seed: 1} }

// Report is the fragmentation report, trama.report/1.
type Report struct {
	Schema            string             `json:"schema"`
	Network           Network            `json:"network"`
	Lens              graph.Lens         `json:"lens"`
	Params            ReportOptions      `json:"params"`
	Headline          graph.Sentence     `json:"headline"`
	Structure         Structure          `json:"structure"`
	Fragmentation     Fragmentation      `json:"fragmentation"`
	Fragility         Fragility          `json:"fragility"`
	Hierarchy         Hierarchy          `json:"hierarchy"`
	Cohesion          Cohesion           `json:"cohesion"`
	Communities       Communities        `json:"communities"`
	Openness          []Openness         `json:"openness"`
	Components        []Component        `json:"components"`
	Isolates          []Member           `json:"isolates"`
	CriticalActors    []CriticalActor    `json:"critical_actors"`
	CriticalRelations []CriticalRelation `json:"critical_relations"`
	Without           []Without          `json:"without"`
	Coverage          table.Coverage     `json:"coverage"`
	Validation        Validation         `json:"validation"`
	Priorities        table.Priorities   `json:"priorities"`
	Alignment         []table.Alignment  `json:"alignment"`
	Reciprocity       table.Reciprocity  `json:"reciprocity"`
	Participants      table.Participants `json:"participants"`
	Commitments       Commitments        `json:"commitments"`
	Strengths         []Strength         `json:"strengths"`
	Notes             []graph.Sentence   `json:"notes"`
}

// NewReport returns the fragmentation report of what the lens leaves of a source. It fails with NotFound for a node to
// be without or to leave out that is not there, with Usage for a lens that is none, and when the context ends.
//
// Each part is computed by one kernel, once; the kernels are in analysis/structure, paths, cohesion and community.
func NewReport(ctx context.Context, src Source, o ReportOptions) (*Report, error) {
	v, sel, err := viewOf(ctx, src, o.Lens)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	b := &reporter{ctx: ctx, src: src, sel: sel, v: v, o: o, groups: make(chan grouping, 1)}
	b.Report = &Report{Schema: ReportSchema, Lens: o.Lens, Params: o, Notes: src.notes()}
	var wait sync.WaitGroup
	wait.Go(b.group)
	defer wait.Wait()
	defer stop()
	parts := b.parts()
	for i, part := range parts {
		graph.Report(ctx, "report", int64(i), int64(len(parts)))
		if err := part(); err != nil {
			return nil, err
		}
	}
	graph.Report(ctx, "report", int64(len(parts)), int64(len(parts)))
	return b.Report, nil
}

// reporter is a report in the making, with what several of its parts need.
type reporter struct {
	*Report
	ctx context.Context
	src Source
	sel *graph.Selection
	v   *view.View
	o   ReportOptions

	comps  *structure.Components
	cuts   *structure.Cuts
	groups chan grouping // one, when the communities are found
}

// parts returns the steps of a report in the order in which they are taken; later ones read what earlier ones made.
func (b *reporter) parts() []func() error {
	return []func() error{
		b.network, b.fragmentation, b.fragility, b.critical, b.components, b.isolates, b.hierarchy, b.cohesion, b.communities,
		b.openness, b.without, b.strengths, b.tableParts, b.headline,
	}
}

func (b *reporter) network() error {
	b.Network = b.src.network()
	b.Structure = structureOf(b.v)
	if b.sel.NodesOut > 0 || b.sel.EdgesOut > 0 {
		b.note("left_out", graph.V{"nodes": b.sel.NodesOut, "edges": b.sel.EdgesOut})
	}
	return b.ctx.Err()
}

func (b *reporter) note(code string, values graph.V) { b.Notes = append(b.Notes, say(code, values)) }

func (b *reporter) distances() paths.Options { return paths.Options{Exact: b.o.Exact, Seed: b.o.Seed} }

func (b *reporter) fragmentation() (err error) {
	if b.comps, err = structure.NewComponents(b.ctx, b.v); err != nil {
		return err
	}
	d, err := paths.New(b.ctx, b.v, b.distances())
	if err != nil {
		return err
	}
	b.Fragmentation = fragmentation(b.v, b.comps, d)
	if err := b.Fragmentation.lengthen(b.ctx, b.v, b.comps); err != nil {
		return err
	}
	if !d.Exact {
		b.note("sampled_distances", graph.V{"samples": d.Sources, "nodes": d.N, "seed": b.o.Seed})
	}
	return nil
}

// headline says in one sentence what matters most.
func (b *reporter) headline() error {
	s, f, g := b.Structure, b.Fragmentation, b.Fragility
	values := graph.V{
		"nodes": s.Nodes, "edges": s.Edges, "components": f.Components, "isolates": s.Isolates,
		"groups": f.Components - s.Isolates, "largest_component": f.LargestComponent, "largest_share": f.LargestShare,
		"connectedness": f.Connectedness, "bridges": g.Bridges, "articulation_points": g.ArticulationPoints,
		"links_to_connect": g.LinksToConnect, "links_to_robust": g.LinksToRobust,
	}
	if len(b.CriticalActors) > 0 {
		values["actor"], values["cut_off"] = b.CriticalActors[0].Label, b.CriticalActors[0].CutOff
	}
	b.Headline = say(headlineCode(s, f, g), values)
	return nil
}

func headlineCode(s Structure, f Fragmentation, g Fragility) string {
	switch {
	case s.Nodes == 0:
		return "headline_empty"
	case s.Edges == 0:
		return "headline_no_relations"
	case f.Components > 1 && g.ArticulationPoints > 0:
		return "headline_pieces_fragile"
	case f.Components > 1:
		return "headline_pieces"
	case g.ArticulationPoints > 0:
		return "headline_whole_fragile"
	case g.Bridges > 0:
		return "headline_whole_thin" // two nodes and one relation
	}
	return "headline_whole"
}
