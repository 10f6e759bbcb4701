package render

import (
	"trama/analysis"
	"trama/graph"
)

// first is what a reader of a report sees before its sections: where the network is in pieces, the first relations that are
// missing and why, and what to do with them at the next meeting.
type first struct {
	Pieces  []Entry // the largest, and the isolates
	Missing []Entry
	Next    string
	To      Entry // where it goes on
}

// Bounds of what is named first.
const (
	firstPieces  = 4
	firstMissing = 3
)

// first is nil where there is nothing on the map.
func (p reportPage) first() *first {
	if p.r.Structure.Nodes == 0 {
		return nil
	}
	f := &first{Pieces: p.firstPieces(), Missing: p.firstMissing()}
	switch {
	case p.r.Structure.Edges == 0:
		f.Pieces, f.Missing, f.Next = nil, nil, p.say("first.no_relations", nil)
		f.To = Entry{Name: p.say("first.to.update", nil), Href: p.own("", "#update")}
	case len(f.Missing) > 0:
		f.Next = p.say("first.next", graph.V{"n": len(f.Missing)})
		f.To = Entry{Name: p.say("network.link.meeting", nil), Href: p.own("report", "&for_meeting=true")}
	case len(f.Pieces) == 0:
		return nil
	}
	return f
}

// own is the address of another page of the network; "" on a page on its own.
func (p reportPage) own(page, more string) string {
	if p.v.Network() == "" {
		return ""
	}
	return p.v.near(page, nil) + more
}

// firstPieces names the largest pieces, each with the way to the section that draws them.
func (p reportPage) firstPieces() []Entry {
	if p.r.Fragmentation.Components < 2 {
		return nil
	}
	var out []Entry
	several := p.r.Fragmentation.Components - p.r.Structure.Isolates
	for _, c := range p.r.Components[:min(len(p.r.Components), firstPieces, several)] {
		out = append(out, Entry{Name: c.Label, Href: "#pieces", Text: p.l.Count("nodes", float64(c.Size))})
	}
	if more := several - len(out); more > 0 {
		out = append(out, Entry{Name: p.say("first.more_pieces", graph.V{"n": more}), Href: "#pieces"})
	}
	if n := p.r.Structure.Isolates; n > 0 {
		out = append(out, Entry{Name: p.l.Count("isolates", float64(n)), Href: "#pieces"})
	}
	return out
}

// firstMissing names the first missing relations, of different families as far as there are, with the first reason of each
// and the way to their cards.
func (p reportPage) firstMissing() []Entry {
	if p.v.Missing == nil {
		return nil
	}
	list := *p.v.Missing
	list.Suggestions = ofDifferentFamilies(list.Suggestions, firstMissing)
	var out []Entry
	for _, card := range missingCards(localizedMissing(list, p.l), p.v, false) {
		why := card.Relation
		if len(card.Reasons) > 0 {
			why = card.Reasons[0]
		}
		out = append(out, Entry{Name: card.Source.Name + " – " + card.Target.Name, Href: "#" + card.Anchor, Text: why})
	}
	return out
}

// ofDifferentFamilies returns so many suggestions, in their order: the first of each family, then the first of the others.
func ofDifferentFamilies(list []analysis.Suggestion, most int) []analysis.Suggestion {
	chosen, families := map[int]bool{}, map[string]bool{}
	for i, s := range list {
		if !families[s.Family] && len(chosen) < most {
			families[s.Family], chosen[i] = true, true
		}
	}
	var out []analysis.Suggestion
	for i, s := range list {
		if chosen[i] || len(chosen) < most {
			chosen[i] = true
			out = append(out, s)
		}
	}
	return out
}
