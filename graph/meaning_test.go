package graph_test

import (
	"testing"

	"trama/graph"
)

// A single value that does not fit takes its meaning from a whole column, and what is retired counts again: that is said.
func TestChangesThatTakeAMeaningSaySo(t *testing.T) {
	is := func(name, text string) graph.Attributes {
		v := graph.TextValue(text)
		if day, ok := graph.DateValue(text); ok {
			v = day
		}
		return graph.Attributes{{Name: name, Value: v}}
	}
	node := func(id string, attrs graph.Attributes) graph.Changes {
		return graph.Changes{PutNodes: []graph.NodeChange{{ID: id, Attributes: attrs}}}
	}
	edge := func(attrs graph.Attributes) graph.Changes {
		return graph.Changes{PutEdges: []graph.EdgeChange{{ID: "e", Source: "a", Target: "b", Attributes: attrs}}}
	}
	g := graph.Empty()
	for _, c := range []graph.Changes{node("a", is("status", "retired")), node("b", is("role", "coordinator")), node("c", is("until", "maggio")), edge(is("since", "2026-01-31"))} {
		next, err := g.Apply(c)
		if err != nil {
			t.Fatal(err)
		}
		g = next
	}
	for _, c := range []struct {
		name    string
		changes graph.Changes
		columns []string
	}{
		{"a status that is none", node("b", is("status", "boh")), []string{"status"}},
		{"twice the same column", graph.Changes{PutNodes: []graph.NodeChange{{ID: "b", Attributes: is("status", "boh")}, {ID: "c", Attributes: is("status", "mah")}}}, []string{"status"}},
		{"a column that is new", node("b", is("since", "presto")), []string{"since"}},
		{"a column without its meaning before", node("b", is("until", "giugno")), nil},
		{"a status that is one", node("b", is("status", "validated")), nil},
		{"a value taken away", node("a", graph.Attributes{{Name: "status"}}), nil},
		{"a name without a meaning", node("b", is("age", "boh")), nil},
		{"a relation's day", edge(is("since", "presto")), []string{"since"}},
		{"nodes and relations apart", graph.Changes{PutNodes: node("b", is("status", "boh")).PutNodes, PutEdges: edge(is("status", "mah")).PutEdges}, []string{"status", "status"}},
	} {
		said := c.changes.Unmeant(g)
		if len(said) != len(c.columns) {
			t.Errorf("%s: %v", c.name, said)
			continue
		}
		for i, s := range said {
			if s.Code != "meaning_unfit" || s.Values["column"] != c.columns[i] {
				t.Errorf("%s: %v", c.name, s)
			}
		}
	}
}
