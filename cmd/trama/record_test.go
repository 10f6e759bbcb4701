package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trama/graph"
)

// valdoraStore returns the flags of a network with the demo's town in a store of its own.
func valdoraStore(t *testing.T) []string {
	t.Helper()
	at := []string{"--network", "valdora", "--store", newStore(t)}
	done(t, with("import", valdoraFiles(t), at...)...)
	return at
}

// A table of many rows records what as many commands would, in one commit.
func TestRecordsOfATable(t *testing.T) {
	for _, c := range []struct {
		name, rows string
		args       []string
		single     [][]string
	}{
		{"votes", "by,meeting,points,actions\nper-maestra,incontro-2,\"linea-relazioni=6,linea-welfare=4\",az-orto\norg-parrocchia,incontro-2,linea-welfare=10,\n", []string{"vote"}, [][]string{
			{"vote", "--by", "per-maestra", "--meeting", "incontro-2", "--points", "linea-relazioni=6,linea-welfare=4", "--actions", "az-orto"},
			{"vote", "--by", "org-parrocchia", "--meeting", "incontro-2", "--points", "linea-welfare=10"},
		}},
		{"abstentions in words", "By;Meeting;Abstain\nper-maestra;incontro-2;sì\n", []string{"vote"}, [][]string{
			{"vote", "--by", "per-maestra", "--meeting", "incontro-2", "--abstain"},
		}},
		{"expectations", "from,of,what\nsector:business,org-comune,meno carte\norg-comune,sector:business,spazi\n", []string{"expect"}, [][]string{
			{"expect", "--from", "sector:business", "--of", "org-comune", "--what", "meno carte"},
			{"expect", "--from", "org-comune", "--of", "sector:business", "--what", "spazi"},
		}},
		{"needs", "label,area,tags,raised_by\nStudiare la sera,Stazione,\"scuola,giovani\",org-nuovi\n", []string{"need"}, [][]string{
			{"need", "--label", "Studiare la sera", "--area", "Stazione", "--tags", "scuola,giovani", "--raised-by", "org-nuovi"},
		}},
		{"needs of one area, but for one", "label,area\nStudiare la sera,Stazione\nDormire,\n", []string{"need", "--area", "Centro", "--raised-by", "org-nuovi"}, [][]string{
			{"need", "--label", "Studiare la sera", "--area", "Stazione", "--raised-by", "org-nuovi"}, {"need", "--label", "Dormire", "--area", "Centro", "--raised-by", "org-nuovi"},
		}},
		{"votes at one meeting", "by,points,abstain\nper-maestra,linea-welfare=10,\norg-parrocchia,,x\n", []string{"vote", "--meeting", "incontro-2"}, [][]string{
			{"vote", "--by", "per-maestra", "--meeting", "incontro-2", "--points", "linea-welfare=10"}, {"vote", "--by", "org-parrocchia", "--meeting", "incontro-2", "--abstain"},
		}},
		{"several at once", "id,as,by,note\n\"srv-navetta,org-proloco~offers~srv-navetta~1\",contested,per-presidente-proloco,solo il sabato\n", []string{"validate"}, [][]string{
			{"validate", "srv-navetta", "org-proloco~offers~srv-navetta~1", "--as", "contested", "--by", "per-presidente-proloco", "--note", "solo il sabato"},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			many, one := valdoraStore(t), valdoraStore(t)
			file := put(t, t.TempDir(), "righe.csv", c.rows)
			ids := done(t, append(append(slices.Clone(c.args), "--csv", file), many...)...)
			var single strings.Builder
			for _, args := range c.single {
				single.WriteString(done(t, append(args, one...)...))
			}
			if ids != single.String() {
				t.Errorf("a table made %q, its rows one by one %q", ids, single.String())
			}
			if got, want := done(t, append([]string{"export", "--to", "json"}, many...)...), done(t, append([]string{"export", "--to", "json"}, one...)...); got != want {
				t.Error("a table makes another network than its rows one by one")
			}
			var history struct{ Commits []struct{ Revision int } }
			if doneJSON(t, &history, append([]string{"history"}, many...)...); len(history.Commits) != 2 {
				t.Errorf("%d commits, want the import and one for the table", len(history.Commits))
			}
		})
	}
}

// TestANeedOfANameThatIsThereIsSaid: by the id of the other one, in one note for all rows.
func TestANeedOfANameThatIsThereIsSaid(t *testing.T) {
	store := valdoraStore(t)
	done(t, append([]string{"need", "--label", "Perché studiare", "--id", "altro"}, store...)...)
	file := put(t, t.TempDir(), "righe.csv", "label\nperche  Studiare\nDormire\nPERCHÉ STUDIARE\n")
	var did graph.Recorded
	doneJSON(t, &did, append([]string{"need", "--csv", file}, store...)...)
	if len(did.IDs) != 3 || len(did.Notes) != 1 || did.Notes[0].Code != "called_alike" || !strings.Contains(did.Notes[0].Values["names"].(string), "(altro)") {
		t.Errorf("%+v", did)
	}
}

// A row that cannot be recorded is named, and none of the others is.
func TestNothingIsRecordedOfATableWithAWrongRow(t *testing.T) {
	at := valdoraStore(t)
	before := done(t, append([]string{"export", "--to", "json"}, at...)...)
	for _, c := range []struct {
		rows, want string
		code       int
	}{
		{"by,meeting,points\nper-maestra,incontro-2,linea-welfare=10\norg-parrocchia,incontro-2,linea-welfare=molti\n", "voti.csv: line 3: points are given as LINE=N,LINE=N", 3},
		{"by,meeting,points\nper-maestra,incontro-2,\"linea-welfare=6,linea-welfare=4\"\n", "voti.csv: line 2: linea-welfare is given points twice", 3},
		{"by,meeting,points\nper-maestra,incontro-2,linea-welfare=10\nnessuno,incontro-2,linea-welfare=10\n", "voti.csv: line 3: there is no node nessuno", 4},
		{"by,meeting,voto\nper-maestra,incontro-2,3\n", "voti.csv: line 1: column voto is no flag of this command", 3},
		{"by,meeting,\nper-maestra,incontro-2,3\n", "voti.csv: line 1: column ", 3},
	} {
		file := put(t, t.TempDir(), "voti.csv", c.rows)
		got := trama(t, append([]string{"vote", "--csv", file, "--lang", "en"}, at...)...)
		if got.code != c.code || !strings.Contains(got.err, c.want) || got.out != "" {
			t.Errorf("%q: exit %d, %q, %q; want %d and %q", c.rows, got.code, got.out, got.err, c.code, c.want)
		}
	}
	if after := done(t, append([]string{"export", "--to", "json"}, at...)...); after != before {
		t.Error("a refused table changed the network")
	}
}

// What a command takes as its argument is a column of its table: a row without it is named.
func TestRowsWithoutTheArgument(t *testing.T) {
	at := valdoraStore(t)
	for command, rows := range map[string]string{"take": "id,by\norg-forno~org-parrocchia,org-forno\n", "answer": "need,with\n ,srv-navetta\n", "validate": "as,by\nvalidated,org-forno\n"} {
		got := trama(t, append([]string{command, "--csv", put(t, t.TempDir(), "r.csv", rows), "--lang", "en"}, at...)...)
		if got.code != 3 || !strings.HasPrefix(got.err, "r.csv: line 2: ") || !strings.HasSuffix(got.err, " is missing\n") {
			t.Errorf("%s: exit %d, %q", command, got.code, got.err)
		}
	}
}

func TestRecordsOfStandardInput(t *testing.T) {
	at := valdoraStore(t)
	twice := put(t, t.TempDir(), "voti.csv", "by,meeting,points\norg-parrocchia,incontro-2,linea-welfare=10\norg-parrocchia,incontro-2,\"linea-welfare=4,linea-relazioni=6\"\n")
	if ids := done(t, append([]string{"vote", "--csv", twice}, at...)...); ids != "org-parrocchia~prefers~linea-relazioni~1\norg-parrocchia~prefers~linea-welfare~2\n" {
		t.Errorf("a voter with two rows: %s", ids)
	}
	got := tramaReading(t, "by,meeting,points\nper-maestra,incontro-2,linea-welfare=10\n", append([]string{"vote", "--csv", "-"}, at...)...)
	if got.code != 0 || got.out != "per-maestra~prefers~linea-welfare~1\n" {
		t.Errorf("exit %d, %q, %q", got.code, got.out, got.err)
	}
	if got := trama(t, append([]string{"vote", "--csv", filepath.Join(t.TempDir(), "keine.csv")}, at...)...); got.code != 4 {
		t.Errorf("a file that is not there: exit %d", got.code)
	}
}

func TestArgumentsOfRecords(t *testing.T) {
	at := valdoraStore(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"vote", "altro"}, "this command takes no arguments, only flags"},
		{[]string{"answer"}, "one argument is needed: need"},
		{[]string{"answer", "a", "b"}, "one argument is needed: need"},
		{[]string{"validate", "a", "--csv", "b.csv"}, "arguments or --csv, not both"},
		{[]string{"vote", "--by", "per-maestra", "--format", "csv"}, "what is recorded is printed as text or json, not as csv"},
		{[]string{"vote", "--by", "per-maestra", "--points", "linea-welfare"}, "points are given as LINE=N,LINE=N"},
		{[]string{"vote", "--by", "per-maestra", "--meeting", "incontro-2", "--points", "linea-welfare=6, linea-welfare=4"}, "linea-welfare is given points twice"},
		{[]string{"need", "--label", "x", "--people", "molti"}, "--people: “molti” is no whole number"},
		{[]string{"need"}, "--label is needed"},
		{[]string{"meeting", "--date", "domani"}, "--date: “domani” is no date; it is written 2026-01-31"},
		{[]string{"validate", "per-maestra", "--as", "vera"}, "a thing is validated, contested or retired"},
		{[]string{"commit", "--what", "x", "--by", "per-maestra", "--state", "forse"}, "a commitment is proposed, agreed, under_way, kept, dropped"},
		{[]string{"commit", "--what", "x", "--by", "per-maestra", "--gives", "amore"}, "what is given is "},
		{[]string{"vote", "--by", "per-maestra", "--meeting", "incontro-2", "--points", "linea-welfare=10", "--abstain"}, "a vote is either points, or a ranking, or an abstention"},
	} {
		if got := trama(t, append(append(slices.Clone(c.args), "--lang", "en"), at...)...); got.code != 2 || !strings.Contains(got.err, c.want) {
			t.Errorf("%v: exit %d, %q; want 2 and %q", c.args, got.code, got.err, c.want)
		}
	}
	if got := trama(t, "vote", "--by", "per-maestra", "--lang", "en"); got.code != 2 {
		t.Errorf("without a network: exit %d, %q", got.code, got.err)
	}
}

// TestAnIDThatLooksForced: edge: looks for a relation, also where a node is called so; its whole id is named with node: in front.
func TestAnIDThatLooksForced(t *testing.T) {
	at := valdoraStore(t)
	changes := filepath.Join(t.TempDir(), "c.json")
	if err := os.WriteFile(changes, []byte(`{"put_nodes":[{"id":"edge:orto","kind":"organization"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	done(t, append([]string{"change", "--changes", changes}, at...)...)
	says := []string{"--as", "validated", "--by", "per-maestra", "--lang", "en"}
	got := trama(t, slices.Concat([]string{"validate", "edge:orto"}, says, at)...)
	if got.code != 4 || !strings.Contains(got.err, "there is no node or relation edge:orto: node:edge:orto is the node with that id") {
		t.Errorf("exit %d, %s", got.code, got.err)
	}
	done(t, slices.Concat([]string{"validate", "node:edge:orto"}, says, at)...)
}

func TestBenchOfACommandLine(t *testing.T) {
	home(t)
	profile := filepath.Join(t.TempDir(), "cpu.prof")
	growth := done(t, "bench", "--graph", "ba:5000:3", "--growth", "--kernels", "components,kcore", "--repeat", "1", "--cpuprofile", profile)
	for want, count := range map[string]int{`"graph":"ba:50:3"`: 2, `"graph":"ba:500:3"`: 2, `"graph":"ba:5000:3"`: 2, `"components":1,`: 3, `"max_core":3`: 3, `"seconds_exponent":`: 2} {
		if strings.Count(growth, want) != count {
			t.Errorf("%d times %s, want %d, in\n%s", strings.Count(growth, want), want, count, growth)
		}
	}
	if info, err := os.Stat(profile); err != nil || info.Size() == 0 {
		t.Errorf("no profile: %v", err)
	}
	if out := done(t, with("bench", town(t), "--kernels", "load,triangles", "--repeat", "1")...); strings.Count(out, "\n") != 2 || !strings.Contains(out, `"n":6,"m":4`) {
		t.Errorf("of files:\n%s", out)
	}
	for _, args := range [][]string{{}, {"--graph", "ba:50:3", "x.csv"}, {"--graph", "cube:3"}, {"--graph", "ba:50:3", "--growth"}, {"--graph", "ba:500:3", "--kernels", "guess"}} {
		if got := trama(t, append([]string{"bench"}, args...)...); got.code != 2 {
			t.Errorf("bench %v: exit %d, %q", args, got.code, got.err)
		}
	}
}
