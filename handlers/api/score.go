package api

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"

	"trama/analysis"
	"trama/graph"
	"trama/handlers/problem"
)

// ScoreInput are the parameters of scores.
type ScoreInput struct {
	StateInput
	LensInput
	BodyInput
	Seed int64 `query:"seed" default:"1"`
}

// scoreBody is the body of a request for scores.
type scoreBody struct {
	Pairs [][2]string `json:"pairs" doc:"the ends of each"`
}

// Question returns the question that the request asks.
func (in *ScoreInput) Question() (Question, error) {
	var body scoreBody
	if err := in.into(&body, in.Lang); err != nil {
		return Question{}, err
	}
	o := analysis.ScoreOptions{Pairs: body.Pairs, Seed: in.Seed}
	return in.question("score", asked{in.LensInput, []any{sha256.Sum256(in.RawBody), in.Seed}}, func(ctx context.Context, src analysis.Source) (_ any, err error) {
		if o.Lens, err = in.lens(src.Graph); err != nil {
			return nil, err
		}
		scores, err := analysis.Score(ctx, src, o)
		return scores, wrongBody(err, in.Lang)
	}), nil
}

// wrongBody makes an unknown node in a body a wrong value: the address itself was found.
func wrongBody(err error, lang string) error {
	var e *graph.Error
	if !errors.As(err, &e) || e.Kind != graph.NotFound {
		return err
	}
	p := problem.From(err, lang)
	p.Status, p.Title = http.StatusUnprocessableEntity, http.StatusText(http.StatusUnprocessableEntity)
	return p
}
