package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"trama/graph"
	"trama/handlers/problem"
	"trama/locale"
)

// onlyKnown refuses a request with a parameter that its operation does not list, so that one that was mistyped is not passed
// over in silence.
func onlyKnown(ctx huma.Context, next func(huma.Context)) {
	u := ctx.URL()
	refused := unknownParameters(ctx.Operation(), u.Query(), languageAsked(ctx))
	if refused == nil || ctx.Context().Value(pageKey{}) != nil {
		next(ctx)
		return
	}
	problem.Write(humagin.Unwrap(ctx).Writer, refused)
}

// unknownParameters returns the problem of the parameters that an operation does not list, nil where there are none.
func unknownParameters(op *huma.Operation, sent map[string][]string, lang string) *problem.Problem {
	var known []string
	for _, p := range op.Parameters {
		if p.In == "query" {
			known = append(known, p.Name)
		}
	}
	slices.Sort(known)
	p := problem.New(http.StatusUnprocessableEntity, "unknown_parameter", lang)
	for name := range sent {
		if !slices.Contains(known, name) {
			p.Errors = append(p.Errors, problem.Place{Location: "query." + locale.Cut(name, mostOfAName), Message: insteadOf(name, known, lang)})
		}
	}
	if len(p.Errors) == 0 {
		return nil
	}
	slices.SortFunc(p.Errors, func(a, b problem.Place) int { return strings.Compare(a.Location, b.Location) })
	p.Count = len(p.Errors)
	p.Errors = p.Errors[:min(len(p.Errors), mostPlaces)]
	return p
}

// mostOfAName is how much of a parameter's name is said again, mostPlaces how many places a problem names.
const (
	mostOfAName = 60
	mostPlaces  = 20
)

// insteadOf says which parameter was probably meant, or which ones there are.
func insteadOf(name string, known []string, lang string) string {
	l := locale.New(lang)
	if near := graph.Nearest(strings.ReplaceAll(name, "-", "_"), known); near != "" {
		return l.Say("http_parameter_near", graph.V{"near": near})
	}
	return l.Say("http_parameter_known", graph.V{"names": strings.Join(known, ", ")})
}

type pageKey struct{}

// FromPage returns the context of a request that a page makes: the address of a page has parameters of its own, which it
// hands on with the others.
func FromPage(ctx context.Context) context.Context { return context.WithValue(ctx, pageKey{}, true) }
