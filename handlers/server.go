// Package handlers is the HTTP adapter: the service over a graph.Store. It knows no store, no configuration and no
// algorithm: a request is decoded, one analysis or one change is called, and the result is rendered. The API's routes
// are in handlers/api, the pages' in handlers/pages, the answers to errors in handlers/problem.
package handlers

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"trama/graph"
	"trama/handlers/api"
	"trama/handlers/pages"
	"trama/handlers/problem"
	"trama/web"
)

// Options are what a Server is made of.
type Options struct {
	Store    graph.Store
	Version  string
	Lang     string    // of answers to requests that ask for none
	Settings *Settings // of requests that say nothing of them; nil is seed 1
	Hosts    []string  // names under which the service may be asked for, beside those of loopback
	Open     bool      // answers under any IP address: with Hosts, what a service beyond loopback needs
	// ReadOnly refuses every request that writes, and the pages show no forms: for a service that many may reach.
	ReadOnly bool
	Demo     func(context.Context) (*graph.Graph, error) // the fictional town that the first page offers; nil: it offers none
	MaxBody  int64                                       // bytes of a request; 0 is 256 MiB
	Patience time.Duration                               // how long somebody looks at a blank page; 0 is 5 seconds
	Log      *slog.Logger                                // nil is no log
	Limits   graph.Limits                                // of imported files
}

// Settings are what a request has that says nothing of it.
type Settings = api.Settings

// New returns the service. It is safe for concurrent use and holds nothing but a cache of answers and which forms were written of late.
func New(o Options) http.Handler {
	if o.MaxBody == 0 {
		o.MaxBody = 256 << 20
	}
	if o.Patience == 0 {
		o.Patience = 5 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Settings == nil {
		o.Settings = &Settings{Seed: 1}
	}
	engine := newEngine(o)
	if o.ReadOnly {
		engine.Use(readOnly(o))
	}
	service := api.New(api.Options{Store: o.Store, Version: o.Version, Lang: o.Lang, Settings: *o.Settings, MaxBody: o.MaxBody, Limits: o.Limits, Log: o.Log})
	service.Routes(engine)
	p := pages.New(pages.Options{Store: o.Store, Answers: service, Lang: o.Lang, API: engine, ReadOnly: o.ReadOnly, Demo: o.Demo})
	p.Routes(engine)
	engine.GET(web.ScriptPath(), script)
	engine.NoRoute(func(c *gin.Context) { nowhere(c, o, p) })
	return guarded(o, newPatient(heads(engine), p, o.Patience))
}

// script answers with the script of the pages' drawings. Another one has another address, so a browser keeps it.
func script(c *gin.Context) {
	c.Writer.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	c.Data(http.StatusOK, "text/javascript; charset=utf-8", []byte(web.Script()))
}

// nowhere answers a request for an address that there is not: people who look at pages get one.
func nowhere(c *gin.Context, o Options, p *pages.Pages) {
	if strings.HasPrefix(c.Request.URL.Path, "/api/") || !strings.Contains(c.GetHeader("Accept"), "text/html") {
		answer(c, o, http.StatusNotFound, "no_route")
		return
	}
	p.Problem(c, problem.New(http.StatusNotFound, "no_route", p.Language(c.Request)))
}

func newEngine(o Options) *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.UseRawPath, engine.UnescapePathValues = true, false
	engine.RedirectTrailingSlash, engine.RedirectFixedPath = false, false
	engine.HandleMethodNotAllowed = true
	engine.SetTrustedProxies(nil)
	engine.NoMethod(func(c *gin.Context) { answer(c, o, http.StatusMethodNotAllowed, "no_method") })
	return engine
}

func answer(c *gin.Context, o Options, status int, code string) {
	problem.Write(c.Writer, problem.New(status, code, language(c.Request, o)))
}

// language returns the language that a request asks for: its parameter lang, else the service's.
func language(r *http.Request, o Options) string { return cmp.Or(r.URL.Query().Get("lang"), o.Lang) }
