package handlers

import (
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"trama/handlers/problem"
)

// guarded returns the handler behind what every request passes: a known Host name, no write from another site's page,
// safe headers, a bounded body, a panic that ends one request only.
//
// A map of persons without a password must not be read by a web page that its user happens to open. The Host names stop
// a page that makes its own name point at this machine (DNS rebinding); the cross-origin check stops one that writes.
func guarded(o Options, next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		problem.Write(w, problem.New(http.StatusForbidden, "cross_origin", language(r, o)))
	}))
	inner := origin.Handler(wholePath(next))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer recovered(w, r, o)
		safeHeaders(w.Header())
		if !hostAllowed(r.Host, o) {
			problem.Write(w, problem.New(http.StatusMisdirectedRequest, "host", language(r, o)))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, o.MaxBody)
		inner.ServeHTTP(w, r)
	})
}

// readOnly refuses what is no question: every method but those of a read, and of POST all but the two analyses that are
// asked with a body. What the routes are called is what counts, not how an address is spelt.
func readOnly(o Options) gin.HandlerFunc {
	return func(c *gin.Context) {
		method, route := c.Request.Method, c.FullPath()
		asks := method == http.MethodPost && (strings.HasSuffix(route, "/whatif") || strings.HasSuffix(route, "/score"))
		if method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions || asks {
			return
		}
		problem.Write(c.Writer, problem.New(http.StatusForbidden, "read_only", language(c.Request, o)))
		c.Abort()
	}
}

// wholePath makes gin match on the path as it was sent, so that an id may hold an escaped slash, and no id is unescaped
// twice.
func wholePath(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.URL.RawPath = r.URL.EscapedPath()
		next.ServeHTTP(w, r)
	})
}

// hostAllowed tells whether a request names a host of ours. An IP address is no name that a page could have pointed
// here, so an open service answers to any.
func hostAllowed(host string, o Options) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	if ip := net.ParseIP(name); ip != nil {
		return ip.IsLoopback() || o.Open
	}
	return name == "localhost" || slices.Contains(o.Hosts, name)
}

func safeHeaders(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin") // with no-referrer a browser would send the pages' own forms from the origin "null"
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cache-Control", "no-cache")
}

func recovered(w http.ResponseWriter, r *http.Request, o Options) {
	failure := recover()
	if failure == nil {
		return
	}
	if failure == http.ErrAbortHandler {
		panic(failure)
	}
	o.Log.Error("panic", slog.Any("failure", failure), slog.String("stack", string(debug.Stack())))
	problem.Write(w, problem.New(http.StatusInternalServerError, "internal", language(r, o)))
}
