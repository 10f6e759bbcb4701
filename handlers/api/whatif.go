package api

import (
	"bytes"
	"context"
	"crypto/sha256"

	"trama/analysis"
	"trama/graph"
)

// WhatIfInput are the parameters of a what-if.
type WhatIfInput struct {
	StateInput
	LensInput
	ExactInput
	BodyInput
}

// whatIfBody is the body of a what-if.
type whatIfBody struct {
	Add     []analysis.Relation `json:"add,omitempty"`
	Remove  []analysis.Relation `json:"remove,omitempty"`
	Without []string            `json:"without,omitempty"`
	Changes givenChanges        `json:"changes,omitzero"`
}

// givenChanges are the changes of a body, read as strictly as those that are to be made.
type givenChanges struct{ graph.Changes }

// UnmarshalJSON reads a trama.changes/1 document.
func (c *givenChanges) UnmarshalJSON(text []byte) (err error) {
	if string(text) == "null" {
		return nil
	}
	c.Changes, _, err = graph.ReadChanges(bytes.NewReader(text), graph.Limits{})
	return err
}

// Question returns the question that the request asks.
func (in *WhatIfInput) Question(*Service) (Question, error) {
	var body whatIfBody
	if err := in.into(&body, in.Lang); err != nil {
		return Question{}, err
	}
	o := analysis.WhatIfOptions{Add: body.Add, Remove: body.Remove, Without: body.Without, Changes: body.Changes.Changes, Seed: in.Seed.value, Exact: in.Exact.value}
	key := asked{in.LensInput, []any{sha256.Sum256(in.RawBody), in.Seed.value, in.Exact.value}}
	return in.question("whatif", key, func(ctx context.Context, src analysis.Source) (_ any, err error) {
		if o.Lens, err = in.lens(src.Graph); err != nil {
			return nil, err
		}
		result, err := analysis.WhatIf(ctx, src, o)
		return result, wrongBody(err, in.Lang)
	}), nil
}
