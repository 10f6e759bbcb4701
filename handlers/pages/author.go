package pages

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"trama/render/desk"
)

// authorCookie keeps the name of who writes for all pages, until the browser is closed.
const authorCookie = "author"

// unsigned is the author of what is written on a page by who gave no name.
const unsigned = "web"

// sign keeps the name that was given on a page of a network, and leads back to it, or to the round table.
func (p *Pages) sign(c *gin.Context) error {
	s, err := p.sent(c)
	if err != nil {
		return err
	}
	to, ok := s.within(s.form.Get("back"))
	if !ok {
		to = &url.URL{Path: s.base() + "/table"}
	}
	query := to.Query()
	query.Set("lang", s.view.Lang)
	query.Del("author")
	name := s.text("author")
	if name == "" {
		keep(c, "")
	}
	carry(c, query, name)
	to.RawQuery = query.Encode()
	c.Redirect(http.StatusSeeOther, to.String())
	return nil
}

// withoutKeptName leads from an address with the name that the browser keeps to the one without it: a name does not stand
// in addresses, which others see and pass on, for longer than it must.
func withoutKeptName(c *gin.Context) {
	query := c.Request.URL.Query()
	if said := query.Get("author"); c.Request.Method != http.MethodGet || said == "" || said != kept(c) {
		return
	}
	query.Del("author")
	to := "/" + strings.TrimLeft(c.Request.URL.EscapedPath(), "/") // a way to //name leads to another site
	if len(query) > 0 {
		to += "?" + query.Encode()
	}
	c.Header("Vary", "Accept-Language, Cookie")
	c.Redirect(http.StatusSeeOther, to)
	c.Abort()
}

// kept is the name that the browser keeps; "" where it keeps none.
func kept(c *gin.Context) string {
	name, err := c.Cookie(authorCookie)
	if err != nil {
		return ""
	}
	return name
}

// keep asks the browser to keep a name; "" is to keep none.
func keep(c *gin.Context, name string) {
	forget := 0
	if name == "" {
		forget = -1
	}
	c.SetSameSite(http.SameSiteLaxMode)
	c.SetCookie(authorCookie, name, forget, "/", "", false, true)
}

// carry has the browser keep the name of who writes. Until it is seen to, and it may keep no cookies, the parameters of the
// address that one is led to have the name.
func carry(c *gin.Context, query url.Values, name string) {
	if name == "" || name == kept(c) {
		return
	}
	keep(c, name)
	query.Set("author", name)
}

// author is who writes, and whether the browser is yet to be seen to keep the name: the one in the address, which it is
// asked to keep for the other pages, else the one that it keeps. A page of another site that leads here has it keep none.
func author(c *gin.Context) (name string, carried bool) {
	said, there := c.GetQuery("author")
	if !there {
		return kept(c), false
	}
	if c.GetHeader("Sec-Fetch-Site") != "cross-site" {
		keep(c, said)
	}
	return said, said != ""
}

// signed is author on a page where a form was refused: whoever signed the form.
func signed(c *gin.Context, refused *desk.Refused) (name string, carried bool) {
	if refused == nil || refused.Typed.Get("author") == "" {
		return author(c)
	}
	name = refused.Typed.Get("author")
	return name, name != kept(c)
}

// signature is who a commit is signed by.
func signature(given string) string { return cmp.Or(strings.TrimSpace(given), unsigned) }
