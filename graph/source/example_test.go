package source_test

import (
	"context"
	"fmt"
	"strings"

	"trama/graph/source"
)

// Two tables are one network. The catalogue knows the type in Italian; the end that no table lists is made, and said.
func ExampleDecode() {
	reading, err := source.Decode(context.Background(), []source.File{
		{Name: "nodi.csv", Reader: strings.NewReader("codice;nome;tipo\nc1;Caritas;ente\n")},
		{Name: "relazioni.csv", Reader: strings.NewReader("da;a;tipo;peso\nc1;s1;offre;1,5\n")},
	}, source.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	g := reading.Graph
	fmt.Println(g.Label(0), g.Kind(0), g.Type(0), g.EdgeColumn("weight").Text(0))
	fmt.Println(reading.Notes[0].Text)
	// Output:
	// Caritas organization offers 1.5
	// nodes that only edges name are on the map all the same (1): s1
}
