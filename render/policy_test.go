package render_test

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"

	"trama/render"
	"trama/web"
)

// What a page may use is what it was written with: a style sheet that is not closed is none, and text that looks like the script of
// another address gives no leave to run one.
func TestPolicy(t *testing.T) {
	const none = "default-src 'none'; style-src 'self'"
	const rest = "; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
	hash := func(sheet string) string {
		sum := sha256.Sum256([]byte(sheet))
		return " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	ours := `<script src="` + web.ScriptPath() + `"></script>`
	for _, c := range []struct{ name, page, want string }{
		{"nothing", "<p>", none + rest},
		{"a sheet", "<style>p{}</style>", none + hash("p{}") + rest},
		{"two sheets", "<style>a</style><style></style>", none + hash("a") + hash("") + rest},
		{"not closed", "<style>a</style><style>b", none + hash("a") + rest},
		{"the script", ours, none + "; script-src 'self'" + rest},
		{"another script", `<script src="/drawing-0.js"></script>`, none + rest},
		{"a script within", "<script>alert()</script>", none + rest},
		{"what was typed", strings.NewReplacer("<", "&lt;", `"`, "&#34;").Replace(ours), none + rest},
	} {
		if got := render.Policy([]byte(c.page)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
