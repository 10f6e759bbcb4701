package sqlite

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

func TestAttributesComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	d := newDecoder()
	texts := append(graphtest.HostileTexts(), "label", "x")
	values := graphtest.Values()
	for _, text := range texts {
		values = append(values, graph.TextValue(text))
	}
	for range 5000 {
		var want graph.Attributes
		for range r.IntN(5) {
			want = want.With(texts[r.IntN(len(texts))], values[r.IntN(len(values))])
		}
		text, err := want.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		got, err := d.attributes(string(text))
		if err != nil || fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) && len(got)+len(want) > 0 {
			t.Fatalf("%s: %#v, %v; want %#v", text, got, err, want)
		}
		if quick := (&parser{text: string(text)}); !quick.object() && !strings.Contains(string(text), `\`) {
			t.Fatalf("%s: the quick parser passes over what has no escapes", text)
		}
	}
}

// FuzzAttributes compares the quick parser with the plain one: where the quick one takes a text, both say the same.
func FuzzAttributes(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"a":1}`, `{"a":1.5,"b":"x"}`, `{"a":true,"b":false}`, `{"a":{"date":"2026-01-31"}}`, `{"a":["x","y"]}`, `{"a":"\n"}`, `{"a":-0.0}`, `{"a":1e400}`,
		`{"a":01}`, `{"a":}`, `{"a":1,}`, `{"a":[]}`, `{"a":[""]}`, `{"a":""}`, `{"a":null}`, `{"a":{"date":"2026-02-30"}}`, `{"a":tru}`, `{"a":1`, `{"a":`, `{"a":["x"`, `{"a" :1}`, `{"a":+1}`, `{"a":0x1}`, `{"a":1_0}`, `{"a":Inf}`, `{"b":1,"a":2}`, `{"a":1,"a":2}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := parser{text: text}
		if !p.object() {
			return
		}
		again, err := p.attrs.MarshalJSON()
		if err != nil || string(again) != text {
			return // no text that we write; the digest tells
		}
		if !json.Valid([]byte(text)) {
			return
		}
		var want graph.Attributes
		if err := want.UnmarshalJSON([]byte(text)); err != nil {
			t.Fatalf("%s: taken as %#v, the plain parser says %v", text, p.attrs, err)
		}
		if sorted(p.attrs) && len(want) > 0 && !reflect.DeepEqual(p.attrs, want) {
			t.Fatalf("%s: %#v, the plain parser says %#v", text, p.attrs, want)
		}
	})
}

func sorted(attrs graph.Attributes) bool {
	for i := 1; i < len(attrs); i++ {
		if attrs[i-1].Name >= attrs[i].Name {
			return false
		}
	}
	return true
}
