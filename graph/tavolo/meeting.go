package tavolo

import "trama/graph"

// MeetingRequest makes a meeting, or changes the date or label of one.
type MeetingRequest struct {
	ID     string `json:"id,omitempty"`
	Date   string `json:"date,omitempty"` // of a new one it is needed
	Label  string `json:"label,omitempty"`
	Freeze bool   `json:"freeze,omitempty"` // the caller makes a snapshot named after the id
}

// Meeting records a meeting.
func Meeting(g *graph.Graph, r MeetingRequest) (Made, error) {
	d := newDraft(g)
	attrs := attributes("date", d.day(r.Date, "date"), "label", text(r.Label))
	if _, there := g.FindNode(r.ID); there {
		d.node(r.ID, graph.Meeting)
		d.made.IDs = []string{r.ID}
		d.set(r.ID, attrs)
		return d.done()
	}
	d.need(r.Date, "date")
	d.record(d.freeID(r.ID, graph.Meeting), graph.Meeting, attrs)
	return d.done()
}

// AttendRequest says who was at a meeting.
type AttendRequest struct {
	Meeting string   `json:"meeting"`
	Who     []string `json:"who"`
}

// Attend records who was at a meeting; who is recorded already is noted.
func Attend(g *graph.Graph, r AttendRequest) (Made, error) {
	d := newDraft(g)
	d.need(r.Meeting, "meeting")
	d.node(r.Meeting, graph.Meeting)
	d.actors(r.Who, "who")
	for _, who := range once(r.Who) {
		if len(d.between(who, "attends", r.Meeting)) > 0 {
			d.note("attends_already", "{who} is among those present already", graph.V{"who": who})
			continue
		}
		d.edge(who, "attends", r.Meeting, nil)
	}
	return d.done()
}

// InviteRequest says who brings whom to a meeting: a "+1".
type InviteRequest struct {
	By      string `json:"by"`
	Who     string `json:"who"`
	Meeting string `json:"meeting"`
}

// Invite records a "+1".
func Invite(g *graph.Graph, r InviteRequest) (Made, error) {
	d := newDraft(g)
	d.need(r.By, "by")
	d.need(r.Who, "who")
	d.need(r.Meeting, "meeting")
	d.node(r.By, graph.Person)
	d.node(r.Who, graph.Person)
	d.node(r.Meeting, graph.Meeting)
	if r.By == r.Who {
		d.invalid("invite_self", "nobody invites themselves", nil)
	}
	for _, e := range d.between(r.By, "invites", r.Who) {
		if g.EdgeColumn("meeting").Text(e) == r.Meeting {
			d.note("invited_already", "{who} is invited already", graph.V{"who": r.Who})
			return d.done()
		}
	}
	d.edge(r.By, "invites", r.Who, attributes("meeting", text(r.Meeting)))
	return d.done()
}
