package api

import (
	"context"

	"trama/graph"
)

// undoBody says which revision is taken back; 0 is the newest.
type undoBody struct {
	Revision graph.Revision `json:"revision,omitempty"`
}

// undo takes a revision back, as a commit of its own.
func (s *Service) undo(ctx context.Context, in *RecordInput) (*Answer, error) {
	info, err := s.guarded(ctx, in.WriteInput)
	if err != nil {
		return nil, err
	}
	var body undoBody
	if err := in.into(&body, in.Lang); err != nil {
		return nil, err
	}
	if body.Revision == 0 {
		body.Revision = info.Revision
	}
	if body.Revision < 1 || body.Revision > info.Revision {
		return nil, graph.NoRevision("api.undo", in.Network, body.Revision)
	}
	changes, did, err := graph.UndoOf(ctx, s.Store, info, body.Revision)
	if err != nil {
		return nil, err
	}
	c := graph.Commit{Author: authorOf(in.Author), Message: did.Undid.Commit(), Changes: changes}
	if did.Revision, err = s.Store.Apply(ctx, in.Network, info.Revision, c); err != nil {
		return nil, overtaken(err, in.Lang)
	}
	return s.writtenNewest(ctx, in.WriteInput, did.Revision, did)
}
