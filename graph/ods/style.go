package ods

import (
	"io"
	"maps"
	"slices"
	"strings"

	"trama/graph/internal/workbook"
	"trama/graph/internal/xml"
)

// styles are what the styles of a workbook say of how tables and days show.
type styles struct {
	hidden map[string]bool   // the styles of tables that do not show
	days   map[string]bool   // the forms of dates that show no time
	lapses map[string]bool   // the forms of times that are no time of the day, but as many hours as there are
	digits map[string]int    // the forms of numbers that show so many digits and nothing else: codes
	form   map[string]string // of a cell's style
	parent map[string]string // of a cell's style that has no form of its own
}

func newStyles() styles {
	return styles{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]int{}, map[string]string{}, map[string]string{}}
}

func (s styles) clone() styles {
	return styles{maps.Clone(s.hidden), maps.Clone(s.days), maps.Clone(s.lapses), maps.Clone(s.digits), maps.Clone(s.form), maps.Clone(s.parent)}
}

// read keeps the styles in the element that is open.
func (s styles) read(c *cursor) error {
	return c.children(func(t *xml.Token) error {
		name := attribute(t, "style:name")
		switch string(t.Name.Full()) {
		case "style:style":
			return s.readStyle(c, t, name)
		case "number:date-style":
			return s.readForm(c, name)
		case "number:number-style":
			return s.readCode(c, name)
		case "number:time-style":
			s.lapses[name] = attribute(t, "number:truncate-on-overflow") == "false"
		}
		return nil
	})
}

func (s styles) readStyle(c *cursor, t *xml.Token, name string) error {
	switch attribute(t, "style:family") {
	case "table":
		return c.children(func(t *xml.Token) error {
			if string(t.Name.Full()) == "style:table-properties" && attribute(t, "table:display") == "false" {
				s.hidden[name] = true
			}
			return nil
		})
	case "table-cell":
		if form := attribute(t, "style:data-style-name"); form != "" {
			s.form[name] = form
		} else if parent := attribute(t, "style:parent-style-name"); parent != "" {
			s.parent[name] = parent
		}
	}
	return nil
}

// readForm keeps a form of dates that shows no time.
func (s styles) readForm(c *cursor, name string) error {
	day := true
	err := c.children(func(t *xml.Token) error {
		switch string(t.Name.Full()) {
		case "number:hours", "number:minutes", "number:seconds":
			day = false
		}
		return nil
	})
	s.days[name] = day
	return err
}

// readCode keeps a form of numbers that shows digits alone, each a zero where the number has none.
func (s styles) readCode(c *cursor, name string) error {
	digits, others := 0, false
	err := c.children(func(t *xml.Token) error {
		if string(t.Name.Full()) != "number:number" {
			others = others || strings.HasPrefix(string(t.Name.Full()), "number:")
			return nil
		}
		digits = repeats(attribute(t, "number:min-integer-digits"))
		others = others || !slices.Contains([]string{"", "0"}, attribute(t, "number:decimal-places")) || attribute(t, "number:grouping") == "true"
		return nil
	})
	if others {
		digits = 0
	}
	s.digits[name] = workbook.CodeDigits(digits)
	return err
}

// maxParents is how many styles may build on each other before one has a form.
const maxParents = 16

// formOf returns the form in which a cell of a style shows its value, "" where none is said.
func (s styles) formOf(style string) string {
	for range maxParents {
		if form, has := s.form[style]; has {
			return form
		}
		style = s.parent[style]
	}
	return ""
}

// readStyles reads the part of the styles that a workbook has beside the content's own.
func readStyles(archive *workbook.Archive, o workbook.Options) (styles, error) {
	s := newStyles()
	part, err := archive.Take(stylesPart, archive.Most())
	if part == nil || err != nil {
		return s, err
	}
	file, err := archive.Unpack(part)
	if err != nil {
		return s, err
	}
	defer file.Close()
	c := newCursor(file, stylesRoot, o)
	for {
		t, err := c.next()
		switch {
		case err == io.EOF:
			return s, nil
		case err != nil:
			return s, workbook.PartError(o.Name, err)
		case t.Kind != xml.StartTag || c.depth == 1:
			continue
		case string(t.Name.Full()) == "office:styles":
			err = s.read(c)
		default:
			err = c.leave(c.depth)
		}
		if err != nil {
			return s, workbook.PartError(o.Name, err)
		}
	}
}
