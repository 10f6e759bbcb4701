package render

import (
	"maps"
	"net/url"
	"slices"

	"trama/locale"
)

// languageLink leads to the page in a language. Where the page shows a form that was refused it is a button, which sends that
// form again: what was typed into it is in no address.
type languageLink struct {
	Lang, Name, Href string
	Current          bool
	Sends            []input
}

// Resent is a form that was refused, as it was sent. It builds on a state of the network, and is refused on the same grounds
// each time that it is sent.
type Resent struct {
	Address     string
	Query, Form url.Values
}

// languages returns the links from a page to itself in each language, with its other parameters kept.
func (v View) languages() []languageLink {
	if v.Self == "" {
		return nil
	}
	var out []languageLink
	for _, lang := range locale.Languages() {
		to := languageLink{Lang: lang, Name: locale.New(lang).Say("language", nil), Current: lang == v.locale().Lang()}
		to.Href = Address(v.Self, with(v.Query, "lang", lang))
		if v.Resent != nil {
			to.Href, to.Sends = Address(v.Resent.Address, with(v.Resent.Query, "lang", lang)), inputs(v.Resent.Form)
		}
		out = append(out, to)
	}
	return out
}

// inputs are values as fields that nobody sees, in order of name.
func inputs(values url.Values) []input {
	var out []input
	for _, name := range slices.Sorted(maps.Keys(values)) {
		for _, value := range values[name] {
			out = append(out, input{Name: name, Value: value})
		}
	}
	return out
}
