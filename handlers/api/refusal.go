package api

import (
	"errors"
	"net/http"
	"regexp"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"trama/graph"
	"trama/handlers/problem"
	"trama/locale"
)

// refuseInOwnWords makes huma word its refusals as problems of ours, in the language of the request, without the
// submitted values. huma keeps the two functions in variables of its own; they are set once.
var refuseInOwnWords = sync.OnceFunc(func() {
	huma.NewError = func(status int, _ string, errs ...error) huma.StatusError { return refusal(status, "en", errs) }
	huma.NewErrorWithContext = func(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
		return refusal(status, languageAsked(ctx), errs)
	}
})

// languageKey is under which an operation's metadata hold the service's language.
const languageKey = "lang"

// languageAsked returns the language of a request that may be refused for its parameters.
func languageAsked(ctx huma.Context) string {
	if lang := ctx.Query("lang"); lang == "it" || lang == "en" {
		return lang
	}
	lang, _ := ctx.Operation().Metadata[languageKey].(string)
	return lang
}

// refusal returns the problem of a request that huma refuses for what is wrong in it.
func refusal(status int, lang string, errs []error) *problem.Problem {
	if len(errs) == 1 {
		var own *problem.Problem
		if errors.As(errs[0], &own) {
			return own
		}
	}
	p := problem.New(status, codeOf(status), lang)
	if status == http.StatusRequestEntityTooLarge {
		p.Detail = locale.New(lang).Say("http_request_too_large", nil)
	}
	for _, err := range errs {
		var detailed huma.ErrorDetailer
		if errors.As(err, &detailed) {
			what := detailed.ErrorDetail()
			p.Errors = append(p.Errors, problem.Place{Location: what.Location, Message: reworded(what.Message, lang)})
		}
	}
	return p
}

// wording is how a refusal of huma's reads, and the sentence of ours for it.
type wording struct {
	theirs *regexp.Regexp
	ours   string
}

// wordings returns the refusals of parameters that our routes can cause.
func wordings() []wording {
	return []wording{
		{regexp.MustCompile(`^expected value to be one of "(.*)"$`), "parameter_choice"},
		{regexp.MustCompile(`^expected number >= (.*)$`), "parameter_least"},
		{regexp.MustCompile(`^expected number <= (.*)$`), "parameter_most"},
		{regexp.MustCompile(`^expected length <= (.*)$`), "parameter_length"},
		{regexp.MustCompile(`^invalid integer()$`), "parameter_integer"},
		{regexp.MustCompile(`^invalid float()$`), "parameter_number"},
		{regexp.MustCompile(`^invalid boolean()$`), "parameter_boolean"},
		{regexp.MustCompile(`^required .* is missing()$`), "parameter_missing"},
	}
}

// reworded returns a refusal of huma's in the language, as it is where it is none that we know.
func reworded(message, lang string) string {
	for _, w := range wordings() {
		if found := w.theirs.FindStringSubmatch(message); found != nil {
			return locale.New(lang).Say("http_"+w.ours, graph.V{"value": found[1]})
		}
	}
	return message
}

func codeOf(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "bad_request"
	case http.StatusRequestEntityTooLarge:
		return "too_large"
	case http.StatusUnsupportedMediaType:
		return "media_type"
	case http.StatusUnprocessableEntity:
		return "invalid"
	case http.StatusNotFound:
		return "not_found"
	}
	return "internal"
}
