package api

import (
	"strings"
	"testing"
)

// TestWorkThatBreaksEndsItsRequest: a panic reaches whoever asked, and not the goroutine that requests share, where it would end
// the program; nothing is kept of it.
func TestWorkThatBreaksEndsItsRequest(t *testing.T) {
	s := newShared[int](1)
	func() {
		defer func() {
			if failed, ok := recover().(panicked); !ok || failed.with != "broken" || !strings.Contains(failed.Error(), "shared_test.go") {
				t.Errorf("%v", failed)
			}
		}()
		s.of(t.Context(), "key", func() (int, bool, error) { panic("broken") })
	}()
	if got, err := s.of(t.Context(), "key", func() (int, bool, error) { return 7, true, nil }); got != 7 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
}
