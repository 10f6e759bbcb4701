package hsds_test

import (
	"fmt"
	"strings"
	"testing"

	"trama/graph/source"
)

// BenchmarkDirectory reads a directory with 20,000 rows in each table.
func BenchmarkDirectory(b *testing.B) {
	const n = 20_000
	var organizations, services, locations, joined, addresses strings.Builder
	organizations.WriteString("id,name,description\n")
	services.WriteString("id,organization_id,name,status,taxonomy_ids\n")
	locations.WriteString("id,organization_id,name,latitude,longitude\n")
	joined.WriteString("id,service_id,location_id\n")
	addresses.WriteString("id,location_id,address_1,city\n")
	for i := range n {
		fmt.Fprintf(&organizations, "o%d,Organization %d,what it does %d\n", i, i, i)
		fmt.Fprintf(&services, "s%d,o%d,Service %d,active,\"%d,%d\"\n", i, i*7%n, i, i%300, i%211)
		fmt.Fprintf(&locations, "l%d,o%d,Place %d,42.%d,12.%d\n", i, i*3%n, i, i, i)
		fmt.Fprintf(&joined, "a%d,s%d,l%d\n", i, i*11%n, i)
		fmt.Fprintf(&addresses, "%d,l%d,Via %d,Valmora\n", i, i, i)
	}
	terms := "id,name\n"
	for i := range 300 {
		terms += fmt.Sprintf("%d,Term %d\n", i, i)
	}
	files := []string{"organizations.csv", organizations.String(), "services.csv", services.String(), "locations.csv", locations.String(), "service_at_location.csv", joined.String(), "addresses.csv", addresses.String(), "taxonomy.csv", terms}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decode(source.Options{}, files...); err != nil {
			b.Fatal(err)
		}
	}
}
