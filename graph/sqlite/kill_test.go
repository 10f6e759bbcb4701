package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/sqlite"
)

// childVariable makes the test binary a process that writes to the store it names, until it is killed.
const childVariable = "TRAMA_SQLITE_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childVariable); path != "" {
		fmt.Fprintln(os.Stderr, writeForever(context.Background(), path))
		os.Exit(1)
	}
	if path := os.Getenv(rewriteVariable); path != "" {
		if err := rewriteOnce(context.Background(), path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// stateOf is the network at a revision, as writeForever makes it: two graphs in turn, of which most rows differ.
func stateOf(r graph.Revision) *graph.Graph {
	if r%2 == 1 {
		return region(1500)
	}
	b := graph.NewBuilder()
	for i := range 3000 {
		row := b.Node(fmt.Sprintf("n%07d", i))
		b.SetKind(row, "place")
		b.Edge(graph.BuilderEdge{Source: row, Target: b.Node("hub")})
	}
	g, _ := b.Build()
	return g
}

// writeForever imports the two graphs in turn, and says each revision that it was told is made.
func writeForever(ctx context.Context, path string) error {
	s, err := sqlite.Open(ctx, path)
	if err != nil {
		return err
	}
	base := graph.Revision(0)
	if info, err := s.Info(ctx, "n"); err == nil {
		base = info.Revision
	}
	for {
		made, err := s.Import(ctx, "n", base, stateOf(base+1), graph.Commit{Author: "child"})
		if err != nil {
			return err
		}
		fmt.Println(made)
		base = made
	}
}

// TestKill kills a process that writes, at moments of chance. Each time the store opens at once, at a revision that is
// whole and not older than the last one acknowledged; another handle reads all the while. With TRAMA_VERIFY=1 it is done 50
// times.
func TestKill(t *testing.T) {
	kills := 6
	if os.Getenv("TRAMA_VERIFY") == "1" {
		kills = 50
	} else if testing.Short() {
		kills = 2
	}
	path := filepath.Join(t.TempDir(), "trama.db")
	digests := map[graph.Revision]string{0: stateOf(2).Digest(), 1: stateOf(1).Digest()}
	reader := open(t, path)
	defer reader.Close()
	r := rand.New(rand.NewPCG(uint64(os.Getpid()), 1))
	newest := graph.Revision(0)
	for kill := range kills {
		acknowledged := runAndKill(t, path, time.Duration(20+r.IntN(400))*time.Millisecond, func() {
			checkRead(t, reader, digests)
		})
		start := time.Now()
		s := open(t, path)
		info, err := s.Info(t.Context(), "n")
		if err != nil && graph.KindOf(err) == graph.NotFound && acknowledged == 0 && newest == 0 {
			s.Close()
			continue // killed before the first revision
		}
		if err != nil {
			t.Fatalf("kill %d: %v", kill, err)
		}
		g, err := s.Load(t.Context(), "n", 0)
		if err != nil {
			t.Fatalf("kill %d: load of revision %d: %v", kill, info.Revision, err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("kill %d: the store took %v to open", kill, took)
		}
		if info.Revision < acknowledged || info.Revision < newest || g.Digest() != digests[info.Revision%2] {
			t.Fatalf("kill %d: revision %d after %d was acknowledged, whole: %v", kill, info.Revision, acknowledged, g.Digest() == digests[info.Revision%2])
		}
		if newest = info.Revision; newest > 1 {
			if old, err := s.Load(t.Context(), "n", newest-1); err != nil || old.Digest() != digests[(newest-1)%2] {
				t.Fatalf("kill %d: the revision before: %v", kill, err)
			}
		}
		if history, err := s.History(t.Context(), "n", graph.Page{}); err != nil || graph.Revision(len(history)) != newest {
			t.Fatalf("kill %d: %d commits at revision %d, %v", kill, len(history), newest, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, revision %d", kills, newest)
	s := open(t, path)
	defer s.Close()
	if _, err := s.Import(t.Context(), "n", newest, graphtest.Town(), graph.Commit{}); err != nil {
		t.Errorf("a write after all kills: %v", err)
	}
}

// runAndKill starts a writer, reads while it runs, kills it and returns the last revision that it was told is made.
func runAndKill(t *testing.T, path string, after time.Duration, read func()) graph.Revision {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childVariable+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	last := make(chan graph.Revision)
	go func() {
		var newest graph.Revision
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if n, err := strconv.ParseInt(strings.TrimSpace(lines.Text()), 10, 64); err == nil {
				newest = graph.Revision(n)
			}
		}
		last <- newest
	}()
	for end := time.Now().Add(after); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		read()
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	acknowledged := <-last
	child.Wait() // the error says that it was killed
	return acknowledged
}

// checkRead fails unless the store is empty or at a whole revision.
func checkRead(t *testing.T, s *sqlite.Store, digests map[graph.Revision]string) {
	t.Helper()
	info, err := s.Info(t.Context(), "n")
	if graph.KindOf(err) == graph.NotFound && err != nil {
		return
	}
	if err != nil {
		t.Fatalf("info while another process writes: %v", err)
	}
	g, err := s.Load(t.Context(), "n", info.Revision)
	if err != nil || g.Digest() != digests[info.Revision%2] {
		t.Fatalf("load of revision %d while another process writes: %v", info.Revision, err)
	}
}
