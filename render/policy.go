package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"trama/web"
)

// Policy returns the content security policy of a page: its own style sheets by their hash, its forms, the script of the
// drawings where it has any, nothing else. No script within a page runs.
func Policy(page []byte) string {
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
	scripts := ""
	if bytes.Contains(page, []byte(`<script src="`+web.ScriptPath()+`">`)) {
		scripts = "; script-src 'self'"
	}
	return "default-src 'none'; style-src 'self'" + styles.String() + scripts +
		"; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}
