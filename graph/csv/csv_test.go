package csv_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/csv"
)

// file is a table with its name.
type file struct{ name, content string }

// read reads tables into a graph; it fails the test where they are refused.
func read(t *testing.T, o csv.Options, files ...file) (*graph.Graph, []graph.Sentence) {
	t.Helper()
	g, notes, err := tryRead(o, files...)
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	return g, notes
}

func tryRead(o csv.Options, files ...file) (*graph.Graph, []graph.Sentence, error) {
	b := graph.NewBuilder()
	r := csv.NewReader(b, o)
	for _, f := range files {
		if err := r.Read(context.Background(), strings.NewReader(f.content), f.name); err != nil {
			return nil, nil, err
		}
	}
	notes, err := r.Finish()
	if err != nil {
		return nil, nil, err
	}
	g, _ := b.Build()
	return g, notes, nil
}

// document returns the graph as trama.graph/1.
func document(t *testing.T, g *graph.Graph) string {
	t.Helper()
	var b bytes.Buffer
	if err := g.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFirst(t *testing.T) {
	g, notes := read(t, csv.Options{}, file{"n.csv", "id;label;tipo;dal;prezzo\na;Anna;persona;31/01/2024;1,5\nb;Bice;ente;2024-02-01;2\n"},
		file{"e.csv", "Source,Target,Type,Kind,peso\na,b,Undirected,conosce,2\nb,a,directed,vicino,3\n"})
	t.Log(document(t, g), notes)
}
