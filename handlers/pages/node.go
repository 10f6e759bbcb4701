package pages

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"trama/analysis"
	"trama/graph"
	"trama/handlers/api"
	"trama/handlers/problem"
	"trama/render"
	"trama/render/desk"
)

// node shows the page of one node, named in the path.
func (p *Pages) node(c *gin.Context) error {
	id, err := url.PathUnescape(c.Param("id"))
	if err != nil {
		return problem.New(http.StatusNotFound, "no_route", p.Language(c.Request))
	}
	return p.nodePage(c, id)
}

// nodePage shows the page of one node at the revision and through the lens that the request asks for.
func (p *Pages) nodePage(c *gin.Context, id string) error {
	query, shown := c.Request.URL.Query(), shownNode{id: id, answers: p.Answers, home: "/?lang=" + p.Language(c.Request), erasable: !p.ReadOnly}
	if id != "." && id != ".." { // what a browser takes out of a path has no forms
		var err error
		if shown.revision, shown.writing, err = p.writingNow(c); err != nil {
			return err
		}
	}
	return p.question(c, api.Question{
		Network: name(c), At: query.Get("at"), Format: "html", Lang: p.Language(c.Request),
		Key:  fmt.Sprintf("node %q %s %q %q %d", id, lensPart(query).Encode(), query.Get("done"), shown.writing.Key(), shown.revision),
		Page: api.Page{Query: withoutNotices(c.Request.URL.Query())},
		Write: func(ctx context.Context, w io.Writer, src analysis.Source, view render.View) error {
			var err error
			if view.Gone, err = p.gonePast(ctx, view.Past, src.Network, id); err != nil {
				return err
			}
			shown.view = view
			return writeNode(ctx, w, src, shown)
		},
	})
}

// gonePast tells, of a page of the past, whether the network as it is now lacks one of the nodes that the page is about.
func (p *Pages) gonePast(ctx context.Context, past graph.Revision, network string, ids ...string) (bool, error) {
	if past == 0 {
		return false, nil
	}
	now, err := p.Store.Load(ctx, network, 0)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(ids, func(id string) bool { _, there := now.FindNode(id); return !there }), nil
}

// lensPart are the parameters of a lens among those of a request.
func lensPart(query url.Values) url.Values {
	out := url.Values{}
	for _, name := range api.LensParameters() {
		if values := query[name]; len(values) > 0 {
			out[name] = values
		}
	}
	return out
}

// shownNode is a node on its page.
type shownNode struct {
	id       string
	view     render.View
	home     string
	answers  *api.Service
	revision graph.Revision // that writing is about
	writing  *desk.Writing
	erasable bool // out of the history
}

// firstForNode is how many missing relations the page of a node is given, nodeWithMissing the size up to which a network
// has them on the page of each node: the first time they take longer than the page, seconds in a large network; the pages of
// other nodes then share most of it.
const (
	firstForNode    = 3
	nodeWithMissing = 10_000
)

func writeNode(ctx context.Context, w io.Writer, src analysis.Source, shown shownNode) error {
	lens, err := api.LensOf(shown.view.Query, src.Graph)
	if err != nil {
		return err
	}
	portrait, err := analysis.NewPortrait(ctx, src, analysis.PortraitOptions{Lens: lens, ID: shown.id})
	if err != nil {
		return err
	}
	shown.view.Self = nodeAddress(src.Network, shown.id)
	n := render.NodePageView{Portrait: *portrait, Home: shown.home}
	if src.Graph.Nodes() <= nodeWithMissing {
		if n.Missing, err = missingOf(ctx, src, lens, shown); err != nil {
			return err
		}
	}
	around := desk.View{View: shown.view, Erasable: shown.erasable}
	if src.Revision == shown.revision { // else others wrote while the page was asked for
		around.Writing = shown.writing
	}
	return desk.NodePage(w, n, around)
}

// missingOf returns the first missing relations of a node.
func missingOf(ctx context.Context, src analysis.Source, lens graph.Lens, shown shownNode) (*analysis.MissingList, error) {
	o := analysis.DefaultMissingOptions()
	o.Lens, o.Seed, o.Exact, o.Limit, o.Involving = lens, shown.answers.Seed, shown.answers.Exact, firstForNode, []string{shown.id}
	return shown.answers.MissingOf(ctx, src, o)
}

// nodeAddress is the path of a node's page. A browser takes "." and ".." out of any path, so these are asked for by the
// page that finds nodes.
func nodeAddress(network, id string) string {
	nodes := "/networks/" + url.PathEscape(network) + "/nodes"
	if id == "." || id == ".." {
		return nodes
	}
	return nodes + "/" + url.PathEscape(id)
}

// foundMost is how many nodes the page of a search names.
const foundMost = 100

// nodes finds nodes by name: one leads to its page, several are listed. An id asks for the page of a node as its path does.
func (p *Pages) nodes(c *gin.Context) error {
	query := c.Request.URL.Query()
	if id := query.Get("id"); id != "" {
		return p.nodePage(c, id)
	}
	s, err := p.sceneAt(c, query.Get("at"))
	if err != nil {
		return err
	}
	text := strings.TrimSpace(query.Get("name"))
	found := nodesFound(s.src.Graph, text)
	if len(found) == 1 {
		p.toNode(c, s.info.Network, found[0].ID)
		return nil
	}
	s.view.Self = s.base() + "/nodes"
	return p.showFound(c, render.FoundView{View: s.view.View, Text: text, Total: len(found), Found: found[:min(len(found), foundMost)]})
}

// toNode leads to the page of a node, at the same revision and through the same lens.
func (p *Pages) toNode(c *gin.Context, network, id string) {
	query := c.Request.URL.Query()
	query.Del("name")
	to := nodeAddress(network, id)
	if id == "." || id == ".." {
		query.Set("id", id)
	}
	if len(query) > 0 {
		to += "?" + query.Encode()
	}
	c.Redirect(http.StatusSeeOther, to)
}
