package api

import (
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"trama/analysis"
	"trama/graph"
)

// graphDocument is trama.graph/1, changesDocument trama.changes/1, and metricRow what every row of trama.metrics/1 has:
// the OpenAPI document describes by them what writes itself as JSON.
type (
	graphDocument struct {
		Schema     string           `json:"schema"`
		Attributes graph.Attributes `json:"attributes"`
		Nodes      []graph.Node     `json:"nodes"`
		Edges      []graph.Edge     `json:"edges"`
	}
	changesDocument struct {
		Schema string `json:"schema,omitempty"`
		graph.Changes
	}
	metricRow struct {
		ID    string `json:"id"`
		Label string `json:"label"`
		Kind  string `json:"kind"`
	}
)

// describeValues tells the document how values look that write themselves as JSON.
func describeValues(schemas huma.Registry) {
	schemas.RegisterTypeAlias(reflect.TypeFor[graph.Attributes](), reflect.TypeFor[map[string]any]())
	schemas.RegisterTypeAlias(reflect.TypeFor[graph.Value](), reflect.TypeFor[any]())
	schemas.RegisterTypeAlias(reflect.TypeFor[givenChanges](), reflect.TypeFor[changesDocument]())
	schemas.RegisterTypeAlias(reflect.TypeFor[analysis.MetricRows](), reflect.TypeFor[[]metricRow]())
}

// finishDocument mends what huma derives from the types of the routes: it takes a body that is read as it comes for
// octets, every list for one that may be null, no pointer to a struct for one, and what an embedded one holds for always there.
func finishDocument(document *huma.OpenAPI) {
	for _, path := range document.Paths {
		if path.Post != nil {
			delete(path.Post.RequestBody.Content, "application/octet-stream")
		}
		for _, op := range []*huma.Operation{path.Get, path.Post} {
			if op != nil {
				describeForms(op)
			}
		}
	}
	schemas := document.Components.Schemas
	describeMeasures(schemas.SchemaFromRef(schemas.Schema(reflect.TypeFor[metricRow](), true, "").Ref))
	for name, schema := range schemas.Map() {
		neverNull(schema)
		described := schemas.TypeFromRef("#/components/schemas/" + name)
		for field, property := range schema.Properties {
			if property.Ref != "" && maybeNull(described, field) {
				schema.Properties[field] = &huma.Schema{AnyOf: []*huma.Schema{property, {Type: "null"}}}
			}
		}
		schema.Required = slices.DeleteFunc(schema.Required, func(field string) bool { return maybeAbsent(described, field) })
	}
}

// describeForms adds the other forms in which a result is given, and that nothing is given to who has it already.
func describeForms(op *huma.Operation) {
	if op.RequestBody != nil && op.OperationID != "import" || op.OperationID == "minutes" {
		op.Parameters = slices.DeleteFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == "If-None-Match" })
	}
	for _, p := range op.Parameters {
		switch {
		case p.In == "query" && p.Name == "format":
			for _, format := range []string{"text", "csv", "html"} {
				media, _, _ := strings.Cut(mediaType(format), ";")
				op.Responses["200"].Content[media] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
			}
		case p.Name == "If-None-Match" && op.Method == http.MethodGet:
			op.Responses["304"] = &huma.Response{Description: "what the client has is the newest"}
		}
	}
}

// describeMeasures adds the columns of figures to a row's schema.
func describeMeasures(row *huma.Schema) {
	for _, m := range analysis.Measures() {
		if m.Section != "metrics" {
			continue
		}
		property := &huma.Schema{Type: huma.TypeNumber, Nullable: true, Description: m.Definition}
		if m.ID == "articulation" {
			property = &huma.Schema{Type: huma.TypeBoolean, Description: m.Definition}
		}
		row.Properties[m.ID] = property
	}
}

// neverNull says of every list in a schema that it is [] where it is empty.
func neverNull(s *huma.Schema) {
	if s == nil {
		return
	}
	if s.Type == huma.TypeArray {
		s.Nullable = false
	}
	neverNull(s.Items)
	for _, property := range s.Properties {
		neverNull(property)
	}
	if values, ok := s.AdditionalProperties.(*huma.Schema); ok {
		neverNull(values)
	}
}

// maybeNull tells whether a field of a struct is a pointer that is written even where it points to nothing.
func maybeNull(of reflect.Type, name string) bool {
	for _, field := range reflect.VisibleFields(of) {
		given, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if given == name {
			return field.Type.Kind() == reflect.Pointer && !strings.Contains(options, "omitempty")
		}
	}
	return false
}

// maybeAbsent tells whether a field of a struct is one of a struct that a pointer embeds: where it points to nothing, none of
// its fields is written.
func maybeAbsent(of reflect.Type, name string) bool {
	for _, field := range reflect.VisibleFields(of) {
		if given, _, _ := strings.Cut(field.Tag.Get("json"), ","); given == name {
			return len(field.Index) > 1 && of.Field(field.Index[0]).Type.Kind() == reflect.Pointer
		}
	}
	return false
}
