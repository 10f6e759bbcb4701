package desk

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"trama/graph"
	"trama/locale"
	"trama/render"
)

func TestAnchorsStandInAnAddressAsTheyAre(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{"need", "commit a b", "commit a.b", "commit a_b", "commit è", "undo 3", "state ~/%"} {
		a := anchor(name)
		if at, err := url.Parse("/x#" + a); err != nil || at.Fragment != a || at.EscapedFragment() != a {
			t.Errorf("%q: %q is escaped", name, a)
		}
		if other := seen[a]; other != "" {
			t.Errorf("%q and %q are both %q", name, other, a)
		}
		seen[a] = name
	}
}

// A form that was refused comes back with what was typed, each value in its own field; the other forms as they are.
func TestARefusedFormKeepsWhatWasTyped(t *testing.T) {
	v := View{View: render.View{Lang: "it", Self: "/networks/v/table"}, Writing: &Writing{Base: "/networks/v", State: "ab-1", Author: "Anna", Refused: &Refused{
		Form: "commit", Field: "by", Why: "Non c'è.", Typed: url.Values{"by": {"uno", "due"}, "gives": {"time"}, "state": {"agreed"}},
	}}}
	m := newRecorder(v)
	gifts := m.boxes("gives", "gives", []option{{Value: "time"}, {Value: "money"}})
	r := m.record("commit", "table/commitments", m.who("by", "commit_by", "actors"), m.who("by", "commit_with", "actors"), gifts, m.choice("state", "state", m.states(commitStates(), "proposed")))
	if r.Error != "Non c'è." || !r.Open || r.Fields[0].Value != "uno" || r.Fields[1].Value != "due" || r.Fields[0].Error == "" {
		t.Errorf("%+v", r)
	}
	if options := r.Fields[2].Options; !options[0].Selected || options[1].Selected {
		t.Errorf("boxes: %+v", options)
	}
	if options := r.Fields[3].Options; options[0].Selected || !options[1].Selected {
		t.Errorf("choice: %+v", options)
	}
	if other := m.record("need", "table/needs", m.who("by", "raised_by", "actors")); other.Error != "" || other.Fields[0].Value != "" {
		t.Errorf("another form: %+v", other)
	}
	if !strings.HasPrefix(r.Action, "/networks/v/table/commitments?lang=it#") {
		t.Errorf("sent to %s", r.Action)
	}
}

// What a part shows is escaped like the rest of the page.
func TestPartsAreEscaped(t *testing.T) {
	s := render.Shell{Above: parts("notice", notice{Title: "<script>x</script>", Lines: []string{`"&`}})}
	var out bytes.Buffer
	if err := s.Write(&out, "en"); err != nil {
		t.Fatal(err)
	}
	if page := out.String(); strings.Contains(page, "<script>") || !strings.Contains(page, "&lt;script&gt;x&lt;/script&gt;") {
		t.Error("a name is read as a tag")
	}
}

func TestACommitIsToldInWords(t *testing.T) {
	before := graph.Empty()
	kind := graph.Service
	after, err := before.Apply(graph.Changes{PutNodes: []graph.NodeChange{{ID: "s", Kind: &kind, Attributes: graph.Attributes{}.With("label", graph.TextValue("Emporio"))}}})
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"it": "Emporio", "en": "Emporio"} {
		lines := told(Written{Commit: graph.Commit{Revision: 1}, Before: before, After: after}, locale.New(lang))
		if len(lines) != 1 || !strings.Contains(lines[0], want) {
			t.Errorf("%s: %q", lang, lines)
		}
	}
}
