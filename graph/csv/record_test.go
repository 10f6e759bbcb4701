package csv_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

func records(t *testing.T, text string) (csv.Records, error) {
	t.Helper()
	return csv.ReadRecords(context.Background(), strings.NewReader(text), "r.csv")
}

func TestRecordsKeepOrderLinesAndQuotes(t *testing.T) {
	r, err := records(t, "Chi;Che cosa;Da;A\n anna ;\"una riga\ne un'altra\";x;y\n\nbice\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []csv.Record{{Line: 2, Cells: []string{"anna", "una riga\ne un'altra", "x", "y"}}, {Line: 5, Cells: []string{"bice", "", "", ""}}}
	if !slices.EqualFunc(r.Rows, want, func(a, b csv.Record) bool { return a.Line == b.Line && slices.Equal(a.Cells, b.Cells) }) {
		t.Errorf("rows %+v", r.Rows)
	}
	if from, to, ok := r.Ends(); from != 2 || to != 3 || !ok {
		t.Errorf("ends %d %d %v", from, to, ok)
	}
}

func TestRecordsOfWindows1252(t *testing.T) {
	r, err := records(t, "source,target\ncitt\xe0,per\xf2\n")
	if err != nil || len(r.Rows) != 1 || r.Rows[0].Cells[0] != "città" {
		t.Errorf("%v, %+v", err, r.Rows)
	}
}

func TestRecordsThatAreWrong(t *testing.T) {
	for text, says := range map[string]string{"": "empty", "a,b\n\"x\" y,z\n": "line 2", "a,b\n\"x,z\n": "line 2"} {
		if _, err := records(t, text); graph.KindOf(err) != graph.Invalid || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "r.csv") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if r, err := records(t, "a,b\n1,2\n"); err != nil {
		t.Error(err)
	} else if _, _, ok := r.Ends(); ok {
		t.Error("a and b are no ends")
	}
}
