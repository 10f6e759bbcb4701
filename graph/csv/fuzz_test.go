package csv_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"trama/graph"
	"trama/graph/csv"
)

// FuzzRead reads any bytes: nothing panics, a refusal names the file, what is taken comes back from what is written of
// it, and all is the same when the bytes come one by one.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"id,label\na,Anna\n", "Da;A;Tipo;Peso\na;b;conosce;1,5\n", "sep=;\r\nSource;Target\r\na;b\r\n", "source,target,weight\n1,2,abc\n", "",
		"source,target\n1,\"2\n3,4\n", "\xff\xfei\x00d\x00\n\x00a\x00\n\x00", "\xfe\xff\x00i\x00d\x00\n\x00a", "\ufeffid\nà\n", "id;label\nn1;citt\xe0\n",
		"Source,Target,Type,Kind\na,b,Mutual,x\n", "id,tags,dal,lat\na,x|y,31/01/2024,45.5\n", "id,x\na,'=1\n", ",source,target\n0,a,b\n", "id,id,id\na,b,c\n",
		"source\ttarget\n\"a\"\"\"\tb\n", "id,x\na,\x00\n", "id\n\x8f\n", "id,type\na,persona\n", "label\n\"x\ny\"\n", "id,x\n1,1e400\n", "id\r\ra\r",
		"Elenco, 2026\n\nnome;tipologia\nAnna;ente\n", "Titolo\t\nsep=;\nda;a\nx;y\n", "\"a\nb\";;\nid;nome;x\n1;2;3\n", "Cognome;Nome\nRossi;Anna\n", "da nome,da cognome,a nome,a cognome\na,b,c,d\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		first, firstErr := decoded(t, content, false)
		second, secondErr := decoded(t, content, true)
		if (firstErr == nil) != (secondErr == nil) || firstErr != nil && firstErr.Error() != secondErr.Error() {
			t.Fatalf("at once %v, byte by byte %v", firstErr, secondErr)
		}
		if firstErr != nil {
			if kind := graph.KindOf(firstErr); kind != graph.Invalid && kind != graph.TooLarge {
				t.Fatalf("%v is %v", firstErr, kind)
			}
			for line := range strings.SplitSeq(firstErr.Error(), "\n") {
				if !strings.HasPrefix(line, "f.csv: ") && !strings.HasSuffix(line, " rows are wrong in all") {
					t.Fatalf("%q names no file", line)
				}
			}
			return
		}
		if document(t, first) != document(t, second) {
			t.Fatal("byte by byte it is another graph")
		}
		var n, e bytes.Buffer
		if err := errors.Join(csv.EncodeNodes(&n, first), csv.EncodeEdges(&e, first)); err != nil {
			t.Fatal(err)
		}
		third, _, err := tryRead(csv.Options{}, file{"f.csv", n.String()}, file{"e.csv", e.String()})
		if err != nil {
			t.Fatalf("%v\n%s\n%s", err, n.String(), e.String())
		}
		if got, want := document(t, third), document(t, first); got != want {
			t.Fatalf("written and read:\n%s\nwant\n%s", got, want)
		}
	})
}

func decoded(t *testing.T, content []byte, slowly bool) (*graph.Graph, error) {
	b := graph.NewBuilder()
	r := csv.NewReader(b, csv.Options{Limits: graph.Limits{Value: 4096}})
	var err error
	if slowly {
		err = r.Read(context.Background(), iotest.OneByteReader(bytes.NewReader(content)), "f.csv")
	} else {
		err = r.Read(context.Background(), bytes.NewReader(content), "f.csv")
	}
	if err != nil {
		return nil, err
	}
	if _, err := r.Finish(); err != nil {
		return nil, err
	}
	g, _ := b.Build()
	return g, nil
}
