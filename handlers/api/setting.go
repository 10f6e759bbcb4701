package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// Settings are what a request has that says nothing of it. The command line has the same, so that both give the same bytes.
type Settings struct {
	Seed  int64 // of what is drawn at random
	Exact bool  // exact distances at any size
	Limit *int  // of a result's lists, 0 = all; nil: what each result has of its own
}

// SeedInput is the seed of what is drawn at random.
type SeedInput struct {
	Seed sent[int64] `query:"seed" doc:"of what is drawn at random; otherwise the service's, which is 1 unless it was set"`
}

// settle gives a request that names no seed the service's.
func (in *SeedInput) settle(s Settings) { in.Seed.settle(s.Seed) }

// ExactInput says besides how exact distances are.
type ExactInput struct {
	SeedInput
	Exact sent[bool] `query:"exact" doc:"exact distances at any size; otherwise as the service was set, which is no unless it was"`
}

// settle gives a request what it does not say.
func (in *ExactInput) settle(s Settings) {
	in.SeedInput.settle(s)
	in.Exact.settle(s.Exact)
}

// LimitInput bounds the lists of a result.
type LimitInput struct {
	Limit sent[int] `query:"limit" minimum:"0" doc:"of each list, 0 is all; otherwise the service's, which is 200 for a report, 20 for missing relations and all for a history unless it was set"`
}

// settle gives a request that names no limit the service's, where it has one.
func (in *LimitInput) settle(s Settings) {
	if s.Limit != nil {
		in.Limit.settle(*s.Limit)
		in.Limit.given = true
	}
}

// ListInput is what results with lists have.
type ListInput struct {
	ExactInput
	LimitInput
}

// settle gives a request what it does not say.
func (in *ListInput) settle(s Settings) {
	in.ExactInput.settle(s)
	in.LimitInput.settle(s)
}

// sent is a parameter of which is known whether it was sent. Its exported methods and field are for huma.
type sent[T any] struct {
	Sent  T
	value T
	given bool
}

// settle gives a parameter that was not sent a value.
func (s *sent[T]) settle(otherwise T) {
	if !s.given {
		s.value = otherwise
	}
}

// or returns what was sent or settled, else what is given.
func (s *sent[T]) or(otherwise T) T {
	s.settle(otherwise)
	return s.value
}

// Schema returns that of the parameter itself.
func (s sent[T]) Schema(r huma.Registry) *huma.Schema {
	return huma.SchemaFromType(r, reflect.TypeFor[T]())
}

// Receiver returns where huma puts what was sent.
func (s *sent[T]) Receiver() reflect.Value { return reflect.ValueOf(&s.Sent).Elem() }

// OnParamSet is told whether something was sent.
func (s *sent[T]) OnParamSet(given bool, _ any) { s.value, s.given = s.Sent, given }
