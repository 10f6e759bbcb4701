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
// promised, and what changed in the map. Figures are those of the report of the same state.
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

// NewMinutes returns the minutes of a meeting: what the state after it has and the one before, nil where it is not known, has
// not. It is NotFound where there is no such meeting. It costs a comparison of the two.
func NewMinutes(ctx context.Context, before *Source, after Source, o MinutesOptions) (*Minutes, error) {
	at, err := after.Graph.FindMeeting(o.Meeting)
	if err != nil {
		return nil, err
	}
	meeting := after.Graph.NodeID(at)
	m := &Minutes{Schema: MinutesSchema, Network: after.network(), Lens: o.Lens, Params: o, Notes: after.notes()}
	m.Params.Meeting = meeting
	now, err := recorded(after, o.Lens)
	if err != nil {
		return nil, err
	}
	var then *table.Table
	if before == nil {
		m.Notes = append(m.Notes, say("minutes_no_before", nil))
	} else {
		since := before.network()
		m.Since = &since
		if then, err = recorded(*before, o.Lens); err != nil {
			return nil, err
		}
		if m.Map, err = newMapMoves(ctx, *before, after, o); err != nil {
			return nil, err
		}
	}
	m.Minutes, err = now.Minutes(meeting, then)
	return m, err
}

// recorded returns the table of what a lens leaves of a state, without the records that name who is left out.
func recorded(src Source, l graph.Lens) (*table.Table, error) {
	aside, err := table.Aside(src.Graph, leavingOut(l, src.Graph))
	if err != nil {
		return nil, err
	}
	part := aside.Part()
	return table.New(part, leavingOut(l, part), nil, src.day(l))
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
