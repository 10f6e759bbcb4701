package handlers_test

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"trama/graph/graphtest"
	"trama/handlers"
)

// openAPI is what the tests read of the OpenAPI document.
type openAPI struct {
	Paths      map[string]map[string]operation
	Components struct{ Schemas map[string]*jsonSchema }
}

type operation struct {
	Parameters  []struct{ Name, In string }
	RequestBody struct{ Content map[string]mediaType }
	Responses   map[string]struct{ Content map[string]mediaType }
}

type mediaType struct{ Schema *jsonSchema }

// jsonSchema is the part of JSON Schema that the document uses.
type jsonSchema struct {
	Ref                  string `json:"$ref"`
	Type                 any
	Properties           map[string]*jsonSchema
	Required             []string
	Items                *jsonSchema
	AnyOf                []*jsonSchema
	AdditionalProperties json.RawMessage
}

func (s *service) document(t *testing.T) openAPI {
	t.Helper()
	var out openAPI
	if err := json.Unmarshal(s.get("/api/openapi.json").Body.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// faults returns where a value is not what a schema says.
func (d openAPI) faults(s *jsonSchema, v any, at string) []string {
	if s == nil {
		return nil
	}
	if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok {
		return d.faults(d.Components.Schemas[name], v, at)
	}
	if len(s.AnyOf) > 0 {
		for _, one := range s.AnyOf {
			if d.faults(one, v, at) == nil {
				return nil
			}
		}
		return []string{at + " is none of its schemas"}
	}
	if !s.takes(v) {
		return []string{fmt.Sprintf("%s is %T, not %v", at, v, s.Type)}
	}
	var out []string
	switch v := v.(type) {
	case []any:
		for i, item := range v {
			out = append(out, d.faults(s.Items, item, fmt.Sprintf("%s[%d]", at, i))...)
		}
	case map[string]any:
		out = d.faultsOfObject(s, v, at)
	}
	return out
}

func (d openAPI) faultsOfObject(s *jsonSchema, v map[string]any, at string) []string {
	var out []string
	for _, name := range s.Required {
		if _, there := v[name]; !there {
			out = append(out, at+"."+name+" is missing")
		}
	}
	for name, value := range v {
		var other jsonSchema
		switch property := s.Properties[name]; {
		case property != nil:
			out = append(out, d.faults(property, value, at+"."+name)...)
		case json.Unmarshal(s.AdditionalProperties, &other) == nil:
			out = append(out, d.faults(&other, value, at+"."+name)...)
		default:
			out = append(out, at+"."+name+" is not in the document")
		}
	}
	return out
}

// takes tells whether a value is of the schema's type.
func (s *jsonSchema) takes(v any) bool {
	if s.Type == nil {
		return true
	}
	types := []any{s.Type}
	if several, ok := s.Type.([]any); ok {
		types = several
	}
	is := map[bool]string{true: "null"}[v == nil]
	switch v := v.(type) {
	case bool:
		is = "boolean"
	case string:
		is = "string"
	case []any:
		is = "array"
	case map[string]any:
		is = "object"
	case float64:
		if is = "number"; v == float64(int64(v)) && slices.Contains(types, any("integer")) {
			is = "integer"
		}
	}
	return slices.Contains(types, any(is))
}

// asked is a request and its path in the document.
type asked struct{ path, method, query, body string }

// TestAnswersAreWhatTheDocumentSays reads every answer, and every body that was taken, by its schema.
func TestAnswersAreWhatTheDocumentSays(t *testing.T) {
	s := newService(t)
	node := graphtest.Town().NodeID(0)
	for _, a := range []asked{
		{"/report", "get", "", ""}, {"/report", "get", "?by=area&without=" + url.QueryEscape(node), ""}, {"/missing", "get", "?limit=0", ""},
		{"/plan", "get", "?goal=connected", ""}, {"/plan", "get", "?goal=robust-actors", ""}, {"/plan", "get", "?budget=2", ""}, {"/metrics", "get", "", ""},
		{"/metrics", "get", "?measures=brokerage&by=kind", ""}, {"/backtest", "get", "", ""}, {"/compare", "get", "?a=1&b=1", ""}, {"/graph", "get", "", ""},
		{"/whatif", "post", "", fmt.Sprintf(`{"without":[%q],"changes":{"schema":"trama.changes/1","put_nodes":[{"id":"nuova","kind":"person"}]}}`, node)},
		{"/score", "post", "", fmt.Sprintf(`{"pairs":[[%q,%q]]}`, node, graphtest.Town().NodeID(1))},
		{"/meetings", "post", "", `{"date":"2026-05-01"}`}, {"/minutes", "get", "", ""}, {"/needs", "post", "", `{"label":"Compiti","tags":["scuola"],"people":3}`},
		{"/changes", "post", "", `{"put_nodes":[{"id":"nuova","kind":"person","attributes":{"label":"Nuova"}}]}`},
		{"/snapshots", "post", "", `{"name":"prima"}`}, {"/undo", "post", "", `{}`}, {"/history", "get", "", ""},
		{"/changes", "post", "", lonely(60)}, {"/plan", "get", "?goal=connected", ""},
	} {
		for _, fault := range s.faults(t, a) {
			t.Errorf("%s%s: %s", a.path, a.query, fault)
		}
	}
}

// faults returns where an answer about the network, and the body that it answers, are not what the document says.
func (s *service) faults(t *testing.T, a asked) []string {
	t.Helper()
	d := s.document(t)
	w := s.do(request{method: strings.ToUpper(a.method), path: "/api/v1/networks/borgo" + a.path + a.query, body: a.body, header: []string{asJSON, "If-Match: " + s.tag()}})
	wants(t, a.path+a.query, w, http.StatusOK)
	op := d.Paths["/api/v1/networks/{network}"+a.path][a.method]
	found := d.faults(op.Responses["200"].Content["application/json"].Schema, parsed(t, w.Body.String()), "$")
	if a.body != "" {
		found = append(found, d.faults(op.RequestBody.Content["application/json"].Schema, parsed(t, a.body), "the body")...)
	}
	return found
}

func parsed(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTheDocumentDescribesEveryBody(t *testing.T) {
	d := newService(t).document(t)
	for path, operations := range d.Paths {
		op, writes := operations["post"]
		if !writes || strings.HasSuffix(path, "/imports") {
			continue
		}
		if content := op.RequestBody.Content; len(content) != 1 || content["application/json"].Schema == nil {
			t.Errorf("%s: %v", path, content)
		}
	}
	if types := d.Paths["/api/v1/networks/{network}/report"]["get"].Responses["200"].Content; len(types) != 4 {
		t.Errorf("a report comes as %v", types)
	}
}

// TestRefusalsSpeakTheLanguage asks for what cannot be, in each language and of a service in each.
func TestRefusalsSpeakTheLanguage(t *testing.T) {
	const net = "/api/v1/networks/borgo/"
	s, handler := newService(t), map[string]http.Handler{}
	for _, of := range []string{"it", "en"} {
		handler[of] = handlers.New(handlers.Options{Patience: unhurried, Store: s.store, Version: "test", Lang: of})
	}
	for _, r := range []request{
		{path: net + "report?limit=-1"}, {path: net + "report?limit=x"}, {path: net + "report?min_weight=x"}, {path: net + "report?exact=x"}, {path: net + "missing?sort=x"},
		{path: net + "backtest?repeats=101"}, {path: net + "compare"}, {path: net + "export/x"}, {method: "POST", path: net + "votes", body: `{}`, header: []string{asJSON}},
		{method: "POST", path: net + "whatif", body: `{"x":1}`, header: []string{asJSON}}, {method: "POST", path: net + "whatif", body: `{"add":1}`, header: []string{asJSON}},
	} {
		said := map[string]bool{}
		for _, of := range []string{"it", "en"} {
			s.handler = handler[of]
			for _, asked := range []string{"", "it", "en"} {
				r := r
				r.path += map[bool]string{true: "&", false: "?"}[strings.Contains(r.path, "?")] + "lang=" + asked
				if asked == "" {
					r.path = r.path[:len(r.path)-len("?lang=")]
				}
				said[cmp.Or(asked, of)+s.do(r).Body.String()] = true
			}
		}
		if len(said) != 2 {
			t.Errorf("%s %s: %v", r.method, r.path, slices.Sorted(maps.Keys(said)))
		}
	}
}

// TestRefusalsSayWhatIsChosenFromAndWhere asks for a word that there is not: the answer holds those that there are, and
// the field in which it stood.
func TestRefusalsSayWhatIsChosenFromAndWhere(t *testing.T) {
	s := newService(t)
	const net = "/api/v1/networks/borgo/"
	for _, c := range []struct {
		path, body string
		holds      []string
	}{
		{"report?status=segreto", "", []string{"declared, validated"}}, {"missing?family=segreto", "", []string{"reconnect, reinforce"}},
		{"metrics?measures=segreto", "", []string{"degree, strength"}}, {"plan", "", []string{"connected, robust-links"}},
		{"missing?sort=segreto", "", []string{"query.sort", "plausibility, benefit"}},
		{"commitments", `{"by":["segreto"]}`, []string{"body.what"}}, {"needs", `{"label":"x","segreto":1}`, []string{"label, area"}},
		{"votes", `{"by":"a","meeting":"m","points":{"segreto":6,"l2":0,"segreto":10}}`, []string{`"body.points"`, "è dato due volte"}},
		{"attendances", `{"meeting":"m","who":["a"],"who":["b"]}`, []string{`"body.who"`}}, {"score", `{"pairs":[["a","b"]],"pairs":[]}`, []string{`"body.pairs"`}},
		{"meetings", `{"date":"segreto"}`, []string{"body.date"}}, {"whatif", `{"changes":{"segreto":1}}`, []string{"body.changes"}},
		{"whatif", `{"without":"segreto"}`, []string{"body.without"}}, {"changes", `{"segreto":1}`, []string{"riga 1", "trama.changes/1"}},
		{"score", `{"pairs":[["a","b"],["segreto"]]}`, []string{"body.pairs[1]"}}, {"score", `{"pairs":[["a","b","segreto"]]}`, []string{"body.pairs[0]"}},
	} {
		r := request{path: net + c.path}
		if c.body != "" {
			r = request{method: "POST", path: net + c.path, body: c.body, header: []string{asJSON, "If-Match: " + s.tag()}}
		}
		w := s.do(r)
		wants(t, c.path, w, http.StatusUnprocessableEntity)
		for _, part := range c.holds {
			if !strings.Contains(w.Body.String(), part) || strings.Contains(w.Body.String(), "segreto") {
				t.Errorf("%s %s: %s", c.path, c.body, w.Body)
			}
		}
	}
}

// TestExportsHoldWhatTheFlagsSay exports with the figures of the nodes, and both tables as one archive.
func TestExportsHoldWhatTheFlagsSay(t *testing.T) {
	s := newService(t)
	const export = "/api/v1/networks/borgo/export/"
	plain, with := s.get(export+"nodes.csv"), s.get(export+"nodes.csv?with_metrics=true&kind=person")
	wants(t, "the figures", with, http.StatusOK)
	if strings.Contains(plain.Body.String(), "betweenness") || !strings.Contains(with.Body.String(), "betweenness") {
		t.Errorf("%.300s", with.Body)
	}
	codebook := s.get("/api/v1/networks/borgo/codebook?with_metrics=true&kind=person&lang=it")
	wants(t, "the codebook", codebook, http.StatusOK)
	says(t, "the codebook", codebook.Body.String(), "of,name,type,given,", "\nnode,betweenness,float,", "Che cosa è un nodo")
	if plain := s.get("/api/v1/networks/borgo/codebook").Body.String(); strings.Contains(plain, "betweenness") || !strings.Contains(codebook.Header().Get("Content-Disposition"), `.codebook.csv"`) {
		t.Errorf("%.300s %v", plain, codebook.Header())
	}
	w := s.get(export + "csv")
	wants(t, "the archive", w, http.StatusOK)
	archive, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
	if err != nil || len(archive.File) != 2 || !strings.HasSuffix(w.Header().Get("Content-Disposition"), `.zip"`) {
		t.Errorf("%v, %v", err, w.Header())
	}
}
