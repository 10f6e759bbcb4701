package hsds_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// into reads an edition of a directory that goes into a network, and puts it there.
func into(t *testing.T, known *graph.Graph, files ...string) (*graph.Graph, []string) {
	t.Helper()
	r, err := decode(source.Options{Known: func(context.Context) (*graph.Graph, error) { return known, nil }}, files...)
	if err != nil {
		t.Fatal(err)
	}
	changes, _ := graph.Merge(known, r.Graph)
	g, err := known.Apply(changes)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, n := range r.Notes {
		codes = append(codes, n.Code)
	}
	return g, codes
}

func idsOf(g *graph.Graph) string {
	var ids []string
	for i := range g.Nodes() {
		ids = append(ids, g.NodeID(i)+"="+g.Label(i))
	}
	return strings.Join(ids, " ")
}

// Who is on the map keeps the id that it has, when a later edition doubles ids for the first time, and ever after.
func TestALaterEditionFindsWhoIsThere(t *testing.T) {
	first := []string{"organizations.csv", "id,name\n1,Comune\n2,Caritas\n", "services.csv", "id,name,organization_id\n10,Mensa,2\n"}
	second := []string{"organizations.csv", "id,name\n1,Comune\n2,Caritas\n10,Auser\n", "services.csv", "id,name,organization_id\n10,Mensa,2\n1,Ascolto,1\n11,Gite,10\n"}
	third := []string{"organizations.csv", "id,name\n10,Auser\n12,Scout\n", "services.csv", "id,name,organization_id\n11,Gite,10\n2,Campo,12\n"}
	g, codes := into(t, graph.Empty(), first...)
	if got := idsOf(g); got != "1=Comune 10=Mensa 2=Caritas" || slices.Contains(codes, "hsds_ids") {
		t.Fatal(got, codes)
	}
	g, codes = into(t, g, second...)
	want := "1=Comune 10=Mensa 2=Caritas organization:10=Auser service:1=Ascolto service:11=Gite"
	if got := idsOf(g); got != want || !slices.Contains(codes, "hsds_ids_known") || slices.Contains(codes, "hsds_ids") {
		t.Fatal(got, codes)
	}
	again, _ := into(t, g, second...)
	if again.Digest() != g.Digest() {
		t.Errorf("the same edition again: %s", idsOf(again))
	}
	g, _ = into(t, g, third...)
	if got := idsOf(g); got != "1=Comune 10=Mensa 12=Scout 2=Caritas organization:10=Auser service:1=Ascolto service:11=Gite service:2=Campo" {
		t.Error(got)
	}
	for e := range g.Edges() {
		if s, to := g.Ends(e); g.NodeID(s) == "10" || g.Kind(s) != graph.Organization || g.Kind(to) != graph.Service {
			t.Errorf("%s offers %s", g.NodeID(s), g.NodeID(to))
		}
	}
}

// A node that is of another kind on the map and has the same name is the same; one with another name is another.
func TestANodeOfAnotherKindOnTheMap(t *testing.T) {
	known, _ := into(t, graph.Empty(), "organizations.csv", "id,name\n1,Comune\n", "services.csv", "id,name,organization_id\n7,Mensa,1\n")
	place := "place"
	known, err := known.Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: "7", Kind: &place}}})
	if err != nil {
		t.Fatal(err)
	}
	same, _ := into(t, known, "organizations.csv", "id,name\n1,Comune\n", "services.csv", "id,name,organization_id\n7,Mensa,1\n")
	other, _ := into(t, known, "organizations.csv", "id,name\n1,Comune\n", "services.csv", "id,name,organization_id\n7,Trasporto,1\n")
	if idsOf(same) != "1=Comune 7=Mensa" || idsOf(other) != "1=Comune 7=Mensa service:7=Trasporto" {
		t.Errorf("%s, %s", idsOf(same), idsOf(other))
	}
}

// A service that the directory had retired is declared when it is active again; one that a table has retired or validated stays so.
func TestAServiceThatIsActiveAgain(t *testing.T) {
	edition := func(status string) []string {
		return []string{"organizations.csv", "id,name\no,Comune\n", "services.csv", "id,name,organization_id,status\ns,Mensa,o," + status + "\n"}
	}
	statusOf := func(g *graph.Graph) string {
		i, _ := g.FindNode("s")
		a := g.NodeAttributes(i)
		return a.Get("status").String() + "/" + a.Get("hsds_status").String()
	}
	g, _ := into(t, graph.Empty(), edition("active")...)
	g, _ = into(t, g, edition("defunct")...)
	if got := statusOf(g); got != "retired/defunct" {
		t.Fatal(got)
	}
	back, codes := into(t, g, edition("Active")...)
	if got := statusOf(back); got != "declared/Active" || !slices.Contains(codes, "hsds_back") {
		t.Error(got, codes)
	}
	again, codes := into(t, back, edition("Active")...)
	if again.Digest() != back.Digest() || slices.Contains(codes, "hsds_back") {
		t.Error(statusOf(again), codes)
	}
	for status, want := range map[string]string{"validated": "validated/", "retired": "retired/"} {
		own, _ := into(t, graph.Empty(), edition("active")...)
		own, err := own.Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: "s", Attributes: graph.Attributes{{Name: "status", Value: graph.TextValue(status)}}}}})
		if err != nil {
			t.Fatal(err)
		}
		own, _ = into(t, own, edition("active")...)
		if got := statusOf(own); got != want {
			t.Errorf("%s by a table: %s", status, got)
		}
	}
}
