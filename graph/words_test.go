package graph_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/locale"
)

func TestWordsAreBlankedWhereTheyStandByThemselves(t *testing.T) {
	for _, c := range []struct{ words, text, want string }{
		{"Maria Rossi", "Maria Rossi", "[…]"},
		{"Maria Rossi", "detto da MARIA  rossi, ieri", "detto da […], ieri"},
		{"Maria Rossi", "maria.rossi@example.org", "[…]@example.org"},
		{"Maria Rossi", "Maria\nRossi; Maria-Rossi", "[…]; […]"},
		{"Maria Rossi", "Maria – Rossi e Maria Bianchi", "[…] e Maria Bianchi"},
		{"Maria Rossi", "Maria ha parlato con Rossi", "Maria ha parlato con Rossi"},
		{"Maria Rossi", "Maria .... Rossi", "Maria .... Rossi"},
		{"Maria Rossi", "Annamaria Rossi, Maria Rossini", "Annamaria Rossi, Maria Rossini"},
		{"Ada", "Adamello, ADA.", "Adamello, […]."},
		{"D'Angelo", "con d’angelo e D ANGELO", "con […] e […]"},
		{"Nicolò", "NICOLÒ nicolò Nicolo", "[…] […] Nicolo"},
		{"", "nothing", "nothing"},
		{"12", "12 persons", "12 persons"},
		{"via Roma 12", "in Via Roma, 12 b", "in […] b"},
		{"Maria", "", ""},
		{"Maria Rossi", "Ma\u00adria\u00ad Ros\u200bsi\ufeff, MARIA\u200b.\u200d.\u2060.ROS\u200csi", "[…], […]"},
		{"Ma\u00adria \u200bRossi\u2060", "Maria Rossi", "[…]"},
		{"Maria Rossi", "da Maria\u200bRossi e Maria\ufe0f\u200e Rossi", "da […] e […]"},
		{"Ada", "Ada\u00admello \u00adAda\u200d", "Ada\u00admello \u00ad[…]"},
		{"Ada", "Ada\u200bmello", "[…]\u200bmello"},
		{"\u00ad\u3164", "\u00ad\u3164", "\u00ad\u3164"},
	} {
		w := graph.NewWords(c.words)
		got := w.Blanked(c.text)
		if got != c.want || w.Stand(c.text) != (c.want != c.text) {
			t.Errorf("%q in %q: %q, want %q; it stands there: %v", c.words, c.text, got, c.want, w.Stand(c.text))
		}
	}
	if got := graph.NewWords("Maria", "Maria Rossi", "Rossi").Blanked("Maria Rossi Maria Rossi Verdi"); got != "[…] […] Verdi" {
		t.Errorf("the longer of two: %q", got)
	}
}

// One letter with an accent, and a letter and an accent, look the same; without its accent a name is another, and alike.
func TestWordsAreFoundAsTheyAreFolded(t *testing.T) {
	const one, two, plain = "Nicol\u00f2 Per\u00f2", "NICOLO\u0300 Pero\u0300", "Nicolo Pero"
	for _, c := range []struct {
		words       string
		same, alike string // what becomes of all three
	}{
		{one, "[…], […], " + plain, "[…], […], […]"}, {two, "[…], […], " + plain, "[…], […], […]"},
		{plain, one + ", " + two + ", […]", "[…], […], […]"}, {"Altro", one + ", " + two + ", " + plain, one + ", " + two + ", " + plain},
	} {
		text := one + ", " + two + ", " + plain
		if got := graph.NewWords(c.words).Folded(locale.Composed).Blanked(text); got != c.same {
			t.Errorf("%q, composed: %q", c.words, got)
		}
		if got := graph.NewWords(c.words).Folded(locale.Searched).Blanked(text); got != c.alike {
			t.Errorf("%q, as searched: %q", c.words, got)
		}
	}
}

// What was blanked has none of the words, and stays as it is.
func TestBlankedTextsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom([]string{"a", "b", "ab", "è", "e\u0300", "\u0300", " ", ".", "-", "…", "[", "\n", "A", "1", "ß", "ſ", "K", "k", "\xff", "[…]", "\u00ad", "\u200b", "\u2060", "\u3164"})
		draw := func(name string) string {
			return strings.Join(rapid.SliceOfN(part, 0, 8).Draw(t, name), "")
		}
		w := graph.NewWords(draw("one"), draw("two"))
		switch rapid.IntRange(0, 2).Draw(t, "folded") {
		case 1:
			w = w.Folded(locale.Composed)
		case 2:
			w = w.Folded(locale.Searched)
		}
		text := draw("text")
		once := w.Blanked(text)
		if w.Stand(once) || w.Blanked(once) != once {
			t.Fatalf("%q became %q, and then %q", text, once, w.Blanked(once))
		}
		if !w.Stand(text) && once != text {
			t.Fatalf("%q became %q, and none of the words stands there", text, once)
		}
	})
}
