package handlers_test

import (
	"encoding/json"
	"testing"

	"trama/handlers"
)

// TestSettingsAreTheServices asks for results and says nothing of seed, exactness or length: they have the service's, which are 1, no
// and each result's own where nobody set them, as those of the command line have. A request may name others.
func TestSettingsAreTheServices(t *testing.T) {
	three := 3
	type params struct {
		Seed  int64 `json:"seed"`
		Exact bool  `json:"exact"`
		Limit int   `json:"limit"`
	}
	set := &handlers.Settings{Seed: 7, Exact: true, Limit: &three}
	for _, c := range []struct {
		set  *handlers.Settings
		path string
		want params
	}{
		{nil, "report", params{1, false, 200}}, {nil, "missing", params{1, false, 20}}, {nil, "report?seed=0", params{0, false, 200}},
		{nil, "report?limit=5&exact=true", params{1, true, 5}}, {nil, "missing?limit=0", params{1, false, 0}},
		{set, "report", params{7, true, 3}}, {set, "missing", params{7, true, 3}}, {set, "plan?goal=connected", params{7, true, 0}},
		{set, "report?seed=3&limit=0", params{3, true, 0}}, {set, "missing?seed=0&exact=false&limit=9", params{0, false, 9}},
	} {
		s := newService(t)
		s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: s.store, Version: "test", Lang: "it", Settings: c.set})
		var result struct {
			Params params `json:"params"`
		}
		if err := json.Unmarshal(s.do(request{path: "/api/v1/networks/borgo/" + c.path}).Body.Bytes(), &result); err != nil || result.Params != c.want {
			t.Errorf("%s: %+v, want %+v, %v", c.path, result.Params, c.want, err)
		}
	}
	s := newService(t)
	s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: s.store, Version: "test", Lang: "it", Settings: set})
	says(t, "page", s.page("/networks/borgo/report?lang=en"), "seed 7")
	if w := s.do(request{path: "/api/v1/networks/borgo/missing?limit=-1"}); w.Code != 422 {
		t.Errorf("a limit below 0: %d", w.Code)
	}
}
