package pages

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"trama/graph"
	"trama/handlers/problem"
	"trama/render"
	"trama/render/desk"
)

func (p *Pages) historyRoutes(pages routes) {
	const one = "/networks/:network/history"
	pages.GET(one, p.draws(p.history))
	pages.POST(one+"/undo", p.writes(writing{path: "undo", page: "history", draw: p.history, body: undone, keeps: []string{"offset"}, idle: "http_undo_idle"}))
	pages.POST(one+"/snapshots", p.writes(writing{path: "snapshots", page: "history", draw: p.history, body: snapshot, keeps: []string{"offset"}, says: "named"}))
	pages.POST("/networks/:network/delete", p.delete)
}

// history draws the page of the commits, each with what can be done with it.
func (p *Pages) history(ctx context.Context, s scene, w io.Writer) error {
	offset, _ := strconv.Atoi(s.view.Query.Get("offset"))
	part := render.HistoryPart(offset)
	part.Offset += int(s.info.Revision - s.src.Revision) // what came after what the page shows
	commits, err := p.Store.History(ctx, s.info.Network, part)
	if err != nil {
		return err
	}
	told, err := p.toldOf(ctx, s.info, commits)
	if err != nil {
		return err
	}
	return desk.HistoryPage{View: s.view, Commits: graph.NewCommitList(s.info.Network, commits), Told: told}.Write(w)
}

// toldOf tells of the newest of the commits, as many as cost no more than those of the table's page on the largest network
// that it tells of.
func (p *Pages) toldOf(ctx context.Context, info graph.NetworkInfo, commits []graph.Commit) ([]desk.Written, error) {
	if len(commits) == 0 {
		return nil, nil
	}
	most := min(len(commits), toldUpTo*recentShown/max(1, info.Nodes+info.Edges))
	return p.newest(ctx, info, commits[0].Revision, most)
}

func undone(s *sent) any { return map[string]any{"revision": s.number("revision")} }

func snapshot(s *sent) any {
	return map[string]any{"revision": s.number("revision"), "name": s.text("name")}
}

// delete takes a network away whose name was typed.
func (p *Pages) delete(c *gin.Context) error {
	s, err := p.sent(c)
	if err != nil { // the network is gone: perhaps by this very form
		did := p.once.of(c.Request.URL, c.Request.PostForm, func() outcome { return outcome{err: err} })
		if did.err != nil {
			return err
		}
		c.Redirect(http.StatusSeeOther, did.to)
		return nil
	}
	w := writing{method: http.MethodDelete, page: "history", draw: p.history}
	return p.leads(c, w, s, func() outcome {
		if s.text("name") != s.info.Network {
			s.wrong("name", "http_delete_name", graph.V{"network": s.info.Network})
			return outcome{}
		}
		p.recorded(c, s, w, nil)
		return outcome{to: "/?deleted=yes&lang=" + s.view.Lang, made: true}
	})
}

// compare shows what changed between two revisions: a and b, or those that are ticked; a single one is compared with the
// newest.
func (p *Pages) compare(c *gin.Context) error {
	query := c.Request.URL.Query()
	ticked := query["r"]
	if len(ticked) > 2 || len(ticked) == 0 && query.Get("a") == "" {
		return problem.New(http.StatusUnprocessableEntity, "tick_two", p.Language(c.Request))
	}
	if len(ticked) > 0 {
		slices.SortFunc(ticked, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }) // as numbers
		query.Del("r")
		query.Set("a", ticked[0])
		if len(ticked) == 2 {
			query.Set("b", ticked[1])
		}
	}
	return p.asked(c, "compare", query, nil)
}
