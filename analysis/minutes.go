package analysis

import (
	"context"
	"slices"

	"trama/analysis/table"
	"trama/graph"
)

// MinutesSchema is the name of the document of the minutes of a meeting.
const MinutesSchema = "trama.minutes/1"

// MinutesOptions are the parameters of minutes.
type MinutesOptions struct {
	Lens    graph.Lens `json:"-"`
	Meeting string     `json:"meeting"` // its id; "": the newest
	Seed    int64      `json:"seed"`
	Exact   bool       `json:"exact,omitempty"`
}

// Minutes are what a network recorded at a meeting of its table, trama.minutes/1: who was there, what was said, voted and
// promised, and what changed in the map. Figures are those of the report of the same state, on the lens's day or else on that
// of the meeting.
type Minutes struct {
	Schema  string         `json:"schema"`
	Network Network        `json:"network"`
	Since   *Network       `json:"since"` // the state before the meeting; null: it is not known
	Lens    graph.Lens     `json:"lens"`
	Params  MinutesOptions `json:"params"`
	table.Minutes
	Map   *MapMoves        `json:"map"` // what changed in it; null: the state before is not known
	Notes []graph.Sentence `json:"notes"`
}

// MapMoves are what changed in the part of the map that the lens leaves.
type MapMoves struct {
	Figures []MovedFigure   `json:"figures"`
	Joined  []Member        `json:"joined"`
	Left    []Member        `json:"left"`
	Related []NamedRelation `json:"related"` // new relations
	Parted  []NamedRelation `json:"parted"`  // relations that are gone
	Merged  []PieceMove     `json:"merged"`
	Split   []PieceMove     `json:"split"`
}

// MovedFigure is a figure of the report before and after; null where it is undefined.
type MovedFigure struct {
	Name       string   `json:"name"` // by section and name
	Before     *float64 `json:"before"`
	After      *float64 `json:"after"`
	Difference *float64 `json:"difference"`
}

// MinutesStates are the states of a network around a meeting.
type MinutesStates struct {
	Before *Source // nil: it is not known
	Eve    *Source // before the meeting's day; nil: it is Before
	After  Source
}

// NewMinutes returns the minutes of a meeting: what the state after it has and the one on its eve has not, and apart what that
// one has and the one before has not. It is NotFound where there is no such meeting. It costs a comparison of the first and the last.
func NewMinutes(ctx context.Context, of MinutesStates, o MinutesOptions) (*Minutes, error) {
	after := of.After
	at, err := after.Graph.FindMeeting(o.Meeting)
	if err != nil {
		return nil, err
	}
	meeting := after.Graph.NodeID(at)
	m := &Minutes{Schema: MinutesSchema, Network: after.network(), Lens: o.Lens, Params: o, Notes: after.notes()}
	m.Params.Meeting = meeting
	if of.Before == nil {
		m.Notes = append(m.Notes, say("minutes_no_before", nil))
	} else {
		since := of.Before.network()
		m.Since = &since
		if m.Map, err = newMapMoves(ctx, *of.Before, after, o); err != nil {
			return nil, err
		}
	}
	m.Minutes, err = of.recorded(meeting, o.Lens)
	return m, err
}

// recorded returns what the tables of the states tell of a meeting, on its day.
func (of MinutesStates) recorded(meeting string, l graph.Lens) (out table.Minutes, err error) {
	at, _ := of.After.Graph.FindNode(meeting)
	day := of.After.day(l)
	if _, isDay := graph.DateValue(of.After.Graph.Day(at)); isDay && l.AsOf == "" {
		day = of.After.Graph.Day(at)
	}
	now, err := recorded(&of.After, l, day)
	if err != nil {
		return out, err
	}
	var since table.Since
	if since.Before, err = recorded(of.Before, l, day); err != nil {
		return out, err
	}
	if since.Eve, err = recorded(of.Eve, l, day); err != nil {
		return out, err
	}
	return now.Minutes(meeting, since)
}

// recorded returns the table of what a lens leaves of a state on a day, without the records that name who is left out; nil of
// a state that is not known.
func recorded(src *Source, l graph.Lens, day string) (*table.Table, error) {
	if src == nil {
		return nil, nil
	}
	aside, err := table.Aside(src.Graph, leavingOut(l, src.Graph))
	if err != nil {
		return nil, err
	}
	part := aside.Part()
	return table.New(part, leavingOut(l, part), nil, day)
}

// minutesFigures are the figures that minutes tell of.
func minutesFigures() []string {
	return []string{
		"fragmentation.components", "fragmentation.largest_share", "structure.isolates", "fragmentation.fragmentation",
		"fragility.articulation_points", "fragility.bridges", "fragility.links_to_connect", "coverage.answered",
	}
}

func newMapMoves(ctx context.Context, before, after Source, o MinutesOptions) (*MapMoves, error) {
	c, err := Compare(ctx, before, after, CompareOptions{Lens: o.Lens, Seed: o.Seed, Exact: o.Exact})
	if err != nil {
		return nil, err
	}
	m := &MapMoves{Figures: []MovedFigure{}, Merged: c.Merged, Split: c.Split}
	for _, name := range minutesFigures() {
		m.Figures = append(m.Figures, MovedFigure{Name: name, Before: c.Before[name], After: c.After[name], Difference: c.Difference[name]})
	}
	then, err := leavingOut(o.Lens, before.Graph).Select(before.Graph)
	if err != nil {
		return nil, err
	}
	now, err := leavingOut(o.Lens, after.Graph).Select(after.Graph)
	if err != nil {
		return nil, err
	}
	m.Joined, m.Left = counted(c.Nodes.Added, now), counted(c.Nodes.Removed, then)
	m.Related, m.Parted = related(c.Edges.Added, now), related(c.Edges.Removed, then)
	return m, nil
}

// counted are the nodes of a list that are in a selection.
func counted(list []Member, sel *graph.Selection) []Member {
	return slices.DeleteFunc(list, func(m Member) bool {
		i, there := sel.Graph.FindNode(m.ID)
		return !there || !sel.HasNode(i)
	})
}

// related are the relations of a list that are in a selection.
func related(list []NamedRelation, sel *graph.Selection) []NamedRelation {
	return slices.DeleteFunc(list, func(r NamedRelation) bool {
		e, there := sel.Graph.FindEdge(r.ID)
		return !there || !sel.HasEdge(e)
	})
}
