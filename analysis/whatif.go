package analysis

import (
	"context"
	"slices"

	"trama/analysis/effect"
	"trama/analysis/paths"
	"trama/graph"
)

// WhatIfSchema is the name of the comparison's document.
const WhatIfSchema = "trama.whatif/1"

// WhatIfListed is how many nodes each list of a comparison names at most.
const WhatIfListed = 200

// WhatIfOptions are the changes to try.
type WhatIfOptions struct {
	Lens    graph.Lens    `json:"-"`
	Add     []Relation    `json:"add,omitempty"`
	Remove  []Relation    `json:"remove,omitempty"`
	Without []string      `json:"without,omitempty"`
	Changes graph.Changes `json:"changes"`
	Seed    int64         `json:"seed"`
	Exact   bool          `json:"exact,omitempty"`
}

// WhatIfResult is the state before and after some changes, trama.whatif/1.
type WhatIfResult struct {
	Schema           string           `json:"schema"`
	Network          Network          `json:"network"`
	Lens             graph.Lens       `json:"lens"`
	Params           WhatIfOptions    `json:"params"`
	Before           Figures          `json:"before"`
	After            Figures          `json:"after"`
	Difference       Figures          `json:"difference"`
	Reached          []Member         `json:"reached"`
	CutOff           []Member         `json:"cut_off"`
	NoLongerCritical []Member         `json:"no_longer_critical"`
	NewlyCritical    []Member         `json:"newly_critical"`
	Notes            []graph.Sentence `json:"notes"`
}

// WhatIf returns the figures of what the lens leaves of a source before and after changes that are not made: first
// Changes, then what is removed and added, then the nodes that leave. Both states are computed alike, from nothing. It
// fails with NotFound for a node that is not there, Invalid for changes that do not fit, and when the context ends.
func WhatIf(ctx context.Context, src Source, o WhatIfOptions) (*WhatIfResult, error) {
	o.Add, o.Remove = typed(o.Add), typed(o.Remove)
	r := &WhatIfResult{Schema: WhatIfSchema, Network: src.network(), Lens: o.Lens, Params: o, Notes: src.notes()}
	far := paths.Options{Seed: o.Seed, Exact: o.Exact}
	before, err := effect.NewState(ctx, src.Graph, effect.Options{Lens: o.Lens, Distances: far})
	if err != nil {
		return nil, err
	}
	changed, notes, err := o.applied(src.Graph)
	if err != nil {
		return nil, err
	}
	after, err := effect.NewState(ctx, changed, effect.Options{Lens: leavingOut(o.Lens, changed), Distances: far})
	if err != nil {
		return nil, err
	}
	r.Before, r.After = before.Figures(), after.Figures()
	r.Difference = r.After.Minus(r.Before)
	r.Notes = slices.Concat(r.Notes, notes, outsideLens(after, o.Add), relatedAlready(before, o))
	r.Reached, r.CutOff = newlyReached(before, after), newlyReached(after, before)
	r.NoLongerCritical, r.NewlyCritical = criticalOnly(before, after), criticalOnly(after, before)
	return r, nil
}

// applied returns the graph with the changes, and notes on those that change nothing.
func (o WhatIfOptions) applied(g *graph.Graph) (*graph.Graph, []graph.Sentence, error) {
	g, err := g.Apply(o.Changes)
	if err != nil {
		return nil, nil, err
	}
	var notes []graph.Sentence
	var c graph.Changes
	for _, r := range o.Remove {
		edges, err := r.edges(g)
		if err != nil {
			return nil, nil, err
		}
		if len(edges) == 0 {
			notes = append(notes, r.say(g, "not_there"))
		}
		for _, e := range edges {
			if id := g.EdgeID(e); !slices.Contains(c.RemoveEdges, id) {
				c.RemoveEdges = append(c.RemoveEdges, id)
			}
		}
	}
	if g, err = g.Apply(c); err != nil {
		return nil, nil, err
	}
	c = graph.Changes{}
	for _, r := range o.Add {
		change, there, err := r.change(g, o.Lens, c)
		if err != nil {
			return nil, nil, err
		}
		if there {
			notes = append(notes, r.say(g, "already_there"))
			continue
		}
		c.PutEdges = append(c.PutEdges, change)
	}
	if g, err = g.Apply(c); err != nil {
		return nil, nil, err
	}
	g, err = g.Apply(graph.Changes{RemoveNodes: unique(o.Without)})
	return g, notes, err
}

func unique(ids []string) []string {
	var out []string
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// outsideLens notes which of the relations added have an end that the lens leaves out.
func outsideLens(after *effect.State, add []Relation) []graph.Sentence {
	var out []graph.Sentence
	for _, r := range add {
		a, thereA := after.Graph.FindNode(r.Source)
		b, thereB := after.Graph.FindNode(r.Target)
		if !thereA || !thereB {
			continue
		}
		_, inA := after.View.Index(a)
		_, inB := after.View.Index(b)
		if !inA || !inB {
			out = append(out, r.say(after.Graph, "outside_lens"))
		}
	}
	return out
}

// relatedAlready notes which of the relations added, each of a type that its ends do not have yet, join two that are
// related in the view.
func relatedAlready(before *effect.State, o WhatIfOptions) []graph.Sentence {
	var out []graph.Sentence
	for _, r := range o.Add {
		same, err := r.edges(before.Graph)
		if err != nil || r.Type == "" || len(same) > 0 || slices.ContainsFunc(o.Remove, r.sameEnds) {
			continue
		}
		a, _ := before.Graph.FindNode(r.Source)
		b, _ := before.Graph.FindNode(r.Target)
		u, inA := before.View.Index(a)
		w, inB := before.View.Index(b)
		if inA && inB && before.View.Has(u, w) {
			out = append(out, r.say(before.Graph, "related_already"))
		}
	}
	return out
}

// newlyReached lists the nodes that can reach others than before: of parts that were joined, all but those of the
// largest of them. With the states the other way round these are the nodes that are cut off.
func newlyReached(before, after *effect.State) []Member {
	was := make([]int, after.View.N()) // the rank of the component that each node was in, or −1
	largest := make([]int, after.Parts.Count())
	mixed := make([]bool, after.Parts.Count())
	for i := range largest {
		largest[i] = -1
	}
	for u := range was {
		was[u] = -1
		if at, there := before.Graph.FindNode(after.Graph.NodeID(after.View.Position(u))); there {
			if old, in := before.View.Index(at); in {
				was[u] = int(before.Parts.Of[old])
			}
		}
		now := after.Parts.Of[u]
		if was[u] < 0 {
			continue
		}
		if largest[now] >= 0 && largest[now] != was[u] {
			mixed[now] = true
		}
		if largest[now] < 0 || was[u] < largest[now] {
			largest[now] = was[u]
		}
	}
	out := []Member{}
	for u := range was {
		if now := after.Parts.Of[u]; mixed[now] && was[u] >= 0 && was[u] != largest[now] && len(out) < WhatIfListed {
			out = append(out, member(after.View, u))
		}
	}
	return out
}

// criticalOnly lists the articulation points of one state that the other has too, and not as articulation points.
func criticalOnly(one, other *effect.State) []Member {
	out := []Member{}
	for u, parts := range one.Cuts.Parts {
		if parts < 2 || len(out) == WhatIfListed {
			continue
		}
		at, there := other.Graph.FindNode(one.Graph.NodeID(one.View.Position(u)))
		if !there {
			continue
		}
		if w, in := other.View.Index(at); in && other.Cuts.Parts[w] < 2 {
			out = append(out, member(one.View, u))
		}
	}
	return out
}
