package pages

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// authorCookie keeps the name of who writes for all pages, until the browser is closed.
const authorCookie = "author"

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
