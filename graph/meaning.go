package graph

import (
	"slices"
	"strings"
)

// Statuses returns the values that the attribute status may have, where it has its meaning.
func Statuses() []string { return []string{"declared", "validated", "contested", "retired"} }

// StatusNamed returns the status that a word means in English or Italian, in any case, gender and number; ok is false where
// it means none.
func StatusNamed(word string) (status string, ok bool) {
	word = folded(word)
	if slices.Contains(Statuses(), word) {
		return word, true
	}
	for i, stem := range []string{"dichiarat", "validat", "contestat", "ritirat"} { // of Statuses
		if ending, found := strings.CutPrefix(word, stem); found && len(ending) == 1 && strings.Contains("oaie", ending) {
			return Statuses()[i], true
		}
	}
	return "", false
}

// GroupNamed returns the code that a word of the attributes sector and circle is shown for, in English or Italian and in any case:
// “Terzo settore” and third_sector look alike on a page, and are two values. Any other word comes back as it is.
func GroupNamed(attribute, word string) string {
	if code, known := Group(attribute, word); known {
		return code
	}
	return word
}

// Group returns the code of a word of the attributes sector and circle, as GroupNamed does, and whether the word is known.
func Group(attribute, word string) (code string, known bool) {
	code, known = groups(attribute)[FoldedName(word)]
	return code, known
}

// groups returns the codes of an attribute that puts nodes into groups, by their folded names.
func groups(attribute string) map[string]string {
	switch attribute {
	case "sector":
		return map[string]string{
			"amministrazione": "administration", "third sector": "third_sector", "terzo settore": "third_sector", "cittadinanza": "citizens",
			"sanità": "health", "scuola e formazione": "education", "imprese": "business", "altro": "other",
			"administration": "administration", "citizens": "citizens", "health": "health", "education": "education", "business": "business", "other": "other",
		}
	case "circle":
		return map[string]string{
			"founding": "founding", "founding nucleus": "founding", "nucleo fondativo": "founding",
			"strategic": "strategic", "strategic enlargement": "strategic", "allargamento strategico": "strategic",
			"community": "community", "interested community": "community", "comunità interessata": "community",
		}
	}
	return nil
}

// Coordinates tells whether a role is that of the coordinator, in English or Italian.
func Coordinates(role string) bool {
	return slices.Contains([]string{"coordinator", "coordinatore", "coordinatrice"}, folded(role))
}

// Fits tells whether a value fits the meaning of an attribute name, of a node or of an edge. Names without a meaning
// take anything.
func Fits(name string, v Value) bool {
	number, isNumber := v.Number()
	switch name {
	case "status":
		return v.typ == Text && slices.Contains(Statuses(), v.text)
	case "since", "until":
		return v.typ == Date
	case "lat":
		return isNumber && number >= -90 && number <= 90
	case "lon":
		return isNumber && number >= -180 && number <= 180
	case "weight":
		return isNumber && number > 0
	case "tags", "lines":
		return v.typ == List || v.typ == Text
	case "label", "sector", "circle", "area", "role", "source", "description", "note":
		return v.typ != List
	}
	return true
}

// fitting says to people which values fit the meaning of a name.
func fitting(name string) string {
	switch name {
	case "status":
		return "a status is one of " + strings.Join(Statuses(), ", ")
	case "since", "until":
		return "it is a day that exists, as 2026-01-31, or in a spreadsheet a cell with the format of a date"
	case "lat":
		return "it is a number from -90 to 90"
	case "lon":
		return "it is a number from -180 to 180"
	case "weight":
		return "it is a number above 0"
	case "tags", "lines":
		return "it is a text or a list"
	}
	return "it is no list"
}

// HasMeaning tells whether the name of an attribute has a meaning that not every value fits.
func HasMeaning(name string) bool {
	return !Fits(name, ListValue([]string{"a"})) || !Fits(name, BooleanValue(true))
}

// Meaning returns the node column with the name where all its values fit the name's meaning, else nil.
func (g *Graph) Meaning(name string) *Column { return meant(g.NodeColumn(name)) }

// EdgeMeaning returns the edge column with the name where all its values fit the name's meaning, else nil.
func (g *Graph) EdgeMeaning(name string) *Column { return meant(g.EdgeColumn(name)) }

// Unmeant returns a sentence for each column of g that no longer has the meaning of its name once the changes are made, for
// a value that they give it: what it said does not count any more.
func (c Changes) Unmeant(g *Graph) []Sentence {
	var out []Sentence
	look := func(column func(string) *Column) func(Attributes) {
		said := map[string]bool{}
		return func(attrs Attributes) {
			for _, a := range attrs {
				if a.Value.IsZero() || Fits(a.Name, a.Value) || said[a.Name] {
					continue
				}
				said[a.Name] = true
				if now := column(a.Name); now.Count() == 0 || meant(now) != nil { // else it had none before
					out = append(out, ValueUnfit(a.Name, a.Name, a.Value.String()))
				}
			}
		}
	}
	ofNode, ofEdge := look(g.NodeColumn), look(g.EdgeColumn)
	for _, n := range c.PutNodes {
		ofNode(n.Attributes)
	}
	for _, e := range c.PutEdges {
		ofEdge(e.Attributes)
	}
	return out
}

func meant(c *Column) *Column {
	if c == nil {
		return nil
	}
	if c.numbers == nil {
		for _, v := range c.Distinct() {
			if !Fits(c.name, v) {
				return nil
			}
		}
		return c
	}
	for row := range c.numbers {
		if v, ok := c.At(row); ok && !Fits(c.name, v) {
			return nil
		}
	}
	return c
}
