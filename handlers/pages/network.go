package pages

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"trama/analysis"
	"trama/graph"
	"trama/handlers/api"
	"trama/render"
)

func (p *Pages) networks(c *gin.Context) {
	list, err := p.Store.Networks(c.Request.Context())
	if err != nil {
		p.fail(c, err)
		return
	}
	links := make([]render.NetworkLink, 0, len(list))
	for _, info := range list {
		links = append(links, render.NetworkLink{NetworkInfo: info, Href: "/networks/" + url.PathEscape(info.Network)})
	}
	var page bytes.Buffer
	view := render.View{Lang: p.Language(c.Request), Self: "/", Query: c.Request.URL.Query()}
	if err := render.NetworksPage(&page, links, view); err != nil {
		p.fail(c, err)
		return
	}
	p.show(c, http.StatusOK, page.Bytes())
}

func (p *Pages) network(c *gin.Context) {
	q := api.Question{
		Network: name(c), At: c.Query("at"), Format: "html", Lang: p.Language(c.Request),
		Key:  fmt.Sprintf("page %s", c.Query("coordinator")),
		Page: api.Page{Query: c.Request.URL.Query()}, Write: networkPage(c.Query("coordinator") == "without"),
	}
	out, err := p.Answers.Answered(c.Request.Context(), q)
	if err != nil {
		p.fail(c, err)
		return
	}
	p.show(c, http.StatusOK, out.Body)
}

// firstMissing is how many missing relations the page of a network shows.
const firstMissing = 20

// networkPage returns what writes the page of a network: its report and its first missing relations, with or without the
// coordinator.
func networkPage(without bool) func(context.Context, io.Writer, analysis.Source, render.View) error {
	return func(ctx context.Context, w io.Writer, src analysis.Source, view render.View) error {
		coordinators := coordinatorsOf(src)
		reportOptions, missingOptions := analysis.DefaultReportOptions(), analysis.DefaultMissingOptions()
		missingOptions.Limit = firstMissing
		if without {
			reportOptions.Lens.LeaveOut, missingOptions.Lens.LeaveOut = coordinators, coordinators
		}
		report, err := analysis.NewReport(ctx, src, reportOptions)
		if err != nil {
			return err
		}
		missing, err := analysis.Missing(ctx, src, missingOptions)
		if err != nil {
			return err
		}
		view.Self = "/networks/" + url.PathEscape(src.Network)
		n := render.NetworkPageView{View: view, Report: *report, Missing: missing, Home: "/?lang=" + view.Lang, Links: links(src.Network, view.Lang), Without: without}
		if len(coordinators) > 0 {
			n.Switch = otherSide(view, without)
		}
		return render.NetworkPage(w, n)
	}
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
	query := url.Values{"lang": {view.Lang}}
	if !without {
		query.Set("coordinator", "without")
	}
	return view.Self + "?" + query.Encode()
}

// links are the ways on from the page of a network.
func links(network, lang string) []render.PageLink {
	page, data := "/networks/"+url.PathEscape(network), "/api/v1/networks/"+url.PathEscape(network)
	said := "?lang=" + lang
	return []render.PageLink{
		{Name: "table", Href: page + "/table" + said}, {Name: "validate", Href: page + "/validate" + said},
		{Name: "report", Href: page + "/report" + said}, {Name: "meeting", Href: page + "/report" + said + "&for_meeting=true"},
		{Name: "missing", Href: page + "/missing" + said}, {Name: "plan", Href: page + "/plan" + said}, {Name: "history", Href: page + "/history" + said},
		{Name: "json", Href: data + "/report" + said}, {Name: "csv", Href: data + "/report" + said + "&format=csv", Download: true},
		{Name: "graphml", Href: data + "/export/graphml", Download: true},
	}
}
