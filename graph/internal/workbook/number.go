package workbook

import (
	"math"
	"strconv"
	"strings"
)

// Decimal returns a number in plain digits, as a sheet shows it: with at most the 15 digits that spreadsheets hold, so that
// 0.1+0.2 is 0.3, and never with an exponent. Whole numbers keep all digits that the file has. What is no number stays.
func Decimal(raw string) string {
	raw = strings.TrimSpace(raw)
	if isPlain(raw) {
		return raw
	}
	x, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return raw
	}
	if math.Abs(x) < 1e15 {
		x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 15, 64), 64)
	}
	return strconv.FormatFloat(x+0, 'f', -1, 64) // + 0: no -0
}

// isPlain tells whether a text is a whole number without needless zeros.
func isPlain(raw string) bool {
	digits := strings.TrimPrefix(raw, "-")
	if digits == "" || digits[0] == '0' && raw != "0" {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}
