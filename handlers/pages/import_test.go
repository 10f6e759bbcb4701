package pages

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"trama/graph/graphtest"
	"trama/handlers/api"
)

// TestAPreviewWaitsForItsTurn previews while as much is worked out as may be at once, and when there is room again.
func TestAPreviewWaitsForItsTurn(t *testing.T) {
	store := graphtest.Memory()
	answers := api.New(api.Options{Store: store, Lang: "it"})
	p := New(Options{Store: store, Answers: answers, Lang: "it"})
	var ends []func()
	for range runtime.GOMAXPROCS(0) {
		end, err := answers.Turn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, end)
	}
	in := &intake{network: "borgo", title: "Borgo", isNew: true, parcel: parcel{{"nodi.csv", []byte("id,label\nada,Ada\n")}}}
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := p.previewOf(short, in, "it"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it did not wait: %v", err)
	}
	ends[0]()
	if _, err := p.previewOf(t.Context(), in, "it"); err != nil {
		t.Error(err)
	}
}
