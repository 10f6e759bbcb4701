package neo4j_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"trama/graph"
	"trama/graph/graphtest"
	"trama/graph/neo4j"
)

// The log alone gives the graph: whatever the changes and however small the batches, packed and read again they make
// next of base.
func TestRepackedBatches(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		base := graphtest.RandomGraph(r, 30)
		next, err := base.Apply(graphtest.RandomChanges(r, base))
		if err != nil {
			t.Fatal(err)
		}
		items := 1 + r.IntN(9)
		got, count, err := neo4j.Repacked(base, next, items)
		if err != nil {
			t.Fatal(err)
		}
		graphtest.Same(t, got, next)
		if size := graph.Diff(base, next).Size(); count < size/items {
			t.Fatalf("%d changes in %d batches of %d", size, count, items)
		}
	}
}

func TestRepackedHostileTexts(t *testing.T) {
	for _, g := range []*graph.Graph{graphtest.Hostile(), graphtest.EveryValue(), graphtest.Town(), graph.Empty()} {
		for _, base := range []*graph.Graph{graph.Empty(), graphtest.Town()} {
			got, _, err := neo4j.Repacked(base, g, 3)
			if err != nil {
				t.Fatal(err)
			}
			graphtest.Same(t, got, g)
		}
	}
}

func TestLargeValuesMakeSmallBatches(t *testing.T) {
	b := graph.NewBuilder()
	text := graph.TextValue(string(bytes.Repeat([]byte("à"), 300_000)))
	label := b.NodeColumn("label")
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		b.SetNode(b.Node(id), label, text)
	}
	g, _ := b.Build()
	got, count, err := neo4j.Repacked(graph.Empty(), g, 10_000)
	if err != nil || count != 5 {
		t.Errorf("%d batches, %v", count, err)
	}
	graphtest.Same(t, got, g)
}

func FuzzUnpack(f *testing.F) {
	for _, payload := range neo4j.Payloads(graph.Empty(), graphtest.Hostile()) {
		f.Add(payload)
	}
	for _, payload := range neo4j.Payloads(graphtest.Town(), graphtest.EveryValue()) {
		f.Add(payload)
	}
	f.Add([]byte{})
	f.Add([]byte{1, 3, 0})
	f.Fuzz(func(t *testing.T, payload []byte) {
		packed, err := neo4j.Unpack(payload)
		if err != nil {
			return
		}
		again, err := neo4j.Unpack(packed)
		if err != nil || !bytes.Equal(packed, again) {
			t.Fatalf("what was read does not pack the same way twice: %v", err)
		}
	})
}

// A damaged log is an error and never a panic or another graph's data.
func TestDamagedPayloads(t *testing.T) {
	for _, payload := range neo4j.Payloads(graph.Empty(), graphtest.Town()) {
		for cut := range len(payload) {
			if _, err := neo4j.Unpack(payload[:cut]); err == nil {
				t.Fatalf("cut at %d of %d it is taken", cut, len(payload))
			}
		}
	}
}
