package ods

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trama/graph/internal/workbook"
	"trama/graph/internal/xml"
)

// cell is what the tag of a cell says. What it says lies in the reader's window, so it is used before the next token.
type cell struct {
	kind    string // float, percentage, currency, date, time, boolean, string or none
	value   []byte
	text    []byte // where it is not what the paragraphs show
	hasText bool
	formula string
	failed  bool
	count   int
	rows    int // over which it goes
	style   string
}

func cellOf(t *xml.Token) cell {
	c := cell{count: 1, rows: 1}
	for _, a := range t.Attrs {
		switch string(a.Name.Full()) {
		case "office:value-type":
			c.kind = string(a.Value)
		case "calcext:value-type":
			c.failed = string(a.Value) == "error"
		case "office:value", "office:date-value", "office:time-value", "office:boolean-value":
			c.value = a.Value
		case "office:string-value":
			c.text, c.hasText = a.Value, true
		case "table:style-name":
			c.style = string(a.Value)
		case "table:formula":
			c.formula = string(a.Value)
		case "table:number-columns-repeated":
			c.count = repeats(string(a.Value))
		case "table:number-rows-spanned":
			c.rows = repeats(string(a.Value))
		}
	}
	return c
}

// readCell reads a cell to its end and keeps what it holds. A cell that lies under another holds nothing that is seen.
func (r *Rows) readCell(t *xml.Token, covered bool) error {
	c := cellOf(t)
	r.start = len(r.buf)
	shows := r.addValue(c)
	paragraphs, err := r.addParagraphs(shows)
	if err != nil {
		return err
	}
	holds := len(r.buf) > r.start
	switch {
	case covered && holds:
		r.met.Covered += r.times(c)
	case c.failed, holds && c.formula != "" && isError(r.buf[r.start:]):
		r.met.Failures += r.times(c)
	case c.formula != "" && c.kind == "" && paragraphs == 0: // one that is empty says that the value is
		r.met.Unsaved += r.times(c)
	case holds:
		return r.keep(c)
	}
	r.buf = r.buf[:r.start]
	r.column += c.count
	return nil
}

// times returns how often a cell is there.
func (r *Rows) times(c cell) int { return c.count * (r.last - r.line + 1) }

// addValue adds the value that the tag of a cell has. It tells whether the paragraphs are to be read instead.
func (r *Rows) addValue(c cell) (shows bool) {
	value := string(c.value)
	switch {
	case c.failed:
	case c.kind == "string" && c.hasText:
		r.add(c.text)
	case value == "" || c.kind == "" || c.kind == "string":
		return true
	case c.kind == "date":
		r.add([]byte(moment(value, r.styles.days[r.form(c)])))
	case c.kind == "time":
		r.add([]byte(clock(value, r.styles.lapses[r.form(c)])))
	case c.kind == "boolean":
		r.add([]byte(strings.ToLower(value)))
	case c.kind == "float" && isTruth(c.formula): // as LibreOffice saves those of an .xlsx
		r.add([]byte(strconv.FormatBool(value != "0")))
	case c.kind == "float":
		r.add([]byte(workbook.Padded(workbook.Decimal(value), r.styles.digits[r.form(c)])))
	default:
		r.add([]byte(workbook.Decimal(value)))
	}
	return false
}

func isTruth(formula string) bool { return formula == "of:=TRUE()" || formula == "of:=FALSE()" }

// isError tells whether a formula gave an error, as programs write it that do not say so.
func isError(text []byte) bool {
	return slices.Contains([]string{"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"}, string(text))
}

// form returns the form in which a cell shows its value.
func (r *Rows) form(c cell) string {
	return r.styles.formOf(cmp.Or(c.style, r.style, r.styleOfColumn()))
}

// moment returns a day, with the time where that shows and is not midnight.
func moment(value string, dayAlone bool) string {
	value, _, _ = strings.Cut(strings.TrimSuffix(value, "Z"), ".")
	if day, _, timed := strings.Cut(value, "T"); timed && dayAlone {
		return day
	}
	return strings.TrimSuffix(value, "T00:00:00")
}

// clock returns the time of the day of what is written as PT18H05M00S, or as a number of days where it is a lapse of hours;
// else that.
func clock(value string, lapse bool) string {
	var h, m int
	var s float64
	if n, err := fmt.Sscanf(value, "PT%dH%dM%fS", &h, &m, &s); n != 3 || err != nil || h < 0 || m < 0 || m > 59 || !(s >= 0 && s < 60) {
		return value
	}
	if lapse {
		return workbook.Decimal(strconv.FormatFloat((float64(h)*3600+float64(m)*60+s)/86400, 'g', -1, 64))
	}
	return fmt.Sprintf("%02d:%02d:%02d", h, m, int(s))
}

// keep adds a cell that holds something, as often as it is there.
func (r *Rows) keep(c cell) error {
	if r.column+c.count > workbook.MaxColumns {
		return workbook.Broken(r.o.Name)
	}
	for len(r.spans) < r.column {
		r.spans = append(r.spans, span{})
	}
	for range c.count {
		r.spans = append(r.spans, span{r.start, len(r.buf)})
	}
	for len(r.held) < r.column+c.count {
		r.held = append(r.held, false)
	}
	for i := range c.count {
		r.held[r.column+i] = true
		if c.rows > 1 {
			r.spread.Open(r.column+i, min(r.last+c.rows-1, workbook.MaxRows), string(r.buf[r.start:]))
		}
	}
	r.column += c.count
	r.values += r.times(c)
	return nil
}
