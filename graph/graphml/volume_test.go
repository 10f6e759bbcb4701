package graphml_test

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"trama/graph"
	"trama/graph/graphml"
)

// TestMillionsGoThrough writes and reads 1,000,000 nodes and 5,000,000 edges as a stream. It runs where TRAMA_VERIFY is 1.
func TestMillionsGoThrough(t *testing.T) {
	if os.Getenv("TRAMA_VERIFY") != "1" {
		t.Skip("TRAMA_VERIFY is not 1")
	}
	g := town(1_000_000, 5_000_000)
	path := filepath.Join(t.TempDir(), "town.graphml")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if _, err := graphml.Encode(file, g); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	written := time.Since(start)
	start = time.Now()
	if file, err = os.Open(path); err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	b := graph.NewBuilder()
	if _, err := graphml.Decode(context.Background(), bufio.NewReader(file), "town.graphml", b, graph.DecodeOptions{}); err != nil {
		t.Fatal(err)
	}
	again, _ := b.Build()
	read := time.Since(start)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	info, _ := file.Stat()
	t.Logf("%d MB: written in %v, read in %v, %d MB from the system", info.Size()>>20, written, read, m.Sys>>20)
	if again.Digest() != g.Digest() {
		t.Error("another graph came back")
	}
}
