package pages

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"trama/graph"
	"trama/handlers/problem"
	"trama/locale"
	"trama/render"
	"trama/render/desk"
)

// writing is a form of a page: what it asks of the API, and the page that it stands on, which shows it again where it is
// refused. In an address {} is what the page's address names.
type writing struct {
	method string // "" is POST
	path   string // of the API, after the network's
	body   func(*sent) any
	page   string // after the network's address
	draw   drawing
	keeps  []string                        // the parameters of the page that its form keeps
	then   func(s *sent, query url.Values) // what else the page is led on with; nil: nothing
	says   string                          // the parameter that says on the page which revision was written; "" is done
	idle   string                          // the sentence that refuses a form which changes nothing; "": it is as good as written
}

// sent is a form as it came.
type sent struct {
	scene
	form  url.Values
	fault *fault // the first thing that is wrong
	says  string // the message of the commit; "" leaves it to the API
}

// fault is why a form is refused.
type fault struct {
	status     int
	field, why string
	stale      bool // others wrote since the page was shown
	gone       bool // what the form is about, they took off the map
}

// written is what the API says of a write; lists that it also says are not read.
type written struct {
	Revision graph.Revision `json:"revision"`
}

// Error returns why.
func (f *fault) Error() string { return f.why }

// writes returns the handler of a form: it asks the API, on the state that the form was shown for, and leads back to the
// page with the number of the revision that was made; or it shows the form again with what was typed, and why not.
func (p *Pages) writes(w writing) handler {
	return func(c *gin.Context) error {
		s, err := p.sent(c)
		if err != nil {
			return err
		}
		return p.leads(c, w, s, func() outcome {
			body := w.body(s)
			var did written
			if s.fault == nil {
				did = p.recorded(c, s, w, body)
			}
			if w.idle != "" && did.Revision == s.info.Revision {
				s.wrong("", w.idle, nil)
			}
			return outcome{to: s.after(w, did.Revision).String(), made: did.Revision != s.info.Revision || w.says != ""}
		})
	}
}

// leads leads on from a form to where write says, or shows it again where write finds a fault. Write goes on though nobody waits
// for it: a second click ends the first one's request.
func (p *Pages) leads(c *gin.Context, w writing, s *sent, write func() outcome) error {
	c.Request = c.Request.WithContext(context.WithoutCancel(c.Request.Context()))
	did := p.once.of(c.Request.URL, s.form, func() outcome {
		did := write()
		if s.fault != nil {
			did.err = s.fault
		}
		return did
	})
	to, err := url.Parse(did.to)
	if errors.As(did.err, &s.fault) || err != nil {
		s.refuse(err)
		return p.again(c, w, s)
	}
	query := to.Query()
	carry(c, query, strings.TrimSpace(s.form.Get("author")))
	to.RawQuery = query.Encode()
	c.Redirect(http.StatusSeeOther, to.String())
	return nil
}

// sent reads a form, and the state of the network that it is about.
func (p *Pages) sent(c *gin.Context) (*sent, error) {
	form, err := p.form(c)
	if err != nil {
		return nil, err
	}
	s, err := p.scene(c)
	return &sent{scene: s, form: form}, err
}

// formMost is how many bytes a form may have that people type into: where it is refused, all of it is shown again.
const formMost = 1 << 20

// form reads the fields that a page sends.
func (p *Pages) form(c *gin.Context) (url.Values, error) {
	lang := p.Language(c.Request)
	media, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || media != "application/x-www-form-urlencoded" {
		return nil, problem.New(http.StatusUnsupportedMediaType, "media_type", lang)
	}
	whole := c.Request.Body
	c.Request.Body = http.MaxBytesReader(nil, whole, formMost)
	err = c.Request.ParseForm()
	if beyond := (*http.MaxBytesError)(nil); errors.As(err, &beyond) {
		passed(whole)
		long := problem.New(http.StatusRequestEntityTooLarge, "too_large", lang)
		long.Detail = locale.New(lang).Say("form.too_large", graph.V{"mebibytes": formMost >> 20}) // what was typed only the browser has
		return nil, long
	}
	if err != nil {
		return nil, problem.New(http.StatusBadRequest, "bad_request", lang)
	}
	return c.Request.PostForm, nil
}

// passed reads what is left of a body that is refused: the connection would be cut while a browser still sends, and
// what it shows then is not why. The service bounds how much that is.
func passed(body io.Reader) { io.Copy(io.Discard, body) }

// recorded asks the API to write, on the state that the form was shown for.
func (p *Pages) recorded(c *gin.Context, s *sent, w writing, body any) written {
	sending, err := json.Marshal(body)
	if err != nil {
		s.refuse(err)
		return written{}
	}
	query := url.Values{"author": {signature(s.form.Get("author"))}}
	if family := s.view.Query.Get("family"); family != "" {
		query.Set("family", family) // of a suggestion
	}
	if s.says != "" {
		query.Set("message", s.says)
	}
	address := "/api/v1/networks/" + c.Param("network")
	if to := s.at(w.path); to != "" {
		address += "/" + to
	}
	held, failure := p.answered(c, call{
		method: cmp.Or(w.method, http.MethodPost), path: address, query: query, body: sending, match: `"` + s.form.Get("seen") + `"`,
	})
	if failure != nil {
		s.refuse(failure)
		return written{}
	}
	var did written
	if held.body.Len() > 0 { // a network that was deleted has no revision to tell
		s.refuse(json.Unmarshal(held.body.Bytes(), &did))
	}
	return did
}

// refuse keeps the first reason why a form is not written.
func (s *sent) refuse(err error) {
	if s.fault != nil || err == nil {
		return
	}
	f := &fault{}
	if sentence, ok := said(err); ok {
		f.field, err = s.plain(sentence, err)
	}
	what := problem.Shown(err, s.view.Lang)
	f.status, f.why = what.Status, locale.Whole(what.Detail)
	if what.Status == http.StatusPreconditionFailed {
		f.status, f.stale, f.why = http.StatusConflict, true, locale.New(s.view.Lang).Say("http_moved_on", graph.V{"revision": s.info.Revision, "typed": desk.Typed(s.form, "", locale.New(s.view.Lang)) != nil})
	}
	s.fault = f
}

// wrong refuses a form for what stands in one of its fields.
func (s *sent) wrong(field, id string, values graph.V) {
	if s.fault == nil {
		s.fault = &fault{status: http.StatusUnprocessableEntity, field: field, why: locale.New(s.view.Lang).Say(id, values)}
	}
}

// said returns the sentence of an error of ours.
func said(err error) (graph.Sentence, bool) {
	var sentence graph.Sentence
	return sentence, errors.As(err, &sentence)
}

// plain words an error as people on a page read it: names for ids, the label of a field for the flag's name, and of a
// name that nobody has that the list has others. It returns the field too.
func (s *sent) plain(sentence graph.Sentence, err error) (field string, plain error) {
	values := graph.V{}
	for key, value := range sentence.Values {
		values[key] = value
		if id, ok := value.(string); ok {
			if i, there := s.src.Graph.FindNode(id); there {
				values[key] = s.src.Graph.Label(i)
			}
		}
	}
	code := sentence.Code
	switch flag, _ := values["name"].(string); {
	case code == "no_node" || code == "table_kind":
		field = s.typedInto(fmt.Sprint(sentence.Values["id"]))
	case strings.HasPrefix(code, "table_"):
		l := locale.New(s.view.Lang)
		field, values["name"] = flag, l.Say("record.quoted", graph.V{"label": l.Name("field", flag)})
	}
	if code == "no_node" && field != "" {
		return field, graph.Fail(graph.KindOf(err), "pages", graph.Sentence{Code: "http_no_name", Values: graph.V{"name": values["id"]}})
	}
	return field, graph.Fail(graph.KindOf(err), "pages", sentence.With(values))
}

// typedInto returns the field into which a name was typed, or the name of the node with an id.
func (s *sent) typedInto(text string) string {
	for _, name := range slices.Sorted(maps.Keys(s.form)) {
		if name != "form" && (slices.Contains(s.form[name], text) || slices.Contains(s.nodes(name), text)) {
			return name
		}
	}
	return ""
}

// after is the address that a form leads to when it has written: where one came from, else its page, with what was
// written: done=0 says that nothing had to be.
func (s *sent) after(w writing, revision graph.Revision) *url.URL {
	if revision == s.info.Revision && w.says == "" {
		revision = 0
	}
	to, ok := s.within(s.form.Get("back"))
	if !ok {
		to = s.own(w)
	}
	query := to.Query()
	query.Del("done")
	query.Del("author")
	query.Set(cmp.Or(w.says, "done"), strconv.FormatInt(int64(revision), 10))
	query.Set("lang", s.view.Lang)
	to.RawQuery, to.Fragment = query.Encode(), "done"
	return to
}

// own is the page that a form stands on, with the parameters that it keeps.
func (s *sent) own(w writing) *url.URL {
	to, err := url.Parse(s.page(w))
	if err != nil {
		to = &url.URL{Path: s.base()}
	}
	query := url.Values{}
	for _, name := range w.keeps {
		if value := s.view.Query.Get(name); value != "" {
			query.Set(name, value)
		}
	}
	if w.then != nil {
		w.then(s, query)
	}
	to.RawQuery = query.Encode()
	return to
}

// page is the address of the page that a form stands on.
func (s *sent) page(w writing) string {
	if w.page == "" {
		return s.base()
	}
	return s.base() + "/" + s.at(w.page)
}

// resent is a form as it was sent, for who wants to read in another language why it was refused.
func resent(c *gin.Context, form url.Values) *render.Resent {
	return &render.Resent{Address: c.Request.URL.EscapedPath(), Query: c.Request.URL.Query(), Form: form}
}

// again shows the page of a form that wrote nothing, on the newest state, with what was typed.
func (p *Pages) again(c *gin.Context, w writing, s *sent) error {
	r := &desk.Refused{Form: s.form.Get("form"), Field: s.fault.field, Why: s.fault.why, Typed: s.form}
	if s.fault.stale {
		var err error
		if r.Since, err = p.since(c.Request.Context(), s); err != nil {
			return err
		}
	}
	s.view.Self = s.page(w)
	if s.fault.status < http.StatusInternalServerError {
		s.view.Resent = resent(c, s.form)
	}
	s.view.Writing = &desk.Writing{Base: s.base(), State: stateOf(s.info), Back: s.form.Get("back"), Refused: r}
	s.view.Writing.Author, s.view.Writing.Carried = signed(c, r)
	draw := w.draw
	if s.fault.gone {
		draw = func(ctx context.Context, _ scene, w io.Writer) error { return p.gone(ctx, s, w) }
	}
	return p.drawn(c, s.fault.status, draw, s.scene)
}
