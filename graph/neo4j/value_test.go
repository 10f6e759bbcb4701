package neo4j_test

import (
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/neo4j"
)

// asServer returns what the server gives back for what the driver was given.
func asServer(native any) any {
	if items, ok := native.([]string); ok {
		out := make([]any, len(items))
		for i, item := range items {
			out[i] = item
		}
		return out
	}
	return native
}

func TestValuesKeepTheirTypes(t *testing.T) {
	for _, v := range graphtest.Values() {
		if got := neo4j.ValueOf(asServer(neo4j.Native(v))); got != v {
			t.Errorf("%s %q becomes %s %q", v.Type(), v, got.Type(), got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(rapid.IntRange(1, 9999).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		date, _ := graph.DateValue(day.Format(time.DateOnly))
		for _, v := range []graph.Value{
			date, graph.IntegerValue(rapid.Int64().Draw(t, "n")), graph.FloatValue(rapid.Float64().Draw(t, "x")), graph.TextValue(rapid.String().Draw(t, "text")),
			graph.BooleanValue(rapid.Bool().Draw(t, "b")), graph.ListValue(rapid.SliceOf(rapid.String()).Draw(t, "list")),
		} {
			if got := neo4j.ValueOf(asServer(neo4j.Native(v))); got != v {
				t.Fatalf("%s %q becomes %s %q", v.Type(), v, got.Type(), got)
			}
		}
	})
}

// What other tools may have written and Trama has no type for is text, and never lost or a panic.
func TestForeignValues(t *testing.T) {
	at := time.Date(2026, 1, 31, 10, 30, 0, 0, time.UTC)
	for _, test := range []struct {
		native any
		want   string
	}{
		{nil, ""},
		{"", ""},
		{at, "2026-01-31 10:30:00 +0000 UTC"},
		{driver.DateOf(at), "2026-01-31"},
		{driver.DateOf(time.Date(12026, 1, 31, 0, 0, 0, 0, time.UTC)), "12026-01-31"},
		{driver.DurationOf(1, 2, 3, 0), "P1M2DT3S"},
		{[]any{int64(1), 2.5, true}, "1|2.5|true"},
		{[]any{}, ""},
		{[]byte{1, 2}, "[1 2]"},
	} {
		if got := neo4j.ValueOf(test.native); got.String() != test.want {
			t.Errorf("%v becomes %q, want %q", test.native, got, test.want)
		}
	}
}
