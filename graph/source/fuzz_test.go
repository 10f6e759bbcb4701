package source_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"trama/graph"
	"trama/graph/source"
)

// FuzzDecode reads any bytes under any name, within tight limits: nothing panics, a refusal names the file, and reading
// the same again gives the same.
func FuzzDecode(f *testing.F) {
	names := []string{"e.csv", "e.tsv", "g.graphml", "g.json", "z.zip", "e.csv.gz", "g.xml", "x.bin", "", "r.gexf", "z.zip.gz", "w.xlsx", "w.ods", "w.fods"}
	for i, name := range names {
		for _, content := range []string{nodeTable, edgeTable, document, xml, gephi, "", "PK\x03\x04", "\x1f\x8b\x08\x00"} {
			if name == "e.csv.gz" {
				content = packed(content)
			}
			f.Add(uint8(i), []byte(content))
		}
	}
	var t0 testing.T
	f.Add(uint8(4), []byte(archive(&t0, "sub/e.csv", edgeTable, "n.csv", nodeTable, "g.json", document, "__MACOSX/x.csv", "x")))
	f.Add(uint8(4), []byte(archive(&t0, "[Content_Types].xml", "<x/>")))
	f.Add(uint8(7), []byte(archive(&t0, "e.csv", edgeTable)))
	f.Add(uint8(4), []byte(archive(&t0, "organizations.csv", "id,name\no,O\n", "services.csv", "id,organization_id\ns,o\n", "e.csv", "source,target\no,s\n", "x.csv", edgeTable,
		"datapackage.json", `{"resources":[{"name":"service","path":"e.csv"}]}`)))
	f.Add(uint8(3), []byte(`{"contents":[{"id":"s","organization":{"id":"o"}}]}`))
	f.Add(uint8(11), []byte(workbook(&t0, people(), relations())))
	f.Add(uint8(12), []byte(odsBook(&t0, people(), relations())))
	f.Add(uint8(13), []byte(strings.ReplaceAll(odsOf(people(), relations()), "office:document-content", "office:document")))
	f.Fuzz(func(t *testing.T, i uint8, content []byte) {
		name := names[int(i)%len(names)]
		read := func(o source.Options) (*source.Reading, error) {
			o.Limits = graph.Limits{Value: 4096, Unpacked: 1 << 20, Members: 8}
			return source.Decode(context.Background(), []source.File{{Name: name, Reader: bytes.NewReader(content)}}, o)
		}
		first, err := read(source.Options{})
		if err != nil {
			kind := graph.KindOf(err)
			if kind != graph.Invalid && kind != graph.TooLarge {
				t.Fatalf("%v is %v", err, kind)
			}
			if !strings.Contains(err.Error(), name) && err.Error() != "there is no file of a known format" {
				t.Fatalf("%v names no file", err)
			}
		} else {
			second, err := read(source.Options{})
			if err != nil || second.Graph.Digest() != first.Graph.Digest() || len(second.Notes) != len(first.Notes) {
				t.Fatalf("another reading: %v", err)
			}
			if first.Read != first.Kept && first.Read.Nodes < first.Kept.Nodes {
				t.Fatalf("read %v, kept %v", first.Read, first.Kept)
			}
		}
		checked, err := read(source.Options{Check: true})
		if err == nil {
			if c := checked.Check(); (first == nil) != (len(c.Refused) > 0) {
				t.Fatalf("check refuses %v", c.Refused)
			}
		}
	})
}

// FuzzAsked reads any table with relations and a matrix asked for: nothing panics, what is kept is what the graph holds, and reading
// the same again gives the same.
func FuzzAsked(f *testing.F) {
	for _, table := range []string{
		"nome;conosce 1;conosce 2\nA;B e C, ecc.;- D\nB;A/C;nessuno\n", "Ente;Mensa;Totale\nA;x;1\nB;0;\nTotale;1;1\n", ";A;B\nA;1;2,5\nB;sì;0\n",
		"Titolo\n\nCognome;Nome;conosce\nRossi;Anna;Neri Bea\nNeri;Bea;\n", "id;nome;conosce\n1;A, B;1, A, B\n2;A;\n", "nome;x;x\nA;✓;\nx;;-\n", "nome;conosce [a];conosce [b]\nA;A;A\n",
	} {
		f.Add([]byte(table))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, o := range []source.Options{{Relations: []string{"conosce"}}, {Matrix: "offre"}, {Matrix: "collabora", Check: true}} {
			read := func() (*source.Reading, error) {
				o.Limits = graph.Limits{Value: 4096}
				return source.Decode(context.Background(), []source.File{{Name: "e.csv", Reader: bytes.NewReader(content)}}, o)
			}
			first, err := read()
			if err != nil {
				if kind := graph.KindOf(err); kind != graph.Invalid && kind != graph.TooLarge {
					t.Fatalf("%v is %v", err, kind)
				}
				continue
			}
			first.Check()
			second, err := read()
			if err != nil || second.Graph.Digest() != first.Graph.Digest() || len(second.Notes) != len(first.Notes) {
				t.Fatalf("another reading: %v", err)
			}
			if first.Kept.Nodes != first.Graph.Nodes() || first.Kept.Edges != first.Graph.Edges() || first.Read.Nodes < first.Kept.Nodes {
				t.Fatalf("read %v, kept %v", first.Read, first.Kept)
			}
		}
	})
}
