package neo4j_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/neo4j"
)

func TestQuoted(t *testing.T) {
	for _, test := range []struct {
		name, want string
	}{
		{"Person", "`Person`"},
		{"data di nascita", "`data di nascita`"},
		{"città-stato (1)", "`città-stato (1)`"},
		{"$id", "`$id`"},
		{"", ""},
		{"a`b", ""},
		{"`) DETACH DELETE (n", ""},
		{`a\u0060b`, ""},
		{`a\`, ""},
		{"a\u0060b", ""},
		{"a\nb", ""},
		{"a\x00b", ""},
		{"a\u200bb", ""},
		{"a\u202eb", ""},
		{"a\xffb", ""},
		{"\uFFFD", ""},
		{strings.Repeat("x", 100), "`" + strings.Repeat("x", 100) + "`"},
		{strings.Repeat("x", 101), ""},
	} {
		if got, ok := neo4j.Quoted(test.name); got != test.want || ok != (test.want != "") {
			t.Errorf("%q: %q %v, want %q", test.name, got, ok, test.want)
		}
	}
}

// Whatever the name, what comes out has no back-tick inside and no way to write one.
func TestQuotedNeverEndsEarly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.StringMatching("[a`\\\\u06 0]{0,12}")).Draw(t, "name")
		for _, text := range []string{neo4j.Labels(name), ":" + neo4j.Relationship(name)} {
			for _, part := range strings.Split(strings.TrimPrefix(text, ":"), ":") {
				inside := strings.TrimSuffix(strings.TrimPrefix(part, "`"), "`")
				if text != "" && (len(part) != len(inside)+2 || strings.ContainsAny(inside, "`\\")) {
					t.Fatalf("%q becomes %s", name, text)
				}
			}
		}
	})
}

func TestLabels(t *testing.T) {
	for _, test := range []struct{ kind, want string }{
		{graph.Person, ":`Actor`:`Person`"},
		{graph.Organization, ":`Actor`:`Organization`"},
		{graph.Place, ":`Place`"},
		{graph.Need, ":`Need`"},
		{"", ""},
		{"Ente del Terzo Settore", ":`EnteDelTerzoSettore`"},
		{"centro_anziani", ":`CentroAnziani`"},
		{"Order", ":`Order`"},
		{"`) DETACH DELETE (n", ":`DETACHDELETEN`"},
		{`x\u0060y`, ":`XU0060y`"},
		{"così è", ":`CosìÈ`"},
		{"трапеза", ":`Трапеза`"},
		{"!!", ""},
		{"Trama", ""}, // every node has it, and it must not go with the kind
		{"_TramaNetwork", ":`TramaNetwork`"},
		{strings.Repeat("lungo ", 40), ""},
	} {
		if got := neo4j.Labels(test.kind); got != test.want {
			t.Errorf("%q: %s, want %s", test.kind, got, test.want)
		}
	}
}

func TestRelationship(t *testing.T) {
	for _, test := range []struct{ typ, want string }{
		{"offers", "`OFFERS`"},
		{"member_of", "`MEMBER_OF`"},
		{"", "`RELATES_TO`"},
		{"lavora nel quartiere", "`LAVORA_NEL_QUARTIERE`"},
		{"CONTAINS", "`CONTAINS`"},
		{"WHERE", "`WHERE`"},
		{"a`b", "`A_B`"},
		{"]->() DELETE n //", "`DELETE_N`"},
		{"è", "`È`"},
		{"--", "`RELATES_TO`"},
	} {
		if got := neo4j.Relationship(test.typ); got != test.want {
			t.Errorf("%q: %s, want %s", test.typ, got, test.want)
		}
	}
}

// Every attribute has a property of its own, and comes back under its name; the store's own names stay free.
func TestPropertyNames(t *testing.T) {
	for _, name := range []string{"network", "id", "kind", "type", "directed", "trama"} {
		if p, ok := neo4j.Property(name); p != name+"_" || !ok {
			t.Errorf("%s is stored as %s", name, p)
		}
		if _, ok := neo4j.Attribute(name); ok {
			t.Errorf("%s is taken for an attribute", name)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.StringN(1, -1, -1), rapid.StringMatching("(network|id|kind|type|directed|trama|label)_{0,3}")).Draw(t, "name")
		p, ok := neo4j.Property(name)
		if strings.ContainsRune(name, 0) {
			if ok {
				t.Fatalf("%q has the property %q, which the server refuses", name, p)
			}
			return
		}
		if back, is := neo4j.Attribute(p); !ok || !is || back != name {
			t.Fatalf("%q is stored as %q and read as %q", name, p, back)
		}
	})
}

// However many kinds and types a table has, the server gets a bounded number of labels and relationship types.
func TestManyForeignNames(t *testing.T) {
	s := empty(t)
	s.WithNames(20)
	b := graph.NewBuilder()
	for i := range 3000 {
		row := b.Node(nameOf("n", i))
		b.SetKind(row, nameOf("tipo", i))
		b.Edge(graph.BuilderEdge{Source: row, Target: row, Type: nameOf("rel", i), Directed: i%2 == 0})
	}
	g, _ := b.Build()
	if _, err := s.Import(t.Context(), "many", 0, g, graph.Commit{}); err != nil {
		t.Fatal(err)
	}
	x := newTool(t)
	for _, query := range []string{"CALL db.labels() YIELD label WHERE label STARTS WITH 'Tipo' RETURN count(label) <= 20", "CALL db.relationshipTypes() YIELD relationshipType WHERE relationshipType STARTS WITH 'REL_' RETURN count(*) <= 20"} {
		if got := x.rows(query, nil); got[0] != "true" {
			t.Errorf("%s: %s", query, got)
		}
	}
	s.Forget()
	got, err := s.Load(t.Context(), "many", 0)
	if err != nil {
		t.Fatal(err)
	}
	graphtest.Same(t, got, g)
}

func nameOf(stem string, i int) string {
	digits := ""
	for ; i > 0; i /= 26 {
		digits += string(rune('a' + i%26))
	}
	return stem + " " + digits + "x"
}
