package csv_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

// edgeTable returns a table of edges between a tenth as many nodes, with a type and a weight.
func edgeTable(rows int) []byte {
	var b bytes.Buffer
	r := rand.New(rand.NewPCG(1, 2))
	types := []string{"collabora", "conosce", "offre", "vicino"}
	b.WriteString("Source,Target,Tipo,Peso\n")
	for range rows {
		fmt.Fprintf(&b, "%d,%d,%s,%d\n", r.IntN(rows/10+1), r.IntN(rows/10+1), types[r.IntN(4)], 1+r.IntN(9))
	}
	return b.Bytes()
}

// nodeTable returns a table of nodes with labels and kinds.
func nodeTable(rows int) []byte {
	var b bytes.Buffer
	kinds := []string{"persona", "servizio", "ente", "luogo", "circolo"}
	b.WriteString("id,label,kind\n")
	for i := range rows {
		id := i * 7 % rows
		fmt.Fprintf(&b, "%d,\"Associazione %d, onlus\",%s\n", id, id, kinds[id%5])
	}
	return b.Bytes()
}

// build reads tables into a graph.
func build(b *testing.B, tables ...[]byte) *graph.Graph {
	builder := graph.NewBuilder()
	r := csv.NewReader(builder, csv.Options{})
	for _, content := range tables {
		if err := r.Read(context.Background(), bytes.NewReader(content), "t.csv"); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := r.Finish(); err != nil {
		b.Fatal(err)
	}
	g, _ := builder.Build()
	return g
}

// BenchmarkRead reads a million edges into a Builder.
func BenchmarkRead(b *testing.B) {
	content := edgeTable(1_000_000)
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		r := csv.NewReader(graph.NewBuilder(), csv.Options{})
		if err := r.Read(context.Background(), bytes.NewReader(content), "e.csv"); err != nil {
			b.Fatal(err)
		}
		if _, err := r.Finish(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuild reads a million edges and builds the graph.
func BenchmarkBuild(b *testing.B) {
	content := edgeTable(1_000_000)
	if path := os.Getenv("TRAMA_BENCH_TABLE"); path != "" {
		var err error
		if content, err = os.ReadFile(path); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		build(b, content)
	}
}

// BenchmarkBuildBoth reads a hundred thousand nodes with labels in quotes and a million edges, and builds the graph.
func BenchmarkBuildBoth(b *testing.B) {
	nodes, edges := nodeTable(100_001), edgeTable(1_000_000)
	b.SetBytes(int64(len(nodes) + len(edges)))
	b.ReportAllocs()
	for b.Loop() {
		build(b, nodes, edges)
	}
}

// sink counts what is written.
type sink int64

func (s *sink) Write(p []byte) (int, error) {
	*s += sink(len(p))
	return len(p), nil
}

// BenchmarkEncode writes a million edges, and a hundred thousand nodes with labels in quotes.
func BenchmarkEncode(b *testing.B) {
	g := build(b, nodeTable(100_001), edgeTable(1_000_000))
	for _, table := range []struct {
		name   string
		encode func(io.Writer, *graph.Graph) error
	}{{"nodes", csv.EncodeNodes}, {"edges", csv.EncodeEdges}} {
		b.Run(table.name, func(b *testing.B) {
			var size sink
			for b.Loop() {
				size = 0
				if err := table.encode(&size, g); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(size))
		})
	}
}
