package api

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"trama/graph"
	"trama/locale"
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
	changes, notes, err := graph.ReadChanges(bytes.NewReader(in.RawBody), s.Limits)
	if err != nil {
		return nil, err
	}
	before, err := s.Store.Load(ctx, in.Network, info.Revision)
	if err != nil {
		return nil, err
	}
	made, err := changes.Made(before)
	if err != nil {
		return nil, wrongBody(err, in.Lang)
	}
	c := graph.Commit{Author: authorOf(in.Author), Message: cmp.Or(in.Message, "changes"), Changes: changes}
	revision, err := s.Store.Apply(ctx, in.Network, info.Revision, c)
	if err != nil {
		return nil, wrongBody(overtaken(err, in.Lang), in.Lang)
	}
	did := graph.Imported{Revision: revision, Summary: made.Count(before).Summary(), Notes: slices.Concat(notes, changes.Unmeant(before), calledAlike(changes, before))}
	return s.writtenNewest(ctx, in.WriteInput, revision, did)
}

// calledAlike says which nodes changes add that are called as others.
func calledAlike(c graph.Changes, before *graph.Graph) []graph.Sentence {
	return graph.NamesakesSaid(c.Namesakes(before, locale.Searched))
}

func authorOf(given string) string { return cmp.Or(given, "api") }

// overtaken returns what a client hears whose commit failed: that its state is stale, where another commit came before.
func overtaken(err error, lang string) error {
	if graph.KindOf(err) == graph.Conflict {
		return stale(lang)
	}
	return err
}

// writtenNewest answers a write with what it did and the ETag of the state that it made; there is none where somebody else
// has written upon that state already, and the client has not seen what.
func (s *Service) writtenNewest(ctx context.Context, in WriteInput, made graph.Revision, did any) (*Answer, error) {
	out, err := written(did, in.Lang)
	if err != nil {
		return nil, err
	}
	info, err := s.Store.Info(ctx, in.Network)
	if err != nil {
		return nil, err
	}
	if info.Revision == made {
		out.ETag = Tag(info)
	}
	return out, nil
}
