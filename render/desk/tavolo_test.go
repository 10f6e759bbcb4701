package desk

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"trama/analysis"
	"trama/graph"
	"trama/render"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// shown is the text of the page of the table of a network that is only read, a line each.
func shown(t *testing.T, g *graph.Graph) string {
	t.Helper()
	answers, err := analysis.NewAnswers(t.Context(), analysis.Source{Graph: g}, graph.Lens{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	page := TavoloPage{View: View{View: render.View{Lang: "en", Self: "/networks/v/table", Graph: g}}, Answers: *answers}
	if err := page.Write(&out); err != nil {
		t.Fatal(err)
	}
	_, main, _ := strings.Cut(out.String(), "<main")
	var lines []string
	for _, line := range strings.Split(tags.ReplaceAllString(strings.NewReplacer("</", "\n</", "<p", "\n<p").Replace(main), ""), "\n") {
		if line = strings.TrimSpace(html.UnescapeString(line)); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// Two people of one name are two voters, each with a vote of their own.
func TestVotersOfOneNameAreToldApart(t *testing.T) {
	g := changed(t, evening(t), graph.Changes{
		PutNodes: []graph.NodeChange{made("anna2", "person", "label", "Anna")},
		PutEdges: []graph.EdgeChange{joined("anna2", "prefers", "scuola", "meeting", "m1", "points", "10")},
	})
	if page := shown(t, g); !strings.Contains(page, "Anna: Casa\n") || !strings.Contains(page, "Anna: 10 to Scuola\n") {
		t.Errorf("the two votes are one:\n%s", page)
	}
}

// What is retired is no part of the table, as it is none of the report: neither still open nor answered.
func TestWhatIsRetiredIsNotOnTheTable(t *testing.T) {
	before := changed(t, evening(t), graph.Changes{
		PutNodes: []graph.NodeChange{
			made("c1", "commitment", "label", "La sala", "state", "agreed"), made("carla", "person", "label", "Carla"), made("n2", "need", "label", "Spesa"),
		},
		PutEdges: []graph.EdgeChange{
			joined("anna", "expects", "org", "what", "orari serali"), joined("carla", "expects", "org", "what", "turni"), joined("org", "attends", "m2"),
			joined("anna", "invites", "bruno", "meeting", "m2"),
		},
	})
	retired := []string{"status", "retired"}
	after := changed(t, before, graph.Changes{
		PutNodes: []graph.NodeChange{set("carla", retired...), set("c1", retired...), set("n2", retired...)},
		PutEdges: []graph.EdgeChange{
			{ID: "anna~expects~org~1", Attributes: texts(retired)}, {ID: "org~attends~m2~1", Attributes: texts(retired)}, {ID: "anna~invites~bruno~1", Attributes: texts(retired)},
			{ID: "anna~prefers~casa~1", Attributes: texts(retired)},
		},
	})
	for _, said := range []string{"orari serali", "turni", "La sala", "Spesa", "Caritas", "Anna brings Bruno", "Anna: Casa"} {
		if page := shown(t, before); !strings.Contains(page, said) {
			t.Errorf("%s was never there:\n%s", said, page)
		}
		if page := shown(t, after); strings.Contains(page, said) {
			t.Errorf("%s is still there:\n%s", said, page)
		}
	}
}

// What was decided of a pair and retired since is not on its page: the list has the pair again.
func TestRetiredDecisionsAreNotOnASuggestionsPage(t *testing.T) {
	g := changed(t, evening(t), graph.Changes{PutNodes: []graph.NodeChange{
		made("d1", "decision", "label", "La prima", "on_id", "anna~org", "state", "declined"), made("d2", "decision", "label", "La seconda", "on_id", "anna~org", "state", "declined", "status", "retired"),
		made("c1", "commitment", "label", "La terza", "on_id", "anna~org", "state", "agreed", "status", "retired"), made("d3", "decision", "label", "La quarta", "on_id", "bruno~org", "state", "declined"),
	}})
	var out bytes.Buffer
	if err := (SuggestionPage{View: View{View: render.View{Lang: "en", Self: "/networks/v/suggestions/anna~org", Graph: g}}, ID: "anna~org"}).Write(&out); err != nil {
		t.Fatal(err)
	}
	for label, want := range map[string]bool{"La prima": true, "La seconda": false, "La terza": false, "La quarta": false} {
		if got := strings.Contains(out.String(), label); got != want {
			t.Errorf("%s: %v", label, got)
		}
	}
}
