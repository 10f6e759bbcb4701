package render

import (
	"slices"

	"trama/analysis"
	"trama/graph"
)

// PageLink is a link of a network's page; Name is one of report, meeting, minutes, missing, json, csv, graphml, codebook, history.
type PageLink struct {
	Name, Href string
	Download   bool
	File       bool // for other programs
}

// NetworkPageView is what the page of one network shows.
type NetworkPageView struct {
	View    View // with the graph, for the drawing; Self is the page's own address
	Report  analysis.Report
	Missing *analysis.MissingList
	Home    string // the address of the list of networks
	Links   []PageLink
	// Without tells whether the report was made with the coordinator left out; Switch is the address of the other page,
	// "" where the network has no coordinator.
	Without bool
	Switch  string
}

// Shell is the page of one network: headline, figures with what they mean, the pieces drawn, critical actors and
// relations, the first missing relations, and links to what else there is of it.
func (n NetworkPageView) Shell() Shell {
	v, l := n.View, n.View.locale()
	v.Missing = nil
	p := newReportPage(localizedReport(n.Report, l), v)
	s := Shell{Home: n.Home, Languages: v.languages(), HeadTitle: p.name() + " – Trama", Search: searchBox(v, "")}
	s.Page = Page{Title: p.name(), Subtitle: l.Say("network.subtitle", graph.V{
		"revision": n.Report.Network.Revision, "nodes": n.Report.Network.Nodes, "edges": n.Report.Network.Edges,
	}), Lead: p.r.Headline.Text}
	for _, to := range n.Links {
		link := Link{Href: to.Href, Name: l.Say("network.link."+to.Name, nil), Download: to.Download}
		if to.File {
			s.Files = append(s.Files, link)
		} else {
			s.Links = append(s.Links, link)
		}
	}
	s.First = n.first(p)
	short := p.inShort()
	if with := n.withSwitch(p); with != nil {
		short.Blocks = append(short.Blocks, *with)
	}
	s.Page.Sections = []Section{short, n.piecesShort(p), n.fragilityShort(p), n.missing(p)}
	return s
}

// withSwitch is the link between the figures with the coordinator and those without.
func (n NetworkPageView) withSwitch(p reportPage) *Block {
	if n.Switch == "" {
		return nil
	}
	text, to := "network.with", "network.show_without"
	if n.Without {
		text, to = "network.without", "network.show_with"
	}
	return &Block{Heading: p.say("network.coordinator", nil), Text: p.say(text, nil), Table: p.without(), Entries: []Entry{{Name: p.say(to, nil), Href: n.Switch}}}
}

// piecesShort is the section of the pieces without the figures for researchers, with the way to a part of the network by
// itself, which can be read where the whole is crowded.
func (n NetworkPageView) piecesShort(p reportPage) Section {
	p.v.Missing = n.Missing
	s := p.pieces()
	s.Blocks = s.Blocks[:len(s.Blocks)-1]
	if to := n.link("report"); to != "" && reportForm(p.v) != nil {
		s.Blocks = append(s.Blocks, Block{Entries: []Entry{{Name: p.say("network.part", nil), Href: to + "#filters"}}})
	}
	return s
}

// criticalShown is how many critical actors and relations the page of a network shows; the report has all.
const criticalShown = 10

func (n NetworkPageView) fragilityShort(p reportPage) Section {
	s := p.fragility()
	s.Blocks = nil
	cut := false
	for _, t := range []*Table{p.criticalActors(), p.criticalRelations()} {
		if t != nil && len(t.Rows) > criticalShown {
			t.Rows, t.More, cut = t.Rows[:criticalShown], "", true
		}
		s.Blocks = append(s.Blocks, Block{Table: t})
	}
	if to := n.link("report"); to != "" && cut {
		more := Entry{Name: p.say("network.all_critical", graph.V{"actors": p.r.Fragility.ArticulationPoints, "relations": p.r.Fragility.Bridges}), Href: to + "#fragility"}
		s.Blocks = append(s.Blocks, Block{Entries: []Entry{more}})
	}
	return s
}

// first is what a reader sees of the network before all sections. The cards are on the page of the missing relations: this
// one shows only some of them.
func (n NetworkPageView) first(p reportPage) *first {
	p.v.Missing = n.Missing
	f := p.first()
	if f == nil {
		return nil
	}
	for i, e := range f.Missing {
		f.Missing[i].Href = n.link("missing") + e.Href
	}
	return f
}

// link is the address of one of the links of the page; "" where it has none of that name.
func (n NetworkPageView) link(name string) string {
	i := slices.IndexFunc(n.Links, func(to PageLink) bool { return to.Name == name })
	if i < 0 {
		return ""
	}
	return n.Links[i].Href
}

// cardsShown is how many missing relations the page of a network shows as cards; a page of their own has the others.
const cardsShown = 6

func (n NetworkPageView) missing(p reportPage) Section {
	p.v.Missing = n.Missing
	if n.Missing != nil && len(n.Missing.Suggestions) > cardsShown && n.link("missing") != "" {
		some := *n.Missing
		some.Suggestions = some.Suggestions[:cardsShown]
		p.v.Missing = &some
	}
	s := p.missing()
	if to := n.link("missing"); to != "" {
		s.Blocks = append(s.Blocks, Block{Entries: []Entry{{Name: p.say("network.link.missing", nil), Href: to}}})
	}
	return s
}
