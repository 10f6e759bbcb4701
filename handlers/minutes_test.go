package handlers_test

import (
	"strings"
	"testing"
)

// A meeting that ends gives its name to the network as it is, also where its name was given when it began; its minutes end there.
func TestAMeetingIsClosed(t *testing.T) {
	s := newService(t)
	page := s.written(form(t, s.page(tableIt), "meeting").with("label", "Primo", "date", "2026-03-05", "freeze", "true"))
	page = s.written(form(t, page, "attend").with("meeting", "primo", "who", "ada"))
	page = s.written(form(t, page, "close").with("meeting", "primo"))
	says(t, "the notice", page, "La revisione 3 ora si chiama «Primo»")
	s.written(form(t, page, "need").with("label", "Dopo l'incontro"))
	minutes := s.page("/networks/borgo/minutes?lang=it")
	says(t, "the minutes", minutes, "Presenti 1.", "dopo la revisione 1 e fino alla revisione 3", "/networks/borgo/compare?a=1&amp;b=3&amp;lang=it")
	if strings.Contains(minutes, "Dopo l&#39;incontro") || strings.Contains(minutes, `id="past"`) {
		t.Error("the minutes go on after the end, or say that they are past")
	}
	says(t, "the table", s.page(tableIt), "/networks/borgo/minutes?lang=it&amp;meeting=primo")
}
