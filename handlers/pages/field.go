package pages

import (
	"slices"
	"strconv"
	"strings"

	"trama/graph"
	"trama/locale"
	"trama/render/desk"
)

// text returns what was typed into a field, without white space around it.
func (s *sent) text(field string) string { return strings.TrimSpace(s.form.Get(field)) }

// texts returns what was typed into fields of one name, those that were left empty apart.
func (s *sent) texts(field string) []string {
	var out []string
	for _, value := range s.form[field] {
		if value = strings.TrimSpace(value); value != "" && !slices.Contains(out, value) {
			out = append(out, value)
		}
	}
	return out
}

// number returns a whole number; an empty field is 0.
func (s *sent) number(field string) int {
	text := s.text(field)
	n, err := strconv.Atoi(text)
	if err != nil && text != "" {
		s.wrong(field, "http_number", graph.V{"name": s.called(field), "value": text})
	}
	return n
}

// called is what a field is called on the page: one with points as its line is.
func (s *sent) called(field string) string {
	line, points := strings.CutPrefix(field, desk.VotePoints)
	if i, there := s.src.Graph.FindNode(line); points && there {
		return s.src.Graph.Label(i)
	}
	return locale.New(s.view.Lang).Name("field", field)
}

// node returns the id of the node that a field names, by its label or its id; what names none is left to the API, which
// says so.
func (s *sent) node(field string, kinds ...string) string {
	return s.nodeNamed(field, s.text(field), kinds)
}

// nodes returns the ids of the nodes that fields of one name name.
func (s *sent) nodes(field string, kinds ...string) []string {
	var out []string
	for _, text := range s.texts(field) {
		if id := s.nodeNamed(field, text, kinds); !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func (s *sent) nodeNamed(field, text string, kinds []string) string {
	if _, there := s.src.Graph.FindNode(text); there || text == "" {
		return text
	}
	ids := s.src.Graph.NodesLabelled(text, kinds...)
	if len(ids) == 0 {
		ids = s.src.Graph.NodesLabelled(text)
	}
	switch {
	case len(ids) == 1:
		return ids[0]
	case len(ids) > 1:
		s.wrong(field, "http_ambiguous", graph.V{"name": text, "ids": strings.Join(ids, ", ")})
	}
	return text
}
