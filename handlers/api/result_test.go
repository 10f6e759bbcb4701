package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
)

// TestAResultIsWorkedOutOnce asks for reports and lists of missing relations of states and with options: the same once.
func TestAResultIsWorkedOutOnce(t *testing.T) {
	s := New(Options{Store: graphtest.Memory(), Lang: "it", Log: slog.New(slog.DiscardHandler)})
	town := analysis.Source{Graph: graphtest.Town(), Network: "borgo", Revision: 1}
	later, elsewhere := town, town
	later.Today, elsewhere.Network = "2026-03-01", "sasso"
	report := analysis.DefaultReportOptions()
	lens := report
	lens.Lens.LeaveOut = []string{"ada"}
	first, err := s.Report(t.Context(), town, report)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.Report(ended(t), town, report); err != nil || again != first {
		t.Errorf("it is worked out again: %v", err)
	}
	for name, other := range map[string]struct {
		src analysis.Source
		o   analysis.ReportOptions
	}{"a lens": {town, lens}, "a day": {later, report}, "a network": {elsewhere, report}} {
		if got, err := s.Report(t.Context(), other.src, other.o); err != nil || got == first {
			t.Errorf("%s makes no difference: %v", name, err)
		}
	}
	list, err := s.Missing(t.Context(), town, analysis.DefaultMissingOptions())
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.Missing(ended(t), town, analysis.DefaultMissingOptions()); err != nil || again != list {
		t.Errorf("the list is worked out again: %v", err)
	}
}

// TestALongResultIsNotKept asks for whole lists, which may be as long as the network.
func TestALongResultIsNotKept(t *testing.T) {
	s := New(Options{Store: graphtest.Memory(), Lang: "it", Log: slog.New(slog.DiscardHandler)})
	town := analysis.Source{Graph: graphtest.Town(), Network: "borgo", Revision: 1}
	for _, limit := range []int{0, maxListed + 1} {
		if _, err := s.Report(t.Context(), town, analysis.ReportOptions{Limit: limit, Seed: 1}); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Missing(t.Context(), town, analysis.MissingOptions{Limit: limit, Seed: 1}); err != nil {
			t.Fatal(err)
		}
	}
	if s.reports.kept.Len() != 0 || s.lists.kept.Len() != 0 {
		t.Errorf("%d reports and %d lists are kept", s.reports.kept.Len(), s.lists.kept.Len())
	}
}

// TestWhoGoesLeavesTheWork shares a value whose first asker goes away: who waits for it works it out anew.
func TestWhoGoesLeavesTheWork(t *testing.T) {
	s := newShared[int](1)
	first, leave := context.WithCancel(t.Context())
	begun := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		_, err := s.of(first, "key", func() (int, bool, error) {
			close(begun)
			<-first.Done()
			return 0, true, first.Err()
		})
		if graph.KindOf(err) != graph.Interrupted {
			t.Errorf("who went: %v", err)
		}
	})
	<-begun
	wait.Go(func() {
		if got, err := s.of(t.Context(), "key", func() (int, bool, error) { return 7, true, nil }); got != 7 || err != nil {
			t.Errorf("who stayed: %d, %v", got, err)
		}
	})
	leave()
	wait.Wait()
	if got, kept := s.kept.Get("key"); got != 7 || !kept {
		t.Errorf("%d, %v", got, kept)
	}
}

// TestNothingIsKeptOfWhatWasErased works something out of each kind that is kept, and forgets it.
func TestNothingIsKeptOfWhatWasErased(t *testing.T) {
	s := New(Options{Store: graphtest.Memory(), Lang: "it", Log: slog.New(slog.DiscardHandler)})
	town := analysis.Source{Graph: graphtest.Town(), Network: "borgo", Revision: 1}
	if _, err := s.Report(t.Context(), town, analysis.DefaultReportOptions()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Missing(t.Context(), town, analysis.DefaultMissingOptions()); err != nil {
		t.Fatal(err)
	}
	if s.reports.kept.Len() == 0 || s.lists.kept.Len() == 0 || s.gaps.kept.Len() == 0 {
		t.Fatal("nothing was kept")
	}
	s.forget()
	if kept := s.reports.kept.Len() + s.lists.kept.Len() + s.gaps.kept.Len() + s.answers.kept.Len() + s.pairs.Len(); kept > 0 {
		t.Errorf("%d results stay in memory", kept)
	}
}

// TestAnImportWaitsForItsTurn imports while as much is worked out as may be at once, and when there is room again.
func TestAnImportWaitsForItsTurn(t *testing.T) {
	s := New(Options{Store: graphtest.Memory(), Lang: "it", Log: slog.New(slog.DiscardHandler)})
	var ends []func()
	for range runtime.GOMAXPROCS(0) {
		end, err := s.Turn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, end)
	}
	in := &inImport{IfNoneMatch: "*"}
	in.Network, in.ContentType, in.RawBody = "borgo", "text/csv", []byte("id,label\nada,Ada\n")
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.imports(short, in); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it did not wait: %v", err)
	}
	ends[0]()
	if _, err := s.imports(t.Context(), in); err != nil {
		t.Error(err)
	}
}

// ended returns a context in which nothing can be worked out any more.
func ended(t *testing.T) context.Context {
	ctx, end := context.WithCancel(t.Context())
	end()
	return ctx
}

// TestOperatorsAreToldOfWhatFailed: what went wrong inside, with which operation; not what a reader asked for in vain, nor that one
// has gone away.
func TestOperatorsAreToldOfWhatFailed(t *testing.T) {
	for _, c := range []struct {
		what string
		err  error
		want string
	}{
		{"the store is away", graph.Fail(graph.Unavailable, "store.Load", graph.Say("x", "disk on fire", nil)), "disk on fire"},
		{"a fault of ours", errors.New("index out of range"), "index out of range"},
		{"no such network", graph.Fail(graph.NotFound, "store.Load", graph.Say("x", "nowhere", nil)), ""},
		{"who asked is gone", fmt.Errorf("report: %w", context.Canceled), ""},
	} {
		var told bytes.Buffer
		s := New(Options{Store: graphtest.Memory(), Lang: "it", Log: slog.New(slog.NewTextHandler(&told, nil))})
		s.failure("report", "it", c.err)
		if got := told.String(); (got != "") != (c.want != "") || c.want != "" && !(strings.Contains(got, c.want) && strings.Contains(got, "operation=report")) {
			t.Errorf("%s: %q", c.what, got)
		}
	}
}
