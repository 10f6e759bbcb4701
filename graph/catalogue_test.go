package graph_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"trama/graph"
)

// The names of reading.md §Names in Italian, and those of the design.
func TestNamesOfKinds(t *testing.T) {
	for id, names := range map[string]string{
		graph.Person: "persona, person", graph.Service: "servizio, service", graph.Organization: "organizzazione, ente, associazione, organization",
		graph.Place: "luogo, luogo accogliente, place", graph.Action: "azione, azione generativa, action", graph.Need: "bisogno, need",
		graph.Meeting: "incontro, meeting", graph.Line: "linea, linea di produzione, line", graph.Commitment: "impegno, commitment",
		graph.Decision: "decisione, decision", graph.Sector: "settore, sector",
	} {
		for _, name := range spellings(names) {
			if got := graph.KindNamed(name); got != id {
				t.Errorf("%q is %q, want %q", name, got, id)
			}
		}
		if k, known := graph.FindKind(id); !known || k.ID != id || k.Italian == "" || k.English == "" {
			t.Errorf("no entry of %s", id)
		}
	}
	if len(graph.KindCatalogue()) != 11 {
		t.Errorf("%d kinds", len(graph.KindCatalogue()))
	}
}

func TestNamesOfTypes(t *testing.T) {
	names := map[string]string{
		"collaborates": "collabora, collabora con", "knows": "conosce", "refers": "invia, invia a", "member_of": "membro, membro di",
		"works_for": "lavora, lavora per", "coordinates": "coordina", "offers": "offre", "uses": "usa", "hosts": "ospita", "promotes": "promuove",
		"part_of": "parte di, fa parte di", "located_at": "situato in, si trova in", "has_need": "ha bisogno, ha bisogno di", "raised": "segnala",
		"answers": "risponde, risponde a", "expects": "si aspetta", "voices": "esprime", "invites": "invita", "attends": "partecipa, partecipa a",
		"prefers": "preferisce", "commits": "si impegna", "concerns": "riguarda",
	}
	for id, italian := range names {
		for _, name := range spellings(id + ", " + italian) {
			if got := graph.TypeNamed(name); got != id {
				t.Errorf("%q is %q, want %q", name, got, id)
			}
		}
		if entry, known := graph.FindType(id); !known || entry.ID != id || entry.Italian == "" || entry.English == "" {
			t.Errorf("no entry of %s", id)
		}
	}
	if len(graph.TypeCatalogue()) != len(names) {
		t.Errorf("%d types", len(graph.TypeCatalogue()))
	}
}

// spellings returns names as people write them: any case, with spaces or "_", with white space around.
func spellings(list string) []string {
	var out []string
	for _, name := range strings.Split(list, ", ") {
		out = append(out, name, strings.ToUpper(name), strings.ToUpper(name[:1])+name[1:], strings.ReplaceAll(name, " ", "_"),
			strings.ReplaceAll(name, "_", " "), "  "+strings.ReplaceAll(name, " ", "  ")+" ")
	}
	return out
}

func TestOtherNamesStayAsTheyAre(t *testing.T) {
	for _, name := range []string{"", " ", "Circolo", "per sona", "persone", "CLUB ", "people", "knows?", "labels"} {
		if graph.KindNamed(name) != name || graph.TypeNamed(name) != name {
			t.Errorf("%q is %q and %q", name, graph.KindNamed(name), graph.TypeNamed(name))
		}
		if _, known := graph.FindKind(name); known {
			t.Errorf("%q is known", name)
		}
	}
	if graph.KindNamed("knows") != "knows" || graph.TypeNamed("persona") != "persona" {
		t.Error("kinds and types are mixed up")
	}
}

// The table of design.md §1.
func TestTypesJoinWhatTheDesignSays(t *testing.T) {
	for _, c := range []struct {
		typ, from, to         string
		joins                 bool
		symmetric, structural bool
	}{
		{"collaborates", "person", "service", true, true, true},
		{"collaborates", "person", "place", false, true, true},
		{"knows", "organization", "organization", true, true, true},
		{"refers", "service", "person", true, false, true},
		{"member_of", "person", "organization", true, false, true},
		{"member_of", "organization", "person", false, false, true},
		{"works_for", "person", "service", true, false, true},
		{"coordinates", "person", "service", true, false, true},
		{"offers", "organization", "service", true, false, true},
		{"offers", "person", "service", false, false, true},
		{"uses", "person", "service", true, false, true},
		{"hosts", "place", "action", true, false, true},
		{"promotes", "service", "action", true, false, true},
		{"part_of", "organization", "organization", true, false, true},
		{"located_at", "person", "place", true, false, true},
		{"has_need", "person", "need", true, false, false},
		{"raised", "organization", "need", true, false, false},
		{"answers", "action", "need", true, false, false},
		{"answers", "person", "need", false, false, false},
		{"expects", "sector", "person", true, false, false},
		{"voices", "person", "decision", true, false, false},
		{"invites", "person", "person", true, false, false},
		{"attends", "service", "meeting", true, false, false},
		{"prefers", "person", "line", true, false, false},
		{"commits", "person", "commitment", true, false, false},
		{"concerns", "commitment", "need", true, false, false},
		{"offers", "club", "service", true, false, true},
	} {
		entry, known := graph.FindType(c.typ)
		if !known || entry.Joins(c.from, c.to) != c.joins || entry.Symmetric != c.symmetric || entry.Structural != c.structural || graph.Structural(c.typ) != c.structural {
			t.Errorf("%+v: %+v", c, entry)
		}
	}
	if !graph.Structural("") || !graph.Structural("presta a") {
		t.Error("a name that nobody knows counts as structural")
	}
}

func TestActorsAndLens(t *testing.T) {
	var actors, lens []string
	for _, k := range graph.KindCatalogue() {
		if graph.IsActor(k.ID) {
			actors = append(actors, k.ID)
		}
		if k.Lens {
			lens = append(lens, k.ID)
		}
	}
	if !slices.Equal(actors, []string{"person", "service", "organization"}) || !slices.Equal(lens, []string{"person", "service", "organization", "place", "action"}) {
		t.Errorf("%v %v", actors, lens)
	}
	if graph.IsActor("club") || graph.IsActor("") {
		t.Error("an unknown kind is no actor")
	}
}

func TestTypeBetweenTwoKinds(t *testing.T) {
	for _, c := range []struct {
		a, b, typ  string
		turned, ok bool
	}{
		{"person", "person", "collaborates", false, true},
		{"service", "organization", "collaborates", false, true},
		{"place", "service", "hosts", false, true},
		{"service", "place", "hosts", true, true},
		{"person", "place", "located_at", false, true},
		{"action", "person", "promotes", true, true},
		{"place", "action", "hosts", false, true},
		{"action", "place", "hosts", true, true},
		{"person", "club", "collaborates", false, true},
		{"", "", "collaborates", false, true},
		{"need", "person", "", false, false},
		{"place", "place", "", false, false},
	} {
		if typ, turned, ok := graph.TypeBetween(c.a, c.b); typ != c.typ || turned != c.turned || ok != c.ok {
			t.Errorf("%s – %s: %s %v %v", c.a, c.b, typ, turned, ok)
		}
	}
}

// No two entries claim the same name.
func TestNamesAreClaimedOnce(t *testing.T) {
	fold := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", " ")) }
	kinds, types := map[string]string{}, map[string]string{}
	for _, k := range graph.KindCatalogue() {
		for _, name := range append([]string{k.ID, k.Italian, k.English}, k.Names...) {
			if other := kinds[fold(name)]; other != "" && other != k.ID {
				t.Errorf("%q is %s and %s", name, other, k.ID)
			}
			kinds[fold(name)] = k.ID
		}
	}
	for _, k := range graph.TypeCatalogue() {
		for _, name := range append([]string{k.ID, k.Italian, k.English}, k.Names...) {
			if other := types[fold(name)]; other != "" && other != k.ID {
				t.Errorf("%q is %s and %s", name, other, k.ID)
			}
			types[fold(name)] = k.ID
		}
	}
}

// TestFoldedName against what it says: the words in lower case, with one blank between them.
func TestFoldedName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOf(rapid.SampledFrom([]rune("aÀİKß _-\t\u00a0\ufffd,é9"))).Draw(t, "name") + rapid.SampledFrom([]string{"", "\xff", "\xc3"}).Draw(t, "end")
		words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return unicode.IsSpace(c) || c == '_' || c == '-' })
		if got, want := graph.FoldedName(name), strings.Join(words, " "); got != want {
			t.Fatalf("%q: %q, want %q", name, got, want)
		}
	})
}

// The heading of a column of nodes says a type, and whether the row is its target.
func TestTypeOfColumn(t *testing.T) {
	for heading, want := range map[string]string{
		"Collabora con": "collaborates", "collaborates with": "collaborates", "offre": "offers", "Offered by": "offers <", "offerto da": "offers <",
		"conosce": "knows", "Note": "Note", "": "", "Con quali enti collabori?": "collaborates", "Chi conosci già, tra questi?": "knows", "Di quale ente fai parte?": "member_of",
		"Which organizations do you work with?": "collaborates", "For whom do you work?": "For whom do you work?", "Con chi non collabori?": "Con chi non collabori?",
		"Con chi collabori e chi conosci?": "Con chi collabori e chi conosci?", "Con quali enti collabori": "Con quali enti collabori", "?": "?",
	} {
		typ, turned := graph.TypeOfColumn(heading)
		if turned {
			typ += " <"
		}
		if typ != want {
			t.Errorf("%q is %q, want %q", heading, typ, want)
		}
	}
}
