package source

import "testing"

func TestStemOf(t *testing.T) {
	for name, want := range map[string]string{
		"Con chi collabori 1": "Con chi collabori", "Con chi collabori_2": "Con chi collabori", "Con chi collabori? [3]": "Con chi collabori?", "q1[SQ001]": "q1", "Con chi collabori? [Primo]": "Con chi collabori?",
		"Collabora con (4)": "Collabora con", "Collabora con n. 5": "Collabora con", "Collabora con 10°": "Collabora con", "Anno 2025": "Anno 2025", "12": "12", "x": "x", "B1": "B",
		"Collabora con": "Collabora con", "conosce #2": "conosce",
	} {
		if got := stemOf(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
