package handlers

import (
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

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
	h.Set("Referrer-Policy", "no-referrer")
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
