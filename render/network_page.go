package render

import (
	"trama/analysis"
	"trama/graph"
)

// PageLink is a link of a network's page; Name is one of report, missing, json, csv, graphml, codebook, history.
type PageLink struct {
	Name, Href string
	Download   bool
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
	p := newReportPage(n.Report, v)
	s := Shell{Home: n.Home, Languages: v.languages(), HeadTitle: p.name() + " – Trama", Search: searchBox(v, "")}
	s.Page = Page{Title: p.name(), Subtitle: l.Say("network.subtitle", graph.V{
		"revision": n.Report.Network.Revision, "nodes": n.Report.Network.Nodes, "edges": n.Report.Network.Edges,
	}), Lead: p.r.Headline.Text}
	for _, to := range n.Links {
		s.Links = append(s.Links, Link{Href: to.Href, Name: l.Say("network.link."+to.Name, nil), Download: to.Download})
	}
	short := p.inShort()
	if with := n.withSwitch(p); with != nil {
		short.Blocks = append(short.Blocks, *with)
	}
	s.Page.Sections = []Section{short, p.piecesShort(), p.fragilityShort(), n.missing(p)}
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

// piecesShort is the section of the pieces without the figures for researchers.
func (p reportPage) piecesShort() Section {
	s := p.pieces()
	s.Blocks = s.Blocks[:len(s.Blocks)-1]
	return s
}

func (p reportPage) fragilityShort() Section {
	s := p.fragility()
	s.Blocks = []Block{{Table: p.criticalActors()}, {Table: p.criticalRelations()}}
	return s
}

func (n NetworkPageView) missing(p reportPage) Section {
	p.v.Missing = n.Missing
	s := p.missing()
	for _, to := range n.Links {
		if to.Name == "missing" {
			s.Blocks = append(s.Blocks, Block{Entries: []Entry{{Name: p.say("network.link.missing", nil), Href: to.Href}}})
		}
	}
	return s
}
