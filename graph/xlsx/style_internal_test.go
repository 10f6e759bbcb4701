package xlsx

import (
	"slices"
	"testing"
)

// The formats that no workbook writes out, by their numbers: ECMA-376 part 1, 18.8.30, those for Chinese, Japanese and Korean too.
// 46 is a lapse of hours.
func TestBuiltInFormats(t *testing.T) {
	days := []int{14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}
	times := []int{18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56}
	for id := range 100 {
		want := style{day: id == 22 || slices.Contains(days, id), time: id == 22 || slices.Contains(times, id)}
		if got := builtIn(id); got != want {
			t.Errorf("format %d: %+v, want %+v", id, got, want)
		}
	}
}

// Of a format as a workbook writes it out the first section counts, and in it days and times, but no text, colour or lapse.
func TestFormatsWrittenOut(t *testing.T) {
	day, time, both, neither := style{day: true}, style{time: true}, style{day: true, time: true}, style{}
	for format, want := range map[string]style{
		"yyyy": day, "D/M/YY": day, "mm": day, "[red]d": day, "[$-410]d mmmm": day, "ge.m.d": day, "d;hh": day, "[]d": day, `d"h`: day, `d\h`: day, "d_h*s": day,
		"h:mm AM/PM": time, "mm:ss": time, "ss.00": time, "HH": time, "yyyy-mm-dd hh:mm": both, "d h.000": both,
		"": neither, "General": neither, "0": neither, "#,##0": neither, "?": neither, `0 "days"`: neither, `\d0`: neither, "[h]:mm": neither, "[MM]:ss": neither, "[s]": neither,
		"000": {digits: 3}, "00000;@": {digits: 5}, "00": neither, "000.0": neither, "0000000000000000": neither,
		"0;d": neither, "[": neither, `"`: neither, `\`: neither,
	} {
		if got := styleOf(format); got != want {
			t.Errorf("%s: %+v, want %+v", format, got, want)
		}
	}
}
