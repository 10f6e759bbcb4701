package csv_test

import (
	"bytes"
	"context"
	"fmt"
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
		builder := graph.NewBuilder()
		r := csv.NewReader(builder, csv.Options{})
		if err := r.Read(context.Background(), bytes.NewReader(content), "e.csv"); err != nil {
			b.Fatal(err)
		}
		if _, err := r.Finish(); err != nil {
			b.Fatal(err)
		}
		builder.Build()
	}
}
