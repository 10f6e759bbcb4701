// Package pages is the side of the service that people look at: the list of networks, the page of one, and the pages of
// its report, its nodes, its missing relations, its plans and what-ifs; on them files are imported and records written. They
// are made on the server and work without script. A page of one result is the API's own answer in HTML; errors are pages
// too. Routes are in this file and beside what they lead to; what the pages look like is in render and web.
package pages

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"trama/graph"
	"trama/handlers/api"
	"trama/handlers/problem"
	"trama/locale"
	"trama/render"
	"trama/render/desk"
)

// Options are what the pages are made of.
type Options struct {
	Store   graph.Store
	Answers *api.Service
	Lang    string       // for readers whose browser asks for no language
	API     http.Handler // answers the API's requests

	ReadOnly bool // the pages show no forms that write

	Demo func(context.Context) (*graph.Graph, error) // the fictional town; nil: the pages do not offer it
}

// Pages answers requests for pages. It is safe for concurrent use.
type Pages struct {
	Options
	once *once
}

// New returns the pages of a service.
func New(o Options) *Pages { return &Pages{Options: o, once: newOnce()} }

// Routes registers every page.
func (p *Pages) Routes(engine *gin.Engine) {
	pages := routes{engine.Group("/", withoutKeptName), p}
	pages.GET("/", p.networks)
	pages.GET("/networks", func(c *gin.Context) error {
		c.Redirect(http.StatusFound, (&url.URL{Path: "/", RawQuery: c.Request.URL.RawQuery}).String())
		return nil
	})
	pages.GET("/networks/:network", p.network)
	pages.GET("/networks/:network/drawing.svg", p.drawing)
	pages.GET("/networks/:network/report", p.result("report"))
	pages.GET("/networks/:network/minutes", p.result("minutes"))
	pages.GET("/networks/:network/compare", p.compare)
	p.historyRoutes(pages)
	p.tavoloRoutes(pages)
	p.suggestionRoutes(pages)
	p.validateRoutes(pages)
	p.importRoutes(pages)
	pages.GET("/networks/:network/missing", p.missing)
	pages.GET("/networks/:network/plan", p.plan)
	pages.GET("/networks/:network/whatif", p.whatIf)
	p.nodeRoutes(pages)
}

// handler answers a request for a page, or returns why it cannot.
type handler func(c *gin.Context) error

// routes registers handlers: where one fails, the answer is the page of its error.
type routes struct {
	gin.IRoutes
	p *Pages
}

// GET registers a handler that shows a page.
func (r routes) GET(path string, h handler) { r.IRoutes.GET(path, r.p.answers(h)) }

// POST registers a handler that writes.
func (r routes) POST(path string, h handler) { r.IRoutes.POST(path, r.p.answers(h)) }

// answers returns what gin calls for a handler.
func (p *Pages) answers(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			p.Problem(c, problem.Shown(err, p.Language(c.Request)))
		}
	}
}

// Language returns the language of a page: the one asked for, else the browser's, else the service's.
func (p *Pages) Language(r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); lang != "" {
		return locale.New(lang).Lang()
	}
	if header := r.Header.Get("Accept-Language"); header != "" {
		return locale.Match(header)
	}
	return p.Lang
}

// name returns the network's name from the path, as it stands there.
func name(c *gin.Context) string {
	if text, err := url.PathUnescape(c.Param("network")); err == nil {
		return text
	}
	return c.Param("network")
}

// show answers with a page.
func (p *Pages) show(c *gin.Context, status int, page []byte) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", render.Policy(page))
	h.Set("Vary", "Accept-Language, Cookie") // the language, and who writes
	if status == http.StatusOK {
		sum := sha256.Sum256(page) // a page shows more than a state: its ETag is its own
		tag := `"` + hex.EncodeToString(sum[:16]) + `"`
		h.Set("ETag", tag)
		if api.IsKnown(c.Request, tag) {
			c.Status(http.StatusNotModified)
			return
		}
	}
	c.Data(status, "text/html; charset=utf-8", page)
}

// showDrawn answers with a page that is drawn whole before anything of it is sent, or returns why it cannot be drawn.
func (p *Pages) showDrawn(c *gin.Context, status int, draw func(w io.Writer) error) error {
	var page bytes.Buffer
	if err := draw(&page); err != nil {
		return err
	}
	p.show(c, status, page.Bytes())
	return nil
}

// Problem answers with the page of an error.
func (p *Pages) Problem(c *gin.Context, what *problem.Problem) {
	var page bytes.Buffer
	self := "/" + strings.TrimLeft(c.Request.URL.EscapedPath(), "/") // a link to //name leads to another site
	view := render.View{Lang: p.Language(c.Request), Self: self, Query: c.Request.URL.Query()}
	shown := render.Problem{Status: what.Status, Detail: what.Detail, Typed: desk.Typed(c.Request.PostForm, "", locale.New(view.Lang))}
	shown.Network, shown.Asked = p.about(c)
	if err := render.ErrorPage(&page, shown, view); err != nil {
		problem.Write(c.Writer, what)
		return
	}
	p.show(c, what.Status, page.Bytes())
}

// again is after how many seconds the browser asks again for a page that takes its time.
const again = "4"

// Waiting answers with how far a page is that takes its time, which the browser then asks for again.
func (p *Pages) Waiting(w http.ResponseWriter, r *http.Request, far render.Waiting) {
	var page bytes.Buffer
	view := render.View{Lang: p.Language(r), Self: r.URL.EscapedPath(), Query: r.URL.Query()}
	if err := render.WaitingPage(&page, far, view); err != nil {
		problem.Write(w, problem.From(err, view.Lang))
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", render.Policy(page.Bytes()))
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Vary", "Accept-Language, Cookie")
	h.Set("Refresh", again)
	w.WriteHeader(http.StatusAccepted)
	w.Write(page.Bytes())
}

// about returns the address of the network that a page which failed is about, where it is there and another page; and
// which form was filled in.
func (p *Pages) about(c *gin.Context) (network, asked string) {
	of := "/networks/" + c.Param("network")
	rest, under := strings.CutPrefix(c.Request.URL.EscapedPath(), of+"/")
	if !under || c.Param("network") == "" {
		return "", ""
	}
	if _, err := p.Store.Info(c.Request.Context(), name(c)); err != nil {
		return "", ""
	}
	return of, rest
}

// question answers with a page that is worked out once for all who ask for it.
func (p *Pages) question(c *gin.Context, q api.Question) error {
	out, err := p.Answers.Answered(c.Request.Context(), q)
	if err != nil {
		return err
	}
	p.show(c, http.StatusOK, out.Body)
	return nil
}

// result returns the handler of a page that is one result: the API's answer in HTML.
func (p *Pages) result(of string) handler {
	return func(c *gin.Context) error { return p.asked(c, of, c.Request.URL.Query(), nil) }
}

// asked answers with what the API says of the network, in HTML: by POST where it is asked with a body.
func (p *Pages) asked(c *gin.Context, of string, query url.Values, body []byte) error {
	query.Set("format", "html")
	asks := call{method: http.MethodGet, path: "/api/v1/networks/" + c.Param("network") + "/" + of, query: query, body: body}
	if body != nil {
		asks.method = http.MethodPost
	}
	held, failure := p.answered(c, asks)
	if failure != nil {
		return failure
	}
	p.show(c, held.status, held.body.Bytes())
	return nil
}

// call is a request that a page makes of the API.
type call struct {
	method, path string
	query        url.Values
	body         []byte
	match        string      // If-Match; "": none
	header       http.Header // others, which take the place of those that a call has
}

// answered returns what the API says in the reader's language, or why it refuses.
func (p *Pages) answered(c *gin.Context, asks call) (*answer, error) {
	asks.query.Set("lang", p.Language(c.Request))
	target := &url.URL{Path: asks.path, RawPath: asks.path, RawQuery: asks.query.Encode()}
	if plain, err := url.PathUnescape(asks.path); err == nil {
		target.Path = plain
	}
	ctx, kept := problem.Keeping(api.FromPage(c.Request.Context()))
	r := (&http.Request{Method: asks.method, URL: target, Host: c.Request.Host, Header: http.Header{"Content-Type": {"application/json"}}}).WithContext(ctx)
	if asks.match != "" {
		r.Header.Set("If-Match", asks.match)
	}
	for name, values := range asks.header {
		r.Header[name] = values
	}
	r.Body = http.NoBody
	if asks.body != nil {
		r.Body = readCloser{bytes.NewReader(asks.body)}
	}
	held := &answer{header: http.Header{}, status: http.StatusOK}
	p.API.ServeHTTP(held, r)
	switch {
	case *kept != nil:
		return held, *kept
	case held.header.Get("Content-Type") == problem.ContentType:
		return held, refusedParameters(held, p.Language(c.Request))
	}
	return held, nil
}

// refusedParameters words anew, in the reader's language, what was refused before a handler saw it: it names the
// parameters.
func refusedParameters(held *answer, lang string) *problem.Problem {
	what := &problem.Problem{}
	if err := json.Unmarshal(held.body.Bytes(), what); err != nil {
		return problem.New(held.status, "internal", lang)
	}
	var names []string
	for _, place := range what.Errors {
		_, name, _ := strings.Cut(place.Location, ".")
		names = append(names, name)
	}
	said := problem.New(what.Status, what.Code, lang)
	if len(names) > 0 {
		said.Detail = locale.New(lang).Say("http_parameters", graph.V{"names": strings.Join(names, ", ")})
	}
	return said
}

type readCloser struct{ *bytes.Reader }

func (readCloser) Close() error { return nil }

// answer holds what the API says.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }
