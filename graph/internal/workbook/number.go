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

// CodeDigits returns how many digits a code has whose format is so many zeros and nothing else, as 00000 of a postal code; 0 where the
// format is no code's: 00 may be that of hours or months, and a number of a cell has 15 digits at most.
func CodeDigits(zeros int) int {
	if zeros < 3 || zeros > 15 {
		return 0
	}
	return zeros
}

// Padded returns a number as a code of so many digits: 6100 as 06100. A negative number, one with decimals and one with as many
// digits stay as they are.
func Padded(number string, digits int) string {
	if number == "" || len(number) >= digits || strings.Trim(number, "0123456789") != "" {
		return number
	}
	return strings.Repeat("0", digits-len(number)) + number
}

// isPlain tells whether a text is a whole number without needless zeros.
func isPlain(raw string) bool {
	digits := strings.TrimPrefix(raw, "-")
	if digits == "" || digits[0] == '0' && raw != "0" {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}
