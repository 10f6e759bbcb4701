package neo4j

import (
	"context"
	"errors"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// transaction is one explicit transaction with the context it runs in.
type transaction struct {
	ctx context.Context
	tx  driver.ExplicitTransaction
}

// run executes a statement for its effect.
func (t transaction) run(query string, params map[string]any) error {
	return t.each(query, params, func([]any) error { return nil })
}

// each executes a statement and hands over the values of every record. The slice belongs to the callee.
func (t transaction) each(query string, params map[string]any, f func(values []any) error) error {
	result, err := t.tx.Run(t.ctx, query, params)
	if err != nil {
		return err
	}
	for result.Next(t.ctx) {
		if err := f(result.Record().Values); err != nil {
			return err
		}
	}
	return result.Err()
}

// count executes a statement that returns one number.
func (t transaction) count(query string, params map[string]any) (n int64, err error) {
	err = t.each(query, params, func(values []any) error {
		n, _ = values[0].(int64)
		return nil
	})
	return n, err
}

// work is what one transaction does. It may run more than once: after a fault that the server calls transient, and after
// a lost connection, when what was done has been rolled back.
type work struct {
	op string
	do func(transaction) error
	// kept asks, in a later transaction, whether an earlier one stands whose commit was not answered. It must wait for the
	// locks that do takes, so that what is still on its way has ended. Without it do is taken to be idempotent.
	kept  func(transaction) (bool, error)
	fetch int // records at a time, 0: the driver's default
}

const (
	attempts       = 8
	lostAttempts   = 3
	firstPause     = 20 * time.Millisecond
	commitTimeout  = 90 * time.Second
	verifyTimeout  = 20 * time.Second
	serverTimeout  = 5 * time.Minute
	closingTimeout = 3 * time.Second
)

// write runs work in a transaction that writes.
func (s *Store) write(ctx context.Context, w work) error {
	return s.failure(ctx, w.op, s.repeat(ctx, driver.AccessModeWrite, w))
}

// read runs work in a transaction that only reads.
func (s *Store) read(ctx context.Context, w work) error {
	return s.failure(ctx, w.op, s.repeat(ctx, driver.AccessModeRead, w))
}

func (s *Store) repeat(ctx context.Context, mode driver.AccessMode, w work) error {
	lost, pause := 0, firstPause
	for attempt := 1; ; attempt++ {
		err := s.attempt(ctx, mode, w)
		var unknown unknownOutcome
		switch {
		case err == nil:
			return nil
		case errors.As(err, &unknown):
			if kept, verified := s.verify(ctx, w); verified != nil || kept {
				return verified
			}
			lost++
		case ctx.Err() != nil || unreachable(err):
			return err
		case away(err):
			lost++
		case !transient(err):
			return err
		}
		if attempt == attempts || lost == lostAttempts {
			return err
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
		pause *= 2
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// unknownOutcome wraps the error of a commit that was sent and not answered.
type unknownOutcome struct{ error }

// Unwrap returns the driver's error.
func (u unknownOutcome) Unwrap() error { return u.error }

// attempt runs work once. A commit that is on its way is not interrupted.
func (s *Store) attempt(ctx context.Context, mode driver.AccessMode, w work) error {
	session := s.driver.NewSession(ctx, driver.SessionConfig{
		AccessMode: mode, BookmarkManager: s.bookmarks, FetchSize: w.fetch,
	})
	detached, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitTimeout)
	defer cancel()
	defer closed(detached, session.Close)
	tx, err := session.BeginTransaction(ctx, driver.WithTxTimeout(serverTimeout))
	if err != nil {
		return err
	}
	defer closed(detached, tx.Close)
	if err := w.do(transaction{ctx: ctx, tx: tx}); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := tx.Commit(detached); err != nil {
		if away(err) && mode == driver.AccessModeWrite {
			return unknownOutcome{err}
		}
		return err
	}
	return nil
}

// closed ends a session or rolls back a transaction; where the connection is lost there is nothing left to end.
func closed(ctx context.Context, end func(context.Context) error) {
	ctx, cancel := context.WithTimeout(ctx, closingTimeout)
	defer cancel()
	_ = end(ctx)
}

// verify finds out whether work whose commit was not answered stands. While the server is away it asks again, for a
// while; then the outcome stays unknown, and that is the error.
func (s *Store) verify(ctx context.Context, w work) (kept bool, err error) {
	if w.kept == nil {
		return false, nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), verifyTimeout)
	defer cancel()
	for pause := firstPause; ; pause *= 2 {
		err = s.attempt(ctx, driver.AccessModeWrite, work{do: func(t transaction) (err error) {
			kept, err = w.kept(t)
			return err
		}})
		if err == nil || !away(err) && !transient(err) {
			return kept, err
		}
		if sleep(ctx, min(pause, time.Second)) != nil {
			return false, s.outcomeUnknown(w.op, err)
		}
	}
}
