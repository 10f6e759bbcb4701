package neo4j

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"trama/graph"
)

// failure returns an error of the driver as a *graph.Error. The driver's own words are for operators and stay inside.
func (s *Store) failure(ctx context.Context, op string, err error) error {
	var known *graph.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if ctx.Err() != nil {
		return &graph.Error{Kind: graph.Interrupted, Op: op, Err: ctx.Err()}
	}
	kind, sentence := s.explained(err)
	return &graph.Error{Kind: kind, Op: op, Err: told{sentence, err}}
}

// told is a sentence for people with the error behind it, for operators.
type told struct {
	graph.Sentence
	inside error
}

// Unwrap returns the sentence, which locale looks for, and the driver's error.
func (t told) Unwrap() []error { return []error{t.Sentence, t.inside} }

func (s *Store) explained(err error) (graph.ErrorKind, graph.Sentence) {
	values := graph.V{"server": s.server}
	switch {
	case refused(err):
		return graph.Denied, graph.Say("store_denied", "Neo4j at {server} refuses the user or the password", values)
	case codeIs(err, "Neo.ClientError.Security.Forbidden"):
		return graph.Denied, graph.Say("store_forbidden", "Neo4j at {server} does not let this user do that", values)
	case codeIs(err, "Neo.ClientError.Database.DatabaseNotFound"):
		return graph.NotFound, graph.Say("no_database", "Neo4j at {server} has no database of that name", values)
	case strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "x509: ") || strings.Contains(err.Error(), "check that TLS is enabled"):
		return graph.Unavailable, graph.Say("store_tls", "Neo4j at {server} cannot be reached safely: its certificate is not trusted, or it has none", values)
	case transient(err):
		return graph.Unavailable, graph.Say("store_busy", "Neo4j at {server} is too busy now", values)
	case away(err), otherServer(err):
		return graph.Unavailable, graph.Say("store_away", "Neo4j at {server} does not answer", values)
	}
	return graph.Internal, graph.Say("store_failed", "Neo4j at {server} answered with an error", values)
}

func code(err error) string {
	if e, ok := errors.AsType[*driver.Neo4jError](err); ok {
		return e.Code
	}
	return ""
}

func codeIs(err error, wanted string) bool { return code(err) == wanted }

// refused tells whether the server does not know the user. After three wrong passwords it answers with a limit of rate,
// to the right one too, which the driver does not count as a failure of authentication.
func refused(err error) bool {
	switch code(err) {
	case "Neo.ClientError.Security.Unauthorized", "Neo.ClientError.Security.AuthenticationRateLimit",
		"Neo.ClientError.Security.CredentialsExpired", "Neo.ClientError.Security.TokenExpired":
		return true
	}
	var expired *driver.TokenExpiredError
	return errors.As(err, &expired)
}

// transient tells whether the server itself says that the same may work a moment later.
func transient(err error) bool {
	c := code(err)
	return strings.HasPrefix(c, "Neo.TransientError.") || c == "Neo.ClientError.Cluster.NotALeader" ||
		c == "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase" || c == "Neo.ClientError.Security.AuthorizationExpired"
}

// away tells whether the connection could not be made, or was lost.
func away(err error) bool {
	var lost *driver.ConnectivityError
	var gaveUp *driver.TransactionExecutionLimit
	var network net.Error
	switch {
	case errors.As(err, &lost), errors.As(err, &gaveUp), errors.As(err, &network):
		return true
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, context.DeadlineExceeded):
		return true // the driver hands these on as they are
	}
	text := err.Error()
	return strings.Contains(text, waitedInVain) || strings.Contains(text, "ConnectivityError")
}

// otherServer tells whether what answers at the address is no Neo4j, but a web server, say.
func otherServer(err error) bool {
	var usage *driver.UsageError
	return errors.As(err, &usage) && strings.Contains(err.Error(), "server responded")
}

// unreachable tells whether no connection was made at all, so that another attempt at once is in vain.
func unreachable(err error) bool {
	var lost *driver.ConnectivityError
	if !errors.As(err, &lost) {
		return false
	}
	var dial *net.OpError
	if errors.As(lost.Inner, &dial) && dial.Op == "dial" {
		return true
	}
	text := lost.Error()
	return strings.Contains(text, waitedInVain) || strings.Contains(text, "Unable to retrieve routing table")
}

// waitedInVain is in the driver's words for a server that takes a connection and says nothing.
const waitedInVain = "Timeout while waiting for connection"

// outcomeUnknown is the error of a commit that the server did not answer and cannot be asked about.
func (s *Store) outcomeUnknown(op string, err error) error {
	return &graph.Error{Kind: graph.Unavailable, Op: op, Err: told{graph.Say("store_unknown",
		"Neo4j at {server} went away before it answered: whether the change was kept, the history will say", graph.V{"server": s.server}), err}}
}
