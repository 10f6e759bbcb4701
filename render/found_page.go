package render

import (
	"io"
	"maps"
	"slices"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// FoundView is what the page of a search for nodes shows.
type FoundView struct {
	View  View
	Home  string
	Text  string            // that was looked for
	Found []analysis.Member // the first of Total
	Total int
}

// FoundPage writes the page of a search: the nodes that were found, each with its kind and a link, and the search again.
func FoundPage(w io.Writer, f FoundView) error {
	v, l := f.View, f.View.locale()
	s := Shell{Home: f.Home, Languages: v.languages(), Search: searchBox(v, f.Text), Above: v.Notices()}
	s.Links = []Link{{Href: v.near("", nil), Name: l.Say("page.network", nil)}}
	s.Page = Page{Title: l.Say("find.title", nil), Subtitle: v.Title, Lead: f.lead(l)}
	if f.Total > 0 {
		b := Block{}
		for _, m := range f.Found {
			b.Names = append(b.Names, Entry{Name: named(m.Label, m.ID), Href: v.nodeAddress(m.ID), Text: l.Kind(m.Kind)})
		}
		list := Section{ID: "found", Title: l.Say("find.list", nil), Blocks: []Block{b}}
		if f.Total > len(f.Found) {
			list.Blocks = append(list.Blocks, Block{Text: l.Say("find.more", graph.V{"shown": len(f.Found)})})
		}
		s.Page.Sections = []Section{list}
	}
	return s.Write(w, l.Lang())
}

func (f FoundView) lead(l *locale.Locale) string {
	switch {
	case f.Text == "":
		return l.Say("find.ask", nil)
	case f.Total == 0:
		return l.Say("find.none", graph.V{"text": f.Text})
	}
	return l.Say("find.lead", graph.V{"text": f.Text, "n": f.Total})
}

// search is a field in which a node is looked for by name, with the names that a browser may complete.
type search struct {
	Action, Value string
	Names         []option
	Hidden        []input
}

// searchedMost is up to how many nodes a field of a search names them all: beyond, the page would be mostly names.
const searchedMost = 2000

// searchBox is the search on a page of a network; nil on a page on its own.
func searchBox(v View, text string) *search {
	network := v.Network()
	if network == "" || v.Graph == nil {
		return nil
	}
	s := &search{Action: network + "/nodes", Value: text}
	query := v.onTheWay()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		for _, value := range query[name] {
			s.Hidden = append(s.Hidden, input{Name: name, Value: value})
		}
	}
	if v.Graph.Nodes() <= searchedMost {
		l := v.locale()
		for i := range v.Graph.Nodes() {
			s.Names = append(s.Names, option{Value: v.Graph.Label(i), Label: l.Kind(v.Graph.Kind(i))})
		}
	}
	return s
}
