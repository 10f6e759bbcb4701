package analysis

import (
	"encoding/json"
	"math"
	"strconv"

	"trama/graph"
)

// MetricColumn is one column of the figures of nodes. Exactly one of the slices holds a value for each node.
type MetricColumn struct {
	Name     string
	Texts    []string
	Integers []int64   // Undefined: no value
	Numbers  []float64 // NaN or an infinity (a sum beyond the largest number): no value
	Flags    []bool
}

// Undefined is an integer that stands for no value; counts are never negative.
const Undefined = -1

// Len returns the number of rows.
func (c MetricColumn) Len() int {
	return max(len(c.Texts), len(c.Integers), len(c.Numbers), len(c.Flags))
}

// Value returns the value in a row: a string, an int64, a finite float64, a bool, or nil where there is none.
func (c MetricColumn) Value(row int) any {
	switch {
	case c.Texts != nil:
		return c.Texts[row]
	case c.Flags != nil:
		return c.Flags[row]
	case c.Integers != nil:
		if c.Integers[row] != Undefined {
			return c.Integers[row]
		}
	case !math.IsNaN(c.Numbers[row]) && !math.IsInf(c.Numbers[row], 0):
		return c.Numbers[row]
	}
	return nil
}

// append appends the value in a row as JSON.
func (c MetricColumn) append(buf []byte, row int) []byte {
	switch x := c.Value(row).(type) {
	case string:
		return graph.AppendString(buf, x)
	case bool:
		return strconv.AppendBool(buf, x)
	case int64:
		return strconv.AppendInt(buf, x, 10)
	case float64:
		text, err := json.Marshal(x)
		if err == nil {
			return append(buf, text...)
		}
	}
	return append(buf, "null"...)
}

// MetricRows are the columns of the figures of nodes, written as JSON row by row: a list of objects with the names of
// the columns, in their order.
type MetricRows struct {
	Columns []MetricColumn
}

// Len returns the number of rows.
func (r MetricRows) Len() int {
	if len(r.Columns) == 0 {
		return 0
	}
	return r.Columns[0].Len()
}

// Column returns the column with the name, and whether there is one.
func (r MetricRows) Column(name string) (MetricColumn, bool) {
	for _, c := range r.Columns {
		if c.Name == name {
			return c, true
		}
	}
	return MetricColumn{}, false
}

// MarshalJSON writes the rows as a list of objects; a value that there is not is null.
func (r MetricRows) MarshalJSON() ([]byte, error) {
	buf := []byte{'['}
	for row := range r.Len() {
		if row > 0 {
			buf = append(buf, ',')
		}
		buf = append(buf, '{')
		for i, c := range r.Columns {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = append(graph.AppendString(buf, c.Name), ':')
			buf = c.append(buf, row)
		}
		buf = append(buf, '}')
	}
	return append(buf, ']'), nil
}
