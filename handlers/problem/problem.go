// Package problem turns errors into application/problem+json (RFC 9457): one table from kinds to statuses, one place
// where messages are cleaned of what the client sent and of what only operators should see. A page may say what its
// reader asked for (Shown): it is escaped there, and the reader needs the word that was mistyped.
package problem

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"trama/graph"
	"trama/locale"
)

// ContentType is the media type of a Problem.
const ContentType = "application/problem+json"

// Problem is an error as the API answers it. It never repeats a submitted value.
type Problem struct {
	Type   string  `json:"type"`
	Title  string  `json:"title"`
	Status int     `json:"status"`
	Code   string  `json:"code,omitempty" doc:"a name for machines, stable over versions"`
	Detail string  `json:"detail,omitempty" doc:"a sentence for people"`
	Errors []Place `json:"errors,omitempty" doc:"the places that are wrong, the first twenty"`
	Count  int     `json:"count,omitempty" doc:"how many places are wrong in all"`
}

// Place is one thing that is wrong and where it stands.
type Place struct {
	Location string `json:"location,omitempty" example:"line 17"`
	Message  string `json:"message"`
}

// Error returns the sentence, so that a Problem is an error.
func (p *Problem) Error() string { return p.Detail }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType returns the media type in which a Problem is written.
func (p *Problem) ContentType(string) string { return ContentType }

// Status returns the HTTP status of a kind of error.
func Status(kind graph.ErrorKind) int {
	switch kind {
	case graph.Usage, graph.Invalid:
		return http.StatusUnprocessableEntity
	case graph.NotFound:
		return http.StatusNotFound
	case graph.Conflict:
		return http.StatusConflict
	case graph.Denied:
		return http.StatusForbidden
	case graph.Unavailable, graph.Interrupted:
		return http.StatusServiceUnavailable
	case graph.TooLarge:
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusInternalServerError
}

// New returns a problem of a status with a code, whose sentence is in the language.
func New(status int, code, lang string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: locale.New(lang).Say("http_"+code, nil)}
}

// From returns the problem that an error is, without the submitted values. What is no error of ours keeps its inside to
// itself.
func From(err error, lang string) *Problem { return from(err, lang, graph.Sentence.WithoutTexts) }

// Shown is From with the values in the sentences, for a page.
func Shown(err error, lang string) *Problem {
	return from(err, lang, func(s graph.Sentence) graph.Sentence { return s })
}

func from(err error, lang string, said func(graph.Sentence) graph.Sentence) *Problem {
	if own, ok := errors.AsType[*Problem](err); ok {
		return own
	}
	kind := graph.KindOf(err)
	p := &Problem{Type: "about:blank", Status: Status(kind), Code: kind.String()}
	p.Title = http.StatusText(p.Status)
	say := locale.New(lang)
	var refused *graph.Refused
	var s graph.Sentence
	switch {
	case errors.As(err, &refused):
		p.Count, p.Errors = refused.Count, places(refused, say, said)
		p.Detail = say.Say("http_refused", nil)
	case kind != graph.Internal && errors.As(err, &s):
		p.Code, p.Detail = s.Code, say.Sentence(said(s))
	default:
		p.Detail = say.Say("http_"+kind.String(), nil)
	}
	return p
}

func places(r *graph.Refused, say *locale.Locale, said func(graph.Sentence) graph.Sentence) []Place {
	out := make([]Place, 0, len(r.First))
	for _, refusal := range r.First {
		refusal.File = ""
		place := Place{Message: say.Sentence(said(refusal.Why))}
		if refusal.Line > 0 {
			place.Location = refusal.Where()[2:] // ": line 17" without the file
		}
		out = append(out, place)
	}
	return out
}

// Write answers with the problem.
func Write(w http.ResponseWriter, p *Problem) {
	w.Header().Set("Content-Type", ContentType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p) // a client that has gone needs no answer
}

type keeperKey struct{}

// Keeping returns a context in which the error behind an answer is kept, for the part of the service that asks another
// one and words the error itself, and the error that was kept.
func Keeping(ctx context.Context) (context.Context, *error) {
	kept := new(error)
	return context.WithValue(ctx, keeperKey{}, kept), kept
}

// Keep keeps an error where the context asks for it.
func Keep(ctx context.Context, err error) {
	if kept, ok := ctx.Value(keeperKey{}).(*error); ok {
		*kept = err
	}
}
