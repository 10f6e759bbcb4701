package handlers

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"trama/graph"
	"trama/handlers/api"
	"trama/handlers/pages"
	"trama/render"
)

// forsaken is how long a page is worked on after its reader was told to come again, and does not.
const forsaken = 15 * time.Second

// patient answers who waits for a page of a large network: what takes longer than its patience is worked out beside, while a
// page that asks again tells how far it is.
type patient struct {
	next     http.Handler
	p        *pages.Pages
	patience time.Duration

	mu   sync.Mutex
	jobs map[string]*job
}

func newPatient(next http.Handler, p *pages.Pages, patience time.Duration) *patient {
	return &patient{next: next, p: p, patience: patience, jobs: map[string]*job{}}
}

// job is a page that is worked out beside.
type job struct {
	done   chan struct{}
	answer held
	stage  atomic.Pointer[render.Waiting]
	idle   *time.Timer // ends a job that nobody asks for
	cancel context.CancelFunc

	watched int  // by so many requests
	shown   bool // somebody was told to come again
}

// held is an answer before it is sent.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
	failed any // what the handler panicked with
}

func (h *held) Header() http.Header         { return h.header }
func (h *held) WriteHeader(status int)      { h.status = status }
func (h *held) Write(b []byte) (int, error) { return h.body.Write(b) }

// ServeHTTP answers a request for a page once it is there, or says how far it is.
func (a *patient) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if importing(r) {
		a.importing(w, r)
		return
	}
	if r.Method != http.MethodGet || !strings.HasPrefix(r.URL.Path, "/networks/") || !strings.Contains(r.Header.Get("Accept"), "text/html") {
		a.next.ServeHTTP(w, r)
		return
	}
	key := strings.Join([]string{r.Host, r.URL.String(), r.Header.Get("Accept-Language"), r.Header.Get("Cookie")}, "\x00")
	if j := a.job(key, r); a.waited(w, r, watched{key, j}) {
		a.p.Waiting(w, r, *j.stage.Load())
	}
}

// watched is a job that a request waits for.
type watched struct {
	key string
	*job
}

// waited answers with what a job has made. It returns true, and has answered nothing, where that takes too long.
func (a *patient) waited(w http.ResponseWriter, r *http.Request, j watched) (long bool) {
	wait := time.NewTimer(a.patience)
	defer wait.Stop()
	select {
	case <-j.done:
		a.left(j.key, j.job, r.Method != http.MethodHead)
		j.answer.send(w, r)
	case <-wait.C:
		a.left(j.key, j.job, true)
		return true
	case <-r.Context().Done():
		a.left(j.key, j.job, false)
	}
	return false
}

// job returns the one that a request waits for, which it begins where nobody has.
func (a *patient) job(key string, r *http.Request) *job {
	a.mu.Lock()
	defer a.mu.Unlock()
	j, ok := a.jobs[key]
	if !ok {
		j = &job{done: make(chan struct{}), answer: held{header: http.Header{}, status: http.StatusOK}}
		j.stage.Store(&render.Waiting{})
		var ctx context.Context
		ctx, j.cancel = context.WithCancel(context.WithoutCancel(r.Context()))
		j.idle = time.AfterFunc(a.patience+forsaken, func() { a.end(key, j) })
		a.jobs[key] = j
		asked := r.Clone(graph.WithProgress(ctx, j.far))
		asked.Header.Del("If-None-Match") // the answer is for whoever waits, and not all have the same
		go j.work(a.next, asked)
	}
	j.watched++
	j.idle.Reset(a.patience + forsaken)
	return j
}

// left is told that a request waits no longer; answered, that its client is still there. What is done has been sent; what
// nobody looks at and nobody was told to come back for ends at once.
func (a *patient) left(key string, j *job, answered bool) {
	a.mu.Lock()
	j.watched--
	j.shown = j.shown || answered
	over := j.watched == 0 && !j.shown
	a.mu.Unlock()
	select {
	case <-j.done:
		over = over || answered
	default:
	}
	if over {
		a.end(key, j)
	}
}

// end forgets a job, and stops it where it is not done.
func (a *patient) end(key string, j *job) {
	j.idle.Stop()
	j.cancel()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.jobs[key] == j {
		delete(a.jobs, key)
	}
}

// work makes the answer.
func (j *job) work(next http.Handler, r *http.Request) {
	defer close(j.done)
	defer func() { j.answer.failed = recover() }()
	next.ServeHTTP(&j.answer, r)
}

// far is told how far the work is.
func (j *job) far(stage string, done, total int64) {
	j.stage.Store(&render.Waiting{Stage: stage, Done: done, Total: total})
}

// send answers with what is held, unless the client has it already. A panic goes on where the request's own would have gone.
func (h *held) send(w http.ResponseWriter, r *http.Request) {
	if h.failed != nil {
		panic(h.failed)
	}
	for name, values := range h.header {
		w.Header()[name] = values
	}
	if h.status == http.StatusOK && api.IsKnown(r, h.header.Get("ETag")) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(h.status)
	w.Write(h.body.Bytes())
}
