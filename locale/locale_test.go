package locale_test

import (
	"testing"

	"trama/locale"
)

func TestCountsInBothLanguages(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    float64
		want string
	}{
		{"it", 0, "0 persone"}, {"it", 1, "1 persona"}, {"it", 2, "2 persone"}, {"it", 1234, "1.234 persone"},
		{"it", 1_000_000, "1.000.000 di persone"}, {"it", 1_000_001, "1.000.001 persone"}, {"it", 2_000_000, "2.000.000 di persone"},
		{"en", 0, "0 persons"}, {"en", 1, "1 person"}, {"en", 1_000_000, "1,000,000 persons"},
	} {
		if got := locale.New(c.lang).Count("person", c.n); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}
