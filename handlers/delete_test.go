package handlers_test

import (
	"context"
	"net/http"
	"testing"

	"trama/graph"
	"trama/handlers"
)

// overtakenStore has somebody else commit between the look at a network and its deletion.
type overtakenStore struct{ graph.Store }

func (s overtakenStore) Delete(ctx context.Context, network string, base graph.Revision) error {
	c := graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "meanwhile"}}}}
	if _, err := s.Apply(ctx, network, base, c); err != nil {
		return err
	}
	return s.Store.Delete(ctx, network, base)
}

// A network on which somebody has written since it was looked at is not taken away.
func TestDeletingWhatHasMovedOn(t *testing.T) {
	s := newService(t)
	s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: overtakenStore{s.store}, Version: "test", Lang: "it"})
	wants(t, "delete", s.do(request{method: http.MethodDelete, path: "/api/v1/networks/borgo", header: []string{"If-Match: " + s.tag()}}), http.StatusPreconditionFailed)
	if info, err := s.store.Info(t.Context(), "borgo"); err != nil || info.Revision != 2 {
		t.Errorf("%+v, %v", info, err)
	}
}
