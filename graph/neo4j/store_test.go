package neo4j_test

import (
	"context"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

func TestStore(t *testing.T) {
	graphtest.TestStore(t, func(t testing.TB) graph.Store { return empty(t) }, graphtest.Options{
		Pair: func(t testing.TB) (a, b graph.Store) {
			first := empty(t)
			return first, first.again(t)
		},
		Away: func(t testing.TB) graph.Store {
			p := newProxy(t)
			s := opened(t, p.uri())
			p.Close()
			return s
		},
	})
}

func TestErrorsOfOpen(t *testing.T) {
	uri := graphtest.Getenv(t, "TRAMA_TEST_NEO4J_URI")
	for _, test := range []struct {
		name, uri, user, password string
		want                      graph.ErrorKind
	}{
		{"nobody listens", "bolt://127.0.0.1:" + freePort(t), "", "", graph.Unavailable},
		{"nobody listens, routed", "neo4j://127.0.0.1:" + freePort(t), "neo4j", "x", graph.Unavailable},
		{"no such host", "bolt://nowhere.invalid:7687", "", "", graph.Unavailable},
		{"unknown scheme", "http://127.0.0.1:7687", "", "", graph.Usage},
		{"no address", "bolt://a b", "", "", graph.Usage},
		{"TLS where there is none", secure(uri), "", "", graph.Unavailable},
		{"unknown user", uri, "nobody-" + rest(t), "wrong password", graph.Denied},
		{"no credentials", uri, "", "", graph.Denied},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := tryOpen(context.Background(), test.uri, test.user, test.password)
			if err == nil {
				s.Close()
				t.Fatal("it opened")
			}
			if graph.KindOf(err) != test.want {
				t.Errorf("%s: %v, want %s", graph.KindOf(err), err, test.want)
			}
			if err.Error() == "" || len(err.Error()) > 200 {
				t.Errorf("message %q", err)
			}
		})
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	graphtest.Getenv(t, "TRAMA_TEST_NEO4J_URI")
	silent := newSilence(t) // takes connections and never answers
	ctx, cancel := context.WithTimeout(context.Background(), 300_000_000)
	defer cancel()
	if _, err := tryOpen(ctx, silent, "", ""); graph.KindOf(err) != graph.Interrupted {
		t.Errorf("%s: %v", graph.KindOf(err), err)
	}
}

// The routing scheme works with a single server, and what was committed by one address is read by the other.
func TestRouted(t *testing.T) {
	s := empty(t)
	s.put(t, "n", graphtest.Town())
	_, address, _ := strings.Cut(graphtest.Getenv(t, "TRAMA_TEST_NEO4J_URI"), "://")
	routed := named{opened(t, "neo4j://"+address), s.prefix}
	defer routed.Close()
	routed.holds(t, "n", graphtest.Town())
	if _, err := routed.Apply(t.Context(), "n", 1, graph.Commit{Changes: graph.Changes{RemoveNodes: []string{graphtest.Town().NodeID(0)}}}); err != nil {
		t.Fatal(err)
	}
	if info, err := s.Info(t.Context(), "n"); err != nil || info.Revision != 2 {
		t.Errorf("%+v %v", info, err)
	}
}
