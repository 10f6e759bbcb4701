package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"unicode/utf8"
)

// ReadChanges reads a trama.changes/1 document, with or without a byte order mark. Nothing is guessed: a field that it does
// not know, one that is given twice and what follows the object are Invalid, with the line; what is beyond the limits is
// TooLarge. The sentences are those of Changes.Holdable.
func ReadChanges(r io.Reader, l Limits) (Changes, []Sentence, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return Changes{}, nil, &Error{Kind: Invalid, Op: "graph.ReadChanges", Err: err}
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(text) {
		return Changes{}, nil, badChanges(text, int64(bytes.IndexRune(text, utf8.RuneError)), "it is not UTF-8")
	}
	if err := checkObject(text); err != nil {
		return Changes{}, nil, err
	}
	var doc struct {
		Schema string `json:"schema"`
		Changes
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		if KindOf(err) == Invalid {
			return Changes{}, nil, err
		}
		return Changes{}, nil, badChanges(text, offsetOf(text, err), "a field is unknown or of the wrong type")
	}
	if doc.Schema != "" && doc.Schema != ChangesSchema {
		return Changes{}, nil, badChanges(text, 0, "its schema is another")
	}
	return doc.Changes.Holdable(l)
}

// badChanges returns the error of what is wrong at a byte of the document.
func badChanges(text []byte, at int64, why string) error {
	return Fail(Invalid, "graph.ReadChanges", Say("bad_changes", "line {line}: this is no trama.changes/1: {why}", V{"line": lineAt(text, at), "why": why}).Own("why"))
}

// lineAt returns the line, from 1, of a byte.
func lineAt(text []byte, at int64) int {
	return 1 + bytes.Count(text[:min(at, int64(len(text)))], []byte{'\n'})
}

// offsetOf returns the byte of the text at which a decoder found an error.
func offsetOf(text []byte, err error) int64 {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return syntax.Offset
	case errors.As(err, &wrong):
		return wrong.Offset
	}
	return int64(len(text)) // it breaks off
}

// checkObject makes sure that the document is one object, in which nothing is that encoding/json takes without a word.
func checkObject(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	var object json.RawMessage
	if err := d.Decode(&object); err != nil {
		return badChanges(text, offsetOf(text, err), "it is no JSON")
	}
	if rest := bytes.TrimSpace(text[d.InputOffset():]); len(rest) > 0 {
		return badChanges(text, int64(bytes.LastIndex(text, rest)), "something follows the object")
	}
	if object[0] != '{' {
		return badChanges(text, 0, "it is no object")
	}
	f := fields{text: text, d: json.NewDecoder(bytes.NewReader(text))}
	f.d.UseNumber() // whatever its size
	for {
		t, err := f.d.Token()
		if err == nil {
			err = f.take(t)
		}
		if err != nil || len(f.open) == 0 {
			return err
		}
	}
}

// fields walks through an object. It finds names that stand twice in one object, of which encoding/json would keep the
// last, and fields that it would take in any case.
type fields struct {
	text []byte
	d    *json.Decoder
	open []object
}

// object is an object that is open, or a list, of which names is nil.
type object struct {
	names  map[string]bool
	values bool // the names in it are those of attributes, or of what they hold
	field  string
	named  bool // the name of the next value has been read
}

// take follows one token.
func (f *fields) take(t json.Token) error {
	var in *object
	if n := len(f.open); n > 0 {
		in = &f.open[n-1]
	}
	switch t {
	case json.Delim('}'), json.Delim(']'):
		f.open = f.open[:len(f.open)-1]
		return nil
	}
	if in != nil && in.names != nil && !in.named {
		return f.name(in, t.(string))
	}
	if in != nil {
		in.named = false
	}
	switch t {
	case json.Delim('{'):
		f.open = append(f.open, object{names: map[string]bool{}, values: in != nil && (in.values || in.field == "attributes")})
	case json.Delim('['):
		f.open = append(f.open, object{values: in != nil && in.values})
	}
	return nil
}

// name follows the name of a member.
func (f *fields) name(in *object, name string) error {
	say := func(code, template string, values V) error {
		values["line"] = lineAt(f.text, f.d.InputOffset())
		return Fail(Invalid, "graph.ReadChanges", Say(code, template, values).Own("of"))
	}
	if in.names[name] {
		return say("field_twice", `line {line}: "{field}" is given twice`, V{"field": name})
	}
	if !in.values && !isField(name) {
		return say("field_unknown", `line {line}: "{field}" is no field of {of}`, V{"field": name, "of": ChangesSchema})
	}
	in.names[name], in.field, in.named = true, name, true
	return nil
}

// isField tells whether a name is that of a field, of whatever object.
func isField(name string) bool {
	switch name {
	case "schema", "remove_nodes", "remove_edges", "put_nodes", "put_edges", "attributes",
		"id", "kind", "source", "target", "type", "directed":
		return true
	}
	return false
}
