package handlers_test

import (
	"encoding/json"
	"testing"

	"trama/handlers"
)

// TestSeedIsTheServices asks for results without a seed: they have the service's, which is 1 where nobody set it, as those of the
// command line have. A request may name another.
func TestSeedIsTheServices(t *testing.T) {
	seven := int64(7)
	for _, c := range []struct {
		set  *int64
		path string
		want int64
	}{
		{nil, "report", 1}, {nil, "missing", 1}, {nil, "report?seed=0", 0}, {&seven, "report", 7}, {&seven, "missing", 7},
		{&seven, "plan?goal=connected", 7}, {&seven, "report?seed=3", 3}, {&seven, "missing?seed=0", 0},
	} {
		s := newService(t)
		s.handler = handlers.New(handlers.Options{Store: s.store, Version: "test", Lang: "it", Seed: c.set})
		var result struct {
			Params struct {
				Seed int64 `json:"seed"`
			} `json:"params"`
		}
		if err := json.Unmarshal(s.do(request{path: "/api/v1/networks/borgo/" + c.path}).Body.Bytes(), &result); err != nil || result.Params.Seed != c.want {
			t.Errorf("%s: seed %d, want %d, %v", c.path, result.Params.Seed, c.want, err)
		}
	}
	s := newService(t)
	s.handler = handlers.New(handlers.Options{Store: s.store, Version: "test", Lang: "it", Seed: &seven})
	says(t, "page", s.page("/networks/borgo/report?lang=en"), "seed 7")
}
