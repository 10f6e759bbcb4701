package problem_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"trama/graph"
	"trama/handlers/problem"
)

func TestStatusOfEveryKind(t *testing.T) {
	want := map[graph.ErrorKind]int{
		graph.Internal: 500, graph.Usage: 422, graph.Invalid: 422, graph.NotFound: 404, graph.Conflict: 409, graph.Denied: 403,
		graph.Unavailable: 503, graph.TooLarge: 413, graph.Interrupted: 503,
	}
	for _, kind := range graph.ErrorKinds() {
		status, known := want[kind]
		if !known {
			t.Errorf("the test knows no status of %v", kind)
		}
		if got := problem.Status(kind); got != status {
			t.Errorf("%v: status %d, want %d", kind, got, status)
		}
		p := problem.From(&graph.Error{Kind: kind, Op: "op", Err: errors.New("inside")}, "en")
		if p.Status != status || p.Code != kind.String() || p.Title != http.StatusText(status) || p.Detail == "" || strings.Contains(p.Detail, "http_") {
			t.Errorf("an error of %v: %+v", kind, p)
		}
	}
}

// What was sent is said on a page alone, and what only operators should see to nobody, whatever the error is wrapped in.
func TestWhatAProblemSays(t *testing.T) {
	typed := graph.Say("node_unknown", "{id} is no node", graph.V{"id": "Ada"})
	for _, c := range []struct {
		name          string
		err           error
		status        int
		says, onAPage bool // the value that was sent
	}{
		{"a sentence", graph.Fail(graph.NotFound, "op", typed), 404, false, true},
		{"the program's own word", graph.Fail(graph.NotFound, "op", typed.Own("id")), 404, true, true},
		{"a sentence of a fault of ours", graph.Fail(graph.Internal, "op", typed), 500, false, false},
		{"another error", &fs.PathError{Op: "open", Path: "/srv/Ada", Err: fs.ErrPermission}, 500, false, false},
		{"an error of the engine", &graph.Error{Kind: graph.Unavailable, Op: "op", Err: errors.New("dial Ada:7687")}, 503, false, false},
		{"the end of a context", context.Canceled, 503, false, false},
	} {
		api, page := problem.From(c.err, "en"), problem.Shown(c.err, "en")
		if api.Status != c.status || page.Status != c.status {
			t.Errorf("%s: status %d and %d, want %d", c.name, api.Status, page.Status, c.status)
		}
		if says, onAPage := strings.Contains(api.Detail, "Ada"), strings.Contains(page.Detail, "Ada"); says != c.says || onAPage != c.onAPage {
			t.Errorf("%s: %q and on a page %q", c.name, api.Detail, page.Detail)
		}
	}
}

// Of rows that are refused a problem says the lines, not the file on somebody's machine, and how many there are in all.
func TestRefusedRows(t *testing.T) {
	refused := &graph.Refused{}
	why := graph.Say("not_a_weight", "{value} is no weight", graph.V{"value": "Ada"})
	refused.Add(graph.Refusal{File: "/srv/edges.csv", Why: why})
	for line := range 30 {
		refused.Add(graph.Refusal{File: "/srv/edges.csv", Line: line + 17, Why: why})
	}
	p := problem.From(&graph.Error{Kind: graph.Invalid, Op: "op", Err: refused}, "en")
	if p.Status != 422 || p.Count != 31 || len(p.Errors) != graph.MaxRefusals || p.Errors[0].Location != "" || p.Errors[1].Location != "line 17" {
		t.Errorf("%+v", p)
	}
	w := httptest.NewRecorder()
	problem.Write(w, p)
	if body := w.Body.String(); w.Code != 422 || w.Header().Get("Content-Type") != problem.ContentType || strings.Contains(body, "/srv") || strings.Contains(body, "Ada") {
		t.Errorf("%d %s", w.Code, body)
	}
	var again problem.Problem
	if err := json.Unmarshal(w.Body.Bytes(), &again); err != nil || again.Count != 31 {
		t.Errorf("%v: %+v", err, again)
	}
}

// A part of the service that asks another one gets the error itself; where nobody asked, none is kept.
func TestKeeping(t *testing.T) {
	ctx, kept := problem.Keeping(t.Context())
	problem.Keep(t.Context(), errors.New("another"))
	if *kept != nil {
		t.Errorf("kept %v", *kept)
	}
	err := graph.Fail(graph.Conflict, "op", graph.Say("c", "text", nil))
	if problem.Keep(ctx, err); *kept != err {
		t.Errorf("kept %v, want %v", *kept, err)
	}
	own := problem.New(http.StatusNotFound, "no_route", "it")
	if got := problem.From(own, "en"); got != own {
		t.Errorf("a problem became %+v", got)
	}
}
