package render

import (
	"io"
	"net/url"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// NetworkLink is a network in the list of the first page.
type NetworkLink struct {
	graph.NetworkInfo
	Href string // of the network's page
}

// NetworksPage writes the first page of the service: the networks, each with a link to its page.
func NetworksPage(w io.Writer, list []NetworkLink, v View) error {
	l := v.locale()
	s := shell{Languages: languageLinks(v.Self, v.Query, l), HeadTitle: "Trama"}
	if v.Query.Get("deleted") != "" {
		s.Notices = []notice{{Title: l.Say("home.deleted", nil)}}
	}
	s.Page = page{Title: l.Say("home.title", nil), Lead: l.Say("home.lead", nil)}
	networks := section{ID: "networks", Title: l.Say("networks.list", graph.V{"n": len(list)})}
	b := block{}
	for _, n := range list {
		b.Entries = append(b.Entries, entry{
			Name: named(n.Title, n.Network), Href: address(n.Href, url.Values{"lang": {l.Lang()}}),
			Text: l.Say("home.entry", graph.V{"nodes": n.Nodes, "edges": n.Edges, "revision": n.Revision}),
		})
	}
	if len(list) == 0 {
		b.Text = l.Say("networks.none", nil)
	}
	networks.Blocks = []block{b}
	s.Page.Sections = []section{networks}
	if v.Writing != nil {
		s.Notices = append(s.Notices, v.notices()...)
		start := newRecorder(v).starting(len(list) == 0, v.Writing.Demo)
		s.Page.Sections = append(s.Page.Sections, start)
		if len(list) == 0 {
			s.Page.Title, s.Page.Lead = l.Say("start.welcome", nil), l.Say("start.lead", nil)
			s.Page.Sections = []section{start}
		}
	}
	return writeHTML(w, s, l)
}

// NetworkPage writes the page of one network: headline, figures with what they mean, the pieces drawn, critical actors
// and relations, the first missing relations, and links to what else there is of it.
func NetworkPage(w io.Writer, n NetworkPageView) error {
	v, l := n.View, n.View.locale()
	v.Missing = nil
	p := newReportPage(n.Report, v)
	s := shell{Home: n.Home, Languages: languageLinks(v.Self, v.Query, l), HeadTitle: p.name() + " – Trama"}
	s.Page = page{Title: p.name(), Subtitle: l.Say("network.subtitle", graph.V{
		"revision": n.Report.Network.Revision, "nodes": n.Report.Network.Nodes, "edges": n.Report.Network.Edges,
	}), Lead: p.r.Headline.Text}
	s.Search = searchBox(v, "")
	for _, to := range n.Links {
		s.Links = append(s.Links, link{Href: to.Href, Name: l.Say("network.link."+to.Name, nil), Download: to.Download})
	}
	short := p.inShort()
	if with := n.withSwitch(p); with != nil {
		short.Blocks = append(short.Blocks, *with)
	}
	s.Page.Sections = []section{short, p.piecesShort(), p.fragilityShort(), n.missing(p)}
	if v.Writing != nil {
		s.Notices = v.notices()
		update := newRecorder(v).updating(n.Report.Network.Nodes == 0)
		s.Page.Sections = append(s.Page.Sections, update)
		if n.Report.Network.Nodes == 0 { // there is nothing to show yet, and everything to write
			s.Page.Sections, s.Search = []section{update}, nil
		}
	}
	return writeHTML(w, s, l)
}

// PageLink is a link of a network's page; Name is one of report, missing, json, csv, graphml, history.
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

// withSwitch is the link between the figures with the coordinator and those without.
func (n NetworkPageView) withSwitch(p reportPage) *block {
	if n.Switch == "" {
		return nil
	}
	text, to := "network.with", "network.show_without"
	if n.Without {
		text, to = "network.without", "network.show_with"
	}
	return &block{Heading: p.say("network.coordinator", nil), Text: p.say(text, nil), Table: p.without(), Entries: []entry{{Name: p.say(to, nil), Href: n.Switch}}}
}

// piecesShort is the section of the pieces without the figures for researchers.
func (p reportPage) piecesShort() section {
	s := p.pieces()
	s.Blocks = s.Blocks[:len(s.Blocks)-1]
	return s
}

func (p reportPage) fragilityShort() section {
	s := p.fragility()
	s.Blocks = []block{{Table: p.criticalActors()}, {Table: p.criticalRelations()}}
	return s
}

func (n NetworkPageView) missing(p reportPage) section {
	p.v.Missing = n.Missing
	s := p.missing()
	for _, to := range n.Links {
		if to.Name == "missing" {
			s.Blocks = append(s.Blocks, block{Entries: []entry{{Name: p.say("network.link.missing", nil), Href: to.Href}}})
		}
	}
	return s
}

// Problem is what an error page says.
type Problem struct {
	Status  int    // of HTTP
	Detail  string // the sentence, in the reader's language
	Network string // the address of the page of the network that was asked about; "" for none
	Asked   string // the page whose form was filled in, which is shown again as it was: missing, plan; "" for none
}

// ErrorPage writes the page of an error.
func ErrorPage(w io.Writer, problem Problem, home string, v View) error {
	l := v.locale()
	title := l.Name("error.title", cell(problem.Status))
	if !l.Has("error.title." + cell(problem.Status)) {
		title = l.Say("error.title", nil)
	}
	s := shell{Home: home, Languages: languageLinks(v.Self, v.Query, l), HeadTitle: title + " – Trama"}
	s.Page = page{Title: title, Lead: locale.Whole(problem.Detail), Sections: []section{{
		ID: "next", Title: l.Say("error.next", nil), Blocks: []block{{Entries: problem.ways(home, l)}},
	}}}
	switch problem.Asked {
	case "missing":
		s.Form = missingForm(analysis.MissingList{}, v)
		s.Form.Try = "" // there are no cards to tick
		s.Form.Inputs[len(s.Form.Inputs)-1].Value = v.Query.Get("limit")
	case "plan":
		s.Form = planForm(analysis.PlanOptions{Goal: v.Query.Get("goal")}, v)
		s.Form.Inputs[0].Value = v.Query.Get("budget")
	}
	return writeHTML(w, s, l)
}

// ways are those on from an error.
func (p Problem) ways(home string, l *locale.Locale) []entry {
	var out []entry
	said := url.Values{"lang": {l.Lang()}}
	if p.Network != "" {
		out = append(out, entry{Name: l.Say("page.network", nil), Href: address(p.Network, said)})
	}
	return append(out, entry{Name: l.Say("error.home", nil), Href: address(home, said)})
}
