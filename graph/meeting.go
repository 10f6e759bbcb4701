package graph

import (
	"cmp"
	"context"
	"slices"
	"sort"
)

// Day returns the day of node i, a meeting; "" where it has none.
func (g *Graph) Day(i int) string {
	if v, _ := g.NodeColumn("date").At(i); v.Type() == Date || v.Type() == Text {
		return v.String()
	}
	return ""
}

// Meetings returns the positions of the meetings that are not retired, the oldest first, of one day in ascending order of id.
// Those without a day come first.
func (g *Graph) Meetings() []int {
	var out []int
	status := g.Meaning("status")
	for i := range g.Nodes() {
		if g.Kind(i) == Meeting && status.Text(i) != "retired" {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return cmp.Compare(g.Day(a), g.Day(b)) })
	return out
}

// FindMeeting returns the position of a meeting by its id, of "" that of the newest. It is NotFound where there is none.
func (g *Graph) FindMeeting(id string) (int, error) {
	const op = "graph.FindMeeting"
	all := g.Meetings()
	if id == "" && len(all) > 0 {
		return all[len(all)-1], nil
	}
	if id == "" {
		return 0, Fail(NotFound, op, Say("no_meeting", "the network has no meeting", nil))
	}
	i, there := g.FindNode(id)
	if !there {
		return 0, NoNode(op, id)
	}
	if !slices.Contains(all, i) {
		return 0, Fail(NotFound, op, Say("no_such_meeting", "{id} is no meeting of the network", V{"id": id}))
	}
	return i, nil
}

// Span is the part of a history that belongs to a meeting: what was recorded after revision From and up to To. From is 0 where
// nothing is known of the network before the meeting.
type Span struct{ From, To Revision }

// SpanAsked is what can be asked of the span of a meeting.
type SpanAsked struct {
	Meeting   string // its id; "": the newest
	Since, At string // revisions or snapshots that take the place of those found; "": none does
}

// SpanOf returns the span of a meeting. It ends with the snapshot named after the meeting, by its id or its label, else with the
// newest revision. It begins with such a snapshot of the meeting before, else with the last revision that does not have the
// meeting. A snapshot of the very commit that made its meeting tells how the network was when the meeting began, and ends nothing.
func SpanOf(ctx context.Context, s Store, info NetworkInfo, asked SpanAsked) (Span, error) {
	to, err := info.At(asked.At)
	if err != nil {
		return Span{}, err
	}
	info.Revision = to
	h := held{ctx: ctx, store: s, info: info}
	g, err := s.Load(ctx, info.Network, to)
	if err != nil {
		return Span{}, err
	}
	at, err := g.FindMeeting(asked.Meeting)
	if err != nil {
		return Span{}, err
	}
	if end := h.end(g, at); asked.At == "" && end > 0 {
		to = end
	}
	if asked.Since != "" {
		from, err := info.At(asked.Since)
		return Span{from, to}, err
	}
	span := Span{h.begin(g, at), to}
	if span.From >= to { // what was recorded afterwards on the meeting before, in a history that goes back and forth
		span.From = h.before(g.NodeID(at))
	}
	return span, h.err
}

// held looks a network's history through for its meetings.
type held struct {
	ctx   context.Context
	store Store
	info  NetworkInfo
	err   error // the first thing that went wrong
}

// begin returns the last revision before a meeting: the end of the one before it, else that which does not have it.
func (h *held) begin(g *Graph, meeting int) Revision {
	all := g.Meetings()
	if k := slices.Index(all, meeting); k > 0 {
		if end := h.end(g, all[k-1]); end > 0 {
			return end
		}
	}
	return h.before(g.NodeID(meeting))
}

// end returns the revision at which a meeting ended, 0 where the history does not say.
func (h *held) end(g *Graph, meeting int) Revision {
	for _, s := range h.info.Snapshots {
		if s.Revision > h.info.Revision || s.Name != g.NodeID(meeting) && s.Name != g.Label(meeting) {
			continue
		}
		if s.Revision == 1 || h.has(s.Revision-1, g.NodeID(meeting)) {
			return s.Revision
		}
	}
	return 0
}

// before returns the last revision before a node came, 0 where the first has it. It asks for as many states as the number of
// revisions has binary digits.
func (h *held) before(node string) Revision {
	first := sort.Search(int(h.info.Revision), func(i int) bool { return h.has(Revision(i+1), node) })
	return Revision(first)
}

func (h *held) has(at Revision, node string) bool {
	if h.err != nil {
		return false
	}
	g, err := h.store.Load(h.ctx, h.info.Network, at)
	if err != nil {
		h.err = err
		return false
	}
	_, there := g.FindNode(node)
	return there
}
