package render

import (
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"
	"sync"

	"trama/graph"
	"trama/locale"
	"trama/web"
)

// Shell is a page with what stands around it in a browser.
type Shell struct {
	Lang      string
	HeadTitle string
	Home      string // the address of the list of networks; "" on a page that stands on its own
	Languages []languageLink
	First     *first // what a reader of a report sees before its sections
	Links     []Link
	Files     []Link // of the same page, for other programs
	Form      *form
	Above     []Part  // before all else: what was written just now
	Below     []Part  // at the end: the names that fields suggest
	Search    *search // for a node by its name
	Page      Page
	Class     string // of what is laid out in a way of its own: sheet, for one sheet of paper
}

// Link leads from a page to another one, or to a file.
type Link struct {
	Href, Name string
	Download   bool
}

// htmlTemplates are the templates, parsed once for each language; the functions speak it.
var htmlTemplates = sync.OnceValue(func() map[string]*template.Template {
	all := map[string]*template.Template{}
	for _, lang := range locale.Languages() {
		l := locale.New(lang)
		root := template.New("")
		all[lang] = template.Must(root.Funcs(template.FuncMap{
			"say":        func(id string) string { return l.Say(id, nil) },
			"style":      func() template.CSS { return template.CSS(web.Style()) },
			"script":     func() template.JS { return template.JS(web.Script()) },
			"scriptPath": web.ScriptPath,
			"part":       func(p Part) (template.HTML, error) { return p.in(root) },
		}).ParseFS(web.Templates(), "*.html"))
	}
	return all
})

// DrawsNetworks tells whether a drawing of the page is one that a reader may want to come nearer to.
func (s Shell) DrawsNetworks() bool {
	return slices.ContainsFunc(s.Page.Sections, func(section Section) bool {
		return slices.ContainsFunc(section.Blocks, func(b Block) bool { return b.Drawing != nil && b.Drawing.Network })
	})
}

// in fills the template of a part, which is one of those given.
func (p Part) in(templates *template.Template) (template.HTML, error) {
	var out strings.Builder
	err := templates.ExecuteTemplate(&out, p.Template, p.Data)
	return template.HTML(out.String()), err // it was escaped while it was filled
}

// Write writes a page whole, in a language: into memory first, so that a template that fails leaves nothing.
func (s Shell) Write(w io.Writer, lang string) error {
	s.Lang = locale.New(lang).Lang()
	if s.HeadTitle == "" {
		s.HeadTitle = s.Page.Title + " – Trama"
	}
	var out buffer
	if err := htmlTemplates()[s.Lang].ExecuteTemplate(&out, "layout", s); err != nil {
		return &graph.Error{Kind: graph.Internal, Op: "render.HTML", Err: err}
	}
	return out.to(w)
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

// Address joins a path and its parameters, in order of name.
func Address(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}
