package locale

import (
	"math"
	"strconv"
	"strings"
	"time"

	"trama/graph"
)

// number returns a number of any Go type, also behind a pointer or of a named type of the results.
func number(value any) (float64, bool) {
	switch v := value.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case int32:
		return float64(v), true
	case uint64:
		return float64(v), true
	case uint32:
		return float64(v), true
	case float64:
		return v, true
	case float32:
		return float64(v), true
	case graph.Revision:
		return float64(v), true
	case *float64:
		if v != nil {
			return *v, true
		}
	}
	return 0, false
}

// Number returns a number with the language's marks: whole numbers in full (1.234), others with at most three figures
// after the mark below 10, one above (0,123; 12,3), and two significant figures where they are very small. What is no
// number is a dash.
func (l *Locale) Number(value any) string {
	x, ok := number(value)
	if !ok || math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return l.marked(strconv.FormatFloat(x, 'f', 0, 64))
	}
	decimals := 3
	if a := math.Abs(x); a >= 10 {
		decimals = 1
	} else if a < 0.01 {
		decimals = 1 - int(math.Floor(math.Log10(a)))
	}
	digits := strings.TrimRight(strconv.FormatFloat(x, 'f', min(decimals, 12), 64), "0")
	return l.marked(strings.TrimSuffix(digits, "."))
}

// Signed returns a difference with its sign, "+2" or "−2"; none is "0".
func (l *Locale) Signed(value any) string {
	x, ok := number(value)
	if !ok {
		return "–"
	}
	if x > 0 {
		return "+" + l.Number(x)
	}
	return l.Number(x)
}

// Percent returns a share of 1 as a percentage: with one decimal below 10 %, without above, and never 0 % or 100 % where
// it is not quite so.
func (l *Locale) Percent(share float64) string {
	p := share * 100
	if math.IsNaN(p) || math.IsInf(p, 0) {
		return "–"
	}
	a := math.Abs(p)
	switch {
	case a > 0 && a < 0.05:
		return "<" + l.marked("0.1") + "%"
	case a < 100 && a >= 99.5:
		return l.marked(strconv.FormatFloat(math.Copysign(min(math.Floor(a*10)/10, 99.9), p), 'f', 1, 64)) + "%"
	case a < 9.95 && a != math.Trunc(a):
		return l.marked(strconv.FormatFloat(p, 'f', 1, 64)) + "%"
	}
	return l.marked(strconv.FormatFloat(p, 'f', 0, 64)) + "%"
}

// marked returns plain decimal digits with the language's decimal mark, a mark between thousands, and a true minus.
func (l *Locale) marked(digits string) string {
	thousands, point := ",", "."
	if l.lang == "it" {
		thousands, point = ".", ","
	}
	digits, negative := strings.CutPrefix(digits, "-")
	whole, fraction, hasFraction := strings.Cut(digits, ".")
	var out strings.Builder
	if negative && strings.Trim(digits, "0.") != "" {
		out.WriteString("−")
	}
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out.WriteString(thousands)
		}
		out.WriteRune(c)
	}
	if hasFraction {
		out.WriteString(point + fraction)
	}
	return out.String()
}

// Count returns a count with its noun in the right form: "1 pezzo", "3 pezzi", "1.000.000 di pezzi". The noun is one of
// the catalogue, "noun.…", or a kind.
func (l *Locale) Count(noun string, n float64) string {
	return l.Say("noun."+noun, graph.V{"n": n})
}

// Date returns a day (2026-01-31) as people write it: "31 gennaio 2026". Anything else stays as it is.
func (l *Locale) Date(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return l.Say("date", graph.V{
		"day": strconv.Itoa(t.Day()), "first": t.Day() == 1, "month": l.Say("month."+strconv.Itoa(int(t.Month())), nil), "year": strconv.Itoa(t.Year()),
	})
}

// Moment returns a commit's time as people read it, in UTC; "" where it is not known.
func (l *Locale) Moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.UTC()
	return l.Date(t.Format(time.DateOnly)) + ", " + t.Format("15:04") + " UTC"
}

// Changed returns how many were added, changed and removed: "+3 ~1 −2".
func (l *Locale) Changed(added, changed, removed int) string {
	var parts []string
	for _, part := range []struct {
		sign string
		n    int
	}{{"+", added}, {"~", changed}, {"−", removed}} {
		if part.n > 0 {
			parts = append(parts, part.sign+l.Number(part.n))
		}
	}
	if len(parts) == 0 {
		return "–"
	}
	return strings.Join(parts, " ")
}
