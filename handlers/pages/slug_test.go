package pages

import (
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	long := strings.Repeat("a", 70)
	for name, want := range map[string]string{
		"Incontro 1: la mappa": "incontro-1-la-mappa", "Città Nuova": "citta-nuova", "  L'Aquila (AQ) ": "l-aquila-aq",
		"日本": "", "": "", "...": "", long: long[:63], "uno " + long: "uno",
		"uno " + long[:59]: "uno-" + long[:59], "uno " + long[:60]: "uno", "uno " + long[:60] + " due": "uno",
	} {
		if got := slug(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if got := networkNamed("日本"); got != "rete" {
		t.Errorf("a title without letters that an address has: %q", got)
	}
}
