package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// shared returns a file of the shared data, or skips.
func shared(t testing.TB, name ...string) string {
	t.Helper()
	file := filepath.Join(append([]string{moduleRoot(t), "..", "shared", "data"}, name...)...)
	if _, err := os.Stat(file); err != nil {
		t.Skip("the shared data are not here: ../shared/data")
	}
	return file
}

func lhds(t testing.TB) []string {
	return []string{shared(t, "interorg", "lhds.nodes.csv"), shared(t, "interorg", "lhds.edges.csv")}
}

// figures are some of a report, for tests.
type figures struct {
	Schema    string
	Network   struct{ Nodes, Edges int }
	Structure struct{ Nodes, Edges int }
	Params    struct {
		Limit int
		Seed  int64
	}
	Fragmentation struct {
		Components    int
		Fragmentation float64
	}
	Isolates []struct{ ID string }
	Without  []struct {
		IDs        []string
		Components int
	}
	Notes []struct{ Code, Text string }
}

func TestReportInEveryFormat(t *testing.T) {
	home(t)
	files := town(t)
	var r figures
	doneJSON(t, &r, with("report", files)...)
	if r.Schema != "trama.report/1" || r.Network.Nodes != 6 || r.Fragmentation.Components != 2 || len(r.Isolates) != 1 {
		t.Errorf("report %+v", r)
	}
	for format, begins := range map[string]string{"json": "{", "html": "<!DOCTYPE html>"} {
		if out := done(t, with("report", files, "--format", format)...); !strings.HasPrefix(strings.ToUpper(out), strings.ToUpper(begins)) {
			t.Errorf("%s: %.80s", format, out)
		}
	}
	it, en := done(t, with("report", files)...), done(t, with("report", files, "--lang", "en")...)
	if it == en || len(it) < 200 {
		t.Errorf("text in Italian and English:\n%.300s\n%.300s", it, en)
	}
	if _, err := csv.NewReader(strings.NewReader(done(t, with("report", files, "--format", "csv")...))).Read(); err != nil {
		t.Errorf("csv: %v", err)
	}
}

func TestLensFlags(t *testing.T) {
	home(t)
	files := town(t)
	for _, c := range []struct {
		flags []string
		nodes int
	}{
		{nil, 6},
		{[]string{"--kind", "person"}, 3},
		{[]string{"--kind", "persona"}, 3},
		{[]string{"--kind", "person,organization"}, 4},
		{[]string{"--kind", "person", "--kind", "place"}, 4},
		{[]string{"--kind", "!person"}, 3},
		{[]string{"--area", "Nord"}, 3},
		{[]string{"--area", "Nord,Sud"}, 5},
		{[]string{"--area", "Centro, Est"}, 1},
		{[]string{"--area", "!Centro, Est"}, 5},
		{[]string{"--area", `"Centro, Est",Sud`}, 3},
		{[]string{"--where", "area=Centro, Est"}, 1},
		{[]string{"--where", "label!=Anna"}, 5},
		{[]string{"--where", "label=Anna,label=Bice"}, 2},
		{[]string{"--leave-out", "anna"}, 5},
		{[]string{"--leave-out", "anna,bice"}, 4},
		{[]string{"--leave-out", "Casa, Sport"}, 5},
		{[]string{"--leave-out", `"Casa, Sport",anna`}, 4},
	} {
		var r figures
		doneJSON(t, &r, with("report", files, c.flags...)...)
		if r.Structure.Nodes != c.nodes {
			t.Errorf("%v: %d nodes, want %d", c.flags, r.Structure.Nodes, c.nodes)
		}
	}
	var r figures
	doneJSON(t, &r, with("report", files, "--min-weight", "1.5")...)
	if r.Structure.Edges != 1 {
		t.Errorf("--min-weight 1.5: %d edges", r.Structure.Edges)
	}
	doneJSON(t, &r, with("report", files, "--type", "!hosts")...)
	if r.Structure.Edges != 3 {
		t.Errorf("--type !hosts: %d edges", r.Structure.Edges)
	}
}

func TestWithoutComparesSets(t *testing.T) {
	home(t)
	var r figures
	doneJSON(t, &r, with("report", town(t), "--without", "caritas", "--without", `anna,"Casa, Sport"`)...)
	var sets [][]string
	for _, w := range r.Without {
		sets = append(sets, w.IDs)
	}
	want := [][]string{{"caritas"}, {"anna", "Casa, Sport"}}
	for _, set := range want {
		if !slices.ContainsFunc(sets, func(s []string) bool {
			a, b := slices.Clone(s), slices.Clone(set)
			slices.Sort(a)
			slices.Sort(b)
			return slices.Equal(a, b)
		}) {
			t.Errorf("without %v, want %v among them", sets, set)
		}
	}
}

func TestMissingAndItsFlags(t *testing.T) {
	home(t)
	files := town(t)
	var r struct {
		Schema      string
		Params      struct{ Limit, Offset int }
		Suggestions []struct {
			ID, Family, Source, Target string
			Reasons                    []struct{ Text string }
		}
	}
	doneJSON(t, &r, with("missing", files)...)
	if r.Schema != "trama.missing/1" || r.Params.Limit != 20 || len(r.Suggestions) == 0 || r.Suggestions[0].Reasons[0].Text == "" {
		t.Fatalf("missing %+v", r)
	}
	first := r.Suggestions[0].ID
	doneJSON(t, &r, with("missing", files, "--limit", "1")...)
	if len(r.Suggestions) != 1 || r.Suggestions[0].ID != first {
		t.Errorf("--limit 1: %+v", r.Suggestions)
	}
	doneJSON(t, &r, with("missing", files, "--involving", "solo", "--family", "reconnect")...)
	for _, s := range r.Suggestions {
		if s.Source != "solo" && s.Target != "solo" || s.Family != "reconnect" {
			t.Errorf("--involving solo --family reconnect: %+v", s)
		}
	}
	if len(r.Suggestions) == 0 {
		t.Error("nothing reconnects the isolate")
	}
}

func TestWhatIf(t *testing.T) {
	home(t)
	files := town(t)
	var r struct {
		Schema                    string
		Before, After, Difference struct{ Components int }
	}
	doneJSON(t, &r, with("whatif", files, "--add", "solo,anna")...)
	if r.Schema != "trama.whatif/1" || r.Before.Components != 2 || r.After.Components != 1 || r.Difference.Components != -1 {
		t.Errorf("--add: %+v", r)
	}
	doneJSON(t, &r, with("whatif", files, "--remove", `"Casa, Sport",doposcuola`, "--without", "anna")...)
	if r.After.Components != 3 {
		t.Errorf("--remove: %+v", r)
	}
	changes := put(t, t.TempDir(), "c.json", `{"put_edges":[{"source":"solo","target":"bice","type":"knows"}]}`)
	doneJSON(t, &r, with("whatif", files, "--changes", changes)...)
	if r.After.Components != 1 {
		t.Errorf("--changes: %+v", r)
	}
	bad := put(t, t.TempDir(), "c.json", `{"put_edge":[]}`)
	if got := trama(t, with("whatif", files, "--changes", bad)...); got.code != 3 || !strings.Contains(got.err, "c.json") {
		t.Errorf("broken changes: exit %d, %s", got.code, got.err)
	}
}

func TestScoreAnswersEachPairInItsOrder(t *testing.T) {
	home(t)
	files := town(t)
	pairs := [][]string{{"source", "target"}, {"solo", "anna"}, {"anna", "solo"}, {"Casa, Sport", "bice"}, {"anna", "caritas"}}
	var b bytes.Buffer
	csv.NewWriter(&b).WriteAll(pairs)
	file := put(t, t.TempDir(), "p.csv", b.String())
	out := done(t, with("score", files, "--pairs", file, "--format", "csv")...)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(rows) != len(pairs) {
		t.Fatalf("%v: %s", err, out)
	}
	for i, pair := range pairs[1:] {
		if rows[i+1][0] != pair[0] || rows[i+1][1] != pair[1] {
			t.Errorf("row %d is %v, want %v", i+1, rows[i+1], pair)
		}
	}
	if rows[1][2] != rows[2][2] {
		t.Errorf("a pair and its reverse: %v, %v", rows[1], rows[2])
	}
	for text, says := range map[string]string{"source,target\nanna,solo\nanna,nessuno\n": "3", "source,target\nanna,anna\n": "2", "a,b\nc,d\n": "p.csv"} {
		if got := trama(t, with("score", files, "--pairs", put(t, t.TempDir(), "p.csv", text))...); got.code != 3 || !strings.Contains(got.err, says) || !strings.Contains(got.err, "p.csv") {
			t.Errorf("%q: exit %d, %s", text, got.code, got.err)
		}
	}
}

func TestStandardInput(t *testing.T) {
	home(t)
	files := town(t)
	want := done(t, with("convert", files, "--to", "json")...)
	if got := tramaReading(t, want, "convert", "-", "--from", "json", "--to", "json"); got.code != 0 || got.out != want {
		t.Errorf("json: exit %d, %s", got.code, got.err)
	}
	graphml := done(t, with("convert", files, "--to", "graphml")...)
	if got := tramaReading(t, graphml, "convert", "-", "--from", "graphml", "--to", "json"); got.out != want {
		t.Errorf("graphml: exit %d, %s", got.code, got.err)
	}
	if got := tramaReading(t, townEdges, "report", "-", "--from", "csv", "--format", "json"); got.code != 0 {
		t.Errorf("csv: exit %d, %s", got.code, got.err)
	}
	if got := tramaReading(t, "source,target,weight\na,b,x\n", "report", "-", "--from", "csv"); got.code != 3 || !strings.Contains(got.err, "2") {
		t.Errorf("a wrong row: exit %d, %s", got.code, got.err)
	}
	if got := tramaReading(t, want, "convert", "-", "--to", "json"); got.code != 2 {
		t.Errorf("without --from: exit %d, %s", got.code, got.err)
	}
}

func TestConvertThereAndBack(t *testing.T) {
	home(t)
	files := town(t)
	folder := t.TempDir()
	want := done(t, with("convert", files, "--to", "json")...)
	for _, format := range []string{"graphml", "gexf", "json"} {
		file := put(t, folder, "rete."+format, done(t, with("convert", files, "--to", format)...))
		if got := done(t, "convert", file, "--to", "json"); got != want {
			t.Errorf("%s and back differs:\n%s\n%s", format, got, want)
		}
	}
	archive := filepath.Join(folder, "rete.zip")
	done(t, with("convert", files, "--to", "csv", "--out", archive)...)
	if got := done(t, "convert", archive, "--to", "json"); got != want {
		t.Errorf("csv and back differs:\n%s\n%s", got, want)
	}
}

func TestFolderAndGzip(t *testing.T) {
	home(t)
	files := town(t)
	want := done(t, with("convert", files, "--to", "json")...)
	if got := done(t, "convert", filepath.Dir(files[0]), "--to", "json"); got != want {
		t.Errorf("folder: %s", got)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(want))
	w.Close()
	if got := done(t, "convert", put(t, t.TempDir(), "r.json.gz", b.String()), "--to", "json"); got != want {
		t.Errorf("gzip: %s", got)
	}
}

func TestCheckTellsWhatIsRefusedAndStoresNothing(t *testing.T) {
	home(t)
	bad := put(t, t.TempDir(), "e.csv", "source,target,weight\na,b,1\nb,c,x\nc,,1\n")
	got := trama(t, "check", bad, "--format", "json")
	var r struct {
		Schema     string
		Read, Kept struct{ Nodes, Edges int }
		Refused    []struct{ Where, Why string }
		Mapping    []struct{ Column, Became string }
	}
	if err := json.Unmarshal([]byte(got.out), &r); err != nil {
		t.Fatal(err)
	}
	if got.code != 3 || r.Schema != "trama.check/1" || len(r.Refused) != 2 || r.Read.Edges != 3 || r.Kept.Edges != 1 || len(r.Mapping) == 0 {
		t.Errorf("exit %d, %+v", got.code, r)
	}
	if len(r.Refused) == 2 && (!strings.Contains(r.Refused[0].Where, "e.csv") || !strings.Contains(r.Refused[0].Where, "3") || r.Refused[0].Why == "") {
		t.Errorf("refused %+v", r.Refused)
	}
	if got := trama(t, with("check", town(t))...); got.code != 0 {
		t.Errorf("good files: exit %d, %s", got.code, got.err)
	}
}

// The first line of a check says what is the matter: rows, files, or that there is nothing.
func TestCheckSaysWhatIsTheMatter(t *testing.T) {
	home(t)
	heads, row := put(t, t.TempDir(), "n.csv", "id,nome\n"), put(t, t.TempDir(), "e.csv", "da,a\na,b\na,\n")
	old, cut := put(t, t.TempDir(), "x.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), put(t, t.TempDir(), "r.ods", "PK\x03\x04")
	for _, c := range []struct {
		files []string
		code  int
		says  []string
	}{
		{[]string{heads}, 0, []string{"Non c'è niente da importare: nei file non ci sono nodi né relazioni."}},
		{[]string{put(t, t.TempDir(), "t.csv", "nome;tipologia\nAnna;persona\nTotale persone;\n")}, 0, []string{"forse qualcosa non è come era inteso", "la riga di un totale sembra diventata un nodo (1), come «Totale persone»"}},
		{[]string{put(t, t.TempDir(), "t.csv", "nome;tipologia\nAnna;persona\nTotale;\n")}, 0, []string{"si può importare 1 nodo", "la riga 3, l'ultima, dice «Totale» e non è un nodo: è lasciata fuori"}},
		{[]string{heads, put(t, t.TempDir(), "r.pdf", "%PDF-1.4")}, 3, []string{"questo è un documento (pdf), non una tabella"}},
		{[]string{row}, 3, []string{"1 riga non va bene", "Correggere il foglio"}},
		{[]string{row, cut}, 3, []string{"Ci sono 2 cose da correggere"}},
		{[]string{cut}, 3, []string{"Un file non si può leggere: niente sarebbe importato.", "r.ods: questa cartella di lavoro è danneggiata", "Sistemare il file"}},
		{[]string{old}, 3, []string{"Un file non si può leggere", "salvare la cartella di lavoro come .xlsx o .ods", "salvare con nome, come .ods o .xlsx."}},
	} {
		got := trama(t, with("check", c.files)...)
		for _, says := range c.says {
			if got.code != c.code || !strings.Contains(strings.Join(strings.Fields(got.out), " "), says) {
				t.Errorf("%v: exit %d, no %q:\n%s", c.files, got.code, says, got.out)
			}
		}
	}
}

func TestNotesGoToStandardErrorUnlessQuiet(t *testing.T) {
	home(t)
	nodes, edges := put(t, t.TempDir(), "n.csv", "id\na\n"), put(t, t.TempDir(), "e.csv", "source,target\na,b\n")
	loud := trama(t, "convert", nodes, edges, "--to", "json")
	if loud.code != 0 || loud.err == "" {
		t.Errorf("nothing said of the end that was made: %+v", loud)
	}
	quiet := trama(t, "convert", nodes, edges, "--to", "json", "--quiet")
	if quiet.err != "" || quiet.out != loud.out {
		t.Errorf("--quiet says %q", quiet.err)
	}
	if got := trama(t, "convert", put(t, t.TempDir(), "x.csv", "a,b\n1,2\n"), "--to", "json", "--quiet"); got.code != 3 || got.err == "" {
		t.Errorf("--quiet hides an error: %+v", got)
	}
}

func TestManyWrongRowsAreTwentyLinesAndTheCount(t *testing.T) {
	home(t)
	var b strings.Builder
	b.WriteString("source,target,weight\n")
	for i := range 60 {
		b.WriteString("a,n" + strconv.Itoa(i) + ",x\n")
	}
	got := trama(t, "report", put(t, t.TempDir(), "e.csv", b.String()))
	lines := strings.Split(strings.TrimSpace(got.err), "\n")
	if got.code != 3 || got.out != "" || len(lines) != 21 || !strings.Contains(lines[0], "e.csv") || !strings.Contains(lines[20], "60") {
		t.Errorf("exit %d, %d lines: %s", got.code, len(lines), got.err)
	}
}

func TestSameBytesWhateverTheOrderAndTheCores(t *testing.T) {
	home(t)
	nodes, edges := table(t, lhds(t)[0]), table(t, lhds(t)[1])
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, command := range [][]string{{"report", "--format", "json"}, {"missing", "--limit", "30", "--format", "json"}, {"convert", "--to", "graphml"}, {"convert", "--to", "json"}} {
		var first string
		for i := range 4 {
			runtime.GOMAXPROCS(1 + i%2)
			folder, random := t.TempDir(), rand.New(rand.NewPCG(uint64(i), 7))
			files := []string{shuffled(t, filepath.Join(folder, "g.nodes.csv"), nodes, random), shuffled(t, filepath.Join(folder, "g.edges.csv"), edges, random)}
			out := done(t, with(command[0], files, command[1:]...)...)
			if i == 0 {
				first = out
			} else if out != first {
				t.Errorf("%v: other bytes in run %d", command, i)
			}
		}
	}
}

func table(t *testing.T, file string) [][]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// shuffled writes the rows of a table in another order, below its header.
func shuffled(t *testing.T, file string, rows [][]string, random *rand.Rand) string {
	t.Helper()
	rows = slices.Clone(rows)
	random.Shuffle(len(rows)-1, func(i, j int) { rows[i+1], rows[j+1] = rows[j+1], rows[i+1] })
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return put(t, filepath.Dir(file), filepath.Base(file), b.String())
}
