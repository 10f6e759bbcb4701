package gap

import (
	"context"
	"math"
	"slices"
	"strings"

	"trama/analysis/paths"
	"trama/graph"
)

// Reason is why a relation is proposed; Value is its figure, where it has one.
type Reason struct {
	graph.Sentence
	Value *float64 `json:"value"`
}

// reasons returns why a relation is proposed: first what it would do, then why it is plausible.
func (s *search) reasons(ctx context.Context, c *candidate) []Reason {
	out := append([]Reason{}, c.said...)
	out = append(out, s.effectReasons(ctx, c)...)
	out = append(out, s.coverageReasons(c)...)
	out = append(append(out, s.plausibleReasons(c)...), c.also...)
	if len(out) == 0 {
		out = append(out, reason("plausible", c.estimate.Lift, graph.V{"lift": rounded(c.estimate.Lift)}))
	}
	return out
}

func reason(code string, value float64, values graph.V) Reason {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return Reason{Sentence: say(code, values)}
	}
	return Reason{Sentence: say(code, values), Value: &value}
}

// say returns a sentence: a code with its figures, which locale turns into words.
func say(code string, values graph.V) graph.Sentence {
	return graph.Sentence{Code: code, Values: values}
}

func rounded(x float64) float64 { return math.Round(x*10) / 10 }

func (s *search) label(u int) string { return s.Graph.Label(s.View.Position(u)) }

func (s *search) effectReasons(ctx context.Context, c *candidate) []Reason {
	if !c.inView() {
		return nil
	}
	if !s.sameComponent(c) {
		return s.joinReasons(c)
	}
	var out []Reason
	bridges, points := s.effects.Ties.Path(c.u, c.w)
	if len(bridges) > 0 {
		b := bridges[0]
		out = append(out, reason("second_way", float64(len(bridges)), graph.V{"bridges": len(bridges), "a": s.label(int(b[0])), "b": s.label(int(b[1]))}))
	}
	if len(points) > 0 {
		out = append(out, reason("relieves", float64(len(points)), graph.V{"points": len(points), "actor": s.label(int(points[0]))}))
	}
	// It fails only when ctx ends, which whoever asks for suggestions hears of.
	if steps, err := paths.Between(ctx, s.View, c.u, c.w); err == nil && steps >= farEnough {
		out = append(out, reason("shortens", float64(steps), graph.V{"a": s.Graph.Label(c.from), "b": s.Graph.Label(c.to), "steps": steps}))
	}
	return out
}

func (s *search) joinReasons(c *candidate) []Reason {
	var out []Reason
	if s.View.Degree(c.u) == 0 && s.View.Degree(c.w) == 0 {
		return append(out, reason("ends_both_isolations", 2, graph.V{"a": s.label(c.u), "b": s.label(c.w)}))
	}
	for _, end := range [2][2]int{{c.u, c.w}, {c.w, c.u}} {
		if s.View.Degree(end[0]) == 0 {
			out = append(out, reason("ends_isolation", 1, graph.V{"actor": s.label(end[0]), "other": s.label(end[1])}))
		}
	}
	if len(out) > 0 {
		return out
	}
	a, b := s.Parts.Of[c.u], s.Parts.Of[c.w]
	return append(out, reason("joins_pieces", float64(c.effect.PairsReached), graph.V{
		"a": s.label(c.u), "b": s.label(c.w), "rank_a": int(a) + 1, "rank_b": int(b) + 1,
		"size_a": s.Parts.Sizes[a], "size_b": s.Parts.Sizes[b], "label_a": s.pieceLabel(a), "label_b": s.pieceLabel(b),
		"pairs": c.effect.PairsReached,
	}))
}

// pieceLabel names a component as the report does.
func (s *search) pieceLabel(rank uint32) string {
	s.piecesOnce.Do(s.namePieces)
	return s.label(s.pieces[rank])
}

// namePieces finds the node that each component is named after.
func (s *search) namePieces() {
	for _, members := range s.Parts.Members() {
		s.pieces = append(s.pieces, s.View.Namegiver(members))
	}
}

func (s *search) coverageReasons(c *candidate) []Reason {
	g := s.Graph
	if c.typ == "answers" {
		people, _ := g.NodeColumn("people").Number(c.to)
		return append([]Reason{reason("covers_need", 1, graph.V{"need": g.Label(c.to), "area": g.NodeColumn("area").Text(c.to), "people": int(people)})}, s.sharedReasons(c)...)
	}
	if !c.has(Coverage) {
		return nil
	}
	for _, at := range []int{c.from, c.to} {
		switch g.Kind(at) {
		case graph.Service:
			return []Reason{reason("service_alone", 1, graph.V{"service": g.Label(at)})}
		case graph.Action:
			return []Reason{reason("action_unhosted", 1, graph.V{"action": g.Label(at)})}
		}
	}
	return nil
}

// plausibleReasons are what the relations around the two, and what they have in common, say for them.
func (s *search) plausibleReasons(c *candidate) []Reason {
	if !c.inView() {
		return nil
	}
	var out []Reason
	times := odds(c.estimate.Structure)
	if common := s.common(c); len(common) > 0 {
		out = append(out, reason("common_partners", float64(len(common)), graph.V{"count": len(common), "partners": s.labels(common), "times": times}))
	} else if paths := s.pathsOfThree(c); paths > 0 {
		out = append(out, reason("paths_of_three", float64(paths), graph.V{"count": paths, "times": times}))
	}
	return append(out, s.sharedReasons(c)...)
}

// odds returns how many times a part of the evidence multiplies the odds of a pair.
func odds(part float64) float64 { return math.Round(100*math.Exp(part)) / 100 }

// times returns how many times a trait multiplies the odds of a suggestion.
func (s *search) times(c *candidate, trait string) float64 {
	if part, there := c.parts[trait]; there {
		return odds(part)
	}
	for i, t := range s.traits {
		if t.Name == trait && i < len(c.estimate.Traits) {
			return odds(c.estimate.Traits[i])
		}
	}
	return 1
}

// labels returns the first three of some nodes of the view, as one text.
func (s *search) labels(nodes []int) string {
	var names []string
	for _, u := range nodes[:min(len(nodes), 3)] {
		names = append(names, s.label(u))
	}
	return strings.Join(names, ", ")
}

// pathsOfThree counts the relations between the partners of one and those of the other, from the side whose partners have
// fewer relations.
func (s *search) pathsOfThree(c *candidate) int {
	from, to := c.u, c.w
	if s.volume(to) < s.volume(from) {
		from, to = to, from
	}
	partner := make(map[uint32]bool, s.View.Degree(to))
	for _, y := range s.View.Row(to) {
		partner[y] = true
	}
	count := 0
	for _, x := range s.View.Row(from) {
		for _, y := range s.View.Row(int(x)) {
			if partner[y] {
				count++
			}
		}
	}
	return count
}

// volume returns how many relations the partners of a node have.
func (s *search) volume(u int) int {
	sum := 0
	for _, x := range s.View.Row(u) {
		sum += s.View.Degree(int(x))
	}
	return sum
}

// sharedReasons are what the two have in common by their attributes and needs.
func (s *search) sharedReasons(c *candidate) []Reason {
	var out []Reason
	for _, list := range []struct{ attribute, code, name string }{{"tags", "shared_tags", "tags"}, {"lines", "shared_lines", "lines"}} {
		if items := sharedItems(s.Graph, list.attribute, c.a, c.b); len(items) > 0 {
			out = append(out, reason(list.code, float64(len(items)), graph.V{list.name: s.named(items), "count": len(items), "times": s.times(c, list.attribute)}))
		}
	}
	out = append(out, s.sharedNeeds(c)...)
	area := s.Graph.NodeColumn("area")
	if metres, ok := s.places.metres(c.a, c.b); ok && metres <= nearMetres {
		out = append(out, reason("same_km2", metres, graph.V{"metres": int(math.Round(metres)), "times": s.times(c, traitNear)}))
	} else if text := area.Text(c.a); text == area.Text(c.b) && shareable("area", text) {
		out = append(out, reason("same_area", 1, graph.V{"area": text, "times": s.times(c, "area")}))
	}
	for _, t := range s.traits {
		if slices.Contains([]string{"tags", "lines", "area", traitNeed, traitNear}, t.Name) || !c.inView() {
			continue
		}
		if _, shares := t.Shares(uint32(c.u), uint32(c.w)); shares {
			out = append(out, s.sharedAttribute(c, &t)...)
		}
	}
	return out
}

// sharedAttribute says what values of a trait the two share, those that are worth it.
func (s *search) sharedAttribute(c *candidate, t *trait) []Reason {
	items, times := sharedItems(s.Graph, t.Name, c.a, c.b), s.times(c, t.Name)
	if t.Name == "sector" {
		return []Reason{reason("same_sector", 1, graph.V{"sector": items[0], "times": times})}
	}
	items = slices.DeleteFunc(items, func(item string) bool { return !worthSaying(item, t.having[item], t.nodes) })
	if len(items) == 0 {
		return nil
	}
	return []Reason{reason("shared_attribute", float64(len(items)), graph.V{"attribute": t.Name, "value": strings.Join(items, ", "), "times": times})}
}

// named returns ids as the labels of their nodes, where they are ids of nodes, as one text.
func (s *search) named(items []string) string {
	names := slices.Clone(items)
	for i, item := range items {
		if at, there := s.Graph.FindNode(item); there {
			names[i] = s.Graph.Label(at)
		}
	}
	return strings.Join(names, ", ")
}

func (s *search) sharedNeeds(c *candidate) []Reason {
	if !c.inView() {
		return nil
	}
	var labels []string
	for _, t := range s.traits {
		if t.Name != traitNeed {
			continue
		}
		for _, need := range t.Values[c.u] {
			if slices.Contains(t.Values[c.w], need) {
				labels = append(labels, s.Graph.NodeID(int(need)))
			}
		}
	}
	if len(labels) == 0 {
		return nil
	}
	return []Reason{reason("shared_need", float64(len(labels)), graph.V{"needs": s.named(labels), "count": len(labels), "times": s.times(c, traitNeed)})}
}
