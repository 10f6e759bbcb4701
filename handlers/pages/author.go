package pages

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"trama/render/desk"
)

// authorCookie keeps the name of who writes for all pages, until the browser is closed.
const authorCookie = "author"

// signed is who writes on a page where a form was refused: whoever signed the form, for a browser may keep no cookies.
func signed(c *gin.Context, refused *desk.Refused) string {
	if refused != nil && refused.Typed.Get("author") != "" {
		return refused.Typed.Get("author")
	}
	return author(c)
}

// author is who writes: the name in the address, which is kept for the other pages, else the one that was kept. A page of
// another site that leads here keeps none.
func author(c *gin.Context) string {
	said, there := c.GetQuery("author")
	if !there {
		kept, err := c.Cookie(authorCookie)
		if err != nil {
			return ""
		}
		return kept
	}
	if c.GetHeader("Sec-Fetch-Site") != "cross-site" {
		forget := 0
		if said == "" {
			forget = -1
		}
		c.SetSameSite(http.SameSiteLaxMode)
		c.SetCookie(authorCookie, said, forget, "/", "", false, true)
	}
	return said
}
