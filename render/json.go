package render

import (
	"encoding/json"
	"io"

	"trama/graph"
)

// JSON writes v as every mouth of Trama does, so that the command line and the API give the same bytes: indented by two
// spaces, "<", ">" and "&" as they are, one line end at the end. It writes all or nothing: a figure that is no finite
// number is an Internal error before the first byte.
func JSON(w io.Writer, v any) error {
	held := buffer{}
	if viewed, ok := v.(Viewed); ok {
		v = viewed.Result
	}
	e := json.NewEncoder(&held)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return &graph.Error{Kind: graph.Internal, Op: "render.JSON", Err: err}
	}
	return held.to(w)
}
