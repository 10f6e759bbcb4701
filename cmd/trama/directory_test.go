package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trama/analysis"
)

const valmora = "../../graph/hsds/testdata/valmora"

// A directory of services is read by every command; without contacts no person is on the map, and each command says why.
func TestDirectoryOfServices(t *testing.T) {
	home(t)
	var plain, full analysis.Report
	doneJSON(t, &plain, "report", valmora, "--format", "json")
	doneJSON(t, &full, "report", valmora, "--contacts", "--format", "json")
	if plain.Network.Nodes != 16 || full.Network.Nodes != 20 || full.Network.Kinds["person"] != 4 || plain.Network.Kinds["person"] != 0 {
		t.Errorf("%v, with contacts %v", plain.Network, full.Network)
	}
	for lang, want := range map[string]string{"it": "dati di persone: addresses.csv: attention, contacts.csv (5)", "en": "data about persons: addresses.csv: attention, contacts.csv (5)"} {
		for _, args := range [][]string{{"check", valmora}, {"convert", valmora, "--to", "json"}, {"import", valmora, "--network", "valmora"}} {
			got := trama(t, append(args, "--lang", lang)...)
			if said := strings.Join(strings.Fields(got.out+got.err), " "); got.code != 0 || !strings.Contains(said, want) {
				t.Errorf("%v: exit %d: %s", args, got.code, said)
			}
		}
	}
	alone := []string{valmora + "/organizations.csv", valmora + "/services.csv"}
	for lang, want := range map[string]string{"it": "Questa mappa è un elenco: dice chi offre", "en": "This map is a directory: it says who offers"} {
		if said := done(t, append([]string{"report", "--lang", lang}, alone...)...); !strings.Contains(said, want) {
			t.Errorf("%s: %s", lang, said)
		}
		if said := done(t, "report", "--lang", lang, valmora); strings.Contains(said, want) {
			t.Errorf("%s: relations between organizations make it more than a directory", lang)
		}
	}
	if got := trama(t, "report", alone[1]); got.code != 3 || !strings.Contains(got.err, "services.csv") || !strings.Contains(got.err, "organizations") {
		t.Errorf("services alone: exit %d: %s", got.code, got.err)
	}
	if said := done(t, "import", valmora, "--network", "valmora", "--lang", "en"); !strings.Contains(said, "0 added, 0 changed, 33 the same") {
		t.Errorf("again: %s", said)
	}
}

// The figures of Baltimore's directory that the reference has (measures.md, 2.2) are those of the relations that its tables
// have: without those that follow from them.
func TestBaltimoreMeasures(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "data", "hsds_baltimore")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("../shared/data is not there")
	}
	home(t)
	var r analysis.Report
	doneJSON(t, &r, "report", folder, "--type", "!offers", "--format", "json")
	s, f, g := r.Structure, r.Fragmentation, r.Fragility
	if s.Nodes != 4106 || s.Edges != 3357 || f.Components != 749 || f.LargestComponent != 83 || s.Isolates != 39 {
		t.Errorf("%+v %+v", s, f)
	}
	if g.Bridges != 3357 || g.ArticulationPoints != 1673 || g.LinksToConnect != 748 || g.LinksToRobust != 1236 {
		t.Errorf("%d bridges, %d articulation points, %d and %d relations", g.Bridges, g.ArticulationPoints, g.LinksToConnect, g.LinksToRobust)
	}
	if math.Abs(f.Fragmentation-.9964) > 5e-5 || math.Abs(f.DistanceFragmentation-.9985) > 5e-5 {
		t.Errorf("F %v, DF %v", f.Fragmentation, f.DistanceFragmentation)
	}
}
