package locale_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"trama/locale"
)

func TestLinesBecomeSentences(t *testing.T) {
	for line, want := range map[string][2]string{
		"è già lì": {"È già lì", "È già lì."}, "two of 3": {"Two of 3", "Two of 3."}, "Why?": {"Why?", "Why?"}, "«così»": {"«così»", "«così»"}, "": {"", ""},
	} {
		if got := [2]string{locale.Begun(line), locale.Whole(line)}; got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestMoments(t *testing.T) {
	l := locale.New("it")
	if got := l.Moment(time.Date(2026, 2, 3, 17, 4, 5, 0, time.FixedZone("CET", 3600))); got != "3 febbraio 2026, 16:04 UTC" {
		t.Error(got)
	}
	if got := l.Moment(time.Time{}); got != "" {
		t.Errorf("a moment that is not known: %q", got)
	}
}

func TestRelationsInWords(t *testing.T) {
	l := locale.New("it")
	for got, want := range map[string]string{
		l.Relation("Caritas", "collaborates", "Emporio"): "Caritas collabora con Emporio",
		l.Relations("collaborates", "Caritas", false):    "Caritas collabora con",
		l.Relations("coordinates", "Caritas", true):      "Chi coordina Caritas",
		l.Side("sector:health"):                          l.Sector("health"),
		l.Side("Caritas"):                                "Caritas",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if said, ours := l.Attribute("area"); said != "zona" || !ours {
		t.Errorf("%q, %v", said, ours)
	}
	if said, ours := l.Attribute("colore"); said != "colore" || ours {
		t.Errorf("%q, %v", said, ours)
	}
}

func TestChangedCounts(t *testing.T) {
	l := locale.New("it")
	for _, c := range []struct {
		added, changed, removed int
		want                    string
	}{{0, 0, 0, "–"}, {1200, 0, 0, "+1.200"}, {0, 2, 1, "~2 −1"}, {1, 2, 3, "+1 ~2 −3"}} {
		if got := l.Changed(c.added, c.changed, c.removed); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestCutTextIsAsWideAsItMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, width := rapid.String().Draw(t, "text"), rapid.IntRange(1, 40).Draw(t, "width")
		got := locale.Cut(text, width)
		switch {
		case utf8.RuneCountInString(text) <= width && got != text:
			t.Fatalf("%q fits %d and became %q", text, width, got)
		case utf8.RuneCountInString(text) > width && (utf8.RuneCountInString(got) != width || !strings.HasSuffix(got, "…")):
			t.Fatalf("%q in %d is %q", text, width, got)
		}
	})
}
