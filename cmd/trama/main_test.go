package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"trama/graph"
)

// asProgram makes the test binary behave as trama itself, for tests that must kill it.
const asProgram = "TRAMA_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "TRAMA_") && !strings.HasPrefix(name, "TRAMA_TEST_") && !strings.HasPrefix(name, "TRAMA_NEO4J_") {
			os.Unsetenv(name)
		}
	}
	os.Exit(m.Run())
}

// outcome is what one run of the program gave.
type outcome struct {
	code     int
	out, err string
}

// home gives a test a user's home of its own.
func home(t testing.TB) string {
	t.Helper()
	folder := t.TempDir()
	t.Setenv("HOME", folder)
	t.Setenv("XDG_DATA_HOME", filepath.Join(folder, "data"))
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(folder, "config"))
	return folder
}

// trama runs the whole program in this process.
func trama(t testing.TB, args ...string) outcome {
	t.Helper()
	return tramaReading(t, "", args...)
}

// tramaReading runs the program with a text on its standard input.
func tramaReading(t testing.TB, in string, args ...string) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(context.Background(), streams{in: strings.NewReader(in), out: &out, err: &errs}, args)
	return outcome{code, out.String(), errs.String()}
}

// done runs the program, which must end well, and returns its standard output.
func done(t testing.TB, args ...string) string {
	t.Helper()
	got := trama(t, args...)
	if got.code != 0 {
		t.Fatalf("trama %s: exit %d: %s", strings.Join(args, " "), got.code, got.err)
	}
	return got.out
}

// doneJSON runs the program with --format json into v.
func doneJSON(t testing.TB, v any, args ...string) {
	t.Helper()
	out := done(t, append(args, "--format", "json")...)
	if err := json.Unmarshal([]byte(out), v); err != nil {
		t.Fatalf("trama %s: %v: %.200s", strings.Join(args, " "), err, out)
	}
}

// put writes a file and returns its name.
func put(t testing.TB, folder, name, text string) string {
	t.Helper()
	file := filepath.Join(folder, name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

const (
	townNodes = "id,label,kind,area\nanna,Anna,person,Nord\nbice,Bice,person,Sud\ncaritas,Caritas,organization,Nord\n\"Casa, Sport\",Casa,place,\"Centro, Est\"\ndoposcuola,Doposcuola,service,Nord\nsolo,Solo,person,Sud\n"
	townEdges = "source,target,type,weight\nanna,caritas,member_of,1\nbice,caritas,member_of,2\ncaritas,doposcuola,offers,1\n\"Casa, Sport\",doposcuola,hosts,1\n"
)

// town writes the tables of a small town.
func town(t testing.TB) []string {
	t.Helper()
	folder := t.TempDir()
	return []string{put(t, folder, "nodi.csv", townNodes), put(t, folder, "relazioni.csv", townEdges)}
}

// with returns a command line: a command, files and flags.
func with(command string, files []string, flags ...string) []string {
	return append(append([]string{command}, files...), flags...)
}

// store returns the address of a new store in a folder of its own.
func newStore(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "trama.db")
}

// program returns the program as a process of its own.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

func TestExitCodeOfEveryKind(t *testing.T) {
	want := map[graph.ErrorKind]int{
		graph.Internal: 1, graph.Usage: 2, graph.Invalid: 3, graph.NotFound: 4, graph.Conflict: 5, graph.Denied: 6,
		graph.Unavailable: 7, graph.TooLarge: 8, graph.Interrupted: 130,
	}
	for _, kind := range graph.ErrorKinds() {
		code, known := want[kind]
		if !known {
			t.Errorf("the test knows no exit code of %v", kind)
		}
		if got := exitCode(kind); got != code {
			t.Errorf("%v: exit %d, want %d", kind, got, code)
		}
		if got := exitCodeOf(graph.Fail(kind, "op", graph.Say("c", "text", nil))); got != code {
			t.Errorf("an error of %v: exit %d, want %d", kind, got, code)
		}
	}
	if got := exitCodeOf(silent{graph.Invalid}); got != 3 {
		t.Errorf("silent: exit %d", got)
	}
	if got := exitCodeOf(os.ErrClosed); got != 1 {
		t.Errorf("an unknown error: exit %d", got)
	}
}

func TestCommandLinesThatCannotBeRun(t *testing.T) {
	home(t)
	files := town(t)
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"report"}, "--network"},
		{[]string{"report", "--no-such-flag"}, "--no-such-flag"},
		{[]string{"report", "-x"}, "-x"},
		{[]string{"raport"}, "raport"},
		{[]string{"report", "--seed", "molti"}, "--seed"},
		{[]string{"report", "--seed"}, "--seed"},
		{with("report", files, "--format", "pdf"), "format"},
		{with("report", files, "--lang", "fr"), "lang"},
		{with("report", files, "--limit", "-1"), "limit"},
		{with("report", files, "--network", "n"), "--network"},
		{with("report", files, "--at", "1"), "--network"},
		{with("report", files, "--as-of", "ieri"), "2026-01-31"},
		{with("report", files, "--status", "vecchio"), "declared"},
		{with("report", files, "--where", "label"), "="},
		{with("report", files, "--kind", `"a`), ""},
		{with("convert", files, "--to", "pdf"), "graphml"},
		{with("convert", files), "--to"},
		{[]string{"convert", "--to", "json"}, ""},
		{[]string{"check"}, ""},
		{with("import", files), "--network"},
		{with("import", files, "--network", "Val Dora"), "a-z"},
		{[]string{"import", "--network", "n"}, ""},
		{[]string{"export", "--to", "json"}, "--network"},
		{[]string{"export", "x", "--network", "n", "--to", "json"}, ""},
		{[]string{"history"}, "--network"},
		{[]string{"snapshot", "--network", "n"}, ""},
		{[]string{"snapshot", " ", "--network", "n"}, ""},
		{[]string{"compare", "1", "--network", "n"}, ""},
		{[]string{"undo", "1", "2", "--network", "n"}, ""},
		{[]string{"delete", "--network", "n"}, "--yes"},
		{[]string{"change", "--network", "n"}, "--changes"},
		{[]string{"networks", "--store", "mysql:x"}, "sqlite"},
		{[]string{"networks", "x"}, ""},
		{[]string{"serve", "--addr", "qui"}, "HOST"},
		{with("plan", files), "--goal"},
		{with("score", files), "--pairs"},
		{with("whatif", files, "--add", "anna"), "A,B"},
		{with("whatif", files), "--add A,B, --remove A,B, --without ID"},
	} {
		for _, lang := range []string{"it", "en"} {
			got := trama(t, append(c.args, "--lang", lang)...)
			if strings.Contains(strings.Join(c.args, " "), "--lang") {
				got = trama(t, c.args...)
			}
			if got.code != 2 || got.out != "" || strings.Count(got.err, "\n") != 1 || !strings.Contains(got.err, c.says) {
				t.Errorf("trama %s: exit %d, out %q, err %q", strings.Join(c.args, " "), got.code, got.out, got.err)
			}
		}
	}
}

func TestWhatIsMissingIsNotFound(t *testing.T) {
	home(t)
	files, store := town(t), newStore(t)
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"report", "niente.csv"}, "niente.csv"},
		{with("report", files, "--leave-out", "nessuno"), "nessuno"},
		{with("report", files, "--leave-out", "Casa"), "Casa"},
		{with("report", files, "--without", "anna,nessuno"), "nessuno"},
		{with("missing", files, "--involving", "nessuno"), "nessuno"},
		{with("whatif", files, "--add", "anna,nessuno"), "nessuno"},
		{with("whatif", files, "--without", "nessuno"), "nessuno"},
		{with("whatif", files, "--changes", "niente.json"), "niente.json"},
		{with("score", files, "--pairs", "niente.csv"), "niente.csv"},
		{[]string{"report", "--network", "niente", "--store", store}, "niente"},
		{[]string{"export", "--network", "niente", "--to", "json", "--store", store}, "niente"},
		{[]string{"history", "--network", "niente", "--store", store}, "niente"},
		{[]string{"snapshot", "x", "--network", "niente", "--store", store}, "niente"},
		{[]string{"undo", "--network", "niente", "--store", store}, "niente"},
		{[]string{"delete", "--yes", "--network", "niente", "--store", store}, "niente"},
		{[]string{"networks", "--store", store, "--config", "niente.yaml"}, "niente.yaml"},
	} {
		got := trama(t, c.args...)
		if got.code != 4 || got.out != "" || strings.Count(got.err, "\n") != 1 || !strings.Contains(got.err, c.says) {
			t.Errorf("trama %s: exit %d, out %q, err %q", strings.Join(c.args, " "), got.code, got.out, got.err)
		}
	}
}

func TestInterruptedRunExits130AndPrintsNothing(t *testing.T) {
	home(t)
	files := town(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, args := range [][]string{with("report", files), with("missing", files), with("import", files, "--network", "n"), with("convert", files, "--to", "graphml")} {
		var out, errs bytes.Buffer
		code := run(ctx, streams{in: strings.NewReader(""), out: &out, err: &errs}, args)
		if code != 130 || out.Len() > 0 || strings.Count(errs.String(), "\n") != 1 {
			t.Errorf("%s: exit %d, out %q, err %q", args[0], code, out.String(), errs.String())
		}
	}
}

// explodingReader panics, as a fault of our own would.
type explodingReader struct{}

func (explodingReader) Read([]byte) (int, error) { panic("boom\ngoroutine 1 [running]") }

func TestPanicIsOneLine(t *testing.T) {
	home(t)
	var out, errs bytes.Buffer
	code := run(context.Background(), streams{in: explodingReader{}, out: &out, err: &errs}, []string{"change", "--network", "n", "--changes", "-"})
	if code != 1 || out.Len() > 0 || strings.Count(errs.String(), "\n") != 1 || strings.Contains(errs.String(), "goroutine") || !strings.Contains(errs.String(), "boom") {
		t.Errorf("exit %d, out %q, err %q", code, out.String(), errs.String())
	}
}

func TestSettingsComeFromFlagEnvironmentAndFile(t *testing.T) {
	folder := home(t)
	t.Chdir(folder)
	files := town(t)
	params := func(flags ...string) int64 {
		t.Helper()
		var r struct{ Params struct{ Seed int64 } }
		doneJSON(t, &r, with("report", files, flags...)...)
		return r.Params.Seed
	}
	if got := params(); got != 1 {
		t.Errorf("default: seed %d", got)
	}
	put(t, folder, "trama.yaml", "seed: 5\nformat: json\n")
	if got := params(); got != 5 {
		t.Errorf("file: seed %d", got)
	}
	if out := done(t, with("report", files)...); !strings.HasPrefix(out, "{") {
		t.Errorf("format of the file: %.60s", out)
	}
	t.Setenv("TRAMA_SEED", "6")
	if got := params(); got != 6 {
		t.Errorf("environment: seed %d", got)
	}
	if got := params("--seed", "7"); got != 7 {
		t.Errorf("flag: seed %d", got)
	}
	t.Setenv("TRAMA_LANG", "en")
	if got := trama(t, "report", "--seed", "8"); !strings.Contains(got.err, "needed") {
		t.Errorf("TRAMA_LANG=en: %q", got.err)
	}
	t.Setenv("TRAMA_LIMIT_NODE_ID", "4")
	if got := trama(t, with("report", files)...); got.code != 8 {
		t.Errorf("a limit of 4 bytes: exit %d, %q", got.code, got.err)
	}
	t.Setenv("TRAMA_LIMIT_NODE_ID", "")
	t.Setenv("TRAMA_CONFIG", put(t, folder, "other.yaml", "sed: 1\n"))
	if got := trama(t, with("report", files)...); got.code != 2 || !strings.Contains(got.err, "sed") {
		t.Errorf("a misspelt setting: exit %d, %q", got.code, got.err)
	}
}

func TestNetworkOfTheEnvironmentGivesWayToFiles(t *testing.T) {
	home(t)
	t.Setenv("TRAMA_NETWORK", "niente")
	if got := trama(t, "report"); got.code != 4 {
		t.Errorf("exit %d: %s", got.code, got.err)
	}
	done(t, with("report", town(t))...)
}

func TestInterruptedProcessExits130(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no interrupt can be sent there")
	}
	home(t)
	cmd := program(t, "report", "-", "--from", "csv")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write([]byte("source,target\na,b\n")); err != nil {
		t.Fatal(err)
	}
	time.Sleep(500 * time.Millisecond) // it waits for more
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 130 || out.Len() > 0 || strings.Count(errs.String(), "\n") != 1 {
		t.Errorf("exit %d, out %q, err %q", code, out.String(), errs.String())
	}
}

func TestValuesThatNoCommandTakesAreUsage(t *testing.T) {
	home(t)
	files := town(t)
	for _, args := range [][]string{
		with("missing", files, "--offset", "-1"), with("plan", files, "--budget", "-1"), with("plan", files, "--goal", "pace"),
		with("missing", files, "--family", "amici"), with("missing", files, "--sort", "nome"), with("missing", files, "--between", "person"),
		with("metrics", files, "--measures", "fama"), with("metrics", files, "--measures", "brokerage"), with("backtest", files, "--repeats", "-1"),
		with("report", files, "--min-weight", "-1"),
	} {
		if got := trama(t, args...); got.code != 2 || got.out != "" || strings.Count(got.err, "\n") != 1 {
			t.Errorf("%v: exit %d, %.80q, %q", args[3:], got.code, got.out, got.err)
		}
	}
}
