package hsds

import (
	"path"
	"slices"
	"strings"

	"trama/graph"
)

// Part is what a table of a directory holds.
type Part string

// The parts of a directory. Those of which nothing goes onto a map are Aside.
const (
	Organizations Part = "organizations"
	Services      Part = "services"
	Locations     Part = "locations"
	AtLocations   Part = "service_at_locations"
	Addresses     Part = "addresses"
	Areas         Part = "service_areas"
	Programs      Part = "programs"
	Terms         Part = "taxonomy_terms"
	Taxonomies    Part = "taxonomies" // the terms where no table is called so, else what they belong to
	Attributes    Part = "attributes" // which term goes with what
	Identifiers   Part = "organization_identifiers"
	Contacts      Part = "contacts"
	Phones        Part = "phones"
	Aside         Part = "aside"
)

// names returns what the tables of each part are called: in HSDS 3, in HSDS 2, and in the files of Ohana.
func names() map[Part][]string {
	return map[Part][]string{
		Organizations: {"organization", "organizations"},
		Services:      {"service", "services"},
		Locations:     {"location", "locations"},
		AtLocations:   {"service_at_location", "service_at_locations", "services_at_location", "services_at_locations"},
		Addresses:     {"address", "addresses", "physical_address", "physical_addresses"},
		Areas:         {"service_area", "service_areas"},
		Programs:      {"program", "programs"},
		Terms:         {"taxonomy_term", "taxonomy_terms"},
		Taxonomies:    {"taxonomy", "taxonomies"},
		Attributes: {"attribute", "attributes", "other_attribute", "other_attributes", "service_attribute", "service_attributes",
			"service_taxonomy", "service_taxonomies", "services_taxonomy", "link_taxonomy"},
		Identifiers: {"organization_identifier", "organization_identifiers"},
		Contacts:    {"contact", "contacts"},
		Phones:      {"phone", "phones"},
		Aside: {"schedule", "schedules", "regular_schedule", "regular_schedules", "holiday_schedule", "holiday_schedules", "language", "languages",
			"accessibility", "accessibilities", "accessibility_for_disabilities", "cost_option", "cost_options", "eligibility", "eligibilities",
			"required_document", "required_documents", "payment_accepted", "payments_accepted", "interpretation_services", "funding", "fundings",
			"url", "urls", "service_capacity", "service_capacities", "unit", "units", "metadata", "meta_table_description", "meta_table_descriptions"},
		personal: {"postal_address", "postal_addresses", "mail_address", "mail_addresses"},
	}
}

// personal are tables that hold data about persons and have no place on a map either.
const personal Part = "personal"

// catalogue finds the part by the name of a table; it is made once and never changed.
var catalogue = newCatalogue()

func newCatalogue() map[string]Part {
	out := map[string]Part{}
	for part, list := range names() {
		for _, name := range list {
			out[name] = part
		}
	}
	return out
}

// PartOf returns the part that the name of a file or a sheet tells, in any folder and with any ending.
func PartOf(name string) (Part, bool) {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	if _, member, is := strings.Cut(base, ": "); is { // of an archive
		base = member
	}
	base, _, _ = strings.Cut(base, ".")
	part, known := catalogue[folded(base)]
	return part, known
}

// Tells tells whether a table with such a name and columns is one of a directory, whatever stands beside it: services and
// places that name their organization, services that name their place, and the tables that join them.
func Tells(part Part, headers []string) bool {
	has := func(name string) bool {
		return slices.ContainsFunc(headers, func(h string) bool { return folded(h) == name })
	}
	switch part {
	case Services:
		return has("organization_id") || has("location_id") && has("id")
	case Locations, Programs:
		return has("organization_id")
	case AtLocations:
		return has("service_id") && has("location_id")
	}
	return false
}

// folded returns a name as it is compared: in lower case, its words joined by "_".
func folded(name string) string { return strings.ReplaceAll(graph.FoldedName(name), " ", "_") }
