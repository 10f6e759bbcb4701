package api

import (
	"context"
	"net/http"
	"strings"

	"trama/graph"
	"trama/handlers/problem"
)

// snapshotBody names a revision; 0 is the newest.
type snapshotBody struct {
	Name     string         `json:"name"`
	Revision graph.Revision `json:"revision,omitempty"`
}

// snapshot gives a revision a name. The state stays what it is, so that no other client's If-Match grows stale.
func (s *Service) snapshot(ctx context.Context, in *RecordInput) (*Answer, error) {
	info, err := s.guarded(ctx, in.WriteInput)
	if err != nil {
		return nil, err
	}
	var body snapshotBody
	if err := in.into(&body, in.Lang); err != nil {
		return nil, err
	}
	body.Name = strings.TrimSpace(body.Name)
	if body.Name == "" {
		return nil, problem.New(http.StatusUnprocessableEntity, "name", in.Lang)
	}
	if body.Revision == 0 {
		body.Revision = info.Revision
	}
	if err := s.Store.Snapshot(ctx, in.Network, body.Revision, body.Name); err != nil {
		return nil, err
	}
	return s.writtenNewest(ctx, in.WriteInput, info.Revision, graph.Snapshot{Name: body.Name, Revision: body.Revision})
}
