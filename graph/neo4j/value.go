package neo4j

import (
	"encoding/json"
	"fmt"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"trama/graph"
)

// native returns a value as the driver takes it: each of Trama's types is one of Neo4j's. The zero Value is nil, which
// takes a property away.
func native(v graph.Value) any {
	switch v.Type() {
	case graph.None:
		return nil
	case graph.Integer:
		n, _ := v.Integer()
		return n
	case graph.Float:
		x, _ := v.Number()
		return x
	case graph.Boolean:
		b, _ := v.Boolean()
		return b
	case graph.Date:
		day, _ := time.Parse(time.DateOnly, v.String())
		return driver.DateOf(day)
	case graph.List:
		return v.List()
	}
	return v.String()
}

// valueOf returns what the driver gives as a value. What other tools may have written and Trama has no type for becomes
// text.
func valueOf(native any) graph.Value {
	switch x := native.(type) {
	case nil:
		return graph.Value{}
	case string:
		return graph.TextValue(x)
	case int64:
		return graph.IntegerValue(x)
	case float64:
		return graph.FloatValue(x)
	case bool:
		return graph.BooleanValue(x)
	case driver.Date:
		v, ok := graph.DateValue(x.Time().Format(time.DateOnly))
		if !ok {
			return graph.TextValue(x.Time().Format(time.DateOnly))
		}
		return v
	case []any:
		items := make([]string, len(x))
		for i, item := range x {
			items[i] = valueOf(item).String()
		}
		return graph.ListValue(items)
	}
	return graph.TextValue(fmt.Sprint(native))
}

// properties returns attributes as properties. Those whose names the server does not take stand together in one, as
// JSON; others holds them when only some of an element's attributes are given.
func properties(attrs graph.Attributes) map[string]any {
	out := make(map[string]any, len(attrs)+4)
	for _, attr := range attrs {
		if name, ok := property(attr.Name); ok {
			out[name] = native(attr.Value)
		}
	}
	return out
}

// unnamed returns the attributes whose names the server does not take.
func unnamed(attrs graph.Attributes) graph.Attributes {
	var out graph.Attributes
	for _, attr := range attrs {
		if _, ok := property(attr.Name); !ok {
			out = append(out, attr)
		}
	}
	return out
}

// otherProperty returns the property that holds unnamed attributes, nil where there are none.
func otherProperty(attrs graph.Attributes) any {
	if len(attrs) == 0 {
		return nil
	}
	text, _ := json.Marshal(attrs) // attributes always are JSON
	return string(text)
}

// otherAttributes is the way back.
func otherAttributes(property any) graph.Attributes {
	var attrs graph.Attributes
	if text, ok := property.(string); ok {
		json.Unmarshal([]byte(text), &attrs) // what another tool has broken is left out
	}
	return attrs
}
