package graph

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
)

// The sentences with which readers of any format refuse, so that one thing has one message.

// Shown returns a text as messages carry it: not long, and without control characters.
func Shown(text string) string {
	const most = 60
	var out []rune
	for _, c := range text {
		if len(out) == most {
			return string(out) + "…"
		}
		if unicode.IsControl(c) {
			c = ' '
		}
		out = append(out, c)
	}
	return string(out)
}

// LongNodeID says that a node's id is beyond the limit.
func (l Limits) LongNodeID() Sentence {
	return Say("limit_node_id", "an id is longer than {limit} bytes (limit-node-id)", V{"limit": l.NodeID})
}

// LongEdgeID says that an edge's id is beyond the limit.
func (l Limits) LongEdgeID() Sentence {
	return Say("limit_edge_id", "an edge's id is longer than {limit} bytes (limit-edge-id)", V{"limit": l.EdgeID})
}

// LongValue says that a value is beyond the limit.
func (l Limits) LongValue() Sentence {
	return Say("limit_value", "a value is longer than {limit} bytes (limit-value)", V{"limit": l.Value})
}

// WrongNodeID says why an id is none of a node; the sentence is empty where it is one. long tells that it is beyond the limit,
// which ends the reading.
func (l Limits) WrongNodeID(id string) (why Sentence, long bool) {
	switch {
	case id == "":
		return Say("no_id", "a node has no id", nil), false
	case int64(len(id)) > l.NodeID:
		return l.LongNodeID(), true
	case strings.ContainsFunc(id, NotInID):
		return ControlInID(), false
	}
	return Sentence{}, false
}

// WrongEdge does so for the ends of an edge and its own id, which may be empty.
func (l Limits) WrongEdge(source, target, id string) (why Sentence, long bool) {
	for _, end := range []struct{ id, is string }{{source, "source"}, {target, "target"}} {
		if end.id == "" {
			return Say("no_end_given", "an edge has no {end}", V{"end": end.is}), false
		}
		if why, long = l.WrongNodeID(end.id); why.Code != "" {
			return why, long
		}
	}
	switch {
	case int64(len(id)) > l.EdgeID:
		return l.LongEdgeID(), true
	case strings.ContainsFunc(id, NotInID):
		return ControlInID(), false
	}
	return Sentence{}, false
}

// LongName says that the name of an attribute is longer than any may be.
func LongName() Sentence {
	return Say("limit_name", "the name of an attribute is longer than {limit} bytes", V{"limit": MaxNodeID})
}

// ControlInID says that an id holds a character that stands in none.
func ControlInID() Sentence { return Say("control_in_id", "the id holds a control character", nil) }

// NodeConflict says that a node was told of before, with another value of a column.
func NodeConflict(id, column string) Sentence {
	return Say("node_conflict", "node {id} has another {column} already: if they are two, one of them needs another id; if they are one, write the same in both places", V{"id": Shown(id), "column": Shown(column)})
}

// EdgeConflict says that an edge has two values of a column.
func EdgeConflict(column string) Sentence {
	return Say("edge_conflict", "the edge has two different {column}", V{"column": Shown(column)})
}

// NoWeight says why a text is no weight.
func NoWeight(text string) Sentence {
	text = strings.TrimSpace(text)
	values := V{"value": Shown(text)}
	if _, err := strconv.ParseFloat(text, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		return Say("weight_range", `weight "{value}" is not a finite number above 0`, values)
	}
	return Say("weight_no_number", `weight "{value}" is not a number`, values)
}

// NoWeightData says that no edge of a file has the data that was to be the weight.
func NoWeightData(file, column string) Sentence {
	return Say("no_weight_data", "{file}: no edge has data {column}", V{"file": file, "column": Shown(column)})
}

// Encrypted says that a part of an archive, a workbook too, cannot be read.
func Encrypted() Sentence { return Say("encrypted", "this member of the archive is encrypted", nil) }

// Swollen says that what is packed is more than MostUnpacked.
func Swollen() Sentence {
	return Say("swollen_archive", "this unpacks to far more than a file of its size holds", nil)
}

// MuchUnpacked says that what is packed is beyond the limit.
func MuchUnpacked(limit int64) Sentence {
	return Say("limit_unpacked", "there are more than {limit} bytes unpacked (limit-unpacked)", V{"limit": limit})
}

// ValueUnfit says that a column does not take the meaning of its name, for a value that it has.
func ValueUnfit(column, meaning, value string) Sentence {
	return Say("meaning_unfit", `column {column} is kept as data, and is no {meaning}: "{value}" is none; `+fitting(meaning), V{"column": column, "meaning": meaning, "value": Shown(value)})
}

// MeaningUnfit says that a column does not take the meaning of its name.
func MeaningUnfit(column, meaning string) Sentence {
	return Say("meaning_unfit", "column {column} is kept as data: not all its values are a {meaning}; "+fitting(meaning), V{"column": column, "meaning": meaning})
}
