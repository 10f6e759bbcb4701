package pages

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"trama/analysis"
	"trama/graph"
	"trama/handlers/problem"
	"trama/render"
	"trama/render/desk"
)

// scene is what a page that writes is drawn of: a state of its network, the newest where it writes, and what stands around
// it.
type scene struct {
	info graph.NetworkInfo
	src  analysis.Source
	id   string // what the address names beside the network
	view desk.View
}

// drawing draws a page.
type drawing func(ctx context.Context, s scene, w io.Writer) error

// draws returns the handler that shows a page. Where the address names a revision it shows that one, and only reads.
func (p *Pages) draws(draw drawing) handler {
	return func(c *gin.Context) error {
		s, err := p.sceneAt(c, c.Query("at"))
		if err != nil {
			return err
		}
		s.view.Self = c.Request.URL.EscapedPath()
		if s.view.Past == 0 && !p.ReadOnly {
			if s.view.Writing, err = p.writing(c, s.info); err != nil {
				return err
			}
		}
		return p.drawn(c, http.StatusOK, draw, s)
	}
}

// drawn answers with a page.
func (p *Pages) drawn(c *gin.Context, status int, draw drawing, s scene) error {
	return p.showDrawn(c, status, func(w io.Writer) error { return draw(c.Request.Context(), s, w) })
}

// scene loads the newest state of the network that an address is about.
func (p *Pages) scene(c *gin.Context) (scene, error) { return p.sceneAt(c, "") }

// sceneAt loads a state of it, by the revision or the snapshot.
func (p *Pages) sceneAt(c *gin.Context, at string) (scene, error) {
	ctx := c.Request.Context()
	info, err := p.Store.Info(ctx, name(c))
	if err != nil {
		return scene{}, err
	}
	revision, err := info.At(at)
	if err != nil {
		return scene{}, err
	}
	g, err := p.Store.Load(ctx, info.Network, revision)
	if err != nil {
		return scene{}, err
	}
	id, err := url.PathUnescape(c.Param("id"))
	if err != nil {
		return scene{}, problem.New(http.StatusNotFound, "no_route", p.Language(c.Request))
	}
	view := render.View{Lang: p.Language(c.Request), Title: cmp.Or(g.Attributes().Get("title").String(), info.Network), Graph: g, Query: withoutNotices(c.Request.URL.Query()), Snapshot: info.SnapshotOf(revision)}
	if at != "" {
		view.Past = revision
	}
	if revision == info.Revision {
		if view.Remark, err = p.Answers.Remark(ctx, info.Network); err != nil {
			return scene{}, err
		}
	}
	return scene{info: info, src: analysis.SourceAt(info, revision, g), id: id, view: desk.View{View: view}}, nil
}

// at puts what the address names into a path.
func (s scene) at(path string) string { return strings.ReplaceAll(path, "{}", url.PathEscape(s.id)) }

// base is the address of the network's page.
func (s scene) base() string { return "/networks/" + url.PathEscape(s.info.Network) }

// within returns an address of a page of this network; anything else is not followed.
func (s scene) within(address string) (*url.URL, bool) {
	to, err := url.Parse(address)
	if err != nil || to.Scheme != "" || to.Host != "" || to.User != nil || to.Opaque != "" || !s.isUnder(to.EscapedPath()) {
		return nil, false
	}
	return &url.URL{Path: to.Path, RawPath: to.RawPath, RawQuery: to.RawQuery}, true
}

// isUnder tells whether an escaped path is that of the network's page or leads below it. An id may hold escaped slashes
// and dots; a part that is nothing else a browser takes out of the path.
func (s scene) isUnder(escaped string) bool {
	for _, part := range strings.Split(escaped, "/")[1:] {
		if plain, err := url.PathUnescape(part); err != nil || plain == "" || plain == "." || plain == ".." {
			return false
		}
	}
	return strings.HasPrefix(escaped+"/", s.base()+"/")
}
