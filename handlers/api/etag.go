package api

import "strings"

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

// Known tells whether If-None-Match names an ETag, so that the answer need not be sent again.
func Known(header, tag string) bool { return hasTag(header, tag, weakly) }
