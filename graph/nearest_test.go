package graph_test

import (
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
)

func TestNearest(t *testing.T) {
	commands := []string{"report", "missing", "plan", "import", "export", "undo"}
	for _, c := range []struct {
		word  string
		words []string
		want  string
	}{
		{"reprot", commands, "report"}, {"exprot", commands, "export"}, {"IMPORT", commands, "import"}, {"mising", commands, "missing"},
		{"servizi", graph.KindWords(), "servizio"}, {"persone", graph.KindWords(), "persona"}, {"Luoghi", graph.KindWords(), "luogo"},
		{"lavora per", graph.TypeWords(), "lavora per"}, {"lavora cn", graph.TypeWords(), "lavora per"}, {"colabora con", graph.TypeWords(), "collabora con"},
		{"cose", commands, ""}, {"un", commands, ""}, {"", commands, ""}, {"report", nil, ""},
	} {
		if got := graph.Nearest(c.word, c.words); got != c.want {
			t.Errorf("nearest to %q is %q, want %q", c.word, got, c.want)
		}
	}
}

// A word of the list is its own nearest, and one with a letter dropped finds it again where nothing else is as near.
func TestNearestFindsAWordWithALetterDropped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-z]{4,12}`).Draw(t, "word")
		at := rapid.IntRange(0, len(word)-1).Draw(t, "at")
		if got := graph.Nearest(word[:at]+word[at+1:], []string{"0123456789", word}); got != word {
			t.Fatalf("%q is not found: %q", word, got)
		}
		if got := graph.Nearest(word, []string{word + "s", word}); got != word {
			t.Fatalf("%q is not its own nearest: %q", word, got)
		}
	})
}

func TestUnknownNames(t *testing.T) {
	for name, want := range map[string]string{"servizi": "kind_unknown_near", "astronave": "kind_unknown", "Servizio": "", "": "", "organization": ""} {
		note, _ := graph.UnknownKind(name, 3)
		if note.Code != want {
			t.Errorf("%q: %q, want %q", name, note.Code, want)
		}
	}
	for name, want := range map[string]string{"colabora con": "type_unknown_near", "vola sopra a": "type_unknown", "Referente": "type_unknown", "fa parte di": "", "": ""} {
		note, _ := graph.UnknownType(name, 3)
		if note.Code != want {
			t.Errorf("%q: %q, want %q", name, note.Code, want)
		}
	}
}
