package desk

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"

	"trama/locale"
	"trama/render"
)

// unseen are the fields of forms into which nobody types: what a form carries, and relations by their ids.
func unseen() []string {
	return []string{"form", "seen", "author", "back", "revision", "edge", "id", "next", "meeting", "parcel", "digest", "skip", "replace"}
}

// Typed returns what was typed into a form, a row for each field, or nil where it has nothing to fill in, or nothing was. About
// is the name of what the form is about; "" where that is not known.
func Typed(form url.Values, about string, l *locale.Locale) *render.Table {
	t := &render.Table{Caption: l.Say("typed.table", nil), Class: "known", Columns: []render.Column{{Name: l.Say("node.item", nil), Row: true}, {Name: l.Say("page.value", nil)}}}
	for _, name := range slices.Sorted(maps.Keys(form)) {
		label := "field." + cmp.Or(map[string]string{"label": "node_name"}[name], name)
		if said := said(form, name, about, l); said != "" && l.Has(label) && !slices.Contains(unseen(), name) {
			t.Rows = append(t.Rows, []string{locale.Begun(l.Say(label, nil)), said})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// said is what stands in a field, as people read it.
func said(form url.Values, field, about string, l *locale.Locale) string {
	text := strings.TrimSpace(strings.Join(form[field], ", "))
	switch {
	case text == "":
		return ""
	case field == "kind":
		return l.Kind(text)
	case field == "status":
		return l.Name("node_status", text)
	case field == "date" || field == "due" || field == "until":
		return l.Date(text)
	case field == "relation":
		way, typ, _ := strings.Cut(text, ":")
		if about == "" {
			return l.Type(typ)
		}
		return l.Relations(typ, about, way == "in")
	}
	return text
}
