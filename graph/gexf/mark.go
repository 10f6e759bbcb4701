package gexf

import (
	"encoding/json"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// Targets of the processing instructions with which Encode marks a file: what GEXF has no words for, in JSON.
const (
	markTarget      = "trama"           // once: the names and types of attributes where the file says others
	attributeTarget = "trama-attribute" // for each attribute of the graph itself
)

// Ids of the attributes that Encode adds for other readers.
const (
	kindID      = "kind"        // of a node
	typeID      = "interaction" // of an edge, whose type Decode takes from its kind
	mutualID    = "reciprocal"  // the edge has no direction, in a file where others have one
	vizColor    = "color"
	vizPosition = "position"
	vizSize     = "size"
)

// isAdded tells whether Encode adds an attribute beside those of the graph.
func isAdded(of class, id string) bool {
	return of == ofNodes && id == kindID || of == ofEdges && (id == typeID || id == mutualID)
}

// mark is what a file says that Encode wrote.
type mark struct {
	Node       map[string]markedColumn `json:"node,omitempty"`
	Edge       map[string]markedColumn `json:"edge,omitempty"`
	own        bool
	attributes graph.Attributes
}

// markedColumn is an attribute by its id, where its title or type say less.
type markedColumn struct {
	Name string `json:"name,omitempty"`
	Type string `json:"type,omitempty"` // date or mixed, of which each value shows by its form what it is
}

// markedAttribute is an attribute of the graph itself.
type markedAttribute struct {
	Name  string   `json:"name"`
	Type  string   `json:"type"`
	Text  string   `json:"text,omitempty"`
	Items []string `json:"items,omitempty"`
}

func (m *mark) of(c class, id string) (markedColumn, bool) {
	columns := m.Node
	if c == ofEdges {
		columns = m.Edge
	}
	column, there := columns[id]
	return column, there
}

// take reads an instruction; one that is none of Encode's says nothing. It is TooLarge beyond a limit.
func (m *mark) take(target string, text []byte, limits graph.Limits) error {
	switch target {
	case markTarget:
		var read mark
		if json.Unmarshal(text, &read) == nil {
			m.own, m.Node, m.Edge = true, read.Node, read.Edge
		}
	case attributeTarget:
		var a markedAttribute
		if json.Unmarshal(text, &a) != nil || xml.Cleaned(a.Name) == "" {
			return nil
		}
		v := cleanedValue(a.value())
		switch {
		case len(a.Name) > graph.MaxNodeID:
			return tooLarge(graph.LongName())
		case int64(len(v.String())) > limits.Value:
			return tooLarge(limits.LongValue())
		case len(m.attributes) >= xml.MaxKeys:
			return tooLarge(xml.ManyKeys())
		}
		m.attributes = m.attributes.With(xml.Cleaned(a.Name), v)
	}
	return nil
}

func tooLarge(why graph.Sentence) error { return graph.Fail(graph.TooLarge, "gexf.Decode", why) }

// cleanedValue returns a value without the characters that XML cannot hold.
func cleanedValue(v graph.Value) graph.Value {
	switch v.Type() {
	case graph.Text:
		return graph.TextValue(xml.Cleaned(v.String()))
	case graph.List:
		items := v.List()
		for i := range items {
			items[i] = xml.Cleaned(items[i])
		}
		return graph.ListValue(items)
	}
	return v
}

func (a markedAttribute) value() graph.Value {
	if a.Type == "list" {
		return graph.ListValue(a.Items)
	}
	if v := xml.Exact(a.Type, a.Text); !v.IsZero() {
		return v
	}
	return graph.TextValue(a.Text)
}

func marked(name string, v graph.Value) markedAttribute {
	a := markedAttribute{Name: name, Type: v.Type().String()}
	if v.Type() == graph.List {
		a.Items = v.List()
	} else {
		a.Text = v.String()
	}
	return a
}

// shown returns the value that a text of a mixed attribute shows by its form: a list stands in brackets, and a text that
// looks like something else in quotes, as JSON.
func shown(text string) graph.Value {
	var quoted string
	if strings.HasPrefix(text, `"`) && json.Unmarshal([]byte(text), &quoted) == nil {
		return graph.TextValue(quoted)
	}
	for _, typ := range []string{"integer", "float", "boolean", "date"} {
		if v := xml.Exact(typ, text); !v.IsZero() {
			return v
		}
	}
	if items, ok := jsonItems(text); ok && jsonText(items) == text {
		return graph.ListValue(items)
	}
	return graph.TextValue(text)
}

// mixedText returns the text that shows by its form what value it is.
func mixedText(v graph.Value) string {
	text := valueText(v)
	if v.Type() == graph.Text && shown(text) != v {
		return jsonText(text)
	}
	return text
}

// valueText returns a value as it stands under an attribute of its own type.
func valueText(v graph.Value) string {
	if v.Type() == graph.List {
		return jsonText(v.List())
	}
	return v.String()
}

func jsonItems(text string) (items []string, ok bool) {
	if !strings.HasPrefix(text, "[") {
		return nil, false
	}
	return items, json.Unmarshal([]byte(text), &items) == nil
}

// jsonText returns a text or a list of texts as JSON, which is how Gephi writes a list.
func jsonText(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // texts always encode
	return strings.TrimSuffix(b.String(), "\n")
}
