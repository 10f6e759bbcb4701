package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// ErrorKind says, for machines, what went wrong. The table of exit codes is in cmd/trama, that of HTTP statuses in
// handlers.
type ErrorKind uint8

// The kinds of errors.
const (
	Internal ErrorKind = iota
	Usage
	Invalid
	NotFound
	Conflict
	Denied
	Unavailable
	TooLarge
	Interrupted
)

// ErrorKinds returns all kinds, for tables that must know each of them.
func ErrorKinds() []ErrorKind {
	return []ErrorKind{Internal, Usage, Invalid, NotFound, Conflict, Denied, Unavailable, TooLarge, Interrupted}
}

// String returns the name of the kind.
func (k ErrorKind) String() string {
	return [...]string{"internal", "usage", "invalid", "not_found", "conflict", "denied", "unavailable", "too_large", "interrupted"}[k]
}

// Error is an error with a kind for machines and a message for people. Op names the operation for operators and is not
// part of the message. Err is a Sentence or *Refused where the message can be said in the reader's language.
type Error struct {
	Kind ErrorKind
	Op   string
	Err  error
}

// Error returns the message.
func (e *Error) Error() string { return e.Err.Error() }

// Unwrap returns the error inside.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first Error in the chain; the end of a context is Interrupted; all else is Internal.
func KindOf(err error) ErrorKind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return Interrupted
	}
	return Internal
}

// Sentence is something said to people: a code with its figures, which locale turns into a sentence, and that sentence.
// Analysis leaves Text empty. Readers and stores fill it in English, and locale replaces it.
type Sentence struct {
	Code   string         `json:"code"`
	Values map[string]any `json:"values,omitempty"`
	Text   string         `json:"text"`

	template string   // of the English text, where Say made it
	own      []string // names of the values that are the program's own words
}

// Own returns the sentence with some values marked as the program's own words, such as those that a list of choices
// holds: an answer that must not repeat what was submitted may say them.
func (s Sentence) Own(names ...string) Sentence {
	s.own = append(s.own[:len(s.own):len(s.own)], names...)
	return s
}

// WithoutTexts returns the sentence with "…" in place of every value that is a text and no word of the program's own, for
// answers that must not repeat what was submitted.
func (s Sentence) WithoutTexts() Sentence {
	out := Sentence{Code: s.Code, Values: make(V, len(s.Values)), template: s.template}
	for name, v := range s.Values {
		if _, isText := v.(string); isText && !slices.Contains(s.own, name) {
			v = "…"
		}
		out.Values[name] = v
	}
	out.Text = filled(out.template, out.Values)
	return out
}

// With returns the sentence with other values: names for ids.
func (s Sentence) With(values V) Sentence {
	if s.template == "" {
		return Sentence{Code: s.Code, Values: values, Text: s.Text}
	}
	return Say(s.Code, s.template, values)
}

// Error returns the text, so that a Sentence can be the inside of an Error.
func (s Sentence) Error() string { return s.Text }

// V are the values of a Sentence.
type V = map[string]any

// Say returns a sentence with its text in English, in which {name} stands for the value of that name.
func Say(code, template string, values V) Sentence {
	return Sentence{Code: code, Values: values, Text: filled(template, values), template: template}
}

// filled returns the template with each {name} replaced by the value of that name.
func filled(template string, values V) string {
	var out []byte
	for i := 0; i < len(template); i++ {
		if template[i] == '{' {
			if end := indexFrom(template, i, '}'); end > 0 {
				if v, ok := values[template[i+1:end]]; ok {
					out = append(out, fmt.Sprint(v)...)
					i = end
					continue
				}
			}
		}
		out = append(out, template[i])
	}
	return string(out)
}

func indexFrom(s string, start int, c byte) int {
	for i := start; i < len(s); i++ {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// Fail returns an Error whose message is a sentence.
func Fail(kind ErrorKind, op string, s Sentence) error { return &Error{Kind: kind, Op: op, Err: s} }

// FailAt returns an Error about one place in a file.
func FailAt(kind ErrorKind, op string, r Refusal) error {
	refused := &Refused{}
	refused.Add(r)
	return &Error{Kind: kind, Op: op, Err: refused}
}

// Refusal is a place in a file and why what stands there is not taken.
type Refusal struct {
	File string
	Line int // from 1; 0: the whole file
	Why  Sentence
}

// Where returns the place as people read it: "edges.csv: line 17".
func (r Refusal) Where() string {
	if r.Line == 0 {
		return r.File
	}
	return fmt.Sprintf("%s: line %d", r.File, r.Line)
}

// MaxRefusals is how many refusals are listed; the others are counted.
const MaxRefusals = 20

// Refused is the inside of an Error about rows of files: the first 20 refusals, and how many there are.
type Refused struct {
	First []Refusal
	Count int
	Keep  int // how many refusals First holds at most; 0: MaxRefusals
}

// Add counts a refusal and keeps it if it is among the first.
func (r *Refused) Add(refusal Refusal) {
	r.Count++
	most := r.Keep
	if most == 0 {
		most = MaxRefusals
	}
	if len(r.First) < most {
		r.First = append(r.First, refusal)
	}
}

// Error returns a line for each refusal kept, and the count where there are more.
func (r *Refused) Error() string {
	var out string
	for i, refusal := range r.First {
		if i > 0 {
			out += "\n"
		}
		out += refusal.Where() + ": " + refusal.Why.Text
	}
	if r.Count > len(r.First) {
		out += fmt.Sprintf("\n%d rows are wrong in all", r.Count)
	}
	return out
}
