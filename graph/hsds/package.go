package hsds

import (
	"encoding/json"
	"io"
	"path"
)

// PackageName is the name of the file in which a Tabular Data Package (https://specs.frictionlessdata.io) says what its
// tables are.
const PackageName = "datapackage.json"

// Package returns the part of each table that a data package describes, by the way from its folder to the file. What is no
// description describes none.
func Package(r io.Reader) map[string]Part {
	var described struct {
		Resources []struct {
			Name string          `json:"name"`
			Path json.RawMessage `json:"path"`
		} `json:"resources"`
	}
	out := map[string]Part{}
	if json.NewDecoder(r).Decode(&described) != nil {
		return out
	}
	for _, resource := range described.Resources {
		var file string
		if part, known := PartOf(resource.Name); known && json.Unmarshal(resource.Path, &file) == nil {
			out[path.Clean(file)] = part
		}
	}
	return out
}
