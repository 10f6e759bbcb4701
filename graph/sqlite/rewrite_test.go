package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/sqlite"
)

// person is a change in which a person with the secret in every text comes to a network, with a relation and a record.
func person(i int) graph.Changes {
	id, kind, typ, decision := fmt.Sprint(secret, " ", i), graph.Person, "knows", graph.Decision
	return graph.Changes{
		PutNodes: []graph.NodeChange{
			{ID: id, Kind: &kind, Attributes: graph.Attributes{{Name: "label", Value: graph.TextValue(fmt.Sprint("Anna ", secret))}, {Name: "note", Value: graph.TextValue(fmt.Sprint("n", i*i))}}},
			{ID: "decision-1", Kind: &decision, Attributes: graph.Attributes{{Name: "on_node", Value: graph.TextValue(id)}}},
			{ID: "n0000003", Attributes: graph.Attributes{{Name: "note", Value: graph.TextValue("a friend of anna " + secret)}, {Name: "tags", Value: graph.ListValue([]string{"x", secret})}}},
		},
		PutEdges:   []graph.EdgeChange{{Source: id, Target: "n0000001", Type: &typ, Attributes: graph.Attributes{{Name: "note", Value: graph.TextValue(secret)}}}},
		Attributes: graph.Attributes{{Name: "title", Value: graph.TextValue("The map of " + secret)}},
	}
}

// lived makes networks in turn; in one of them a person came and went, and came again.
func lived(t *testing.T, s *sqlite.Store) {
	t.Helper()
	put(t, s, "town", region(400))
	put(t, s, "other", region(300))
	apply := func(network string, base graph.Revision, c graph.Changes) {
		t.Helper()
		if _, err := s.Apply(t.Context(), network, base, graph.Commit{Author: "Anna " + secret, Message: "by " + secret, Changes: c}); err != nil {
			t.Fatal(err)
		}
	}
	apply("town", 1, person(1))
	if _, err := s.Apply(t.Context(), "other", 1, graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "x"}}}}); err != nil {
		t.Fatal(err)
	}
	apply("town", 2, graph.Changes{RemoveNodes: []string{secret + " 1"}})
	apply("town", 3, person(1))
	apply("town", 4, graph.Changes{PutNodes: []graph.NodeChange{{ID: "n0000002", Attributes: graph.Attributes{{Name: "note", Value: graph.TextValue("y")}}}}})
	apply("town", 5, person(2))
	apply("town", 6, graph.Changes{RemoveNodes: []string{secret + " 2"}})
	if err := s.Snapshot(t.Context(), "town", 2, "with "+secret); err != nil {
		t.Fatal(err)
	}
}

// erasure prepares to take the persons out of the town.
func erasure(t testing.TB, s *sqlite.Store) graph.Erasure {
	t.Helper()
	info, err := s.Info(t.Context(), "town")
	if err != nil {
		t.Fatal(err)
	}
	e, err := graph.ErasureOf(t.Context(), s, info, graph.EraseRequest{IDs: []string{secret + " 1", secret + " 2"}, Words: []string{secret}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestRewriteErases(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "trama.db")
	s := open(t, path)
	defer s.Close()
	lived(t, s)
	other, err := s.Load(t.Context(), "other", 0)
	if err != nil || found(t, folder) == 0 {
		t.Fatalf("%v, %d secrets before", err, found(t, folder))
	}
	second := open(t, path) // another process has them in memory
	defer second.Close()
	for at := graph.Revision(1); at <= 7; at++ {
		if _, err := second.Load(t.Context(), "town", at); err != nil {
			t.Fatal(err)
		}
	}
	ctx := graph.WithRemarks(t.Context(), func(remark graph.Sentence) { t.Errorf("it said %s", remark.Text) })
	did, err := erasure(t, s).Do(ctx, s, graph.Commit{Message: "erase"})
	if err != nil || did.Revision != 8 || did.Left == nil || did.LeftCount != 0 {
		t.Fatalf("%+v, %v", did, err)
	}
	if n := found(t, folder); n != 0 || pending(t, path) {
		t.Errorf("%d secrets are left in the files", n)
	}
	for at := graph.Revision(1); at <= 8; at++ {
		g, err := second.Load(t.Context(), "town", at)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{secret + " 1", secret + " 2", "decision-1"} {
			if _, there := g.FindNode(id); there {
				t.Errorf("revision %d has %s still", at, id)
			}
		}
	}
	if history, err := second.History(t.Context(), "town", graph.Page{}); err != nil || len(history) != 8 || history[6].Counts.NodesAdded != 0 || history[1].Author != "Anna […]" {
		t.Errorf("history %+v, %v", history, err)
	}
	again := open(t, path)
	defer again.Close()
	if g, err := again.Load(t.Context(), "other", 0); err != nil {
		t.Error(err)
	} else {
		graphtest.Same(t, g, other)
	}
}

// TestRewriteIsFinishedLater takes a person out while the wiping cannot be done: the next opening does it.
func TestRewriteIsFinishedLater(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "trama.db")
	s := open(t, path)
	lived(t, s)
	e := erasure(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	ctx = graph.WithProgress(ctx, func(_ string, done, total int64) {
		if done == total-1 {
			cancel()
		}
	})
	said := ""
	ctx = graph.WithRemarks(ctx, func(remark graph.Sentence) { said = remark.Code })
	if _, err := e.Do(ctx, s, graph.Commit{}); err != nil || said != "wiped_later" {
		t.Fatalf("%v, and it said %q", err, said)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if !pending(t, path) {
		t.Fatal("the wiping was not stopped")
	}
	s = open(t, path)
	defer s.Close()
	if n := found(t, folder); n != 0 || pending(t, path) {
		t.Errorf("%d secrets are left in the files", n)
	}
}

// rewriteVariable makes the test binary a process that takes the persons out of the store it names.
const rewriteVariable = "TRAMA_SQLITE_REWRITE"

func rewriteOnce(ctx context.Context, path string) error {
	s, err := sqlite.Open(ctx, path)
	if err != nil {
		return err
	}
	info, err := s.Info(ctx, "town")
	if err != nil {
		return err
	}
	e, err := graph.ErasureOf(ctx, s, info, graph.EraseRequest{IDs: []string{secret + " 1", secret + " 2"}, Words: []string{secret}})
	if err != nil {
		return err
	}
	fmt.Println("begins")
	_, err = e.Do(ctx, s, graph.Commit{Message: "erase"})
	return err
}

// TestRewriteKill kills a process that makes a history anew, at many moments: the old history is there, or the new one, and
// where it is the new one the bytes of the old are gone once the store was opened.
func TestRewriteKill(t *testing.T) {
	template := filepath.Join(t.TempDir(), "trama.db")
	s := open(t, template)
	lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(template)
	if err != nil {
		t.Fatal(err)
	}
	kills, done := 24, 0
	if testing.Short() {
		kills = 6
	}
	for kill := range kills {
		folder := t.TempDir()
		path := filepath.Join(folder, "trama.db")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		killedIn(t, path, time.Duration(kill*kill)*time.Millisecond/2)
		s := open(t, path)
		info, err := s.Info(t.Context(), "town")
		if err != nil || info.Revision != 7 && info.Revision != 8 {
			t.Fatalf("kill %d: %+v, %v", kill, info, err)
		}
		for at := graph.Revision(1); at <= info.Revision; at++ {
			g, err := s.Load(t.Context(), "town", at)
			if err != nil {
				t.Fatalf("kill %d: revision %d of %d: %v", kill, at, info.Revision, err)
			}
			if _, there := g.FindNode(secret + " 1"); there != (info.Revision == 7 && (at == 2 || at >= 4)) {
				t.Errorf("kill %d: revision %d of %d has the person: %v", kill, at, info.Revision, there)
			}
		}
		if info.Revision == 8 {
			done++
			if n := found(t, folder); n != 0 {
				t.Errorf("kill %d: %d secrets are left", kill, n)
			}
		}
		s.Close()
	}
	t.Logf("%d kills, %d of them after the history was made anew", kills, done)
}

// killedIn starts a process that makes the history anew, and kills it so long after it began.
func killedIn(t *testing.T, path string, after time.Duration) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), rewriteVariable+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Fatal("the process has not begun")
	}
	time.Sleep(after)
	child.Process.Kill() // it may have ended
	child.Wait()
}

// long is more than a decoder remembers, so that texts of this length share what they are read into.
const long = "a text of which a decoder does not remember what it has read, for it is too long: "

// changing is a history in which each revision changes one thing of a node or of a relation, and of which one has the secret.
func changing() []graph.Changes {
	yes := true
	note := func(text string) graph.Attributes {
		return graph.Attributes{{Name: "note", Value: graph.TextValue(text)}}
	}
	node := func(kind, text string) graph.Changes {
		return graph.Changes{PutNodes: []graph.NodeChange{{ID: "a", Kind: &kind, Attributes: note(text)}}}
	}
	edge := func(typ, text string) graph.Changes {
		return graph.Changes{PutEdges: []graph.EdgeChange{{ID: "e", Source: "a", Target: "b", Type: &typ, Directed: &yes, Attributes: note(text)}}}
	}
	first := edge("knows", long+secret)
	person := graph.Person
	first.PutNodes = []graph.NodeChange{{ID: "a", Kind: &person, Attributes: note(long + secret)}, {ID: "b"}}
	return []graph.Changes{
		first, node(graph.Place, long+secret), node(graph.Place, long+"1"), node(graph.Place, long+"2"),
		edge("offers", long+secret), edge("offers", long+"1"), edge("offers", long+"2"),
	}
}

// TestRewriteKeepsWhatElseChanged takes words out of a history, where they stand in states alone or in signatures alone.
func TestRewriteKeepsWhatElseChanged(t *testing.T) {
	for words, changed := range map[string]bool{secret: true, "Signed": false} {
		path := filepath.Join(t.TempDir(), "trama.db")
		s := open(t, path)
		var before []*graph.Graph
		for base, c := range changing() {
			made, err := s.Apply(t.Context(), "town", graph.Revision(base), graph.Commit{Author: "Signed", Changes: c})
			if err != nil || made != graph.Revision(base+1) {
				t.Fatalf("revision %d, %v", made, err)
			}
			g, err := s.Load(t.Context(), "town", made)
			if err != nil {
				t.Fatal(err)
			}
			before = append(before, g)
		}
		info, err := s.Info(t.Context(), "town")
		if err != nil {
			t.Fatal(err)
		}
		e, err := graph.ErasureOf(t.Context(), s, info, graph.EraseRequest{Words: []string{words}})
		if err != nil {
			t.Fatal(err)
		}
		if did, err := e.Do(t.Context(), s, graph.Commit{}); err != nil || did.Revision != info.Revision+1 {
			t.Fatalf("%s: %+v, %v", words, did, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = open(t, path) // which remembers no state of before
		for i, g := range before {
			want, err := e.Rewriting.Graph(g)
			if err != nil || want.Digest() == g.Digest() && changed && i == 0 {
				t.Fatalf("%s: revision %d would stay, %v", words, i+1, err)
			}
			if got, err := s.Load(t.Context(), "town", graph.Revision(i+1)); err != nil {
				t.Errorf("%s: revision %d: %v", words, i+1, err)
			} else {
				graphtest.Same(t, got, want)
			}
		}
		if history, err := s.History(t.Context(), "town", graph.Page{}); err != nil || (history[1].Author == "Signed") != changed {
			t.Errorf("%s: %+v, %v", words, history, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
