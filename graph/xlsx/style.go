package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"trama/graph/internal/workbook"
)

// style says what the number of a cell is shown as.
type style struct {
	day, time bool
	digits    int // of a code such as 00000, 0 where the format is another
}

// stylesOf returns the styles of a workbook, by the number that cells have for them.
func stylesOf(f *excelize.File) []style {
	if f.Styles == nil || f.Styles.CellXfs == nil {
		return nil
	}
	own := map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			if n != nil {
				own[n.NumFmtID] = n.FormatCode
			}
		}
	}
	out := make([]style, len(f.Styles.CellXfs.Xf))
	for i, xf := range f.Styles.CellXfs.Xf {
		if xf.NumFmtID == nil {
			continue
		}
		if code, known := own[*xf.NumFmtID]; known {
			out[i] = styleOf(code)
		} else {
			out[i] = builtIn(*xf.NumFmtID)
		}
	}
	return out
}

// builtIn returns the style of a format that no workbook writes out (ECMA-376 part 1, 18.8.30).
func builtIn(id int) style {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return style{day: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return style{time: true}
	case id == 22:
		return style{day: true, time: true}
	}
	return style{}
}

// styleOf reads a format such as dd/mm/yyyy hh:mm. Its first section counts; texts, colours and languages in it do not,
// and a lapse of hours ([h]) is a number.
func styleOf(code string) style {
	first, _, _ := strings.Cut(code, ";")
	if strings.Trim(first, "0") == "" {
		return style{digits: workbook.CodeDigits(len(first))}
	}
	var s style
	month := false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			i = len(code)
		case '"':
			i += skipTo(code[i+1:], '"')
		case '\\', '_', '*':
			i++
		case '[':
			n := skipTo(code[i+1:], ']')
			if n > 1 && strings.Trim(strings.ToLower(code[i+1:i+n]), "hms") == "" {
				return style{}
			}
			i += n
		case 'y', 'Y', 'd', 'D':
			s.day = true
		case 'h', 'H', 's', 'S':
			s.time = true
		case 'm', 'M':
			month = true
		case 'G', 'g', '0', '#', '?':
			if (c == 'G' || c == 'g') && !strings.HasPrefix(strings.ToLower(code[i:]), "general") {
				continue // of an era
			}
			if c != '0' || !s.time { // the tenths of seconds
				return style{}
			}
		}
	}
	s.day = s.day || month && !s.time
	return s
}

// skipTo returns how far it is to the byte behind the next one of a kind, or to the end.
func skipTo(rest string, c byte) int {
	if i := strings.IndexByte(rest, c); i >= 0 {
		return i + 1
	}
	return len(rest)
}
