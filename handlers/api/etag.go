package api

import (
	"net/http"
	"strings"
)

// How ETags are compared (RFC 9110, 8.8.3.2): an answer that passed a proxy which packs it has a weak one. It is as good for
// who reads, and not for who writes.
const (
	strongly = false
	weakly   = true
)

// hasTag tells whether a header that names ETags, one or several, names this one; "*" names any.
func hasTag(header, tag string, weak bool) bool {
	for _, one := range strings.Split(header, ",") {
		if one = strings.TrimSpace(one); weak {
			one = strings.TrimPrefix(one, "W/")
		}
		if one == tag || one == "*" {
			return true
		}
	}
	return false
}

// IsKnown tells whether who asks has the answer with an ETag already, by If-None-Match: it need not be sent again.
func IsKnown(r *http.Request, tag string) bool {
	return tag != "" && r.Method == http.MethodGet && hasTag(r.Header.Get("If-None-Match"), tag, weakly)
}
