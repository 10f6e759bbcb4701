package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"trama/graph"
	"trama/graph/graphtest"
)

func TestReconcileOfAStoreOfItsOwn(t *testing.T) {
	home(t)
	store := newStore(t)
	net := []string{"--network", "n", "--store", store}
	done(t, with("import", town(t), net...)...)
	var did imported
	if doneJSON(t, &did, with("reconcile", net, "--take")...); did.Revision != 1 || did.Added+did.Changed+did.Removed != 0 || len(did.Notes) != 1 {
		t.Errorf("%+v", did)
	}
	if got := trama(t, "reconcile", "--network", "m", "--store", store); got.code != 4 {
		t.Errorf("no network: exit %d, %q", got.code, got.err)
	}
	if got := trama(t, with("reconcile", net, "--take", "--restore")...); got.code != 2 {
		t.Errorf("both: exit %d, %q", got.code, got.err)
	}
}

// sharedStore is a store in which another program has put a label on anna, and others commit while it is restored.
type sharedStore struct {
	graph.Store
	others   int   // how many commits of others come before restoring ends
	fails    error // of restoring
	restored []graph.Revision
}

func (s *sharedStore) Outside(ctx context.Context, network string) (graph.Seen, error) {
	info, err := s.Info(ctx, network)
	if err != nil {
		return graph.Seen{}, err
	}
	g, err := s.Load(ctx, network, 0)
	if err != nil {
		return graph.Seen{}, err
	}
	shown, err := g.Apply(labelled("Marianna"))
	return graph.Seen{At: info.Revision, Graph: g, Shown: shown}, err
}

func (s *sharedStore) Restore(ctx context.Context, network string, at graph.Revision, seen *graph.Graph) (int, error) {
	s.restored = append(s.restored, at)
	if s.others > 0 {
		s.others--
		if _, err := s.Apply(ctx, network, at, graph.Commit{Changes: labelled(fmt.Sprint("other ", at))}); err != nil {
			return 0, err
		}
		return 0, graph.StaleBase("test", network, at, at+1)
	}
	return 2, s.fails
}

func labelled(label string) graph.Changes {
	return graph.Changes{PutNodes: []graph.NodeChange{{ID: "anna", Attributes: graph.Attributes{{Name: "label", Value: graph.TextValue(label)}}}}}
}

// What was taken is told, though others commit before Neo4j shows it, and though it then does not.
func TestReconcileBesideOthers(t *testing.T) {
	for _, test := range []struct {
		name     string
		flags    reconcileFlags
		others   int
		fails    error
		want     string // revision, changed, and the last note
		restored string
		kind     graph.ErrorKind
	}{
		{name: "taken", flags: reconcileFlags{take: true}, others: 2, want: "2 1 outside_since", restored: "[2 3 4]"},
		{name: "taken and not shown", flags: reconcileFlags{take: true}, fails: graph.Fail(graph.Unavailable, "test", graph.Say("x", "x", nil)), want: "2 1 outside_not_shown", restored: "[2]"},
		{name: "restored", flags: reconcileFlags{restore: true}, others: 1, want: "1 1 outside_since", restored: "[1 2]"},
		{name: "not restored", flags: reconcileFlags{restore: true}, fails: graph.Fail(graph.Unavailable, "test", graph.Say("x", "x", nil)), want: "1 1 outside_nodes_changed", restored: "[1]", kind: graph.Unavailable},
		{name: "listed", want: "1 1 outside_nodes_changed", restored: "[]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			store := &sharedStore{Store: graphtest.Memory(), others: test.others, fails: test.fails}
			anna := graph.Changes{PutNodes: []graph.NodeChange{{ID: "anna"}}}
			if _, err := store.Apply(t.Context(), "n", 0, graph.Commit{Changes: anna}); err != nil {
				t.Fatal(err)
			}
			s := &session{}
			s.Network = "n"
			did, err := s.reconciled(t.Context(), store, test.flags)
			if got := graph.KindOf(err); err != nil && got != test.kind || err == nil && test.kind != graph.Internal {
				t.Errorf("%v", err)
			}
			if got := fmt.Sprintf("%d %d %s", did.Revision, did.Changed, did.Notes[len(did.Notes)-1].Code); got != test.want {
				t.Errorf("told %s, want %s: %+v", got, test.want, did)
			}
			if got := fmt.Sprint(store.restored); got != test.restored {
				t.Errorf("restored at %s, want %s", got, test.restored)
			}
		})
	}
}

// inNeo4j runs a query as another program does.
func inNeo4j(t *testing.T, uri, query string) {
	t.Helper()
	d, err := driver.NewDriverWithContext(uri, driver.BasicAuth(os.Getenv("TRAMA_NEO4J_USER"), os.Getenv("TRAMA_NEO4J_PASSWORD"), ""))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(context.Background())
	if _, err := driver.ExecuteQuery(context.Background(), d, query, nil, driver.EagerResultTransformer); err != nil {
		t.Fatal(err)
	}
}

// What another program changes in Neo4j is noted by whoever reads, and listed, taken back or taken in by reconcile.
func TestReconcile(t *testing.T) {
	uri := graphtest.Getenv(t, "TRAMA_TEST_NEO4J_URI")
	home(t)
	network := fmt.Sprintf("reconcile-%d", os.Getpid())
	net := []string{"--network", network, "--store", uri}
	cmd := func(args ...string) []string { return append(args, net...) }
	done(t, with("import", town(t), net...)...)
	defer trama(t, cmd("delete", "--yes")...)
	export := func() (labels string) {
		var doc struct {
			Nodes []struct{ Attributes struct{ Label string } }
		}
		got := trama(t, cmd("export", "--to", "json")...)
		if err := json.Unmarshal([]byte(got.out), &doc); err != nil || got.code != 0 {
			t.Fatal(err, got.err)
		}
		for _, n := range doc.Nodes {
			labels += n.Attributes.Label + " "
		}
		return labels + got.err
	}
	before := export()
	edit := fmt.Sprintf("MATCH (n:Trama {network: '%s', id: 'anna'}) SET n.label = 'Marianna'", network)
	inNeo4j(t, uri, edit)
	if got := export(); !strings.HasPrefix(got, before) || !strings.Contains(got, "trama reconcile --network "+network) {
		t.Errorf("an edit is not noted: %q", got)
	}
	if got := done(t, cmd("reconcile")...); !strings.Contains(got, "anna (label)") {
		t.Errorf("listed: %q", got)
	}
	done(t, cmd("reconcile", "--restore")...)
	if got := export(); got != before {
		t.Errorf("restored: %q", got)
	}
	inNeo4j(t, uri, edit)
	var did imported
	doneJSON(t, &did, cmd("reconcile", "--take")...)
	if did.Revision != 2 || did.Changed != 1 || did.Added+did.Removed != 0 {
		t.Errorf("taken: %+v", did)
	}
	if got := export(); !strings.Contains(got, "Marianna") || strings.Contains(got, "reconcile") {
		t.Errorf("after taking it: %q", got)
	}
	done(t, cmd("undo")...)
	if got := export(); got != before {
		t.Errorf("undone: %q", got)
	}
	if doneJSON(t, &did, cmd("reconcile", "--take")...); did.Revision != 3 || did.Changed != 0 {
		t.Errorf("nothing to take: %+v", did)
	}
}
