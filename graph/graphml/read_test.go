package graphml_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"trama/graph"
	"trama/graph/graphml"
)

// One goroutine finds what is no XML, another what is no graph: what stands first in the file is told.
func TestWhatIsWrongFirstIsTold(t *testing.T) {
	longID := `<node id="` + strings.Repeat("x", 2000) + `"/>`
	for _, c := range []struct{ name, content, code string }{
		{"an id before damage", longID + "\n<node id=<", "limit_node_id"},
		{"damage before an id", "<node id=<\n" + longID, "bad_xml"},
		{"an id before a far damage", longID + manyNodes(10_000) + "<node id=<", "limit_node_id"},
		{"damage before a far id", "<node id=<" + manyNodes(10_000) + longID, "bad_xml"},
		{"an id before data without a key", longID + "<data/>", "limit_node_id"},
		{"data without a key before an id", "<data/>" + longID, "data_without_key"},
	} {
		_, _, err := decode("g.graphml", []byte(document("", c.content)), graph.DecodeOptions{})
		var refused *graph.Refused
		if !errors.As(err, &refused) || refused.First[0].Why.Code != c.code {
			t.Errorf("%s: %.200v, want %s", c.name, err, c.code)
		}
	}
}

// However Decode ends, what it started has ended, and nobody reads any more.
func TestDecodeLeavesNothingRunning(t *testing.T) {
	many := document("", manyNodes(20_000))
	atOnce, cancel := context.WithCancel(context.Background())
	cancel()
	for name, c := range map[string]struct {
		ctx context.Context
		r   io.Reader
	}{
		"at the end":        {context.Background(), strings.NewReader(many)},
		"at damage":         {context.Background(), strings.NewReader(many + "<")},
		"at a limit":        {context.Background(), strings.NewReader(document("", `<node id="`+strings.Repeat("x", 2000)+`"/>`+manyNodes(50_000)))},
		"at once":           {atOnce, strings.NewReader(many)},
		"with its reader":   {context.Background(), io.MultiReader(strings.NewReader(many[:100_000]), iotest.ErrReader(errBroken))},
		"at a limit, later": {context.Background(), io.MultiReader(strings.NewReader(`<graphml><graph>`), repeat(`<node id="`+strings.Repeat("y", 1025)+`"/>`))},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // fails where a goroutine stays
				r := &watched{r: c.r}
				graphml.Decode(c.ctx, r, "g.graphml", graph.NewBuilder(), graph.DecodeOptions{})
				r.over = true
				synctest.Wait()
				if r.late {
					t.Error("it is read on")
				}
			})
		})
	}
}

// watched tells whether a reader is read after it is over.
type watched struct {
	r          io.Reader
	over, late bool
}

func (w *watched) Read(p []byte) (int, error) {
	w.late = w.late || w.over
	return w.r.Read(p)
}

// The elements that the parser fills again must not be those that are still read.
func TestLargeElementsAmongSmallOnes(t *testing.T) {
	var content strings.Builder
	for i := range 2000 {
		content.WriteString(`<node id="` + strings.Repeat("n", 1+i%700) + string(rune('a'+i%26)) + `">`)
		for k := range i % 90 {
			content.WriteString(`<data key="k` + string(rune('a'+k%26)) + string(rune('a'+k/26)) + `">` + strings.Repeat(string(rune('a'+i%26)), 1+(i*k)%900) + `</data>`)
		}
		content.WriteString("</node>\n")
	}
	doc := []byte(document("", content.String()))
	var digests []string
	for _, cores := range []int{1, 2, 4} {
		before := runtime.GOMAXPROCS(cores)
		var refused graph.Refused
		g, _, err := decode("g.graphml", doc, graph.DecodeOptions{Refused: &refused})
		runtime.GOMAXPROCS(before)
		if err != nil {
			t.Fatal(err)
		}
		digests = append(digests, g.Digest())
		for i := range g.Nodes() {
			id := g.NodeID(i)
			for _, a := range g.NodeAttributes(i) {
				if text := a.Value.String(); strings.Trim(text, id[len(id)-1:]) != "" {
					t.Fatalf("node %s has %s of another: %.50s", id, a.Name, text)
				}
			}
		}
	}
	if digests[0] != digests[1] || digests[0] != digests[2] {
		t.Errorf("another graph on more cores: %v", digests)
	}
}

func TestEncodeWritesTheSameOnAnyNumberOfCores(t *testing.T) {
	for name, g := range map[string]*graph.Graph{"town": town(3000, 12_000), "empty": graph.Empty(), "long": longTexts()} {
		var files [][]byte
		for _, cores := range []int{1, 2, 5} {
			before := runtime.GOMAXPROCS(cores)
			files = append(files, encode(t, g))
			runtime.GOMAXPROCS(before)
		}
		if !bytes.Equal(files[0], files[1]) || !bytes.Equal(files[0], files[2]) {
			t.Errorf("%s: other bytes on more cores", name)
		}
		checkRoundTrip(t, g)
	}
}

// longTexts returns a graph of which a part is many pieces.
func longTexts() *graph.Graph {
	b := graph.NewBuilder()
	note := b.NodeColumn("note")
	for i := range 1500 {
		b.SetNode(b.Node("n"+strings.Repeat("x", i%50)+string(rune('a'+i%26))), note, graph.TextValue(strings.Repeat("<", 20_000+i%50)))
	}
	g, _ := b.Build()
	return g
}

func TestEncodeLeavesNothingRunning(t *testing.T) {
	g := town(5000, 20_000)
	for _, left := range []int{0, 1000, 200_000, 1_000_000, 4_000_000} {
		synctest.Test(t, func(t *testing.T) {
			if _, err := graphml.Encode(&brokenWriter{left}, g); !errors.Is(err, errBroken) {
				t.Errorf("%d: %v", left, err)
			}
		})
	}
}

// The rows before a bad one are written, none behind it is, and the error is that of the first.
func TestNothingIsWrittenBehindAnError(t *testing.T) {
	b := graph.NewBuilder()
	for i := range 5000 {
		b.Node(manyNodesID(i))
	}
	b.Node("n2500\x01")
	g, _ := b.Build()
	var out bytes.Buffer
	if _, err := graphml.Encode(&out, g); graph.KindOf(err) != graph.Invalid {
		t.Errorf("%v", err)
	}
	if bytes.Contains(out.Bytes(), []byte("n2501")) || bytes.Contains(out.Bytes(), []byte("</graphml>")) {
		t.Error("written on behind the error")
	}
}

func manyNodesID(i int) string {
	return "n" + string([]byte{byte('0' + i/1000), byte('0' + i/100%10), byte('0' + i/10%10), byte('0' + i%10)})
}

// A fault in the goroutine that parses comes to the one that decodes, where it can be recovered.
func TestFaultsComeToTheCaller(t *testing.T) {
	many := document("", manyNodes(20_000))
	in := io.MultiReader(strings.NewReader(many[:len(many)-100]), faulty{})
	defer func() {
		if got := recover(); got != (faulty{}) {
			t.Errorf("recovered %v", got)
		}
	}()
	_, err := graphml.Decode(context.Background(), in, "g.graphml", graph.NewBuilder(), graph.DecodeOptions{})
	t.Errorf("went on: %v", err)
}

// faulty is a reader with a fault.
type faulty struct{}

func (f faulty) Read([]byte) (int, error) { panic(f) }
