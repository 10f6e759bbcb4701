package graphml

import (
	"encoding/json"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// Names that the dialect gives a meaning.
const (
	markName   = "trama"       // graph data: 1 in a file that Encode wrote
	typesName  = "trama_types" // graph data: what the types of keys cannot say
	kindName   = "kind"
	labelName  = "label"
	nameName   = "name"
	typeName   = "interaction"
	weightName = "weight"
	mutualName = "reciprocal"
	graphName  = "graph"
)

const statnetName = "vertex.names" // what R's network and statnet call a node

// target is what a key is for.
type target int

const (
	forGraph target = iota
	forNode
	forEdge
)

// String returns what the file calls the target.
func (t target) String() string { return [...]string{"graph", "node", "edge"}[t] }

// keepsForItself tells whether the dialect or a viewer gives the name of an attribute a meaning of its own.
func (t target) keepsForItself(name string) bool {
	switch t {
	case forGraph:
		return name == markName || name == typesName
	case forNode:
		switch name {
		case kindName, "id", "size", "x", "y", "z", "xpos", "ypos", "zpos", "color", "r", "g", "b", "SUID", "selected",
			"self", "node_for_adding": // NetworkX has parameters of these names
			return true
		}
		return strings.EqualFold(name, "nodelabel") || name != labelName && strings.EqualFold(name, labelName)
	default:
		switch name {
		case typeName, mutualName, "id", "source", "target", "size", "x", "y", "color", "r", "g", "b", "SUID", "selected":
			return true
		}
		return strings.EqualFold(name, "edgelabel") || strings.EqualFold(name, "edge weight") ||
			name != labelName && strings.EqualFold(name, labelName) || name != weightName && strings.EqualFold(name, weightName)
	}
}

// written returns the name under which an attribute stands in a file: one "_" is put behind a name that is kept, with
// or without some behind it already, so that own can take it off again.
func (t target) written(name string) string {
	if t.keepsForItself(strings.TrimRight(name, "_")) {
		return name + "_"
	}
	return name
}

// own returns the attribute of a name in a file.
func (t target) own(name string) string {
	if short, has := strings.CutSuffix(name, "_"); has && t.keepsForItself(strings.TrimRight(short, "_")) {
		return short
	}
	return name
}

// types say, for each target and written name, what an attribute's values are where its key's type does not: "date",
// "list", "text", "integer", "float", "boolean", or "mixed", of which each value shows by its form what it is.
type types map[string]map[string]string

func (t types) of(on target, name string) string { return t[on.String()][name] }

func (t types) set(on target, name, typ string) {
	if t[on.String()] == nil {
		t[on.String()] = map[string]string{}
	}
	t[on.String()][name] = typ
}

func (t types) text() string {
	text, _ := json.Marshal(t) // names ascending
	return string(text)
}

// readTypes returns the types of a file; what is none is as if there were none.
func readTypes(text string) types {
	var t types
	if json.Unmarshal([]byte(text), &t) != nil {
		return nil
	}
	return t
}

// restored returns the value that a text was, where the types say so or the name does: lists of tags and lines, dates of
// since and until. A text that would not be written as it stands is a text.
func restored(typ, name, text string) graph.Value {
	if typ == "" {
		switch name {
		case "tags", "lines":
			typ = "list"
		case "since", "until":
			typ = "date"
		}
	}
	var v graph.Value
	switch typ {
	case "list":
		v = graph.ListValue(strings.Split(text, "|"))
	case "mixed":
		v = shown(text)
	default:
		v = xml.Exact(typ, text)
	}
	if v.IsZero() || v.String() != text {
		return graph.TextValue(text)
	}
	return v
}

// shown returns the value that a text of a mixed column shows by its form.
func shown(text string) graph.Value {
	for _, typ := range []string{"integer", "float", "boolean", "date"} {
		if v := xml.Exact(typ, text); !v.IsZero() {
			return v
		}
	}
	if strings.Contains(text, "|") {
		return graph.ListValue(strings.Split(text, "|"))
	}
	return graph.Value{}
}
