package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Holdable returns the changes as every format can hold them, which are the given ones made over: the control characters
// that XML does not know are dropped from values, names, kinds and types, and a sentence counts the texts that lost any. It
// is TooLarge for a text beyond a limit, with the limit's name. Apply knows no limits, since what was read with wider ones
// must be undone and read from a history as well.
func (c Changes) Holdable(l Limits) (Changes, []Sentence, error) {
	h := holding{limits: l.OrDefault()}
	for i := range c.PutNodes {
		n := &c.PutNodes[i]
		h.bound(n.ID, h.limits.NodeID, h.limits.LongNodeID)
		h.class(&n.Kind)
		h.attributes(n.Attributes)
	}
	for i := range c.PutEdges {
		e := &c.PutEdges[i]
		h.bound(e.ID, h.limits.EdgeID, h.limits.LongEdgeID)
		h.class(&e.Type)
		h.attributes(e.Attributes)
	}
	h.attributes(c.Attributes)
	return c, h.notes(), h.err
}

// holding is one Holdable on its way.
type holding struct {
	limits Limits
	lost   int // texts
	err    error
}

func (h *holding) notes() []Sentence {
	if h.lost == 0 {
		return []Sentence{}
	}
	return []Sentence{ControlsDropped(h.lost)}
}

// bound checks the length of a text. An id with a control character is for Apply to refuse.
func (h *holding) bound(text string, most int64, beyond func() Sentence) {
	if int64(len(text)) > most && h.err == nil {
		h.err = Fail(TooLarge, "graph.Holdable", beyond())
	}
}

// text returns a text as it can be held.
func (h *holding) text(text string) string {
	h.bound(text, h.limits.Value, h.limits.LongValue)
	clean := WithoutControls(text)
	if len(clean) < len(text) {
		h.lost++
	}
	return clean
}

func (h *holding) class(name **string) {
	if *name != nil {
		clean := h.text(**name)
		*name = &clean
	}
}

func (h *holding) attributes(attrs Attributes) {
	for i := range attrs {
		attr := &attrs[i]
		h.bound(attr.Name, MaxNodeID, LongName)
		attr.Name, attr.Value = h.text(attr.Name), h.value(attr.Value)
	}
	slices.SortStableFunc(attrs, func(a, b Attribute) int { return cmp.Compare(a.Name, b.Name) })
	for i := 1; i < len(attrs); i++ {
		if attrs[i].Name == attrs[i-1].Name && h.err == nil {
			h.err = Fail(Invalid, "graph.Holdable", Say("json_twice", `"{field}" is given twice`, V{"field": attrs[i].Name}))
		}
	}
}

func (h *holding) value(v Value) Value {
	switch v.typ {
	case Text:
		return TextValue(h.text(v.text))
	case List:
		h.bound(v.text, h.limits.Value, h.limits.LongValue)
		lost, items := h.lost, v.List()
		for i, item := range items {
			items[i] = h.text(item)
		}
		h.lost = min(h.lost, lost+1) // a list is one value
		return ListValue(items)
	}
	return v
}

// Unholdable tells whether a character is one that XML cannot hold, and with it no text of a graph.
func Unholdable(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xFFFE || c == 0xFFFF
}

// NotInID tells whether a character stands in no id: a control character, a line break or a tab too, and what took the place
// of bytes that were no text.
func NotInID(c rune) bool { return c < ' ' || c == utf8.RuneError || Unholdable(c) }

// ControlsDropped says that values lost characters that XML cannot hold.
func ControlsDropped(values int) Sentence {
	return Say("control_characters", "control characters were dropped (values: {count})", V{"count": values})
}

// WithoutControls returns a text without the characters that XML cannot hold.
func WithoutControls(text string) string {
	if !strings.ContainsFunc(text, Unholdable) {
		return text
	}
	return strings.Map(func(c rune) rune {
		if Unholdable(c) {
			return -1
		}
		return c
	}, text)
}
