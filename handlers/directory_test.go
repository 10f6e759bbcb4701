package handlers_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"trama/graph"
)

// directory is a small directory of services (HSDS): names and contents in turn.
func directory() []string {
	return []string{
		"organizations.csv", "id,name,email\no1,Comune,urp@example.org\no2,Ponte,\n",
		"services.csv", "id,organization_id,name,status\ns1,o1,Mensa,active\ns2,o2,Emporio,defunct\n",
		"contacts.csv", "id,organization_id,name\nc1,o2,Ada\n",
	}
}

// TestADirectoryIsImported: as an archive, as a form of files and as JSON of an API, in what the map holds and what is told.
func TestADirectoryIsImported(t *testing.T) {
	s := emptyService(t)
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	for files := directory(); len(files) > 0; files = files[2:] {
		f, err := z.Create("elenco/" + files[0])
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(files[1]))
	}
	z.Close()
	archive := func(path string) *httptest.ResponseRecorder {
		return s.do(request{method: "POST", path: "/api/v1/networks/" + path, body: packed.String(), header: []string{"Content-Type: application/zip", "If-None-Match: *"}})
	}
	type answer struct {
		Added int
		Notes []graph.Sentence
	}
	for path, want := range map[string]struct {
		added int
		codes string
	}{"a/imports?lang=it": {6, "only_ownership hsds_read hsds_personal hsds_status"}, "c/imports?contacts=true": {8, "only_ownership hsds_read hsds_status"}} {
		w := archive(path)
		var did answer
		if err := json.Unmarshal(w.Body.Bytes(), &did); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%v: %s", err, w.Body)
		}
		var codes []string
		for _, n := range did.Notes {
			codes = append(codes, n.Code)
		}
		if did.Added != want.added || strings.Join(codes, " ") != want.codes {
			t.Errorf("%s: %d added, %v", path, did.Added, codes)
		}
	}
	if page := s.page("/networks/a?lang=it"); !strings.Contains(page, "Questa mappa è un elenco") {
		t.Error("the page does not say that the map is a directory")
	}
	if page := s.page("/networks/a?lang=en"); !strings.Contains(page, "This map is a directory") {
		t.Error("nor in English")
	}
	w := s.do(request{method: "POST", path: "/api/v1/networks/j/imports", body: `{"contents":[{"id":"s","organization":{"id":"o","name":"O"}}]}`, header: []string{"Content-Type: application/json", "If-None-Match: *"}})
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"added": 3`) {
		t.Errorf("JSON: %s", w.Body)
	}
}

// TestADirectoryIsPreviewed: the page of an import shows what its columns become in words, and what is missing.
func TestADirectoryIsPreviewed(t *testing.T) {
	s := emptyService(t)
	page := s.chosen("/imports?lang=it", directory(), "title", "Elenco").Body.String()
	says(t, "the preview", page, "Nascerebbe la rete «Elenco», con 4 nodi e 2 relazioni.", "non contiene relazioni tra le organizzazioni", "contacts.csv (1), organizations.csv: email", ">offre</td>")
	alone := s.chosen("/imports?lang=it", directory()[2:4], "title", "Elenco").Body.String()
	says(t, "services alone", alone, "services.csv", "ciò che nomina sta in un&#39;altra, organizations, che manca")
	w := s.do(request{method: "POST", path: "/api/v1/networks/x/imports?lang=en", body: "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"services.csv\"\r\n\r\n" + directory()[3] + "\r\n--b--\r\n", header: []string{"Content-Type: multipart/form-data; boundary=b", "If-None-Match: *"}})
	wants(t, "services alone over HTTP", w, http.StatusUnprocessableEntity)
	says(t, "services alone over HTTP", w.Body.String(), "stands in another, organizations, which is not there")
}
