package handlers

import (
	"cmp"
	"net/http"
	"strconv"
)

// heads answers a HEAD as the GET of its address, the body left out: the routes are those of GET.
func heads(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodHead {
			next.ServeHTTP(w, r)
			return
		}
		asked := *r
		asked.Method = http.MethodGet
		h := &head{ResponseWriter: w}
		next.ServeHTTP(h, &asked)
		if h.length > 0 {
			w.Header().Set("Content-Length", strconv.Itoa(h.length))
		}
		w.WriteHeader(cmp.Or(h.status, http.StatusOK))
	})
}

// head holds what an answer says before its body, which it only measures.
type head struct {
	http.ResponseWriter
	status, length int
}

// WriteHeader keeps the first status: that is the answer's.
func (h *head) WriteHeader(status int) { h.status = cmp.Or(h.status, status) }

// Write counts.
func (h *head) Write(b []byte) (int, error) {
	h.WriteHeader(http.StatusOK)
	h.length += len(b)
	return len(b), nil
}
