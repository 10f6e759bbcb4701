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

// LongName says that the name of an attribute is longer than any may be.
func LongName() Sentence {
	return Say("limit_name", "the name of an attribute is longer than {limit} bytes", V{"limit": MaxNodeID})
}

// ControlInID says that an id holds a character that stands in none.
func ControlInID() Sentence { return Say("control_in_id", "the id holds a control character", nil) }

// NodeConflict says that a node was told of before, with another value of a column.
func NodeConflict(id, column string) Sentence {
	return Say("node_conflict", "node {id} has another {column} already", V{"id": Shown(id), "column": Shown(column)})
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

// MeaningUnfit says that a column does not take the meaning of its name.
func MeaningUnfit(column, meaning string) Sentence {
	return Say("meaning_unfit", "column {column} is kept as data: not all its values are a {meaning}", V{"column": column, "meaning": meaning})
}
