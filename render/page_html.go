package render

import (
	"html/template"
	"io"
	"net/url"
	"sync"

	"trama/graph"
	"trama/locale"
	"trama/web"
)

// shell is a page with what stands around it in a browser.
type shell struct {
	Lang      string
	HeadTitle string
	Home      string // the address of the list of networks; "" on a page that stands on its own
	Languages []languageLink
	Links     []link
	Form      *form
	Notices   []notice
	Names     []names // that fields of the page suggest
	Search    *search // for a node by its name
	Page      page
	Class     string // of what is laid out in a way of its own: sheet, for one sheet of paper
}

type link struct {
	Href, Name string
	Download   bool
}

type languageLink struct {
	Lang, Name, Href string
	Current          bool
}

// htmlTemplates are the templates, parsed once for each language; the functions speak it.
var htmlTemplates = sync.OnceValue(func() map[string]*template.Template {
	all := map[string]*template.Template{}
	for _, lang := range locale.Languages() {
		l := locale.New(lang)
		all[lang] = template.Must(template.New("").Funcs(template.FuncMap{
			"say":   func(id string) string { return l.Say(id, nil) },
			"style": func() template.CSS { return template.CSS(web.Style()) },
		}).ParseFS(web.Templates(), "*.html"))
	}
	return all
})

// writeHTML writes a page whole: into memory first, so that a template that fails leaves nothing.
func writeHTML(w io.Writer, s shell, l *locale.Locale) error {
	s.Lang = l.Lang()
	if s.HeadTitle == "" {
		s.HeadTitle = s.Page.Title + " – Trama"
	}
	var out buffer
	if err := htmlTemplates()[l.Lang()].ExecuteTemplate(&out, "layout", s); err != nil {
		return &graph.Error{Kind: graph.Internal, Op: "render.HTML", Err: err}
	}
	return out.to(w)
}

// languageLinks returns the links from a page to itself in each language, with its other parameters kept.
func languageLinks(self string, query url.Values, l *locale.Locale) []languageLink {
	if self == "" {
		return nil
	}
	var out []languageLink
	for _, lang := range locale.Languages() {
		out = append(out, languageLink{
			Lang: lang, Name: locale.New(lang).Say("language", nil), Current: lang == l.Lang(),
			Href: address(self, with(query, "lang", lang)),
		})
	}
	return out
}

// with returns a copy of parameters in which the name has the value.
func with(query url.Values, name, value string) url.Values {
	out := url.Values{}
	for key, values := range query {
		out[key] = values
	}
	out.Set(name, value)
	return out
}

// address joins a path and its parameters, in order of name.
func address(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}
