package handlers_test

import (
	"net/http"
	"strings"
	"testing"
)

// The page of an import that was refused keeps in the other language what was typed; only the files have to be chosen again.
func TestARefusedImportInTheOtherLanguage(t *testing.T) {
	s := newService(t)
	for path, files := range map[string][]string{"/imports?lang=it": nil, "/networks/borgo/imports?lang=it": {}} {
		page := s.chosen(path, files, "title", "Il mio borgo", "author", "Ada Neri").Body.String()
		again := form(t, strings.ReplaceAll(page[:strings.Index(page, "<main")], `class="again"`, `class="record"`), "import")
		w := s.do(request{method: http.MethodPost, path: again.action, body: again.values.Encode(), header: []string{"Content-Type: application/x-www-form-urlencoded", "Accept: text/html"}})
		want := []string{`lang="en"`, `value="Ada Neri"`}
		if strings.HasPrefix(path, "/imports") {
			want = append(want, `value="Il mio borgo"`)
		}
		says(t, path, w.Body.String(), want...)
		if w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
