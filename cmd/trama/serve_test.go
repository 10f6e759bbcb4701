package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// started runs a command that serves, and waits for the address that it prints.
func started(t *testing.T, args ...string) running {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r := running{stop: stop, ended: make(chan int, 1), out: &lines{}}
	var errs bytes.Buffer
	go func() {
		r.ended <- run(ctx, streams{in: strings.NewReader(""), out: r.out, err: &errs}, args)
	}()
	t.Cleanup(func() { r.stopped(t) })
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		for _, line := range strings.Split(r.out.String(), "\n") {
			if at := strings.Index(line, "http://127.0.0.1:"); at >= 0 && strings.Contains(r.out.String()[strings.Index(r.out.String(), line):], "\n") {
				r.address = strings.TrimSpace(strings.Fields(line[at:])[0])
				return r
			}
		}
		select {
		case code := <-r.ended:
			t.Fatalf("trama %v ended with %d: %s", args, code, errs.String())
		default:
		}
	}
	t.Fatal("no address was printed")
	return r
}

func (r running) stopped(t *testing.T) int {
	t.Helper()
	r.stop()
	select {
	case code := <-r.ended:
		r.ended <- code
		return code
	case <-time.After(15 * time.Second):
		t.Error("the service does not stop")
		return -1
	}
}

func fetched(t *testing.T, address string) (int, string) {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

func TestServiceAndCommandLineSayTheSame(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store}
	done(t, with("import", town(t), net...)...)
	made := strings.Fields(done(t, append([]string{"need", "--label", "Un orto"}, net...)...))[0]
	done(t, append([]string{"meeting", "--id", "m1", "--date", "2026-04-01"}, net...)...)
	r := started(t, "serve", "--addr", "127.0.0.1:0", "--store", store)
	api := r.address + "/api/v1/networks/n/"
	for path, args := range map[string][]string{
		"report":          {"report", "--format", "json"},
		"report?limit=2":  {"report", "--format", "json", "--limit", "2"},
		"missing":         {"missing", "--format", "json"},
		"missing?limit=3": {"missing", "--format", "json", "--limit", "3"},
		"report?kind=%21person&leave_out=%22Casa,%20Sport%22": {"report", "--format", "json", "--kind", "!person", "--leave-out", "Casa, Sport"},
		"plan?goal=connected":               {"plan", "--goal", "connected", "--format", "json"},
		"metrics?measures=degree,harmonic":  {"metrics", "--measures", "degree,harmonic", "--format", "json"},
		"backtest":                          {"backtest", "--format", "json"},
		"missing?format=csv":                {"missing", "--format", "csv"},
		"minutes?meeting=m1&kind=%21person": {"minutes", "--meeting", "m1", "--kind", "!person", "--format", "json"},
		"minutes?since=1&at=3&format=csv":   {"minutes", "--since", "1", "--at", "3", "--format", "csv"},
		"compare?a=1&b=1":                   {"compare", "1", "1", "--format", "json"},
		"compare?a=1&b=2&leave_out=" + made + ",%22Casa,%20Sport%22": {"compare", "1", "2", "--leave-out", made + `,"Casa, Sport"`, "--format", "json"},
		"compare?a=2&b=1&leave_out=" + made:                          {"compare", "2", "1", "--leave-out", made, "--format", "json"},
		"export/nodes.csv":                                           {"export", "--to", "nodes.csv"},
		"export/edges.csv":                                           {"export", "--to", "edges.csv"},
		"export/graphml":                                             {"export", "--to", "graphml"},
		"export/gexf":                                                {"export", "--to", "gexf"},
		"export/json":                                                {"export", "--to", "json"},
		"history":                                                    {"history", "--format", "json"},
	} {
		code, body := fetched(t, api+path)
		if want := done(t, append(args, net...)...); code != 200 || body != want {
			t.Errorf("%s: %d, other bytes than the command line's:\n%.300s\n%.300s", path, code, body, want)
		}
	}
	if code := r.stopped(t); code != 0 {
		t.Errorf("a service told to stop: exit %d", code)
	}
}

// TestServeCanBeForReading starts the service as the phones of a meeting see it: it answers, and writes nothing.
func TestServeCanBeForReading(t *testing.T) {
	home(t)
	store := newStore(t)
	done(t, with("import", town(t), "--network", "n", "--store", store)...)
	t.Setenv("TRAMA_READ_ONLY", "true")
	r := started(t, "serve", "--addr", "127.0.0.1:0", "--store", store)
	for _, path := range []string{"/networks/n/table", "/networks/n/history", "/networks/n/validate", "/networks/n"} {
		if code, page := fetched(t, r.address+path); code != 200 || strings.Contains(page, `method="post"`) {
			t.Errorf("%s: %d, or it offers to write", path, code)
		}
	}
	for path, media := range map[string]string{"/api/v1/networks/n/needs": "application/json", "/networks/n/table/needs": "application/x-www-form-urlencoded"} {
		answer, err := http.Post(r.address+path, media, strings.NewReader(`{"label":"x"}`))
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

func TestServeRefusesToBeReachedFromElsewhere(t *testing.T) {
	home(t)
	if got := trama(t, "serve", "--addr", "0.0.0.0:0"); got.code != 6 || got.out != "" {
		t.Errorf("exit %d, %q", got.code, got.err)
	}
}

func TestServeOnAPortThatIsTaken(t *testing.T) {
	home(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	if got := trama(t, "serve", "--addr", taken.Addr().String()); got.code != 7 || strings.Count(got.err, "\n") != 1 {
		t.Errorf("exit %d, %q", got.code, got.err)
	}
	t.Setenv("PATH", "") // no browser
	t.Setenv("TRAMA_ADDR", taken.Addr().String())
	r := started(t)
	if strings.HasSuffix(r.address, taken.Addr().String()) {
		t.Errorf("trama alone does not take another port: %s", r.address)
	}
	if code, _ := fetched(t, r.address+"/api/v1/health"); code != 200 {
		t.Errorf("health: %d", code)
	}
}

func TestDemoPrintsItsReportAndServes(t *testing.T) {
	folder := home(t)
	t.Setenv("TMPDIR", folder)
	r := started(t, "demo", "--addr", "127.0.0.1:0")
	if text := r.out.String(); len(text) < 300 || !strings.Contains(text, "Valdora") {
		t.Errorf("the report in short: %s", text)
	}
	code, body := fetched(t, r.address+"/api/v1/networks/valdora/report")
	var report figures
	if err := json.Unmarshal([]byte(body), &report); code != 200 || err != nil || report.Network.Nodes < 100 || report.Fragmentation.Components < 4 {
		t.Errorf("%d, %v, %+v", code, err, report)
	}
	if code, body := fetched(t, r.address+"/networks/valdora"); code != 200 || !strings.Contains(body, "<svg") {
		t.Errorf("the page: %d, %.200s", code, body)
	}
	r.stopped(t)
	left, err := filepath.Glob(filepath.Join(folder, "trama-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("the demo leaves %v", left)
	}
	if _, err := os.Stat(filepath.Join(folder, "data", "trama")); err == nil {
		t.Error("the demo touched the user's own store")
	}
}
