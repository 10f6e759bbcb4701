package handlers_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/handlers"
)

// keep puts a network of persons who know each other, by pairs of ids, into the store.
func (s *service) keep(network string, pairs ...[2]string) {
	s.t.Helper()
	b := graph.NewBuilder()
	for _, pair := range pairs {
		b.Edge(graph.BuilderEdge{Source: b.End(pair[0]), Target: b.End(pair[1]), Type: "knows"})
	}
	for i := range b.Nodes() {
		b.SetKind(i, graph.Person)
		if area, _, inArea := strings.Cut(b.NodeID(i), "@"); inArea {
			b.SetNode(i, b.NodeColumn("area"), graph.TextValue(area))
		}
	}
	g, _ := b.Build()
	if _, err := graph.Import(context.Background(), s.store, network, g, graph.ImportOptions{Commit: graph.Commit{Author: "prova", Message: "import"}}); err != nil {
		s.t.Fatal(err)
	}
}

// nodesOf returns how many nodes the report, or the report at the end of a comparison, counts.
func nodesOf(t *testing.T, w *httptest.ResponseRecorder) int {
	t.Helper()
	var result struct {
		Structure struct{ Nodes int }
		After     map[string]*float64
	}
	if err := json.Unmarshal(w.Body.Bytes(), &result); err != nil || w.Code != http.StatusOK {
		t.Errorf("status %d, %v: %.200s", w.Code, err, w.Body)
	}
	if n := result.After["structure.nodes"]; n != nil {
		return int(*n)
	}
	return result.Structure.Nodes
}

// Parameters mean what the flags of their names mean: lists, names with commas, words of either language.
func TestParametersAreTheFlags(t *testing.T) {
	s := newService(t)
	s.keep("virgole", [2]string{"Centro, Est@rossi, ada", "bea"}, [2]string{"bea", "Sud@ciro"}, [2]string{"Sud@ciro", "dino"}, [2]string{"a", "b"}, [2]string{"a b", "b"})
	for query, nodes := range map[string]int{
		"leave_out=a,b": 5, "leave_out=Centro,+Est@rossi,+ada": 6, "leave_out=a+b": 6, "leave_out=a&leave_out=b": 5, "area=Centro,+Est": 1, "area=Sud,Nord": 1,
		"area=!Centro,+Est": 6, "where=area=Sud,area=Centro": 1, "where=area=Centro,+Est": 1, "status=ritirata": 7, "kind=persona": 7, "kind=!persona": 0, "kind=": 7, `kind=""`: 0, `kind=""&kind=persona`: 7,
	} {
		for _, path := range []string{"report?", "compare?a=1&"} {
			if got := nodesOf(t, s.get("/api/v1/networks/virgole/"+path+query)); got != nodes {
				t.Errorf("%s%s: %d nodes, want %d", path, query, got, nodes)
			}
		}
		for _, path := range []string{"report?format=html&", "metrics?", "missing?", "plan?goal=connected&", "backtest?repeats=1&", "export/json?"} {
			wants(t, path+query, s.get("/api/v1/networks/virgole/"+path+query), http.StatusOK)
		}
	}
	for _, path := range []string{"missing?family=ricucire", "missing?family=reconnect,likely", "missing?sort=benefit", "compare?a=1&seed=3&exact=true"} {
		wants(t, path, s.get("/api/v1/networks/virgole/"+path), http.StatusOK)
	}
	for path, status := range map[string]int{
		"report?leave_out=nessuno": 404, "compare?a=1&leave_out=nessuno": 404, "metrics?leave_out=a,nessuno": 404, `report?kind="x`: 422, `metrics?measures="x`: 422,
		`report?by="x`: 422, `report?area="x`: 422, "missing?family=nessuna": 422, "compare?a=1&seed=x": 422, "report?without=a,nessuno": 404,
	} {
		wants(t, path, s.get("/api/v1/networks/virgole/"+strings.ReplaceAll(path, `"`, "%22")), status)
	}
}

// Two questions that look alike have each their own answer, kept or not.
func TestLikeQuestionsAreToldApart(t *testing.T) {
	s := newService(t)
	s.keep("simili", [2]string{"a", "b"}, [2]string{"a b", "c"})
	for range 2 {
		for query, nodes := range map[string]int{"leave_out=a+b": 3, "leave_out=a&leave_out=b": 2, "leave_out=a": 3, "": 4} {
			if got := nodesOf(t, s.get("/api/v1/networks/simili/report?"+query)); got != nodes {
				t.Errorf("%q: %d nodes, want %d", query, got, nodes)
			}
		}
	}
	pairs := func(body string) string {
		return s.do(request{method: "POST", path: "/api/v1/networks/simili/score", body: body, header: []string{asJSON}}).Body.String()
	}
	w := s.do(request{method: "POST", path: "/api/v1/networks/simili/score?leave_out=nessuno", body: `{"pairs":[["a","c"]]}`, header: []string{asJSON}})
	wants(t, "scores without who is not there", w, http.StatusNotFound)
	if one, other := pairs(`{"pairs":[["a","c"]]}`), pairs(`{"pairs":[["b","c"]]}`); one == other || !strings.Contains(other, `"b"`) {
		t.Errorf("two pairs have one answer: %s", other)
	}
}

// Each format comes as what it is, and only pages may use their own styles.
func TestFormatsHaveTheirHeaders(t *testing.T) {
	s := newService(t)
	for format, media := range map[string]string{
		"": "application/json", "json": "application/json", "text": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8",
	} {
		for _, path := range []string{"networks", "networks/borgo/history", "networks/borgo/report"} {
			w := s.get("/api/v1/" + path + "?lang=en&format=" + format)
			policy := w.Header().Get("Content-Security-Policy")
			if w.Header().Get("Content-Type") != media || strings.Contains(policy, "style-src 'self' 'sha256-") != (format == "html") {
				t.Errorf("%s, %q: %q, policy %q", path, format, w.Header().Get("Content-Type"), policy)
			}
		}
	}
	w := s.get("/api/v1/networks/borgo/report?lang=en&format=html")
	page := w.Body.String()
	_, sheet, _ := strings.Cut(page, "<style>")
	sheet, _, _ = strings.Cut(sheet, "</style>")
	sum := sha256.Sum256([]byte(sheet))
	if named := base64.StdEncoding.EncodeToString(sum[:]); len(sheet) == 0 || !strings.Contains(w.Header().Get("Content-Security-Policy"), "'sha256-"+named+"'") {
		t.Errorf("the policy does not name the page's own style sheet, %s", named)
	}
	if !strings.Contains(page, "/networks/borgo/report?format=html&amp;lang=it") {
		t.Error("the page does not lead to itself in Italian")
	}
}

// slow is a store whose graphs are read when it is told so.
type slow struct {
	graph.Store
	reading chan struct{} // one for each graph that is asked for
	read    chan struct{} // closed when they may be read
}

func (s slow) Load(ctx context.Context, network string, at graph.Revision) (*graph.Graph, error) {
	s.reading <- struct{}{}
	select {
	case <-s.read:
		return s.Store.Load(ctx, network, at)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// A client that goes away takes no answer from another one who asked the same.
func TestWhoGoesAwayTakesNothingAlong(t *testing.T) {
	plain := newService(t)
	store := slow{plain.store, make(chan struct{}, 8), make(chan struct{})}
	plain.handler = handlers.New(handlers.Options{Patience: unhurried, Store: store, Lang: "it"})
	const path = "/api/v1/networks/borgo/report"
	ctx, leave := context.WithCancel(context.Background())
	var asking sync.WaitGroup
	var gone, stays *httptest.ResponseRecorder
	asking.Go(func() {
		req := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
		req.Host = "localhost"
		gone = httptest.NewRecorder()
		plain.handler.ServeHTTP(gone, req)
	})
	<-store.reading
	asking.Go(func() { stays = plain.get(path) })
	leave()
	<-store.reading // the other one's own
	close(store.read)
	asking.Wait()
	if gone.Code != http.StatusServiceUnavailable || stays.Code != http.StatusOK {
		t.Errorf("who left: %d, who stayed: %d: %.200s", gone.Code, stays.Code, stays.Body)
	}
}

// broken is a store that fails in a way that nobody foresaw.
type broken struct{ graph.Store }

func (broken) Load(context.Context, string, graph.Revision) (*graph.Graph, error) {
	return nil, errors.New("segreto: disk 7 is on fire")
}

func (broken) Networks(context.Context) ([]graph.NetworkInfo, error) {
	return nil, graph.Fail(graph.Unavailable, "test", graph.Say("away", "the store is away", nil))
}

// What fails inside is told to operators only, and in words to the reader.
func TestTheInsideStaysInside(t *testing.T) {
	s := newService(t)
	s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: broken{s.store}, Lang: "en"})
	for _, path := range []string{"/api/v1/networks/borgo/report", "/networks/borgo?lang=en", "/networks/borgo/report?lang=en", "/api/v1/networks/borgo/export/json"} {
		w := s.get(path)
		if body := w.Body.String(); w.Code != http.StatusInternalServerError || strings.Contains(body, "segreto") || !strings.Contains(body, "not your fault") {
			t.Errorf("%s: %d: %.300s", path, w.Code, body)
		}
	}
	w := s.get("/api/v1/health")
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "store_away") {
		t.Errorf("health: %d: %s", w.Code, w.Body)
	}
	if w := s.get("/?lang=en"); w.Code != http.StatusServiceUnavailable || !strings.HasPrefix(w.Body.String(), "<!DOCTYPE html>") {
		t.Errorf("the first page: %d: %.200s", w.Code, w.Body)
	}
}

// Every record of the round table has its route, is one commit, and says in the service's language what it noted.
func TestEveryRecordOfTheTable(t *testing.T) {
	s := newService(t)
	post := func(path, body string) graph.Recorded {
		t.Helper()
		w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/" + path, body: body, header: []string{asJSON, "If-Match: " + s.tag()}})
		wants(t, path, w, http.StatusOK)
		var out graph.Recorded
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	suggestion := func() string {
		t.Helper()
		var list struct{ Suggestions []struct{ ID string } }
		if err := json.Unmarshal(s.get("/api/v1/networks/borgo/missing?limit=1").Body.Bytes(), &list); err != nil || len(list.Suggestions) == 0 {
			t.Fatalf("no suggestion: %v", err)
		}
		return url.PathEscape(list.Suggestions[0].ID)
	}
	next := graph.Revision(1)
	for _, record := range []struct{ path, body, first string }{
		{"meetings", `{"id":"m1","date":"2026-05-01"}`, "m1"},
		{"attendances", `{"meeting":"m1","who":["ada","bruno"]}`, "ada~attends~m1~1"},
		{"invitations", `{"by":"ada","who":"hilda","meeting":"m1"}`, "ada~invites~hilda~1"},
		{"needs", `{"label":"Compagnia","raised_by":"ada"}`, "need-1"},
		{"answers", `{"need":"need-1","with":"sportello"}`, "sportello~answers~need-1~1"},
		{"validations", `{"ids":["ada"],"as":"validated","by":"bruno"}`, "decision-1"},
		{"expectations", `{"from":"ada","of":"comune","what":"una sala"}`, "ada~expects~comune~1"},
		{"changes", `{"put_nodes":[{"id":"l1","kind":"line"},{"id":"l2","kind":"line"}]}`, ""},
		{"votes", `{"by":"ada","meeting":"m1","points":{"l1":10}}`, "ada~prefers~l1~1"},
		{"commitments", `{"by":["comune"],"what":"la sala","for":"sportello"}`, "commitment-1"},
		{"suggestions/{id}/take", `{"by":["ada"]}`, "commitment-2"},
		{"suggestions/{id}/decline", `{"why":"non ora"}`, "decision-2"},
		{"suggestions/{id}/postpone", `{"until":"2999-01-01"}`, "decision-3"},
	} {
		next++
		path := record.path
		if strings.Contains(path, "{id}") {
			path = strings.ReplaceAll(path, "{id}", suggestion())
		}
		did := post(path, record.body)
		if did.Revision != next || record.first != "" && (len(did.IDs) == 0 || did.IDs[0] != record.first) {
			t.Errorf("%s: revision %d of %d, ids %v", path, did.Revision, next, did.IDs)
		}
	}
	again := post("votes", `{"by":"ada","meeting":"m1","rank":["l2","l1"]}`)
	if len(again.Notes) != 1 || !strings.Contains(again.Notes[0].Text, "sostituito") {
		t.Errorf("notes %+v", again.Notes)
	}
	past := s.do(request{method: "POST", path: "/api/v1/networks/borgo/suggestions/" + suggestion() + "/postpone", body: `{"until":"2001-01-01"}`, header: []string{asJSON, "If-Match: " + s.tag()}})
	wants(t, "put off until a day that is over", past, http.StatusUnprocessableEntity)
	past = s.do(request{method: "POST", path: "/api/v1/networks/borgo/suggestions/" + suggestion() + "/take", body: `{"by":["ada"],"due":"2001-01-01"}`, header: []string{asJSON, "If-Match: " + s.tag()}})
	wants(t, "due on a day that is over", past, http.StatusUnprocessableEntity)
	past = s.do(request{method: "POST", path: "/api/v1/networks/borgo/commitments", body: `{"by":["ada"],"what":"x","due":"2001-01-01"}`, header: []string{asJSON, "If-Match: " + s.tag()}})
	wants(t, "promised for a day that is over", past, http.StatusUnprocessableEntity)
	for _, path := range []string{"take", "decline", "postpone"} {
		w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/suggestions/ada~bruno/" + path, body: `{"why":"x","by":["ada"],"until":"2999-01-01"}`, header: []string{asJSON, "If-Match: " + s.tag()}})
		if w.Code < 400 {
			t.Errorf("%s of what is no suggestion: %d", path, w.Code)
		}
	}
}

// The page of a what-if counts what the page it came from counted, and stays what it is in the other language.
func TestPagesKeepWhatTheyWereAskedWith(t *testing.T) {
	s := newService(t)
	w := s.get("/networks/borgo/whatif?lang=en&add=hilda,elsa,knows&kind=person&family=")
	page := w.Body.String()
	if w.Code != http.StatusOK || !strings.Contains(page, "Hilda") || !strings.Contains(page, "Kinds: person") {
		t.Errorf("%d: %.2000s", w.Code, page)
	}
	if !strings.Contains(page, "add=hilda%2Celsa%2Cknows") || !strings.Contains(page, "kind=person") {
		t.Error("the page in the other language has lost what was tried")
	}
	body := fmt.Sprintf(`{"add":[{"source":%q,"target":%q,"type":%q}]}`, "hilda", "elsa", "knows")
	same := s.do(request{method: "POST", path: "/api/v1/networks/borgo/whatif?kind=person&format=html&lang=en", body: body, header: []string{asJSON}}).Body.String()
	if _, one, _ := strings.Cut(page, `id="state"`); !strings.Contains(same, one[:min(len(one), 1500)]) {
		t.Error("the page and the API count differently")
	}
	for query, want := range map[string]struct {
		status int
		says   string
	}{
		"add=hilda": {422, "a relation is A,B"}, "add=a,b,c,d": {422, "A relation is A,B"}, "remove=%22x": {422, ""}, "add=hilda,nobody": {422, "nobody"},
		"remove=ada,bruno": {200, "Bruno"}, "without=ada": {200, "Àda"}, "at=1&add=hilda,elsa": {200, "Elsa"}, "at=9&add=hilda,elsa": {404, "9"},
	} {
		w := s.get("/networks/borgo/whatif?lang=en&" + query)
		if w.Code != want.status || !strings.Contains(strings.ToLower(w.Body.String()), strings.ToLower(want.says)) {
			t.Errorf("%s: %d: %.1500s", query, w.Code, w.Body)
		}
	}
	if page := s.get("/networks/borgo/compare?a=1&lang=en").Body.String(); !strings.Contains(page, "/networks/borgo/compare?a=1&amp;format=html&amp;lang=it") {
		t.Errorf("the comparison in the other language has lost what it compares: %.1500s", page)
	}
}

// TestAPageIsNotAnothersPage asks for a page that was shown before with other parameters, or before its revision had a name.
func TestAPageIsNotAnothersPage(t *testing.T) {
	s := newService(t)
	const missing = "/networks/borgo/missing?lang=it&limit=3"
	if strings.Contains(s.get(missing).Body.String(), " checked>") {
		t.Error("a box is ticked that nobody ticked")
	}
	_, value, _ := strings.Cut(s.get(missing).Body.String(), `name="add" value="`)
	value, _, _ = strings.Cut(value, `"`)
	if !strings.Contains(s.get(missing+"&add="+url.QueryEscape(value)).Body.String(), " checked>") {
		t.Error("what was ticked is not ticked where the same page was shown before without")
	}
	s.get("/networks/borgo/report?lang=it")
	if err := s.store.Snapshot(context.Background(), "borgo", 1, "Primo incontro"); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(s.get("/networks/borgo/report?lang=it").Body.String(), "Primo incontro") {
		t.Error("the report does not know the name that its revision has now")
	}
}

// The page of a network offers to leave the coordinator out only where there is one, and says which of the two it shows.
func TestTheCoordinatorCanBeLeftOut(t *testing.T) {
	s := newService(t)
	s.keep("pari", [2]string{"a", "b"})
	with, without := s.get("/networks/borgo?lang=en").Body.String(), s.get("/networks/borgo?lang=en&coordinator=without").Body.String()
	if !strings.Contains(with, "/networks/borgo?coordinator=without&amp;lang=en") || strings.Contains(without, `href="/networks/borgo?coordinator=without&amp;lang=en"`) {
		t.Error("the two pages do not lead to each other")
	}
	if strings.Contains(s.get("/networks/pari?lang=en").Body.String(), "coordinator=without") {
		t.Error("a network without a coordinator offers to leave one out")
	}
	if nodes := graphtest.TownFigures().ViewNodes; !strings.Contains(with, fmt.Sprint(nodes)) || with == without {
		t.Error("both pages show the same")
	}
}

// cut is a connection that breaks off after some bytes.
type cut struct {
	header http.Header
	left   int
}

func (c *cut) Header() http.Header { return c.header }
func (c *cut) WriteHeader(int)     {}
func (c *cut) Write(p []byte) (int, error) {
	if c.left -= len(p); c.left < 0 {
		return 0, errors.New("the connection is gone")
	}
	return len(p), nil
}

// A file that was cut short must not look whole: the connection is broken off, whatever was sent of it. The service goes on.
func TestACutConnectionIsBrokenOff(t *testing.T) {
	s := newService(t)
	whole := s.get("/api/v1/networks/borgo/export/graphml").Body.Len()
	for _, format := range []string{"graphml", "gexf", "json", "nodes.csv", "edges.csv"} {
		for _, left := range []int{0, 10, whole / 2} {
			if format != "graphml" && left > 10 {
				continue // smaller than that
			}
			failure := func() (r any) {
				defer func() { r = recover() }()
				req := httptest.NewRequest(http.MethodGet, "/api/v1/networks/borgo/export/"+format, nil)
				req.Host = "localhost"
				s.handler.ServeHTTP(&cut{http.Header{}, left}, req)
				return nil
			}()
			if failure != http.ErrAbortHandler {
				t.Errorf("%s cut after %d bytes: %v", format, left, failure)
			}
		}
	}
	wants(t, "the next request", s.get("/api/v1/networks/borgo/export/graphml"), http.StatusOK)
}

// Of two who write upon the same state one is heard, and the other is told that the state is stale; nothing is lost and
// nothing stands twice.
func TestOfTwoWritersOneIsHeard(t *testing.T) {
	s := newService(t)
	for round := range 5 {
		tag := s.tag()
		answers := make([]*httptest.ResponseRecorder, 6)
		var writing sync.WaitGroup
		for i := range answers {
			writing.Go(func() {
				path, body := "changes", fmt.Sprintf(`{"put_nodes":[{"id":"w%d-%d","kind":"person"}]}`, round, i)
				if i%2 == 1 {
					path, body = "needs", fmt.Sprintf(`{"id":"w%d-%d","label":"x"}`, round, i)
				}
				answers[i] = s.do(request{method: "POST", path: "/api/v1/networks/borgo/" + path, body: body, header: []string{asJSON, "If-Match: " + tag}})
			})
		}
		writing.Wait()
		heard := 0
		for i, w := range answers {
			there := s.get(fmt.Sprintf("/api/v1/networks/borgo/nodes/w%d-%d", round, i)).Code == http.StatusOK
			switch w.Code {
			case http.StatusOK:
				heard++
			case http.StatusPreconditionFailed:
			default:
				t.Errorf("writer %d: %d: %.200s", i, w.Code, w.Body)
			}
			if there != (w.Code == http.StatusOK) {
				t.Errorf("writer %d: %d, and what it wrote is there: %v", i, w.Code, there)
			}
		}
		if heard != 1 {
			t.Errorf("round %d: %d writers were heard", round, heard)
		}
	}
}

// TestWhoIsLeftOutIsOnNoPage: a page without persons names none, in its forms either.
func TestWhoIsLeftOutIsOnNoPage(t *testing.T) {
	s := newService(t)
	if page := s.get("/api/v1/networks/borgo/missing?format=html").Body.String(); !strings.Contains(page, "Àda") {
		t.Fatal("the page of everybody does not name her")
	}
	for _, page := range []string{"report?", "missing?", "metrics?", "plan?budget=3&", "backtest?", "compare?a=1&"} {
		for _, lens := range []string{"kind=!person", "kind=organization", "leave_out=ada"} {
			w := s.get("/api/v1/networks/borgo/" + page + "format=html&" + lens)
			if body := w.Body.String(); w.Code != http.StatusOK || strings.Contains(body, "Àda") || lens != "leave_out=ada" && strings.Contains(body, `"ada"`) {
				t.Errorf("%s, %s: %d, and she is there", page, lens, w.Code)
			}
		}
	}
}
