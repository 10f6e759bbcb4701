package csv

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"trama/graph"
)

// In workbooks a day is a cell with the format of a date, which arrives here as YYYY-MM-DD, or a text that somebody typed:
// 03/04/2025, 3 aprile 2025. A column that means a day takes such texts where all of them can be read in one way only.

// meansDay tells whether an attribute of that name is a day.
func meansDay(name string) bool {
	return slices.Contains([]string{"since", "until", "due", "date"}, name)
}

// days are what the texts of such a column could be.
type days struct {
	other      bool // one of them is no day
	typed      bool // one of them is no YYYY-MM-DD
	numbers    bool // one of them is three numbers, the year last
	noDayFirst bool // one of these cannot begin with the day
	noDayNext  bool // nor one with the month
	differ     bool // one of them is a day in both ways, and another one
	both       bool // one of them is a day in both ways
	exact      bool // one of them is YYYY-MM-DD
	late       bool // and one of these is a day after the twelfth
	example    string
}

// add looks at a cell that is new to the column.
func (d *days) add(cell []byte) {
	text := strings.TrimSpace(string(cell))
	if v, ok := graph.DateValue(text); ok {
		d.exact, d.late = true, d.late || v.String()[8:] > "12"
		return
	}
	first, month := dayIn(text, false), dayIn(text, true)
	if first == "" && month == "" {
		d.other = true
		return
	}
	if !d.typed || text < d.example {
		d.example = text
	}
	if d.typed = true; !isNumeric(text) {
		return
	}
	d.numbers = true
	d.noDayFirst, d.noDayNext = d.noDayFirst || first == "", d.noDayNext || month == ""
	d.both = d.both || first != "" && month != ""
	d.differ = d.differ || first != "" && month != "" && first != month
}

// doubtful tells whether the texts are days that could be read in two ways.
func (d *days) doubtful() bool {
	return !d.other && d.numbers && !d.noDayFirst && !d.noDayNext && d.differ
}

// swapped tells whether days up to the twelfth are dates and later ones are texts: where a spreadsheet expects the month first,
// it takes the first for dates, with day and month swapped, and the others for texts.
func (d *days) swapped() bool {
	return !d.other && d.numbers && d.noDayNext && !d.both && d.exact && !d.late
}

// settled tells whether all texts are days in one way, and whether the month stands first.
func (d *days) settled() (monthFirst, ok bool) {
	if d.other || !d.typed || d.noDayFirst && d.noDayNext || d.doubtful() || d.swapped() {
		return false, false
	}
	return d.noDayFirst, true
}

// isNumeric tells whether a day is written without the name of a month.
func isNumeric(text string) bool { return !strings.ContainsFunc(text, unicode.IsLetter) }

// dayIn returns the day that a text says, as YYYY-MM-DD; "" where it says none. Of three numbers the year is the last or the first.
func dayIn(text string, monthFirst bool) string {
	parts := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("/-.,°º", c) })
	parts = slices.DeleteFunc(parts, func(p string) bool { return slices.Contains(weekdays(), p) })
	if len(parts) != 3 {
		return ""
	}
	day, month, year := parts[0], parts[1], parts[2]
	switch m := monthNamed(month); {
	case m > 0:
		month = strconv.Itoa(m)
	case monthNamed(day) > 0:
		day, month = month, strconv.Itoa(monthNamed(day))
	case len(day) == 4:
		day, year = year, day
	case monthFirst:
		day, month = month, day
	}
	d, errDay := strconv.Atoi(day)
	m, errMonth := strconv.Atoi(month)
	if errDay != nil || errMonth != nil || len(year) != 4 || len(day) > 2 || len(month) > 2 || d < 1 || m < 1 {
		return ""
	}
	out := fmt.Sprintf("%s-%02d-%02d", year, m, d)
	if _, ok := graph.DateValue(out); !ok {
		return ""
	}
	return out
}

func weekdays() []string {
	return []string{
		"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "lunedi", "martedi", "mercoledi", "giovedi", "venerdi",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
	}
}

// monthNamed returns the number of a month by its Italian or English name, or the first letters of that; 0 where it is none.
func monthNamed(word string) int {
	for i, names := range [][]string{
		{"gennaio", "january"}, {"febbraio", "february"}, {"marzo", "march"}, {"aprile", "april"}, {"maggio", "may"}, {"giugno", "june"},
		{"luglio", "july"}, {"agosto", "august"}, {"settembre", "september"}, {"ottobre", "october"}, {"novembre", "november"}, {"dicembre", "december"},
	} {
		for _, name := range names {
			if word == name || word == name[:3] || word == name[:min(4, len(name))] {
				return i + 1
			}
		}
	}
	return 0
}

// setDays makes days of the texts of a column that means a day, where they can be read in one way only; ok is false where it
// stays as it is.
func (r *Reader) setDays(c *column) (ok bool) {
	if c.days == nil {
		return false
	}
	monthFirst, ok := c.days.settled()
	if !ok {
		return false
	}
	r.convert(c, func(v graph.Value) graph.Value {
		day, isDay := graph.DateValue(strings.TrimSpace(v.String()))
		if !isDay {
			day, _ = graph.DateValue(dayIn(v.String(), monthFirst))
		}
		return day
	})
	example := c.days.example
	r.note("days_read", "column {column}: days that are written as text are read as days, {value} as {date}", graph.V{"column": c.own(), "value": graph.Shown(example), "date": dayIn(example, monthFirst)})
	return true
}

// daysUnfit returns the note on a column that means a day and whose texts are days in two ways; is is false for any other.
func (c *column) daysUnfit() (note graph.Sentence, is bool) {
	values := graph.V{"column": c.own(), "meaning": c.name}
	switch {
	case c.days == nil:
		return note, false
	case c.days.doubtful():
		values["value"] = graph.Shown(c.days.example)
		return graph.Say("days_doubtful", "column {column} is kept as data, and is not the {meaning}: {value} may begin with the day or with the month; give the cells the format of a date, or write the year first (2026-01-31)", values), true
	case c.days.swapped():
		values["value"] = graph.Shown(c.days.example)
		return graph.Say("days_swapped", "column {column} is kept as data, and is not the {meaning}: some cells are dates, all up to the twelfth, and the later days are texts, as {value}; the spreadsheet may have swapped day and month in the dates: look at them, and write all in one way", values), true
	}
	return note, false
}
