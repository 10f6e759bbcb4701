//go:build unix

package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"trama/graph"
)

// used returns for how long cores have worked for this process: what it waits for the disk and for others is not in it.
func used(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestRewriteVolume takes one of 100,000 persons, with a name in some notes, out of 200 revisions, each of which has them.
// It takes minutes to make the history, and so runs with TRAMA_VERIFY=1 only.
func TestRewriteVolume(t *testing.T) {
	if os.Getenv("TRAMA_VERIFY") != "1" {
		t.Skip("TRAMA_VERIFY is not 1")
	}
	s := open(t, filepath.Join(t.TempDir(), "trama.db"))
	defer s.Close()
	const persons, commits = 100_000, 200
	b := graph.NewBuilder()
	for i := range persons {
		row := b.Node(fmt.Sprintf("n%07d", i))
		b.SetKind(row, graph.Person)
		b.SetNode(row, b.NodeColumn("label"), graph.TextValue(fmt.Sprint("Persona ", i)))
	}
	for i := range 3 * persons {
		b.Edge(graph.BuilderEdge{Source: i % persons, Target: i * 7919 % persons, Type: "knows"})
	}
	g, _ := b.Build()
	put(t, s, "town", g)
	for base := graph.Revision(1); base < commits; base++ {
		var c graph.Changes
		for k := range 20 {
			id := fmt.Sprintf("n%07d", (int(base)*997+k*5003)%persons)
			c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id, Attributes: graph.Attributes{{Name: "note", Value: graph.TextValue(fmt.Sprint("as persona 50000 said, ", base))}}})
		}
		if _, err := s.Apply(t.Context(), "town", base, graph.Commit{Changes: c}); err != nil {
			t.Fatal(err)
		}
	}
	info, err := s.Info(t.Context(), "town")
	if err != nil {
		t.Fatal(err)
	}
	start := used(t)
	e, err := graph.ErasureOf(t.Context(), s, info, graph.EraseRequest{IDs: []string{"n0050000"}, Words: []string{"Persona 50000"}})
	if err != nil {
		t.Fatal(err)
	}
	looked := used(t) - start
	if did, err := e.Do(t.Context(), s, graph.Commit{}); err != nil || did.Revision != commits+1 || did.LeftCount != 0 {
		t.Fatalf("%+v, %v", did, err)
	}
	if took := used(t) - start; took > 2*time.Minute {
		t.Errorf("it took the cores %v", took)
	} else {
		t.Logf("looked for %v, in all %v", looked, took)
	}
	for _, at := range []graph.Revision{1, commits / 2, commits + 1} {
		if g, err := s.Load(t.Context(), "town", at); err != nil || g.Nodes() != persons-1 { // its digest is compared
			t.Errorf("revision %d: %v", at, err)
		}
	}
}
