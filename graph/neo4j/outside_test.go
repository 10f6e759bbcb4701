package neo4j_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"trama/graph"
	"trama/graph/graphtest"
)

func (s named) outside(t testing.TB, network string) (graph.Revision, graph.Changes) {
	t.Helper()
	seen := s.seen(t, network)
	return seen.At, seen.Changes()
}

func (s named) seen(t testing.TB, network string) graph.Seen {
	t.Helper()
	seen, err := s.Outside(t.Context(), s.prefix+network)
	if err != nil {
		t.Fatalf("outside: %v", err)
	}
	return seen
}

// edits are what other programs do to a network, as queries, and how many nodes and edges differ then.
var edits = []struct {
	name, query string
	differ      int
}{
	{"a value", "MATCH (n:Trama {network: $network, id: 'ada'}) SET n.label = 'Ada Lovelace'", 1},
	{"a value of a relation", "MATCH (:Trama {network: $network, id: 'dario'})-[r:WORKS_FOR]->() SET r.weight = 7.5", 1},
	{"a kind", "MATCH (n:Trama {network: $network, id: 'ada'}) SET n.kind = 'place' REMOVE n:Person:Actor SET n:Place", 1},
	{"figures written beside", "MATCH (n:Trama {network: $network}) SET n.pagerank = 0.5", -1},
	{"a value of a type that Trama has not", "MATCH (n:Trama {network: $network, id: 'ada'}) SET n.when = datetime('2026-01-02T03:04:05Z'), n.where = point({x: 1, y: 2})", 1},
	{"a value taken away", "MATCH (n:Trama {network: $network, id: 'ada'}) REMOVE n.label", 1},
	{"a node taken away", "MATCH (n:Trama {network: $network, id: 'ada'}) DETACH DELETE n", -1},
	{"a node made", "CREATE (:Trama:Person {network: $network, id: 'new', kind: 'person', label: 'New'})", 1},
	{"a relation made", "MATCH (a:Trama {network: $network, id: 'ada'}), (b:Trama {network: $network, id: 'hilda'}) CREATE (a)-[:KNOWS {id: 'k', type: 'knows'}]->(b)", 1},
	{"relations taken away", "MATCH (:Trama {network: $network, id: 'ada'})-[r]-() DELETE r", -1},
	{"an id", "MATCH (n:Trama {network: $network, id: 'ada'}) SET n.id = 'Ada'", -1},
	{"a node taken to another network", "MATCH (n:Trama {network: $network, id: 'ada'}) SET n.network = $network + '-x' + toString(timestamp())", -1},
	{"everything", "MATCH (n:Trama {network: $network}) DETACH DELETE n", -1},
}

// What another program changes is in no revision: reading says so and gives the history's state, a commit builds on that,
// and what was changed can be taken into the history or taken back.
func TestOutsideChanges(t *testing.T) {
	x, town := newTool(t), graphtest.Town()
	for _, edit := range edits {
		t.Run(edit.name, func(t *testing.T) {
			s := empty(t)
			params := map[string]any{"network": s.prefix + "n"}
			t.Cleanup(func() { x.rows("MATCH (n:Trama) WHERE n.network STARTS WITH $network + '-x' DETACH DELETE n", params) })
			s.put(t, "n", town)
			if _, none := s.outside(t, "n"); !none.Empty() {
				t.Fatalf("before: %+v", none)
			}
			x.rows(edit.query, params)
			var remarks []graph.Sentence
			s.Forget()
			g, err := s.Load(graph.WithRemarks(t.Context(), func(r graph.Sentence) { remarks = append(remarks, r) }), "n", 0)
			if err != nil {
				t.Fatal(err)
			}
			graphtest.Same(t, g, town)
			at, changes := s.outside(t, "n")
			count := changes.Count(town).Total()
			if at != 1 || count == 0 || edit.differ > 0 && count != edit.differ {
				t.Errorf("at %d: %+v", at, changes)
			}
			if len(remarks) != 1 || remarks[0].Code != "outside_changes" || remarks[0].Values["count"] != count {
				t.Errorf("remarks %+v", remarks)
			}
			s.restores(t, 1, town)

			x.rows(edit.query, params)
			next := s.onTop(t, 1, town)
			_, changes = s.outside(t, "n")
			seen, err := next.Apply(changes)
			if err != nil {
				t.Fatal(err)
			}
			if made, err := s.Apply(t.Context(), "n", 2, graph.Commit{Changes: changes}); err != nil || made != 3 {
				t.Fatalf("taking it in: %d, %v", made, err)
			}
			s.restores(t, 3, seen)
			s.holds(t, "n", seen)
			if old, err := s.Load(t.Context(), "n", 2); err != nil || old.Digest() != next.Digest() {
				t.Errorf("the revision before: %v", err)
			}
		})
	}
}

// restores puts the network back and fails unless other programs see the graph then.
func (s named) restores(t *testing.T, at graph.Revision, want *graph.Graph) {
	t.Helper()
	if left, err := s.Restore(t.Context(), s.prefix+"n", at, s.seen(t, "n").Shown); err != nil || left != 0 {
		t.Fatalf("%d left, %v", left, err)
	}
	if _, changes := s.outside(t, "n"); !changes.Empty() {
		t.Errorf("after restoring: %+v", changes)
	}
	s.holds(t, "n", want)
}

// onTop commits upon a revision that others have changed, and fails unless the history goes on as if they had not.
func (s named) onTop(t *testing.T, base graph.Revision, g *graph.Graph) *graph.Graph {
	t.Helper()
	c := graph.Changes{
		PutNodes: []graph.NodeChange{{ID: "hilda", Attributes: graph.Attributes{{Name: "note", Value: graph.TextValue("x")}}}, {ID: "second"}},
		PutEdges: []graph.EdgeChange{{ID: "second", Source: "second", Target: "hilda"}},
	}
	next, err := g.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	s.Forget()
	if made, err := s.Apply(t.Context(), "n", base, graph.Commit{Changes: c}); err != nil || made != base+1 {
		t.Fatalf("a commit: %d, %v", made, err)
	}
	s.Forget()
	loaded, err := s.Load(t.Context(), "n", 0)
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Same(t, loaded, next)
	return next
}

// Who loads what was loaded before hears of it again; after a commit, and after a while, others are looked after anew.
func TestRemarkIsRepeated(t *testing.T) {
	s, x := empty(t), newTool(t)
	s.put(t, "n", graphtest.Town())
	params := map[string]any{"network": s.prefix + "n"}
	heard := func() (n int) {
		t.Helper()
		ctx := graph.WithRemarks(t.Context(), func(r graph.Sentence) { n, _ = r.Values["count"].(int) })
		if _, err := s.Load(ctx, "n", 0); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := heard(); n != 0 {
		t.Fatalf("before: %d", n)
	}
	x.rows("MATCH (n:Trama {network: $network, id: 'ada'}) SET n.label = 'Ada Lovelace'", params)
	s.Forget()
	for range 3 {
		if n := heard(); n != 1 {
			t.Errorf("heard of %d", n)
		}
	}
	s.onTop(t, 1, graphtest.Town())
	s.Later(-time.Hour) // the machine may be slow
	x.rows("MATCH (n:Trama {network: $network, id: 'hilda'}) SET n.label = 'x'", params)
	if n := heard(); n != 1 {
		t.Errorf("what was read just now is read again: %d", n)
	}
	s.Later(time.Hour + 5*time.Second)
	if n := heard(); n != 2 {
		t.Errorf("after a while: %d", n)
	}
	if left, err := s.Restore(t.Context(), s.prefix+"n", 2, s.seen(t, "n").Shown); err != nil || left != 0 {
		t.Fatal(left, err)
	}
	if n := heard(); n != 0 {
		t.Errorf("restored: %d", n)
	}
}

// What others change between the reading and the restoring stays as they left it, and is counted: it is restored the next
// time.
func TestRestoreLeavesWhatChangedSince(t *testing.T) {
	x := newTool(t)
	for _, test := range []struct{ name, seen, since, stays string }{
		{"a value again", "MATCH (n:Trama {network: $network, id: 'ada'}) SET n.label = 'Ada L.'",
			"MATCH (n:Trama {network: $network, id: 'ada'}) SET n.label = 'Lovelace'",
			"MATCH (n:Trama {network: $network, id: 'ada', label: 'Lovelace'}) RETURN count(n)"},
		{"another value", "MATCH (n:Trama {network: $network, id: 'ada'}) SET n.label = 'Ada L.'",
			"MATCH (n:Trama {network: $network, id: 'ada'}) SET n.score = 1",
			"MATCH (n:Trama {network: $network, id: 'ada', label: 'Ada L.', score: 1}) RETURN count(n)"},
		{"a relation again", "MATCH (:Trama {network: $network, id: 'dario'})-[r:WORKS_FOR]->() SET r.weight = 7.5",
			"MATCH (:Trama {network: $network, id: 'dario'})-[r:WORKS_FOR]->() SET r.weight = 8.5",
			"MATCH (:Trama {network: $network, id: 'dario'})-[r:WORKS_FOR {weight: 8.5}]->() RETURN count(r)"},
		{"a node that was made", "CREATE (:Trama:Person {network: $network, id: 'new', kind: 'person'})",
			"MATCH (n:Trama {network: $network, id: 'new'}) SET n.label = 'New'",
			"MATCH (n:Trama {network: $network, id: 'new', label: 'New'}) RETURN count(n)"},
		{"a relation of a node that was made", "CREATE (:Trama:Person {network: $network, id: 'new', kind: 'person'})",
			"MATCH (n:Trama {network: $network, id: 'new'}), (a:Trama {network: $network, id: 'ada'}) CREATE (n)-[:KNOWS {id: 'k', type: 'knows'}]->(a)",
			"MATCH (:Trama {network: $network, id: 'new'})-[r {id: 'k'}]->() RETURN count(r)"},
		{"a relation that was made", "MATCH (a:Trama {network: $network, id: 'ada'}), (b:Trama {network: $network, id: 'hilda'}) CREATE (a)-[:KNOWS {id: 'k', type: 'knows'}]->(b)",
			"MATCH (:Trama {network: $network})-[r {id: 'k'}]->() SET r.note = 'true'",
			"MATCH (:Trama {network: $network})-[r {id: 'k', note: 'true'}]->() RETURN count(r)"},
		{"a node that was taken away", "MATCH (n:Trama {network: $network, id: 'hilda'}) DETACH DELETE n",
			"CREATE (:Trama:Person {network: $network, id: 'hilda', kind: 'person', label: 'Another'})",
			"MATCH (n:Trama {network: $network, id: 'hilda', label: 'Another'}) RETURN count(n)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := empty(t)
			s.put(t, "n", graphtest.Town())
			params := map[string]any{"network": s.prefix + "n"}
			x.rows(test.seen, params)
			seen := s.seen(t, "n")
			x.rows(test.since, params)
			left, err := s.Restore(t.Context(), s.prefix+"n", 1, seen.Shown)
			if err != nil || left != 1 {
				t.Errorf("%d left, %v", left, err)
			}
			if got := x.rows(test.stays, params); got[0] != "1" {
				t.Errorf("what was changed since is gone: %v", got)
			}
			s.restores(t, 1, graphtest.Town())
		})
	}
}

// A relation that another program has made is one relation when it has been taken in.
func TestTakenRelationIsOne(t *testing.T) {
	for name, items := range map[string]int{"at once": 10_000, "in steps": 1} {
		t.Run(name, func(t *testing.T) {
			s, x := empty(t), newTool(t)
			s.put(t, "n", graphtest.Town())
			s.InSmallSteps(items, time.Minute)
			params := map[string]any{"network": s.prefix + "n"}
			x.rows("MATCH (a:Trama {network: $network, id: 'ada'}), (b:Trama {network: $network, id: 'hilda'}) CREATE (a)-[:KNOWS {id: 'k', type: 'knows'}]->(b), (b)-[:KNOWS {id: 'l', type: 'knows'}]->(a)", params)
			_, changes := s.outside(t, "n")
			if _, err := s.Apply(t.Context(), "n", 1, graph.Commit{Changes: changes}); err != nil {
				t.Fatal(err)
			}
			if got := x.rows("MATCH (:Trama {network: $network})-[r:KNOWS]->() WHERE r.id IN ['k', 'l'] RETURN count(r)", params); got[0] != "2" {
				t.Errorf("%s relations of two", got[0])
			}
		})
	}
}

// A copy of a relation that another program makes is its own, and hides nothing.
func TestCopiedRelation(t *testing.T) {
	s, x := empty(t), newTool(t)
	s.put(t, "n", graphtest.Town())
	params := map[string]any{"network": s.prefix + "n"}
	x.rows("MATCH (a:Trama {network: $network, id: 'dario'})-[r:WORKS_FOR]->(b) CREATE (a)-[c:WORKS_FOR]->(b) SET c = properties(r)", params)
	s.holds(t, "n", graphtest.Town())
	if _, changes := s.outside(t, "n"); !changes.Empty() {
		t.Errorf("%+v", changes)
	}
	s.change(t, "n", 1, graphtest.Town(), graph.Changes{RemoveNodes: []string{"dario"}})
}

// A node that another program has made keeps nobody from writing one of its id, at once, in steps, or finishing what
// another process has left.
func TestIDTakenByAnother(t *testing.T) {
	x := newTool(t)
	for name, items := range map[string]int{"at once": 10_000, "in steps": 20} {
		t.Run(name, func(t *testing.T) {
			s := empty(t)
			s.InSmallSteps(items, time.Minute)
			params := map[string]any{"network": s.prefix + "n"}
			x.rows("CREATE (:Trama {network: $network, id: 'n00003'})", params)
			s.put(t, "n", parted(50))
			s.holds(t, "n", parted(50))
			x.rows("CREATE (:Trama {network: $network, id: 'n00077'})", params)
			s.Forget()
			if _, err := s.Import(t.Context(), "n", 1, parted(90), graph.Commit{}); err != nil {
				t.Fatal(err)
			}
			s.holds(t, "n", parted(90))
		})
	}
	t.Run("left pending", func(t *testing.T) {
		s := empty(t)
		s.InSmallSteps(20, time.Minute)
		s.put(t, "n", parted(50))
		s.leftPending(t, "n", 1, parted(90), 1)
		x.rows("CREATE (:Trama {network: $network, id: 'n00089'})", map[string]any{"network": s.prefix + "n"})
		other := s.again(t)
		defer other.Close()
		other.holds(t, "n", parted(90))
	})
}

// A history that another program has changed is no answer.
func TestChangedLogIsNoAnswer(t *testing.T) {
	s, x := empty(t), newTool(t)
	s.put(t, "n", graphtest.Town())
	params := map[string]any{"network": s.prefix + "n"}
	x.rows("MATCH (n:Trama {network: $network, id: 'ada'}) SET n.label = 'x'", params)
	x.rows("MATCH (h:_TramaNetwork {network: $network}) SET h.digest = 'x'", params)
	s.Forget()
	_, err := s.Load(t.Context(), "n", 0)
	if graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "history") {
		t.Errorf("%v", err)
	}
	if _, err := s.Restore(t.Context(), s.prefix+"n", 1, graphtest.Town()); graph.KindOf(err) != graph.Unavailable {
		t.Errorf("restore: %v", err)
	}
}

// Restoring needs the newest revision as its base, and a network.
func TestRestoreHasABase(t *testing.T) {
	s := empty(t)
	s.put(t, "n", graphtest.Town())
	if _, err := s.Restore(t.Context(), s.prefix+"n", 2, graphtest.Town()); graph.KindOf(err) != graph.Conflict {
		t.Errorf("at a revision that is not: %v", err)
	}
	if _, err := s.Restore(t.Context(), s.prefix+"m", 1, graphtest.Town()); graph.KindOf(err) != graph.NotFound {
		t.Errorf("of no network: %v", err)
	}
	if _, err := s.Outside(context.Background(), s.prefix+"m"); graph.KindOf(err) != graph.NotFound {
		t.Errorf("outside of no network: %v", err)
	}
	x := newTool(t)
	x.rows("MATCH (n:Trama {network: $network, id: 'ada'}) SET n:Important", map[string]any{"network": s.prefix + "n"})
	s.restores(t, 1, graphtest.Town())
	if got := x.rows("MATCH (n:Important {network: $network}) RETURN n.id", map[string]any{"network": s.prefix + "n"}); !slices.Equal(got, []string{"ada"}) {
		t.Errorf("a label of another program's: %v", got)
	}
}

// A log of which a commit or a batch is missing is no answer either, at any revision.
func TestLogWithAHole(t *testing.T) {
	x := newTool(t)
	for name, query := range map[string]string{
		"a commit":   "MATCH (c:_TramaCommit {network: $network, revision: 1}) DELETE c",
		"a batch":    "MATCH (c:_TramaCommit {network: $network, revision: 1}) MATCH (b:_TramaBatch {token: c.token}) DELETE b",
		"its number": "MATCH (c:_TramaCommit {network: $network, revision: 1}) SET c.batches = 2",
	} {
		t.Run(name, func(t *testing.T) {
			s := empty(t)
			s.put(t, "n", graphtest.Town())
			for base := graph.Revision(1); base < 3; base++ {
				label := graph.Attributes{{Name: "label", Value: graph.IntegerValue(int64(base))}}
				if _, err := s.Apply(t.Context(), "n", base, graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "ada", Attributes: label}}}}); err != nil {
					t.Fatal(err)
				}
			}
			x.rows(query, map[string]any{"network": s.prefix + "n"})
			for at := graph.Revision(1); at < 3; at++ {
				if _, err := s.Load(t.Context(), "n", at); graph.KindOf(err) != graph.Unavailable {
					t.Errorf("revision %d: %v", at, err)
				}
			}
			s.Forget()
			if _, err := s.Load(t.Context(), "n", 0); err != nil {
				t.Errorf("the newest, which the public shape has: %v", err)
			}
			if _, err := s.History(t.Context(), "n", graph.Page{}); name == "a commit" && graph.KindOf(err) != graph.Unavailable {
				t.Errorf("the history: %v", err)
			}
			if commits, err := s.History(t.Context(), "n", graph.Page{Limit: 2}); err != nil || len(commits) != 2 {
				t.Errorf("a page of the history that is whole: %+v, %v", commits, err)
			}
		})
	}
}

// Nothing is taken out of a log that leads elsewhere than to the newest revision: what others see would become that.
func TestRewriteOfAChangedLog(t *testing.T) {
	s, x := empty(t), newTool(t)
	s.lived(t)
	for base := graph.Revision(6); base < 8; base++ {
		note := graph.Attributes{{Name: "note", Value: graph.IntegerValue(int64(base))}}
		if _, err := s.Apply(t.Context(), "n", base, graph.Commit{Changes: graph.Changes{PutNodes: []graph.NodeChange{{ID: "n00003", Attributes: note}}}}); err != nil {
			t.Fatal(err)
		}
	}
	params := map[string]any{"network": s.prefix + "n"}
	x.rows(`MATCH (c:_TramaCommit {network: $network, revision: 7}), (d:_TramaCommit {network: $network, revision: 8})
		MATCH (b:_TramaBatch {token: c.token}), (e:_TramaBatch {token: d.token}) SET e.payload = b.payload`, params)
	s.Forget()
	want, err := s.Load(t.Context(), "n", 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.erase(t.Context()); graph.KindOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "history") {
		t.Errorf("%v", err)
	}
	s.Forget()
	if g, err := s.Load(t.Context(), "n", 0); err != nil || g.Digest() != want.Digest() {
		t.Errorf("what others see is another graph: %v", err)
	}
}
