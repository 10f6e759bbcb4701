package graph_test

import (
	"fmt"
	"testing"

	"trama/graph"
)

// nodesBefore returns a Builder of a file with so many nodes that say nothing, and so many columns.
func nodesBefore(nodes, columns int) *graph.Builder {
	b := graph.NewBuilder()
	b.BeginFile()
	for i := range nodes {
		b.Node(fmt.Sprint(i))
	}
	for i := range columns {
		b.NodeColumn(fmt.Sprint(i))
	}
	return b
}

func TestRoomForCells(t *testing.T) {
	const nodes, columns = 10_000, 4_000
	for _, c := range []struct {
		name string
		fill func(b *graph.Builder)
		kind graph.ErrorKind
	}{
		{"headings alone take none", func(*graph.Builder) {}, graph.Internal},
		{"one row that says all", func(b *graph.Builder) {
			for column := range columns {
				b.SetNode(nodes-1, column, graph.IntegerValue(1))
			}
		}, graph.TooLarge},
		{"the first row says all", func(b *graph.Builder) {
			for column := range columns {
				b.SetNodeText(0, column, []byte("a"))
			}
		}, graph.TooLarge},
		{"as many values as a map has", func(b *graph.Builder) {
			for row := range nodes {
				for k := range 7 {
					b.SetNode(row, (row+k)%columns, graph.IntegerValue(1))
				}
			}
		}, graph.Internal},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := nodesBefore(nodes, columns)
			c.fill(b)
			err := b.CheckRoom()
			if failed := c.kind == graph.TooLarge; failed != (err != nil) || failed && graph.KindOf(err) != c.kind {
				t.Error(err)
			}
		})
	}
}

// Once a value was not kept, no more of the file makes it good.
func TestRoomStaysFull(t *testing.T) {
	b := nodesBefore(10_000, 4_000)
	for column := range 4_000 {
		b.SetNode(9_999, column, graph.TextValue("a"))
	}
	for range 1_000_000 {
		b.SetNode(0, 0, graph.TextValue("a"))
	}
	if err := b.CheckRoom(); graph.KindOf(err) != graph.TooLarge {
		t.Error(err)
	}
}
