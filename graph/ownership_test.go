package graph_test

import (
	"strings"
	"testing"

	"trama/graph"
)

func TestOwnership(t *testing.T) {
	for lines, want := range map[string]bool{
		"":                                false,
		"a offers s":                      false, // one organization
		"a offers s, b offers t":          true,
		"a offers s, b located_at l":      true,
		"l hosts s, a part_of b":          true,
		"a offers s, b raised n":          true,  // a need joins nobody
		"a offers s, a collaborates b":    false, // who works with whom
		"a offers s, a is friends with b": false,
		"a raised n, b raised n":          false,
	} {
		b := graph.NewBuilder()
		for line := range strings.SplitSeq(lines, ", ") {
			source, rest, _ := strings.Cut(line, " ")
			at := strings.LastIndex(rest, " ")
			if at < 0 {
				continue
			}
			for _, id := range []string{source, rest[at+1:]} {
				kind := map[string]string{"a": graph.Organization, "b": graph.Organization, "s": graph.Service, "t": graph.Service, "l": graph.Place, "n": graph.Need}[id]
				b.SetKind(b.Node(id), kind)
			}
			b.Edge(graph.BuilderEdge{Source: b.End(source), Target: b.End(rest[at+1:]), Type: rest[:at], Directed: true})
		}
		g, _ := b.Build()
		if note, is := graph.Ownership(g); is != want || is != (note.Code == graph.CodeOwnership) {
			t.Errorf("%s: %v", lines, is)
		}
	}
}
