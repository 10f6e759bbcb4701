package pages

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"trama/graph"
	"trama/locale"
	"trama/render/desk"
)

// erasing shows what would be taken out, and how. It is about all revisions, whichever the reader comes from.
func (p *Pages) erasing(c *gin.Context) error {
	s, err := p.scene(c)
	if err == nil && !p.ReadOnly {
		s.view.Writing, err = p.writing(c, s.info)
	}
	if err != nil {
		return err
	}
	s.view.Self = c.Request.URL.EscapedPath()
	return p.drawn(c, http.StatusOK, p.erasure, s)
}

// erasure draws what would be taken out of the network and its history with the node that the address names.
func (p *Pages) erasure(ctx context.Context, s scene, w io.Writer) error {
	typed := s.view.Query.Get("words")
	if s.view.Writing != nil && s.view.Writing.Refused != nil {
		typed = s.view.Writing.Refused.Typed.Get("words")
	}
	words, err := graph.SplitList(typed)
	if err != nil {
		return err
	}
	end, err := p.Answers.Turn(ctx)
	if err != nil {
		return err
	}
	defer end()
	e, err := graph.ErasureOf(ctx, p.Store, s.info, graph.EraseRequest{IDs: []string{s.id}, Words: words, Same: locale.Composed, Alike: locale.Searched})
	if err != nil {
		return err
	}
	return desk.ErasePage(w, e.Erased, typed, s.view)
}

// erase takes a node out of the network and its history whose name was typed, and leads to the page of the network.
func (p *Pages) erase(c *gin.Context) error {
	s, err := p.sent(c)
	if err != nil {
		return err
	}
	w := writing{path: "erasures", page: "nodes/{}/erase", draw: p.erasure}
	return p.leads(c, w, s, func() outcome { return p.erased(c, w, s) })
}

// erased takes a node out, and returns where that leads.
func (p *Pages) erased(c *gin.Context, w writing, s *sent) outcome {
	if called := cmp.Or(s.text("label"), s.id); !strings.EqualFold(s.text("name"), called) {
		s.wrong("name", "http_erase_name", graph.V{"name": called})
	}
	words, err := graph.SplitList(s.form.Get("words"))
	s.refuse(err)
	var did written
	if s.fault == nil {
		did = p.recorded(c, s, w, graph.EraseRequest{IDs: []string{s.id}, Words: words})
	}
	return outcome{to: s.after(writing{says: "done"}, did.Revision).String(), made: true}
}
