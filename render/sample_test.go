package render_test

import (
	"context"
	"math"
	"testing"
	"time"

	"trama/analysis"
	"trama/analysis/table"
	"trama/graph"
	"trama/locale"
	"trama/render"
	"trama/render/desk"
)

// The sample town, by hand, so that what analysis learns to compute changes no golden file:
//
//	anna ── comune ── mani ── doposcuola        parrocchia ── luca        ascolto        formula
//	          │         └──── orto
//	       biblioteca
func sampleGraph(t testing.TB) *graph.Graph {
	t.Helper()
	node := func(id, kind, label string, more ...graph.Attribute) graph.NodeChange {
		attrs := graph.Attributes{{Name: "label", Value: graph.TextValue(label)}}
		for _, a := range more {
			attrs = attrs.With(a.Name, a.Value)
		}
		return graph.NodeChange{ID: id, Kind: &kind, Attributes: attrs}
	}
	sector := func(s string) graph.Attribute { return graph.Attribute{Name: "sector", Value: graph.TextValue(s)} }
	edge := func(a, typ, b string) graph.EdgeChange { return graph.EdgeChange{Source: a, Target: b, Type: &typ} }
	g, err := graph.Empty().Apply(graph.Changes{
		PutNodes: []graph.NodeChange{
			node("anna", "person", "Coordinatrice", graph.Attribute{Name: "role", Value: graph.TextValue("coordinator")}),
			node("comune", "organization", "Comune di Valdora", sector("administration")),
			node("mani", "organization", "Mani Vicine", sector("third_sector")),
			node("doposcuola", "service", "Doposcuola"), node("biblioteca", "place", "Biblioteca"), node("orto", "action", "Orto condiviso"),
			node("parrocchia", "organization", "Parrocchia", sector("citizens")), node("luca", "person", "Referente oratorio"),
			node("ascolto", "service", `Sportello <script>alert("x")</script>`), node("formula", "person", "=2+3"),
		},
		PutEdges: []graph.EdgeChange{
			edge("anna", "coordinates", "comune"), edge("comune", "collaborates", "mani"), edge("mani", "offers", "doposcuola"),
			edge("comune", "located_at", "biblioteca"), edge("mani", "promotes", "orto"), edge("luca", "member_of", "parrocchia"),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func x(f float64) *float64 { return &f }

func sampleNetwork() analysis.Network {
	return analysis.Network{
		Name: "valdora", Revision: 3, Digest: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0", Nodes: 10, Edges: 6,
		Kinds: map[string]int{"person": 3, "organization": 3, "service": 2, "place": 1, "action": 1},
		Types: map[string]int{"coordinates": 1, "collaborates": 1, "offers": 1, "located_at": 1, "promotes": 1, "member_of": 1},
	}
}

func sampleFragmentation() analysis.Fragmentation {
	return analysis.Fragmentation{
		Components: 4, LargestComponent: 6, LargestShare: .6, ComponentEntropy: 1.0889, ComponentEntropyNormalized: .4729, Herfindahl: .42,
		Fragmentation: 29. / 45, Connectedness: 16. / 45, DistanceFragmentation: .7963, GlobalEfficiency: .2037, MeanDistance: x(2.0625), Diameter: 3,
		Exact: true, Samples: 10,
	}
}

// sampleReport is what NewReport says of the sample town, or nearly.
func sampleReport() analysis.Report {
	without := sampleFragmentation()
	without.Components, without.LargestShare, without.Fragmentation = 4, .5, .7
	return analysis.Report{
		Schema: "trama.report/1", Network: sampleNetwork(), Params: analysis.DefaultReportOptions(),
		Headline: graph.Sentence{Code: "headline_pieces_fragile", Values: graph.V{
			"groups": 2, "isolates": 2, "connectedness": 16. / 45, "links_to_connect": 3, "actor": "Comune di Valdora", "cut_off": 2,
		}},
		Structure:     analysis.Structure{Nodes: 10, Edges: 6, Density: 6. / 45, MeanDegree: 1.2, Isolates: 2},
		Fragmentation: sampleFragmentation(),
		Fragility: analysis.Fragility{
			Bridges: 6, ArticulationPoints: 2, BridgeLeaves: 6, BridgeIsolated: 2, LinksToConnect: 3, LinksToRobust: 5, Robustness: x(.17),
			RobustnessCurve: [][2]float64{{0, .6}, {.1, .3}, {.2, .2}, {.3, .1}, {1, 0}},
			KeyActors:       []analysis.KeyActors{{K: 1, IDs: []string{"comune"}, Labels: []string{"Comune di Valdora"}, FragmentationAfter: .8889, ComponentsAfter: 6}},
		},
		Hierarchy: analysis.Hierarchy{Connectedness: x(.3556), Hierarchy: x(1), Efficiency: x(1), Lubness: x(0)},
		Cohesion:  analysis.Cohesion{MaxCore: 1, CoreShare: .8, AlgebraicConnectivity: x(.3249), KirchhoffIndex: x(31), ForestIndex: x(28.5)},
		Communities: analysis.Communities{Method: "leiden", Resolution: 1, Seed: 1, Count: 5, Modularity: .5417, Groups: []analysis.Community{
			{ID: 1, Label: "Comune di Valdora", Size: 3}, {ID: 2, Label: "Mani Vicine", Size: 3}, {ID: 3, Label: "Parrocchia", Size: 2},
		}},
		Openness: []analysis.Openness{{
			Attribute: "sector", Groups: []string{"", "administration", "citizens", "third_sector"}, Internal: 0, External: 1, EIIndex: x(1), Expected: x(.6),
			Matrix: [][]int{{0, 2, 1, 2}, {2, 0, 0, 1}, {1, 0, 0, 0}, {2, 1, 0, 0}},
		}},
		Components: []analysis.Component{
			{Rank: 1, Size: 6, Share: .6, Label: "Comune di Valdora", Kinds: map[string]int{"person": 1, "organization": 2, "service": 1, "place": 1, "action": 1}, Sectors: map[string]int{"administration": 1}, Members: []analysis.Member{
				{ID: "comune", Label: "Comune di Valdora", Kind: "organization"}, {ID: "mani", Label: "Mani Vicine", Kind: "organization"}, {ID: "anna", Label: "Coordinatrice", Kind: "person"},
			}},
			{Rank: 2, Size: 2, Share: .2, Label: "Parrocchia", Kinds: map[string]int{"person": 1, "organization": 1}, Members: []analysis.Member{{ID: "parrocchia", Label: "Parrocchia", Kind: "organization"}}},
			{Rank: 3, Size: 1, Share: .1, Label: `Sportello <script>alert("x")</script>`, Kinds: map[string]int{"service": 1}},
			{Rank: 4, Size: 1, Share: .1, Label: "=2+3", Kinds: map[string]int{"person": 1}},
		},
		Isolates: []analysis.Member{{ID: "ascolto", Label: `Sportello <script>alert("x")</script>`, Kind: "service"}, {ID: "formula", Label: "=2+3", Kind: "person"}},
		CriticalActors: []analysis.CriticalActor{
			{ID: "comune", Label: "Comune di Valdora", Kind: "organization", ComponentsAfter: 6, CutOff: 2, FragmentationAfter: .8889},
			{ID: "mani", Label: "Mani Vicine", Kind: "organization", ComponentsAfter: 6, CutOff: 2, FragmentationAfter: .8889},
		},
		CriticalRelations: []analysis.CriticalRelation{
			{Source: "comune", Target: "mani", IDs: []string{"comune~collaborates~mani~1"}, Types: []string{"collaborates"}, Separates: 3},
			{Source: "anna", Target: "comune", IDs: []string{"anna~coordinates~comune~1"}, Types: []string{"coordinates"}, Separates: 1},
		},
		Without:  []analysis.Without{{IDs: []string{"anna"}, Label: "Coordinatrice", Fragmentation: without}},
		Coverage: sampleCoverage(), Validation: sampleValidation(), Priorities: samplePriorities(), Reciprocity: sampleReciprocity(),
		Participants: sampleParticipants(), Commitments: sampleCommitments(),
		Alignment: []table.Alignment{{Line: "relazioni", Label: "Relazioni significative", Actors: 4, RelationsInside: 2, DensityInside: 1. / 3, DensityOutside: .1, Pieces: 2, Missing: 4}},
		Strengths: []analysis.Strength{{Sentence: graph.Sentence{Code: "strength_whole", Values: graph.V{"size": 4, "label": "Comune di Valdora"}}, IDs: []string{"anna", "comune"}}},
		Notes:     []graph.Sentence{{Code: "left_out", Values: graph.V{"nodes": 1, "edges": 2}}},
	}
}

// samplePreview is an import into the sample town that adds, changes and takes away, with rows that are refused.
func samplePreview(t testing.TB, lang string) desk.PreviewView {
	t.Helper()
	before := sampleGraph(t)
	kind := graph.Person
	changes := graph.Changes{
		RemoveNodes: []string{"formula"},
		PutNodes: []graph.NodeChange{
			{ID: "zoe", Kind: &kind, Attributes: graph.Attributes{{Name: "label", Value: graph.TextValue("<b>Zoe</b>")}}},
			{ID: "anna", Attributes: graph.Attributes{{Name: "label", Value: graph.TextValue("Anna")}}},
		},
	}
	after, err := before.Apply(changes)
	if err != nil {
		t.Fatal(err)
	}
	return desk.PreviewView{
		View: render.View{Lang: lang, Title: "Tavolo di Valdora"}, Home: "/", Network: "/networks/valdora", Files: []string{"nodes.csv", "edges.csv"},
		Alarm: locale.New(lang).Say("import.moved_on", nil), Checked: sampleCheck(), Graph: after, Before: before, Changes: changes,
		State: "0f1e-3", Parcel: "H4sI", Digest: "00ff", Replace: true, Skip: true,
	}
}

// samplePortrait is what NewPortrait says of the sample town's administration, or nearly.
func samplePortrait(t testing.TB) analysis.Portrait {
	t.Helper()
	g := sampleGraph(t)
	at, _ := g.FindNode("comune")
	p := analysis.Portrait{Network: sampleNetwork(), ID: "comune"}
	for _, e := range g.Incidence().Of(at) {
		p.Edges, p.Related = append(p.Edges, int(e)), append(p.Related, int(e))
	}
	r := sampleReport()
	p.Place = &analysis.Place{
		Piece: r.Components[0], Pieces: 4, Nodes: 10, Neighbours: 3, Critical: r.CriticalRelations,
		Parts: []analysis.Component{
			{Rank: 1, Size: 3, Label: "Mani Vicine", Members: []analysis.Member{{ID: "mani", Label: "Mani Vicine", Kind: "organization"}}},
			{Rank: 4, Size: 1, Label: "Coordinatrice", Members: []analysis.Member{{ID: "anna", Label: "Coordinatrice", Kind: "person"}}},
			{Rank: 5, Size: 1, Label: "Biblioteca", Members: []analysis.Member{{ID: "biblioteca", Label: "Biblioteca", Kind: "place"}}},
		},
	}
	return p
}

func things(ids ...string) []table.Thing {
	out := []table.Thing{}
	for _, id := range ids {
		out = append(out, table.Thing{ID: id, Label: "«" + id + "»"})
	}
	return out
}

func pointerTo[T any](v T) *T { return &v }

func sampleCoverage() table.Coverage {
	return table.Coverage{
		Needs: 4, Answered: 1, AnsweredOnce: 1, ContestedOnly: 1, Services: 2, Places: 1, Actions: 1, Persons: 3, ServicesIdle: 1, ActionsUnhosted: 1, PersonsAlone: 2,
		Unanswered: []table.Unanswered{
			{Thing: table.Thing{ID: "casa", Label: "Affitti troppo alti"}, Area: "Centro", People: pointerTo(int64(1200)), Candidates: things("garanzia", "doposcuola")},
			{Thing: table.Thing{ID: "sera", Label: "Spazi per la sera"}},
		},
		IdleServices: things("ascolto"), EmptyPlaces: things(), UnhostedActions: things("orto"), Alone: things("luca", "formula"),
		Areas: []table.Area{{Area: "", Needs: 1}, {Area: "Centro", Needs: 3, Answered: 1, Services: 2, Actions: 1}},
	}
}

func sampleValidation() analysis.Validation {
	v := analysis.Validation{ValidatedOnly: sampleFragmentation()}
	v.Edges = table.Statuses{Declared: 3, Validated: 2, Contested: 1, Retired: 1}
	v.Share = 1. / 3
	v.Contested = []table.Contested{{ID: "mani~offers~doposcuola~1", Label: "Mani Vicine – Doposcuola", Voices: []table.Voice{
		{By: "mani", Label: "Mani Vicine", Value: "validated", Note: "riparte a settembre"}, {By: "comune", Label: "Comune di Valdora", Value: "contested"},
	}}}
	return v
}

func samplePriorities() table.Priorities {
	return table.Priorities{
		Meeting: pointerTo("m2"), Votes: 3, Abstained: 1,
		Lines: []table.LineVotes{
			{Line: "relazioni", Label: "Relazioni significative", Tally: table.Tally{Points: 18, Borda: 2.5, First: 2}, By: table.Groups{
				Sector: map[string]table.Tally{"third_sector": {Points: 18, Borda: 2, First: 2}, "": {Borda: .5}}, Circle: map[string]table.Tally{"founding": {Points: 18, Borda: 2.5, First: 2}},
			}},
			{Line: "welfare", Label: "Welfare comunitario", Tally: table.Tally{Points: 12, Borda: 2.5}, By: table.Groups{
				Sector: map[string]table.Tally{"third_sector": {Points: 12, Borda: 2}, "": {Borda: .5}}, Circle: map[string]table.Tally{"founding": {Points: 12, Borda: 2.5}},
			}},
		},
		Actions: []table.ActionVotes{{ID: "orto", Label: "Orto condiviso", Line: pointerTo("relazioni"), Votes: 2}, {ID: "cena", Label: "Cena", Votes: 1}},
		Tied:    [][]string{{"relazioni", "welfare"}},
	}
}

func sampleReciprocity() table.Reciprocity {
	return table.Reciprocity{
		Asked: 3, Returned: 1, Matrix: []table.Exchange{{From: "", To: "administration", Asked: 1}, {From: "third_sector", To: "citizens", Asked: 2, Returned: 1}},
		Unreturned: []table.Expectation{{ID: "e1", From: "mani", FromLabel: "Mani Vicine", To: "comune", ToLabel: "Comune di Valdora", What: "Un referente", Condition: "entro l'estate"}},
		Silent:     []table.Silent{{Thing: table.Thing{ID: "comune", Label: "Comune di Valdora"}, Asked: 2}},
	}
}

func sampleParticipants() table.Participants {
	return table.Participants{
		Meetings: []table.Attendance{{ID: "m1", Label: "Primo incontro", Date: "2026-01-31", Present: 5}, {ID: "m2", Present: 1}}, PiecesAbsent: 1,
		Missing: []table.Absent{
			{Thing: table.Thing{ID: "mani", Label: "Mani Vicine"}, Reason: "critical", Nearest: pointerTo(things("anna")[0]), Steps: 2}, {Thing: table.Thing{ID: "luca", Label: "Referente oratorio"}, Reason: "cut_off"},
		},
	}
}

func sampleCommitments() analysis.Commitments {
	c := analysis.Commitments{Effect: &analysis.Figures{Components: -1, PairsReached: 8, Bridges: 1}}
	c.Proposed, c.Kept, c.Late, c.Day = 1, 1, 1, "2026-05-08"
	c.List = []table.Commitment{
		{ID: "c1", What: "Una sala il martedì", By: things("comune", "anna"), Due: pointerTo("2026-04-01"), State: "proposed", Late: true}, {ID: "c2", What: "Il furgone", By: things("mani"), State: "kept"},
	}
	return c
}

func sampleMetrics() analysis.Metrics {
	return analysis.Metrics{
		Schema: "trama.metrics/1", Network: sampleNetwork(), Params: analysis.MetricsOptions{Seed: 1},
		Nodes: analysis.MetricRows{Columns: []analysis.MetricColumn{
			{Name: "id", Texts: []string{"anna", "comune", "=2"}}, {Name: "label", Texts: []string{"Coordinatrice", "Comune", "due"}}, {Name: "kind", Texts: []string{"person", "organization", ""}},
			{Name: "degree", Integers: []int64{1, 1234, 0}}, {Name: "constraint", Numbers: []float64{1, .3333, math.NaN()}}, {Name: "articulation", Flags: []bool{false, true, false}},
			{Name: "community", Integers: []int64{1, 1, analysis.Undefined}},
		}},
	}
}

func sampleComparison() analysis.Comparison {
	before, after := sampleNetwork(), sampleNetwork()
	before.Revision = 1
	member := func(id, kind string) []analysis.Member {
		return []analysis.Member{{ID: id, Label: "«" + id + "»", Kind: kind}}
	}
	relation := []analysis.NamedRelation{{ID: "e1", Source: "anna", SourceLabel: "Coordinatrice", Target: "mani", TargetLabel: "Mani Vicine", Type: "knows"}}
	return analysis.Comparison{
		Schema: "trama.compare/1", From: before, To: after,
		Nodes: analysis.NodeMoves{Added: member("luca", "person"), Removed: member("vecchio", "service"), Changed: []analysis.ChangedNode{{Member: member("anna", "person")[0], Values: []analysis.ValueMove{{Name: "area", After: graph.TextValue("Centro")}}}}},
		Edges: analysis.EdgeMoves{Added: relation, Removed: relation[:0]}, Merged: []analysis.PieceMove{{Label: "Comune", Size: 8, Sizes: []int{6, 2}}},
		Answered: member("casa", "need"), Kept: member("c2", "commitment"),
		Before:     map[string]*float64{"fragmentation.components": x(5), "fragmentation.mean_distance": nil, "structure.nodes": x(10), "coverage.needs": x(4), "secret.figure": x(1)},
		After:      map[string]*float64{"fragmentation.components": x(4), "fragmentation.mean_distance": x(2.1), "structure.nodes": x(10), "coverage.needs": x(4), "secret.figure": x(1)},
		Difference: map[string]*float64{"fragmentation.components": x(-1), "fragmentation.mean_distance": nil, "structure.nodes": x(0), "coverage.needs": x(0), "secret.figure": x(0)},
	}
}

// sampleMinutes are the minutes of the second meeting, with a row of each kind; a name smuggles in what must stay text.
func sampleMinutes() analysis.Minutes {
	since := sampleNetwork()
	since.Revision = 1
	c := sampleComparison()
	m := analysis.Minutes{Schema: analysis.MinutesSchema, Network: sampleNetwork(), Since: &since, Params: analysis.MinutesOptions{Meeting: "m2", Seed: 1}}
	m.Meeting = table.Attendance{ID: "m2", Label: "Secondo incontro", Date: "2026-05-08", Present: 2, By: map[string]map[string]int{"sector": {"administration": 1, "": 1}}}
	m.Who = things("anna", "comune")
	m.Invited = []table.Invited{{By: things("anna")[0], Who: things("luca")[0], Came: true}, {By: things("anna")[0], Who: things("formula")[0]}}
	m.Judged = []table.Judged{
		{ID: "mani~offers~doposcuola~1", Label: "Mani Vicine – Doposcuola", Type: "offers", State: "contested", Voices: sampleValidation().Contested[0].Voices},
		{ID: "ascolto", Label: `Sportello <script>alert("x")</script>`, State: "validated", Voices: []table.Voice{{By: "anna", Label: "Coordinatrice", Value: "validated"}}},
	}
	m.Needs = []table.Raised{{Thing: things("casa")[0], Area: "Centro", People: pointerTo(int64(1200)), By: things("mani"), Answered: true}, {Thing: things("sera")[0], By: things()}}
	m.Answers = []table.Answered{{Thing: things("casa")[0], With: things("garanzia", "doposcuola")}}
	m.Suggestions = []table.Decided{
		{ID: "comune~parrocchia", Label: "Comune di Valdora – Parrocchia", Type: "collaborates", State: "taken", By: things("anna", "comune"), Due: pointerTo("2026-06-30")},
		{ID: "anna~mani", Label: "Coordinatrice – Mani Vicine", State: "declined", By: things(), Why: "si conoscono già"},
		{ID: "luca~orto", Label: "Referente oratorio – Orto", State: "postponed", By: things(), Until: pointerTo("2026-09-01")},
	}
	m.Priorities, m.Figures = samplePriorities(), sampleCommitments().CommitmentCounts
	m.Expectations = []table.Expected{{Expectation: sampleReciprocity().Unreturned[0], New: true}}
	list := sampleCommitments().List
	m.Commitments = []table.Promised{{Commitment: list[0], New: true}, {Commitment: list[1], Was: pointerTo("agreed")}, {Commitment: table.Commitment{ID: "c3", What: "=Le sedie", By: things("luca"), State: "proposed"}, Was: pointerTo("proposed")}}
	m.Earlier = &analysis.Noted{Needs: []table.Raised{{Thing: things("orto")[0], By: things("mani")}}, Judged: m.Judged[1:], Commitments: m.Commitments[:1], Expectations: m.Expectations, Answers: m.Answers, Suggestions: m.Suggestions[2:]}
	m.Map = &analysis.MapMoves{Joined: c.Nodes.Added, Left: c.Nodes.Removed, Related: c.Edges.Added, Parted: c.Edges.Removed, Merged: c.Merged, Figures: []analysis.MovedFigure{
		{Name: "fragmentation.components", Before: x(5), After: x(4), Difference: x(-1)}, {Name: "fragmentation.largest_share", Before: x(.5), After: x(.6), Difference: x(.1)},
	}}
	return m
}

// sampleStates are two states of the sample in which all moved that can: the later one is the sample's own graph.
func sampleStates(t testing.TB) [2]*graph.Graph {
	t.Helper()
	after := sampleGraph(t)
	text := func(name, value string) graph.Attributes {
		return graph.Attributes{}.With(name, graph.TextValue(value))
	}
	change := func(g *graph.Graph, c graph.Changes) *graph.Graph {
		t.Helper()
		g, err := g.Apply(c)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	before := change(after, graph.Changes{
		RemoveNodes: []string{"ascolto"}, RemoveEdges: []string{"comune~located_at~biblioteca~1", "mani~promotes~orto~1"},
		PutNodes: []graph.NodeChange{{ID: "vecchio", Kind: pointerTo(graph.Service), Attributes: text("label", "Vecchio lavatoio")}, {ID: "anna", Attributes: text("role", "volunteer")}},
		PutEdges: []graph.EdgeChange{
			{Source: "comune", Target: "vecchio", Type: pointerTo("offers")}, {Source: "anna", Target: "mani", Type: pointerTo("works_for")},
			{ID: "comune~collaborates~mani~1", Attributes: graph.Attributes{}.With("weight", graph.FloatValue(1))}, {ID: "mani~offers~doposcuola~1", Attributes: graph.Attributes{}.With("weight", graph.FloatValue(3))},
		},
	})
	after = change(after, graph.Changes{
		PutNodes: []graph.NodeChange{{ID: "c2", Kind: pointerTo(graph.Commitment), Attributes: text("state", "kept")}},
		PutEdges: []graph.EdgeChange{
			{ID: "comune~collaborates~mani~1", Attributes: graph.Attributes{}.With("weight", graph.FloatValue(2))}, {ID: "mani~offers~doposcuola~1", Attributes: graph.Attributes{}.With("weight", graph.FloatValue(1))},
			{Source: "mani", Target: "parrocchia", Type: pointerTo("collaborates"), Attributes: text("source", "c2")}, {ID: "luca~member_of~parrocchia~1", Attributes: text("status", "validated")},
		},
	})
	return [2]*graph.Graph{before, after}
}

// comparedStates is the sample of a comparison, with its states and all that moved between them.
func comparedStates(t testing.TB) analysis.Comparison {
	t.Helper()
	c, states := sampleComparison(), sampleStates(t)
	whole, err := analysis.Compare(context.Background(), analysis.Source{Graph: states[0]}, analysis.Source{Graph: states[1]}, analysis.CompareOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	c.States, c.Nodes, c.Edges, c.Merged, c.Split = whole.States, whole.Nodes, whole.Edges, whole.Merged, whole.Split
	return c
}

func sampleFigures() analysis.Figures {
	return analysis.Figures{Components: 4, PairsReached: 16, Fragmentation: 29. / 45, GlobalEfficiency: .2037, Bridges: 6, ArticulationPoints: 2}
}

func sampleMissing() analysis.MissingList {
	return analysis.MissingList{
		Schema: "trama.missing/1", Network: sampleNetwork(), Params: analysis.MissingOptions{Limit: 20, Seed: 1, Candidates: 30}, Before: sampleFigures(),
		Families: map[string]analysis.FamilyCount{"reconnect": {Count: 2}, "reinforce": {Count: 1}},
		Backtest: analysis.Learned{Method: "resource_allocation", Hidden: 2, AUC: .75, AUPR: .5, Precision: .5},
		Suggestions: []analysis.Suggestion{
			{
				ID: "comune~parrocchia", Family: "reconnect", Source: "comune", SourceLabel: "Comune di Valdora", Target: "parrocchia", TargetLabel: "Parrocchia", Type: "collaborates",
				Weighing: &analysis.Weighing{
					Plausibility: .12, Lift: 8.5, Benefit: .41, ExpectedBenefit: .05, Step: 5,
					Effect: analysis.Figures{Components: -1, PairsReached: 12, Fragmentation: -12. / 45, GlobalEfficiency: .09},
					Reasons: []analysis.Reason{
						{Sentence: graph.Sentence{Code: "joins_pieces", Values: graph.V{"label_a": "Comune di Valdora", "label_b": "Parrocchia", "size_a": 6, "size_b": 2, "pairs": 12}}, Value: x(12)},
						{Sentence: graph.Sentence{Code: "same_km2", Values: graph.V{"metres": 350}}, Value: x(350)},
					},
					Introducers: []analysis.Introducer{{ID: "anna", Label: "Coordinatrice", Path: []string{"comune", "anna", "luca", "parrocchia"}}},
					Cautions:    []graph.Sentence{{Code: "one_person_only", Values: graph.V{"actor": "Coordinatrice"}}},
				}},
			{
				ID: "anna~mani", Family: "reinforce", Source: "anna", SourceLabel: "Coordinatrice", Target: "mani", TargetLabel: `Mani, "Vicine"`, Type: "knows",
				Weighing: &analysis.Weighing{
					Plausibility: .004, Lift: .8, Benefit: .2, Step: 1,
					Effect:   analysis.Figures{Bridges: -2, GlobalEfficiency: .0111, ArticulationPoints: 0},
					Reasons:  []analysis.Reason{{Sentence: graph.Sentence{Code: "second_way", Values: graph.V{"bridges": 2, "a": "Comune di Valdora", "b": "Mani Vicine"}}, Value: x(2)}},
					Cautions: []graph.Sentence{{Code: "little_data", Values: graph.V{"relations": 6}}},
				}},
		},
		Notes: []graph.Sentence{{Code: "learned_too_little", Values: graph.V{"relations": 6}}},
	}
}

func samplePlan() analysis.PlanResult {
	m := sampleMissing()
	after := m.Before
	after.Components, after.PairsReached, after.Fragmentation, after.GlobalEfficiency = 3, 28, 17./45, .2937
	return analysis.PlanResult{
		Schema: "trama.plan/1", Network: m.Network, Params: analysis.PlanOptions{Goal: "connected", Seed: 1}, Goal: "connected", Optimal: true, LowerBound: 2,
		Suggestions: m.Suggestions, Before: m.Before, After: after,
	}
}

func sampleWhatIf() analysis.WhatIfResult {
	p := samplePlan()
	return analysis.WhatIfResult{
		Schema: "trama.whatif/1", Network: p.Network, Before: p.Before, After: p.After,
		Params: analysis.WhatIfOptions{
			Add:    []analysis.Relation{{Source: "comune", Target: "parrocchia", Type: "collaborates"}, {Source: "anna", Target: "luca"}},
			Remove: []analysis.Relation{{Source: "mani", Target: "orto", Type: "promotes"}}, Without: []string{"anna"},
		},
		Difference: analysis.Figures{Components: -1, PairsReached: 12, Fragmentation: -12. / 45, GlobalEfficiency: .09},
		Reached:    []analysis.Member{{ID: "luca", Label: "Referente oratorio", Kind: "person"}, {ID: "parrocchia", Label: "Parrocchia", Kind: "organization"}},
		Notes:      []graph.Sentence{{Code: "already_there", Values: graph.V{"a": "Coordinatrice", "b": "Comune di Valdora"}}},
	}
}

func sampleBacktest() analysis.BacktestResult {
	return analysis.BacktestResult{
		Schema: "trama.backtest/1", Network: sampleNetwork(), Hidden: 12, Repeats: 3, Candidates: 420, BaseRate: .03, Chosen: analysis.MethodFused, Best: "RA", Params: analysis.DefaultBacktestOptions(),
		Methods: []analysis.Method{
			{Method: analysis.MethodFused, AUC: x(.84), AUCDegreeCorrected: x(.74), AUPR: x(.3), PrecisionAtHidden: x(.32), PrecisionAt10: x(.4)},
			{Method: "RA", AUC: x(.81), AUCDegreeCorrected: x(.7), AUPR: x(.31), PrecisionAtHidden: x(.33), PrecisionAt10: x(.4)}, {Method: "odd_paths"},
		},
		Reliability: []analysis.Reliability{{From: 0, To: .01, Pairs: 300, Given: .004, Found: .0033}, {From: .1, To: .2, Pairs: 210, Given: .14, Found: .16}},
	}
}

func sampleScores() analysis.Scores {
	return analysis.Scores{Schema: "trama.score/1", Network: sampleNetwork(), Pairs: []analysis.ScoredPair{{Source: "anna", Target: "luca", Score: 1.25, Plausibility: .31}, {Source: "orto", Target: "formula", Score: 0, Plausibility: .0002}}}
}

func sampleNetworks() graph.NetworkList {
	return graph.NewNetworkList([]graph.NetworkInfo{
		{Network: "collina", Revision: 1, Nodes: 0, Edges: 0, Digest: "aa"},
		{Network: "valdora", Title: "Tavolo di Valdora", Revision: 1234, Nodes: 142, Edges: 228, Digest: "bb", Snapshots: []graph.Snapshot{{Name: "Incontro 1", Revision: 2}}},
	})
}

func sampleHistory() graph.CommitList {
	return graph.NewCommitList("valdora", []graph.Commit{
		{Revision: 2, Author: "anna", Time: time.Date(2026, 2, 3, 17, 4, 5, 0, time.FixedZone("CET", 3600)), Message: "Incontro 1", Snapshot: "incontro-1", Counts: graph.Counts{NodesAdded: 3, EdgesAdded: 4, EdgesRemoved: 1}},
		{Revision: 1, Author: "-- x", Message: "=cmd", Counts: graph.Counts{NodesAdded: 1200}},
	})
}

func sampleCheck() graph.Checked {
	return graph.Checked{
		Schema: "trama.check/1", Read: graph.Size{Nodes: 3, Edges: 2}, Kept: graph.Size{Nodes: 3, Edges: 1},
		Refused:    []graph.RefusedPlace{{Where: "edges.csv: line 17", Why: "a date is a day that exists, as 2026-01-31", Code: "bad_date"}},
		Duplicates: []graph.Duplicate{{IDs: []string{"a1", "a2"}, Labels: []string{"Emporio", "emporio"}}},
		Mapping:    []graph.ColumnUse{{File: "edges.csv", Column: "da", Became: "source"}},
		Preview: &graph.Preview{
			Counts: graph.Counts{NodesAdded: 1, NodesChanged: 1, NodesRemoved: 1, EdgesChanged: 1}, ValuesCount: 30, ByHand: 3,
			Values: []graph.PreviewValue{
				{ID: "formula", Label: "=1+1", ByHand: &graph.Handwritten{Revision: 2, Author: "anna", Time: time.Date(2026, 2, 3, 17, 4, 5, 0, time.UTC)}},
				{ID: "anna", Label: "Coordinatrice", Name: "label", Before: graph.TextValue("Coordinatrice"), After: graph.TextValue("<b>Anna</b>"), ByHand: &graph.Handwritten{Revision: 3, Time: time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC), Back: true}},
				{ID: "1", Edge: &graph.PreviewEdge{Source: "Comune", Type: "offers", Target: "sector:civic"}, Name: "status", Before: graph.TextValue("validated"), After: graph.TextValue("declared"), ByHand: &graph.Handwritten{Revision: 4, Author: "Bea", Time: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), Back: true}},
				{ID: "1", Edge: &graph.PreviewEdge{Source: "Comune", Type: "offers", Target: "sector:civic"}, Name: "ends", Before: graph.ListValue([]string{"comune", "anna"}), After: graph.ListValue([]string{"comune", "mani"})},
				{ID: "x", Name: "since", After: graph.TextValue("2026")},
			},
		},
	}
}

// sampleResults is a result of each type by the name of its golden files.
func sampleResults(t testing.TB) map[string]any {
	g := sampleGraph(t)
	view := func(r any) any { return render.Viewed{Result: r, View: render.View{Graph: g}} }
	missing, since := sampleMissing(), sampleComparison()
	return map[string]any{
		"metrics":  sampleMetrics(),
		"compare":  sampleComparison(),
		"minutes":  render.Viewed{Result: sampleMinutes(), View: render.View{Graph: g, Title: "Tavolo di Valdora"}},
		"changes":  view(comparedStates(t)),
		"report":   render.Viewed{Result: sampleReport(), View: render.View{Graph: g, Missing: &missing, Since: &since, Title: "Tavolo di Valdora", Snapshot: "Incontro 1"}},
		"meeting":  render.Viewed{Result: sampleReport(), View: render.View{Graph: g, Missing: &missing, Title: "Tavolo di Valdora", ForMeeting: true}},
		"short":    render.Viewed{Result: sampleReport(), View: render.View{Short: true}},
		"missing":  view(missing),
		"plan":     view(samplePlan()),
		"whatif":   view(sampleWhatIf()),
		"backtest": sampleBacktest(),
		"score":    view(sampleScores()),
		"networks": sampleNetworks(),
		"history":  sampleHistory(),
		"check":    sampleCheck(),
		"erase":    sampleErasure(),
		"import":   graph.Imported{Revision: 4, Summary: graph.Summary{Added: 10, Changed: 2, Same: 130}},
	}
}

func sampleErasure() graph.Erased {
	return graph.Erased{
		Schema: graph.ErasureSchema, Network: "valdora", Revision: 42, Edges: 7, Values: 2, Words: 1, LeftCount: 3,
		Nodes:   []graph.ErasedNode{{ID: "per-maria", Label: "Maria Rossi", Kind: graph.Person, Since: 1, OnMap: true}},
		Records: []graph.ErasedNode{{ID: "decision-3", Label: "Maria Rossi – Emporio", Kind: graph.Decision, Since: 9}},
		Left: []graph.Mention{
			{Since: 3, Until: 7, In: "node", ID: "org-emporio", Name: "note", Text: "chiedere a Maria Rossi"},
			{Since: 5, Until: 5, In: "commit", Name: "message", Text: "import: maria-rossi.csv"},
			{Since: 12, In: "edge", ID: "e17", Name: "detto da", Text: "=Maria Rossi"},
		},
	}
}
