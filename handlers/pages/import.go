package pages

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"trama/graph"
	"trama/graph/source"
	"trama/handlers/problem"
	"trama/locale"
	"trama/render"
	"trama/render/desk"
)

func (p *Pages) importRoutes(pages routes) {
	for _, at := range []string{"", "/networks/:network"} {
		pages.POST(at+"/imports", p.preview)
		pages.POST(at+"/imports/confirm", p.confirm)
		pages.GET(at+"/imports", p.startAgain)
	}
	pages.POST("/networks", p.begin)
	pages.POST("/demo", p.demo)
}

// startAgain leads who asks for the page of an import by its address to where one begins.
func (p *Pages) startAgain(c *gin.Context) error {
	to := "/"
	if c.Param("network") != "" {
		to = "/networks/" + url.PathEscape(name(c))
	}
	c.Redirect(http.StatusFound, to+"?lang="+p.Language(c.Request))
	return nil
}

// intake is an import that a page asks for: into a network that is there, or a new one.
type intake struct {
	network string // its name; "" for a new one whose title says none
	title   string // of a new network
	isNew   bool
	state   string // of the network, as it was previewed: the ETag without its quotes, "" for a new one
	replace bool
	skip    bool // takes what is right of files that hold wrong rows
	author  string
	parcel  parcel
	digest  string // of the parcel as it was previewed

	desk.Choices
}

// preview shows what an import would do. Nothing is written.
func (p *Pages) preview(c *gin.Context) error {
	in, err := p.intake(c)
	if err != nil {
		return p.notTaken(c, in, err)
	}
	return p.previewed(c, http.StatusOK, in, "")
}

// confirm imports what was previewed: exactly those bytes, onto exactly that revision. Anything else is previewed again.
func (p *Pages) confirm(c *gin.Context) error {
	in, err := p.intake(c)
	if err != nil {
		return p.notTaken(c, in, err)
	}
	if in.digest != in.parcel.digest() {
		return p.previewed(c, http.StatusConflict, in, locale.New(p.Language(c.Request)).Say("import.other_bytes", nil))
	}
	to, err := p.confirmed(c, in)
	switch stale := isStale(err); {
	case stale && !in.isNew:
		return p.previewed(c, http.StatusConflict, in, locale.New(p.Language(c.Request)).Say("import.moved_on", nil))
	case stale:
		return p.notTaken(c, in, nameTaken(p.Language(c.Request), in.network))
	case err != nil:
		return err
	}
	p.toImported(c, in, to)
	return nil
}

// isStale tells whether the API refuses what a page asks because the network is another one than the page knew.
func isStale(err error) bool {
	own, ok := errors.AsType[*problem.Problem](err)
	return ok && own.Status == http.StatusPreconditionFailed
}

// confirmed imports what was confirmed, or makes a network with a title alone, once, and returns the revision that it made.
func (p *Pages) confirmed(c *gin.Context, in *intake) (revision string, err error) {
	form := maps.Clone(c.Request.PostForm)
	form.Del("parcel") // the digest says it
	for {
		did := p.once.of(c.Request.URL, form, func() outcome {
			did, err := p.imported(c, in)
			return outcome{to: fmt.Sprint(did.Revision), made: did.Revision != revisionOf(in.state), err: err}
		})
		if graph.KindOf(did.err) != graph.Interrupted || c.Request.Context().Err() != nil {
			return did.to, did.err // else it was another request's, whose sender has gone
		}
	}
}

// toImported leads to the network, with what was written.
func (p *Pages) toImported(c *gin.Context, in *intake, revision string) {
	query := url.Values{"done": {revision}, "lang": {p.Language(c.Request)}}
	carry(c, query, in.author)
	c.Redirect(http.StatusSeeOther, "/networks/"+url.PathEscape(in.network)+"?"+query.Encode()+"#done")
}

// notTaken shows the page where an import begins again, with why it does not.
func (p *Pages) notTaken(c *gin.Context, in *intake, err error) error {
	what := problem.Shown(err, p.Language(c.Request))
	if what.Status >= http.StatusInternalServerError || what.Status == http.StatusNotFound {
		return err
	}
	typed := url.Values{"title": {in.title}, "form": {"import"}, "author": {in.author}}
	refused := &desk.Refused{Form: "import", Field: "files", Why: what.Detail, Typed: typed}
	if own, ok := errors.AsType[*problem.Problem](err); ok && (own.Code == "title" || own.Code == "taken") {
		refused.Field = "title"
	}
	if in.isNew {
		return p.home(c, what.Status, refused)
	}
	return p.networkAgain(c, what.Status, refused)
}

// intake reads what a page sends: files that were chosen, or those of a preview. It fails where an import lacks something.
func (p *Pages) intake(c *gin.Context) (*intake, error) {
	in := &intake{network: name(c), isNew: c.Param("network") == "", Choices: desk.ChoicesOf(c.Request.URL.Query())}
	lang := p.Language(c.Request)
	media, params, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	switch {
	case err == nil && media == "multipart/form-data":
		err = in.upload(c.Request.Body, params["boundary"], lang)
	case err == nil && media == "application/x-www-form-urlencoded":
		err = in.sentBack(c.Request, lang)
	default:
		err = problem.New(http.StatusUnsupportedMediaType, "media_type", lang)
	}
	if err != nil {
		passed(c.Request.Body)
	}
	if in.isNew {
		in.network = networkNamed(in.title)
	}
	if err == nil {
		err = in.complete(lang)
	}
	return in, err
}

// sentBack reads the form of a preview.
func (in *intake) sentBack(r *http.Request, lang string) error {
	if err := r.ParseForm(); err != nil {
		return badRequest(err, lang)
	}
	for name := range r.PostForm {
		in.set(name, r.PostForm.Get(name))
	}
	if len(r.PostForm) > 0 && !r.PostForm.Has("parcel") {
		return nil // a refused page in the other language: the files have to be chosen again
	}
	var err error
	if in.parcel, err = parcelOf(r.PostForm.Get("parcel")); err != nil {
		return problem.New(http.StatusBadRequest, "bad_request", lang)
	}
	return nil
}

// upload reads files that were chosen. They are kept in memory, within a bound, and never on disk: a name is only ever a
// name.
func (in *intake) upload(body io.Reader, boundary, lang string) error {
	reader, left := multipart.NewReader(body, boundary), int64(parcelMost)
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return badRequest(err, lang)
		}
		content, err := io.ReadAll(io.LimitReader(part, left+1))
		if err != nil {
			return badRequest(err, lang)
		}
		if left -= int64(len(content)); left < 0 {
			return tooLarge(lang)
		}
		switch isFile := part.FormName() == "files" && part.FileName() != ""; {
		case isFile && len(in.parcel) == parcelFiles:
			return tooLarge(lang)
		case isFile:
			in.parcel = append(in.parcel, parcelFile{plainName(part.FileName()), content})
		case part.FormName() != "files":
			in.set(part.FormName(), string(content))
		}
	}
}

// plainName is the last part of a file's name, as long as a name is.
func plainName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if len(name) > 200 {
		name = name[len(name)-200:] // the end says the format
	}
	return strings.ToValidUTF8(name, "?")
}

func (in *intake) set(field, value string) {
	switch value = strings.TrimSpace(value); field {
	case "title":
		in.title = value
	case "state":
		in.state = value
	case "replace":
		in.replace = value == "yes"
	case "skip":
		in.skip = value == "yes"
	case "author":
		in.author = value
	case "digest":
		in.digest = value
	}
}

func tooLarge(lang string) error {
	p := problem.New(http.StatusRequestEntityTooLarge, "too_large", lang)
	p.Detail = locale.New(lang).Say("import.too_large", graph.V{"mebibytes": parcelMost >> 20, "files": parcelFiles})
	return p
}

// badRequest is why a body cannot be read: it is too large for the service, or no form.
func badRequest(err error, lang string) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return tooLarge(lang)
	}
	return problem.New(http.StatusBadRequest, "bad_request", lang)
}

// complete tells what an import lacks.
func (in *intake) complete(lang string) error {
	l := locale.New(lang)
	switch {
	case len(in.parcel) == 0:
		return &problem.Problem{Status: http.StatusUnprocessableEntity, Code: "files", Detail: l.Say("import.no_files", nil)}
	case in.isNew:
		return titleFits(in.title, l)
	}
	return nil
}

// titleMost is how long the title of a network may be.
const titleMost = 200

func titleFits(title string, l *locale.Locale) error {
	if title == "" || len(title) > titleMost {
		return &problem.Problem{Status: http.StatusUnprocessableEntity, Code: "title", Detail: l.Say("import.no_title", graph.V{"most": titleMost})}
	}
	return nil
}

func nameTaken(lang, network string) error {
	return &problem.Problem{Status: http.StatusConflict, Code: "taken", Detail: locale.New(lang).Say("import.taken", graph.V{"network": network})}
}

// body returns the files as the API's import takes them: a form, with one file more that gives a new network its title.
func (in *intake) body() (content []byte, media string, err error) {
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	files := in.parcel
	if in.isNew {
		files = append(files[:len(files):len(files)], titled(in.title))
	}
	for _, f := range files {
		part, err := form.CreateFormFile("files", f.name)
		if err != nil {
			return nil, "", err
		}
		if _, err := part.Write(f.content); err != nil {
			return nil, "", err
		}
	}
	err = form.Close()
	return out.Bytes(), form.FormDataContentType(), err
}

// titled is a file that holds no more than the title of a network.
func titled(title string) parcelFile {
	content, err := json.Marshal(map[string]any{
		"schema": graph.GraphSchema, "attributes": map[string]string{"title": title}, "nodes": []string{}, "edges": []string{},
	})
	if err != nil {
		panic(err) // texts are always JSON
	}
	return parcelFile{"title.json", content}
}

// messageMost is how many letters of names a message has about: the API takes a thousand in all.
const messageMost = 700

// message names the files that are imported; of many the first, and how many there are.
func (in *intake) message() string {
	names, letters := in.parcel.names(), 0
	for i, name := range names {
		if letters += utf8.RuneCountInString(name); letters > messageMost && i > 0 {
			return graph.ImportMessage(fmt.Sprintf("%s, … (%d)", strings.Join(names[:i], ", "), len(names)))
		}
	}
	return graph.ImportMessage(strings.Join(names, ", "))
}

// imported asks the API to import the files onto the state that was previewed.
func (p *Pages) imported(c *gin.Context, in *intake) (did graph.Imported, err error) {
	content, media, err := in.body()
	if err != nil {
		return did, err
	}
	query := url.Values{"message": {in.message()}, "author": {signature(in.author)}, "relations": in.Columns}
	for name, value := range map[string]string{"default_kind": in.Kind, "matrix": in.Matrix} {
		if value != "" {
			query.Set(name, value)
		}
	}
	for name, asked := range map[string]bool{"replace": in.replace, "skip_refused": in.skip, "contacts": in.Contacts} {
		if asked {
			query.Set(name, "true")
		}
	}
	header := http.Header{"Content-Type": {media}, "If-Match": {`"` + in.state + `"`}}
	if in.isNew {
		header = http.Header{"Content-Type": {media}, "If-None-Match": {"*"}}
	}
	held, err := p.answered(c, call{method: http.MethodPost, path: "/api/v1/networks/" + url.PathEscape(in.network) + "/imports", query: query, body: content, header: header})
	if err != nil {
		return did, err
	}
	return did, json.Unmarshal(held.body.Bytes(), &did)
}

// previewTries is how often a preview is begun on a network that others are writing to.
const previewTries = 3

// previewed shows what an import would do to the newest state of its network; alarm says why it was not done.
func (p *Pages) previewed(c *gin.Context, status int, in *intake, alarm string) error {
	shown, err := p.previewOf(c.Request.Context(), in, p.Language(c.Request))
	for n := 1; n < previewTries && err != nil && graph.KindOf(err) == graph.Conflict; n++ { // somebody has written while the files were read
		shown, err = p.previewOf(c.Request.Context(), in, p.Language(c.Request))
	}
	if err != nil {
		return p.notTaken(c, in, err)
	}
	shown.Alarm, shown.Home = alarm, "/?lang="+shown.View.Lang
	return p.showDrawn(c, status, func(w io.Writer) error { return desk.PreviewPage(w, *shown) })
}

// previewOf reads the files as trama check does, and compares them with what is stored.
func (p *Pages) previewOf(ctx context.Context, in *intake, lang string) (*desk.PreviewView, error) {
	end, err := p.Answers.Turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	before, info, err := p.before(ctx, in, lang)
	if err != nil {
		return nil, err
	}
	o := source.Options{Check: true, Relations: in.Columns, Matrix: in.Matrix, DefaultKind: in.Kind, Contacts: in.Contacts, Known: func(context.Context) (*graph.Graph, error) { return before, nil }, Replace: in.replace, Limits: p.Answers.Limits}
	reading, err := source.Decode(ctx, in.parcel.sources(), o)
	if err != nil {
		return nil, err
	}
	again := []string(nil)
	if in.Columns == nil {
		again = reading.ColumnsMadeBefore()
	}
	if len(again) > 0 { // what was chosen then is proposed now
		in.Columns, o.Relations = again, again
		if reading, err = source.Decode(ctx, in.parcel.sources(), o); err != nil {
			return nil, err
		}
	}
	shown := &desk.PreviewView{Checked: reading.Check(), Again: len(again) > 0, IsNew: in.isNew, Replace: in.replace, Author: in.author, Files: in.parcel.names(), Choices: in.Choices}
	in.skip = reading.RefusedCount > 0
	if in.skip { // what would be left of them is what an import that skips them reads; of a file that is wrong as a whole, nothing
		o.Check, o.SkipRefused = false, true
		if reading, err = source.Decode(ctx, in.parcel.sources(), o); err != nil {
			reading = nil
		}
	}
	if reading != nil {
		shown.Graph = reading.Graph
		shown.Changes = graph.ImportChanges(before, reading.Graph, in.replace)
		ahead, err := graph.PreviewOf(ctx, p.Store, info, before, shown.Changes)
		if err != nil {
			return nil, err
		}
		shown.Checked.Preview = &ahead
	}
	shown.Before, shown.Skip, shown.Digest = before, in.skip, in.parcel.digest()
	shown.View = render.View{Lang: lang, Title: in.title, Graph: before}
	if !in.isNew {
		shown.State, shown.View.Title = stateOf(info), before.Attributes().Get("title").String()
		shown.Network = "/networks/" + url.PathEscape(info.Network)
		if shown.View.Title == "" {
			shown.View.Title = info.Network
		}
	}
	shown.Parcel, err = in.parcel.field()
	return shown, err
}

// before returns the newest state of the network that an import goes into; that of a new one is empty.
func (p *Pages) before(ctx context.Context, in *intake, lang string) (*graph.Graph, graph.NetworkInfo, error) {
	info, err := p.Store.Info(ctx, in.network)
	switch {
	case in.isNew && err == nil:
		return nil, info, nameTaken(lang, info.Network)
	case in.isNew && graph.KindOf(err) == graph.NotFound:
		return graph.Empty(), graph.NetworkInfo{}, nil
	case err != nil:
		return nil, info, err
	}
	g, err := p.Store.Load(ctx, info.Network, info.Revision)
	return g, info, err
}

// begin makes a network with a title and nothing else.
func (p *Pages) begin(c *gin.Context) error {
	lang := p.Language(c.Request)
	form, err := p.form(c)
	if err != nil {
		return err
	}
	in := &intake{isNew: true, title: strings.TrimSpace(form.Get("title")), author: strings.TrimSpace(form.Get("author"))}
	in.network = networkNamed(in.title)
	refused := &desk.Refused{Form: "begin", Field: "title", Typed: form}
	if err := titleFits(in.title, locale.New(lang)); err != nil {
		refused.Why = err.Error()
		return p.home(c, http.StatusUnprocessableEntity, refused)
	}
	revision, err := p.confirmed(c, in)
	switch {
	case isStale(err):
		refused.Why = nameTaken(lang, in.network).Error()
		return p.home(c, http.StatusConflict, refused)
	case err != nil:
		return err
	}
	p.toImported(c, in, revision)
	return nil
}

// demoNetwork is the name of the fictional town.
const demoNetwork = "valdora"

// demo puts the fictional town into the store, where it is not there yet, and leads to it.
func (p *Pages) demo(c *gin.Context) error {
	lang := p.Language(c.Request)
	if p.Demo == nil {
		return problem.New(http.StatusNotFound, "no_route", lang)
	}
	g, err := p.Demo(c.Request.Context())
	if err != nil {
		return err
	}
	did, err := graph.Import(c.Request.Context(), p.Store, demoNetwork, g, graph.ImportOptions{Commit: graph.Commit{Author: "trama", Message: graph.ImportMessage("Valdora")}})
	to := "/networks/" + demoNetwork + "?lang=" + lang
	switch {
	case graph.KindOf(err) == graph.Conflict && err != nil: // it is there
	case err != nil:
		return err
	default:
		to += "&done=" + fmt.Sprint(did.Revision) + "#done"
	}
	c.Redirect(http.StatusSeeOther, to)
	return nil
}
