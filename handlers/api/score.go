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

type inScore struct {
	inState
	inLens
	inBody
	Seed int64 `query:"seed" default:"1"`
}

func (s *Service) score(ctx context.Context, in *inScore) (*answer, error) {
	var body struct {
		Pairs [][2]string `json:"pairs"`
	}
	if err := in.into(&body, in.Lang); err != nil {
		return nil, err
	}
	o := analysis.ScoreOptions{Pairs: body.Pairs, Seed: in.Seed}
	var err error
	if o.Lens, err = in.lens(); err != nil {
		return nil, err
	}
	key := fmt.Sprintf("score %x %+v %d", sha256.Sum256(in.RawBody), o.Lens, o.Seed)
	return s.answered(ctx, in.question(s.Lang, key, func(ctx context.Context, src analysis.Source) (any, error) {
		scores, err := analysis.Score(ctx, src, o)
		return scores, wrongBody(err, in.Lang)
	}))
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
