package render

import (
	"net/url"
	"strings"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
)

// View is what stands around a result on its page: the reader's language, and what else the page may show.
type View struct {
	Lang     string
	Title    string                // of the network; without it its name, or that of the file
	Snapshot string                // the name of the revision, where it has one
	Graph    *graph.Graph          // for the drawing of the pieces, and for names; nil: ids stand for names
	Missing  *analysis.MissingList // for section 7 of the report; nil: the section says where to look
	Since    *analysis.Comparison  // for section 8; nil: nothing to compare with
	// ForMeeting makes of a report the pack for a meeting: the table's five questions, and the minutes to fill in.
	ForMeeting bool
	// Short makes of a report its headline and its few first figures.
	Short bool

	Remark *graph.Sentence // what the store says of the network although it gives it; nil: nothing
	Past   graph.Revision  // the one that the page was asked for, and only reads; 0: it shows the network as it is
	Gone   bool            // what the page of the past is about is not on the map any more

	Self  string     // the address of the page for its forms and links; "": a page on its own
	Query url.Values // the parameters that the page was asked with

	Resent *Resent // the form that was refused; nil: none was
}

func (v View) locale() *locale.Locale { return locale.New(v.Lang) }

// label is the name of a node: by the graph, where the page has one, else its id.
func (v View) label(id string) string {
	if v.Graph != nil {
		if i, ok := v.Graph.FindNode(id); ok {
			return v.locale().Side(v.Graph.Label(i))
		}
	}
	return id
}

func (v View) kind(id string) string {
	if v.Graph != nil {
		if i, ok := v.Graph.FindNode(id); ok {
			return v.Graph.Kind(i)
		}
	}
	return ""
}

// keptOnTheWay are the parameters that a page of a node takes over from the page that leads to it: the revision and the
// lens.
func keptOnTheWay() []string {
	return []string{"at", "kind", "type", "status", "as_of", "area", "where", "leave_out", "min_weight"}
}

// nodeAddress is the address of the page of a node, at the revision and through the lens of the page that leads to it; ""
// on a page on its own. A browser takes "." and ".." out of any path, escaped or not, so a node that is called so is asked
// for by a parameter.
func (v View) nodeAddress(id string) string {
	network := v.Network()
	if network == "" {
		return ""
	}
	query := v.onTheWay()
	if id == "." || id == ".." {
		query.Set("id", id)
		return Address(network+"/nodes", query)
	}
	return Address(network+"/nodes/"+url.PathEscape(id), query)
}

// onTheWay are the parameters of a page about the same state as this one.
func (v View) onTheWay() url.Values {
	query := url.Values{"lang": {v.locale().Lang()}}
	for _, name := range keptOnTheWay() {
		if values := v.Query[name]; len(values) > 0 {
			query[name] = values
		}
	}
	return query
}

// Network is the address of the network's page, from that of any of its pages; "" on a page of no network.
func (v View) Network() string {
	rest, under := strings.CutPrefix(v.Self, "/networks/")
	name, _, _ := strings.Cut(rest, "/")
	if !under || name == "" {
		return ""
	}
	return "/networks/" + name
}

// near is the address of another page about the same state of the network: missing, whatif; "" is the network's own page.
func (v View) near(name string, more url.Values) string {
	query := v.onTheWay()
	for key, values := range more {
		query[key] = values
	}
	to := v.Network()
	if name != "" {
		to += "/" + name
	}
	return Address(to, query)
}

// Around puts around a page of a network what stands around all of them: the languages, and the ways to the networks and
// to the network's own page.
func (v View) Around(s Shell) Shell {
	l := v.locale()
	s.Languages, s.Home = v.languages(), Address("/", url.Values{"lang": {l.Lang()}})
	s.Links = append([]Link{{Href: Address(v.Network(), v.SameState()), Name: l.Say("page.network", nil)}}, s.Links...)
	return s
}

// SameState are the parameters of another page of the network at the same revision, in the same language.
func (v View) SameState() url.Values {
	query := url.Values{"lang": {v.locale().Lang()}}
	if at := v.Query.Get("at"); at != "" {
		query.Set("at", at)
	}
	return query
}
