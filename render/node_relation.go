package render

import (
	"cmp"
	"slices"
	"strings"

	"trama/graph"
)

// relationsShown is how many relations of a type and a direction the page of a node names.
const relationsShown = 100

// way is a type of relation seen from one end.
type way struct {
	typ string
	in  bool // it comes from the other end
}

// relations lists the relations of the node that make the network, by type.
func (p nodePage) relations() Section {
	s := Section{ID: "relations", Title: p.say("node.relations", nil)}
	structural := func(e int) bool { return graph.Structural(p.g.Type(e)) }
	s.Blocks = p.groups(p.Portrait.Edges, structural)
	if aside := p.groups(p.Portrait.Aside, func(int) bool { return true }); len(aside) > 0 {
		s.Blocks = append(s.Blocks, Block{Text: p.say("node.aside", nil)})
		s.Blocks = append(s.Blocks, aside...)
	}
	if len(s.Blocks) == 0 && p.inDefaultLens() {
		s.Blocks = []Block{{Text: p.say("node.relations.none", nil)}}
	}
	return s
}

// records lists what the table has recorded at the node: needs, expectations, commitments, votes, meetings.
func (p nodePage) records() Section {
	s := Section{ID: "records", Title: p.say("node.records", nil)}
	s.Blocks = p.groups(p.Portrait.Edges, func(e int) bool { return !graph.Structural(p.g.Type(e)) })
	return s
}

// groups are lists of the edges that are wanted, one for each type and direction, in the order of the catalogue.
func (p nodePage) groups(edges []int, wanted func(e int) bool) []Block {
	byWay := map[way][]int{}
	var ways []way
	for _, e := range edges {
		if !wanted(e) {
			continue
		}
		w := p.wayOf(e)
		if byWay[w] == nil {
			ways = append(ways, w)
		}
		byWay[w] = append(byWay[w], e)
	}
	slices.SortFunc(ways, func(a, b way) int {
		return cmp.Or(cmp.Compare(typeRank(a.typ), typeRank(b.typ)), cmp.Compare(a.typ, b.typ), cmp.Compare(rankOf(a.in), rankOf(b.in)))
	})
	var out []Block
	for _, w := range ways {
		out = append(out, p.group(w, byWay[w]))
	}
	return out
}

func rankOf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// typeRank is where a type stands in the catalogue; one that it does not know comes after all.
func typeRank(typ string) int {
	all := graph.TypeCatalogue()
	if at := slices.IndexFunc(all, func(t graph.RelationType) bool { return t.ID == typ }); at >= 0 {
		return at
	}
	return len(all)
}

func (p nodePage) wayOf(e int) way {
	from, _ := p.g.Ends(e)
	return way{typ: p.g.Type(e), in: p.g.Directed(e) && from != p.at}
}

// group is a heading that begins a sentence, and the names that end it.
func (p nodePage) group(w way, edges []int) Block {
	b := Block{Heading: p.l.Relations(w.typ, p.name(), w.in)}
	for _, e := range edges {
		b.Names = append(b.Names, p.other(e))
	}
	slices.SortStableFunc(b.Names, func(x, y Entry) int { return cmp.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name)) })
	if more := len(b.Names) - relationsShown; more > 0 {
		b.Names = append(b.Names[:relationsShown], Entry{Name: p.say("page.more", graph.V{"n": more})})
	}
	return b
}

// other is the other end of an edge, with its kind and what the edge says.
func (p nodePage) other(e int) Entry {
	from, to := p.g.Ends(e)
	end := to
	if from != p.at {
		end = from
	}
	id := p.g.NodeID(end)
	var said []string
	add := func(text string) {
		if text != "" {
			said = append(said, text)
		}
	}
	if kind := p.g.Kind(end); kind != "" && graph.Structural(p.g.Type(e)) {
		add(p.l.Kind(kind))
	}
	for _, text := range p.edgeText(e, id) {
		add(text)
	}
	return Entry{Name: p.nameOf(end), Href: p.v.nodeAddress(id), Text: strings.Join(said, " · ")}
}

// edgeText is what there is to say of an edge whose other end is a node: its status, and by its type what was voted,
// expected, promised or answered.
func (p nodePage) edgeText(e int, other string) []string {
	text := func(name string) string { return p.g.EdgeColumn(name).Text(e) }
	quoted := func(id, name string) string {
		if text(name) == "" {
			return ""
		}
		return p.say(id, graph.V{"text": text(name)})
	}
	out := []string{}
	switch p.g.Type(e) {
	case "expects":
		return append(out, quoted("word.quoted", "what"), quoted("node.condition", "condition"), p.returnedText(e))
	case "prefers":
		return append(out, p.voteText(e), quoted("word.quoted", "why"), p.labelText(text("meeting")))
	case "attends":
		if b, ok := p.g.EdgeColumn("abstained").At(e); ok && b == graph.BooleanValue(true) {
			out = append(out, p.say("node.abstained", nil))
		}
		return out
	case "voices":
		return append(out, p.l.Name("status", text("value")), quoted("word.quoted", "note"))
	case "commits", "concerns":
		return append(out, p.commitmentText(other))
	case "has_need", "raised", "answers":
		out = append(out, p.answeredText(e))
	}
	if cuts := p.separates(other); cuts > 0 && slices.Contains(p.Portrait.Related, e) {
		out = append(out, p.say("node.bridge", graph.V{"n": cuts}))
	}
	return append(out, p.statusText(e), quoted("word.quoted", "note"))
}

// statusText is the status of an edge, "" where it has none.
func (p nodePage) statusText(e int) string {
	status := p.g.EdgeMeaning("status").Text(e)
	if status == "" {
		return ""
	}
	return p.l.Name("status", status)
}

func (p nodePage) labelText(id string) string {
	if id == "" {
		return ""
	}
	return p.v.label(id)
}

func (p nodePage) voteText(e int) string {
	for _, of := range [][2]string{{"points", "node.points"}, {"rank", "node.rank"}} { // a vote has one of them
		if n, ok := p.g.EdgeColumn(of[0]).Number(e); ok {
			return p.say(of[1], graph.V{"n": n})
		}
	}
	return ""
}

// commitmentText says who makes a commitment, until when, and how it stands.
func (p nodePage) commitmentText(id string) string {
	for _, c := range p.Portrait.Commitments {
		if c.ID != id {
			continue
		}
		said := []string{p.l.Name("state", c.State)}
		if c.Late {
			said = append(said, p.say("commitments.late", nil))
		}
		if c.Due != nil {
			said = append(said, p.say("node.due", graph.V{"day": *c.Due}))
		}
		return strings.Join(said, " · ")
	}
	return ""
}

// counts tells whether the lens does not exclude an edge; of one that is retired or past nothing is open.
func (p nodePage) counts(e int) bool { return slices.Contains(p.Portrait.Edges, e) }

// returnedText says whether an expectation is returned.
func (p nodePage) returnedText(e int) string {
	switch {
	case !p.counts(e):
		return p.statusText(e)
	case slices.Contains(p.Portrait.Unreturned, p.g.EdgeID(e)):
		return p.say("node.unreturned", nil)
	}
	return p.say("node.returned", nil)
}

// answeredText says whether the need of an edge has an answer, on the pages of others than the need.
func (p nodePage) answeredText(e int) string {
	_, need := p.g.Ends(e)
	switch {
	case need == p.at || p.g.Type(e) == "answers" || !p.counts(e):
		return ""
	case slices.Contains(p.Portrait.Answered, p.g.NodeID(need)):
		return p.say("node.answered", nil)
	}
	return p.say("node.unanswered", nil)
}

// separates is how many nodes the relation with another one alone holds to the rest; 0 where there is another way.
func (p nodePage) separates(other string) int {
	if p.Portrait.Place == nil || other == p.Portrait.ID {
		return 0
	}
	for _, r := range p.Portrait.Place.Critical {
		if r.Source == other || r.Target == other {
			return r.Separates
		}
	}
	return 0
}
