package api

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"

	"trama/analysis"
	"trama/graph"
	"trama/handlers/problem"
)

// ScoreInput are the parameters of scores.
type ScoreInput struct {
	StateInput
	LensInput
	SeedInput
	BodyInput
}

// scoreBody is the body of a request for scores.
type scoreBody struct {
	Pairs [][]string `json:"pairs" doc:"the two ends of each"`
}

// ends returns the pairs; one of more or fewer ends than two is a problem.
func (b scoreBody) ends(lang string) ([][2]string, error) {
	out := make([][2]string, len(b.Pairs))
	for i, pair := range b.Pairs {
		if len(pair) != 2 {
			p := problem.New(http.StatusUnprocessableEntity, "pair", lang)
			p.Errors = []problem.Place{{Location: fmt.Sprintf("body.pairs[%d]", i), Message: p.Detail}}
			return nil, p
		}
		out[i] = [2]string{pair[0], pair[1]}
	}
	return out, nil
}

// Question returns the question that the request asks.
func (in *ScoreInput) Question(*Service) (Question, error) {
	var body scoreBody
	if err := in.into(&body, in.Lang); err != nil {
		return Question{}, err
	}
	pairs, err := body.ends(in.Lang)
	if err != nil {
		return Question{}, err
	}
	o := analysis.ScoreOptions{Pairs: pairs, Seed: in.Seed.value}
	return in.question("score", asked{in.LensInput, []any{sha256.Sum256(in.RawBody), in.Seed.value}}, func(ctx context.Context, src analysis.Source) (_ any, err error) {
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
