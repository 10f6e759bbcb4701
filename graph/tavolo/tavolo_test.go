package tavolo_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/tavolo"
)

// town is a small table: two persons, two organizations, a service, an action, a need, three lines and a meeting.
func town(t *testing.T) *graph.Graph {
	t.Helper()
	b := graph.NewBuilder()
	for _, n := range [][2]string{
		{"p1", "person"}, {"p2", "person"}, {"o1", "organization"}, {"o2", "organization"}, {"s1", "service"}, {"a1", "action"},
		{"n1", "need"}, {"l1", "line"}, {"l2", "line"}, {"l3", "line"}, {"m1", "meeting"}, {"luogo", "place"},
	} {
		b.SetKind(b.Node(n[0]), n[1])
	}
	b.Edge(graph.BuilderEdge{Source: b.End("o1"), Target: b.End("s1"), Type: "offers"})
	b.Edge(graph.BuilderEdge{Source: b.End("p1"), Target: b.End("m1"), Type: "attends"})
	g, _ := b.Build()
	return g
}

// applied makes the changes, and fails the test where they do not fit.
func applied(t *testing.T, g *graph.Graph, made tavolo.Made, err error) *graph.Graph {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	next, err := g.Apply(made.Changes)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range made.IDs {
		if _, found := tavolo.Lookup(next, id); !found {
			t.Errorf("%s was said to be made and is not there", id)
		}
	}
	return next
}

func codes(notes []graph.Sentence) []string {
	var out []string
	for _, n := range notes {
		out = append(out, n.Code)
	}
	return out
}

func value(t *testing.T, g *graph.Graph, id, name string) string {
	t.Helper()
	about, found := tavolo.Lookup(g, id)
	if !found {
		t.Fatalf("%s is not there", id)
	}
	if about.Node != "" {
		i, _ := g.FindNode(about.Node)
		return g.NodeColumn(name).Text(i)
	}
	e, _ := g.FindEdge(about.ID)
	return g.EdgeColumn(name).Text(e)
}

func TestASecondVoteReplacesTheFirstAndSaysSo(t *testing.T) {
	g := town(t)
	made, err := tavolo.Vote(g, tavolo.VoteRequest{By: "p1", Meeting: "m1", Points: map[string]int{"l1": 6, "l2": 4}, Why: "così", Actions: []string{"a1"}})
	g = applied(t, g, made, err)
	if len(made.IDs) != 2 || len(made.Notes) != 0 {
		t.Errorf("ids %v, notes %v", made.IDs, made.Notes)
	}
	made, err = tavolo.Vote(g, tavolo.VoteRequest{By: "p1", Meeting: "m1", Rank: []string{"l3"}})
	g = applied(t, g, made, err)
	if !slices.Equal(codes(made.Notes), []string{"vote_replaced"}) {
		t.Errorf("notes %v", made.Notes)
	}
	count := 0
	for e := range g.Edges() {
		if g.Type(e) == "prefers" {
			count++
		}
	}
	if count != 1 {
		t.Errorf("%d preferences stand, want 1", count)
	}
	made, err = tavolo.Vote(g, tavolo.VoteRequest{By: "p2", Meeting: "m1", Points: map[string]int{"l1": 10, "l2": 0}})
	if g := applied(t, g, made, err); len(made.IDs) != 1 || value(t, g, "p2~prefers~l1~1", "points") != "10" {
		t.Errorf("no points for a line are a relation: %v", made.IDs)
	}
	made, err = tavolo.Vote(g, tavolo.VoteRequest{By: "p1", Meeting: "m1", Abstain: true})
	g = applied(t, g, made, err)
	if value(t, g, made.IDs[0], "abstained") != "true" {
		t.Error("the abstention is not marked")
	}
	made, err = tavolo.Vote(g, tavolo.VoteRequest{By: "p1", Meeting: "m1", Rank: []string{"l3"}})
	g = applied(t, g, made, err)
	if value(t, g, "p1~attends~m1~1", "abstained") != "" {
		t.Error("a vote leaves the mark of an abstention")
	}
}

func TestWhatARuleForbids(t *testing.T) {
	g := town(t)
	vote := func(r tavolo.VoteRequest) error {
		r.By, r.Meeting = "p1", "m1"
		_, err := tavolo.Vote(g, r)
		return err
	}
	commit := func(r tavolo.CommitRequest) error { _, err := tavolo.Commit(g, r); return err }
	_, expectSelf := tavolo.Expect(g, tavolo.ExpectRequest{From: "o1", Of: "o1", What: "x"})
	_, inviteSelf := tavolo.Invite(g, tavolo.InviteRequest{By: "p1", Who: "p1", Meeting: "m1"})
	_, noWhy := tavolo.Decline(g, tavolo.Suggestion{ID: "o1~o2", Source: "o1", Target: "o2", Type: "collaborates"}, tavolo.DeclineRequest{})
	_, badDay := tavolo.Meeting(g, tavolo.MeetingRequest{ID: "m2", Date: "2026-02-30"})
	_, needOfService := tavolo.Answer(g, tavolo.AnswerRequest{Need: "s1", With: "a1"})
	_, answerOfPerson := tavolo.Answer(g, tavolo.AnswerRequest{Need: "n1", With: "p1"})
	_, answerOfNobody := tavolo.Answer(g, tavolo.AnswerRequest{Need: "n1", With: "zz"})
	_, fewerThanNone := tavolo.Need(g, tavolo.NeedRequest{Label: "x", People: -1})
	_, noLine := tavolo.Need(g, tavolo.NeedRequest{Label: "x", Line: "zz"})
	_, serviceInvited := tavolo.Invite(g, tavolo.InviteRequest{By: "p1", Who: "s1", Meeting: "m1"})
	_, nobody := tavolo.Validate(g, tavolo.ValidateRequest{IDs: []string{"p1"}, As: "validated"})
	_, wrongWord := tavolo.Validate(g, tavolo.ValidateRequest{IDs: []string{"p1"}, As: "sure", By: "o1"})
	for name, c := range map[string]struct {
		err  error
		kind graph.ErrorKind
	}{
		"points that do not add up": {vote(tavolo.VoteRequest{Points: map[string]int{"l1": 6, "l2": 6}}), graph.Invalid},
		"negative points":           {vote(tavolo.VoteRequest{Points: map[string]int{"l1": 12, "l2": -2}}), graph.Invalid},
		"an unknown line":           {vote(tavolo.VoteRequest{Points: map[string]int{"nowhere": 10}}), graph.NotFound},
		"a line twice":              {vote(tavolo.VoteRequest{Rank: []string{"l1", "l1"}}), graph.Invalid},
		"two ways at once":          {vote(tavolo.VoteRequest{Rank: []string{"l1"}, Abstain: true}), graph.Invalid},
		"no vote":                   {vote(tavolo.VoteRequest{}), graph.Invalid},
		"four actions":              {vote(tavolo.VoteRequest{Rank: []string{"l1"}, Actions: []string{"a1", "a1", "a1", "a1"}}), graph.Invalid},
		"an expectation of oneself": {expectSelf, graph.Invalid},
		"an invitation of oneself":  {inviteSelf, graph.Invalid},
		"a refusal without why":     {noWhy, graph.Invalid},
		"a day that does not exist": {badDay, graph.Invalid},
		"an answer to a service":    {needOfService, graph.Invalid},
		"an answer by a person":     {answerOfPerson, graph.Invalid},
		"an answer by nobody":       {answerOfNobody, graph.NotFound},
		"a need of fewer than none": {fewerThanNone, graph.Invalid},
		"a need on a line of none":  {noLine, graph.NotFound},
		"a guest who is a service":  {serviceInvited, graph.Invalid},
		"a commitment of nobody":    {commit(tavolo.CommitRequest{What: "x"}), graph.Invalid},
		"a commitment to nothing":   {commit(tavolo.CommitRequest{What: "x", By: []string{"o1"}, For: "zz"}), graph.NotFound},
		"an unknown state":          {commit(tavolo.CommitRequest{What: "x", By: []string{"o1"}, State: "done"}), graph.Invalid},
		"a past deadline":           {commit(tavolo.CommitRequest{What: "x", By: []string{"o1"}, Due: "2026-01-01", Today: "2026-01-02"}), graph.Invalid},
		"an unknown gift":           {commit(tavolo.CommitRequest{What: "x", By: []string{"o1"}, Gives: []string{"love"}}), graph.Invalid},
		"a voice of nobody":         {nobody, graph.Invalid},
		"an unknown judgement":      {wrongWord, graph.Invalid},
	} {
		if graph.KindOf(c.err) != c.kind || c.err == nil {
			t.Errorf("%s: %v, want %v", name, c.err, c.kind)
		}
	}
}

func TestAKeptCommitmentBecomesARelation(t *testing.T) {
	g := town(t)
	s := tavolo.Suggestion{ID: graph.PairID("o1", "o2"), Source: "o1", Target: "o2", Type: "collaborates"}
	made, err := tavolo.Take(g, s, tavolo.TakeRequest{By: []string{"o1", "p1"}, Due: "2030-01-01"})
	g = applied(t, g, made, err)
	id := made.IDs[0]
	if id != "commitment-1" || value(t, g, id, "state") != "agreed" || value(t, g, id, "on_id") != "o1~o2" {
		t.Errorf("%s: state %s, about %s", id, value(t, g, id, "state"), value(t, g, id, "on_id"))
	}
	made, err = tavolo.Commit(g, tavolo.CommitRequest{ID: id, State: "kept"})
	g = applied(t, g, made, err)
	edge := "o1~collaborates~o2~1"
	if value(t, g, edge, "source") != id || value(t, g, edge, "status") != "declared" {
		t.Errorf("relation: source %q, status %q", value(t, g, edge, "source"), value(t, g, edge, "status"))
	}
	made, err = tavolo.Commit(g, tavolo.CommitRequest{ID: id, State: "kept"})
	if applied(t, g, made, err).Edges() != g.Edges() {
		t.Error("kept twice, it makes two relations")
	}
}

// A sector is named as the map has it, or in Italian or English, in any case; of another word a note says that nobody is of it.
func TestOneSectorHasOneName(t *testing.T) {
	g := graphtest.FromLines(t, "node o1 organization", "node o2 organization sector=Coop")
	for _, c := range []struct{ word, id, note string }{
		{"third_sector", "sector:third_sector", ""}, {"Terzo settore", "sector:third_sector", ""}, {"Citizens", "sector:citizens", ""}, {"Coop", "sector:Coop", ""},
		{"citizen", "sector:citizen", "sector_of_nobody"}, {"coop", "sector:coop", "sector_of_nobody"}, {"coop", "sector:coop", ""}, // made by then
	} {
		made, err := tavolo.Expect(g, tavolo.ExpectRequest{From: "sector:" + c.word, Of: "o1", What: "x"})
		g = applied(t, g, made, err)
		if got := codes(made.Notes); !slices.Equal(got, strings.Fields(c.note)) {
			t.Errorf("%s: notes %v", c.word, got)
		}
		if _, there := g.FindNode(c.id); !there {
			t.Errorf("%s: no node %s", c.word, c.id)
		}
	}
	if n := g.Nodes(); n != 2+5 {
		t.Errorf("%d nodes, want two and five sectors", n)
	}
}

func TestAnExpectationIsReturnedByACommitment(t *testing.T) {
	g := town(t)
	made, err := tavolo.Expect(g, tavolo.ExpectRequest{From: "sector:citizens", Of: "o1", What: "orari serali"})
	g = applied(t, g, made, err)
	if !slices.Equal(made.IDs, []string{"sector%3Acitizens~expects~o1~1", "sector:citizens"}) {
		t.Errorf("ids %v: the record first, then the sector made on the way", made.IDs)
	}
	s := tavolo.Suggestion{ID: graph.PairID("o1", "sector:citizens"), Source: "o1", Target: "sector:citizens", Type: "commitment"}
	made, err = tavolo.Take(g, s, tavolo.TakeRequest{By: []string{"o1"}})
	g = applied(t, g, made, err)
	if on := value(t, g, made.IDs[0], "on_id"); on != "sector%3Acitizens~expects~o1~1" {
		t.Errorf("the commitment is about %q", on)
	}
	if _, err := tavolo.Take(g, s, tavolo.TakeRequest{By: []string{"o1"}}); graph.KindOf(err) != graph.NotFound {
		t.Errorf("an answered expectation is taken again: %v", err)
	}
}

func TestBothVoicesOfAContestedRelationAreKept(t *testing.T) {
	g := town(t)
	edge := "o1~offers~s1~1"
	made, err := tavolo.Validate(g, tavolo.ValidateRequest{IDs: []string{edge, "p1"}, As: "validated", By: "o1", Meeting: "m1"})
	g = applied(t, g, made, err)
	made, err = tavolo.Validate(g, tavolo.ValidateRequest{IDs: []string{edge}, As: "contested", By: "o2", Meeting: "m1", Note: "fermo da un anno"})
	g = applied(t, g, made, err)
	if value(t, g, edge, "status") != "contested" || value(t, g, "p1", "status") != "validated" {
		t.Error("statuses")
	}
	voices := 0
	for e := range g.Edges() {
		if g.Type(e) == "voices" && g.NodeID(int(g.Targets()[e])) == "decision-1" {
			voices++
		}
	}
	if voices != 2 {
		t.Errorf("%d voices on the relation's decision, want 2", voices)
	}
	made, err = tavolo.Validate(g, tavolo.ValidateRequest{IDs: []string{edge}, As: "validated", By: "o2", Meeting: "m1"})
	again := applied(t, g, made, err)
	if again.Edges() != g.Edges() {
		t.Error("one who speaks again at the same meeting is heard twice")
	}
	if said := value(t, again, "o2~voices~decision-1~1", "value"); said != "validated" || value(t, again, "o2~voices~decision-1~1", "note") != "" {
		t.Errorf("who speaks again is kept as having said %q", said)
	}
	made, err = tavolo.Validate(g, tavolo.ValidateRequest{IDs: []string{edge}, As: "validated", By: "o2"})
	if apart := applied(t, g, made, err); apart.Edges() != g.Edges()+1 {
		t.Error("who speaks at no meeting is not heard beside what was said at one")
	}
}

// Two relations of the same ends and type are two things: what is said of the one is no voice about the other.
func TestEachOfTwoEqualRelationsHasItsDecision(t *testing.T) {
	g, typ := town(t), "expects"
	g, err := g.Apply(graph.Changes{PutEdges: []graph.EdgeChange{{Source: "o1", Target: "o2", Type: &typ}, {Source: "o1", Target: "o2", Type: &typ}}})
	if err != nil {
		t.Fatal(err)
	}
	for id, as := range map[string]string{"o1~expects~o2~1": "contested", "o1~expects~o2~2": "validated"} {
		made, err := tavolo.Validate(g, tavolo.ValidateRequest{IDs: []string{id}, As: as, By: "p1"})
		g = applied(t, g, made, err)
	}
	states := map[string]string{}
	for i := range g.Nodes() {
		if g.Kind(i) == graph.Decision {
			states[g.NodeColumn("on_id").Text(i)] = g.NodeColumn("state").Text(i)
		}
	}
	if len(states) != 2 || states["o1~expects~o2~1"] != "contested" || states["o1~expects~o2~2"] != "validated" {
		t.Errorf("decisions %v", states)
	}
}

// Text pasted out of a slide or a page carries control characters that nobody sees.
func TestTextsLoseControlCharactersWithANote(t *testing.T) {
	g := town(t)
	made, err := tavolo.Need(g, tavolo.NeedRequest{Label: "Compiti\x0bdopo la scuola", Tags: []string{"scu\x00ola"}})
	g = applied(t, g, made, err)
	if got := value(t, g, "need-1", "label") + "; " + value(t, g, "need-1", "tags"); got != "Compitidopo la scuola; scuola" {
		t.Errorf("%q", got)
	}
	if len(made.Notes) != 1 || made.Notes[0].Code != "control_characters" || made.Notes[0].Values["count"] != 2 {
		t.Errorf("%v", made.Notes)
	}
	if _, err := tavolo.Need(g, tavolo.NeedRequest{Label: strings.Repeat("x", graph.MaxValue+1)}); graph.KindOf(err) != graph.TooLarge {
		t.Error(err)
	}
}

func TestNeedsMeetingsAndInvitations(t *testing.T) {
	g := town(t)
	made, err := tavolo.Need(g, tavolo.NeedRequest{Label: "Compiti", Area: "Centro", Tags: []string{"scuola"}, Line: "l1", People: 12, RaisedBy: "o1"})
	g = applied(t, g, made, err)
	if !slices.Equal(made.IDs, []string{"need-1", "o1~raised~need-1~1"}) || value(t, g, "need-1", "people") != "12" {
		t.Errorf("ids %v", made.IDs)
	}
	made, err = tavolo.Answer(g, tavolo.AnswerRequest{Need: "need-1", With: "s1"})
	g = applied(t, g, made, err)
	made, err = tavolo.Answer(g, tavolo.AnswerRequest{Need: "need-1", With: "s1"})
	if applied(t, g, made, err); !slices.Equal(codes(made.Notes), []string{"answered_already"}) {
		t.Errorf("notes %v", made.Notes)
	}
	made, err = tavolo.Meeting(g, tavolo.MeetingRequest{ID: "m2", Date: "2026-05-01", Label: "Secondo"})
	g = applied(t, g, made, err)
	made, err = tavolo.Meeting(g, tavolo.MeetingRequest{ID: "m2", Date: "2026-05-08"})
	g = applied(t, g, made, err)
	if value(t, g, "m2", "date") != "2026-05-08" || value(t, g, "m2", "label") != "Secondo" {
		t.Error("a meeting's date cannot be moved")
	}
	made, err = tavolo.Attend(g, tavolo.AttendRequest{Meeting: "m1", Who: []string{"p1", "p2"}})
	g = applied(t, g, made, err)
	if !slices.Equal(codes(made.Notes), []string{"attends_already"}) || len(made.IDs) != 1 {
		t.Errorf("notes %v, ids %v", made.Notes, made.IDs)
	}
	made, err = tavolo.Invite(g, tavolo.InviteRequest{By: "p1", Who: "p2", Meeting: "m2"})
	applied(t, g, made, err)
}

// What was not said of a need is not written down.
func TestANeedHoldsWhatWasSaid(t *testing.T) {
	g := town(t)
	made, err := tavolo.Need(g, tavolo.NeedRequest{Label: "Compagnia"})
	bare := applied(t, g, made, err)
	for _, name := range []string{"people", "area", "tags", "lines"} {
		if said := value(t, bare, "need-1", name); said != "" {
			t.Errorf("%s of a bare need is %q", name, said)
		}
	}
	made, err = tavolo.Need(bare, tavolo.NeedRequest{Label: "Compiti", Area: "Nord", Tags: []string{"a", "b"}, Line: "l1", People: 7, RaisedBy: "o1"})
	full := applied(t, bare, made, err)
	for name, want := range map[string]string{"people": "7", "area": "Nord", "tags": "a|b", "lines": "l1", "label": "Compiti", "status": "declared"} {
		if said := value(t, full, "need-2", name); said != want {
			t.Errorf("%s is %q, want %q", name, said, want)
		}
	}
	if !slices.Equal(made.IDs, []string{"need-2", "o1~raised~need-2~1"}) {
		t.Errorf("made %v", made.IDs)
	}
}

// Who or what is not given is said to be missing, by its field, and not looked for.
func TestWhatIsNotGivenIsSaidToBeMissing(t *testing.T) {
	g := town(t)
	vote := func(by, meeting string) error {
		_, err := tavolo.Vote(g, tavolo.VoteRequest{By: by, Meeting: meeting, Abstain: true})
		return err
	}
	invite := func(by, who, meeting string) error {
		_, err := tavolo.Invite(g, tavolo.InviteRequest{By: by, Who: who, Meeting: meeting})
		return err
	}
	answer := func(need, with string) error {
		_, err := tavolo.Answer(g, tavolo.AnswerRequest{Need: need, With: with})
		return err
	}
	_, attend := tavolo.Attend(g, tavolo.AttendRequest{Who: []string{"p2"}})
	for i, c := range []struct {
		err  error
		name string
	}{
		{vote("", "m1"), "by"}, {vote("p1", ""), "meeting"}, {invite("", "p2", "m1"), "by"}, {invite("p1", "", "m1"), "who"},
		{invite("p1", "p2", ""), "meeting"}, {answer("", "s1"), "need"}, {answer("n1", " "), "with"}, {attend, "meeting"},
	} {
		var said graph.Sentence
		if !errors.As(c.err, &said) || said.Code != "table_missing" || said.Values["name"] != c.name {
			t.Errorf("%d: %v, want that %s is missing", i, c.err, c.name)
		}
	}
	for i, err := range []error{vote("p1", "m1"), invite("p1", "p2", "m1"), answer("n1", "s1")} {
		if err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
}

// However large the points are, they are ten in all; what a message counts is their sum.
func TestPointsAreTenInAll(t *testing.T) {
	g := town(t)
	for _, c := range []struct {
		points map[string]int
		code   string
		sum    any
	}{
		{map[string]int{"l1": 4, "l2": 6}, "", nil},
		{map[string]int{"l1": 4, "l2": 5}, "vote_sum", 9},
		{map[string]int{"l1": 11}, "vote_sum", 11},
		{map[string]int{"l1": -1, "l2": 11}, "vote_negative", nil},
		{map[string]int{"l1": math.MaxInt, "l2": math.MaxInt, "l3": 12}, "vote_sum", math.MaxInt},
	} {
		_, err := tavolo.Vote(g, tavolo.VoteRequest{By: "p1", Meeting: "m1", Points: c.points})
		var why graph.Sentence
		if errors.As(err, &why); why.Code != c.code || why.Values["sum"] != c.sum {
			t.Errorf("%v: %v", c.points, err)
		}
	}
}

// A commitment about a relation between two that have become one makes none of the one with itself when it is kept.
func TestKeptBetweenTwoThatAreOne(t *testing.T) {
	g := town(t)
	made, err := tavolo.Take(g, tavolo.Suggestion{ID: "o1~o2", Source: "o1", Target: "o2", Type: "collaborates"}, tavolo.TakeRequest{By: []string{"p1"}, ID: "imp"})
	g = applied(t, g, made, err)
	joined, err := g.Joined("o1", "o2")
	if err != nil {
		t.Fatal(err)
	}
	if g, err = g.Apply(joined); err != nil {
		t.Fatal(err)
	}
	made, err = tavolo.Commit(g, tavolo.CommitRequest{ID: "imp", State: "kept"})
	next := applied(t, g, made, err)
	if next.Edges() != g.Edges() || !slices.Equal(codes(made.Notes), []string{"kept_no_end"}) || value(t, next, "imp", "state") != "kept" {
		t.Errorf("%d relations, %d before, notes %v", next.Edges(), g.Edges(), codes(made.Notes))
	}
}
