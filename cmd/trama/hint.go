package main

import (
	"context"
	"errors"
	"strings"

	"trama/graph"
)

// hint says what may have been meant where a node or a network of that name is not there; ok is false where nothing is
// near. An id is looked for among the ids and the labels of the graph that the command read.
func (s *session) hint(ctx context.Context, err error) (hint graph.Sentence, ok bool) {
	var said graph.Sentence
	if !errors.As(err, &said) {
		return hint, false
	}
	switch said.Code {
	case "no_node", "no_thing":
		if id, isText := said.Values["id"].(string); isText && s.read != nil {
			if _, there := s.read.FindNode(id); there && said.Code == "no_thing" { // edge: looked for a relation
				return graph.Say("hint_forced", "node:{id} is the node with that id", graph.V{"id": id}), true
			}
			return nodeMeant(s.read, id)
		}
	case "no_network":
		return s.networkMeant(ctx)
	}
	return hint, false
}

// nodeMeant returns the hint on an id that is not there: that the command's own changes take it away from the graph, the
// node with that label, else the nearest id, else the node with the nearest label.
func nodeMeant(g *graph.Graph, text string) (graph.Sentence, bool) {
	if _, there := g.FindNode(text); there {
		return graph.Say("hint_gone", "the same changes take it away", nil), true
	}
	ids, labels, byLabel := make([]string, g.Nodes()), make([]string, g.Nodes()), map[string]string{}
	for i := range ids {
		ids[i], labels[i] = g.NodeID(i), g.Label(i)
		if name := strings.ToLower(labels[i]); byLabel[name] == "" || isRecord(g, byLabel[name]) {
			byLabel[name] = ids[i]
		}
	}
	if id := byLabel[strings.ToLower(strings.TrimSpace(text))]; id != "" {
		return graph.Say("hint_label", "“{label}” has the id {near}", graph.V{"label": text, "near": id}), true
	}
	if near := graph.Nearest(text, ids); near != "" {
		return graph.Say("hint_near", "perhaps {near}?", graph.V{"near": near}), true
	}
	if near := graph.Nearest(text, labels); near != "" {
		return graph.Say("hint_near_label", "perhaps “{label}”, with the id {near}?", graph.V{"label": near, "near": byLabel[strings.ToLower(near)]}), true
	}
	return graph.Sentence{}, false
}

// isRecord tells whether a node is a record of the table, whose label is often that of what it is about.
func isRecord(g *graph.Graph, id string) bool {
	i, _ := g.FindNode(id)
	return g.Kind(i) == graph.Decision || g.Kind(i) == graph.Commitment
}

// networkMeant returns the hint on a network that the store does not have.
func (s *session) networkMeant(ctx context.Context) (graph.Sentence, bool) {
	store, err := s.openStore(ctx)
	if err != nil {
		return graph.Sentence{}, false
	}
	defer store.Close()
	list, err := store.Networks(ctx)
	if err != nil || len(list) == 0 {
		return graph.Sentence{}, false
	}
	var names []string
	for _, info := range list {
		names = append(names, info.Network)
	}
	if near := graph.Nearest(s.Network, names); near != "" {
		return graph.Say("hint_near", "perhaps {near}?", graph.V{"near": near}), true
	}
	return graph.Say("hint_networks", "there are {names}", graph.V{"names": strings.Join(names[:min(len(names), 5)], ", ")}), true
}
