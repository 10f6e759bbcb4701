package sqlite

import (
	"fmt"
	"strconv"
	"strings"

	"trama/graph"
)

// decoder reads attributes as the canonical document writes them. It remembers short texts: in many networks most edges
// have one of a few.
type decoder struct {
	known map[string]graph.Attributes
	attrs graph.Attributes
}

const (
	rememberedText  = 64
	rememberedTexts = 4096
)

func newDecoder() *decoder { return &decoder{known: map[string]graph.Attributes{"{}": nil}} }

// attributes returns what the text says; it is good until the next call.
func (d *decoder) attributes(text string) (graph.Attributes, error) {
	if attrs, ok := d.known[text]; ok {
		return attrs, nil
	}
	p := parser{text: text, attrs: d.attrs[:0]}
	if !p.object() { // escapes, or no canonical text: the plain way
		var attrs graph.Attributes
		if err := attrs.UnmarshalJSON([]byte(text)); err != nil {
			return nil, fmt.Errorf("sqlite: attributes that we have not written: %v", err)
		}
		p.attrs = attrs
	}
	d.attrs = p.attrs
	if len(text) <= rememberedText && len(d.known) < rememberedTexts {
		d.known[text], d.attrs = p.attrs, nil
	}
	return p.attrs, nil
}

// parser reads one object without escapes and white space; it gives up on anything else.
type parser struct {
	text  string
	at    int
	attrs graph.Attributes
}

func (p *parser) object() bool {
	if strings.IndexByte(p.text, '\\') >= 0 || !p.take('{') {
		return false
	}
	for first := true; !p.take('}'); first = false {
		if !first && !p.take(',') {
			return false
		}
		name, ok := p.string()
		if !ok || !p.take(':') {
			return false
		}
		v, ok := p.value()
		if !ok {
			return false
		}
		p.attrs = append(p.attrs, graph.Attribute{Name: name, Value: v})
	}
	return p.at == len(p.text)
}

func (p *parser) take(c byte) bool {
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *parser) string() (string, bool) {
	if !p.take('"') {
		return "", false
	}
	end := strings.IndexByte(p.text[p.at:], '"')
	if end < 0 {
		return "", false
	}
	s := p.text[p.at : p.at+end]
	p.at += end + 1
	return s, true
}

func (p *parser) value() (graph.Value, bool) {
	if p.at >= len(p.text) {
		return graph.Value{}, false
	}
	switch p.text[p.at] {
	case '"':
		s, ok := p.string()
		return graph.TextValue(s), ok && s != ""
	case '{':
		return p.date()
	case '[':
		return p.list()
	case 't':
		return graph.BooleanValue(true), p.word("true")
	case 'f':
		return graph.BooleanValue(false), p.word("false")
	}
	return p.number()
}

func (p *parser) word(w string) bool {
	if !strings.HasPrefix(p.text[p.at:], w) {
		return false
	}
	p.at += len(w)
	return true
}

func (p *parser) date() (graph.Value, bool) {
	if !p.word(`{"date":`) {
		return graph.Value{}, false
	}
	day, ok := p.string()
	if !ok || !p.take('}') {
		return graph.Value{}, false
	}
	return graph.DateValue(day)
}

func (p *parser) list() (graph.Value, bool) {
	p.take('[')
	var items []string
	for first := true; !p.take(']'); first = false {
		if !first && !p.take(',') {
			return graph.Value{}, false
		}
		item, ok := p.string()
		if !ok {
			return graph.Value{}, false
		}
		items = append(items, item)
	}
	return graph.ListValue(items), len(items) > 0
}

func (p *parser) number() (graph.Value, bool) {
	start, float := p.at, false
	for p.at < len(p.text) && p.text[p.at] != ',' && p.text[p.at] != '}' {
		c := p.text[p.at]
		float = float || c == '.' || c == 'e'
		p.at++
	}
	text := p.text[start:p.at]
	if float {
		x, err := strconv.ParseFloat(text, 64)
		return graph.FloatValue(x), err == nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return graph.IntegerValue(n), err == nil
}
