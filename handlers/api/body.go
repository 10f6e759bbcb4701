package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"trama/graph"
	"trama/handlers/problem"
	"trama/locale"
)

// BodyInput is a body that is read as it comes; huma keeps it within the limit.
type BodyInput struct {
	ContentType string `header:"Content-Type" hidden:"true"`
	RawBody     []byte
}

// media returns the media type of the body, without parameters.
func (in BodyInput) media() string {
	media, _, err := mime.ParseMediaType(in.ContentType)
	if err != nil {
		return ""
	}
	return media
}

// json returns a problem where the body is no JSON object by its type and content.
func (in BodyInput) json(lang string) error {
	if media := in.media(); media != "application/json" && !strings.HasSuffix(media, "+json") {
		return problem.New(http.StatusUnsupportedMediaType, "media_type", lang)
	}
	body := bytes.TrimSpace(in.RawBody)
	if len(body) == 0 || body[0] != '{' || !json.Valid(body) {
		return problem.New(http.StatusBadRequest, "bad_request", lang)
	}
	return nil
}

// into reads the JSON object into v; a field that v does not have is refused, and so is one that is given twice.
func (in BodyInput) into(v any, lang string) error {
	if err := in.json(lang); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(in.RawBody))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return wrongField(v, err, lang)
	}
	if path := repeated(json.NewDecoder(bytes.NewReader(in.RawBody))); path != nil {
		why := graph.Say("json_twice", `"{field}" is given twice`, graph.V{"field": graph.Shown(path[len(path)-1])})
		return atField{graph.Fail(graph.Invalid, "api.body", why), path[0]} // below it stands what may be data
	}
	return nil
}

// repeated returns the way to the first field that an object within the next value names a second time: reading would keep one of
// its two values without a word. It is nil where there is none.
func repeated(d *json.Decoder) []string {
	token, err := d.Token()
	opened, opens := token.(json.Delim)
	if err != nil || !opens {
		return nil
	}
	seen := map[string]bool{}
	for i := 0; d.More(); i++ {
		var name string
		if opened == '{' {
			token, err := d.Token()
			name, _ = token.(string)
			if err != nil || seen[name] {
				return []string{name}
			}
			seen[name] = true
		}
		if within := repeated(d); within != nil {
			return append([]string{cmp.Or(name, strconv.Itoa(i))}, within...)
		}
	}
	_, _ = d.Token() // the end of what was opened: json.Valid has seen it
	return nil
}

// wrongField returns the problem of a body in which a field is of another type or none of v's.
func wrongField(v any, err error, lang string) *problem.Problem {
	p := problem.New(http.StatusUnprocessableEntity, "invalid", lang)
	place := problem.Place{Location: "body", Message: p.Detail}
	var wrong *json.UnmarshalTypeError
	var ours *graph.Error
	switch {
	case errors.As(err, &ours):
		p = problem.From(err, lang)
		place = problem.Place{Location: "body.changes", Message: p.Detail}
	case errors.As(err, &wrong):
		place.Location = strings.TrimSuffix("body."+wrong.Field, ".")
	case strings.HasPrefix(err.Error(), "json: unknown field"):
		place.Message = locale.New(lang).Say("http_fields", graph.V{"names": strings.Join(fieldsOf(reflect.TypeOf(v).Elem()), ", ")})
	}
	p.Errors = []problem.Place{place}
	return p
}

// fieldsOf returns the names of a struct's fields in JSON.
func fieldsOf(t reflect.Type) []string {
	var names []string
	for _, field := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" && name != "-" {
			names = append(names, name)
		}
	}
	return names
}
