package graphml

import (
	"math"
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// values returns the distinct values of a field, clean; of a column of numbers the least and the greatest are enough.
func (p *plan) values(f field, rows int) []graph.Value {
	if distinct := f.column.Distinct(); distinct != nil {
		return p.coded(f.column, distinct, rows)
	}
	var out []graph.Value
	least, most := int64(math.MaxInt64), int64(math.MinInt64)
	for row := range rows {
		v := f.at(row)
		if v.IsZero() {
			continue
		}
		n, isInt := v.Integer()
		if !isInt {
			return []graph.Value{v}
		}
		least, most = min(least, n), max(most, n)
	}
	if least <= most {
		out = append(out, graph.IntegerValue(least), graph.IntegerValue(most))
	}
	return out
}

// coded returns those of the distinct values that stand in some row.
func (p *plan) coded(c *graph.Column, distinct []graph.Value, rows int) []graph.Value {
	used := make([]bool, len(distinct)+1)
	for row := range rows {
		used[c.Code(row)] = true
	}
	var out []graph.Value
	for i, v := range distinct {
		if used[i+1] {
			p.noteSplit(c.Name(), v)
			if clean := cleanedValue(v); !clean.IsZero() {
				out = append(out, clean)
			}
		}
	}
	if len(out) == 0 {
		p.dropped += c.Count() // no row has a character left
	}
	return out
}

// noteSplit notes a list of which an item will be read as several.
func (p *plan) noteSplit(name string, v graph.Value) {
	if v.Type() == graph.List && strings.Count(v.String(), "|") != len(v.List())-1 {
		p.split = append(p.split, name)
	}
}

// cleanedValue returns a value as a file can hold it: without characters that XML cannot, an item of a list that holds
// the separator as several.
func cleanedValue(v graph.Value) graph.Value {
	switch v.Type() {
	case graph.Text:
		return graph.TextValue(xml.Cleaned(v.String()))
	case graph.List:
		return graph.ListValue(strings.Split(xml.Cleaned(v.String()), "|"))
	}
	return v
}

// losesCharacters tells whether XML cannot hold all of a value.
func losesCharacters(v graph.Value) bool {
	text := v.String()
	return (v.Type() == graph.Text || v.Type() == graph.List) && xml.Cleaned(text) != text
}

// keyType returns the type of the key that holds the values, and notes in types what the key does not say.
func (p *plan) keyType(on target, name string, values []graph.Value) string {
	all := graph.None
	numbers, wide := true, false
	for _, v := range values {
		if all == graph.None {
			all = v.Type()
		}
		if v.Type() != all {
			all = graph.Mixed
		}
		_, number := v.Number()
		numbers = numbers && number
		n, _ := v.Integer()
		wide = wide || n < math.MinInt32 || n > math.MaxInt32
	}
	if on != forEdge || name != labelName {
		switch {
		case numbers && (all != graph.Integer || on == forEdge && name == weightName):
			return "double"
		case all == graph.Integer && wide:
			return "long"
		case all == graph.Integer:
			return "int"
		case all == graph.Boolean:
			return "boolean"
		}
	}
	p.mark(on, name, all, values)
	return "string"
}

// mark notes the type of values that a reader would not restore from their texts, where a mark makes it do better.
func (p *plan) mark(on target, name string, all graph.ValueType, values []graph.Value) {
	typ := all.String()
	exact, marked, same := true, true, true
	for _, v := range values {
		text := v.String()
		plain, better := restored("", on.own(name), text), restored(typ, on.own(name), text)
		exact, marked, same = exact && plain == v, marked && better == v, same && plain == better
	}
	if !exact && !same && marked {
		p.types.set(on, name, typ)
		exact = true
	}
	if !exact {
		p.alike = append(p.alike, on.own(name))
	}
}
