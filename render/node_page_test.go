package render_test

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/graph/graphtest"
	"trama/render"
)

var anyTag = regexp.MustCompile(`<[^>]*>`)

// nodeText is the text of a node's page in English, its lists an item a line.
func nodeText(t *testing.T, g *graph.Graph, id string) string {
	t.Helper()
	portrait, err := analysis.NewPortrait(t.Context(), analysis.Source{Graph: g}, analysis.PortraitOptions{ID: id})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	view := render.View{Lang: "en", Self: "/networks/v/nodes/" + id, Graph: g}
	if err := (render.NodePageView{View: view, Portrait: *portrait}).Shell().Write(&out, "en"); err != nil {
		t.Fatal(err)
	}
	items := strings.NewReplacer("\n", " ", "<li", "\n<li", "<h", "\n<h", "<p", "\n<p").Replace(out.String())
	return strings.Join(strings.Fields(strings.ReplaceAll(html.UnescapeString(anyTag.ReplaceAllString(items, "")), "\n", " ¶ ")), " ")
}

// On the page of a node what is retired is said to be retired, and neither returned nor unanswered; a relation of a node with
// itself holds nothing to the rest.
func TestRetiredRecordsAndLoopsOnANodesPage(t *testing.T) {
	person, organization, service, need := graph.Person, graph.Organization, graph.Service, graph.Need
	edge := func(source, typ, target string, pairs ...string) graph.EdgeChange {
		var attrs graph.Attributes
		for i := 0; i < len(pairs); i += 2 {
			attrs = attrs.With(pairs[i], graph.TextValue(pairs[i+1]))
		}
		return graph.EdgeChange{Source: source, Target: target, Type: &typ, Attributes: attrs}
	}
	g, err := graph.Empty().Apply(graph.Changes{
		PutNodes: []graph.NodeChange{
			{ID: "ada", Kind: &person}, {ID: "bea", Kind: &person}, {ID: "org", Kind: &organization}, {ID: "emporio", Kind: &service}, {ID: "spesa", Kind: &need}, {ID: "casa", Kind: &need},
		},
		PutEdges: []graph.EdgeChange{
			edge("ada", "expects", "org", "what", "turni", "status", "retired"), edge("ada", "expects", "bea", "what", "orari"),
			edge("ada", "raised", "spesa", "status", "retired"), edge("emporio", "answers", "spesa"), edge("ada", "raised", "casa"),
			edge("ada", "knows", "bea"), edge("ada", "refers", "ada"),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	_, relations, _ := strings.Cut(nodeText(t, g, "ada"), "¶ The relations ¶ ")
	relations, _, _ = strings.Cut(relations, " ¶ The missing relations")
	want := "ada knows ¶ bea person · only way to 1 node ¶ ada refers to ¶ ada person ¶ Relations that do not count here: retired, ended, or outside the filter." +
		" ¶ ada has raised ¶ spesa retired ¶ ada expects something of ¶ org “turni” · retired" +
		" ¶ At the table ¶ ada has raised ¶ casa without an answer ¶ ada expects something of ¶ bea “orari” · not returned yet"
	if relations != want {
		t.Errorf("%s\nwant\n%s", relations, want)
	}
}

// What somebody promised stands on their page with how it stands today, late where its day is past, and until when it is.
func TestCommitmentsOnTheirPageSayHowTheyStand(t *testing.T) {
	g := graphtest.FromLines(t, "node ada person", "node m meeting date=2026-03-05",
		"node c1 commitment label=Le+sedie state=agreed due=2026-03-04", "node c2 commitment label=La+sala state=under_way due=2026-03-05",
		"node c3 commitment label=Il+pane state=kept due=2026-01-31", "node c4 commitment label=Il+vino state=proposed",
		"edge ada commits c1", "edge ada commits c2", "edge ada commits c3", "edge ada commits c4")
	text := nodeText(t, g, "ada")
	for _, want := range []string{
		"Le sedie agreed · late · by 4 March 2026 ¶", "La sala under way · by 5 March 2026 ¶", "Il pane kept · by 31 January 2026 ¶", "Il vino proposed ¶",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}

// The page of a need begins with whether it is answered: not by what is contested.
func TestTheLeadOfANeedSaysWhetherItIsAnswered(t *testing.T) {
	g := graphtest.FromLines(t, "node s service", "node a need", "node b need", "node c need", "edge s answers a", "edge s answers b status=contested")
	for id, answered := range map[string]bool{"a": true, "b": false, "c": false} {
		text := nodeText(t, g, id)
		if strings.Contains(text, "It is a need that has found an answer.") != answered || strings.Contains(text, "It is a need that has no answer yet.") == answered {
			t.Errorf("%s is said to be answered: %v", id, !answered)
		}
	}
}
