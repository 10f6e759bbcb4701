package graph

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// DayOf returns the day of a commit's time, in UTC: on every machine the same, whatever its time zone, so that who is late and what was
// recorded before a meeting is the same for all who read one store.
func DayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }

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

// held returns those of the meetings that took place, in the same order: somebody attended, voted or spoke. Others are still to
// come.
func (g *Graph) held() []int {
	took := map[int]bool{}
	meeting := g.EdgeColumn("meeting")
	for e := range g.Edges() {
		switch g.Type(e) {
		case "attends":
			_, at := g.Ends(e)
			took[at] = true
		case "prefers", "voices":
			if at, there := g.FindNode(meeting.Text(e)); there {
				took[at] = true
			}
		}
	}
	return slices.DeleteFunc(g.Meetings(), func(i int) bool { return !took[i] })
}

// FindMeeting returns the position of a meeting by its id, of "" that of the newest that took place, else of the newest. It is
// NotFound where there is none.
func (g *Graph) FindMeeting(id string) (int, error) {
	const op = "graph.FindMeeting"
	all := g.Meetings()
	if id == "" {
		if held := g.held(); len(held) > 0 {
			all = held
		}
		if len(all) == 0 {
			return 0, Fail(NotFound, op, Say("no_meeting", "the network has no meeting", nil))
		}
		return all[len(all)-1], nil
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
// nothing is known of the network before the meeting. Eve is the last revision before the meeting's day, From where none since
// it is one: what was recorded up to it was recorded before the table met.
type Span struct{ From, Eve, To Revision }

// SpanAsked is what can be asked of the span of a meeting.
type SpanAsked struct {
	Meeting   string // its id; "": the newest
	Since, At string // revisions or snapshots that take the place of those found; "": none does
}

// SpanOf returns the span of a meeting. It ends with the snapshot named after the meeting, by its id or its label, else with the
// last revision that does not have the next meeting that took place, else with the newest. It begins with such a snapshot of the
// meeting before, else with the last revision that does not have the meeting. A snapshot of the very commit that made its meeting
// tells how the network was when the meeting began, and ends nothing. A store that is not Dated is Denied.
func SpanOf(ctx context.Context, store Store, info NetworkInfo, asked SpanAsked) (Span, error) {
	s, ok := store.(Dated)
	if !ok {
		return Span{}, Fail(Denied, "graph.SpanOf", Say("meeting_undated", "this store cannot say when a meeting was written", nil))
	}
	to, err := info.At(asked.At)
	if err != nil {
		return Span{}, err
	}
	newest := info.Revision
	info.Revision = to
	h := calendar{info: info}
	if h.g, err = s.Load(ctx, info.Network, to); err != nil {
		return Span{}, err
	}
	meeting, err := h.g.FindMeeting(asked.Meeting)
	if err != nil {
		return Span{}, err
	}
	if err := h.write(ctx, s); err != nil {
		return Span{}, err
	}
	if asked.At == "" {
		to = h.last(meeting)
	}
	span := Span{From: h.first(meeting), To: to}
	if span.From >= to { // the snapshot of the meeting before is a later one
		span.From = h.before(meeting)
	}
	if asked.Since != "" {
		if span.From, err = info.At(asked.Since); err != nil {
			return Span{}, err
		}
	}
	commits, err := s.History(ctx, info.Network, Page{Offset: int(newest - to)})
	if err != nil {
		return Span{}, err
	}
	span.Eve = max(span.From, eve(commits, to, h.g.Day(meeting)))
	if span.From == 0 {
		span.From = span.Eve
	}
	return span, nil
}

// eve returns the last revision of a history, up to one, before the first commit of a day or a later one. It is 0 where there is
// no such commit, or no day: then the meeting is still to come, or nobody knows when it was.
func eve(commits []Commit, to Revision, day string) Revision {
	var first Revision
	for _, c := range commits { // the newest first
		if c.Revision <= to && day != "" && DayOf(c.Time) >= day {
			first = c.Revision
		}
	}
	return max(first-1, 0)
}

// calendar says since when a network has each of its meetings.
type calendar struct {
	info  NetworkInfo
	g     *Graph           // the newest state
	since map[int]Revision // by meeting
}

// write asks the store since when the meetings are there.
func (h *calendar) write(ctx context.Context, s Dated) error {
	meetings, ids := h.g.Meetings(), []string{}
	for _, i := range meetings {
		ids = append(ids, h.g.NodeID(i))
	}
	since, err := s.Since(ctx, h.info.Network, h.info.Revision, ids)
	if err != nil {
		return err
	}
	h.since = make(map[int]Revision, len(since))
	for i, meeting := range meetings {
		h.since[meeting] = since[i]
	}
	return nil
}

// first returns the last revision before a meeting.
func (h *calendar) first(meeting int) Revision {
	var last int
	found := false
	for _, i := range h.g.held() {
		if h.g.earlier(i, meeting) {
			last, found = i, true
		}
	}
	if found {
		if end := h.end(last); end > 0 {
			return end
		}
	}
	return h.before(meeting)
}

// last returns the revision with which a meeting ends.
func (h *calendar) last(meeting int) Revision {
	if end := h.end(meeting); end > 0 {
		return end
	}
	came := h.before(meeting)
	for _, i := range h.g.held() {
		if h.g.earlier(meeting, i) {
			if before := h.before(i); before > came {
				return before
			}
		}
	}
	return h.info.Revision
}

// earlier tells whether a meeting is before another in the order of Meetings.
func (g *Graph) earlier(a, b int) bool {
	return cmp.Or(cmp.Compare(g.Day(a), g.Day(b)), cmp.Compare(a, b)) < 0
}

// end returns the revision that is named after a meeting when it ended, 0 where none is.
func (h *calendar) end(meeting int) Revision {
	for _, s := range h.info.Snapshots {
		if s.Revision > h.info.Revision || s.Name != h.g.NodeID(meeting) && s.Name != h.g.Label(meeting) {
			continue
		}
		if s.Revision == 1 || s.Revision > h.since[meeting] {
			return s.Revision
		}
	}
	return 0
}

// before returns the last revision before a meeting was written, 0 where the first has it.
func (h *calendar) before(meeting int) Revision { return h.since[meeting] - 1 }
