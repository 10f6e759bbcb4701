package api

import (
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"trama/analysis"
	"trama/graph"
)

// Routes registers every route of the API.
func (s *Service) Routes(engine *gin.Engine) {
	a := newAPI(engine, s.Version)
	r := routes{s: s, api: a}
	const one = "/api/v1/networks/{network}"

	handle(s, a, r.get("health", "/api/v1/health", "Whether the service answers", Health{}), s.health)
	handle(s, a, r.get("networks", "/api/v1/networks", "The networks of the store", graph.NetworkList{}), s.networks)
	handle(s, a, r.remove("delete-network", one, "Delete a network with its history"), s.deleteNetwork)

	ask[ReportInput](s, a, r.get("report", one+"/report", "The fragmentation report", analysis.Report{}))
	ask[MissingInput](s, a, r.get("missing", one+"/missing", "The missing relations, explained", analysis.MissingList{}))
	ask[PlanInput](s, a, r.get("plan", one+"/plan", "The shortest list of new relations that reaches a goal", analysis.PlanResult{}))
	ask[MetricsInput](s, a, r.get("metrics", one+"/metrics", "A row of figures for each node", analysis.Metrics{}))
	ask[BacktestInput](s, a, r.get("backtest", one+"/backtest", "How well each method finds hidden relations again", analysis.BacktestResult{}))
	handle(s, a, r.get("compare", one+"/compare", "What changed between two revisions", analysis.Comparison{}), s.compare)
	ask[WhatIfInput](s, a, r.post("whatif", one+"/whatif", "What some changes would change", analysis.WhatIfResult{}, "application/json"))
	ask[ScoreInput](s, a, r.post("score", one+"/score", "The plausibility of given pairs", analysis.Scores{}, "application/json"))

	handle(s, a, r.get("graph", one+"/graph", "The whole graph, trama.graph/1", nil), s.graph)
	handleStream(s, a, r.get("export", one+"/export/{format}", "The graph as a file: graphml, gexf, json, nodes.csv or edges.csv", nil), s.export)
	handle(s, a, r.get("node", one+"/nodes/{id}", "A node with its edges", NodeWithEdges{}), s.node)
	handle(s, a, r.get("edge", one+"/edges/{id}", "An edge", graph.Edge{}), s.edge)

	handle(s, a, r.post("import", one+"/imports", "Import files, merged by id", graph.Imported{}, importTypes()...), s.imports)
	handle(s, a, r.post("changes", one+"/changes", "Apply trama.changes/1 as one commit", graph.Imported{}, "application/json"), s.changes)
	r.tavoloRoutes(one)
	handle(s, a, r.post("undo", one+"/undo", "Take a revision back, as a commit of its own", graph.Imported{}, "application/json"), s.undo)
	handle(s, a, r.post("snapshot", one+"/snapshots", "Give a revision a name", graph.Snapshot{}, "application/json"), s.snapshot)
	handle(s, a, r.get("history", one+"/history", "The commits, newest first", graph.CommitList{}), s.history)
}

// routes describes operations for the OpenAPI document.
type routes struct {
	s   *Service
	api huma.API
}

func (r routes) operation(method, id, path, summary string, result any) huma.Operation {
	op := huma.Operation{
		OperationID: id, Method: method, Path: path, Summary: summary, MaxBodyBytes: r.s.MaxBody,
		Errors:    []int{http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusServiceUnavailable},
		Responses: map[string]*huma.Response{},
	}
	if result != nil {
		schema := r.api.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(result), true, id)
		op.Responses["200"] = &huma.Response{Description: summary, Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}
	} else {
		op.Responses["200"] = &huma.Response{Description: summary, Content: map[string]*huma.MediaType{"application/octet-stream": {}}}
	}
	return op
}

func (r routes) get(id, path, summary string, result any) huma.Operation {
	return r.operation(http.MethodGet, id, path, summary, result)
}

func (r routes) remove(id, path, summary string) huma.Operation {
	op := r.operation(http.MethodDelete, id, path, summary, nil)
	op.Responses = map[string]*huma.Response{"204": {Description: summary}}
	op.DefaultStatus = http.StatusNoContent
	op.Errors = append(op.Errors, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	return op
}

func (r routes) post(id, path, summary string, result any, media ...string) huma.Operation {
	op := r.operation(http.MethodPost, id, path, summary, result)
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
	for _, m := range media {
		op.RequestBody.Content[m] = &huma.MediaType{}
	}
	op.SkipValidateBody = true
	op.Errors = append(op.Errors, http.StatusConflict, http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge,
		http.StatusUnsupportedMediaType, http.StatusPreconditionRequired)
	return op
}

// describeValues tells the document how values look: they write themselves as JSON.
func describeValues(schemas huma.Registry) {
	schemas.RegisterTypeAlias(reflect.TypeFor[graph.Attributes](), reflect.TypeFor[map[string]any]())
	schemas.RegisterTypeAlias(reflect.TypeFor[graph.Value](), reflect.TypeFor[any]())
}
