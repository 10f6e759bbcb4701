package pages

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"trama/graph"
	"trama/handlers/api"
	"trama/render"
)

// toldSince is how many commits are told of to who comes too late.
const toldSince = 3

// since tells the newest commits that the form did not know of.
func (p *Pages) since(c *gin.Context, s *sent) []render.Written {
	var out []render.Written
	known, _ := revisionOf(s.form.Get("seen"))
	for at := s.info.Revision; at > known && at > 0 && len(out) < toldSince; at-- {
		if w := p.told(c.Request.Context(), s.info, at); w != nil {
			out = append(out, *w)
		}
	}
	return out
}

// stateOf is the state of a network as a form sends it back: its ETag without the quotes.
func stateOf(info graph.NetworkInfo) string {
	return strings.Trim(api.Tag(info), `"`)
}

// revisionOf returns the revision of such a state.
func revisionOf(state string) (graph.Revision, bool) {
	_, number, _ := strings.Cut(state, "-")
	n, err := strconv.ParseInt(number, 10, 64)
	return graph.Revision(n), err == nil && n >= 0
}

// writing is what the pages of a network need to write; what was written just now is said in the address, by the number
// of its revision alone: the words come from the history.
func (p *Pages) writing(c *gin.Context, info graph.NetworkInfo) *render.Writing {
	w := &render.Writing{Base: "/networks/" + url.PathEscape(info.Network), State: stateOf(info), Author: c.Query("author")}
	if at, ok := revisionIn(c, "done"); ok && at == 0 {
		w.Written = &render.Written{}
	} else if ok {
		w.Written = p.told(c.Request.Context(), info, at)
	}
	if at, ok := revisionIn(c, "named"); ok && info.SnapshotOf(at) != "" {
		w.Named = graph.Snapshot{Name: info.SnapshotOf(at), Revision: at}
	}
	return w
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

// told is a commit with the states around it, as a page tells of it; nil where there is none.
func (p *Pages) told(ctx context.Context, info graph.NetworkInfo, at graph.Revision) *render.Written {
	if at < 1 || at > info.Revision {
		return nil
	}
	commits, err := p.Store.History(ctx, info.Network, graph.Page{Offset: int(info.Revision - at), Limit: 1})
	if err != nil || len(commits) == 0 {
		return nil
	}
	w := &render.Written{Commit: commits[0]}
	if n := commits[0].Counts.Summary(); n.Added+n.Changed+n.Removed > toldMost || info.Nodes+info.Edges > toldUpTo {
		return w
	}
	before := graph.Empty()
	if at > 1 {
		if before, err = p.Store.Load(ctx, info.Network, at-1); err != nil {
			return w
		}
	}
	if after, err := p.Store.Load(ctx, info.Network, at); err == nil {
		w.Before, w.After = before, after
		w.Left = p.left(ctx, info, *w)
	}
	return w
}

// left says what a commit that takes another one back left as it was, because others had changed it since.
func (p *Pages) left(ctx context.Context, info graph.NetworkInfo, w render.Written) []graph.Sentence {
	number, undoes := strings.CutPrefix(w.Commit.Message, "undo ")
	of, err := strconv.ParseInt(number, 10, 64)
	if at := graph.Revision(of); undoes && err == nil && at > 0 && at < w.Commit.Revision {
		info.Revision = w.Commit.Revision - 1
		if _, did, err := graph.UndoOf(ctx, p.Store, info, at); err == nil {
			return did.Notes
		}
	}
	return nil
}
