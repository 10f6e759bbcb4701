package pages

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"trama/graph"
	"trama/handlers/api"
	"trama/render/desk"
)

// toldSince is how many commits are told of to who comes too late.
const toldSince = 3

// since tells the newest commits that the form did not know of.
func (p *Pages) since(ctx context.Context, s *sent) ([]desk.Written, error) {
	known := revisionOf(s.form.Get("seen"))
	return p.newest(ctx, s.info, s.info.Revision, min(toldSince, int(s.info.Revision-known)))
}

// newest tells so many of the newest commits up to a revision.
func (p *Pages) newest(ctx context.Context, info graph.NetworkInfo, until graph.Revision, most int) ([]desk.Written, error) {
	var out []desk.Written
	for at := until; at > 0 && len(out) < most; at-- {
		w, err := p.told(ctx, info, at)
		if err != nil {
			return nil, err
		}
		out = append(out, *w)
	}
	return out, nil
}

// stateOf is the state of a network as a form sends it back: its ETag without the quotes.
func stateOf(info graph.NetworkInfo) string {
	return strings.Trim(api.Tag(info), `"`)
}

// revisionOf returns the revision of such a state; 0 where it is none.
func revisionOf(state string) graph.Revision {
	_, number, _ := strings.Cut(state, "-")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0
	}
	return graph.Revision(max(n, 0))
}

// writing is what the pages of a network need to write; what was written just now is said in the address, by the number
// of its revision alone: the words come from the history.
func (p *Pages) writing(c *gin.Context, info graph.NetworkInfo) (_ *desk.Writing, err error) {
	w := &desk.Writing{Base: "/networks/" + url.PathEscape(info.Network), State: stateOf(info)}
	w.Author, w.Carried = author(c)
	if at, ok := revisionIn(c, "done"); ok && at == 0 {
		w.Written = &desk.Written{}
	} else if ok && at <= info.Revision {
		if w.Written, err = p.told(c.Request.Context(), info, at); err != nil {
			return nil, err
		}
	}
	if at, ok := revisionIn(c, "named"); ok && info.SnapshotOf(at) != "" {
		w.Named = graph.Snapshot{Name: info.SnapshotOf(at), Revision: at}
	}
	return w, nil
}

// writingNow is writing of the newest revision, which it returns too, for a page that may be asked for as it was before:
// then, and where the service only reads, there is none.
func (p *Pages) writingNow(c *gin.Context) (graph.Revision, *desk.Writing, error) {
	if c.Query("at") != "" || p.ReadOnly {
		return 0, nil, nil
	}
	info, err := p.Store.Info(c.Request.Context(), name(c))
	if err != nil {
		return 0, nil, err
	}
	w, err := p.writing(c, info)
	return info.Revision, w, err
}

// revisionIn returns the revision that a parameter of an address says.
func revisionIn(c *gin.Context, parameter string) (graph.Revision, bool) {
	at, err := strconv.ParseInt(c.Query(parameter), 10, 64)
	return graph.Revision(at), err == nil && at >= 0
}

// toldMost is up to how many changes a commit is told in words, toldUpTo up to how many nodes and edges its network has:
// to tell of one, two states of it are loaded.
const (
	toldMost = 200
	toldUpTo = 20_000
)

// told is a commit with the states around it, as a page tells of it.
func (p *Pages) told(ctx context.Context, info graph.NetworkInfo, at graph.Revision) (*desk.Written, error) {
	commits, err := p.Store.History(ctx, info.Network, graph.Page{Offset: int(info.Revision - at), Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(commits) == 0 {
		return nil, graph.NoRevision("pages.told", info.Network, at)
	}
	w := &desk.Written{Commit: commits[0]}
	if w.Commit.Counts.Total() > toldMost || info.Nodes+info.Edges > toldUpTo {
		return w, nil
	}
	if w.Before, w.After, err = graph.StatesOf(ctx, p.Store, info.Network, at); err != nil {
		return nil, err
	}
	w.Left, err = p.left(ctx, info, w.Commit)
	return w, err
}

// left says what a commit that takes another one back left as it was, because others had changed it since.
func (p *Pages) left(ctx context.Context, info graph.NetworkInfo, c graph.Commit) ([]graph.Sentence, error) {
	at, undoes := c.Undoes()
	if !undoes {
		return nil, nil
	}
	info.Revision = c.Revision - 1
	_, did, err := graph.UndoOf(ctx, p.Store, info, at)
	return did.Notes, err
}
