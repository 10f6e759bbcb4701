package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

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
