package graph_test

import (
	"testing"

	"trama/graph"
)

func TestWithoutTextsKeepsOwnWords(t *testing.T) {
	s := graph.Say("x", "{word} is none of {words}: {n}", graph.V{"word": "secret", "words": "a, b", "n": 2})
	for want, said := range map[string]graph.Sentence{"… is none of …: 2": s, "… is none of a, b: 2": s.Own("words"), "… is none of a, b: 2 ": graph.Say("x", "{word} is none of {words}: {n} ", s.Values).Own("words", "other")} {
		if got := said.WithoutTexts().Text; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
