package csv_test

import (
	"fmt"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

// TestValues: a column has the type that all its cells have. The cells are rows of a column x in a table with that
// separator; want is how the values are written then, an absent one as nothing.
func TestValues(t *testing.T) {
	for _, c := range []struct {
		what, sep, cells string // cells separated by spaces; "_" is an empty one, "·" a space, "°" a no-break one
		typ              graph.ValueType
		want             string
	}{
		{"integers", ",", "1 -2 0 _ 1200", graph.Integer, "1 -2 0  1200"},
		{"64 bits", ",", "9223372036854775807 -9223372036854775808", graph.Integer, "9223372036854775807 -9223372036854775808"},
		{"more than 64 bits", ",", "9223372036854775808 1", graph.Text, "9223372036854775808 1"},
		{"beyond what a float holds", ",", "9007199254740993 1", graph.Integer, "9007199254740993 1"},
		{"beyond what a float holds, among floats", ",", "9007199254740993 1.5", graph.Text, "9007199254740993 1.5"},
		{"floats", ",", "1.5 2 -0.25 1e3 2.5E-7", graph.Float, "1.5 2.0 -0.25 1000.0 2.5e-07"},
		{"point without a zero", ",", ".5 -.25", graph.Float, "0.5 -0.25"},
		{"point at the end", ",", "1. 2", graph.Text, "1. 2"},
		{"white space around numbers", ",", "·1 2° ·3·", graph.Integer, "1 2 3"},
		{"leading zero", ",", "00184 01100", graph.Text, "00184 01100"},
		{"one leading zero among numbers", ",", "1 2 06100", graph.Text, "1 2 06100"},
		{"zero and a half", ",", "0 0.5", graph.Float, "0.0 0.5"},
		{"zeros before a point", ",", "00.5 1", graph.Text, "00.5 1"},
		{"plus sign", ",", "+1 2", graph.Text, "+1 2"},
		{"two texts, one number", ",", "1.5 1.50 2", graph.Text, "1.5 1.50 2"},
		{"two texts, one number, exponents", ",", "100000 1e5", graph.Text, "100000 1e5"},
		{"minus zero beside zero", ",", "0 -0", graph.Text, "0 -0"},
		{"minus zero", ",", "1 -0", graph.Integer, "1 0"},
		{"the same text twice", ",", "1.50 1.50 2.25", graph.Float, "1.5 1.5 2.25"},
		{"17 digits", ",", "0.12345678901234567 1", graph.Float, "0.12345678901234566 1.0"},
		{"18 digits", ",", "0.123456789012345678 1", graph.Text, "0.123456789012345678 1"},
		{"zeros are no digits", ",", "123456789012345680000.0 1.50000000000000000000", graph.Float, "123456789012345680000.0 1.5"},
		{"too large", ",", "1e309 1", graph.Text, "1e309 1"},
		{"too small", ",", "1e-400 1", graph.Text, "1e-400 1"},
		{"hexadecimal and underscores", ",", "0x7 1", graph.Text, "0x7 1"},
		{"thousands", ",", "1_000 1", graph.Text, "1_000 1"},
		{"other digits", ",", "٧ 7", graph.Text, "٧ 7"},
		{"words for no number", ",", "NaN 1", graph.Text, "NaN 1"},
		{"infinity", ",", "inf 1", graph.Text, "inf 1"},
		{"words for nothing", ",", "NA NULL None nan -", graph.Text, "NA NULL None nan -"},
		{"a word among numbers", ",", "1 n.d.", graph.Text, "1 n.d."},
		{"decimal comma in quotes", ",", "1,5 2", graph.Text, "1,5 2"},
		{"decimal commas", ";", "1,5 2 -0,25", graph.Float, "1.5 2.0 -0.25"},
		{"decimal commas before three digits", ";", "1,250 2,125", graph.Float, "1.25 2.125"},
		{"decimal commas and tabs", "\t", "1,5 2", graph.Float, "1.5 2.0"},
		{"decimal points in a semicolon table", ";", "1.5 2", graph.Float, "1.5 2.0"},
		{"both marks", ";", "1,5 2.5", graph.Text, "1,5 2.5"},
		{"both marks in one", ";", "1.234,56 2", graph.Text, "1.234,56 2"},
		{"points before three digits", ";", "1.250 12.500 3", graph.Text, "1.250 12.500 3"},
		{"points before three digits and an exponent", ";", "1.250e3 2", graph.Float, "1250.0 2.0"},
		{"not all points before three digits", ";", "1.250 12.5", graph.Float, "1.25 12.5"},
		{"points before three digits in a comma table", ",", "1.250 12.500", graph.Float, "1.25 12.5"},
		{"comma and point", ";", "1,234.5 2", graph.Text, "1,234.5 2"},
		{"booleans", ",", "true FALSE True _", graph.Boolean, "true false true "},
		{"white space around booleans", ",", "·true false", graph.Text, " true false"},
		{"booleans and others", ",", "true 1", graph.Text, "true 1"},
		{"yes and no", ",", "sì no", graph.Text, "sì no"},
		{"dates", ",", "2024-01-31 2024-02-29", graph.Date, "2024-01-31 2024-02-29"},
		{"a day that is not", ",", "2024-01-31 2023-02-29", graph.Text, "2024-01-31 2023-02-29"},
		{"Italian dates", ";", "31/01/2024 29/02/2024", graph.Date, "2024-01-31 2024-02-29"},
		{"American dates", ";", "01/31/2024 01/02/2024", graph.Text, "01/31/2024 01/02/2024"},
		{"Italian dates in a comma table", ",", "31/01/2024", graph.Text, "31/01/2024"},
		{"short dates", ";", "1/1/2024", graph.Text, "1/1/2024"},
		{"dates and times", ",", "2024-01-31T10:00", graph.Text, "2024-01-31T10:00"},
		{"text with white space", ",", "·a b°", graph.Text, " a b\u00a0"},
		{"white space alone", ",", "· ° x", graph.Text, "  x"},
		{"bars in other columns", ",", "a|b", graph.Text, "a|b"},
		{"an apostrophe that guards", ",", "'=1+1 '-x '@a '+1 '''=b", graph.Text, "=1+1 -x @a +1 ''=b"},
		{"an apostrophe that does not", ",", "'x '-5 '", graph.Text, "'x '-5 '"},
	} {
		var content strings.Builder
		content.WriteString("id" + c.sep + "x\n")
		cells := strings.Split(c.cells, " ")
		for i, cell := range cells {
			cell = strings.NewReplacer("_", "", "·", " ", "°", "\u00a0").Replace(strings.ReplaceAll(cell, "1_000", "1\x01000"))
			cell = strings.ReplaceAll(cell, "\x01", "_")
			fmt.Fprintf(&content, "%02d%s\"%s\"\n", i, c.sep, cell)
		}
		g, _ := read(t, csv.Options{}, nodes(content.String()))
		var got []string
		for i := range cells {
			got = append(got, g.NodeColumn("x").Text(i))
		}
		if strings.Join(got, " ") != c.want || g.NodeColumn("x").Type() != c.typ {
			t.Errorf("%s: %v %q, want %v %q", c.what, g.NodeColumn("x").Type(), strings.Join(got, " "), c.typ, c.want)
		}
	}
}

// TestValuesOverTables: a cell is judged by the table it stands in, the column by all its cells.
func TestValuesOverTables(t *testing.T) {
	for _, c := range []struct {
		what          string
		comma, semi   string
		typ           graph.ValueType
		first, second string
	}{
		{"decimal comma", "2", "1,5", graph.Float, "2.0", "1.5"},
		{"both marks", "2.5", "1,5", graph.Text, "2.5", "1,5"},
		{"the same cell, a number in one only", "1,5", "1,5", graph.Text, "1,5", "1,5"},
		{"the same cell, a date in one only", "31/01/2024", "31/01/2024", graph.Text, "31/01/2024", "31/01/2024"},
		{"dates of both forms", "2024-01-31", "31/01/2024", graph.Date, "2024-01-31", "2024-01-31"},
		{"thousands in one", "1.250", "1.250", graph.Float, "1.25", "1.25"},
	} {
		a, b := file{"a.csv", "id,x\na,\"" + c.comma + "\"\n"}, file{"b.csv", "id;x\nb;" + c.semi + "\n"}
		for _, files := range [][]file{{a, b}, {b, a}} {
			g, _ := read(t, csv.Options{}, files...)
			x := g.NodeColumn("x")
			if x.Type() != c.typ || x.Text(0) != c.first || x.Text(1) != c.second {
				t.Errorf("%s: %v %s %s", c.what, x.Type(), x.Text(0), x.Text(1))
			}
		}
	}
}

func TestDoubtfulNumbersAreSaid(t *testing.T) {
	for _, cells := range []string{"1.250;x\n2.500;y", "1,5;x\n2.5;y"} {
		_, notes := read(t, csv.Options{}, nodes("quota;id\n"+cells+"\n"))
		if codes(notes) != "doubtful_numbers" || notes[0].Values["column"] != "quota" {
			t.Errorf("%q: %v", cells, notes)
		}
	}
	g, notes := read(t, csv.Options{}, nodes("id;lat;lon\na;45.123;7.125\n"))
	if g.NodeColumn("lat").Type() != graph.Float || len(notes) > 0 {
		t.Errorf("coordinates: %s %v", document(t, g), notes)
	}
}

func TestLists(t *testing.T) {
	g, _ := read(t, csv.Options{}, nodes("id,tags,linee,altro\na,x| y||z, L1 |L2,x|y\nb,7,|,\nc,,,\n"))
	want := `"nodes":[{"id":"a","kind":"","attributes":{"altro":"x|y","lines":["L1","L2"],"tags":["x"," y","z"]}},` +
		`{"id":"b","kind":"","attributes":{"tags":["7"]}},{"id":"c","kind":"","attributes":{}}]`
	if got := document(t, g); !strings.Contains(got, want) {
		t.Errorf("got %s", got)
	}
}
