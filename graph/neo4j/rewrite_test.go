package neo4j_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"trama/graph"
)

// secret stands in what is taken out and nowhere else.
const secret = "SEGRETO"

// lived plays a history in which persons come and go: in large commits, and in small ones.
func (s named) lived(t testing.TB) {
	t.Helper()
	s.put(t, "n", parted(60))
	kind, decision, typ := graph.Person, graph.Decision, "knows"
	id := func(i int) string { return fmt.Sprint(secret, "-", i) }
	come := func(i int) graph.Changes {
		return graph.Changes{
			PutNodes: []graph.NodeChange{
				{ID: id(i), Kind: &kind, Attributes: graph.Attributes{{Name: "label", Value: graph.TextValue("Anna " + secret)}}},
				{ID: "decision-1", Kind: &decision, Attributes: graph.Attributes{{Name: "on_node", Value: graph.TextValue(id(1))}}},
				{ID: "n00001", Attributes: graph.Attributes{{Name: "note", Value: graph.TextValue("a friend of Anna " + secret)}}},
			},
			PutEdges: []graph.EdgeChange{{Source: id(i), Target: "n00002", Type: &typ, Attributes: graph.Attributes{{Name: "note", Value: graph.TextValue(secret)}}}},
		}
	}
	for i, c := range []graph.Changes{come(1), {RemoveNodes: []string{id(1)}}, come(1), come(2), {RemoveNodes: []string{id(2)}}} {
		if _, err := s.Apply(t.Context(), "n", graph.Revision(i+1), graph.Commit{Author: "Anna " + secret, Message: "m", Changes: c}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Snapshot(t.Context(), "n", 2, "with "+secret); err != nil {
		t.Fatal(err)
	}
}

// erase takes the persons out of the network.
func (s named) erase(ctx context.Context) (graph.Erased, error) {
	info, err := s.Info(ctx, "n")
	if err != nil {
		return graph.Erased{}, err
	}
	e, err := graph.ErasureOf(ctx, s, info, graph.EraseRequest{IDs: []string{secret + "-1", secret + "-2"}, Words: []string{secret}})
	if err != nil {
		return graph.Erased{}, err
	}
	return e.Do(ctx, s, graph.Commit{Message: "erase"})
}

// spotless fails where anything in the server has the secret, in properties or in the log.
func (s named) spotless(t testing.TB) {
	t.Helper()
	x, params := newTool(t), map[string]any{"prefix": s.prefix, "secret": secret}
	for _, query := range []string{
		"MATCH (n) WHERE n.network STARTS WITH $prefix AND any(k IN keys(n) WHERE n[k] IS :: STRING AND n[k] CONTAINS $secret) RETURN count(n)",
		"MATCH (n)-[r]->() WHERE n.network STARTS WITH $prefix AND any(k IN keys(r) WHERE r[k] IS :: STRING AND r[k] CONTAINS $secret) RETURN count(r)",
	} {
		if got := x.rows(query, params); got[0] != "0" {
			t.Errorf("%s: %s", query, got[0])
		}
	}
	texts, err := s.LogTexts(t.Context(), s.prefix)
	if err != nil || len(texts) == 0 {
		t.Fatalf("%d batches, %v", len(texts), err)
	}
	for _, text := range texts {
		if strings.Contains(text, secret) {
			t.Errorf("a batch of the log has it still: %q", text)
		}
	}
}

// What is taken out is in no property and in no batch any more, on the short way and in steps.
func TestRewriteLeavesNothing(t *testing.T) {
	for _, items := range []int{10_000, 2} {
		t.Run(fmt.Sprint(items), func(t *testing.T) {
			s := empty(t)
			s.InSmallSteps(items, time.Minute)
			s.lived(t)
			other := s.again(t) // has the newest state in memory
			defer other.Close()
			if _, err := other.Load(t.Context(), "n", 0); err != nil {
				t.Fatal(err)
			}
			x := newTool(t) // another program has kept a person whom the map does not have
			x.rows("CREATE (n:Trama:Person {network: $network, id: $id, label: $id}) RETURN 1", map[string]any{"network": s.prefix + "n", "id": secret + "-2"})
			did, err := s.erase(t.Context())
			if err != nil || did.Revision != 7 || did.LeftCount != 0 {
				t.Fatalf("%+v, %v", did, err)
			}
			s.isClean(t)
			s.spotless(t)
			g, err := other.Load(t.Context(), "n", 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, there := g.FindNode(secret + "-1"); there {
				t.Error("another process still gives the person")
			}
			s.holds(t, "n", g)
		})
	}
}

// A rewriting that ends once the head has moved is finished by whoever comes next.
func TestRewriteLeftPending(t *testing.T) {
	s := empty(t)
	s.lived(t)
	s.InSmallSteps(2, time.Minute)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ctx = graph.WithProgress(ctx, func(stage string, done, _ int64) {
		if stage == "store_apply" && done == 1 {
			cancel()
		}
	})
	said := ""
	ctx = graph.WithRemarks(ctx, func(remark graph.Sentence) { said = remark.Code })
	if did, err := s.erase(ctx); err != nil || did.Revision != 7 || said != "swept_later" {
		t.Fatalf("%+v, said %q, %v", did, said, err)
	}
	if pending, err := s.Pending(t.Context(), s.prefix+"n"); err != nil || !pending {
		t.Fatalf("nothing is left to do: %v", err)
	}
	next := s.again(t)
	defer next.Close()
	if _, err := next.Load(t.Context(), "n", 0); err != nil {
		t.Fatal(err)
	}
	s.isClean(t)
	s.spotless(t)
}

const rewriteVariable = "TRAMA_NEO4J_REWRITE"

// TestRewriteChild is no test: it is the process that TestKilledRewrite kills.
func TestRewriteChild(t *testing.T) {
	prefix := os.Getenv(rewriteVariable)
	if prefix == "" {
		t.Skip("it is started by another test")
	}
	s := named{opened(t, os.Getenv("TRAMA_TEST_NEO4J_URI")), prefix}
	s.InSmallSteps(2, 1500*time.Millisecond)
	fmt.Println("ready")
	if _, err := s.erase(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// A process that is killed at any moment of a rewriting leaves the old history or the new one, and nothing beside it.
func TestKilledRewrite(t *testing.T) {
	before, after := 0, 0
	for range kills() {
		s := empty(t)
		s.lived(t)
		child := exec.Command(os.Args[0], "-test.run", "^TestRewriteChild$")
		child.Env = append(os.Environ(), rewriteVariable+"="+s.prefix)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		out.Read(make([]byte, 6)) // "ready\n"
		time.Sleep(time.Duration(rand.IntN(1200)) * time.Millisecond)
		child.Process.Kill()
		child.Wait()
		time.Sleep(2 * time.Second) // the server may be at the last words of the process still
		next := s.again(t)
		info, err := next.Info(t.Context(), "n")
		if err != nil {
			t.Fatal(err)
		}
		for at := graph.Revision(1); at <= info.Revision; at++ {
			g, err := next.Load(t.Context(), "n", at)
			if err != nil {
				t.Fatalf("revision %d of %d: %v", at, info.Revision, err)
			}
			if _, there := g.FindNode(secret + "-1"); there != (info.Revision == 6 && (at == 2 || at >= 4)) {
				t.Errorf("revision %d of %d has the person: %v", at, info.Revision, there)
			}
		}
		s.isClean(t)
		if info.Revision == 7 {
			after++
			s.spotless(t)
		} else {
			before++
		}
		next.Close()
	}
	t.Logf("killed before the head moved: %d, after: %d", before, after)
}
