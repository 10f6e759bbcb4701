package tavolo_test

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/tavolo"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// written is what a request comes to, a line each: "+" makes, "=" changes what is there, "-" takes away.
func written(made tavolo.Made, err error) string {
	if err != nil {
		var why graph.Sentence
		errors.As(err, &why)
		return fmt.Sprintf("%s: %s", graph.KindOf(err), said(why))
	}
	var lines []string
	for _, id := range made.Changes.RemoveEdges {
		lines = append(lines, "- "+id)
	}
	for _, n := range made.Changes.PutNodes {
		line := "= " + n.ID
		if n.Kind != nil {
			line = "+ " + n.ID + ": " + *n.Kind
		}
		lines = append(lines, line+attributesOf(n.Attributes))
	}
	for _, e := range made.Changes.PutEdges {
		line := "= " + e.ID
		if e.Type != nil {
			line = fmt.Sprintf("+ %s: %s → %s", e.ID, e.Source, e.Target)
		}
		lines = append(lines, line+attributesOf(e.Attributes))
	}
	lines = append(lines, "ids "+strings.Join(made.IDs, " "))
	for _, n := range made.Notes {
		lines = append(lines, "note "+said(n))
	}
	return strings.Join(lines, "\n")
}

func attributesOf(attrs graph.Attributes) string {
	out := ""
	for _, a := range attrs {
		out += fmt.Sprintf(" %s=%s", a.Name, a.Value)
	}
	return out
}

func said(s graph.Sentence) string {
	out := s.Code
	for _, name := range slices.Sorted(maps.Keys(s.Values)) {
		out += fmt.Sprintf(" %s=%v", name, s.Values[name])
	}
	return out
}

// later is the town after a first evening: a vote, an abstention, an answer that is retired, an expectation each way,
// a relation that is retired, and commitments and decisions about them.
func later(t *testing.T) *graph.Graph {
	t.Helper()
	node := func(id, kind string, attrs ...graph.Attribute) graph.NodeChange {
		return graph.NodeChange{ID: id, Kind: &kind, Attributes: attrs}
	}
	edge := func(source, typ, target string, attrs ...graph.Attribute) graph.EdgeChange {
		return graph.EdgeChange{Source: source, Target: target, Type: &typ, Attributes: attrs}
	}
	is := func(name, text string) graph.Attribute {
		return graph.Attribute{Name: name, Value: graph.TextValue(text)}
	}
	about := func(id, source, typ, target string) []graph.Attribute {
		return []graph.Attribute{is("on_id", id), is("on_source", source), is("on_target", target), is("on_type", typ), is("state", "agreed")}
	}
	g, err := town(t).Apply(graph.Changes{
		PutNodes: []graph.NodeChange{
			node("commitment-1", "commitment", about("o1~o2", "o1", "collaborates", "o2")...),
			node("commitment-2", "commitment", about("o2~p1", "p1", "member_of", "o2")...),
			node("commitment-3", "commitment", about("o1~o9", "o1", "part_of", "o9")...),
			node("commitment-4", "commitment", about("o2~o9", "o9", "part_of", "o2")...),
			node("commitment-5", "commitment", about("p1~member_of~o2~1", "p1", "member_of", "o2")...),
			node("commitment-11", "commitment", about("gone", "o1", "part_of", "o2")...),
			node("commitment-12", "commitment", about("o1~o2", "o1", "", "o2")...),
			node("commitment-13", "commitment", about("o1~o2", "o1", "part_of", "o2")...),
			node("commitment-16", "commitment", about("o1~o2", "o2", "part_of", "o1")...),
			node("commitment-14", "commitment", is("on_node", "p2")), node("m2", "meeting"),
			node("decision-11", "decision", is("on_source", "o1"), is("on_target", "s1"), is("on_type", "offers"), is("state", "declined")),
			node("decision-12", "decision", is("on_source", "o1"), is("on_target", "s2"), is("on_type", "offers")),
			node("decision-13", "decision", is("on_source", "o2"), is("on_target", "s1"), is("on_type", "offers")),
			node("decision-14", "decision", is("on_source", "o1"), is("on_target", "s1"), is("on_type", "uses")),
			node("commitment-6", "commitment", about("o1~o2", "o2", "commitment", "o1")...),
			node("commitment-8", "commitment", is("state", "kept"), is("on_id", "o2~s1"), is("on_source", "o2"), is("on_target", "s1"), is("on_type", "offers")),
			node("commitment-9", "commitment", about("o2~s1", "o2", "collaborates", "s1")...),
			node("commitment-10", "commitment", is("state", "dropped"), is("on_id", "o2~expects~o1~1")),
			node("commitment-17", "commitment", is("state", "agreed"), is("status", "retired"), is("on_id", "o2~expects~o1~1")),
			node("decision-4", "decision", is("state", "postponed"), is("on_id", "o2~expects~o1~1")),
			node("decision-1", "decision", is("on_id", "o1~s1"), is("state", "declined")),
			node("decision-2", "decision", is("on_source", "o1"), is("on_target", "s1"), is("on_type", "offers")),
			node("decision-3", "decision", is("on_node", "p2"), is("state", "contested")),
			{ID: "p1", Attributes: graph.Attributes{is("label", "Anna")}},
		},
		PutEdges: []graph.EdgeChange{
			edge("p1", "prefers", "l1", is("meeting", "m1")), edge("p1", "prefers", "l1", is("meeting", "m0")),
			edge("p1", "commits", "commitment-1"), edge("p1", "invites", "p2", is("meeting", "m1")),
			edge("s1", "answers", "n1", is("status", "retired")), edge("o1", "expects", "o2"), edge("o2", "expects", "o1"), edge("p2", "expects", "p1", is("status", "retired")),
			edge("p1", "member_of", "o2", is("status", "retired")),
			edge("s1", "collaborates", "o2"), edge("o2", "part_of", "o1"), edge("p2", "refers", "p2"),
			{ID: "edge:e", Source: "p2", Target: "o1"}, edge("o2", "attends", "m1", graph.Attribute{Name: "abstained", Value: graph.BooleanValue(true)}),
			edge("o1", "voices", "decision-3", is("meeting", "m1"), is("value", "contested"), is("note", "mah")),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// What a request comes to is kept to the last attribute, in testdata/made.txt: the design's sentences about the table, one a
// case.
func TestWhatARequestMakes(t *testing.T) {
	g := later(t)
	both := tavolo.Suggestion{ID: "o1~o2", Source: "o1", Target: "o2", Type: "collaborates"}
	answer := tavolo.Suggestion{ID: "o1~o2", Source: "o1", Target: "o2", Type: "commitment"}
	vote := func(r tavolo.VoteRequest) (tavolo.Made, error) { return tavolo.Vote(g, r) }
	commit := func(r tavolo.CommitRequest) (tavolo.Made, error) { return tavolo.Commit(g, r) }
	validate := func(r tavolo.ValidateRequest) (tavolo.Made, error) { return tavolo.Validate(g, r) }
	var got strings.Builder
	for _, c := range []struct {
		name string
		make func() (tavolo.Made, error)
	}{
		{"a commitment with all that a pact holds, and one who is named twice", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{By: []string{"o1", "o2", "o1"}, What: " la sala ", Gives: []string{"space", "time"}, For: "n1", Due: "2026-02-01", Today: "2026-02-01", Goals: "g", Modes: "m", Support: "s", Duration: "d", Revocation: "r"})
		}},
		{"a commitment without what", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{By: []string{"o1"}, For: "n1"})
		}},
		{"a commitment about a relation that is there, kept", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{By: []string{"o1"}, What: "x", For: "o1~offers~s1~1", State: "kept", ID: "imp"})
		}},
		{"a commitment about a suggestion, kept at once", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{By: []string{"o1"}, What: "x", For: "o1~o2", State: "kept", Suggestion: &both})
		}},
		{"a commitment about a suggestion, not yet kept", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{By: []string{"o1"}, What: "x", For: "o1~o2", Suggestion: &both, Today: "2026-01-01"})
		}},
		{"a commitment about a relation of one with itself", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{By: []string{"o1"}, What: "x", For: "p2~refers~p2~1"})
		}},
		{"a commitment about a relation whose id begins with edge:", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{By: []string{"o1"}, What: "x", For: "edge:e"})
		}},
		{"a commitment about a node that is named as a relation", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{By: []string{"o1"}, What: "x", For: "edge:n1"})
		}},
		{"nothing at all", func() (tavolo.Made, error) { return commit(tavolo.CommitRequest{}) }},
		{"a commitment with an id and without what", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "new", By: []string{"o1"}})
		}},
		{"a change of a commitment that is not there", func() (tavolo.Made, error) { return commit(tavolo.CommitRequest{ID: "nowhere", State: "kept"}) }},
		{"a new commitment of nobody, with an id", func() (tavolo.Made, error) { return commit(tavolo.CommitRequest{ID: "nowhere", What: "x"}) }},
		{"a new commitment under the id of an organization", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "o1", What: "x", By: []string{"o1"}})
		}},
		{"a commitment that shall be for something else", func() (tavolo.Made, error) { return commit(tavolo.CommitRequest{ID: "commitment-1", For: "n1"}) }},
		{"a commitment with more who commit themselves, and a new day", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-1", By: []string{"p1", "o2", "o2"}, Due: "2026-03-01"})
		}},
		{"a commitment of which no state is said, and a day", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-14", Due: "2026-03-01"})
		}},
		{"a meeting that commits itself", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-1", By: []string{"m1"}})
		}},
		{"a state that is none", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-1", State: "fatto"})
		}},
		{"a commitment kept where the relation was retired", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-2", State: "kept"})
		}},
		{"a commitment kept whose target is gone", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-3", State: "kept"})
		}},
		{"a commitment kept whose source is gone", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-4", State: "kept"})
		}},
		{"a commitment about a relation, kept", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-5", State: "kept"})
		}},
		{"a commitment kept about a relation that is gone", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-11", State: "kept"})
		}},
		{"a commitment kept about a suggestion without a type", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-12", State: "kept"})
		}},
		{"a commitment kept where the relation is there", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-16", State: "kept"})
		}},
		{"a commitment kept where only the relation back is there", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-13", State: "kept"})
		}},
		{"an answer to an expectation, kept", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-6", State: "kept"})
		}},
		{"a commitment kept a second time", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-8", State: "kept"})
		}},
		{"a commitment kept where the relation is there the other way round", func() (tavolo.Made, error) {
			return commit(tavolo.CommitRequest{ID: "commitment-9", State: "kept"})
		}},
		{"an expectation taken up after the first is answered", func() (tavolo.Made, error) {
			made, err := tavolo.Take(g, answer, tavolo.TakeRequest{By: []string{"o2"}})
			return tavolo.Take(applied(t, g, made, err), answer, tavolo.TakeRequest{By: []string{"o1"}})
		}},
		{"an expectation taken up", func() (tavolo.Made, error) { return tavolo.Take(g, answer, tavolo.TakeRequest{By: []string{"o2"}}) }},
		{"an expectation that is retired, taken up", func() (tavolo.Made, error) {
			return tavolo.Take(g, tavolo.Suggestion{ID: "p1~p2", Source: "p1", Target: "p2", Type: "commitment"}, tavolo.TakeRequest{By: []string{"p1"}})
		}},
		{"a suggestion declined", func() (tavolo.Made, error) { return tavolo.Decline(g, both, tavolo.DeclineRequest{Why: "no"}) }},
		{"a suggestion postponed to yesterday", func() (tavolo.Made, error) {
			return tavolo.Postpone(g, both, tavolo.PostponeRequest{Until: "2026-02-01", Today: "2026-02-02"})
		}},
		{"a suggestion postponed to no day", func() (tavolo.Made, error) { return tavolo.Postpone(g, both, tavolo.PostponeRequest{}) }},
		{"a suggestion postponed to a day as Italians write it", func() (tavolo.Made, error) {
			return tavolo.Postpone(g, both, tavolo.PostponeRequest{Until: "01.02.2026"})
		}},
		{"a suggestion postponed to no date", func() (tavolo.Made, error) {
			return tavolo.Postpone(g, both, tavolo.PostponeRequest{Until: "domani"})
		}},
		{"a suggestion postponed where today is not known", func() (tavolo.Made, error) {
			return tavolo.Postpone(g, both, tavolo.PostponeRequest{Until: "2026-02-01"})
		}},
		{"things retired, two of them named twice", func() (tavolo.Made, error) {
			return validate(tavolo.ValidateRequest{IDs: []string{"p1", "node:p1", "o1~offers~s1~1", "edge:o1~offers~s1~1", "p2", "o2"}, As: "retired", By: "o1", Meeting: "m1"})
		}},
		{"nothing retired", func() (tavolo.Made, error) {
			return validate(tavolo.ValidateRequest{As: "retired", By: "o1"})
		}},
		{"things retired by a line", func() (tavolo.Made, error) {
			return validate(tavolo.ValidateRequest{As: "retired", By: "l1", IDs: []string{"p1"}})
		}},
		{"things retired at an organization", func() (tavolo.Made, error) {
			return validate(tavolo.ValidateRequest{As: "retired", By: "o1", IDs: []string{"p1"}, Meeting: "o1"})
		}},
		{"a relation retired that is a person", func() (tavolo.Made, error) {
			return validate(tavolo.ValidateRequest{As: "retired", By: "o1", IDs: []string{"edge:p1"}})
		}},
		{"points, after an earlier vote at that meeting and at another", func() (tavolo.Made, error) {
			return vote(tavolo.VoteRequest{By: "p1", Meeting: "m1", Points: map[string]int{"l1": 1, "l3": 7, "l2": 2}, Actions: []string{"a1", "a1", "a1"}, Why: "w"})
		}},
		{"points, one line with none", func() (tavolo.Made, error) {
			return vote(tavolo.VoteRequest{By: "p2", Meeting: "m1", Points: map[string]int{"l1": 10, "l3": 0}})
		}},
		{"a ranking", func() (tavolo.Made, error) {
			return vote(tavolo.VoteRequest{By: "p2", Meeting: "m1", Rank: []string{"l2", "l1"}})
		}},
		{"an abstention of one who was not there", func() (tavolo.Made, error) { return vote(tavolo.VoteRequest{By: "o1", Meeting: "m1", Abstain: true}) }},
		{"an abstention a second time", func() (tavolo.Made, error) { return vote(tavolo.VoteRequest{By: "o2", Meeting: "m1", Abstain: true}) }},
		{"a vote of a line", func() (tavolo.Made, error) {
			return vote(tavolo.VoteRequest{By: "l1", Meeting: "m1", Abstain: true})
		}},
		{"a vote at a need", func() (tavolo.Made, error) {
			return vote(tavolo.VoteRequest{By: "o1", Meeting: "n1", Abstain: true})
		}},
		{"a ranking of an action", func() (tavolo.Made, error) {
			return vote(tavolo.VoteRequest{By: "o1", Meeting: "m1", Rank: []string{"a1"}})
		}},
		{"a vote for a service as an action", func() (tavolo.Made, error) {
			return vote(tavolo.VoteRequest{By: "o1", Meeting: "m1", Rank: []string{"l1"}, Actions: []string{"s1"}})
		}},
		{"an expectation of a sector that is not there yet", func() (tavolo.Made, error) {
			return tavolo.Expect(g, tavolo.ExpectRequest{From: "sector:health", Of: "p1", What: "w", Condition: "c"})
		}},
		{"an expectation of the own sector", func() (tavolo.Made, error) {
			return tavolo.Expect(g, tavolo.ExpectRequest{From: "sector:health", Of: "sector:health", What: "w"})
		}},
		{"an expectation of a sector without a name", func() (tavolo.Made, error) {
			return tavolo.Expect(g, tavolo.ExpectRequest{From: "sector:", Of: "p1", What: "w"})
		}},
		{"an expectation of somebody unknown", func() (tavolo.Made, error) {
			return tavolo.Expect(g, tavolo.ExpectRequest{From: "zz", Of: "p1", What: "w"})
		}},
		{"an expectation of a meeting", func() (tavolo.Made, error) {
			return tavolo.Expect(g, tavolo.ExpectRequest{From: "m1", Of: "p1", What: "w"})
		}},
		{"an expectation of nobody", func() (tavolo.Made, error) { return tavolo.Expect(g, tavolo.ExpectRequest{Of: "p1", What: "w"}) }},
		{"an expectation of nothing", func() (tavolo.Made, error) { return tavolo.Expect(g, tavolo.ExpectRequest{From: "o1", Of: "p1"}) }},
		{"a meeting with a new label", func() (tavolo.Made, error) { return tavolo.Meeting(g, tavolo.MeetingRequest{ID: "m1", Label: "L"}) }},
		{"a meeting under the id of an organization", func() (tavolo.Made, error) { return tavolo.Meeting(g, tavolo.MeetingRequest{ID: "o1", Label: "L"}) }},
		{"a new meeting without a date", func() (tavolo.Made, error) { return tavolo.Meeting(g, tavolo.MeetingRequest{ID: "m9", Label: "L"}) }},
		{"a new meeting without an id", func() (tavolo.Made, error) { return tavolo.Meeting(g, tavolo.MeetingRequest{Date: "2026-05-01"}) }},
		{"two present, one twice and one known already", func() (tavolo.Made, error) {
			return tavolo.Attend(g, tavolo.AttendRequest{Meeting: "m1", Who: []string{"p2", "p1", "p2"}})
		}},
		{"present at an organization", func() (tavolo.Made, error) {
			return tavolo.Attend(g, tavolo.AttendRequest{Meeting: "o1", Who: []string{"p2"}})
		}},
		{"a line that is present", func() (tavolo.Made, error) {
			return tavolo.Attend(g, tavolo.AttendRequest{Meeting: "m1", Who: []string{"l1"}})
		}},
		{"nobody present", func() (tavolo.Made, error) { return tavolo.Attend(g, tavolo.AttendRequest{Meeting: "m1"}) }},
		{"an invitation that is there", func() (tavolo.Made, error) {
			return tavolo.Invite(g, tavolo.InviteRequest{By: "p1", Who: "p2", Meeting: "m1"})
		}},
		{"an invitation to another meeting", func() (tavolo.Made, error) {
			return tavolo.Invite(g, tavolo.InviteRequest{By: "p1", Who: "p2", Meeting: "m2"})
		}},
		{"an invitation back", func() (tavolo.Made, error) {
			return tavolo.Invite(g, tavolo.InviteRequest{By: "p2", Who: "p1", Meeting: "m1"})
		}},
		{"an invitation by an organization", func() (tavolo.Made, error) {
			return tavolo.Invite(g, tavolo.InviteRequest{By: "o1", Who: "p1", Meeting: "m1"})
		}},
		{"an invitation to a need", func() (tavolo.Made, error) {
			return tavolo.Invite(g, tavolo.InviteRequest{By: "p2", Who: "p1", Meeting: "n1"})
		}},
		{"a need without a label", func() (tavolo.Made, error) { return tavolo.Need(g, tavolo.NeedRequest{}) }},
		{"a need of one person, raised by one", func() (tavolo.Made, error) {
			return tavolo.Need(g, tavolo.NeedRequest{Label: "x", People: 1, RaisedBy: "p1"})
		}},
		{"a need raised by a meeting", func() (tavolo.Made, error) { return tavolo.Need(g, tavolo.NeedRequest{Label: "x", RaisedBy: "m1"}) }},
		{"a need under the id of another", func() (tavolo.Made, error) { return tavolo.Need(g, tavolo.NeedRequest{Label: "x", ID: "n1"}) }},
		{"an answer where an earlier one was retired", func() (tavolo.Made, error) { return tavolo.Answer(g, tavolo.AnswerRequest{Need: "n1", With: "s1"}) }},
	} {
		fmt.Fprintf(&got, "# %s\n%s\n\n", c.name, written(c.make()))
	}
	const golden = "testdata/made.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	wanted := strings.Split(string(want), "\n\n")
	for i, made := range strings.Split(got.String(), "\n\n") {
		if i >= len(wanted) || made != wanted[i] {
			t.Errorf("%s\n\nwant\n\n%s", made, wanted[min(i, len(wanted)-1)])
		}
	}
}
