package gexf

import (
	"strings"

	"trama/graph"
	"trama/graph/internal/xml"
)

// span is a time in which something holds; open tells that a bound does not belong to it.
type span struct {
	start, end string
	open       bool
}

// isSpan tells whether an XML attribute is part of a span.
func isSpan(name string) bool {
	switch name {
	case "start", "end", "startopen", "endopen":
		return true
	}
	return false
}

// spanOf returns the span that a tag says, an empty one where it says none.
func spanOf(attrs map[string]string) span {
	s := span{start: bound(attrs["start"]), end: bound(attrs["end"])}
	if open := bound(attrs["startopen"]); open != "" && s.start == "" {
		s.start, s.open = open, true
	}
	if open := bound(attrs["endopen"]); open != "" && s.end == "" {
		s.end, s.open = open, true
	}
	return s
}

// spellOf returns the span of a spell, which may be a moment.
func spellOf(attrs map[string]string) span {
	if at := bound(attrs["timestamp"]); at != "" {
		return span{start: at, end: at}
	}
	return spanOf(attrs)
}

// bound returns a bound of time, "" where there is none.
func bound(text string) string {
	text = xml.Trimmed(text)
	switch strings.TrimLeft(strings.ToLower(text), "+-") {
	case "infinity", "inf":
		return ""
	}
	return text
}

// text returns a span as data.
func (s span) text() string {
	switch {
	case s.start == "" && s.end == "":
		return ""
	case s.end == s.start:
		return s.start
	case s.end == "":
		return s.start + "/.."
	case s.start == "":
		return "../" + s.end
	}
	return s.start + "/" + s.end
}

// placeTimes makes data of the times of an element: start and end, which become since and until where all are dates, or a
// list where it comes and goes. In a file that Encode wrote they repeat since and until.
func (f *file) placeTimes(e *element) error {
	if f.mark.own {
		return nil
	}
	var texts []string
	for _, s := range e.spans {
		if s.open {
			f.notes.open++
		}
		if text := s.text(); text != "" {
			texts = append(texts, text)
		}
	}
	if len(texts) > 1 {
		f.notes.spells++
		return f.give(e, "spells", graph.List, strings.Join(texts, "|"))
	}
	for _, s := range e.spans {
		if err := f.give(e, "start", graph.Date, s.start); err != nil {
			return err
		}
		if err := f.give(e, "end", graph.Date, s.end); err != nil {
			return err
		}
	}
	return nil
}

// nameTimes gives start and end the names by which the network knows them, where all their values are dates.
func (f *file) nameTimes() {
	for _, of := range []class{ofNodes, ofEdges} {
		for _, pair := range [][2]string{{"start", "since"}, {"end", "until"}} {
			c := f.others[of][pair[0]]
			if c == nil {
				continue
			}
			if f.allFit(c) && !f.taken[of][pair[1]] {
				c.name = pair[1]
				continue
			}
			c.typ = graph.Text
			f.notes.times = append(f.notes.times, c.name)
		}
	}
}
