package main

import (
	"archive/zip"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"trama/graph"
	"trama/graph/csv"
	"trama/graph/gexf"
	"trama/graph/graphml"
	"trama/graph/json"
)

// encoding writes a graph in one format and says what the format could not hold.
type encoding func(w io.Writer, g *graph.Graph) ([]graph.Sentence, error)

// fileFormat is a format that --to names.
type fileFormat struct {
	name   string
	encode encoding
}

// fileFormats returns the formats that are written, in the order in which they are listed. JSON is the canonical
// document: its SHA-256 is the graph's digest. A csv is an archive of both tables, which have names of their own too.
func fileFormats() []fileFormat {
	return []fileFormat{
		{"graphml", func(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) {
			return graphml.Encode(w, g, graphml.EncodeOptions{})
		}},
		{"gexf", gexf.Encode},
		{"json", func(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) {
			return json.Encode(w, g, json.EncodeOptions{})
		}},
		{"csv", encodeTables},
		{"nodes.csv", func(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) {
			return listsAsText(g.NodeColumns()), csv.EncodeNodes(w, g)
		}},
		{"edges.csv", func(w io.Writer, g *graph.Graph) ([]graph.Sentence, error) {
			return listsAsText(g.EdgeColumns()), csv.EncodeEdges(w, g)
		}},
	}
}

func formatList() string {
	var names []string
	for _, f := range fileFormats() {
		names = append(names, f.name)
	}
	return strings.Join(names, ", ")
}

// encoder returns the encoding that --to names.
func encoder(to string) (encoding, error) {
	for _, f := range fileFormats() {
		if f.name == to {
			return f.encode, nil
		}
	}
	return nil, usage("no_such_format", "--to is one of {values}", graph.V{"values": formatList()})
}

// checkArchive returns an error where both tables in one archive would go to a place that is no archive: to a file of
// another name, or onto a terminal.
func (s *session) checkArchive(to, out string) error {
	if to != "csv" || strings.HasSuffix(strings.ToLower(out), ".zip") || out == os.DevNull {
		return nil
	}
	if (out == "" || out == "-") && !s.screen {
		return nil
	}
	return usage("csv_is_archive", "--to csv is both tables in one archive: write --out FILE.zip, or --to nodes.csv and --to edges.csv, a file each", nil)
}

func (s *session) toFlag(cmd *cobra.Command, to *string) {
	cmd.Flags().StringVar(to, "to", "", s.say("in questo `FORMATO`: ", "in this `FORMAT`: ")+formatList())
}

// listsAsText returns the note that a table does not keep lists but tags and lines apart from texts: read back, the
// others are one text each, their items joined by "|".
func listsAsText(columns []*graph.Column) []graph.Sentence {
	var names []string
	for _, c := range columns {
		if name := c.Name(); name == "tags" || name == "lines" || slices.Contains(names, name) {
			continue
		}
		for _, v := range c.Distinct() {
			if v.Type() == graph.List {
				names = append(names, c.Name())
				break
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []graph.Sentence{graph.Say("lists_as_text", "in a table the lists of {names} become texts joined by |; graphml, gexf and json keep them", graph.V{"names": strings.Join(names, ", ")})}
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
	return listsAsText(slices.Concat(g.NodeColumns(), g.EdgeColumns())), archive.Close()
}
