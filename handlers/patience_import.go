package handlers

import (
	"bytes"
	"crypto/rand"
	"io"
	"net/http"
	"net/url"
	"strings"

	"trama/handlers/pages"
)

// jobKey is the parameter that names an import which takes its time.
const jobKey = "job"

// importing tells whether a request is about an import from a page.
func importing(r *http.Request) bool {
	path := strings.TrimSuffix(r.URL.Path, "/confirm")
	return (path == "/imports" || strings.HasPrefix(path, "/networks/") && strings.HasSuffix(path, "/imports")) &&
		(r.Method == http.MethodPost || r.URL.Query().Has(jobKey))
}

// importing answers who sends files to import. What takes longer than patience is worked out beside, under a number that nobody
// guesses: the browser is led to a page that tells how far it is, and from which one can leave it.
func (a *patient) importing(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has(jobKey) {
		a.importAgain(w, r)
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, pages.ImportMost+1))
	if err != nil || len(body) > pages.ImportMost {
		r.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), r.Body))
		a.next.ServeHTTP(w, r) // which refuses it
		return
	}
	beside := r.Clone(r.Context())
	beside.Body = http.MaxBytesReader(nil, io.NopCloser(bytes.NewReader(body)), pages.ImportMost) // without a bound of its own a form is read up to 10 MB
	query := url.Values{jobKey: {rand.Text()}, "lang": {a.p.Language(r)}}
	key := importKey(query.Get(jobKey))
	if a.waited(w, r, watched{key, a.job(key, beside)}) {
		http.Redirect(w, r, strings.TrimSuffix(r.URL.EscapedPath(), "/confirm")+"?"+query.Encode(), http.StatusSeeOther)
	}
}

func importKey(number string) string { return "import\x00" + number }

// importAgain answers who comes back for an import, or leaves it by a POST. One that is not there any more was seen, or left; a
// HEAD sees nothing.
func (a *patient) importAgain(w http.ResponseWriter, r *http.Request) {
	key := importKey(r.URL.Query().Get(jobKey))
	j := a.known(key)
	switch {
	case j == nil:
		http.Redirect(w, r, beginning(r), http.StatusSeeOther)
	case r.Method == http.MethodPost:
		a.leave(w, r, watched{key, j})
	case a.waited(w, r, watched{key, j}):
		far := *j.stage.Load()
		far.Leave = r.URL.RequestURI()
		a.p.Waiting(w, r, far)
	}
}

// leave stops an import and leads back to where one begins; to what it has written, where that came first.
func (a *patient) leave(w http.ResponseWriter, r *http.Request, j watched) {
	a.end(j.key, j.job)
	select {
	case <-j.done:
	case <-r.Context().Done():
		return
	}
	if j.answer.status == http.StatusSeeOther {
		j.answer.send(w, r)
		return
	}
	http.Redirect(w, r, beginning(r), http.StatusSeeOther)
}

// beginning is the address of the page on which an import begins.
func beginning(r *http.Request) string {
	to := strings.TrimSuffix(r.URL.EscapedPath(), "/imports")
	if to == "" {
		to = "/"
	}
	return to + "?" + url.Values{"lang": r.URL.Query()["lang"]}.Encode()
}

// known returns a job that is under way, or done and not yet seen, which the caller waits for from now on; nil where there is none.
func (a *patient) known(key string) *job {
	a.mu.Lock()
	defer a.mu.Unlock()
	j := a.jobs[key]
	if j != nil {
		j.watched++
		j.idle.Reset(a.patience + forsaken)
	}
	return j
}
