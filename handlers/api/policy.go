package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// PagePolicy returns the content security policy of a page: its own style sheets by their hash, its forms, nothing else.
func PagePolicy(page []byte) string {
	var styles strings.Builder
	rest := page
	for {
		_, after, found := bytes.Cut(rest, []byte("<style>"))
		if !found {
			break
		}
		sheet, next, closed := bytes.Cut(after, []byte("</style>"))
		if !closed {
			break
		}
		sum := sha256.Sum256(sheet)
		styles.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
		rest = next
	}
	return "default-src 'none'; style-src 'self'" + styles.String() +
		"; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}
