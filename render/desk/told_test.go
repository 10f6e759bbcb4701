package desk

import (
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/locale"
)

// evening is a town in which two persons have met once.
func evening(t *testing.T) *graph.Graph {
	t.Helper()
	return changed(t, graph.Empty(), graph.Changes{
		PutNodes: []graph.NodeChange{
			made("anna", "person", "label", "Anna"), made("bruno", "person", "label", "Bruno"), made("org", "organization", "label", "Caritas"),
			made("emporio", "service", "label", "Emporio"), made("orto", "action", "label", "Orto"), made("compiti", "need", "label", "Compiti"),
			made("casa", "line", "label", "Casa"), made("cibo", "line", "label", "Cibo"), made("scuola", "line", "label", "Scuola"),
			made("m1", "meeting", "label", "Primo"), made("m2", "meeting", "label", "Secondo"),
			made("d0", "decision", "label", "Bruno – Caritas", "on_id", "bruno~org", "on_source", "bruno", "on_type", "member_of", "on_target", "org", "state", "postponed", "until", "2026-06-01"),
		},
		PutEdges: []graph.EdgeChange{
			joined("anna", "attends", "m1"), joined("anna", "prefers", "casa", "meeting", "m1"), joined("org", "offers", "emporio"),
			joined("bruno", "prefers", "cibo", "meeting", "m1"), joined("bruno", "prefers", "cibo", "meeting", "m2"),
			joined("anna", "knows", "bruno"),
		},
	})
}

func changed(t *testing.T, g *graph.Graph, c graph.Changes) *graph.Graph {
	t.Helper()
	next, err := g.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// made is a new node, its attributes as names and texts in turn.
func made(id, kind string, attrs ...string) graph.NodeChange {
	return graph.NodeChange{ID: id, Kind: &kind, Attributes: texts(attrs)}
}

func joined(source, typ, target string, attrs ...string) graph.EdgeChange {
	return graph.EdgeChange{Source: source, Target: target, Type: &typ, Attributes: texts(attrs)}
}

func texts(pairs []string) graph.Attributes {
	var out graph.Attributes
	for i := 0; i < len(pairs); i += 2 {
		value := graph.TextValue(pairs[i+1])
		if day, is := graph.DateValue(pairs[i+1]); is {
			value = day
		}
		out = out.With(pairs[i], value)
	}
	return out
}

// set changes attributes of a node that is there.
func set(id string, attrs ...string) graph.NodeChange {
	return graph.NodeChange{ID: id, Attributes: texts(attrs)}
}

// What a commit did is told in sentences with names, each thing once, and nothing is left out without being counted.
func TestWhatACommitDidIsToldOnce(t *testing.T) {
	before := evening(t)
	nodes := func(list ...graph.NodeChange) graph.Changes { return graph.Changes{PutNodes: list} }
	edges := func(list ...graph.EdgeChange) graph.Changes { return graph.Changes{PutEdges: list} }
	both := func(n []graph.NodeChange, e ...graph.EdgeChange) graph.Changes {
		return graph.Changes{PutNodes: n, PutEdges: e}
	}
	put := func(list ...graph.NodeChange) []graph.NodeChange { return list }
	actions := joined("anna", "prefers", "cibo", "meeting", "m1", "points", "10")
	actions.Attributes = actions.Attributes.With("actions", graph.ListValue([]string{"orto", "gone"}))
	abstained := graph.EdgeChange{ID: "anna~attends~m1~1", Attributes: graph.Attributes{{Name: "abstained", Value: graph.BooleanValue(true)}}}
	for _, c := range []struct {
		name    string
		changes graph.Changes
		want    string
	}{
		{"a meeting", nodes(made("m3", "meeting", "label", "Terzo", "date", "2026-05-01")), "New meeting: Terzo, 1 May 2026."},
		{"a meeting moved", nodes(set("m1", "date", "2026-05-01")), "Meeting changed: Primo, 1 May 2026."},
		{"who was there", edges(joined("bruno", "attends", "m1"), joined("org", "attends", "m1"), joined("org", "attends", "m2")), "At the meeting “Primo” were: Bruno and Caritas.\n" +
			"At the meeting “Secondo” were: Caritas."},
		{"an abstention", edges(abstained), "Anna abstains at the meeting “Primo”."},
		{"an invitation", edges(joined("anna", "invites", "bruno", "meeting", "m2"), joined("bruno", "invites", "anna")), "Anna invites Bruno to the meeting “Secondo”.\n" +
			"Bruno invites Anna."},
		{"a need", both(put(made("n2", "need", "label", "Spesa")), joined("anna", "raised", "n2")), "New need: Spesa, raised by Anna."},
		{"a need changed", nodes(set("compiti", "area", "Nord")), "Need changed: Compiti."},
		{"an answer", edges(joined("emporio", "answers", "compiti")), "Emporio answers the need “Compiti”."},
		{"points", edges(actions), "Vote of Anna at the meeting “Primo”: 10 to Cibo. Actions: Orto and gone."},
		{"a ranking", edges(joined("org", "prefers", "scuola", "meeting", "m1", "rank", "3"), joined("org", "prefers", "casa", "meeting", "m1", "rank", "2"), joined("org", "prefers", "cibo", "meeting", "m1", "rank", "1")), "Vote of Caritas at the meeting “Primo”: place 1 to Cibo, place 2 to Casa and place 3 to Scuola."},
		{"a vote in place of another", graph.Changes{RemoveEdges: []string{"anna~prefers~casa~1"}, PutEdges: []graph.EdgeChange{joined("anna", "prefers", "cibo", "meeting", "m1", "points", "10")}}, "Vote of Anna at the meeting “Primo”: 10 to Cibo.\n" +
			"The earlier vote of Anna at the meeting “Primo” no longer counts."},
		{"two votes gone", graph.Changes{RemoveEdges: []string{"bruno~prefers~cibo~1", "bruno~prefers~cibo~2"}}, "The earlier vote of Bruno at the meeting “Primo” no longer counts.\n" +
			"The earlier vote of Bruno at the meeting “Secondo” no longer counts."},
		{"an expectation of a sector", both(put(made("sector:health", "sector", "sector", "health")), joined("sector:health", "expects", "anna", "what", "turni")), "The health sector expects of Anna: turni."},
		{"a commitment", both(put(made("c1", "commitment", "label", "La sala", "state", "agreed", "due", "2026-06-01")), joined("anna", "commits", "c1"), joined("org", "commits", "c1"), joined("c1", "concerns", "compiti")), "New commitment: La sala, by Anna and Caritas, due 1 June 2026; it is agreed."},
		{"a voice on a relation", both(put(made("d1", "decision", "on_id", "org~offers~emporio~1", "on_source", "org", "on_type", "offers", "on_target", "emporio", "state", "contested")),
			joined("anna", "voices", "d1", "value", "contested", "note", "mah"), graph.EdgeChange{ID: "org~offers~emporio~1", Attributes: texts([]string{"status", "contested"})}), "Anna says that it is contested: Caritas offers Emporio (mah)."},
		{"a voice on a node", both(put(made("d1", "decision", "on_node", "bruno", "state", "validated"), set("bruno", "status", "validated")), joined("anna", "voices", "d1", "value", "validated")), "Anna says that it is validated: Bruno."},
		{"a suggestion put off", nodes(made("d1", "decision", "on_id", "anna~org", "on_source", "anna", "on_type", "member_of", "on_target", "org", "state", "postponed", "until", "2026-06-01")), "Suggestion put off: Anna is a member of Caritas, until 1 June 2026."},
		{"a relation", edges(joined("bruno", "uses", "emporio")), "New relation: Bruno uses Emporio."},
		{"a relation changed", edges(graph.EdgeChange{ID: "org~offers~emporio~1", Attributes: texts([]string{"note", "x"})}), "1 thing changed."},
		{"somebody new", nodes(made("carla", "person", "label", "Carla")), "New on the map: Carla (person)."},
		{"somebody corrected", nodes(set("anna", "area", "Nord"), set("bruno", "label", "Bruno Sala")), "Corrected on the map: Anna.\n" +
			"Corrected on the map: Bruno Sala, before Bruno."},
		{"somebody gone", graph.Changes{RemoveNodes: []string{"bruno"}}, "The earlier vote of Bruno at the meeting “Primo” no longer counts.\n" +
			"The earlier vote of Bruno at the meeting “Secondo” no longer counts.\n" +
			"Removed: Bruno (person)."},
		{"a relation gone", graph.Changes{RemoveEdges: []string{"org~offers~emporio~1"}}, "Relation removed: Caritas offers Emporio."},
		{"the network's title", graph.Changes{Attributes: texts([]string{"title", "T", "area", "A"})}, "2 things changed."},
		{"the network's title, and somebody new", graph.Changes{PutNodes: put(made("carla", "person", "label", "Carla")), Attributes: texts([]string{"title", "T"})}, "New on the map: Carla (person)."},
		{"nothing", graph.Changes{}, ""},
		{"a decision about who has become another", nodes(set("d0", "on_source", "anna", "on_id", "anna~org"), made("carla", "person", "label", "Carla")), "New on the map: Carla (person).\n" +
			"And 1 thing more."},
		{"a decision taken anew", nodes(set("d0", "state", "declined")), "Suggestion turned down: Bruno is a member of Caritas, until 1 June 2026."},
	} {
		got := strings.Join(told(Written{Commit: graph.Commit{Revision: 2}, Before: before, After: changed(t, before, c.changes)}, locale.New("en")), "\n")
		if got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// TestAJoinIsToldAsOne: nothing that it moves is told as if it were said now; where a commit did anything else, that is told.
func TestAJoinIsToldAsOne(t *testing.T) {
	before := changed(t, evening(t), graph.Changes{PutNodes: []graph.NodeChange{made("bruno2", "person", "label", "Bruno")}})
	for _, c := range []struct{ message, keep, other, want string }{
		{graph.JoinMessage("anna", "bruno"), "anna", "bruno", "Bruno was joined to Anna: they are one node now."},
		{graph.JoinMessage("bruno", "anna"), "bruno", "anna", "Anna was joined to Bruno: they are one node now."},
		{graph.JoinMessage("bruno2", "bruno"), "bruno2", "bruno", "Bruno (bruno) was joined to Bruno (bruno2): they are one node now."},
		{graph.JoinMessage("org", "bruno"), "anna", "bruno2", "Removed: Bruno (person)."},
		{"changes", "anna", "bruno2", "Removed: Bruno (person)."},
		{"join", "anna", "bruno2", "Removed: Bruno (person)."},
	} {
		made, err := before.Joined(c.keep, c.other)
		if err != nil {
			t.Fatal(err)
		}
		w := Written{Commit: graph.Commit{Revision: 2, Message: c.message}, Before: before, After: changed(t, before, made)}
		if got := strings.Join(told(w, locale.New("en")), "\n"); got != c.want {
			t.Errorf("%s, %s into %s:\n%s\nwant\n%s", c.message, c.other, c.keep, got, c.want)
		}
		made.PutNodes = append(made.PutNodes, set("org", "area", "Nord"))
		w.After = changed(t, before, made)
		if got := told(w, locale.New("en")); !slices.Contains(got, "Corrected on the map: Caritas.") {
			t.Errorf("%s, with more: %q", c.message, got)
		}
	}
}

// TestTheHistoryTellsBriefly: the first two sentences of a commit, and how many more there are; nothing where only counts are known.
func TestTheHistoryTellsBriefly(t *testing.T) {
	for nodes, want := range map[int][]string{
		2: {"New on the map: a (person).", "New on the map: b (person)."},
		4: {"New on the map: a (person).", "New on the map: b (person).", "And 2 more."},
	} {
		var c graph.Changes
		for _, id := range []string{"a", "b", "c", "d"}[:nodes] {
			c.PutNodes = append(c.PutNodes, made(id, "person"))
		}
		w := Written{Before: graph.Empty(), After: changed(t, graph.Empty(), c)}
		for _, w.Commit.Message = range []string{"change", "undo 7"} {
			if got := w.brief(locale.New("en")); !slices.Equal(got, want) {
				t.Errorf("%s, %d nodes: %q, want %q", w.Commit.Message, nodes, got, want)
			}
		}
	}
	if got := (Written{Commit: graph.Commit{Message: "import: a.csv"}}).brief(locale.New("en")); got != nil {
		t.Errorf("an import too large to be told: %q", got)
	}
}
