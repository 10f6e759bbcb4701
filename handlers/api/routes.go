package api

import (
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"trama/analysis"
	"trama/graph"
	"trama/graph/source"
)

// Routes registers every route of the API.
func (s *Service) Routes(engine *gin.Engine) {
	a := newAPI(engine, s.Version)
	r := routes{s: s, api: a}
	const one = "/api/v1/networks/{network}"
	defer finishDocument(a.OpenAPI())

	handle(s, a, r.get("health", "/api/v1/health", "Whether the service answers", Health{}), s.health)
	handle(s, a, r.get("networks", "/api/v1/networks", "The networks of the store", graph.NetworkList{}), s.networks)
	handle(s, a, r.remove("delete-network", one, "Delete a network with its history"), s.deleteNetwork)

	ask[ReportInput](s, a, r.get("report", one+"/report", "The fragmentation report", analysis.Report{}))
	ask[MissingInput](s, a, r.get("missing", one+"/missing", "The missing relations, explained", analysis.MissingList{}))
	ask[PlanInput](s, a, r.get("plan", one+"/plan", "The shortest list of new relations that reaches a goal", analysis.PlanResult{}))
	ask[MetricsInput](s, a, r.get("metrics", one+"/metrics", "A row of figures for each node", analysis.Metrics{}))
	ask[BacktestInput](s, a, r.get("backtest", one+"/backtest", "How well each method finds hidden relations again", analysis.BacktestResult{}))
	handle(s, a, r.get("compare", one+"/compare", "What changed between two revisions", analysis.Comparison{}), s.compare)
	handle(s, a, r.get("minutes", one+"/minutes", "What a meeting of the table recorded", analysis.Minutes{}), s.minutes)
	ask[WhatIfInput](s, a, r.post("whatif", one+"/whatif", "What some changes would change", analysis.WhatIfResult{}, whatIfBody{}))
	ask[ScoreInput](s, a, r.post("score", one+"/score", "The plausibility of given pairs", analysis.Scores{}, scoreBody{}))

	handle(s, a, r.get("graph", one+"/graph", "The whole graph, trama.graph/1", graphDocument{}), s.graph)
	handleStream(s, a, r.exporting("export", one+"/export/{format}", "The graph as a file: "+source.EncodingNames()), s.export)
	handleStream(s, a, r.table("codebook", one+"/codebook", "What each attribute of an export is and means"), s.codebook)
	handle(s, a, r.get("node", one+"/nodes/{id}", "A node with its edges", NodeWithEdges{}), s.node)
	handle(s, a, r.get("edge", one+"/edges/{id}", "An edge", graph.Edge{}), s.edge)

	handle(s, a, r.importing("import", one+"/imports", "Import files, merged by id"), s.imports)
	handle(s, a, r.write("changes", one+"/changes", "Apply trama.changes/1 as one commit", graph.Imported{}, changesDocument{}), s.changes)
	r.tavoloRoutes(one)
	handle(s, a, r.write("undo", one+"/undo", "Take a revision back, as a commit of its own", graph.Imported{}, undoBody{}), s.undo)
	handle(s, a, r.write("erase", one+"/erasures", "Take nodes and words out of a network and all its history", graph.Erased{}, erasureBody{}), s.erase)
	handle(s, a, r.write("snapshot", one+"/snapshots", "Give a revision a name", graph.Snapshot{}, snapshotBody{}), s.snapshot)
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
		Metadata:  map[string]any{languageKey: r.s.Lang},
	}
	if result != nil {
		op.Responses["200"] = &huma.Response{Description: summary, Content: map[string]*huma.MediaType{"application/json": {Schema: r.schema(id, result)}}}
	}
	return op
}

func (r routes) schema(hint string, of any) *huma.Schema {
	return r.api.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(of), true, hint)
}

func (r routes) get(id, path, summary string, result any) huma.Operation {
	return r.operation(http.MethodGet, id, path, summary, result)
}

// exporting describes an operation that answers with a file in one of the formats.
func (r routes) exporting(id, path, summary string) huma.Operation {
	op := r.get(id, path, summary, nil)
	op.Responses["200"] = &huma.Response{Description: summary, Content: map[string]*huma.MediaType{}}
	for _, f := range source.Encodings() {
		op.Responses["200"].Content[f.Media] = &huma.MediaType{}
	}
	return op
}

// table describes an operation that answers with a table and nothing else.
func (r routes) table(id, path, summary string) huma.Operation {
	op := r.get(id, path, summary, nil)
	op.Responses["200"] = &huma.Response{Description: summary, Content: map[string]*huma.MediaType{"text/csv": {Schema: &huma.Schema{Type: huma.TypeString}}}}
	return op
}

func (r routes) remove(id, path, summary string) huma.Operation {
	op := r.operation(http.MethodDelete, id, path, summary, nil)
	op.Responses = map[string]*huma.Response{"204": {Description: summary}}
	op.DefaultStatus = http.StatusNoContent
	op.Errors = append(op.Errors, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	return op
}

// post describes an operation with a body, which is an object of the type of body where that is not nil.
func (r routes) post(id, path, summary string, result, body any) huma.Operation {
	op := r.operation(http.MethodPost, id, path, summary, result)
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
	if body != nil {
		op.RequestBody.Content["application/json"] = &huma.MediaType{Schema: r.schema(id+"Body", body)}
	}
	op.SkipValidateBody = true
	op.Errors = append(op.Errors, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	return op
}

// write describes an operation that makes a commit, or names one.
func (r routes) write(id, path, summary string, result, body any) huma.Operation {
	op := r.post(id, path, summary, result, body)
	op.Errors = append(op.Errors, http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired)
	return op
}

func (r routes) importing(id, path, summary string) huma.Operation {
	op := r.write(id, path, summary, graph.Imported{}, nil)
	answer := op.Responses["200"].Content["application/json"]
	answer.Schema = &huma.Schema{AnyOf: []*huma.Schema{answer.Schema, r.schema(id, graph.Checked{})}} // the other of a dry run
	for _, media := range importTypes() {
		op.RequestBody.Content[media] = &huma.MediaType{}
	}
	return op
}
