package gexf

import (
	"slices"
	"strconv"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// drawn adds what Gephi says of the look of an element, under the names that its GraphML has: r, g, b, x, y, z, size. Of a
// look that changes in time the first counts.
func (f *file) drawn(e *element, what string, attrs map[string]string) error {
	if slices.Contains(e.drew, what) {
		f.notes.foreign++
		return nil
	}
	e.drew = append(e.drew, what)
	switch what {
	case "color":
		attrs = withHex(attrs)
		return f.giveAll(e, attrs, []drawnPart{{"r", "r", graph.Integer}, {"g", "g", graph.Integer}, {"b", "b", graph.Integer}, {"a", "a", graph.Float}, {"hex", "hex", graph.Text}})
	case "position":
		return f.giveAll(e, attrs, []drawnPart{{"x", "x", graph.Float}, {"y", "y", graph.Float}, {"z", "z", graph.Float}})
	case "shape":
		return f.giveAll(e, attrs, []drawnPart{{"value", what, graph.Text}, {"uri", "uri", graph.Text}})
	}
	return f.giveAll(e, attrs, []drawnPart{{"value", what, graph.Float}})
}

// drawnPart is an XML attribute of a drawing and what it becomes.
type drawnPart struct {
	attr, name string
	typ        graph.ValueType
}

func (f *file) giveAll(e *element, attrs map[string]string, parts []drawnPart) error {
	for _, p := range parts {
		if err := f.give(e, p.name, p.typ, attrs[p.attr]); err != nil {
			return err
		}
	}
	return nil
}

// withHex returns a colour that is written as #rrggbb with its parts.
func withHex(attrs map[string]string) map[string]string {
	hex := strings.TrimPrefix(xml.Trimmed(attrs["hex"]), "#")
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		return attrs
	}
	parts := map[string]string{"a": attrs["a"]}
	for i, name := range []string{"b", "g", "r"} {
		parts[name] = strconv.FormatUint(n>>(8*i)&255, 10)
	}
	return parts
}
