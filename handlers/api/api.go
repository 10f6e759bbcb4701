// Package api is the JSON side of the service: one file per noun, all routes in routes.go. A handler decodes, validates,
// calls and responds; what it answers is written by render, as the command line does, so that both give the same bytes.
// Errors become problems in handlers/problem.
package api

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"runtime"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/semaphore"

	"trama/analysis"
	"trama/graph"
)

// Options are what a Service is made of.
type Options struct {
	Settings
	Store   graph.Store
	Version string
	Lang    string
	MaxBody int64
	Limits  graph.Limits // of imported files
	Log     *slog.Logger
}

// Service answers the API's requests. It is safe for concurrent use.
type Service struct {
	Options
	answers *shared[[]byte]                          // by network, digest, and everything asked
	reports *shared[*analysis.Report]                // that answers of several formats and languages, and pages, are written of
	lists   *shared[*analysis.MissingList]           // likewise
	gaps    *shared[*analysis.Gaps]                  // of the newest search: they are large
	pairs   *lru.Cache[found, *analysis.MissingList] // suggestions that somebody was shown
	turns   *semaphore.Weighted                      // no more analyses and imports at once than cores: each may take much memory
}

// maxAnswers is how many answers are kept, maxAnswer the size up to which one is; maxResults how many results are, maxListed
// the length of their lists up to which one is.
const (
	maxAnswers = 256
	maxAnswer  = 1 << 20
	maxResults = 32
	maxListed  = 1_000
)

// New returns a service over a store.
func New(o Options) *Service {
	pairs, err := lru.New[found, *analysis.MissingList](maxFound)
	if err != nil {
		panic(err) // the size is a constant above 0
	}
	refuseInOwnWords()
	return &Service{
		Options: o, answers: newShared[[]byte](maxAnswers), reports: newShared[*analysis.Report](maxResults),
		lists: newShared[*analysis.MissingList](maxResults), gaps: newShared[*analysis.Gaps](1), pairs: pairs, turns: semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0))),
	}
}

func newAPI(engine *gin.Engine, version string) huma.API {
	config := huma.DefaultConfig("Trama", version)
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/openapi", "", ""
	config.CreateHooks = nil // no $schema in bodies
	config.Formats = map[string]huma.Format{"application/json": strictJSON(), "json": strictJSON()}
	config.Info.Description = "Relationship maps of community-welfare networks: where they are in pieces, which relations are missing and why." +
		" A parameter that an operation does not list is refused (422)."
	config.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	api := humagin.New(engine, config)
	api.UseMiddleware(onlyKnown)
	describeValues(api.OpenAPI().Components.Schemas)
	return api
}

// strictJSON writes "<", ">" and "&" as they are.
func strictJSON() huma.Format {
	return huma.Format{
		Marshal: func(w io.Writer, v any) error {
			e := json.NewEncoder(w)
			e.SetEscapeHTML(false)
			return e.Encode(v)
		},
		Unmarshal: json.Unmarshal,
	}
}

// Turn waits until an analysis or an import may run, and returns how to end it.
func (s *Service) Turn(ctx context.Context) (end func(), err error) {
	if err := s.turns.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return func() { s.turns.Release(1) }, nil
}
