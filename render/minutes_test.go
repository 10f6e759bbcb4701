package render_test

import (
	"strings"
	"testing"

	"trama/analysis"
	"trama/locale"
	"trama/render"
)

// Minutes show the figures that are others now; where none is they say so.
func TestMinutesShowWhatChanged(t *testing.T) {
	m := sampleMinutes()
	still := analysis.MovedFigure{Name: "structure.isolates", Before: x(3), After: x(3), Difference: x(0)}
	m.Map = &analysis.MapMoves{Figures: []analysis.MovedFigure{still, {Name: "fragmentation.components", Before: x(5), After: x(4), Difference: x(-1)}}}
	if text := string(rendered(t, render.Text, m, "en")); !strings.Contains(text, "Pieces  ") || strings.Contains(text, "Isolates") || strings.Contains(text, "what they were") {
		t.Error(text)
	}
	m.Map = &analysis.MapMoves{Figures: []analysis.MovedFigure{still}}
	for lang, said := range map[string]string{"en": "are what they were before the meeting", "it": "sono quelle di prima dell'incontro"} {
		if text := string(rendered(t, render.Text, m, lang)); !strings.Contains(text, said) || strings.Contains(text, "0 ") && strings.Contains(text, "Isolat") {
			t.Errorf("%s: %s", lang, text)
		}
	}
}

// A question on which nothing was recorded has no section, and is named once.
func TestMinutesNameWhatWasNotTouched(t *testing.T) {
	for _, lang := range locale.Languages() {
		m := analysis.Minutes{}
		m.Meeting.ID = "m1"
		text := string(rendered(t, render.Text, m, lang))
		for _, id := range []string{"needs", "suggestions", "vote", "validated", "expectations", "commitments"} {
			if n := strings.Count(strings.Join(strings.Fields(text), " "), locale.New(lang).Say("minutes."+id, nil)); n != 1 {
				t.Errorf("%s: %s is named %d times\n%s", lang, id, n, text)
			}
		}
	}
}
