package locale

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"trama/graph"
)

// slot is one {…} of a message: the name of a value and how it is written.
//
//	{name}        a number as the language writes it, a list joined by "and", anything else as it is
//	{name%}       a share of 1 as a percentage
//	{name:tenth}  a number with one decimal at most, where more would be read aloud
//	{name:plain}  a number without marks between thousands, as a revision or a year
//	{name:date}   a day
//	{name:kind}   the name of a kind; also :type, :family, :sector, :circle, :measure, :step, :state, :goal, :method
//	{name:kinds}  the names of several kinds, given as one text with commas; also :gifts, :states
//	{name:place}   a place in a file: "edges.csv: riga 17"
//	{name:NOUN}   a count with the noun NOUN of the catalogue, in its plural form
//	{name:@other} the name of a value in the list that the value other names: a sector in "sector"
//	{name:}       nothing: it only says which value decides the plural form
//
// A part in brackets, [name| … ], stands only where the value is there and neither empty, 0 nor false; [name>3| … ], [name<3| … ]
// and [name=3| … ] only where it is a number above, below, or equal to 3; and [else| … ] where none of the parts right
// before it does. In Italian a word before a slot takes the form that goes with what stands in it: "il {n%}" may be "l'8%".
type slot struct {
	name, as string
	hasAs    bool
}

// pieces calls text for each literal part of a template and value for each slot, in order.
func pieces(template string, text func(string), value func(slot)) {
	for template != "" {
		open := strings.IndexByte(template, '{')
		if open < 0 {
			text(template)
			return
		}
		length := strings.IndexByte(template[open:], '}')
		if length < 0 {
			text(template)
			return
		}
		text(template[:open])
		value(slotOf(template[open+1 : open+length]))
		template = template[open+length+1:]
	}
}

func slotOf(inside string) slot {
	if name, ok := strings.CutSuffix(inside, "%"); ok {
		return slot{name: name, as: "%", hasAs: true}
	}
	name, as, hasAs := strings.Cut(inside, ":")
	return slot{name: name, as: as, hasAs: hasAs}
}

// counted returns the value that chooses the plural form: the first of the template that stands with a noun, else n.
func counted(template string, values graph.V) (any, bool) {
	var count any
	found := false
	pieces(template, func(string) {}, func(s slot) {
		if found || !s.hasAs || s.as == "%" || named(s.as) {
			return
		}
		count, found = pluralCount(values[s.name])
	})
	if !found {
		return pluralCount(values["n"])
	}
	return count, found
}

// named tells whether a slot's manner is one of those that are no noun.
func named(as string) bool {
	switch as {
	case "plain", "tenth", "date", "kind", "type", "family", "sector", "circle", "measure", "step", "state", "goal", "method", "kinds", "gifts", "states", "place":
		return true
	}
	return false
}

// pluralCount returns a number as CLDR's rules take it: an integer, or the digits of another one.
func pluralCount(value any) (any, bool) {
	x, ok := number(value)
	if !ok {
		return nil, false
	}
	if x < 0 {
		x = -x
	}
	if x == float64(int64(x)) {
		return int64(x), true
	}
	return strconv.FormatFloat(x, 'f', -1, 64), true
}

// chosen returns the template with each part in brackets either in or out. Brackets without a condition, as in "[…]", stand
// for themselves.
func chosen(template string, values graph.V) string {
	var out strings.Builder
	stood := false
	for {
		open := strings.IndexByte(template, '[')
		if open < 0 {
			break
		}
		bar, end := strings.IndexByte(template[open:], '|'), closing(template[open:])
		if end < 0 {
			break
		}
		stood = stood && open == 0
		if bar < 0 || end < bar {
			out.WriteString(template[:open+end+1])
			template = template[open+end+1:]
			continue
		}
		out.WriteString(template[:open])
		condition := template[open+1 : open+bar]
		if condition == "else" && !stood || condition != "else" && holds(condition, values) {
			out.WriteString(template[open+bar+1 : open+end])
			stood = true
		}
		template = template[open+end+1:]
	}
	return out.String() + template
}

// closing returns where the bracket ends with which a text begins, past those within it; below 0 where it does not.
func closing(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// holds tells whether the condition of a part in brackets is met.
func holds(condition string, values graph.V) bool {
	at := strings.IndexAny(condition, "<=>")
	if at < 0 {
		value := values[condition]
		if x, ok := number(value); ok {
			return x != 0
		}
		if list, is := value.([]string); is {
			return len(list) > 0
		}
		return value != nil && value != "" && value != false
	}
	x, ok := number(values[condition[:at]])
	limit, err := strconv.ParseFloat(condition[at+1:], 64)
	if !ok || err != nil {
		return false
	}
	switch condition[at] {
	case '<':
		return x < limit
	case '>':
		return x > limit
	}
	return x == limit
}

func (l *Locale) filled(template string, values graph.V) string {
	out := ""
	pieces(chosen(template, values), func(text string) { out += text }, func(s slot) {
		value, ok := values[s.name]
		if !ok {
			out += "{" + s.name + "}"
			return
		}
		if list, of := strings.CutPrefix(s.as, "@"); of {
			s.as = fmt.Sprint(values[list])
		}
		out = l.joined(out, l.written(value, s.as, s.hasAs))
	})
	return out
}

// written returns a value in the way that a template asks for: a figure as one of its ways, all else as a name.
func (l *Locale) written(value any, as string, hasAs bool) string {
	if !hasAs {
		return l.Value(value)
	}
	x, isNumber := number(value)
	switch {
	case as == "":
		return ""
	case as == "%" && isNumber:
		return l.Percent(x)
	case as == "plain" && isNumber:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case as == "tenth" && isNumber:
		return l.Number(math.Round(x*10) / 10)
	case isNumber && l.messages["noun."+as]:
		return l.Count(as, x)
	}
	return l.named(fmt.Sprint(value), as)
}

// named returns what people call a thing of a sort; of kinds, gifts and states, which are lists, what they call each.
func (l *Locale) named(text, as string) string {
	switch as {
	case "kind":
		return l.Kind(text)
	case "kinds":
		return each(text, l.Kind)
	case "gifts", "states":
		return each(text, func(entry string) string { return l.Name(strings.TrimSuffix(as, "s"), entry) })
	case "place":
		return l.Place(text)
	case "type":
		return l.Type(text)
	case "date":
		return l.Date(text)
	}
	return l.Name(as, text)
}

// each returns a list with a name in place of each entry.
func each(list string, name func(string) string) string {
	var names []string
	for _, entry := range strings.Split(list, ", ") {
		names = append(names, name(entry))
	}
	return strings.Join(names, ", ")
}

// Value returns a value as people read it: a number in the language's way, a list joined by "and", a sentence in the
// language, a sector of the table by its word, anything else as it is.
func (l *Locale) Value(value any) string {
	if x, ok := number(value); ok {
		if _, whole := value.(float64); !whole {
			return l.Number(value)
		}
		return l.Number(x)
	}
	switch v := value.(type) {
	case nil:
		return l.Say("word.none", nil)
	case string:
		return l.Side(strings.TrimSpace(v)) // a cell keeps the space that was typed around a name, a sentence does not
	case bool:
		return l.Say("word."+strconv.FormatBool(v), nil)
	case []string:
		return l.List(v)
	case []any:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = l.Value(item)
		}
		return l.List(items)
	case graph.Sentence:
		return l.Sentence(v)
	case error:
		return l.Error(v)
	}
	return fmt.Sprint(value)
}

// List returns names joined as in a sentence: "a, b and c".
func (l *Locale) List(names []string) string {
	items := make([]string, len(names))
	for i, name := range names {
		items[i] = l.Side(strings.TrimSpace(name))
	}
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return l.joined(strings.Join(items[:last], ", ")+" "+l.Say("word.and", nil)+" ", items[last])
}
