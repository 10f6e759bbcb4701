package api

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"trama/graph"
	"trama/locale"
)

// NetworkInput is what every request about a network has.
type NetworkInput struct {
	Network string `path:"network" doc:"the network's name" example:"valdora"`
	Lang    string `query:"lang" enum:"it,en" doc:"language of the sentences"`
}

func (in NetworkInput) language() string { return in.Lang }

// speak gives a request that names no language the service's.
func (in *NetworkInput) speak(lang string) { in.Lang = cmp.Or(in.Lang, lang) }

// PageInput keeps the parameters as they were sent, for the links and forms of a page.
type PageInput struct{ query url.Values }

// Resolve keeps the parameters. It is called by huma.
func (in *PageInput) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	in.query = u.Query()
	return nil
}

// KnownInput names what the client has already.
type KnownInput struct {
	IfNoneMatch string `header:"If-None-Match" doc:"the ETag of an answer that the client has"`
}

// StateInput names a revision, a format and what the client has already.
type StateInput struct {
	NetworkInput
	PageInput
	KnownInput
	At     string `query:"at" doc:"a revision or a snapshot; the newest otherwise"`
	Format string `query:"format" enum:"json,text,csv,html" doc:"json otherwise"`
}

// LensInput chooses what counts. Lists are joined by commas, as in a flag; parameters may repeat; ! excludes.
type LensInput struct {
	Kind      []string `query:"kind,explode" doc:"kinds of nodes; \"\", in quotes, those without one"`
	Type      []string `query:"type,explode" doc:"types of relations; \"\", in quotes, those without one"`
	Status    []string `query:"status,explode" doc:"statuses of relations"`
	AsOf      string   `query:"as_of" doc:"a day, as 2026-01-31"`
	Area      []string `query:"area,explode" doc:"areas"`
	Where     []string `query:"where,explode" doc:"ATTRIBUTE=VALUE or ATTRIBUTE!=VALUE"`
	LeaveOut  []string `query:"leave_out,explode" doc:"ids of nodes to leave out"`
	MinWeight float64  `query:"min_weight" minimum:"0" doc:"the least weight of a relation"`
}

// lens returns the graph.Lens that the parameters ask of a graph. A node to leave out may be in another state of it alone.
func (in LensInput) lens(g *graph.Graph, others ...*graph.Graph) (graph.Lens, error) {
	l, _, err := in.noted(g, others...)
	return l, err
}

// noted returns the lens with notes on what no node has.
func (in LensInput) noted(g *graph.Graph, others ...*graph.Graph) (graph.Lens, []graph.Sentence, error) {
	l, err := graph.Lens{
		Kinds: in.Kind, Types: in.Type, Statuses: in.Status, Areas: in.Area, Where: in.Where, LeaveOut: in.LeaveOut, AsOf: in.AsOf, MinWeight: in.MinWeight,
	}.Named(g, others...)
	if err != nil {
		return l, nil, err
	}
	l, notes := locale.LensMeant(l, append([]*graph.Graph{g}, others...)...)
	return l, notes, nil
}

// LensParameters returns the names of the parameters of a lens.
func LensParameters() []string {
	return []string{"kind", "type", "status", "as_of", "area", "where", "leave_out", "min_weight"}
}

// LensOf returns the lens that the parameters of a page ask of a graph, as those of the API do.
func LensOf(query url.Values, g *graph.Graph) (graph.Lens, error) {
	in := LensInput{
		Kind: query["kind"], Type: query["type"], Status: query["status"], AsOf: query.Get("as_of"),
		Area: query["area"], Where: query["where"], LeaveOut: query["leave_out"],
	}
	if text := query.Get("min_weight"); text != "" {
		var err error
		if in.MinWeight, err = strconv.ParseFloat(text, 64); err != nil {
			return graph.Lens{}, graph.Fail(graph.Usage, "api.LensOf", graph.Say("http_usage", "a parameter does not fit", nil))
		}
	}
	return in.lens(g)
}

// decoded returns an id from a path: percent-escapes are taken off, + is a plus.
func decoded(raw string) (string, error) {
	id, err := url.PathUnescape(raw)
	if err != nil || strings.ContainsRune(id, 0) {
		return "", graph.Fail(graph.NotFound, "api.decoded", graph.Say("bad_path_id", "the address holds no id", nil))
	}
	return id, nil
}
