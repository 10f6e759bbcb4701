package pages

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"trama/analysis"
	"trama/graph"
	"trama/handlers/api"
	"trama/render"
	"trama/render/desk"
)

func (p *Pages) networks(c *gin.Context) error { return p.home(c, http.StatusOK, nil) }

// home shows the first page: the networks, and how one begins. A form on it that was refused is shown again.
func (p *Pages) home(c *gin.Context, status int, refused *desk.Refused) error {
	list, err := p.Store.Networks(c.Request.Context())
	if err != nil {
		return err
	}
	links := make([]desk.NetworkLink, 0, len(list))
	demo := p.Demo != nil
	for _, info := range list {
		links = append(links, desk.NetworkLink{NetworkInfo: info, Href: "/networks/" + url.PathEscape(info.Network)})
		demo = demo && info.Network != demoNetwork
	}
	view := desk.View{View: render.View{Lang: p.Language(c.Request), Self: "/", Query: c.Request.URL.Query()}}
	if !p.ReadOnly {
		view.Writing = &desk.Writing{Refused: refused, Demo: demo}
		view.Writing.Author, view.Writing.Carried = signed(c, refused)
	}
	if refused != nil {
		view.Resent = resent(c, refused.Typed)
	}
	return p.showDrawn(c, status, func(w io.Writer) error { return desk.NetworksPage(w, links, view) })
}

func (p *Pages) network(c *gin.Context) error {
	shown := networkShown{answers: p.Answers, without: c.Query("coordinator") == "without"}
	var err error
	if shown.revision, shown.writing, err = p.writingNow(c); err != nil {
		return err
	}
	return p.question(c, api.Question{
		Network: name(c), At: c.Query("at"), Format: "html", Lang: p.Language(c.Request),
		Key:  fmt.Sprintf("page %q %q %q %q %d", c.Query("coordinator"), c.Query("done"), c.Query("named"), shown.writing.Key(), shown.revision),
		Page: api.Page{Query: withoutNotices(c.Request.URL.Query())}, Write: shown.page,
	})
}

// withoutNotices are the parameters of a page without those that say what was written just now: they are said once.
func withoutNotices(query url.Values) url.Values {
	query.Del("done")
	query.Del("named")
	return query
}

// networkAgain shows the page of a network again on which a form was refused.
func (p *Pages) networkAgain(c *gin.Context, status int, refused *desk.Refused) error {
	s, err := p.scene(c)
	if err != nil {
		return err
	}
	s.view.Writing = &desk.Writing{Base: s.base(), State: stateOf(s.info), Refused: refused}
	s.view.Writing.Author, s.view.Writing.Carried = signed(c, refused)
	s.view.Resent = resent(c, refused.Typed)
	return p.drawn(c, status, p.drawnNetwork, s)
}

// drawnNetwork draws the page of a network.
func (p *Pages) drawnNetwork(ctx context.Context, s scene, w io.Writer) error {
	return networkShown{answers: p.Answers, revision: s.info.Revision, writing: s.view.Writing}.page(ctx, w, s.src, s.view.View)
}

// networkShown is how the page of a network is shown: with or without the coordinator, and with what it needs to write.
type networkShown struct {
	answers  *api.Service
	without  bool
	revision graph.Revision // that writing is about
	writing  *desk.Writing
}

// page writes the page of a network: its report and, where there is time for them, its first missing relations.
func (n networkShown) page(ctx context.Context, w io.Writer, src analysis.Source, view render.View) error {
	report, missing, err := n.results(ctx, src, graph.Lens{})
	if err != nil {
		return err
	}
	view.Self = "/networks/" + url.PathEscape(src.Network)
	shown := render.NetworkPageView{Report: *report, Missing: missing, Home: "/?lang=" + view.Lang, Links: links(src, view.SameState()), Without: n.without}
	if len(coordinatorsOf(src)) > 0 {
		shown.Switch = otherSide(view, n.without)
	}
	around := desk.View{View: view}
	if src.Revision == n.revision { // else others wrote while the page was asked for
		around.Writing = n.writing
	}
	return desk.NetworkPage(w, shown, around)
}

// results are the report and, where there is time for them, the first missing relations of what a lens leaves; nil otherwise.
func (n networkShown) results(ctx context.Context, src analysis.Source, lens graph.Lens) (*analysis.Report, *analysis.MissingList, error) {
	options := analysis.DefaultReportOptions()
	options.Lens, options.Seed, options.Exact = lens, n.answers.Seed, n.answers.Exact
	if n.without {
		options.Lens.LeaveOut = append(options.Lens.LeaveOut, coordinatorsOf(src)...)
	}
	report, err := n.answers.Report(ctx, src, options)
	if err != nil {
		return nil, nil, err
	}
	search, inTime := analysis.MissingBeside(src, options, false)
	if !inTime {
		return report, nil, nil
	}
	missing, err := n.answers.Missing(ctx, src, search)
	return report, missing, err
}

// coordinatorsOf returns the ids of the nodes with the role of coordinator.
func coordinatorsOf(src analysis.Source) []string {
	var out []string
	role := src.Graph.Meaning("role")
	for i := range src.Graph.Nodes() {
		if graph.Coordinates(role.Text(i)) {
			out = append(out, src.Graph.NodeID(i))
		}
	}
	return out
}

// otherSide is the address of the same page with, or without, the coordinator.
func otherSide(view render.View, without bool) string {
	query := view.SameState()
	if !without {
		query.Set("coordinator", "without")
	}
	return view.Self + "?" + query.Encode()
}

// links are the ways on from the page of a network, given the parameters of the state that it shows. Without a meeting there are
// no minutes.
func links(src analysis.Source, state url.Values) []render.PageLink {
	page, data := "/networks/"+url.PathEscape(src.Network), "/api/v1/networks/"+url.PathEscape(src.Network)
	said := "?" + state.Encode()
	all := []render.PageLink{
		{Name: "table", Href: page + "/table" + said}, {Name: "validate", Href: page + "/validate" + said},
		{Name: "report", Href: page + "/report" + said}, {Name: "meeting", Href: page + "/report" + said + "&for_meeting=true"},
		{Name: "minutes", Href: page + "/minutes" + said},
		{Name: "missing", Href: page + "/missing" + said}, {Name: "plan", Href: page + "/plan" + said}, {Name: "history", Href: page + "/history" + said},
		{Name: "graphml", Href: data + "/export/graphml" + said, File: true, Download: true},
		{Name: "gexf", Href: data + "/export/gexf" + said, File: true, Download: true},
		{Name: "tables", Href: data + "/export/csv" + said, File: true, Download: true},
		{Name: "codebook", Href: data + "/codebook" + said, File: true, Download: true},
		{Name: "csv", Href: data + "/report" + said + "&format=csv", File: true, Download: true},
		{Name: "json", Href: data + "/report" + said, File: true},
	}
	if len(src.Graph.Meetings()) > 0 {
		return all
	}
	return slices.DeleteFunc(all, func(l render.PageLink) bool { return l.Name == "minutes" })
}
