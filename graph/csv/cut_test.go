package csv_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

// cutRows reads all of a table that is cut.
func cutRows(cut *csv.Cut) (rows []string, err error) {
	for {
		cells, line, err := cut.Next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		rows = append(rows, fmt.Sprintf("%d %q", line, cells))
	}
}

func TestCut(t *testing.T) {
	refused := &graph.Refused{}
	r := csv.NewReader(graph.NewBuilder(), csv.Options{Refused: refused})
	cut, err := r.Cut(context.Background(), strings.NewReader("\ufeffsep=;\n id ;\"Da\"; ;a\n1;'=x;\"due\nrighe\"\n\n2; y ;;;z\n\"3\"x;1\n4;;;;\n"), "t.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := cutRows(cut)
	if err != nil || cut.Close() != nil {
		t.Fatal(err)
	}
	if got := strings.Join(cut.Headers(), "|"); got != "id|Da|column_3|a" || !cut.DecimalComma() {
		t.Error(got)
	}
	if got := strings.Join(rows, "; "); got != `3 ["1" "=x" "due\nrighe"]; 8 ["4" "" "" ""]` {
		t.Error(got)
	}
	if from, to, ok := cut.Ends(); from != 1 || to != 3 || !ok {
		t.Error(from, to, ok)
	}
	if cut.RefusedRows() != 2 || refused.Count != 2 || refused.First[0].Where() != "t.csv: line 6" || refused.First[1].Where() != "t.csv: line 7" {
		t.Errorf("refused %v", refused)
	}
}

func TestCutRefusesTables(t *testing.T) {
	r := csv.NewReader(graph.NewBuilder(), csv.Options{Limits: graph.Limits{Value: 2000}})
	for content, want := range map[string]string{
		"": "t.csv: the file is empty", strings.Repeat("x", 1500) + ",y\n": "t.csv: line 1: the name of an attribute is longer than 1024 bytes",
		"a,b\n1," + strings.Repeat("x", 3000) + "\n": "t.csv: line 2: a value is longer than 2000 bytes (limit-value)",
	} {
		cut, err := r.Cut(context.Background(), strings.NewReader(content), "t.csv")
		if err == nil {
			_, err = cutRows(cut)
		}
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.Cut(ctx, strings.NewReader("a\n1\n"), "t.csv"); graph.KindOf(err) != graph.Interrupted {
		t.Error(err)
	}
}

// What another room makes of a table is read as that room says, and told under the names that the file has.
func TestMadeSheet(t *testing.T) {
	b := graph.NewBuilder()
	r := csv.NewReader(b, csv.Options{})
	made := &csv.Made{DecimalComma: true, Columns: []csv.MadeColumn{{"id", "codice"}, {"kind", ""}, {"lat", "latitude"}, {"since", "opened"}, {"from", "from"}, {"to", "to"}}}
	rows := &given{rows: [][]string{{"a", "place", "42,5", "ieri", "1", "2"}, {"b", "place", "41,25", "", "", "'=c"}}}
	if err := r.ReadSheet(context.Background(), csv.Sheet{Name: "t.csv", Rows: rows, Made: made}); err != nil {
		t.Fatal(err)
	}
	links := &csv.Made{Edges: true, Columns: []csv.MadeColumn{{"source", ""}, {"target", ""}, {"type", ""}}}
	if err := r.ReadSheet(context.Background(), csv.Sheet{Name: "t.csv", Rows: &given{rows: [][]string{{"a", "b", "knows"}}}, Made: links}); err != nil {
		t.Fatal(err)
	}
	notes, err := r.Finish()
	if err != nil || len(notes) != 1 || notes[0].Text != `column opened is kept as data, and is no since: "ieri" is none; it is a day that exists, as 2026-01-31, or in a spreadsheet a cell with the format of a date` {
		t.Error(notes, err)
	}
	var became []string
	for _, use := range r.Mapping() {
		became = append(became, use.Column+"="+use.Became)
	}
	if got := strings.Join(became, " "); got != "codice=id latitude=lat opened=opened from=from to=to" {
		t.Error(got)
	}
	g, _ := b.Build()
	if g.Nodes() != 2 || g.Edges() != 1 || column(g, "lat") != "a=42.5 b=41.25" || column(g, "to") != "a=2 b='=c" || column(g, "opened") != "a=ieri" {
		t.Errorf("%s; %s", column(g, "lat"), column(g, "to"))
	}
}
