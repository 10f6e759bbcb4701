package render

import (
	"fmt"
	"maps"
	"slices"

	"trama/analysis"
)

// longTable gathers a report as one long table: a row for each figure, named by section, entry and figure as in the
// JSON document. Any program can take a section out of it.
type longTable struct{ rows [][]string }

// reportRows returns section, entry (the id or the position in a list, empty for a section's own figures), figure, value.
func reportRows(r analysis.Report) [][]string {
	t := &longTable{rows: [][]string{{"section", "entry", "figure", "value"}}}
	t.of("headline", "", "text", r.Headline.Text)
	t.network(r)
	t.structure(r)
	t.fragmentation("fragmentation", "", r.Fragmentation)
	t.fragility(r.Fragility)
	t.cohesion(r)
	t.openness(r.Openness)
	t.lists(r)
	for i, w := range r.Without {
		t.of("without", at(i), "ids", w.IDs, "label", w.Label)
		t.fragmentation("without", at(i), w.Fragmentation)
	}
	t.coverage(r)
	t.table(r)
	t.promises(r)
	for i, s := range r.Strengths {
		t.of("strengths", at(i), "code", s.Code, "text", s.Text, "ids", s.IDs)
	}
	for i, n := range r.Notes {
		t.of("notes", at(i), "code", n.Code, "text", n.Text)
	}
	return t.rows
}

func at(i int) string { return fmt.Sprint(i + 1) }

// of adds figures of an entry, given as name, value, name, value …
func (t *longTable) of(section, entry string, figures ...any) {
	for i := 0; i+1 < len(figures); i += 2 {
		t.rows = append(t.rows, []string{section, entry, figures[i].(string), cell(figures[i+1])})
	}
}

func (t *longTable) counts(section, entry, figure string, counts map[string]int) {
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		t.of(section, entry, figure+"."+name, counts[name])
	}
}

func (t *longTable) network(r analysis.Report) {
	n := r.Network
	t.of("network", "", "name", n.Name, "revision", n.Revision, "digest", n.Digest, "nodes", n.Nodes, "edges", n.Edges)
	t.counts("network", "", "kinds", n.Kinds)
	t.counts("network", "", "types", n.Types)
	t.of("params", "", "seed", r.Params.Seed, "limit", r.Params.Limit)
}

func (t *longTable) structure(r analysis.Report) {
	s := r.Structure
	t.of("structure", "", "nodes", s.Nodes, "edges", s.Edges, "parallel_edges", s.ParallelEdges, "self_loops", s.SelfLoops,
		"density", s.Density, "mean_degree", s.MeanDegree, "isolates", s.Isolates)
}

func (t *longTable) fragmentation(section, entry string, f analysis.Fragmentation) {
	t.of(section, entry, "components", f.Components, "largest_component", f.LargestComponent, "largest_share", f.LargestShare,
		"component_entropy", f.ComponentEntropy, "component_entropy_normalized", f.ComponentEntropyNormalized, "herfindahl", f.Herfindahl,
		"fragmentation", f.Fragmentation, "connectedness", f.Connectedness, "distance_fragmentation", f.DistanceFragmentation,
		"global_efficiency", f.GlobalEfficiency, "mean_distance", f.MeanDistance, "diameter", f.Diameter,
		"exact", f.Exact, "samples", f.Samples, "standard_error", f.StandardError)
}

func (t *longTable) fragility(f analysis.Fragility) {
	t.of("fragility", "", "bridges", f.Bridges, "articulation_points", f.ArticulationPoints, "bridge_leaves", f.BridgeLeaves,
		"bridge_isolated", f.BridgeIsolated, "links_to_connect", f.LinksToConnect, "links_to_robust", f.LinksToRobust, "robustness", f.Robustness)
	for i, p := range f.RobustnessCurve {
		t.of("robustness_curve", at(i), "removed", p[0], "largest_share", p[1])
	}
	for _, k := range f.KeyActors {
		t.of("key_actors", fmt.Sprint(k.K), "ids", k.IDs, "labels", k.Labels, "fragmentation_after", k.FragmentationAfter, "components_after", k.ComponentsAfter)
	}
}

func (t *longTable) cohesion(r analysis.Report) {
	h, c, g := r.Hierarchy, r.Cohesion, r.Communities
	t.of("hierarchy", "", "connectedness", h.Connectedness, "hierarchy", h.Hierarchy, "efficiency", h.Efficiency, "lubness", h.Lubness)
	t.of("cohesion", "", "transitivity", c.Transitivity, "average_clustering", c.AverageClustering, "max_core", c.MaxCore, "core_share", c.CoreShare,
		"algebraic_connectivity", c.AlgebraicConnectivity, "kirchhoff_index", c.KirchhoffIndex, "forest_index", c.ForestIndex)
	t.of("communities", "", "method", g.Method, "resolution", g.Resolution, "seed", g.Seed, "count", g.Count, "modularity", g.Modularity)
	for _, group := range g.Groups {
		t.of("communities", fmt.Sprint(group.ID), "label", group.Label, "size", group.Size)
	}
}

func (t *longTable) openness(list []analysis.Openness) {
	for _, o := range list {
		t.of("openness", o.Attribute, "internal", o.Internal, "external", o.External, "ei_index", o.EIIndex, "expected", o.Expected)
		for i, row := range o.Matrix {
			for j, n := range row {
				t.of("openness", o.Attribute, "matrix."+o.Groups[i]+"."+o.Groups[j], n)
			}
		}
	}
}

func (t *longTable) lists(r analysis.Report) {
	for _, c := range r.Components {
		entry := fmt.Sprint(c.Rank)
		var members []string
		for _, m := range c.Members {
			members = append(members, m.ID)
		}
		t.of("components", entry, "size", c.Size, "share", c.Share, "label", c.Label, "members", members)
		t.counts("components", entry, "kinds", c.Kinds)
		t.counts("components", entry, "sectors", c.Sectors)
	}
	for _, m := range r.Isolates {
		t.of("isolates", m.ID, "label", m.Label, "kind", m.Kind)
	}
	for _, a := range r.CriticalActors {
		t.of("critical_actors", a.ID, "label", a.Label, "kind", a.Kind, "components_after", a.ComponentsAfter, "cut_off", a.CutOff, "fragmentation_after", a.FragmentationAfter)
	}
	for i, e := range r.CriticalRelations {
		t.of("critical_relations", at(i), "source", e.Source, "target", e.Target, "ids", e.IDs, "types", e.Types, "separates", e.Separates)
	}
}

func (t *longTable) coverage(r analysis.Report) {
	c := r.Coverage
	t.of("coverage", "", "needs", c.Needs, "answered", c.Answered, "answered_once", c.AnsweredOnce, "contested_only", c.ContestedOnly,
		"services", c.Services, "places", c.Places, "actions", c.Actions, "persons", c.Persons,
		"services_idle", c.ServicesIdle, "places_empty", c.PlacesEmpty, "actions_unhosted", c.ActionsUnhosted, "persons_alone", c.PersonsAlone)
	for _, u := range c.Unanswered {
		var candidates []string
		for _, who := range u.Candidates {
			candidates = append(candidates, who.ID)
		}
		t.of("coverage.unanswered", u.ID, "label", u.Label, "area", u.Area, "people", u.People, "candidates", candidates)
	}
	for _, list := range []struct {
		section string
		things  []analysis.Thing
	}{{"idle_services", c.IdleServices}, {"empty_places", c.EmptyPlaces}, {"unhosted_actions", c.UnhostedActions}, {"alone", c.Alone}} {
		for _, one := range list.things {
			t.of("coverage."+list.section, one.ID, "label", one.Label)
		}
	}
	for _, a := range c.Areas {
		t.of("coverage.areas", a.Area, "needs", a.Needs, "answered", a.Answered, "services", a.Services, "actions", a.Actions)
	}
}

// table has what the round table confirmed, chose, and who was there.
func (t *longTable) table(r analysis.Report) {
	v := r.Validation
	t.of("validation", "", "share", v.Share, "edges.declared", v.Edges.Declared, "edges.validated", v.Edges.Validated, "edges.contested", v.Edges.Contested,
		"edges.retired", v.Edges.Retired, "nodes.declared", v.Nodes.Declared, "nodes.validated", v.Nodes.Validated, "nodes.contested", v.Nodes.Contested, "nodes.retired", v.Nodes.Retired)
	for _, r := range v.Next {
		t.of("validation.next", r.ID, "source_label", r.SourceLabel, "type", r.Type, "target_label", r.TargetLabel, "separates", r.Separates)
	}
	t.fragmentation("validation.validated_only", "", v.ValidatedOnly)
	p := r.Priorities
	t.of("priorities", "", "votes", p.Votes, "abstained", p.Abstained)
	for _, line := range p.Lines {
		t.of("priorities.lines", line.Line, "label", line.Label, "points", line.Points, "borda", line.Borda, "first", line.First)
		for _, attribute := range []string{"sector", "circle"} {
			for _, group := range votersBy(r, attribute) {
				got, by := line.By.Of(attribute)[group], "by."+attribute+"."+group+"."
				t.of("priorities.lines", line.Line, by+"points", got.Points, by+"borda", got.Borda, by+"first", got.First)
			}
		}
	}
	for _, a := range p.Actions {
		t.of("priorities.actions", a.ID, "label", a.Label, "line", a.Line, "votes", a.Votes)
	}
	for _, a := range r.Alignment {
		t.of("alignment", a.Line, "label", a.Label, "actors", a.Actors, "relations_inside", a.RelationsInside, "density_inside", a.DensityInside,
			"density_outside", a.DensityOutside, "pieces", a.Pieces)
	}
	for _, m := range r.Participants.Meetings {
		t.of("participants.meetings", m.ID, "label", m.Label, "date", m.Date, "present", m.Present)
	}
	for _, m := range r.Participants.Missing {
		t.of("participants.missing", m.ID, "label", m.Label, "reason", m.Reason)
	}
	t.of("participants", "", "pieces_absent", r.Participants.PiecesAbsent,
		"missing_count", r.Participants.MissingCount, "invited_count", r.Participants.InvitedCount)
}

// promises has expectations and commitments.
func (t *longTable) promises(r analysis.Report) {
	e := r.Reciprocity
	t.of("reciprocity", "", "asked", e.Asked, "returned", e.Returned)
	for _, x := range e.Matrix {
		t.of("reciprocity.matrix", x.From+"."+x.To, "asked", x.Asked, "returned", x.Returned)
	}
	for _, u := range e.Unreturned {
		t.of("reciprocity.unreturned", u.ID, "from", u.From, "to", u.To, "what", u.What)
	}
	c := r.Commitments
	t.of("commitments", "", "proposed", c.Proposed, "agreed", c.Agreed, "under_way", c.UnderWay, "kept", c.Kept, "dropped", c.Dropped, "late", c.Late)
	for _, one := range c.List {
		due := ""
		if one.Due != nil {
			due = *one.Due
		}
		t.of("commitments.list", one.ID, "what", one.What, "due", due, "state", one.State)
	}
}
