package json_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/json"
)

func decode(text string, o json.Options) (*graph.Graph, []graph.Sentence, error) {
	b := graph.NewBuilder()
	notes, err := json.Decode(context.Background(), strings.NewReader(text), "g.json", b, o)
	if err != nil {
		return nil, notes, err
	}
	g, _ := b.Build()
	return g, notes, nil
}

const whole = `{"schema":"trama.graph/1","attributes":{"area":"Valdora","since":{"date":"2026-01-31"}},` +
	`"nodes":[{"id":"61695499031416832","kind":"person","attributes":{"big":9007199254740993,"label":"a\u2028\"b\\"}},` +
	`{"id":"b","kind":"","attributes":{"active":true,"half":0.5,"tags":["casa","cibo"],"whole":1.0}}],` +
	`"edges":[{"id":"7","source":"61695499031416832","target":"b","type":"knows","directed":false,"attributes":{"weight":2}},` +
	`{"id":"8","source":"b","target":"b","type":"","directed":true,"attributes":{}}]}`

func TestWhatIsWrittenComesBackByteForByte(t *testing.T) {
	g, notes, err := decode(whole, json.Options{})
	if err != nil || len(notes) > 0 {
		t.Fatal(notes, err)
	}
	var out bytes.Buffer
	if _, err := json.Encode(&out, g, json.EncodeOptions{}); err != nil {
		t.Fatal(err)
	}
	if out.String() != whole {
		t.Errorf("got  %s\nwant %s", out.String(), whole)
	}
}
