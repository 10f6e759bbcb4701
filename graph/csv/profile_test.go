package csv_test

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trama/graph"
	"trama/graph/csv"
)

// plainType is the contract's sentence on values, word by word, without regard to time: the type of a column whose cells
// are given, none of them blank.
func plainType(cells []string, italian bool) graph.ValueType {
	all := func(f func(string) bool) bool {
		for _, c := range cells {
			if !f(c) {
				return false
			}
		}
		return true
	}
	switch {
	case all(func(c string) bool { return isPlainNumber(strings.TrimSpace(c), italian) }) && !ambiguous(cells, italian) && !joins(cells):
		if all(isInteger) {
			return graph.Integer
		}
		if all(holdsExactly) {
			return graph.Float
		}
	case all(func(c string) bool { return strings.EqualFold(c, "true") || strings.EqualFold(c, "false") }):
		return graph.Boolean
	case all(func(c string) bool { return isDay(c, italian) }):
		return graph.Date
	}
	return graph.Text
}

var (
	numberWithPoint = regexp.MustCompile(`^-?(\d+|\d*\.\d+)([eE][-+]?\d+)?$`)
	numberWithComma = regexp.MustCompile(`^-?\d*,\d+([eE][-+]?\d+)?$`)
	leadingZero     = regexp.MustCompile(`^-?0\d`)
	integer         = regexp.MustCompile(`^-?\d+$`)
	thousands       = regexp.MustCompile(`^-?\d*\.\d{3}$`)
)

func isInteger(cell string) bool { return integer.MatchString(strings.TrimSpace(cell)) }

// isPlainNumber: sign "-", digits, at most one mark, exponent allowed; no needless leading zero; within 64 bits and 17
// digits.
func isPlainNumber(cell string, italian bool) bool {
	if !numberWithPoint.MatchString(cell) && !(italian && numberWithComma.MatchString(cell)) || leadingZero.MatchString(cell) {
		return false
	}
	cell = strings.Replace(cell, ",", ".", 1)
	if isInteger(cell) {
		n, _ := new(big.Int).SetString(cell, 10)
		return n.IsInt64()
	}
	mantissa, _, _ := strings.Cut(strings.ToLower(cell), "e")
	digits := strings.Trim(strings.NewReplacer(".", "", "-", "").Replace(mantissa), "0")
	x, err := strconv.ParseFloat(cell, 64)
	return len(digits) <= 17 && err == nil && (x != 0 || digits == "")
}

// ambiguous: both marks in one column, or points that all stand before exactly three digits.
func ambiguous(cells []string, italian bool) bool {
	comma, point, others := false, false, false
	for _, c := range cells {
		c = strings.TrimSpace(c)
		comma = comma || strings.Contains(c, ",")
		if strings.Contains(c, ".") {
			point = true
			others = others || !thousands.MatchString(c)
		}
	}
	return italian && (comma && point || point && !others)
}

// joins: two different texts would become one number.
func joins(cells []string) bool {
	seen := map[float64]string{}
	for _, c := range cells {
		c = strings.TrimSpace(c)
		if slices.ContainsFunc(cells, func(o string) bool { return !isInteger(o) }) || c == "-0" || c == "0" {
			x, _ := strconv.ParseFloat(strings.Replace(c, ",", ".", 1), 64)
			if other, there := seen[x+0]; there && other != c {
				return true
			}
			seen[x+0] = c
		}
	}
	return false
}

// holdsExactly: a float of 64 bits holds the integer.
func holdsExactly(cell string) bool {
	cell = strings.TrimSpace(cell)
	if !isInteger(cell) {
		return true
	}
	n, _ := new(big.Int).SetString(cell, 10)
	_, accuracy := new(big.Float).SetInt(n).Float64()
	return accuracy == big.Exact
}

func isDay(cell string, italian bool) bool {
	for _, layout := range []string{"2006-01-02", "02/01/2006"} {
		if layout == "02/01/2006" && !italian || len(cell) != 10 {
			continue
		}
		if day, err := time.Parse(layout, cell); err == nil && day.Year() >= 1 {
			return true
		}
	}
	return false
}

func TestTypesArePlain(t *testing.T) {
	cell := rapid.OneOf(
		rapid.SampledFrom([]string{"0", "-0", "1", "7", "12", "-3", "1.5", "1.50", "0.5", ".5", "1,5", "2,25", "1.250", "12.500", "1e5", "1E-3", "100000", "007", "00.5", "1.", "x",
			"9007199254740993", "9223372036854775807", "9223372036854775808", "0.12345678901234567", "0.123456789012345678", "1e400", "1e-400", "+1", "1 ", " 1", " 2.5", "true", "FALSE", " true",
			"2024-01-31", "2024-02-30", "31/01/2024", "30/02/2024", "NaN", "-", "1.234,56", "1,234.5", "0000-01-01", "--1", "1e", "e5"}),
		rapid.StringMatching(`-?[0-9]{1,3}([.,][0-9]{1,4})?(e[0-9])?`),
		rapid.StringMatching(`-?[0-9]{15,20}`),
	)
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(cell, 1, 4).Draw(t, "cells")
		italian := rapid.Bool().Draw(t, "semicolons")
		sep := ","
		if italian {
			sep = ";"
		}
		content, kinded := "id"+sep+"type\n", "id"+sep+"type"+sep+"kind\n"
		cut := rapid.IntRange(0, len(cells)).Draw(t, "cut") // what is data in one table may be the kind in another, until both are read
		for i, c := range cells {
			if row := strconv.Itoa(i) + sep + `"` + c + `"`; i < cut {
				content += row + "\n"
			} else {
				kinded += row + sep + "person\n"
			}
		}
		g, _, err := tryRead(csv.Options{}, nodes(content), file{"m.csv", kinded})
		if err != nil {
			t.Fatal(err)
		}
		column := g.NodeColumn("type")
		if got, want := column.Type(), plainType(cells, italian); got != want {
			t.Fatalf("%q: %v, want %v", cells, got, want)
		}
		if column.Type() == graph.Text {
			for i, c := range cells {
				if got := column.Text(i); got != c {
					t.Fatalf("%q became %q", c, got)
				}
			}
		}
	})
}
