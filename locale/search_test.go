package locale_test

import (
	"testing"

	"trama/locale"
)

func TestSearchedForgetsCapitalsAccentsAndMarks(t *testing.T) {
	for text, want := range map[string]string{
		"  Àda   Città ": "ada citta", "L'Oratorio (San Luca)": "l oratorio san luca", "CAFFÈ-42": "caffe 42", "…": "", "": "", "Ma\u00adria\u200b Ros\u2060si\ufeff": "maria rossi",
	} {
		if got := locale.Searched(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
