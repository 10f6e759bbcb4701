package graphml_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/graphml"
)

// town returns a graph with labels, kinds, types and weights, as a large network has them.
func town(nodes, edges int) *graph.Graph {
	b := graph.NewBuilder()
	label, weight := b.NodeColumn("label"), b.EdgeColumn("weight")
	kinds := []string{"person", "service", "organization", "place"}
	for i := range nodes {
		row := b.Node(fmt.Sprintf("n%d", i))
		b.SetKind(row, kinds[i%len(kinds)])
		b.SetNode(row, label, graph.TextValue(fmt.Sprintf("Attività & servizi %d", i)))
	}
	types := []string{"collaborates", "knows", "refers", "member_of"}
	random := uint64(1)
	for i := range edges {
		random = random*6364136223846793005 + 1442695040888963407
		e := b.Edge(graph.BuilderEdge{
			Source: int(random>>33) % nodes, Target: int(random>>13) % nodes, Type: types[i%len(types)], Directed: true,
		})
		b.SetEdge(e, weight, graph.FloatValue(float64(i%97)/4+0.25))
	}
	g, _ := b.Build()
	return g
}

var sizes = []struct{ nodes, edges int }{{1_000, 5_000}, {100_000, 500_000}}

func BenchmarkEncode(b *testing.B) {
	for _, size := range sizes {
		b.Run(fmt.Sprintf("%d", size.nodes), func(b *testing.B) {
			g := town(size.nodes, size.edges)
			b.SetBytes(int64(len(encode(b, g))))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := graphml.Encode(io.Discard, g); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, size := range sizes {
		own := encode(b, town(size.nodes, size.edges))
		for _, file := range []struct {
			from    string
			content []byte
		}{{"own", own}, {"others", asOthersWrite(own)}} {
			b.Run(fmt.Sprintf("%d/%s", size.nodes, file.from), func(b *testing.B) {
				b.SetBytes(int64(len(file.content)))
				b.ReportAllocs()
				for b.Loop() {
					builder := graph.NewBuilder()
					if _, err := graphml.Decode(context.Background(), bytes.NewReader(file.content), "town.graphml", builder, graph.DecodeOptions{}); err != nil {
						b.Fatal(err)
					}
					builder.Build()
				}
			})
		}
	}
}

// asOthersWrite returns a file as a program writes it that knows nothing of the dialect: without the mark, indented, with
// single quotes and carriage returns.
func asOthersWrite(own []byte) []byte {
	return []byte(strings.NewReplacer(
		`<data key="g_trama">1</data>`, "", `"`, "'", "<data", "\r\n      <data", "</node>", "\r\n    </node>", "</edge>", "\r\n    </edge>", "\n", "\r\n",
	).Replace(string(own)))
}
