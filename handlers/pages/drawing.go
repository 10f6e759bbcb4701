package pages

import (
	"context"
	"io"
	"mime"
	"net/http"

	"github.com/gin-gonic/gin"

	"trama/analysis"
	"trama/handlers/api"
	"trama/render"
)

// drawing answers with the drawing of a network as a file: at the revision, through the lens and on the side of the
// coordinator that the page with the drawing shows.
func (p *Pages) drawing(c *gin.Context) error {
	query := c.Request.URL.Query()
	shown := networkShown{answers: p.Answers, without: query.Get("coordinator") == "without"}
	out, err := p.Answers.Answered(c.Request.Context(), api.Question{
		Network: name(c), At: query.Get("at"), Format: "html", Lang: p.Language(c.Request),
		Key: "drawing " + query.Get("coordinator") + " " + lensPart(query).Encode(), Page: api.Page{Query: query},
		Write: func(ctx context.Context, w io.Writer, src analysis.Source, view render.View) error {
			lens, err := api.LensOf(query, src.Graph)
			if err != nil {
				return err
			}
			report, missing, err := shown.results(ctx, src, lens)
			if err != nil {
				return err
			}
			view.Missing = missing
			return render.DrawingFile(w, *report, view)
		},
	})
	if err != nil {
		return err
	}
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name(c) + ".svg"}))
	c.Data(http.StatusOK, "image/svg+xml", out.Body)
	return nil
}
