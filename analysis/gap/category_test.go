package gap

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
)

// A column says by its name that it holds no meaning to share, in either language, in any spelling, with other words and numbers.
func TestNamesOfColumnsWithoutAMeaningToShare(t *testing.T) {
	for _, name := range []string{
		"Telefono", "telefono_2", "Telefono ufficio", "HomePhone", "phone number", "e-mail", "E_Mail", "PEC", "sito web", "url", "Indirizzo", "address_1", "Note", "note interne",
		"id", "agency_id", "Codice", "Codice fiscale", "P. IVA", "stato", "Status", "ruolo", "cerchio", "Data di nascita", "vertex.names", "Etnia", "religione", "Genere", "dal", "Perché è importante",
	} {
		if telling(name) {
			t.Errorf("%q is taken for what two can share", name)
		}
	}
	for _, name := range []string{"area", "sector", "team", "squadra", "Ambito", "tipo di ente", "state", "agency", "lvl", "codice ateco", "lingua", "referente", "office"} {
		if !telling(name) {
			t.Errorf("%q is taken for nothing to share", name)
		}
	}
}

// A value is shared where it is the name of a group: not where it says that there is none, leads to somebody, or is a text.
func TestValuesThatCanBeShared(t *testing.T) {
	for value, want := range map[string]bool{
		"sport": true, "Cooperativa sociale di tipo B": true, "40121": true, "3": true, "sì": true, "Sant'Anna": true, "Via Emilia": true, "sig.ra Piera": true,
		"": false, "-": false, "??": false, "n.d.": false, "NA": false, " Altro ": false, "Other": false, "null": false, "nessuno": false, "Come sopra": false, "c.s.": false,
		"0521 440": false, "Tel. 0521-44": false, "+39 333 4567890": false, "info@coop.example": false, "https://coop.example": false, "www.coop.example": false, "2020-01-31": false,
		"Via Roma 12": false, "p.zza Garibaldi, 3": false, "riga\nriga": false, strings.Repeat("a ", 9): false, strings.Repeat("a", 61): false,
	} {
		if got := shareable("ambito", value); got != want {
			t.Errorf("%q: %v", value, got)
		}
	}
	for value, want := range map[string]bool{"Via Roma 12": true, "n.d.": false, "other": false} {
		if got := shareable("area", value); got != want {
			t.Errorf("area %q: %v", value, got)
		}
	}
}

// Columns with something else than groups in them give no reasons, whoever shares a value: they are a town's as people
// keep it, of forty with a value shared by many in each.
func TestHostileColumnsGiveNoReasons(t *testing.T) {
	columns := map[string]func(i int) string{
		"telefono": func(i int) string { return fmt.Sprint("05361", i%5) }, "recapito": func(i int) string { return "333-45678" + fmt.Sprint(i%5) },
		"mail":  func(i int) string { return fmt.Sprint("info", i%4, "@coop.example") },
		"dove":  func(i int) string { return fmt.Sprint("Via_Roma ", i%4) },
		"Note":  func(i int) string { return []string{"storica", "da_sentire"}[i%2] },
		"altro": func(i int) string { return "solo_il_martedì_" + strings.Repeat("e_il_giovedì_", 6) + fmt.Sprint(i%3) },
		"anno":  func(i int) string { return fmt.Sprint(2015 + i%6) }, "soci": func(i int) string { return fmt.Sprint(i % 13) },
		"vuoto": func(i int) string { return []string{"n.d.", "-", "altro"}[i%3] }, "stato": func(i int) string { return []string{"attiva", "sospesa"}[i%2] },
		"volontari": func(i int) string { return []string{"no", "no", "sì"}[i%3] }, "attiva": func(i int) string { return []string{"sì", "sì", "sì", "no"}[i%4] },
		"ambito": func(i int) string { return []string{"sport", "casa", "cibo"}[i%3] }, // the only one that groups
	}
	var lines []string
	for i := range 40 {
		node := fmt.Sprintf("node o%02d organization", i)
		for name, value := range columns {
			node += " " + name + "=" + strings.ReplaceAll(value(i), " ", "_")
		}
		lines = append(lines, node)
	}
	for i := range 14 {
		lines = append(lines, fmt.Sprintf("edge o%02d collaborates o%02d", i, i+1+i%3))
	}
	said := map[string]int{}
	for _, s := range missing(t, read(t, spaced(t, graphtest.FromLines(t, lines...)), Options{Seed: 1}), Wanted{}) {
		for _, r := range s.Reasons {
			if r.Code == "shared_attribute" {
				said[fmt.Sprint(r.Values["attribute"], "=", r.Values["value"])]++
			}
		}
	}
	for what := range said {
		if name, _, _ := strings.Cut(what, "="); name != "ambito" && what != "volontari=sì" {
			t.Errorf("%s is a reason", what)
		}
	}
	if said["ambito=sport"] == 0 || said["volontari=sì"] == 0 {
		t.Errorf("what groups is no reason: %v", said)
	}
}

// spaced returns a graph with spaces for the low lines in its nodes' values.
func spaced(t *testing.T, g *graph.Graph) *graph.Graph {
	t.Helper()
	var c graph.Changes
	for i := range g.Nodes() {
		attrs := graph.Attributes{}
		for _, column := range g.NodeColumns() {
			if text := column.Text(i); strings.Contains(text, "_") {
				attrs = attrs.With(column.Name(), graph.TextValue(strings.ReplaceAll(text, "_", " ")))
			}
		}
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: g.NodeID(i), Attributes: attrs})
	}
	g, err := g.Apply(c)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// A list of another name than tags or lines says which of its items are shared.
func TestSharedItemsOfAnotherList(t *testing.T) {
	lines := []string{"node a person team=rossi|gialli", "node b person team=gialli|blu", "node c person team=blu", "node d person team=verdi", "node e person team=rossi", "node f person team=verdi"}
	if got := reasonsOf(suggested(t, "a", "b", lines...)); !slices.Contains(got, "shared_attribute map[attribute:team value:gialli]") {
		t.Errorf("%q", got)
	}
}
