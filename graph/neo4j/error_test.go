package neo4j_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"trama/graph"
	"trama/graph/neo4j"
)

func answer(code string) error { return &driver.Neo4jError{Code: code, Msg: "secret inside"} }

// A server that a newer Trama has used is told as a file that one has written: not as an input that is wrong.
func TestANewerServerIsUnavailable(t *testing.T) {
	if err := (&neo4j.Store{}).Newer(); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "newer Trama") {
		t.Errorf("%s: %v", graph.KindOf(err), err)
	}
}

func TestErrorsOfTheDriver(t *testing.T) {
	refusedDial := &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	for _, test := range []struct {
		err   error
		want  graph.ErrorKind
		code  string
		again bool
	}{
		{answer("Neo.ClientError.Security.Unauthorized"), graph.Denied, "store_denied", false},
		{answer("Neo.ClientError.Security.AuthenticationRateLimit"), graph.Denied, "store_denied", false},
		{answer("Neo.ClientError.Security.CredentialsExpired"), graph.Denied, "store_denied", false},
		{answer("Neo.ClientError.Security.Forbidden"), graph.Denied, "store_forbidden", false},
		{answer("Neo.ClientError.Database.DatabaseNotFound"), graph.NotFound, "no_database", false},
		{answer("Neo.ClientError.Statement.SyntaxError"), graph.Internal, "store_failed", false},
		{answer("Neo.TransientError.Transaction.DeadlockDetected"), graph.Unavailable, "store_busy", true},
		{answer("Neo.TransientError.General.MemoryPoolOutOfMemoryError"), graph.Unavailable, "store_busy", true},
		{answer("Neo.ClientError.Cluster.NotALeader"), graph.Unavailable, "store_busy", true},
		{&driver.ConnectivityError{Inner: io.EOF}, graph.Unavailable, "store_away", true},
		{&driver.ConnectivityError{Inner: refusedDial}, graph.Unavailable, "store_away", false},
		{&driver.ConnectivityError{Inner: errors.New("Unable to retrieve routing table from x")}, graph.Unavailable, "store_away", false},
		{&driver.ConnectivityError{Inner: errors.New("Timeout while waiting for connection to any of x")}, graph.Unavailable, "store_away", false},
		{&driver.ConnectivityError{Inner: errors.New("tls: failed to verify certificate: x509: …")}, graph.Unavailable, "store_tls", true},
		{&driver.ConnectivityError{Inner: errors.New("remote end closed the connection, check that TLS is enabled on the server")}, graph.Unavailable, "store_tls", true},
		{&driver.TransactionExecutionLimit{}, graph.Unavailable, "store_away", true},
		{&driver.UsageError{Message: "server responded HTTP"}, graph.Unavailable, "store_away", false},
		{io.ErrUnexpectedEOF, graph.Unavailable, "store_away", true},
		{fmt.Errorf("wrapped: %w", io.EOF), graph.Unavailable, "store_away", true},
		{errors.New("anything else"), graph.Internal, "store_failed", false},
	} {
		got := neo4j.Explained(context.Background(), test.err)
		var s graph.Sentence
		if !errors.As(got, &s) || s.Code != test.code || graph.KindOf(got) != test.want {
			t.Errorf("%v: %s %s (%v), want %s %s", test.err, graph.KindOf(got), s.Code, got, test.want, test.code)
		}
		if strings.Contains(got.Error(), "secret inside") || s.Values["server"] != "db.example:7687" {
			t.Errorf("%v: it says %q", test.err, got)
		}
		if !errors.Is(got, test.err) && !strings.HasPrefix(test.err.Error(), "wrapped") {
			t.Errorf("%v: what the driver said is lost", test.err)
		}
		if neo4j.Retried(test.err) != test.again {
			t.Errorf("%v: tried again: %v", test.err, !test.again)
		}
	}
}

func TestErrorsThatAreKnown(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for _, err := range []error{answer("Neo.TransientError.Transaction.Terminated"), io.EOF, context.Canceled, errors.New("x")} {
		if got := neo4j.Explained(ended, err); graph.KindOf(got) != graph.Interrupted || !errors.Is(got, context.Canceled) {
			t.Errorf("%v after the end of the context: %v", err, got)
		}
	}
	stale := graph.StaleBase("op", "n", 1, 2)
	if got := neo4j.Explained(ended, fmt.Errorf("in a transaction: %w", stale)); graph.KindOf(got) != graph.Conflict {
		t.Errorf("a conflict became %v", got)
	}
	if got := neo4j.Explained(ended, nil); got != nil {
		t.Errorf("nothing became %v", got)
	}
}
