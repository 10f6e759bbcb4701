package handlers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/xuri/excelize/v2"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/handlers"
	"trama/web"
)

// service is a service over a store in memory that holds the town of graphtest as network "borgo".
type service struct {
	t       *testing.T
	handler http.Handler
	store   graph.Store
}

// unhurried lets a test have the answer itself, however slow the machine is.
const unhurried = time.Hour

func newService(t *testing.T) *service {
	t.Helper()
	store := graphtest.Memory()
	if _, err := graph.Import(context.Background(), store, "borgo", graphtest.Town(), graph.ImportOptions{Commit: graph.Commit{Author: "prova", Message: "import"}}); err != nil {
		t.Fatal(err)
	}
	return &service{t: t, store: store, handler: handlers.New(handlers.Options{Patience: unhurried, Store: store, Version: "test", Lang: "it"})}
}

// request is what a test sends; header is "Name: value" lines.
type request struct {
	method, path, body string
	header             []string
	host               string
}

func (s *service) do(r request) *httptest.ResponseRecorder {
	s.t.Helper()
	if r.method == "" {
		r.method = http.MethodGet
	}
	req := httptest.NewRequest(r.method, r.path, strings.NewReader(r.body))
	req.Host = "127.0.0.1:8080"
	if r.host != "" {
		req.Host = r.host
	}
	for _, line := range r.header {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, req)
	return w
}

func (s *service) get(path string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.do(request{path: path})
}

func (s *service) tag() string {
	s.t.Helper()
	return s.get("/api/v1/networks/borgo/report").Header().Get("ETag")
}

const asJSON = "Content-Type: application/json"

// wants fails the test where the answer has another status, or an error is no problem.
func wants(t *testing.T, what string, w *httptest.ResponseRecorder, status int) {
	t.Helper()
	if w.Code != status {
		t.Errorf("%s: %d, want %d: %.300s", what, w.Code, status, w.Body)
	}
	if w.Code >= 400 && w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s: %d as %s", what, w.Code, w.Header().Get("Content-Type"))
	}
}

func TestEveryReadAnswers(t *testing.T) {
	s := newService(t)
	node := url.PathEscape(graphtest.Town().NodeID(0))
	for _, path := range []string{
		"/api/v1/health", "/api/v1/networks", "/api/v1/networks/borgo/report", "/api/v1/networks/borgo/report?format=text&lang=en",
		"/api/v1/networks/borgo/report?format=html", "/api/v1/networks/borgo/missing?limit=3", "/api/v1/networks/borgo/missing?format=html",
		"/api/v1/networks/borgo/plan?goal=connected", "/api/v1/networks/borgo/metrics", "/api/v1/networks/borgo/metrics?format=csv",
		"/api/v1/networks/borgo/graph", "/api/v1/networks/borgo/history", "/api/v1/networks/borgo/compare?a=1",
		"/api/v1/networks/borgo/export/graphml", "/api/v1/networks/borgo/export/json", "/api/v1/networks/borgo/export/nodes.csv", "/api/v1/networks/borgo/codebook",
		"/api/v1/networks/borgo/nodes/" + node, "/api/openapi.json",
		"/", "/?lang=en", "/networks/borgo", "/networks/borgo?coordinator=without", "/networks/borgo/report", "/networks/borgo/missing?lang=en", "/networks/borgo/history",
	} {
		w := s.get(path)
		wants(t, path, w, http.StatusOK)
		if w.Body.Len() == 0 {
			t.Errorf("%s: nothing", path)
		}
	}
}

// TestWordsAreTakenAsOnTheCommandLine gives the API the words that its pages show, in Italian and in English.
func TestWordsAreTakenAsOnTheCommandLine(t *testing.T) {
	s := newService(t)
	const net = "/api/v1/networks/borgo/"
	for _, query := range [][2]string{
		{"missing?family=ricucire", "missing?family=reconnect"}, {"missing?family=Reconnect,Bisogno+scoperto", "missing?family=reconnect,coverage"},
		{"missing?area=CENTRO", "missing?area=centro"}, {"missing?where=zona=Centro", "missing?where=area=centro"},
		{"report?status=validata", "report?status=validated"}, {"report?status=!Contestata", "report?status=!contested"},
	} {
		said, plain := s.get(net+query[0]), s.get(net+query[1])
		wants(t, query[0], said, http.StatusOK)
		if said.Body.String() != plain.Body.String() {
			t.Errorf("%s is not %s", query[0], query[1])
		}
	}
	actor := ""
	for i := range graphtest.Town().Nodes() {
		if graph.IsActor(graphtest.Town().Kind(i)) {
			actor = graphtest.Town().NodeID(i)
		}
	}
	write := func(path, body string) string {
		w := s.do(request{method: http.MethodPost, path: net + path, body: body, header: []string{asJSON, "If-Match: " + s.tag()}})
		wants(t, path+" "+body, w, http.StatusOK)
		var did graph.Recorded
		if err := json.Unmarshal(w.Body.Bytes(), &did); err != nil || len(did.IDs) == 0 {
			t.Fatalf("%s: %s", path, w.Body)
		}
		return did.IDs[0]
	}
	for _, word := range []string{"validata", "Contestata", "ritirata", "validated"} {
		write("validations", fmt.Sprintf(`{"ids":[%q],"as":%q,"by":%q}`, actor, word, actor))
	}
	id := write("commitments", fmt.Sprintf(`{"by":[%q],"what":"la sala","gives":["tempo","Spazio","skill"],"state":"concordato"}`, actor))
	write("commitments", fmt.Sprintf(`{"id":%q,"state":"under way"}`, id))
	for _, want := range []string{`["time","space","skill"]`, `"under_way"`} {
		if node := s.get(net + "nodes/" + id).Body.String(); !strings.Contains(strings.Join(strings.Fields(node), ""), want) {
			t.Errorf("the commitment does not hold %s: %s", want, node)
		}
	}
}

// TestNodesAreNamedAsOnTheCommandLine asks for nodes whose ids hold commas: whole, quoted in a list, and one by one.
func TestNodesAreNamedAsOnTheCommandLine(t *testing.T) {
	s := newService(t)
	b := graph.NewBuilder()
	for _, pair := range [][2]string{{"rossi, ada", "bea"}, {"bea", "ciro"}, {"ciro", "rossi, ada"}, {"dino", "bea"}} {
		b.Edge(graph.BuilderEdge{Source: b.End(pair[0]), Target: b.End(pair[1]), Type: "knows"})
	}
	g, _ := b.Build()
	if _, err := graph.Import(context.Background(), s.store, "virgole", g, graph.ImportOptions{Commit: graph.Commit{Author: "prova", Message: "import"}}); err != nil {
		t.Fatal(err)
	}
	for query, nodes := range map[string]int{
		"": 4, "leave_out=rossi,+ada": 3, "leave_out=%22rossi,+ada%22,dino": 2, "leave_out=dino,bea": 2, "leave_out=rossi,+ada&leave_out=bea": 2,
	} {
		var report struct {
			Structure struct{ Nodes int }
		}
		w := s.get("/api/v1/networks/virgole/report?" + query)
		if err := json.Unmarshal(w.Body.Bytes(), &report); err != nil || w.Code != http.StatusOK || report.Structure.Nodes != nodes {
			t.Errorf("%s: status %d, %d nodes, want %d", query, w.Code, report.Structure.Nodes, nodes)
		}
	}
	for _, path := range []string{"report?without=rossi,+ada", "missing?involving=rossi,+ada", "export/json?leave_out=rossi,+ada"} {
		if w := s.get("/api/v1/networks/virgole/" + path); w.Code != http.StatusOK {
			t.Errorf("%s: status %d: %s", path, w.Code, w.Body)
		}
	}
	wants(t, "half a name", s.get("/api/v1/networks/virgole/report?without=rossi"), http.StatusNotFound)
}

func TestErrorsAreProblemsThatRepeatNothing(t *testing.T) {
	s := newService(t)
	for _, c := range []struct {
		r      request
		status int
	}{
		{request{path: "/api/v1/networks/segreto/report"}, 404}, {request{path: "/api/v1/segreto"}, 404}, {request{method: "PUT", path: "/api/v1/networks/borgo/report"}, 405},
		{request{path: "/api/v1/networks/borgo/missing?limit=segreto"}, 422}, {request{path: "/api/v1/networks/borgo/report?format=segreto"}, 422},
		{request{path: "/api/v1/networks/borgo/report?leave_out=segreto"}, 404}, {request{path: "/api/v1/networks/borgo/report?at=segreto"}, 404},
		{request{path: "/api/v1/networks/borgo/export/segreto"}, 404}, {request{path: "/api/v1/networks/borgo/nodes/segreto"}, 404},
		{request{path: "/api/v1/networks/borgo/edges/segreto"}, 404}, {request{path: "/api/v1/networks/borgo/report?status=segreto"}, 422},
		{request{method: "POST", path: "/api/v1/networks/borgo/whatif", body: `{"add":[{"source":"segreto","target":"x"}]}`, header: []string{asJSON}}, 422},
		{request{method: "POST", path: "/api/v1/networks/borgo/score", body: `{"pairs":[["segreto","x"]]}`, header: []string{asJSON}}, 422},
		{request{method: "POST", path: "/api/v1/networks/borgo/whatif", body: `{"segreto":1}`, header: []string{asJSON}}, 422},
		{request{method: "POST", path: "/api/v1/networks/borgo/whatif", body: `{"segreto`, header: []string{asJSON}}, 400},
		{request{method: "POST", path: "/api/v1/networks/borgo/whatif", body: `segreto`, header: []string{"Content-Type: image/png"}}, 415},
		{request{method: "POST", path: "/api/v1/networks/SEGRETO!/imports", body: "source,target\na,b\n", header: []string{"Content-Type: text/csv", "If-None-Match: *"}}, 422},
	} {
		w := s.do(c.r)
		wants(t, c.r.method+" "+c.r.path, w, c.status)
		if body := w.Body.String(); strings.Contains(strings.ToLower(body), "segreto") {
			t.Errorf("%s repeats what was sent: %s", c.r.path, body)
		}
	}
}

func TestOneAddressHasOneAnswer(t *testing.T) {
	s := newService(t)
	var group sync.WaitGroup
	bodies := make([]string, 16)
	for i := range bodies {
		group.Go(func() { bodies[i] = s.get("/api/v1/networks/borgo/missing?limit=5").Body.String() })
	}
	group.Wait()
	for _, b := range bodies {
		if b != bodies[0] {
			t.Fatal("two answers to one question")
		}
	}
}

func TestWritesAreGuarded(t *testing.T) {
	s := newService(t)
	body := `{"put_nodes":[{"id":"a/b à","kind":"person","attributes":{"label":"Con barra"}}]}`
	post := func(header ...string) *httptest.ResponseRecorder {
		return s.do(request{method: "POST", path: "/api/v1/networks/borgo/changes", body: body, header: append(header, asJSON)})
	}
	tag := s.tag()
	wants(t, "without If-Match", post(), http.StatusPreconditionRequired)
	wants(t, "stale", post(`If-Match: "stale"`), http.StatusPreconditionFailed)
	w := post("If-Match: " + tag)
	wants(t, "guarded", w, http.StatusOK)
	if next := w.Header().Get("ETag"); next == "" || next == tag {
		t.Errorf("ETag %q after the write, %q before", next, tag)
	}
	wants(t, "the same again", post("If-Match: "+tag), http.StatusPreconditionFailed)
	if again := post("If-Match: " + w.Header().Get("ETag")); !strings.Contains(again.Body.String(), `"changed": 0,`) || !strings.Contains(again.Body.String(), `"revision": 2,`) {
		t.Errorf("what is so already is said to be changed: %s", again.Body)
	}
	w = s.get("/api/v1/networks/borgo/nodes/a%2Fb%20%C3%A0")
	wants(t, "a node with a slash", w, http.StatusOK)
	var node struct{ ID string }
	if err := json.Unmarshal(w.Body.Bytes(), &node); err != nil || node.ID != "a/b à" {
		t.Errorf("node %q, %v", node.ID, err)
	}
}

func TestPathsKeepWhatTheyMean(t *testing.T) {
	s := newService(t)
	ids := []string{"a/b", "a+b", "50%2F", "50%25", "due parole", "q?z#w", "日本", "a;b,c", "%"}
	var c graph.Changes
	kind := graph.Person
	for _, id := range ids {
		c.PutNodes = append(c.PutNodes, graph.NodeChange{ID: id, Kind: &kind})
	}
	if _, err := s.store.Apply(context.Background(), "borgo", 1, graph.Commit{Changes: c}); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		w := s.get("/api/v1/networks/borgo/nodes/" + url.PathEscape(id))
		var node struct{ ID string }
		if err := json.Unmarshal(w.Body.Bytes(), &node); err != nil || node.ID != id {
			t.Errorf("%q: %d, %q", id, w.Code, node.ID)
		}
	}
}

func TestPagesOfOtherSitesStayOut(t *testing.T) {
	s := newService(t)
	for _, host := range []string{"elsewhere.example", "borgo.example:8080", "192.168.1.2", "127.0.0.1.nip.example", ""} {
		if host == "" {
			continue
		}
		wants(t, "Host "+host, s.do(request{path: "/api/v1/networks", host: host}), http.StatusMisdirectedRequest)
	}
	for _, host := range []string{"localhost:8080", "127.0.0.1", "[::1]:80", "LOCALHOST"} {
		wants(t, "Host "+host, s.do(request{path: "/api/v1/networks", host: host}), http.StatusOK)
	}
	for _, header := range []string{"Origin: https://elsewhere.example", "Sec-Fetch-Site: cross-site", "Origin: null"} {
		w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/changes", body: `{}`, header: []string{asJSON, header, "If-Match: " + s.tag()}})
		wants(t, header, w, http.StatusForbidden)
	}
}

func TestEveryAnswerHasSafeHeaders(t *testing.T) {
	s := newService(t)
	for _, path := range []string{"/", "/networks/borgo", "/api/v1/networks", "/nowhere", "/networks/nowhere"} {
		h := s.get(path).Header()
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q, want %q", path, name, h.Get(name), want)
			}
		}
	}
}

// withoutScript is a page without the one script that is ours.
func withoutScript(page string) string {
	return strings.Replace(page, `<script src="`+web.ScriptPath()+`"></script>`, "", 1)
}

// The script of the drawings is served for ever, as a script; only a page with a drawing may run it, and none runs what stands in it.
func TestTheScriptOfDrawings(t *testing.T) {
	s := newService(t)
	w := s.get(web.ScriptPath())
	wants(t, "the script", w, http.StatusOK)
	if h := w.Header(); h.Get("Content-Type") != "text/javascript; charset=utf-8" || !strings.Contains(h.Get("Cache-Control"), "immutable") || w.Body.String() != web.Script() {
		t.Errorf("%v", h)
	}
	for path, runs := range map[string]bool{"/": false, "/networks/borgo": true, "/networks/borgo/report": true, "/networks/borgo/missing": false, "/networks/borgo/nodes/ada": true} {
		w := s.get(path)
		policy, page := w.Header().Get("Content-Security-Policy"), w.Body.String()
		if strings.Contains(policy, "; script-src 'self';") != runs || strings.Contains(page, `<script src="`+web.ScriptPath()+`"></script>`) != runs || strings.Contains(page, "<script>") {
			t.Errorf("%s: runs a script is not %t: %s", path, runs, policy)
		}
	}
}

// A person who mistypes an address gets a page, a program that does gets a problem, and what the API does not know is a
// problem for both.
func TestWhatIsNowhere(t *testing.T) {
	s := newService(t)
	for _, c := range []struct{ path, accept, media string }{
		{"/nowhere", "text/html", "text/html; charset=utf-8"}, {"/nowhere", "application/json", "application/problem+json"}, {"/nowhere", "", "application/problem+json"},
		{"/api/nowhere", "text/html", "application/problem+json"}, {"/api/v1/nowhere", "text/html", "application/problem+json"},
	} {
		w := s.do(request{path: c.path, header: []string{"Accept: " + c.accept}})
		if w.Code != http.StatusNotFound || w.Header().Get("Content-Type") != c.media {
			t.Errorf("%s for %q: %d as %q", c.path, c.accept, w.Code, w.Header().Get("Content-Type"))
		}
	}
}

// The place of a refused row is named from the first line on; a file that is refused whole has none.
func TestRefusalsNameTheirPlace(t *testing.T) {
	s := newService(t)
	for file, places := range map[string]string{
		"\"a\"x,b\n1,2\n": "line 1", "source,target\na,\n": "line 2", "x,y\n1,2\n": "", "source,target\n,b\na,b\n,c\n": "line 2|line 4",
	} {
		w := s.do(request{method: "POST", path: "/api/v1/networks/nuova/imports", body: file, header: []string{"Content-Type: text/csv", "If-None-Match: *"}})
		wants(t, file, w, http.StatusUnprocessableEntity)
		var problem struct {
			Count  int
			Errors []struct{ Location, Message string }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range problem.Errors {
			got = append(got, e.Location)
			if e.Message == "" {
				t.Errorf("%q: no reason: %s", file, w.Body)
			}
		}
		if strings.Join(got, "|") != places || problem.Count != len(got) {
			t.Errorf("%q: %q, want %q: %s", file, got, places, w.Body)
		}
	}
}

// What is exported as GEXF is imported again under the media type that it has, and is named so on the way out.
func TestGEXFOverHTTP(t *testing.T) {
	s := newService(t)
	out := s.get("/api/v1/networks/borgo/export/gexf")
	wants(t, "export", out, http.StatusOK)
	if media := out.Header().Get("Content-Type"); media != "application/gexf+xml" || !strings.Contains(out.Header().Get("Content-Disposition"), `.gexf"`) {
		t.Errorf("%s, %s", media, out.Header())
	}
	in := s.do(request{method: "POST", path: "/api/v1/networks/copia/imports", body: out.Body.String(), header: []string{"Content-Type: application/gexf+xml", "If-None-Match: *"}})
	wants(t, "import", in, http.StatusOK)
	if s.get("/api/v1/networks/copia/graph").Body.String() != s.get("/api/v1/networks/borgo/graph").Body.String() {
		t.Error("another graph")
	}
	in = s.do(request{method: "POST", path: "/api/v1/networks/terza/imports", body: "<gexf>\n<graph><node/></graph></gexf>", header: []string{"Content-Type: application/gexf+xml", "If-None-Match: *"}})
	wants(t, "a node without id", in, http.StatusUnprocessableEntity)
	if !strings.Contains(in.Body.String(), `"location":"line 2"`) {
		t.Errorf("%s", in.Body)
	}
}

func TestImports(t *testing.T) {
	s := newService(t)
	csv := func(path, body string, header ...string) *httptest.ResponseRecorder {
		return s.do(request{method: "POST", path: path, body: body, header: append(header, "Content-Type: text/csv")})
	}
	const file = "source,target,type\na,b,collaborates\nb,c,collaborates\n"
	for _, network := range []string{"nuova", "borgo"} {
		unguarded := csv("/api/v1/networks/"+network+"/imports", file)
		wants(t, "neither a new network nor a revision", unguarded, http.StatusPreconditionRequired)
		if !strings.Contains(unguarded.Body.String(), "If-None-Match: *") {
			t.Errorf("how a new network is made is not said: %s", unguarded.Body)
		}
	}
	w := csv("/api/v1/networks/nuova/imports", file, "If-None-Match: *")
	wants(t, "a new network", w, http.StatusOK)
	var did struct{ Revision, Added, Same int }
	if err := json.Unmarshal(w.Body.Bytes(), &did); err != nil || did.Revision != 1 || did.Added != 5 {
		t.Errorf("%+v: %s", did, w.Body)
	}
	wants(t, "the same name again", csv("/api/v1/networks/nuova/imports", file, "If-None-Match: *"), http.StatusPreconditionFailed)
	w = csv("/api/v1/networks/nuova/imports", file, "If-Match: "+w.Header().Get("ETag"))
	if err := json.Unmarshal(w.Body.Bytes(), &did); err != nil || did.Revision != 1 || did.Same != 5 {
		t.Errorf("the same file again: %+v: %s", did, w.Body)
	}
	s.dryRun(t, w.Header().Get("ETag"))
	bad := csv("/api/v1/networks/rotta/imports", "source,target,weight\na,b,1\nb,c,segreto\n", "If-None-Match: *")
	wants(t, "a weight that is none", bad, http.StatusUnprocessableEntity)
	if body := bad.Body.String(); !strings.Contains(body, "line 3") || strings.Contains(body, "segreto") {
		t.Errorf("the place of the error: %s", body)
	}
	wants(t, "nothing was stored", s.get("/api/v1/networks/rotta/report"), http.StatusNotFound)
	var form bytes.Buffer
	parts := multipart.NewWriter(&form)
	for name, content := range map[string]string{"n.csv": "id,label\na,Anna\nb,Bice\n", "e.csv": "source,target\na,b\n"} {
		part, err := parts.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(part, content)
	}
	parts.Close()
	w = s.do(request{method: "POST", path: "/api/v1/networks/due/imports", body: form.String(), header: []string{"Content-Type: " + parts.FormDataContentType(), "If-None-Match: *"}})
	wants(t, "two files in a form", w, http.StatusOK)
	if w := s.get("/api/v1/networks/due/nodes/a"); !strings.Contains(w.Body.String(), "Anna") {
		t.Errorf("node a: %s", w.Body)
	}
}

// dryRun asks what an import would do to the network nuova, of a body with a row that would be refused too.
func (s *service) dryRun(t *testing.T, tag string) {
	t.Helper()
	d := s.document(t)
	const path = "/api/v1/networks/{network}/imports"
	for query, changed := range map[string]bool{"": false, "&skip_refused=true": true} {
		w := s.do(request{
			method: "POST", path: "/api/v1/networks/nuova/imports?dry_run=true" + query, body: "source,target,type,weight\na,d,knows,1\nb,c,knows,segreto\n",
			header: []string{"Content-Type: text/csv", "If-Match: " + tag},
		})
		wants(t, "a dry run", w, http.StatusOK)
		var checked graph.Checked
		if err := json.Unmarshal(w.Body.Bytes(), &checked); err != nil || len(checked.Refused) != 1 || (checked.Preview != nil) != changed {
			t.Errorf("%s: %v %s", query, err, w.Body)
		}
		if changed && (checked.Preview.NodesAdded != 1 || checked.Preview.EdgesAdded != 1) {
			t.Errorf("%s", w.Body)
		}
		for _, fault := range d.faults(d.Paths[path]["post"].Responses["200"].Content["application/json"].Schema, parsed(t, w.Body.String()), "$") {
			t.Error(fault)
		}
		if w.Header().Get("ETag") != tag {
			t.Errorf("the ETag is %s, not %s", w.Header().Get("ETag"), tag)
		}
	}
	stale := s.do(request{method: "POST", path: "/api/v1/networks/nuova/imports?dry_run=true", body: "id\nx\n", header: []string{"Content-Type: text/csv", `If-Match: "x"`}})
	wants(t, "a dry run on another state", stale, http.StatusPreconditionFailed)
}

func TestImportOfAWorkbook(t *testing.T) {
	s := newService(t)
	f := excelize.NewFile()
	defer f.Close()
	var out bytes.Buffer
	err := errors.Join(f.SetSheetRow("Sheet1", "A1", &[]any{"da", "a"}), f.SetSheetRow("Sheet1", "A2", &[]any{"anna", "bice"}), f.Write(&out))
	if err != nil {
		t.Fatal(err)
	}
	send := func(network, body string) *httptest.ResponseRecorder {
		media := "Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		return s.do(request{method: "POST", path: "/api/v1/networks/" + network + "/imports", body: body, header: []string{media, "If-None-Match: *"}})
	}
	w := send("foglio", out.String())
	wants(t, "a workbook", w, http.StatusOK)
	if !strings.Contains(w.Body.String(), `"added": 3`) {
		t.Errorf("%s", w.Body)
	}
	libre, err := os.ReadFile("../graph/source/testdata/libreoffice/rete.ods")
	if err != nil {
		t.Fatal(err)
	}
	w = s.do(request{method: "POST", path: "/api/v1/networks/libre/imports", body: string(libre), header: []string{"Content-Type: application/vnd.oasis.opendocument.spreadsheet", "If-None-Match: *"}})
	wants(t, "a workbook of LibreOffice", w, http.StatusOK)
	if !strings.Contains(w.Body.String(), `"added": 5`) || !strings.Contains(w.Body.String(), "body.ods: foglio Leggimi è saltato") {
		t.Errorf("%s", w.Body)
	}
	w = s.do(request{method: "POST", path: "/api/v1/networks/niente/imports?lang=it", body: "id,nome\n", header: []string{"Content-Type: text/csv", "If-None-Match: *"}})
	wants(t, "headings alone", w, http.StatusUnprocessableEntity)
	if !strings.Contains(w.Body.String(), "i file non contengono nodi né relazioni, e la rete non è nata") {
		t.Errorf("%s", w.Body)
	}
	wants(t, "half a workbook", send("rotto", out.String()[:out.Len()/2]), http.StatusUnprocessableEntity)
	wants(t, "nothing was stored", s.get("/api/v1/networks/rotto/report"), http.StatusNotFound)
}

func TestBodiesThatAreTooLarge(t *testing.T) {
	s := newService(t)
	s.handler = handlers.New(handlers.Options{Patience: unhurried, Store: s.store, Lang: "it", MaxBody: 1000})
	w := s.do(request{method: "POST", path: "/api/v1/networks/x/imports", body: strings.Repeat("x", 1001), header: []string{"Content-Type: text/csv", "If-None-Match: *"}})
	wants(t, "one byte too many", w, http.StatusRequestEntityTooLarge)
	if !strings.Contains(w.Body.String(), "(limit-request)") {
		t.Errorf("the limit is not named: %s", w.Body)
	}
}

func TestKnownAnswersAreNotSentAgain(t *testing.T) {
	s := newService(t)
	w := s.do(request{path: "/api/v1/networks/borgo/report", header: []string{"If-None-Match: " + s.tag()}})
	if w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("%d, %d bytes", w.Code, w.Body.Len())
	}
	what := request{method: "POST", path: "/api/v1/networks/borgo/whatif", body: `{"without":["ada"]}`, header: []string{asJSON, "If-None-Match: " + s.tag()}}
	wants(t, "the answer to a body", s.do(what), http.StatusOK)
}

func TestTheDocumentIsValidAndKnowsEveryRoute(t *testing.T) {
	s := newService(t)
	document, err := openapi3.NewLoader().LoadFromData(s.get("/api/openapi.json").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(document.OpenAPI, "3.1") {
		t.Errorf("version %s", document.OpenAPI)
	}
	for _, path := range []string{"report", "missing", "plan", "whatif", "score", "metrics", "backtest", "graph", "export/{format}", "codebook", "imports", "changes", "history", "compare", "minutes", "nodes/{id}", "edges/{id}", "votes", "suggestions/{id}/take", "undo", "snapshots"} {
		if document.Paths.Find("/api/v1/networks/{network}/"+path) == nil {
			t.Errorf("no %s in the document", path)
		}
	}
}

func TestATableOverHTTP(t *testing.T) {
	s := newService(t)
	post := func(path, body string) map[string]any {
		t.Helper()
		w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/" + path, body: body, header: []string{asJSON, "If-Match: " + s.tag()}})
		wants(t, path, w, http.StatusOK)
		var out map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	post("meetings", `{"id":"m9","date":"2026-05-01","freeze":true}`)
	made := post("needs", `{"label":"Compiti"}`)
	if ids := fmt.Sprint(made["ids"]); ids != "[need-1]" {
		t.Errorf("ids %s", ids)
	}
	wants(t, "the meeting's snapshot", s.get("/api/v1/networks/borgo/report?at=m9"), http.StatusOK)
	w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/answers", body: `{"need":"nowhere","with":"x"}`, header: []string{asJSON, "If-Match: " + s.tag()}})
	wants(t, "an unknown need", w, http.StatusNotFound)
}

func TestListenKeepsToThisMachine(t *testing.T) {
	ctx := context.Background()
	if _, err := handlers.Listen(ctx, "0.0.0.0:0", false); graph.KindOf(err) != graph.Denied {
		t.Errorf("0.0.0.0 without leave: %v", err)
	}
	l, err := handlers.Listen(ctx, "127.0.0.1:0", false)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := handlers.Listen(ctx, l.Addr().String(), false); graph.KindOf(err) != graph.Unavailable {
		t.Errorf("a port that is taken: %v", err)
	}
	if _, err := handlers.Listen(ctx, "nowhere", false); graph.KindOf(err) != graph.Usage {
		t.Errorf("no address: %v", err)
	}
}

func TestServeFinishesWhatIsUnderWay(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	l, err := handlers.Listen(ctx, "127.0.0.1:0", false)
	if err != nil {
		t.Fatal(err)
	}
	began, ended := make(chan bool), make(chan error, 1)
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(began)
		time.Sleep(200 * time.Millisecond)
		io.WriteString(w, "whole")
	})
	go func() { ended <- handlers.Serve(ctx, l, slow) }()
	body := make(chan string, 1)
	go func() {
		r, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			body <- err.Error()
			return
		}
		defer r.Body.Close()
		text, _ := io.ReadAll(r.Body)
		body <- string(text)
	}()
	<-began
	stop()
	if got := <-body; got != "whole" {
		t.Errorf("the request under way got %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestChangesSayWhatTheyRemoved(t *testing.T) {
	s := newService(t)
	body := fmt.Sprintf(`{"remove_nodes":[%q]}`, graphtest.Town().NodeID(0))
	w := s.do(request{method: "POST", path: "/api/v1/networks/borgo/changes", body: body, header: []string{asJSON, "If-Match: " + s.tag()}})
	wants(t, "a removal", w, http.StatusOK)
	var did graph.Summary // the node and its three relations
	if err := json.Unmarshal(w.Body.Bytes(), &did); err != nil || did.Removed != 4 {
		t.Errorf("%+v: %s", did, w.Body)
	}
}

// TestPagesArePages follows the links of a network's page and asks for what is not there, as a browser does.
func TestPagesArePages(t *testing.T) {
	s := newService(t)
	if w := s.get("/networks?lang=en"); w.Header().Get("Location") != "/?lang=en" {
		t.Errorf("/networks leads to %q", w.Header().Get("Location"))
	}
	for path, want := range map[string]struct {
		status int
		says   string
	}{
		"/networks/borgo/history?lang=it":           {200, "Storia"},
		"/networks/borgo/history?lang=en&limit=1":   {200, "History"},
		"/networks/altrove?lang=it":                 {404, "altrove"},
		"/networks/altrove/report?lang=it":          {404, "altrove"},
		"/networks/borgo/missing?involving=nessuno": {404, "nessuno"},
		"/networks/borgo/missing?limit=abc&lang=it": {422, "limit"},
		"/networks/borgo/compare?lang=it":           {422, "spuntarne due"},
		"/altrove?lang=it":                          {404, "indirizzo"},
	} {
		w := s.do(request{path: path, header: []string{"Accept: text/html,application/xhtml+xml,*/*;q=0.8"}})
		if w.Code != want.status || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") || !strings.HasPrefix(w.Body.String(), "<!DOCTYPE html>") {
			t.Errorf("%s: status %d as %s: %.80s", path, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
		if _, main, _ := strings.Cut(w.Body.String(), "<main"); !strings.Contains(main, want.says) || strings.Contains(main, "A value does not fit") {
			t.Errorf("%s does not say %q: %s", path, want.says, main)
		} else if want.status >= 400 && !strings.Contains(main, `href="/?lang=it"`) {
			t.Errorf("%s does not lead to the networks: %s", path, main)
		}
	}
	for _, name := range []string{"report", "missing", "plan?goal=connected", "history"} {
		page := s.get("/networks/borgo/" + name).Body.String()
		if !strings.Contains(page, `<a href="/networks/borgo?lang=it">`) || !strings.Contains(page, `<a href="/?lang=it">Trama</a>`) {
			t.Errorf("%s does not lead back: %.600s", name, page)
		}
	}
}

// TestAHeadIsAGetWithoutABody: what answers GET answers HEAD with the same status and headers, and says how long it is.
func TestAHeadIsAGetWithoutABody(t *testing.T) {
	s := newService(t)
	server := httptest.NewServer(s.handler)
	defer server.Close()
	for _, path := range []string{
		"/", "/networks", "/networks/borgo?lang=it", "/networks/borgo/table", "/networks/borgo/history", "/networks/borgo/report?lang=en", "/networks/borgo/nodes/ada",
		"/networks/borgo/nodes/nobody", "/networks/nowhere", "/altrove", "/api/v1/health", "/api/v1/networks/borgo/report", "/api/v1/networks/borgo/export/graphml", "/api/v1/networks/borgo/report?limit=x",
	} {
		get, head := s.get(path), s.do(request{method: http.MethodHead, path: path})
		if head.Code != get.Code || head.Body.Len() > 0 || head.Header().Get("Content-Length") != fmt.Sprint(get.Body.Len()) && get.Body.Len() > 0 {
			t.Errorf("%s: %d with %d bytes of %s, want %d with 0 of %d", path, head.Code, head.Body.Len(), head.Header().Get("Content-Length"), get.Code, get.Body.Len())
		}
		for _, name := range []string{"Content-Type", "Content-Security-Policy", "ETag", "Location"} {
			if got, want := head.Header().Get(name), get.Header().Get(name); got != want {
				t.Errorf("%s: %s %q, want %q", path, name, got, want)
			}
		}
		w, err := http.Head(server.URL + path) // follows where it leads
		if err != nil || get.Code != http.StatusFound && w.StatusCode != get.Code {
			t.Errorf("%s over the wire: %v %v", path, w, err)
		}
	}
	if w := s.do(request{method: http.MethodHead, path: "/networks/borgo/table/needs"}); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("what is only written: %d", w.Code)
	}
}

// TestNoPageIsADeadEnd: a plan without a goal, an error, a what-if and a comparison keep what was asked for, and lead on.
func TestNoPageIsADeadEnd(t *testing.T) {
	s := newService(t)
	holds := func(path string, status int, want ...string) {
		t.Helper()
		w := s.do(request{path: path, header: []string{"Accept: text/html"}})
		if w.Code != status {
			t.Errorf("%s: %d, want %d", path, w.Code, status)
		}
		for _, text := range want {
			if !strings.Contains(w.Body.String(), text) {
				t.Errorf("%s: no %s", path, text)
			}
		}
	}
	ends := graphtest.Town().NodeID(0) + "," + graphtest.Town().NodeID(1)
	tried := "/networks/borgo/whatif?lang=it&family=likely&area=Centro&add=" + url.QueryEscape(ends)
	holds("/networks/borgo?lang=it", 200, `href="/networks/borgo/plan?lang=it"`, `href="/networks/borgo/report?lang=it&amp;for_meeting=true"`)
	holds("/networks/borgo/plan?lang=it", 200, `<option value="connected" selected>`, "Fai il piano", "Torna alla pagina della rete")
	holds("/networks/borgo/plan?goal=robust-links&budget=3", 200, `<option value="robust-links" selected>`)
	holds("/networks/borgo/plan?goal=&budget=2", 200, `<option value="" selected>`, `name="budget" type="number" value="2"`)
	holds("/networks/borgo/plan?goal=&budget=", 200, `name="budget" type="number" value="5"`)
	holds("/networks/borgo/plan?goal=&budget=x&lang=it", 422, `name="budget" type="number" value="x"`, `href="/networks/borgo?lang=it"`)
	holds("/networks/borgo/missing?lang=it&involving=nessuno&area=Centro", 404, `name="involving" type="text" value="nessuno"`, `name="area" type="text" value="Centro"`, `href="/networks/borgo?lang=it"`)
	holds("/networks/borgo/missing?lang=it&involving=%20%C3%A0da", 200, `name="involving" type="text" value="ada"`)
	holds("/networks/borgo/missing?lang=it&limit=1", 200, `offset=1">Le proposte successive</a>`, `form="filters" formaction="/networks/borgo/whatif"`)
	holds("/networks/borgo/missing?lang=it&limit=1&offset=1", 200, `offset=0">Le proposte precedenti</a>`)
	holds(tried, 200, `/networks/borgo/missing?add=`, "Torna alle relazioni che mancano", `/networks/borgo/whatif?add=`, "Zone: centro")
	holds("/networks/nessuna/missing?lang=it", 404, "elenco delle reti")
	w := s.do(request{method: http.MethodPost, path: "/api/v1/networks/borgo/needs", body: `{"label":"Casa"}`, header: []string{asJSON, "If-Match: " + s.tag()}})
	wants(t, "a need", w, http.StatusOK)
	holds("/networks/borgo/history?lang=it", 200, `action="/networks/borgo/compare"`, `name="r" value="1" form="compare"`, `name="r" value="2" form="compare"`)
	holds("/networks/borgo/compare?r=2&r=1&lang=it", 200, `/networks/borgo/compare?a=1&amp;b=2&amp;format=html&amp;lang=en`)
	holds("/networks/borgo/compare?r=1&lang=it", 200, `/networks/borgo/compare?a=1&amp;format=html&amp;lang=en`)
	holds("/networks/borgo/compare?r=1&r=2&r=2&lang=it", 422, "spuntarne due")
	holds("/networks/borgo/compare?lang=it", 422, "spuntarne due")
	holds("/networks/borgo/compare?a=1&b=2&lang=it", 200, `/networks/borgo/compare?a=1&amp;b=2&amp;format=html&amp;lang=en`, `href="/networks/borgo/history?lang=it"`)
}
