package pages

import (
	"cmp"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"trama/analysis"
	"trama/graph"
	"trama/locale"
	"trama/render"
)

// nodesFound are the nodes whose name holds all words of a text, those first whose name is the text, then those whose name
// begins with it. One whose id is the text, or who alone has that name, is found alone.
func nodesFound(g *graph.Graph, text string) []analysis.Member {
	if i, there := g.FindNode(text); there {
		return []analysis.Member{memberAt(g, i)}
	}
	searched := locale.Searched(text)
	words := strings.Fields(searched)
	if len(words) == 0 {
		return nil
	}
	type hit struct {
		analysis.Member
		rank int
		name string
	}
	var hits []hit
	for i := range g.Nodes() {
		if name := locale.Searched(g.Label(i)); holdsAll(name, words) {
			hits = append(hits, hit{memberAt(g, i), rankOf(name, searched), name})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.name, b.name)) })
	if len(hits) > 1 && hits[0].rank == 0 && hits[1].rank > 0 {
		hits = hits[:1]
	}
	out := make([]analysis.Member, len(hits))
	for i, h := range hits {
		out[i] = h.Member
	}
	return out
}

func memberAt(g *graph.Graph, i int) analysis.Member {
	return analysis.Member{ID: g.NodeID(i), Label: g.Label(i), Kind: g.Kind(i)}
}

func holdsAll(name string, words []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(name, word) })
}

func rankOf(name, searched string) int {
	switch {
	case name == searched:
		return 0
	case strings.HasPrefix(name, searched):
		return 1
	case strings.Contains(" "+name, " "+searched):
		return 2
	}
	return 3
}

// showFound shows the page of a search that found no node, or several.
func (p *Pages) showFound(c *gin.Context, found render.FoundView) error {
	found.Home = "/?lang=" + found.View.Lang
	return p.showDrawn(c, http.StatusOK, func(w io.Writer) error { return render.FoundPage(w, found) })
}
