package csv_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

// given are rows that are cut into cells already, and an error behind them.
type given struct {
	rows [][]string
	at   int
	err  error
}

func (g *given) Next() ([]string, int, error) {
	if g.at == len(g.rows) {
		if g.err != nil {
			return nil, g.at + 1, g.err
		}
		return nil, g.at, io.EOF
	}
	g.at++
	return g.rows[g.at-1], g.at, nil
}

func readSheet(ctx context.Context, rows csv.Rows, o csv.Options) (*graph.Graph, error) {
	b := graph.NewBuilder()
	r := csv.NewReader(b, o)
	if err := r.ReadSheet(ctx, csv.Sheet{Name: "r.xlsx: sheet S", Rows: rows}); err != nil {
		return nil, err
	}
	if _, err := r.Finish(); err != nil {
		return nil, err
	}
	g, _ := b.Build()
	return g, nil
}

func TestSheetIsReadAsATable(t *testing.T) {
	g, err := readSheet(context.Background(), &given{rows: [][]string{
		{}, {"", " "}, {"id", "nome", "quota", "x", ""}, {" 007 ", "Anna", "1.250", "'=a", "", ""}, {}, {"b", "Bruno", "2"},
	}}, csv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"label": "007=Anna b=Bruno", "quota": "007=1.25 b=2.0", "x": "007='=a"} {
		if got := column(g, name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if g.Nodes() != 2 || len(g.NodeColumns()) != 3 {
		t.Errorf("%d nodes, %d columns", g.Nodes(), len(g.NodeColumns()))
	}
}

func TestSheetIsRefusedAsATable(t *testing.T) {
	head := []string{"da", "a", "peso"}
	long := strings.Repeat("x", 2000)
	for want, c := range map[string]struct {
		rows *given
		kind graph.ErrorKind
	}{
		"r.xlsx: sheet S: line 3: the target is empty":                                                       {&given{rows: [][]string{head, {"a", "b"}, {"a"}}}, graph.Invalid},
		"r.xlsx: sheet S: line 2: the row has 4 cells, the header 3":                                         {&given{rows: [][]string{head, {"a", "b", "1", "x"}}}, graph.Invalid},
		`r.xlsx: sheet S: line 2: weight "1,5" is not a number: the decimal mark of this table is the point`: {&given{rows: [][]string{head, {"a", "b", "1,5"}}}, graph.Invalid},
		"r.xlsx: sheet S: the file is empty":                                                                 {&given{}, graph.Invalid},
		"r.xlsx: sheet S: line 2: broken":                                                                    {&given{rows: [][]string{head}, err: graph.Say("x", "broken", nil)}, graph.Invalid},
		"r.xlsx: sheet S: line 2: a value is longer than 1500 bytes (limit-value)":                           {&given{rows: [][]string{head, {"a", "b", "", long}}}, graph.TooLarge},
		"r.xlsx: sheet S: line 1: a row has more than 16384 cells":                                           {&given{rows: [][]string{make([]string, 16385)}}, graph.TooLarge},
		"r.xlsx: sheet S: line 2: the source holds a control character":                                      {&given{rows: [][]string{head, {"a\x01", "b"}}}, graph.Invalid},
	} {
		_, err := readSheet(context.Background(), c.rows, csv.Options{Limits: graph.Limits{Value: 1500}})
		if graph.KindOf(err) != c.kind || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestSheetEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := readSheet(ctx, &given{rows: [][]string{{"id"}, {"a"}}}, csv.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// A row of a sheet has as many cells as the widest spreadsheet, and a cell as many bytes as a value, and none has more.
func TestLimitsOfASheet(t *testing.T) {
	for _, test := range []struct {
		row  []string
		over bool
	}{
		{slices.Insert(make([]string, 16382), 0, "x", "y"), false}, {slices.Insert(make([]string, 16383), 0, "x", "y"), true},
		{[]string{"x", "1234"}, false}, {[]string{"x", "12345"}, true},
	} {
		_, err := readSheet(context.Background(), &given{rows: [][]string{{"da", "a"}, test.row}}, csv.Options{Limits: graph.Limits{Value: 4}})
		if over := graph.KindOf(err) == graph.TooLarge; over != test.over || !over && err != nil {
			t.Errorf("%d cells, the second %q: %v", len(test.row), test.row[1], err)
		}
	}
}

// Cells that share a text take no room before the row is made of them.
func TestRowOfASheetIsNotTooLong(t *testing.T) {
	row := slices.Repeat([]string{strings.Repeat("a", 5000)}, 16384)
	_, err := readSheet(context.Background(), &given{rows: [][]string{{"da", "a"}, row}}, csv.Options{})
	if graph.KindOf(err) != graph.TooLarge || !strings.Contains(err.Error(), "line 2: a row is longer than 67108864 bytes") {
		t.Error(err)
	}
}
