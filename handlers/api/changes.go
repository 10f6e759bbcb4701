package api

import (
	"bytes"
	"context"

	"trama/graph"
)

type inChanges struct {
	WriteInput
	BodyInput
	Author  string `query:"author" maxLength:"200" doc:"who makes the change"`
	Message string `query:"message" maxLength:"1000"`
}

func (s *Service) changes(ctx context.Context, in *inChanges) (*Answer, error) {
	info, err := s.guarded(ctx, in.WriteInput)
	if err != nil {
		return nil, err
	}
	if err := in.json(in.Lang); err != nil {
		return nil, err
	}
	changes, err := graph.ReadChanges(bytes.NewReader(in.RawBody))
	if err != nil {
		return nil, err
	}
	before, err := s.Store.Load(ctx, in.Network, info.Revision)
	if err != nil {
		return nil, err
	}
	c := graph.Commit{Author: authorOf(in.Author), Message: orElse(in.Message, "changes"), Changes: changes}
	return s.committed(ctx, in.WriteInput, info, func() (graph.Revision, error) {
		return s.Store.Apply(ctx, in.Network, info.Revision, c)
	}, changes.Count(before).Summary())
}

func authorOf(given string) string { return orElse(given, "api") }

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// committed makes a commit and answers with what it did. A commit that another one has overtaken is stale.
func (s *Service) committed(ctx context.Context, in WriteInput, base graph.NetworkInfo, commit func() (graph.Revision, error), did graph.Summary) (*Answer, error) {
	revision, err := commit()
	if graph.KindOf(err) == graph.Conflict {
		return nil, stale(in.Lang)
	}
	if err != nil {
		return nil, wrongBody(err, in.Lang)
	}
	return s.writtenNewest(ctx, in, graph.Imported{Revision: revision, Summary: did, Notes: []graph.Sentence{}})
}

// writtenNewest answers a write with what it did and the ETag of the state that it made.
func (s *Service) writtenNewest(ctx context.Context, in WriteInput, did any) (*Answer, error) {
	out, err := written(did, orElse(in.Lang, s.Lang))
	if err != nil {
		return nil, err
	}
	info, err := s.Store.Info(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	out.ETag = tag(info)
	return out, nil
}
