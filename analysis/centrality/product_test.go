package centrality

import (
	"runtime"
	"testing"

	"trama/analysis/internal/graphs"
)

// TestProductInBlocks adds up every row of a large graph as it stands: blocks are to give the same floats, on any number of
// cores.
func TestProductInBlocks(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	e, err := graphs.Made("er:800000:1100000", 5)
	if err != nil {
		t.Fatal(err)
	}
	hubs, linked := e.View().HubsFirst().View, 0
	for linked < hubs.N() && hubs.Degree(linked) > 0 {
		linked++
	}
	values := make([]float64, room(linked))
	for u := range linked {
		values[u] = 1 / float64(3+u%1_009)
	}
	for _, cores := range []int{1, 3} {
		runtime.GOMAXPROCS(cores)
		p := newProduct(hubs, linked)
		if p.sums == nil {
			t.Fatal("a large even graph is not put into blocks")
		}
		for range 2 { // sums begin anew each time
			p.of(values)
		}
		for u := range linked {
			want := 0.0
			for _, w := range hubs.Row(u) {
				want += values[w]
			}
			if got := p.sums[u]; got != want {
				t.Fatalf("%d cores, node %d: %v, want %v", cores, u, got, want)
			}
		}
	}
}

func TestProductWithoutBlocks(t *testing.T) {
	for _, name := range []string{"ba:2000:3", "star:300000", "rmat:17:4"} {
		e, err := graphs.Made(name, 1)
		if err != nil {
			t.Fatal(err)
		}
		if p := newProduct(e.View().HubsFirst().View, e.N); p.sums != nil {
			t.Errorf("%s is put into blocks: most of what its rows name lies together", name)
		}
	}
}
