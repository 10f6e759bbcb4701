package api

import (
	"net/url"
	"strings"

	"trama/graph"
)

// NetworkInput is what every request about a network has.
type NetworkInput struct {
	Network string `path:"network" doc:"the network's name" example:"valdora"`
	Lang    string `query:"lang" enum:"it,en" doc:"language of the sentences"`
}

func (in NetworkInput) language() string { return in.Lang }

// StateInput names a revision, a format and what the client has already.
type StateInput struct {
	NetworkInput
	At          string `query:"at" doc:"a revision or a snapshot; the newest otherwise"`
	Format      string `query:"format" enum:"json,text,csv,html" doc:"json otherwise"`
	IfNoneMatch string `header:"If-None-Match" doc:"the ETag of an answer that the client has"`

	query url.Values
}

// LensInput chooses what counts. Lists are joined by commas, as in a flag; parameters may repeat; ! excludes.
type LensInput struct {
	Kind      []string `query:"kind,explode" doc:"kinds of nodes"`
	Type      []string `query:"type,explode" doc:"types of relations"`
	Status    []string `query:"status,explode" doc:"statuses of relations"`
	AsOf      string   `query:"as_of" doc:"a day, as 2026-01-31"`
	Area      []string `query:"area,explode" doc:"areas"`
	Where     []string `query:"where,explode" doc:"ATTRIBUTE=VALUE or ATTRIBUTE!=VALUE"`
	LeaveOut  []string `query:"leave_out,explode" doc:"ids of nodes to leave out"`
	MinWeight float64  `query:"min_weight" minimum:"0" doc:"the least weight of a relation"`
}

// lens returns the graph.Lens that the parameters say. What it leaves out is as it was given: see named.
func (in LensInput) lens() (graph.Lens, error) {
	l := graph.Lens{AsOf: in.AsOf, MinWeight: in.MinWeight, Where: in.Where, LeaveOut: in.LeaveOut}
	for _, list := range []struct {
		given []string
		into  *[]string
	}{{in.Kind, &l.Kinds}, {in.Type, &l.Types}, {in.Status, &l.Statuses}, {in.Area, &l.Areas}} {
		items, err := split(list.given)
		if err != nil {
			return graph.Lens{}, err
		}
		*list.into = items
	}
	return l, nil
}

// named replaces lists of nodes as they were given by the ids that a graph has of them.
func named(g *graph.Graph, lists ...*[]string) error {
	for _, list := range lists {
		ids, err := g.NodesNamed(*list)
		if err != nil {
			return err
		}
		*list = ids
	}
	return nil
}

// split returns the items of parameters that may each hold a list.
func split(params []string) ([]string, error) {
	var out []string
	for _, text := range params {
		items, err := graph.SplitList(text)
		if err != nil {
			return nil, err
		}
		out = append(out, items...)
	}
	return out, nil
}

// decoded returns an id from a path: percent-escapes are taken off, + is a plus.
func decoded(raw string) (string, error) {
	id, err := url.PathUnescape(raw)
	if err != nil || strings.ContainsRune(id, 0) {
		return "", graph.Fail(graph.NotFound, "api.decoded", graph.Say("bad_path_id", "the address holds no id", nil))
	}
	return id, nil
}
