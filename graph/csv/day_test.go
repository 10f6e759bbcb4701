package csv_test

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/csv"
)

// sheetOf is a sheet of people with a column “dal”.
func sheetOf(cells ...string) *given {
	rows := [][]string{{"nome", "dal", "altro"}}
	for i, cell := range cells {
		rows = append(rows, []string{string(rune('a' + i)), cell, cell})
	}
	return &given{rows: rows}
}

func sheetRead(t *testing.T, rows csv.Rows) (*graph.Graph, string) {
	t.Helper()
	b := graph.NewBuilder()
	r := csv.NewReader(b, csv.Options{})
	if err := r.ReadSheet(context.Background(), csv.Sheet{Name: "s", Rows: rows}); err != nil {
		t.Fatal(err)
	}
	notes, err := r.Finish()
	if err != nil {
		t.Fatal(err)
	}
	g, _ := b.Build()
	return g, codes(notes)
}

// Days that are texts in a workbook are days where all of a column can be read in one way, and named where they cannot.
func TestDaysAsTexts(t *testing.T) {
	for _, c := range []struct {
		what, note, want string
		cells            []string
	}{
		{"the day first", "days_read", "a=2025-01-31 b=2025-04-03", []string{"31/01/2025", " 03/04/2025 "}},
		{"the month first", "days_read", "a=2025-01-31 b=2025-03-04", []string{"01/31/2025", "03/04/2025"}},
		{"either way", "days_doubtful", "", []string{"03/04/2025", "05/06/2025"}},
		{"either way the same", "days_read", "a=2025-04-04 b=2025-01-01", []string{"4/4/2025", "01.01.2025"}},
		{"both ways", "meaning_unfit", "", []string{"31/01/2025", "01/31/2025"}},
		{"months with names", "days_read", "a=2025-04-03 b=2024-02-29 c=2025-09-01 d=2025-05-02", []string{"3 aprile 2025", "giovedì 29 feb 2024", "1° sett. 2025", "May 2, 2025"}},
		{"the year first", "days_read", "a=2025-04-03 b=2025-04-30", []string{"2025/04/03", "2025-04-30"}},
		{"dates and texts", "days_read", "a=2025-01-31 b=2025-04-20", []string{"31/01/2025", "2025-04-20"}},
		{"dates that may be swapped", "days_swapped", "", []string{"31/01/2025", "2025-04-03"}},
		{"dates up to the twelfth", "days_swapped", "", []string{"31/01/2025", "2025-04-12"}},
		{"a date after the twelfth", "days_read", "a=2025-01-31 b=2025-04-13", []string{"31/01/2025", "2025-04-13"}},
		{"a text that could have been swapped", "days_read", "a=2025-01-31 b=2025-04-03 c=2025-04-03", []string{"31/01/2025", "03/04/2025", "2025-04-03"}},
		{"no day", "meaning_unfit", "", []string{"31/01/2025", "boh"}},
		{"a day that is none", "meaning_unfit", "", []string{"31/01/2025", "30/02/2025"}},
		{"a year alone", "meaning_unfit", "", []string{"2019", "2020"}},
		{"two digits of a year", "meaning_unfit", "", []string{"31/01/25"}},
		{"dates", "", "a=2025-04-03", []string{"2025-04-03"}},
	} {
		g, notes := sheetRead(t, sheetOf(c.cells...))
		got := ""
		if g.NodeColumn("since") != nil {
			got = column(g, "since")
		}
		if got != c.want || notes != c.note {
			t.Errorf("%s: %q, %s", c.what, got, notes)
		}
		if other := g.NodeColumn("altro"); c.what != "dates" && other.Type() == graph.Date {
			t.Errorf("%s: a column without a meaning is a date", c.what)
		}
	}
}

// A table of text stays by its own rule, and so does a column that both have.
func TestDaysOfTables(t *testing.T) {
	if _, notes := read(t, csv.Options{}, file{"n.csv", "nome,dal\na,31/01/2025\n"}); codes(notes) != "meaning_unfit" {
		t.Error(notes)
	}
	b := graph.NewBuilder()
	r := csv.NewReader(b, csv.Options{})
	err := r.ReadSheet(context.Background(), csv.Sheet{Name: "s", Rows: sheetOf("31/01/2025")})
	if err == nil {
		err = r.Read(context.Background(), strings.NewReader("nome,dal\nx,31/01/2025\n"), "n.csv")
	}
	notes, _ := r.Finish()
	if err != nil || codes(notes) != "meaning_unfit" {
		t.Error(err, notes)
	}
}

// A column of days that somebody wrote is either read as those days or left: never as others.
func TestDaysAreNeverOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var cells, want []string
		for i := range rapid.IntRange(1, 6).Draw(t, "rows") {
			day, month := rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(1, 12).Draw(t, "month")
			cells = append(cells, digits(day)+"/"+digits(month)+"/2025")
			want = append(want, string(rune('a'+i))+"=2025-"+digits(month)+"-"+digits(day))
		}
		b := graph.NewBuilder()
		r := csv.NewReader(b, csv.Options{})
		if err := r.ReadSheet(context.Background(), csv.Sheet{Name: "s", Rows: sheetOf(cells...)}); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Finish(); err != nil {
			t.Fatal(err)
		}
		g, _ := b.Build()
		if g.NodeColumn("since") == nil {
			return
		}
		if got := column(g, "since"); got != strings.Join(want, " ") {
			t.Fatalf("%v: %s", cells, got)
		}
	})
}

func digits(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
