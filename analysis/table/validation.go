package table

import "trama/graph"

// Validation says who vouches for what: over all nodes and edges that carry a status, without lens. Who is left out by name, or
// by kind, is counted and not named.
type Validation struct {
	Nodes     Statuses    `json:"nodes"`
	Edges     Statuses    `json:"edges"`
	Share     float64     `json:"share"` // validated ÷ (declared + validated + contested) edges
	Contested []Contested `json:"contested"`
}

// Statuses counts by status.
type Statuses struct {
	Declared  int `json:"declared"`
	Validated int `json:"validated"`
	Contested int `json:"contested"`
	Retired   int `json:"retired"`
}

// Contested is a node or an edge on which there is more than one opinion, with what each says.
type Contested struct {
	ID     string  `json:"id"`
	Label  string  `json:"label"`
	Voices []Voice `json:"voices"`
}

// Voice is what one says of a contested thing.
type Voice struct {
	By      string `json:"by"`
	Label   string `json:"label"`
	Value   string `json:"value"`
	Note    string `json:"note"`
	Meeting string `json:"meeting"`
}

// Validation returns the validation, in O(n+m).
func (t *Table) Validation() Validation {
	v := Validation{Contested: []Contested{}}
	nodes, edges := t.g.Meaning("status"), t.g.EdgeMeaning("status")
	for i := range t.g.Nodes() {
		v.Nodes.count(nodes.Text(i))
	}
	for e := range t.g.Edges() {
		v.Edges.count(edges.Text(e))
	}
	v.Share = share(v.Edges.Validated, v.Edges.Declared+v.Edges.Validated+v.Edges.Contested)
	if v.Nodes.Contested+v.Edges.Contested > 0 {
		v.Contested = t.contested(nodes, edges)
	}
	return v
}

func (s *Statuses) count(status string) {
	switch status {
	case "declared":
		s.Declared++
	case "validated":
		s.Validated++
	case "contested":
		s.Contested++
	case "retired":
		s.Retired++
	}
}

// contested lists the contested nodes and then the contested edges, each with its voices, but not those of who is left out by
// name or by kind.
func (t *Table) contested(nodes, edges *graph.Column) []Contested {
	byNode, byEdge, byPair := t.decisions()
	out := []Contested{}
	for i := range t.g.Nodes() {
		if nodes.Text(i) == "contested" && !t.aside.Bars(i) {
			id := t.g.NodeID(i)
			out = append(out, Contested{ID: id, Label: t.g.Label(i), Voices: t.voices(byNode[id])})
		}
	}
	for e := range t.g.Edges() {
		s, target := t.g.Ends(e)
		if edges.Text(e) != "contested" || t.aside.Bars(s) || t.aside.Bars(target) {
			continue
		}
		id := t.g.EdgeID(e)
		decisions := append(append([]int{}, byEdge[id]...), byPair[[3]string{t.g.NodeID(s), t.g.Type(e), t.g.NodeID(target)}]...)
		out = append(out, Contested{ID: id, Label: t.g.Label(s) + " – " + t.g.Label(target), Voices: t.voices(decisions)})
	}
	return out
}

// decisions returns the decisions by what they are about: a node, an edge, or, without an id, ends and type.
func (t *Table) decisions() (byNode, byEdge map[string][]int, byPair map[[3]string][]int) {
	byNode, byEdge, byPair = map[string][]int{}, map[string][]int{}, map[[3]string][]int{}
	for i := range t.g.Nodes() {
		if t.g.Kind(i) != graph.Decision {
			continue
		}
		if node, id := t.text(i, "on_node"), t.text(i, "on_id"); node != "" {
			byNode[node] = append(byNode[node], i)
		} else if id != "" {
			byEdge[id] = append(byEdge[id], i)
		} else {
			pair := [3]string{t.text(i, "on_source"), t.text(i, "on_type"), t.text(i, "on_target")}
			byPair[pair] = append(byPair[pair], i)
		}
	}
	return byNode, byEdge, byPair
}

func (t *Table) voices(decisions []int) []Voice {
	out := []Voice{}
	for _, decision := range decisions {
		for _, e := range t.g.Incidence().Of(decision) {
			s, target := t.g.Ends(int(e))
			if t.g.Type(int(e)) != "voices" || target != decision || t.aside.Bars(s) {
				continue
			}
			out = append(out, t.voice(int(e)))
		}
	}
	return out
}

func (t *Table) voice(e int) Voice {
	s, _ := t.g.Ends(e)
	text := func(name string) string { return t.g.EdgeColumn(name).Text(e) }
	return Voice{By: t.g.NodeID(s), Label: t.g.Label(s), Value: text("value"), Note: text("note"), Meeting: text("meeting")}
}
