package api

import (
	"context"
	"fmt"
	"runtime/debug"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"

	"trama/graph"
)

// shared are values that are worked out once for all who ask for them, at the same time or later. It is safe for
// concurrent use.
type shared[T any] struct {
	kept    *lru.Cache[string, T]
	flights singleflight.Group
}

// newShared returns an empty one that keeps so many values, more than 0.
func newShared[T any](most int) *shared[T] {
	kept, err := lru.New[string, T](most)
	if err != nil {
		panic(err) // all sizes are constants
	}
	return &shared[T]{kept: kept}
}

// of returns the value of a key. Where it is not there yet work makes it, and tells whether it is to be kept.
func (s *shared[T]) of(ctx context.Context, key string, work func() (value T, keep bool, err error)) (T, error) {
	if value, ok := s.kept.Get(key); ok {
		return value, nil
	}
	for {
		flight := s.flights.DoChan(key, func() (any, error) {
			value, keep, err := unbroken(work)
			if keep && err == nil {
				s.kept.Add(key, value)
			}
			return value, err
		})
		var none T
		select {
		case <-ctx.Done():
			return none, ctx.Err()
		case r := <-flight:
			if r.Err != nil && graph.KindOf(r.Err) == graph.Interrupted && ctx.Err() == nil {
				continue // it was another client's request, and that client has gone
			}
			if failed, ok := r.Err.(panicked); ok {
				panic(failed) // in the goroutine of a request, which answers for it
			}
			if r.Err != nil {
				return none, r.Err
			}
			return r.Val.(T), nil
		}
	}
}

// panicked is a panic of work that several requests wait for. On the goroutine that they share it would end the program.
type panicked struct {
	with  any
	stack []byte
}

// Error returns what was said and where.
func (p panicked) Error() string { return fmt.Sprintf("%v\n%s", p.with, p.stack) }

// unbroken returns what work returns, of a panic an error.
func unbroken[T any](work func() (T, bool, error)) (value T, keep bool, err error) {
	defer func() {
		if with := recover(); with != nil {
			err = panicked{with, debug.Stack()}
		}
	}()
	return work()
}
