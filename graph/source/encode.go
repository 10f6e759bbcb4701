package source

import (
	"archive/zip"
	"io"
	"slices"
	"strings"

	"trama/graph"
	"trama/graph/csv"
	"trama/graph/gexf"
	"trama/graph/graphml"
	"trama/graph/json"
)

// Encoding is a format that graphs are written in.
type Encoding struct {
	Name   string
	Media  string // its media type
	Ending string // of a file's name

	// Encode writes a graph and says what the format could not hold.
	Encode func(w io.Writer, g *graph.Graph) ([]graph.Sentence, error)
}

// Encodings returns the formats that are written, in the order in which they are listed. JSON is the canonical document:
// its SHA-256 is the graph's digest. A csv is an archive of both tables, which have names of their own too.
func Encodings() []Encoding {
	const table = "text/csv; charset=utf-8"
	return []Encoding{
		{"graphml", "application/graphml+xml", "graphml", graphml.Encode},
		{"gexf", "application/gexf+xml", "gexf", gexf.Encode},
		{"json", "application/json", "json", json.Encode},
		{"csv", "application/zip", "zip", encodeTables},
		{"nodes.csv", table, "nodes.csv", func(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) {
			return leftOut(g, nodesOf(g)), csv.EncodeNodes(w, g)
		}},
		{"edges.csv", table, "edges.csv", func(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) {
			return leftOut(g, edgesOf(g)), csv.EncodeEdges(w, g)
		}},
	}
}

// EncodingNames returns the names of the formats that are written, in one text.
func EncodingNames() string {
	var names []string
	for _, f := range Encodings() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// FindEncoding returns the format with a name.
func FindEncoding(name string) (Encoding, bool) {
	for _, f := range Encodings() {
		if f.Name == name {
			return f, true
		}
	}
	return Encoding{}, false
}

// tabled are the columns of a table and how many rows it has.
type tabled struct {
	rows    int
	columns []*graph.Column
}

func nodesOf(g *graph.Graph) tabled { return tabled{g.Nodes(), g.NodeColumns()} }
func edgesOf(g *graph.Graph) tabled { return tabled{g.Edges(), g.EdgeColumns()} }

// leftOut returns what tables cannot hold of a graph: what the network says of itself, that lists other than tags and lines
// are no texts, and of any value what it is. Read back, such lists are one text each, their items joined by "|".
func leftOut(g *graph.Graph, tables ...tabled) []graph.Sentence {
	var lists, retyped, own []string
	for _, t := range tables {
		retyped = append(retyped, csv.Retyped(t.rows, t.columns)...)
		for _, c := range t.columns {
			if name := c.Name(); name != "tags" && name != "lines" && holdsList(c) {
				lists = append(lists, name)
			}
		}
	}
	slices.Sort(lists)
	slices.Sort(retyped)
	for _, a := range g.Attributes() {
		own = append(own, graph.Shown(a.Name))
	}
	var notes graph.Notes
	notes.List("network_left_out", "a table has no place for what the network says of itself: {names}; graphml, gexf and json keep it", "", own)
	if spaced := csv.Trimmed(g); len(spaced) > 0 {
		notes = append(notes, graph.Say("names_trimmed", "a table takes off the white space with which ids, kinds, types or headings begin or end (names: {count}, “{name}” first)", graph.V{"count": len(spaced), "name": graph.Shown(spaced[0])}))
	}
	notes.List("lists_as_text", "in a table the lists of {names} become texts joined by |; graphml, gexf and json keep them", "", slices.Compact(lists))
	notes.List("retyped", "a table does not say what a value is: those of {names} look like something else (a text like a number or a date, a whole number among others like a decimal one) and are read back as that; graphml, gexf and json keep them", "", slices.Compact(retyped))
	return notes
}

func holdsList(c *graph.Column) bool {
	return slices.ContainsFunc(c.Distinct(), func(v graph.Value) bool { return v.Type() == graph.List })
}

// encodeTables writes both tables as one archive, which reads as one source. It holds no time, so that the same graph
// gives the same bytes.
func encodeTables(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) {
	archive := zip.NewWriter(w)
	for _, table := range []struct {
		name   string
		encode func(io.Writer, *graph.Graph) error
	}{{"nodes.csv", csv.EncodeNodes}, {"edges.csv", csv.EncodeEdges}} {
		member, err := archive.CreateHeader(&zip.FileHeader{Name: table.name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if err := table.encode(member, g); err != nil {
			return nil, err
		}
	}
	return leftOut(g, nodesOf(g), edgesOf(g)), archive.Close()
}
