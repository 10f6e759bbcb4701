package graph_test

import (
	"strings"
	"testing"

	"trama/graph"
)

func TestShown(t *testing.T) {
	for text, want := range map[string]string{
		"abc": "abc", "a\x1b[31m\n": "a [31m ", "a\u0085b\x7f": "a b ", "": "",
		strings.Repeat("è", 60): strings.Repeat("è", 60), strings.Repeat("è", 61): strings.Repeat("è", 60) + "…",
	} {
		if got := graph.Shown(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestWhyATextIsNoWeight(t *testing.T) {
	for text, code := range map[string]string{
		"0": "weight_range", " -1 ": "weight_range", "1e999": "weight_range", "NaN": "weight_range", "Inf": "weight_range",
		"abc": "weight_no_number", "1,5": "weight_no_number", "": "weight_no_number",
	} {
		if got := graph.NoWeight(text); got.Code != code || got.Values["value"] != strings.TrimSpace(text) {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// A name has a meaning where some value does not fit it.
func TestNamesThatHaveAMeaning(t *testing.T) {
	day, _ := graph.DateValue("2026-01-31")
	values := []graph.Value{
		graph.TextValue("x"), graph.IntegerValue(1000), graph.FloatValue(-.5), graph.BooleanValue(true), day, graph.ListValue([]string{"x"}),
	}
	for _, name := range []string{
		"label", "sector", "circle", "lines", "tags", "area", "lat", "lon", "role", "status", "source", "since", "until", "description", "weight", "note", "people", "x", "",
	} {
		some := false
		for _, v := range values {
			some = some || !graph.Fits(name, v)
		}
		if graph.HasMeaning(name) != some {
			t.Errorf("%q has a meaning: %v", name, !some)
		}
	}
}
