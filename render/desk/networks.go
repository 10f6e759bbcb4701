package desk

import (
	"cmp"
	"io"
	"net/url"

	"trama/graph"
	"trama/render"
)

// NetworkLink is a network in the list of the first page.
type NetworkLink struct {
	graph.NetworkInfo
	Href string // of the network's page
}

// NetworksPage writes the first page of the service: the networks, each with a link to its page.
func NetworksPage(w io.Writer, list []NetworkLink, v View) error {
	l := v.locale()
	s := v.Around(render.Shell{HeadTitle: "Trama"})
	s.Home, s.Links = "", nil // this is the page that others lead back to
	if v.Query.Get("deleted") != "" {
		s.Above = parts("notice", notice{Title: l.Say("home.deleted", nil)})
	}
	s.Page = render.Page{Title: l.Say("home.title", nil), Lead: l.Say("home.lead", nil)}
	networks := render.Section{ID: "networks", Title: l.Say("networks.list", graph.V{"n": len(list)})}
	b := render.Block{}
	for _, n := range list {
		b.Entries = append(b.Entries, render.Entry{
			Name: cmp.Or(n.Title, n.Network), Href: render.Address(n.Href, url.Values{"lang": {l.Lang()}}),
			Text: l.Say("home.entry", graph.V{"nodes": n.Nodes, "edges": n.Edges, "revision": n.Revision}),
		})
	}
	if len(list) == 0 {
		b.Text = l.Say("networks.none", nil)
	}
	networks.Blocks = []render.Block{b}
	s.Page.Sections = []render.Section{networks}
	if v.Writing != nil {
		s.Above = append(s.Above, v.notices()...)
		start := newRecorder(v).starting(len(list) == 0, v.Writing.Demo)
		s.Page.Sections = append(s.Page.Sections, start)
		if len(list) == 0 {
			s.Page.Title, s.Page.Lead = l.Say("start.welcome", nil), l.Say("start.lead", nil)
			s.Page.Sections = []render.Section{start}
		}
	}
	return s.Write(w, v.Lang)
}
