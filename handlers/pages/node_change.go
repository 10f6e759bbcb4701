package pages

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"trama/graph"
	"trama/locale"
	"trama/render/desk"
)

// nodeRoutes are those of the page of a node, and of what is written there by hand: each is one commit of changes.
func (p *Pages) nodeRoutes(pages routes) {
	const nodes = "/networks/:network/nodes"
	pages.GET(nodes, p.nodes)
	pages.GET(nodes+"/:id", p.node)
	pages.POST(nodes, p.writes(writing{path: "changes", page: "nodes/{}", draw: p.drawnNetwork, body: nodeMade}))
	for name, body := range map[string]func(*sent) any{"edit": nodeEdited, "relate": nodeRelated, "unrelate": nodeUnrelated, "join": nodeJoined} {
		pages.POST(nodes+"/:id/"+name, p.writes(writing{path: "changes", page: "nodes/{}", draw: p.drawnNode, body: body}))
	}
	pages.GET(nodes+"/:id/erase", p.erasing)
	pages.POST(nodes+"/:id/erase", p.erase)
	pages.POST(nodes+"/:id/remove", p.writes(writing{path: "changes", draw: p.drawnNode, body: nodeRemoved}))
}

// drawnNode draws the page of the node that the address names.
func (p *Pages) drawnNode(ctx context.Context, s scene, w io.Writer) error {
	return writeNode(ctx, w, s.src, shownNode{id: s.id, answers: p.Answers, view: s.view.View, home: "/?lang=" + s.view.Lang, revision: s.info.Revision, writing: s.view.Writing})
}

// nodeMade makes a node of a name, under an id made of it; the form leads to its page.
func nodeMade(s *sent) any {
	label, kind := s.text("label"), s.text("kind")
	if label == "" {
		s.wrong("label", "node.no_label", nil)
		return graph.Changes{}
	}
	s.id = freeID(s.src.Graph, cmp.Or(slug(label), cmp.Or(kind, "node")))
	attributes := graph.Attributes{}.With("label", graph.TextValue(label))
	if area := s.text("area"); area != "" {
		attributes = attributes.With("area", graph.TextValue(area))
	}
	return graph.Changes{PutNodes: []graph.NodeChange{{ID: s.id, Kind: &kind, Attributes: attributes}}}
}

// freeID returns an id that no node has: the one given, or with the first number that makes it one.
func freeID(g *graph.Graph, id string) string {
	for n, free := 2, id; ; n++ {
		if _, there := g.FindNode(free); !there {
			return free
		}
		free = id + "-" + strconv.Itoa(n)
	}
}

// position returns where the node of the address stands; a form about one that is gone is refused.
func (s *sent) position() (int, bool) {
	i, there := s.src.Graph.FindNode(s.id)
	if !there && s.fault == nil {
		s.fault = &fault{status: http.StatusConflict, stale: true, gone: true}
	}
	return i, there
}

// gone draws the page of a node that was there when the form was shown, and is no more: with what was typed.
func (p *Pages) gone(ctx context.Context, s *sent, w io.Writer) error {
	seen := revisionOf(s.form.Get("seen"))
	if seen == 0 || seen > s.info.Revision {
		return graph.NoNode("pages.gone", s.id)
	}
	before, err := p.Store.Load(ctx, s.info.Network, seen)
	if err != nil {
		return err
	}
	at, was := before.FindNode(s.id)
	if !was {
		return graph.NoNode("pages.gone", s.id)
	}
	page := desk.GonePage{View: s.view, ID: s.id, Label: before.Label(at), Kind: before.Kind(at)}
	refused := page.View.Writing.Refused
	refused.Why = locale.New(s.view.Lang).Say("node.gone", graph.V{"name": page.Label})
	for i := range refused.Since {
		if refused.Since[i].Removes(s.id) {
			page.Removed = &refused.Since[i]
			break
		}
	}
	return page.Write(w)
}

// nodeEdited changes what differs from what the node has; a field that is left empty takes its value away, one that was not
// sent leaves it.
func nodeEdited(s *sent) any {
	i, there := s.position()
	if !there {
		return nil
	}
	g, change := s.src.Graph, graph.NodeChange{ID: s.id}
	if kind := s.text("kind"); s.form.Has("kind") && kind != g.Kind(i) {
		change.Kind = &kind
	}
	switch label := s.text("label"); label {
	case "":
		s.wrong("label", "node.no_label", nil)
	case g.Label(i):
	default:
		change.Attributes = change.Attributes.With("label", graph.TextValue(label))
	}
	for _, name := range []string{"area", "status"} {
		if text := s.text(name); s.form.Has(name) && text != g.NodeColumn(name).Text(i) {
			change.Attributes = append(change.Attributes, graph.Attribute{Name: name, Value: graph.TextValue(text)})
		}
	}
	tags, err := graph.SplitList(s.text("tags"))
	s.refuse(err)
	if was, _ := g.NodeColumn("tags").At(i); s.form.Has("tags") && !slices.Equal(tags, was.Items()) {
		change.Attributes = append(change.Attributes, graph.Attribute{Name: "tags", Value: graph.ListValue(tags)})
	}
	if change.Kind == nil && len(change.Attributes) == 0 {
		return graph.Changes{}
	}
	return graph.Changes{PutNodes: []graph.NodeChange{change}}
}

// nodeRelated adds a relation: "out:TYPE" leads from the node, "in:TYPE" to it.
func nodeRelated(s *sent) any {
	i, there := s.position()
	if !there {
		return nil
	}
	way, typ, _ := strings.Cut(s.text("relation"), ":")
	if entry, known := graph.FindType(typ); !known || !desk.ByHand(entry) || way != "in" && way != "out" {
		s.wrong("relation", "node.no_relation", nil)
		return nil
	}
	g, other := s.src.Graph, s.node("other")
	at, found := g.FindNode(other)
	switch {
	case !found:
		s.wrong("other", "node.nobody", graph.V{"name": s.text("other")})
	case at == i:
		s.wrong("other", "node.itself", nil)
	}
	edge := graph.EdgeChange{Source: s.id, Target: other, Type: &typ, Attributes: graph.Attributes{}.With("status", graph.TextValue("declared"))}
	if way == "in" {
		edge.Source, edge.Target = other, s.id
	}
	if found && g.Stands(edge) {
		s.wrong("other", "node.relation_there", nil)
	}
	return graph.Changes{PutEdges: []graph.EdgeChange{edge}}
}

// nodeUnrelated takes a relation of the node away.
func nodeUnrelated(s *sent) any {
	i, there := s.position()
	if !there {
		return nil
	}
	id := s.text("edge")
	e, found := s.src.Graph.FindEdge(id)
	if from, to := s.ends(e, found); from != i && to != i {
		s.refuse(graph.NoEdge("pages.node", id))
	} else if entry, known := graph.FindType(s.src.Graph.Type(e)); known && !desk.ByHand(entry) {
		s.wrong("edge", "node.no_relation", nil)
	}
	return graph.Changes{RemoveEdges: []string{id}}
}

// nodeJoined makes one node of this one and another that is the same.
func nodeJoined(s *sent) any {
	i, there := s.position()
	if !there {
		return nil
	}
	other := s.node("other")
	at, found := s.src.Graph.FindNode(other)
	switch {
	case !found:
		s.wrong("other", "node.nobody", graph.V{"name": s.text("other")})
		return nil
	case at == i:
		s.wrong("other", "node.same", nil)
		return nil
	}
	c, err := s.src.Graph.Joined(s.id, other)
	s.refuse(err)
	s.says = graph.JoinMessage(s.id, other)
	return c
}

func (s *sent) ends(e int, found bool) (from, to int) {
	if !found {
		return -1, -1
	}
	return s.src.Graph.Ends(e)
}

// nodeRemoved takes the node off the map, with its relations.
func nodeRemoved(s *sent) any {
	s.position()
	return graph.Changes{RemoveNodes: []string{s.id}}
}
