package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"trama/graph"
	"trama/graph/sqlite"
	"trama/handlers"
)

// imported is what an import prints.
type imported struct {
	Revision                      int64
	Added, Changed, Same, Removed int
	Notes                         []struct{ Text string }
}

func TestImportExportAndAgain(t *testing.T) {
	home(t)
	files, store := town(t), newStore(t)
	net := []string{"--network", "valdora", "--store", store}
	var did imported
	doneJSON(t, &did, with("import", files, net...)...)
	if did.Revision != 1 || did.Added != 10 || did.Changed+did.Same != 0 {
		t.Errorf("first import %+v", did)
	}
	for _, format := range []string{"graphml", "gexf", "json"} {
		if got := done(t, append([]string{"export", "--to", format}, net...)...); got != done(t, with("convert", files, "--to", format)...) {
			t.Errorf("%s: the export differs from the conversion", format)
		}
	}
	doneJSON(t, &did, with("import", files, net...)...)
	if did.Revision != 1 || did.Added != 0 || did.Changed != 0 || did.Same != 10 {
		t.Errorf("second import of the same %+v", did)
	}
	more := put(t, t.TempDir(), "n.csv", "id,label,kind,area\nanna,Anna,person,Ovest\ncarlo,Carlo,person,\nbice,,person,\n")
	doneJSON(t, &did, append([]string{"import", more}, net...)...)
	if did.Revision != 2 || did.Added != 1 || did.Changed != 1 || did.Same != 1 {
		t.Errorf("merge %+v", did)
	}
	doneJSON(t, &did, append([]string{"import", more, "--replace"}, net...)...)
	if did.Revision != 3 || did.Removed == 0 {
		t.Errorf("replace %+v", did)
	}
	if got := done(t, append([]string{"export", "--to", "json"}, net...)...); got != done(t, "convert", more, "--to", "json") {
		t.Errorf("after --replace the network is not the file: %s", got)
	}
	if got := done(t, append([]string{"export", "--to", "json", "--at", "1"}, net...)...); got != done(t, with("convert", files, "--to", "json")...) {
		t.Error("revision 1 is another now")
	}
}

func TestReportOfAStoreIsThatOfTheFiles(t *testing.T) {
	home(t)
	files, store := town(t), newStore(t)
	net := []string{"--network", "valdora", "--store", store}
	done(t, with("import", files, net...)...)
	var fromFiles, fromStore map[string]json.RawMessage
	doneJSON(t, &fromFiles, with("report", files)...)
	doneJSON(t, &fromStore, append([]string{"report"}, net...)...)
	for name, value := range fromFiles {
		if name != "network" && name != "notes" && !bytes.Equal(value, fromStore[name]) {
			t.Errorf("%s differs: %s, %s", name, value, fromStore[name])
		}
	}
}

func TestRefusedImportStoresNothing(t *testing.T) {
	home(t)
	store := newStore(t)
	bad := put(t, t.TempDir(), "e.csv", "source,target,weight\na,b,1\nc,d,zz\n")
	net := []string{"--network", "n", "--store", store}
	if got := trama(t, append([]string{"import", bad}, net...)...); got.code != 3 || got.out != "" || !strings.Contains(got.err, "e.csv") {
		t.Errorf("exit %d, %q, %q", got.code, got.out, got.err)
	}
	if got := trama(t, append([]string{"import", bad, "--dry-run"}, net...)...); got.code != 3 || got.out == "" {
		t.Errorf("--dry-run: exit %d, %q", got.code, got.err)
	}
	var list struct{ Networks []struct{ Network string } }
	if doneJSON(t, &list, "networks", "--store", store); len(list.Networks) != 0 {
		t.Errorf("networks %v", list)
	}
	got := trama(t, append([]string{"import", bad, "--skip-refused"}, net...)...)
	if got.code != 0 || !strings.Contains(got.out+got.err, "3") {
		t.Errorf("--skip-refused: exit %d, %q, %q", got.code, got.out, got.err)
	}
	var doc struct{ Nodes, Edges []any }
	if err := json.Unmarshal([]byte(done(t, append([]string{"export", "--to", "json"}, net...)...)), &doc); err != nil || len(doc.Nodes) != 2 || len(doc.Edges) != 1 {
		t.Errorf("%v, %+v", err, doc)
	}
}

// TestDryRunSaysWhatWouldBePutBack: what was corrected since the tables were imported, and without a network as check.
func TestDryRunSaysWhatWouldBePutBack(t *testing.T) {
	home(t)
	store, dir := newStore(t), t.TempDir()
	table := put(t, dir, "n.csv", "id,label,phone\na,Auser,1\nb,Banco,2\n")
	dry := func(args ...string) string {
		return strings.ReplaceAll(done(t, append([]string{"import", table, "--dry-run", "--lang", "en"}, args...)...), "\n  ", " ")
	}
	net := []string{"--network", "n", "--store", store}
	if out := dry(net...); !strings.Contains(out, "Nodes        2        0     0") {
		t.Errorf("a new network: %s", out)
	}
	done(t, append([]string{"import", table}, net...)...)
	done(t, append([]string{"change", "--changes", put(t, dir, "c.json", `{"put_nodes":[{"id":"a","attributes":{"phone":9}},{"id":"c"}]}`), "--author", "Carla"}, net...)...)
	out := dry(net...)
	if !strings.Contains(out, "· Auser – phone: “9” → “1”; corrected by hand by Carla on") || !strings.Contains(out, "would be put back") || strings.Contains(out, "· c –") {
		t.Errorf("merging: %s", out)
	}
	if out := dry(append(net, "--replace")...); !strings.Contains(out, "· c – would go; written by hand by Carla on") || !strings.Contains(out, "overwritten (2)") {
		t.Errorf("replacing: %s", out)
	}
	var r struct{ Preview graph.Preview }
	if doneJSON(t, &r, append([]string{"import", table, "--dry-run"}, net...)...); r.Preview.ByHand != 1 || r.Preview.NodesChanged != 1 || len(r.Preview.Values) != 1 {
		t.Errorf("%+v", r.Preview)
	}
	if out := dry(); strings.Contains(out, "What would change") {
		t.Errorf("without a network: %s", out)
	}
}

// TestDryRunIsTheSameOverHTTP: byte for byte, into a network that is there and a new one, of right and of wrong rows, and it writes nothing.
func TestDryRunIsTheSameOverHTTP(t *testing.T) {
	home(t)
	store, file := newStore(t), filepath.Join(t.TempDir(), "body.csv")
	done(t, "import", put(t, t.TempDir(), "n.csv", "id,label\na,Auser\nb,Banco\n"), "--network", "borgo", "--store", store)
	db, err := sqlite.Open(t.Context(), strings.TrimPrefix(store, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	service := handlers.New(handlers.Options{Store: db, Lang: "it"})
	const wrong = "source,target,weight\na,b,1\na,c,zz\n"
	for _, c := range []struct{ network, body, flag, parameter, header string }{
		{"borgo", "id,label\na,Auser Valdora\nc,Caritas\n", "--lang=it", "", "If-Match"},
		{"borgo", "id,label\na,Auser Valdora\nc,Caritas\n", "--replace", "&replace=true", "If-Match"},
		{"borgo", wrong, "--lang=en", "&lang=en", "If-Match"}, {"borgo", wrong, "--skip-refused", "&skip_refused=true", "If-Match"},
		{"nuova", "id,label\na,Auser\n", "--lang=it", "", "If-None-Match"},
	} {
		if err := os.WriteFile(file, []byte(c.body), 0o600); err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodPost, "http://localhost/api/v1/networks/"+c.network+"/imports?dry_run=true"+c.parameter, strings.NewReader(c.body))
		r.Header.Set("Content-Type", "text/csv")
		r.Header.Set(c.header, "*")
		w := httptest.NewRecorder()
		service.ServeHTTP(w, r)
		printed := trama(t, "import", file, "--dry-run", "--format", "json", "--network", c.network, "--store", store, c.flag).out
		if w.Code != http.StatusOK || w.Body.String() != printed || !strings.Contains(printed, `"trama.check/1"`) {
			t.Errorf("%s %s: %d %s\nthe command: %s", c.network, c.parameter, w.Code, w.Body, printed)
		}
	}
	var list graph.NetworkList
	if doneJSON(t, &list, "networks", "--store", store); len(list.Networks) != 1 || list.Networks[0].Revision != 1 {
		t.Errorf("something was written: %+v", list)
	}
}

func TestExportTakesALens(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store, "--to", "json"}
	done(t, with("import", town(t), "--network", "n", "--store", store)...)
	var doc struct {
		Nodes []struct{ ID, Kind string }
		Edges []any
	}
	out := done(t, append([]string{"export", "--kind", "!person"}, net...)...)
	if err := json.Unmarshal([]byte(out), &doc); err != nil || len(doc.Nodes) != 3 || len(doc.Edges) != 2 {
		t.Errorf("%v, %+v", err, doc)
	}
	for _, n := range doc.Nodes {
		if n.Kind == "person" {
			t.Errorf("%s is a person", n.ID)
		}
	}
}

func TestExportWithMetricsHoldsTheFiguresOfMetrics(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store}
	done(t, with("import", town(t), net...)...)
	var rows struct {
		Nodes []struct {
			ID     string
			Degree int
		}
	}
	doneJSON(t, &rows, append([]string{"metrics"}, net...)...)
	var doc struct {
		Nodes []struct {
			ID         string
			Attributes struct {
				Degree       *int
				Articulation *bool
				Harmonic     *float64
			}
		}
	}
	if err := json.Unmarshal([]byte(done(t, append([]string{"export", "--to", "json", "--with-metrics"}, net...)...)), &doc); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows.Nodes {
		n := doc.Nodes[i]
		if n.ID != row.ID || n.Attributes.Degree == nil || *n.Attributes.Degree != row.Degree || n.Attributes.Articulation == nil || n.Attributes.Harmonic == nil {
			t.Errorf("%+v, want %+v", n, row)
		}
	}
	if len(rows.Nodes) != 6 || len(doc.Nodes) != 6 {
		t.Errorf("%d rows, %d nodes", len(rows.Nodes), len(doc.Nodes))
	}
}

func TestHistorySnapshotUndoCompareDelete(t *testing.T) {
	home(t)
	files, store := town(t), newStore(t)
	net := []string{"--network", "n", "--store", store}
	cmd := func(args ...string) []string { return append(args, net...) }
	done(t, with("import", files, append(net, "--author", "Anna")...)...)
	done(t, cmd("snapshot", "Incontro 1")...)
	first := done(t, cmd("export", "--to", "json")...)
	changes := put(t, t.TempDir(), "c.json", `{"schema":"trama.changes/1","put_edges":[{"source":"solo","target":"bice","type":"knows"}]}`)
	var did imported
	doneJSON(t, &did, cmd("change", "--changes", changes)...)
	if did.Revision != 2 || did.Added != 1 {
		t.Errorf("change %+v", did)
	}
	var h struct {
		Schema  string
		Commits []struct {
			Revision                        int64
			Author, Time, Message, Snapshot string
			Counts                          struct {
				EdgesAdded int `json:"edges_added"`
			}
		}
	}
	doneJSON(t, &h, cmd("history")...)
	if h.Schema != "trama.history/1" || len(h.Commits) != 2 || h.Commits[0].Revision != 2 || h.Commits[1].Snapshot != "Incontro 1" || h.Commits[1].Author != "Anna" || h.Commits[0].Counts.EdgesAdded != 1 || h.Commits[0].Author == "" {
		t.Errorf("history %+v", h)
	}
	if _, err := time.Parse(time.RFC3339, h.Commits[0].Time); err != nil {
		t.Errorf("time %q", h.Commits[0].Time)
	}
	if doneJSON(t, &h, cmd("history", "--limit", "1", "--offset", "1")...); len(h.Commits) != 1 || h.Commits[0].Revision != 1 {
		t.Errorf("a page of the history %+v", h)
	}
	if got := trama(t, cmd("snapshot", "Incontro 1", "--at", "2")...); got.code != 5 {
		t.Errorf("a snapshot's name taken twice: exit %d", got.code)
	}
	if got := trama(t, cmd("report", "--at", "Incontro 9")...); got.code != 4 {
		t.Errorf("an unknown snapshot: exit %d", got.code)
	}
	doneJSON(t, &did, cmd("undo")...)
	if did.Revision != 3 || did.Removed != 1 {
		t.Errorf("undo %+v", did)
	}
	if got := done(t, cmd("export", "--to", "json")...); got != first {
		t.Error("undo did not take the change back")
	}
	if got := done(t, cmd("export", "--to", "json", "--at", "Incontro 1")...); got != first {
		t.Error("the snapshot is another now")
	}
	var list struct {
		Networks []struct {
			Network, Digest        string
			Revision, Nodes, Edges int
			Snapshots              []any
		}
	}
	doneJSON(t, &list, "networks", "--store", store)
	if len(list.Networks) != 1 || list.Networks[0].Revision != 3 || list.Networks[0].Nodes != 6 || len(list.Networks[0].Snapshots) != 1 || len(list.Networks[0].Digest) != 64 {
		t.Errorf("networks %+v", list)
	}
	done(t, cmd("delete", "--yes")...)
	if got := trama(t, cmd("history")...); got.code != 4 {
		t.Errorf("after delete: exit %d", got.code)
	}
}

func TestUndoOfTheFirstImportLeavesNothing(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store}
	done(t, with("import", town(t), net...)...)
	done(t, append([]string{"undo", "1"}, net...)...)
	var doc struct{ Nodes, Edges []any }
	if err := json.Unmarshal([]byte(done(t, append([]string{"export", "--to", "json"}, net...)...)), &doc); err != nil || len(doc.Nodes)+len(doc.Edges) != 0 {
		t.Errorf("%v, %+v", err, doc)
	}
}

func TestDefaultStoreIsInTheUsersDataFolder(t *testing.T) {
	folder := home(t)
	done(t, with("import", town(t), "--network", "n")...)
	if _, err := os.Stat(filepath.Join(folder, "data", "trama", "trama.db")); err != nil {
		t.Error(err)
	}
}

func TestSixImportsAtOnceStoreTheFileOnce(t *testing.T) {
	home(t)
	files, store := town(t), newStore(t)
	want := done(t, with("convert", files, "--to", "json")...)
	var wg sync.WaitGroup
	codes := make([]int, 6)
	for i := range codes {
		wg.Go(func() {
			cmd := program(t, with("import", files, "--network", "n", "--store", store)...)
			err := cmd.Run()
			if codes[i] = cmd.ProcessState.ExitCode(); err != nil && codes[i] != 5 {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, code := range codes {
		if code != 0 && code != 5 {
			t.Errorf("exits %v", codes)
		}
	}
	if got := done(t, "export", "--network", "n", "--to", "json", "--store", store); got != want {
		t.Error("the network is not the file once")
	}
}

// TestKilledImportLeavesOldOrNew kills the program at growing distances from its start, over an older revision.
func TestKilledImportLeavesOldOrNew(t *testing.T) {
	home(t)
	files, store := town(t), newStore(t)
	net := []string{"--network", "n", "--store", store}
	done(t, with("import", files, net...)...)
	old := done(t, append([]string{"export", "--to", "json"}, net...)...)
	var b strings.Builder
	b.WriteString("source,target,type\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "n%d,n%d,knows\n", i, (i*7+1)%20_000)
	}
	big := put(t, t.TempDir(), "grande.csv", b.String())
	whole := done(t, "convert", big, "--to", "json")
	killed := 0
	for wait := 20 * time.Millisecond; wait < time.Minute; wait = wait * 3 / 2 {
		cmd := program(t, append([]string{"import", big, "--replace"}, net...)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(wait, func() { cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		got := done(t, append([]string{"export", "--to", "json"}, net...)...)
		switch {
		case err == nil && got == whole:
			if killed == 0 {
				t.Error("no import was killed")
			}
			return
		case err == nil:
			t.Fatal("an import that ended well left another network")
		case got == whole: // killed after the commit
			done(t, append([]string{"undo"}, net...)...)
		case got != old:
			t.Fatalf("killed after %v: the network is neither old nor new", wait)
		}
		killed++
	}
	t.Error("the import never ended")
}

func TestStoreThatIsAwayIsUnavailable(t *testing.T) {
	home(t)
	t.Setenv("TRAMA_NEO4J_USER", "")
	t.Setenv("TRAMA_NEO4J_PASSWORD", "")
	t.Setenv("TRAMA_NEO4J_PASSWORD_FILE", "")
	got := trama(t, "networks", "--store", "bolt://127.0.0.1:1")
	if got.code != 7 || strings.Count(got.err, "\n") != 1 || got.out != "" {
		t.Errorf("exit %d, %q", got.code, got.err)
	}
}

func TestSameOnNeo4j(t *testing.T) {
	uri := os.Getenv("TRAMA_TEST_NEO4J_URI")
	if uri == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("TRAMA_TEST_NEO4J_URI is not set")
		}
		t.Skip("TRAMA_TEST_NEO4J_URI is not set")
	}
	files := town(t)
	net := []string{"--network", fmt.Sprintf("cmd-%d", os.Getpid()), "--store", uri}
	done(t, with("import", files, net...)...)
	defer trama(t, append([]string{"delete", "--yes"}, net...)...)
	if got := done(t, append([]string{"export", "--to", "graphml"}, net...)...); got != done(t, with("convert", files, "--to", "graphml")...) {
		t.Error("the export differs from the conversion")
	}
	done(t, append([]string{"undo"}, net...)...)
}

// running is a service under way in this process.
type running struct {
	address string
	stop    context.CancelFunc
	ended   chan int
	out     *lines
}

// lines is what a run prints, to be read while it runs.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// TestAMeetingIsNotHalfWritten: where its snapshot cannot have its name, the meeting is not written either; the same
// meeting once more writes nothing and keeps its name.
func TestAMeetingIsNotHalfWritten(t *testing.T) {
	home(t)
	net := []string{"--network", "n", "--store", newStore(t)}
	cmd := func(args ...string) []string { return append(args, net...) }
	done(t, with("import", town(t), net...)...)
	done(t, cmd("snapshot", "incontro-1")...)
	before := done(t, cmd("history", "--format", "json")...)
	if got := trama(t, cmd("meeting", "--id", "incontro-1", "--date", "2026-05-14", "--freeze")...); got.code != 5 {
		t.Fatalf("exit %d: %s", got.code, got.err)
	}
	if after := done(t, cmd("history", "--format", "json")...); after != before {
		t.Errorf("the history went on:\n%s", after)
	}
	for range 2 {
		done(t, cmd("meeting", "--id", "incontro-2", "--date", "2026-05-14", "--freeze")...)
	}
}
