package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"trama/graph/internal/workbook"
)

// show returns the text of a cell, whose raw value excelize gives.
func (b *Book) show(raw string, cell seenCell) string {
	switch cell.kind {
	case boolean:
		switch strings.TrimSpace(raw) {
		case "1":
			return "true"
		case "0":
			return "false"
		}
	case day:
		return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(raw, "Z"), ".000"), "T00:00:00")
	case failure, unsaved:
		return ""
	case number:
		if int(cell.style) < len(b.styles) {
			s := b.styles[cell.style]
			if s.day || s.time {
				return b.moment(raw, s)
			}
			return workbook.Padded(workbook.Decimal(raw), s.digits)
		}
		return workbook.Decimal(raw)
	}
	return raw
}

// beyondDays is the first number that is no day any more: they end with the year 9999.
const beyondDays = 2958466

// lapseDays is the first number shown as a time of the day that may be one of a day: what is below is a lapse of hours beyond a day,
// not one of the year 1900.
const lapseDays = 366

// moment returns the day, the time of the day or both that a number stands for; the number where it is neither.
func (b *Book) moment(raw string, s style) string {
	x, err := strconv.ParseFloat(strings.TrimSpace(raw), 64)
	if err != nil || !(x >= 0 && x < beyondDays) || s.day && x < 1 && !b.is1904 {
		return workbook.Decimal(raw)
	}
	if !s.time {
		x = math.Floor(x)
	}
	at, err := excelize.ExcelDateToTime(x, b.is1904)
	if err != nil || at.Year() > 9999 {
		return workbook.Decimal(raw)
	}
	clock := at.Format("15:04:05")
	switch {
	case !s.day && x >= 1 && x < lapseDays:
		seconds := int64(math.Round(x * 86400))
		return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	case !s.day && x < 1:
		return clock
	case clock == "00:00:00":
		return at.Format("2006-01-02")
	}
	return at.Format("2006-01-02T15:04:05")
}
