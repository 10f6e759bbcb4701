package table

import (
	"cmp"
	"slices"

	"trama/graph"
)

// Minutes are what a table recorded at one meeting. Attendance, invitations, votes and voices name their meeting; needs,
// expectations, commitments and decisions do not: those belong to it that an earlier state of the network lacks.
type Minutes struct {
	Meeting Attendance `json:"meeting"`
	Who     []Thing    `json:"who"` // was there, in order of id
	Invited []Invited  `json:"invited"`
	Noted
	Priorities Priorities       `json:"priorities"` // by the votes at this meeting
	Figures    CommitmentCounts `json:"figures"`    // of all commitments, late on the day of the minutes
	Earlier    *Noted           `json:"earlier"`    // recorded before the day of the meeting; null: nothing is known of that day
}

// Noted is what a table has written in some time.
type Noted struct {
	Judged       []Judged   `json:"judged"` // what was validated, contested or retired
	Needs        []Raised   `json:"needs"`
	Answers      []Answered `json:"answers"`
	Suggestions  []Decided  `json:"suggestions"` // the missing relations on which the table decided
	Expectations []Expected `json:"expectations"`
	Commitments  []Promised `json:"commitments"`
}

// Since are the states of a table before a meeting; each may be nil.
type Since struct {
	Before *Table // nil: it is not known
	Eve    *Table // before the meeting's day; nil: it is Before
}

// Invited is a "+1" for the meeting.
type Invited struct {
	By   Thing `json:"by"`
	Who  Thing `json:"who"`
	Came bool  `json:"came"`
}

// Judged is a node or a relation with what was said of it at the meeting.
type Judged struct {
	ID     string  `json:"id"`
	Label  string  `json:"label"`
	Type   string  `json:"type"`  // of a relation
	State  string  `json:"state"` // as the decision stands
	Voices []Voice `json:"voices"`
}

// Raised is a new need.
type Raised struct {
	Thing
	Area     string  `json:"area"`
	People   *int64  `json:"people"`
	By       []Thing `json:"by"`
	Answered bool    `json:"answered"`
}

// Answered is a need with what newly answers it.
type Answered struct {
	Thing
	With []Thing `json:"with"`
}

// Decided is a missing relation that was taken up, declined or postponed.
type Decided struct {
	ID    string  `json:"id"` // of the suggestion
	Label string  `json:"label"`
	Type  string  `json:"type"`
	State string  `json:"state"` // taken, declined, postponed
	By    []Thing `json:"by"`
	Due   *string `json:"due"`   // of what was taken up
	Until *string `json:"until"` // of what was postponed
	Why   string  `json:"why"`
}

// Expected is an expectation that is new, or that has found an answer.
type Expected struct {
	Expectation
	New      bool `json:"new"`
	Returned bool `json:"returned"`
}

// Promised is a commitment that is new, is in another state, or is still open. Was is the state before, null where that is not
// known.
type Promised struct {
	Commitment
	New bool    `json:"new"`
	Was *string `json:"was"`
}

// Minutes returns what was recorded at a meeting of this state and not yet in the one before. Where that is not known needs,
// answers, suggestions and expectations are none. It is NotFound where the lens leaves no such meeting. O(n+m).
func (t *Table) Minutes(id string, since Since) (Minutes, error) {
	meeting, err := t.g.FindMeeting(id)
	if err != nil {
		return Minutes{}, graph.Fail(graph.NotFound, "table.Minutes", graph.Say("minutes_lens", "what counts here leaves out the meeting {id}", graph.V{"id": id}))
	}
	w := minutes{t: t, before: cmp.Or(since.Eve, since.Before), meeting: t.g.NodeID(meeting)}
	m := Minutes{
		Meeting: t.attendance(meeting), Who: t.things(t.sources(meeting, "attends")), Invited: w.invited(), Noted: w.noted(),
		Priorities: w.priorities(meeting), Figures: t.Commitments().CommitmentCounts,
	}
	if since.Eve != nil {
		earlier := minutes{t: since.Eve, before: since.Before}.noted()
		earlier.Commitments = slices.DeleteFunc(earlier.Commitments, func(p Promised) bool { return !p.New && !p.moved() })
		m.Earlier = &earlier
	}
	return m, nil
}

// minutes are the minutes in the making.
type minutes struct {
	t, before *Table
	meeting   string // its id; "": what was written while there was none
}

func (w minutes) noted() Noted {
	return Noted{
		Judged: w.judged(), Needs: w.needs(), Answers: w.answers(), Suggestions: w.suggestions(), Expectations: w.expectations(),
		Commitments: w.commitments(),
	}
}

// newNode tells whether the state before is known and does not have node i.
func (w minutes) newNode(i int) bool {
	if w.before == nil {
		return false
	}
	_, there := w.before.g.FindNode(w.t.g.NodeID(i))
	return !there
}

// newEdge tells whether the state before is known and does not have edge e.
func (w minutes) newEdge(e int) bool {
	if w.before == nil {
		return false
	}
	_, there := w.before.g.FindEdge(w.t.g.EdgeID(e))
	return !there
}

// newEdges returns the new edges of a type, ascending.
func (w minutes) newEdges(typ string) []int {
	var out []int
	for e := range w.t.g.Edges() {
		if w.t.g.Type(e) == typ && w.t.aside.HasEdge(e) && w.newEdge(e) {
			out = append(out, e)
		}
	}
	return out
}

// newNodes returns the new nodes of a kind, ascending.
func (w minutes) newNodes(kind string) []int {
	return slices.DeleteFunc(w.t.nodes(kind), func(i int) bool { return !w.newNode(i) })
}

func (w minutes) invited() []Invited {
	out := []Invited{}
	for _, v := range w.t.invitations() {
		if v.Meeting == w.meeting {
			out = append(out, Invited{By: w.t.named(v.By), Who: w.t.named(v.Who), Came: v.Came})
		}
	}
	return out
}

// priorities are those of the votes at the meeting; without any there is no meeting in them.
func (w minutes) priorities(meeting int) Priorities {
	votes := w.t.votes(w.meeting)
	if len(votes) == 0 && w.t.abstained(meeting) == 0 {
		return w.t.prioritiesOf(-1, nil)
	}
	return w.t.prioritiesOf(meeting, votes)
}

// judged are the decisions with a voice of the meeting, or with a new one that names no meeting.
func (w minutes) judged() []Judged {
	out := []Judged{}
	meeting := w.t.g.EdgeColumn("meeting")
	here := func(e int) bool {
		of := meeting.Text(e)
		return of == w.meeting && of != "" || of == "" && w.newEdge(e)
	}
	for _, i := range w.t.nodes(graph.Decision) {
		voices := slices.DeleteFunc(w.t.edges(i, "voices"), func(e int) bool { return !here(e) })
		if len(voices) == 0 {
			continue
		}
		j := Judged{ID: cmp.Or(w.t.text(i, "on_node"), w.t.text(i, "on_id")), Label: w.t.about(i), Type: w.t.text(i, "on_type"), State: w.t.text(i, "state")}
		for _, e := range voices {
			j.Voices = append(j.Voices, w.t.voice(e))
		}
		out = append(out, j)
	}
	return out
}

func (w minutes) needs() []Raised {
	out := []Raised{}
	for _, i := range w.newNodes(graph.Need) {
		standing, _ := w.t.answers(i)
		r := Raised{Thing: w.t.thing(i), Area: w.t.text(i, "area"), By: w.t.things(w.t.sources(i, "raised")), Answered: standing > 0}
		r.People = w.t.unanswered(i).People
		out = append(out, r)
	}
	return out
}

// answers are the needs with new answers that are neither contested nor retired.
func (w minutes) answers() []Answered {
	with := map[int][]int{}
	status := w.t.g.EdgeMeaning("status")
	for _, e := range w.newEdges("answers") {
		if said := status.Text(e); said != "contested" && said != "retired" {
			by, need := w.t.g.Ends(e)
			with[need] = append(with[need], by)
		}
	}
	out := []Answered{}
	for _, i := range w.t.nodes(graph.Need) {
		if by := with[i]; len(by) > 0 {
			slices.Sort(by)
			out = append(out, Answered{Thing: w.t.thing(i), With: w.t.things(slices.Compact(by))})
		}
	}
	return out
}

// suggestions are the new commitments and decisions about a relation that is missing.
func (w minutes) suggestions() []Decided {
	out := []Decided{}
	for _, i := range w.newNodes(graph.Commitment) {
		if _, _, isPair := graph.PairOf(w.t.text(i, "on_id")); isPair {
			out = append(out, w.decided(i, "taken"))
		}
	}
	for _, i := range w.newNodes(graph.Decision) {
		if state := w.t.text(i, "state"); state == "declined" || state == "postponed" {
			out = append(out, w.decided(i, state))
		}
	}
	return out
}

func (w minutes) decided(i int, state string) Decided {
	return Decided{
		ID: w.t.text(i, "on_id"), Label: w.t.about(i), Type: w.t.text(i, "on_type"), State: state, By: w.t.things(w.t.sources(i, "commits")),
		Due: filled(w.t.text(i, "due")), Until: filled(w.t.text(i, "until")), Why: w.t.text(i, "note"),
	}
}

func (w minutes) expectations() []Expected {
	out := []Expected{}
	if w.before == nil {
		return out
	}
	then, now := w.before.returned(), w.t.returned()
	for e := range w.t.g.Edges() {
		if w.t.g.Type(e) != "expects" || !w.t.aside.HasEdge(e) {
			continue
		}
		id, fresh := w.t.g.EdgeID(e), w.newEdge(e)
		if from, to := w.t.g.Ends(e); fresh || now[id] && !then[id] {
			out = append(out, Expected{Expectation: w.t.expectation(e, from, to), New: fresh, Returned: now[id]})
		}
	}
	return out
}

// commitments are those that are new, are in another state than before, or are neither kept nor dropped.
func (w minutes) commitments() []Promised {
	out := []Promised{}
	for _, c := range w.t.Commitments().List {
		p := Promised{Commitment: c, New: w.before != nil}
		if w.before != nil {
			if i, there := w.before.g.FindNode(c.ID); there {
				was := cmp.Or(w.before.text(i, "state"), "proposed")
				p.New, p.Was = false, &was
			}
		}
		if p.New || p.moved() || c.State != "kept" && c.State != "dropped" {
			out = append(out, p)
		}
	}
	return out
}

// moved tells whether a commitment is known to have been in another state.
func (p Promised) moved() bool { return p.Was != nil && *p.Was != cmp.Or(p.State, "proposed") }

// about returns the names of what a record is about as they are now, else as the record has them.
func (t *Table) about(i int) string {
	node := t.text(i, "on_node")
	if at, there := t.g.FindNode(node); there {
		return t.g.Label(at)
	}
	s, here := t.g.FindNode(t.text(i, "on_source"))
	target, there := t.g.FindNode(t.text(i, "on_target"))
	if here && there {
		return t.g.Label(s) + " – " + t.g.Label(target)
	}
	return t.g.Label(i)
}

func (t *Table) things(list []int) []Thing {
	out := []Thing{}
	for _, i := range list {
		out = append(out, t.thing(i))
	}
	return out
}

// named is the node of an id, by the id where it is gone.
func (t *Table) named(id string) Thing {
	if i, there := t.g.FindNode(id); there {
		return t.thing(i)
	}
	return Thing{ID: id, Label: id}
}

func filled(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
