package graph_test

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

func TestValuesComeThroughJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := values().Draw(t, "value")
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var again graph.Value
		if err := json.Unmarshal(text, &again); err != nil || !sameText(again, v) {
			t.Fatalf("%v comes back as %v: %s, %v", v, again, text, err)
		}
	})
}

// sameText compares values; what is no UTF-8 comes back as U+FFFD, and json.Marshal escapes more than the document does.
func sameText(a, b graph.Value) bool {
	return a.Type() == b.Type() && a.String() == strings.ToValidUTF8(b.String(), "\ufffd")
}

func TestAttributesComeThroughJSON(t *testing.T) {
	attrs := graph.Attributes{{Name: "a"}, {Name: "b", Value: graph.IntegerValue(1<<62 + 1)}, {Name: "è", Value: graph.ListValue([]string{"x", "y"})}}
	text, err := json.Marshal(attrs)
	if err != nil || string(text) != `{"a":null,"b":4611686018427387905,"è":["x","y"]}` {
		t.Fatalf("%s, %v", text, err)
	}
	var again graph.Attributes
	if err := json.Unmarshal(text, &again); err != nil || !slices.Equal(again, attrs) {
		t.Errorf("%v, %v", again, err)
	}
}

// What is no object holds no attributes, and an object may hold only what a value can be: neither is read as nothing.
func TestAttributesThatAreNone(t *testing.T) {
	for _, text := range []string{`5`, `"a"`, `["a"]`, `true`, `{"a":{"b":1}}`, `{"a":[1]}`, `{"a":{"date":"2026-02-30"}}`, `{"a":1e999}`} {
		var attrs graph.Attributes
		if err := json.Unmarshal([]byte(text), &attrs); err == nil {
			t.Errorf("%s is read as %v", text, attrs)
		}
	}
}

func TestTextsOfValues(t *testing.T) {
	date, _ := graph.DateValue("2026-01-31")
	for _, c := range []struct {
		v    graph.Value
		text string
		typ  string
	}{
		{graph.Value{}, "", "none"},
		{graph.TextValue(""), "", "none"},
		{graph.TextValue("007"), "007", "text"},
		{graph.IntegerValue(-9223372036854775808), "-9223372036854775808", "integer"},
		{graph.FloatValue(1), "1.0", "float"},
		{graph.FloatValue(math.Copysign(0, -1)), "0.0", "float"},
		{graph.FloatValue(0.1), "0.1", "float"},
		{graph.FloatValue(1e21), "1e+21", "float"},
		{graph.FloatValue(1e20), "100000000000000000000.0", "float"},
		{graph.FloatValue(1e-7), "1e-07", "float"},
		{graph.FloatValue(5e-324), "5e-324", "float"},
		{graph.FloatValue(math.MaxFloat64), "1.7976931348623157e+308", "float"},
		{graph.FloatValue(math.NaN()), "", "none"},
		{graph.FloatValue(math.Inf(-1)), "", "none"},
		{graph.BooleanValue(true), "true", "boolean"},
		{graph.BooleanValue(false), "false", "boolean"},
		{date, "2026-01-31", "date"},
		{graph.ListValue([]string{"casa", "cibo"}), "casa|cibo", "list"},
		{graph.ListValue([]string{"", "cibo", ""}), "cibo", "list"},
		{graph.ListValue([]string{"", ""}), "", "none"},
		{graph.ListValue(nil), "", "none"},
	} {
		if c.v.String() != c.text || c.v.Type().String() != c.typ || string(c.v.Append([]byte("x"))) != "x"+c.text {
			t.Errorf("%q, a %s; want %q, a %s", c.v.String(), c.v.Type(), c.text, c.typ)
		}
	}
}

// TestTextsOfFloatsAreTheShortest compares them with those of the standard library: short decimal numbers, their neighbours
// and any others.
func TestTextsOfFloatsAreTheShortest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.OneOf(rapid.Int64Range(-2000, 2000), rapid.Int64Range(-2e15, 2e15)).Draw(t, "digits")
		x := float64(digits) / math.Pow10(rapid.IntRange(0, 7).Draw(t, "places"))
		x = rapid.SampledFrom([]float64{x, math.Nextafter(x, 1e300), math.Nextafter(x, -1e300), rapid.Float64().Draw(t, "any")}).Draw(t, "x")
		x += 0 // a zero has no sign
		format := byte('f')
		if a := math.Abs(x); a != 0 && (a < 1e-6 || a >= 1e21) {
			format = 'e'
		}
		want := strconv.FormatFloat(x, format, -1, 64)
		if !strings.ContainsAny(want, ".e") {
			want += ".0"
		}
		if got := graph.FloatValue(x).String(); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	})
}

func TestDatesAreDaysThatExist(t *testing.T) {
	for day, want := range map[string]bool{
		"2026-01-31": true, "2024-02-29": true, "0001-01-01": true, "9999-12-31": true,
		"2026-02-29": false, "2026-13-01": false, "0000-01-01": false, "2026-1-31": false, "31/01/2026": false, "2026-01-31T00:00": false, "": false, " 2026-01-31": false,
	} {
		if v, ok := graph.DateValue(day); ok != want || ok == v.IsZero() {
			t.Errorf("%q: %v", day, ok)
		}
	}
}

// Values of different types are never equal, whatever they look like.
func TestValuesAreEqualWhereTypeAndContentAre(t *testing.T) {
	date, _ := graph.DateValue("2026-01-31")
	all := []graph.Value{
		{}, graph.TextValue("1"), graph.IntegerValue(1), graph.FloatValue(1), graph.BooleanValue(true), graph.BooleanValue(false), graph.IntegerValue(0),
		graph.FloatValue(0), graph.TextValue("true"), date, graph.TextValue("2026-01-31"), graph.ListValue([]string{"1"}), graph.ListValue([]string{"1", "1"}),
		graph.ListValue([]string{"a", "bc"}), graph.ListValue([]string{"ab", "c"}), graph.TextValue("\x011"),
	}
	for i, a := range all {
		for j, b := range all {
			if (a == b) != (i == j) {
				t.Errorf("%s %v and %s %v: %v", a.Type(), a, b.Type(), b, a == b)
			}
		}
	}
}

func TestPartsOfValues(t *testing.T) {
	if got := graph.TextValue("x").List(); !slices.Equal(got, []string{"x"}) {
		t.Errorf("a text as a list: %q", got)
	}
	if got := (graph.Value{}).List(); got != nil {
		t.Errorf("nothing as a list: %q", got)
	}
	long := strings.Repeat("x", 300)
	if got := graph.ListValue([]string{long, "|", long}).List(); !slices.Equal(got, []string{long, "|", long}) {
		t.Error("a list of long items")
	}
	if n, ok := graph.IntegerValue(7).Integer(); n != 7 || !ok {
		t.Error("integer")
	}
	if x, ok := graph.IntegerValue(7).Number(); x != 7 || !ok {
		t.Error("an integer is a number")
	}
	if _, ok := graph.BooleanValue(true).Number(); ok {
		t.Error("a boolean is no number")
	}
	if b, ok := graph.TextValue("true").Boolean(); b || ok {
		t.Error("a text is no boolean")
	}
}

func TestAttributesWith(t *testing.T) {
	attrs := graph.Attributes{{Name: "b", Value: graph.IntegerValue(1)}}
	for _, c := range []struct {
		name string
		v    graph.Value
		want string
	}{
		{"a", graph.IntegerValue(2), `{"a":2,"b":1}`}, {"c", graph.IntegerValue(2), `{"b":1,"c":2}`}, {"b", graph.TextValue("x"), `{"b":"x"}`},
		{"b", graph.Value{}, `{}`}, {"z", graph.Value{}, `{"b":1}`},
	} {
		text, _ := json.Marshal(attrs.With(c.name, c.v))
		if string(text) != c.want {
			t.Errorf("%s: %s", c.name, text)
		}
	}
	if attrs.Get("b") != graph.IntegerValue(1) || !attrs.Get("z").IsZero() || len(attrs) != 1 {
		t.Error("the attributes changed")
	}
}

func TestMeaningOfNames(t *testing.T) {
	date, _ := graph.DateValue("2026-01-31")
	for _, c := range []struct {
		name string
		v    graph.Value
		want bool
	}{
		{"status", graph.TextValue("declared"), true}, {"status", graph.TextValue("Declared"), false}, {"status", graph.BooleanValue(true), false},
		{"since", date, true}, {"until", graph.TextValue("2026-01-31"), false}, {"since", graph.IntegerValue(2026), false},
		{"lat", graph.FloatValue(-90), true}, {"lat", graph.FloatValue(90.1), false}, {"lat", graph.TextValue("44"), false}, {"lat", graph.IntegerValue(44), true},
		{"lon", graph.FloatValue(180), true}, {"lon", graph.IntegerValue(-181), false},
		{"weight", graph.IntegerValue(1), true}, {"weight", graph.FloatValue(0), false}, {"weight", graph.IntegerValue(-1), false}, {"weight", graph.TextValue("1"), false},
		{"tags", graph.ListValue([]string{"a"}), true}, {"tags", graph.TextValue("a"), true}, {"lines", graph.IntegerValue(1), false},
		{"label", graph.IntegerValue(7), true}, {"label", graph.ListValue([]string{"a"}), false}, {"anything", graph.ListValue([]string{"a"}), true},
	} {
		if got := graph.Fits(c.name, c.v); got != c.want {
			t.Errorf("%s %v: %v", c.name, c.v, got)
		}
	}
	b := graph.NewBuilder()
	row, other := b.Node("a"), b.Node("b")
	b.SetNode(row, b.NodeColumn("lat"), graph.FloatValue(44))
	b.SetNode(row, b.NodeColumn("since"), date)
	b.SetNode(other, b.NodeColumn("since"), graph.TextValue("presto"))
	e := b.Edge(graph.BuilderEdge{Source: row, Target: other})
	b.SetEdge(e, b.EdgeColumn("status"), graph.TextValue("validated"))
	b.SetEdge(e, b.EdgeColumn("lon"), graph.IntegerValue(200))
	g, _ := b.Build()
	if g.Meaning("lat") == nil || g.Meaning("since") != nil || g.Meaning("lon") != nil || g.EdgeMeaning("status") == nil || g.EdgeMeaning("lon") != nil {
		t.Error("meanings of columns")
	}
}

func TestCoordinatesInBothLanguages(t *testing.T) {
	for role, want := range map[string]bool{"coordinator": true, "Coordinatrice": true, " coordinatore ": true, "coordinates": false, "": false} {
		if graph.Coordinates(role) != want {
			t.Errorf("%q: %v", role, !want)
		}
	}
}
