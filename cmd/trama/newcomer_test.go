package main

import (
	"testing"
)

// valdoraFiles writes the tables of the fictional town into a folder of the test.
func valdoraFiles(t testing.TB) []string {
	t.Helper()
	folder := t.TempDir()
	var files []string
	for _, table := range []string{"valdora.nodes.csv", "valdora.edges.csv"} {
		content, err := valdora.ReadFile("valdora/" + table)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, put(t, folder, table, string(content)))
	}
	return files
}

// TestCountsAreThoseOfWholeLists cuts the lists of a report: the counts stay.
func TestCountsAreThoseOfWholeLists(t *testing.T) {
	home(t)
	type covered struct {
		Coverage struct {
			IdleServices []any `json:"idle_services"`
			Alone        []any
			ServicesIdle int `json:"services_idle"`
			PersonsAlone int `json:"persons_alone"`
		}
	}
	var whole, cut covered
	files := valdoraFiles(t)
	doneJSON(t, &whole, with("report", files, "--limit", "0")...)
	doneJSON(t, &cut, with("report", files, "--limit", "3")...)
	w, c := whole.Coverage, cut.Coverage
	if len(w.IdleServices) <= 3 || len(c.IdleServices) != 3 || c.ServicesIdle != len(w.IdleServices) || c.PersonsAlone != len(w.Alone) {
		t.Errorf("%d of %d services listed, said %d; %d persons alone, said %d", len(c.IdleServices), len(w.IdleServices), c.ServicesIdle, len(w.Alone), c.PersonsAlone)
	}
}
