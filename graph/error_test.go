package graph_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"trama/graph"
)

func TestKindOf(t *testing.T) {
	for _, kind := range graph.ErrorKinds() {
		err := graph.Fail(kind, "test", graph.Say("code", "what went wrong", nil))
		if got := graph.KindOf(fmt.Errorf("around: %w", err)); got != kind {
			t.Errorf("%s is taken for %s", kind, got)
		}
	}
	for err, want := range map[error]graph.ErrorKind{
		context.Canceled: graph.Interrupted, context.DeadlineExceeded: graph.Interrupted, errors.New("else"): graph.Internal,
	} {
		if got := graph.KindOf(err); got != want {
			t.Errorf("%v is %s, want %s", err, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	why := graph.Say("code", "weight {weight} is not a number", graph.V{"weight": "abc"})
	err := graph.FailAt(graph.Invalid, "test", graph.Refusal{File: "edges.csv", Line: 17, Why: why})
	if err.Error() != "edges.csv: line 17: weight abc is not a number" || graph.KindOf(err) != graph.Invalid {
		t.Errorf("%v, %s", err, graph.KindOf(err))
	}
	if where := (graph.Refusal{File: "edges.csv"}).Where(); where != "edges.csv" {
		t.Errorf("a whole file is %q", where)
	}
	for keep, lines := range map[int]int{0: graph.MaxRefusals, 3: 3, 100: 30} {
		r := graph.Refused{Keep: keep}
		for line := range 30 {
			r.Add(graph.Refusal{File: "f", Line: line + 1, Why: why})
		}
		text := r.Error()
		if cut := strings.HasSuffix(text, "\n30 rows are wrong in all"); r.Count != 30 || len(r.First) != lines || cut != (lines < 30) {
			t.Errorf("of 30 with room for %d: %d are counted, %d kept: %s", keep, r.Count, len(r.First), text)
		}
	}
}

func TestSentenceWithOtherValues(t *testing.T) {
	s := graph.Say("code", "{id} is gone, {n} are left of {all}", graph.V{"id": "per-1", "n": 2})
	if s.Text != "per-1 is gone, 2 are left of {all}" {
		t.Errorf("%q", s.Text)
	}
	if named := s.With(graph.V{"id": "Anna", "n": 2, "all": 3}); named.Text != "Anna is gone, 2 are left of 3" || s.Values["id"] != "per-1" {
		t.Errorf("%q, and before %v", named.Text, s.Values)
	}
}
