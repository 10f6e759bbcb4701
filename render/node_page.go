package render

import (
	"net/url"
	"slices"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
	"trama/render/drawing"
)

// NodePageView is what the page of one node shows.
type NodePageView struct {
	View     View // with the graph; Self is the page's own address
	Portrait analysis.Portrait
	Missing  *analysis.MissingList // the first missing relations of the node; nil: the page only says where they are
	Home     string
}

// Shell is the page of one node, for the person concerned: what is known of it, where it stands, its relations, what the
// table has recorded, and what is missing. It prints on a sheet of paper.
func (n NodePageView) Shell() Shell {
	l := n.View.locale()
	p := nodePage{NodePageView: n, v: n.View, l: l, g: n.View.Graph}
	p.at, _ = p.g.FindNode(n.Portrait.ID)
	s := Shell{Home: n.Home, Languages: n.View.languages(), HeadTitle: p.title() + " – Trama", Class: "sheet"}
	s.Links = []Link{{Href: p.v.near("", nil), Name: l.Say("page.network", nil)}}
	s.Page = Page{Title: p.title(), Subtitle: p.subtitle(), Lead: p.lead()}
	for _, part := range []Section{p.known(), p.place(), p.relations(), p.records(), p.missing()} {
		if len(part.Blocks) > 0 {
			s.Page.Sections = append(s.Page.Sections, part)
		}
	}
	return s
}

// nodePage makes the sections of the page of a node. The lists of its relations are in node_relation.go, what is known of
// it in node_known.go.
type nodePage struct {
	NodePageView
	v  View
	l  *locale.Locale
	g  *graph.Graph
	at int
}

func (p nodePage) say(id string, values graph.V) string { return p.l.Say(id, values) }

func (p nodePage) name() string { return p.nameOf(p.at) }

// title is the name as a page is headed with it.
func (p nodePage) title() string {
	if p.kind() == graph.Sector {
		return locale.Begun(p.name())
	}
	return p.name()
}

// nameOf is what a node is called, a sector of the table by its word.
func (p nodePage) nameOf(i int) string { return p.l.Side(named(p.g.Label(i), p.g.NodeID(i))) }

func (p nodePage) kind() string { return p.g.Kind(p.at) }

func (p nodePage) subtitle() string {
	return locale.Begun(p.l.Kind(p.kind())) + " · " + networkName(p.Portrait.Network, p.v)
}

// lead says in a sentence or two where the node stands.
func (p nodePage) lead() string {
	at := p.Portrait.Place
	switch {
	case at == nil && p.kind() == graph.Need && slices.Contains(p.Portrait.Answered, p.Portrait.ID):
		return p.say("node.lead.answered", nil)
	case at == nil && p.kind() == graph.Need:
		return p.say("node.lead.unanswered", nil)
	case at == nil && p.inDefaultLens():
		return p.say("node.lead.outside", nil)
	case at == nil:
		return ""
	case at.Piece.Size == 1:
		return p.say("node.lead.isolated", graph.V{"name": p.name()})
	}
	said := p.say("node.lead.reaches", graph.V{"reached": at.Piece.Size - 1, "others": at.Nodes - 1, "whole": at.Pieces == 1})
	if cut := p.cutOff(); cut > 0 {
		said += " " + p.say("node.lead.critical", graph.V{"name": p.name(), "cut_off": cut})
	}
	return said
}

// inDefaultLens tells whether nodes of its kind count where nothing else is asked.
func (p nodePage) inDefaultLens() bool {
	kind, known := graph.FindKind(p.kind())
	return !known || kind.Lens
}

// cutOff is how many nodes of its piece lose the largest part with the node.
func (p nodePage) cutOff() int {
	n := 0
	for _, part := range p.lost() {
		n += part.Size
	}
	return n
}

// lost are the parts of its piece that the loss of the node cuts off: all but the largest.
func (p nodePage) lost() []analysis.Component {
	if at := p.Portrait.Place; at != nil && len(at.Parts) > 1 {
		return at.Parts[1:]
	}
	return nil
}

// place is where the node stands among the pieces, what falls apart without it, and its surroundings drawn.
func (p nodePage) place() Section {
	s := Section{ID: "place", Title: p.say("node.place", nil)}
	if at := p.Portrait.Place; at != nil {
		s.Blocks = append(s.Blocks, Block{Figures: p.placeFigures(at)})
		if lost := p.lostTable(); lost != nil {
			s.Blocks = append(s.Blocks, Block{Table: lost})
		}
	}
	if d := drawing.Surroundings(p.Portrait, p.g, p.l.Lang()); d != nil {
		s.Blocks = append(s.Blocks, Block{Drawing: d})
	}
	if p.Portrait.Place != nil {
		s.Blocks = append(s.Blocks, Block{Entries: []Entry{{
			Name: p.say("node.without", graph.V{"name": p.name()}), Href: p.v.near("whatif", url.Values{"without": {p.Portrait.ID}}), Text: p.say("node.without.about", nil),
		}}})
	}
	return s
}

func (p nodePage) placeFigures(at *analysis.Place) []figure {
	tile := func(id, value, meaning string, values graph.V) figure {
		return figure{Big: true, Name: p.say(id, nil), Value: value, Meaning: p.say(meaning, values)}
	}
	return []figure{
		tile("node.neighbours", p.l.Number(at.Neighbours), "node.neighbours.meaning", nil),
		tile("node.reached", p.l.Number(at.Piece.Size-1), "node.reached.meaning", graph.V{"others": at.Nodes - 1}),
		tile("node.piece", p.l.Number(at.Piece.Rank), "node.piece.meaning", graph.V{"pieces": at.Pieces, "label": at.Piece.Label, "size": at.Piece.Size}),
		tile("node.cut_off", p.l.Number(p.cutOff()), "node.cut_off.meaning", graph.V{"parts": len(at.Parts), "critical": len(at.Parts) > 1}),
	}
}

// lostMost is how many parts that would come off the page of a node lists.
const lostMost = 20

// lostTable lists the parts that the node alone holds to the rest, the largest first.
func (p nodePage) lostTable() *Table {
	t := &Table{Caption: p.say("node.lost", graph.V{"name": p.name()}), Columns: []Column{
		{Name: p.say("node.part", nil), Row: true}, {Name: p.say("column.nodes", nil), Figure: true}, {Name: p.say("column.members", nil)},
	}}
	lost := p.lost()
	if more := len(lost) - lostMost; more > 0 {
		lost, t.More = lost[:lostMost], p.say("page.more", graph.V{"n": more})
	}
	for _, part := range lost {
		members := part.Members[:min(len(part.Members), membersMax)]
		t.Rows = append(t.Rows, []string{part.Label, p.l.Number(part.Size), joinedLabels(members)})
		t.link(p.v, 2, members...)
		if part.Size > len(members) {
			t.followed(2, " ", Entry{Name: "…"})
		}
	}
	return filledTable(t)
}

// missing names the first missing relations of the node, each with its first reason, and leads to the others.
func (p nodePage) missing() Section {
	s := Section{ID: "missing", Title: p.say("node.missing", nil)}
	if p.Portrait.Place == nil && p.kind() != graph.Need {
		return s
	}
	if p.Missing != nil {
		var b Block
		for _, suggestion := range localizedMissing(*p.Missing, p.l).Suggestions {
			b.Names = append(b.Names, p.suggested(suggestion))
		}
		if len(b.Names) == 0 {
			b.Text = p.say("node.missing.none", nil)
		}
		s.Blocks = append(s.Blocks, b)
	}
	s.Blocks = append(s.Blocks, Block{Entries: []Entry{{
		Name: p.say("node.missing.all", graph.V{"name": p.name()}), Href: p.v.near("missing", url.Values{"involving": {p.Portrait.ID}}),
	}}})
	return s
}

// suggested names the other end of a suggestion, what the relation would be and why.
func (p nodePage) suggested(s analysis.Suggestion) Entry {
	other, label := s.Target, s.TargetLabel
	if other == p.Portrait.ID {
		other, label = s.Source, s.SourceLabel
	}
	label = p.l.Side(label)
	text := p.say("card.relation", graph.V{"a": named(s.SourceLabel, s.Source), "type": s.Type, "b": named(s.TargetLabel, s.Target)}) + "."
	if len(s.Reasons) > 0 {
		text += " " + s.Reasons[0].Text
	}
	return Entry{Name: named(label, other), Href: p.v.nodeAddress(other), Text: text}
}
