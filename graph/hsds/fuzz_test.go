package hsds_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// FuzzDirectory reads any tables as a directory, within tight limits: nothing panics, a refusal names a file, all that is
// kept was read, and reading the same again gives the same.
func FuzzDirectory(f *testing.F) {
	read := func(name string) string {
		content, err := os.ReadFile(filepath.Join(valmora, name))
		if err != nil {
			f.Fatal(err)
		}
		return string(content)
	}
	f.Add(read("organizations.csv"), read("services.csv"), read("locations.csv"), read("service_at_location.csv"), uint8(0), read("addresses.csv"))
	for i, name := range others() {
		f.Add(organizations, services, locations, "service_id,location_id\n1,1\n", uint8(i), read(name))
	}
	f.Add("id;name\n1;A\n", "id;location_id;taxonomy_ids;service_areas;status\n1;1;1,2;a,b;defunct\n", "id;organization_id;latitude;longitude\n1;1;42,5;12,6\n", "", uint8(4), "id;taxonomy_id;name;parent_id\n1;1;A;1\n1;2;A;\n")
	f.Fuzz(func(t *testing.T, organizations, services, locations, joined string, i uint8, other string) {
		name := others()[int(i)%len(others())]
		reading := func(o source.Options) (*source.Reading, error) {
			o.Limits = graph.Limits{Value: 4096, NodeID: 64}
			o.Contacts = i >= 128
			return decode(o, "organizations.csv", organizations, "services.csv", services, "locations.csv", locations, "service_at_location.csv", joined, name, other)
		}
		first, err := reading(source.Options{})
		switch {
		case err == nil:
			second, err := reading(source.Options{})
			if err != nil || second.Graph.Digest() != first.Graph.Digest() || codes(second) != codes(first) {
				t.Fatalf("another reading: %v", err)
			}
			if first.Read.Nodes < first.Kept.Nodes || first.Read.Edges < first.Kept.Edges {
				t.Fatalf("read %v, kept %v", first.Read, first.Kept)
			}
		case graph.KindOf(err) != graph.Invalid && graph.KindOf(err) != graph.TooLarge, !strings.Contains(err.Error(), ".csv"):
			t.Fatalf("%v is %v", err, graph.KindOf(err))
		}
		checked, checkErr := reading(source.Options{Check: true})
		if checkErr == nil && (err == nil) != (checked.RefusedCount == 0) {
			t.Fatalf("check refuses %v, reading says %v", checked.Refused, err)
		}
	})
}

// others are the tables of a directory beside those that make relations.
func others() []string {
	return []string{
		"addresses.csv", "service_areas.csv", "programs.csv", "attributes.csv", "taxonomy_terms.csv", "contacts.csv", "phones.csv", "organization_identifiers.csv", "schedules.csv",
	}
}
