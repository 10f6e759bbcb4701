package api

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"strings"

	"trama/handlers/problem"
)

// BodyInput is a body that is read as it comes; huma keeps it within the limit.
type BodyInput struct {
	ContentType string `header:"Content-Type"`
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

// into reads the JSON object into v; a field that v does not have is refused.
func (in BodyInput) into(v any, lang string) error {
	if err := in.json(lang); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(in.RawBody))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		p := problem.New(http.StatusUnprocessableEntity, "invalid", lang)
		if wrong, ok := err.(*json.UnmarshalTypeError); ok && wrong.Field != "" {
			p.Errors = []problem.Place{{Location: "body." + wrong.Field, Message: p.Detail}}
		}
		return p
	}
	return nil
}
