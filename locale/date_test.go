package locale_test

import (
	"testing"

	"trama/graph"
	"trama/locale"
)

// TestADayIsWrittenAsPeopleWriteItInARefusal in both languages, also where the sentence carries English of its own.
func TestADayIsWrittenAsPeopleWriteItInARefusal(t *testing.T) {
	past := graph.Say("table_past", "{name}: {value} is past already; today is {today}", graph.V{"name": "until", "value": "2026-02-01", "today": "2026-03-02"})
	for lang, want := range map[string]string{
		"it": "until: il 1º febbraio 2026 è già passato; oggi è il 2 marzo 2026",
		"en": "until: 1 February 2026 is past already; today is 2 March 2026",
	} {
		l := locale.New(lang)
		if got := l.Sentence(past); got != want {
			t.Errorf("%s: %q", lang, got)
		}
		if got := l.Error(graph.Fail(graph.Invalid, "test", past)); got != want {
			t.Errorf("%s, as an error: %q", lang, got)
		}
	}
}
