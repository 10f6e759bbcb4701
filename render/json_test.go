package render_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"testing"

	"trama/graph"
	"trama/render"
)

func TestJSONIsIndentedUnescapedAndEndsOnce(t *testing.T) {
	var out bytes.Buffer
	err := render.JSON(&out, struct {
		A string   `json:"a"`
		B []string `json:"b"`
		C *float64 `json:"c"`
		D float64  `json:"d"`
	}{A: `<a href="x">è & é</a>`, B: []string{}, D: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	want := "{\n  \"a\": \"<a href=\\\"x\\\">è & é</a>\",\n  \"b\": [],\n  \"c\": null,\n  \"d\": 0.1\n}\n"
	if out.String() != want {
		t.Errorf("got %q\nwant %q", out.String(), want)
	}
}

func TestJSONOfAttributesKeepsTypes(t *testing.T) {
	day, _ := graph.DateValue("2026-01-31")
	attrs := graph.Attributes{}.With("a", graph.FloatValue(1)).With("b", graph.IntegerValue(1)).With("c", day).With("d", graph.TextValue("<&>"))
	var out bytes.Buffer
	if err := render.JSON(&out, attrs); err != nil {
		t.Fatal(err)
	}
	want := "{\n  \"a\": 1.0,\n  \"b\": 1,\n  \"c\": {\n    \"date\": \"2026-01-31\"\n  },\n  \"d\": \"<&>\"\n}\n"
	if out.String() != want {
		t.Errorf("got %q\nwant %q", out.String(), want)
	}
}

func TestJSONRefusesWhatIsNoFiniteNumberAndWritesNothing(t *testing.T) {
	for name, x := range map[string]float64{"NaN": math.NaN(), "+Inf": math.Inf(1), "-Inf": math.Inf(-1)} {
		var out bytes.Buffer
		err := render.JSON(&out, map[string]any{"first": 1, "x": x})
		if graph.KindOf(err) != graph.Internal || out.Len() != 0 {
			t.Errorf("%s: error %v, %d bytes written", name, err, out.Len())
		}
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestJSONTellsOfAWriterThatFails(t *testing.T) {
	if err := render.JSON(brokenPipe{}, 1); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v, want the writer's own inside", err)
	}
}
