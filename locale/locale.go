// Package locale turns codes and figures into sentences, in Italian and in English. Analysis gives codes only, and both
// languages are here; readers and stores give English sentences with a code, and the Italian is here. Numbers, shares
// and dates are written as the language writes them.
//
// The catalogues are go-i18n message files with CLDR plurals (Italian has "many", for whole millions). In a message
// {name} stands for a value, {name%} for a share as a percentage, {name:pieces} for a count with its noun, {name:kind}
// for the name of a kind; see template.go. Next: render, which puts the sentences on paper.
package locale

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"

	"trama/graph"
)

//go:embed catalogue/*.json
var catalogues embed.FS

// Languages returns the languages that Trama speaks, the default first.
func Languages() []string { return []string{"it", "en"} }

// Locale says things in one language. It is safe for concurrent use.
type Locale struct {
	lang      string
	localizer *i18n.Localizer
	messages  map[string]bool
}

// New returns the locale of a language; for one that Trama does not speak, and for none, it is Italian.
func New(lang string) *Locale {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	if l, ok := locales()[lang]; ok {
		return l
	}
	return locales()[Languages()[0]]
}

// Match returns the language, among those that Trama speaks, that an Accept-Language header likes best.
func Match(header string) string {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 || strings.TrimSpace(header) == "*" {
		return Languages()[0]
	}
	_, i, confidence := language.NewMatcher([]language.Tag{language.Italian, language.English}).Match(tags...)
	if confidence == language.No {
		return "en" // somebody who asks for neither reads English sooner than Italian
	}
	return Languages()[i]
}

// locales are made at the first call and never changed.
var locales = sync.OnceValue(func() map[string]*Locale {
	all := map[string]*Locale{}
	for _, lang := range Languages() {
		all[lang] = newLocale(lang)
	}
	return all
})

func newLocale(lang string) *Locale {
	bundle := i18n.NewBundle(language.MustParse(lang))
	l := &Locale{lang: lang, localizer: i18n.NewLocalizer(bundle, lang), messages: map[string]bool{}}
	files, err := fs.Glob(catalogues, "catalogue/*."+lang+".json")
	for _, name := range files {
		file, failed := bundle.LoadMessageFileFS(catalogues, path.Clean(name))
		if failed != nil {
			err = failed
			break
		}
		for _, message := range file.Messages {
			l.messages[message.ID] = true
		}
	}
	if err != nil {
		panic(err) // the files are part of the program
	}
	return l
}

// Lang returns the language: "it" or "en".
func (l *Locale) Lang() string { return l.lang }

// Has tells whether the catalogue has a message.
func (l *Locale) Has(id string) bool { return l.messages[id] }

// Say returns the message with its values put in; for an id without a message it is the id itself.
func (l *Locale) Say(id string, values graph.V) string {
	if text, ok := l.message(id, values); ok {
		return text
	}
	return id
}

// Sentence returns the sentence in this language: by its code, else the text that it carries, else the code. What carries its
// English has a message in English too where values are to be written as people write them.
func (l *Locale) Sentence(s graph.Sentence) string {
	if s.Code == "" {
		return s.Text
	}
	if text, ok := l.message(s.Code, s.Values); ok {
		return text
	}
	if s.Text != "" {
		return s.Text
	}
	if l.lang != "en" {
		return New("en").Sentence(s)
	}
	return s.Code
}

// Localized returns the sentence with its text in this language.
func (l *Locale) Localized(s graph.Sentence) graph.Sentence {
	s.Text = l.Sentence(s)
	return s
}

// Sentences returns the sentences with their texts in this language; the list given stays as it is.
func (l *Locale) Sentences(list []graph.Sentence) []graph.Sentence {
	out := make([]graph.Sentence, len(list))
	for i, s := range list {
		out[i] = l.Localized(s)
	}
	return out
}

// message returns a message filled with values. Its plural form is that of the first value that stands with a noun.
func (l *Locale) message(id string, values graph.V) (string, bool) {
	if !l.messages[id] {
		return "", false
	}
	config := &i18n.LocalizeConfig{MessageID: id, TemplateParser: template.IdentityParser{}}
	text, err := l.localizer.Localize(config)
	if err != nil {
		return "", false
	}
	if count, ok := counted(text, values); ok {
		config.PluralCount = count
		if form, err := l.localizer.Localize(config); err == nil {
			text = form
		}
	}
	return l.filled(text, values), true
}
